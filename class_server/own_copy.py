"""Start a learner's server; first give the learner a copy of the notebooks, in `~/notebooks`.

It runs as the learner: python -m class_server.own_copy ARGUMENTS OF jupyterhub-singleuser
"""

import os
import shutil
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def give(home: Path, notebooks: Path = NOTEBOOKS) -> list[str]:
    """Copy what is not there yet, and return its names.

    A notebook that is there stays as the learner left it. To have a fresh one, a learner renames
    or deletes the old one and starts the server again.
    """
    given = []
    for source in sorted(path for path in notebooks.rglob("*") if path.is_file()):
        name = source.relative_to(notebooks)
        copy = home / "notebooks" / name
        if ".ipynb_checkpoints" in name.parts or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        half = copy.with_name(f".{copy.name}.half")
        shutil.copyfile(source, half)  # not its rights: the original may be read-only
        half.replace(copy)
        given.append(name.as_posix())
    return given


def main() -> None:
    try:
        given = give(Path.home())
        sys.stderr.write(f"{len(given)} files copied into {Path.home() / 'notebooks'}\n")
    except OSError as error:  # a full disk: the learner still needs a server, to make room
        sys.stderr.write(f"The notebooks were not all copied: {error}\n")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]])


if __name__ == "__main__":
    main()
