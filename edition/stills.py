"""What an explorer shows on a page: its question, its picture, its numbers, its controls.

The few that the page computes are alive there. An IPython extension, loaded by the notebooks only
while the pages are made. A cell that ends in an explorer then also gives HTML; the widget and the
picture for notebooks are left as they are.
"""

from html import escape
from typing import Any

from course_lib.ui import Explorer, View
from edition.live import alive


def still(explorer: Explorer) -> str:
    """An explorer at its start, as HTML.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from course_lib.ui import Slider
    >>> view = lambda number: View(Figure(), f"Twice {number} is {2 * number}.")
    >>> explorer = Explorer(view, {"number": Slider("Number", 0, 9, 3, whole=True)}, title="Twice")
    >>> "Twice 3 is 6." in still(explorer), "<li>Number: 3</li>" in still(explorer)
    (True, True)
    """
    question = getattr(explorer.prediction, "still", str)()
    parts = [
        f'<p class="explorer-title">{escape(explorer.title)}</p>' if explorer.title else "",
        f'<div class="prediction"><p>Predict first.</p>{question}</div>' if question else "",
        alive(explorer, explorer.current.html() + _controls(explorer)),
    ]
    return f'<div class="explorer">{"".join(parts)}</div>'


def _controls(explorer: Explorer) -> str:
    """What a learner can move where a program runs, and where it stands in the still."""
    lines = "".join(
        f"<li>{escape(control.label)}: {escape(control.said(explorer.settings[name]))}</li>"
        for name, control in explorer.controls.items()
    )
    summary = "<summary>What you can move in the notebook</summary>"
    return f'<details class="movable">{summary}<ul>{lines}</ul></details>'


def load_ipython_extension(shell: Any) -> None:
    """Give cells that end in an explorer or a view HTML beside what they give already."""
    html = shell.display_formatter.formatters["text/html"]
    html.for_type(Explorer, still)
    html.for_type(View, View.html)
