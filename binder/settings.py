"""What an environment of the course needs besides its packages; without it all works, less well.

Its Python runs this once: in course.py's environment, on Binder and in the image of a class.
"""

import json
import sys
import sysconfig
from pathlib import Path

SETTINGS: dict[str, object] = {
    # Answers of the kernel go to the page at once (course_lib/prompt_answers.py says why).
    "etc/jupyter/jupyter_server_config.d/one_trial.json": {
        "ServerApp": {"jpserver_extensions": {"course_lib.prompt_answers": True}}
    },
    # A cell that is run before those above it gets a sentence, no traceback.
    "etc/ipython/ipython_kernel_config.json": {
        "InteractiveShellApp": {"extensions": ["course_lib.ui.unknown_name"]}
    },
    # No news and no updates are asked for: a class starts with the lesson, not with a question.
    "share/jupyter/lab/settings/overrides.json": {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        }
    },
}


def write(environment: Path, packages: Path) -> None:
    """Put the project on the path of an environment, and its settings where Jupyter reads them."""
    project = Path(__file__).resolve().parents[1]
    (packages / "one_trial.pth").write_text(f"{project}\n", encoding="utf-8")
    for name, content in SETTINGS.items():
        file = environment / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.prefix), Path(sysconfig.get_path("purelib")))
