"""Run every notebook as a new learner and store its outputs: `python -m tests.house.store_outputs`.

Only what a reader needs stays in the file, so that a second run changes nothing.
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.house import tree
from tests.house.test_notebooks import ENVIRONMENT

WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_KEYS = {"tags", "jupyter", "slideshow"}
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")


def run(path: Path) -> Any:
    """The notebook with fresh outputs, from a learner who has answered nothing."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="one-trial-progress-") as folder:
        environment = dict(os.environ, COURSE_PROGRESS=str(Path(folder, path.stem)))
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            store_widget_state=False,
        )
        client.execute(env=environment)
    return notebook


def normalise(notebook: Any) -> None:
    """Take out what differs from run to run."""
    notebook.metadata = nbformat.from_dict({**ENVIRONMENT, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        cell["metadata"] = {k: v for k, v in cell.metadata.items() if k in CELL_KEYS}
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(WIDGET, None)
            if "text/plain" in data:
                data["text/plain"] = ADDRESS.sub("0x000000000000", data["text/plain"])


def main(names: list[str]) -> None:
    for path in tree.notebooks():
        if not names or path.stem in names or tree.name(path) in names:
            notebook = run(path)
            normalise(notebook)
            nbformat.write(notebook, path)
            print(f"stored {tree.name(path)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
