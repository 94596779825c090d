"""The notebooks with their stills, run as by a learner who has answered nothing."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
KEPT = ("text/html", "image/png", "text/plain")


def write_pages(folder: Path, *, workers: int = 2) -> list[str]:
    """Run every notebook and write it, with HTML in place of widgets; return their stems."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    with ThreadPoolExecutor(workers) as pool:
        for path, notebook in zip(paths, pool.map(_run, paths), strict=True):
            nbformat.write(notebook, folder / path.name)
    return [path.stem for path in paths]


def _run(path: Path) -> Any:
    """One notebook with fresh outputs; each output keeps the first kind that a page can show."""
    notebook = nbformat.read(path, as_version=4)
    loads = nbformat.v4.new_code_cell("%load_ext edition.stills")
    notebook.cells.insert(0, loads)
    with tempfile.TemporaryDirectory(prefix="one-trial-pages-") as progress:
        environment = dict(
            os.environ, COURSE_PROGRESS=progress, PYTHONPATH=str(NOTEBOOKS.parent), MPLBACKEND="agg"
        )
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(NOTEBOOKS)}},
            store_widget_state=False,
        )
        client.execute(env=environment)
    notebook.cells.remove(loads)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            _one_kind(output)
    return notebook


def _one_kind(output: Any) -> None:
    """Keep what a page shows of an output, and no widget that no program answers."""
    data = output.get("data", {})
    kind = next((kind for kind in KEPT if kind in data), None)
    for other in set(data) - {kind}:
        del data[other]
