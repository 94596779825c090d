"""A checklist: each requirement met, not met, or not known; told apart by shape and word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course_lib.figures import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TOP, _STEP = 0.14, 0.34
_MARKS = {True: ("o", "met"), False: ("X", "not met"), None: ("o", "not known")}


@style.plain
def checklist(answers: Mapping[str, bool | None]) -> Figure:
    """Requirements from the top, each with a mark and a word.

    Parameters
    ----------
    answers : mapping of str to bool or None
        Whether each requirement is met; None where it is not known: a ring.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no requirement.

    Examples
    --------
    >>> figure = checklist({"allocation concealed": None})
    >>> [text.get_text() for text in figure.texts]
    ['allocation concealed', 'not known']
    """
    if not answers:
        raise ValueError("a checklist needs a requirement")
    figure = style.sheet(round(2 * _TOP + _STEP * len(answers), 2))
    axes = style.panel(figure, 0, style.WIDTH, across=(0, style.WIDTH))
    for row, (requirement, met) in enumerate(answers.items()):
        middle = _TOP + _STEP * (row + 0.5)
        shape, word = _MARKS[met]
        look: dict[str, Any] = {"markersize": 10, "markeredgewidth": 1.5, "clip_on": False}
        colour = style.MUTED if met is None else style.BENEFIT if met else style.HARM
        look |= {"markeredgecolor": colour, "color": "none" if met is None else colour}
        axes.plot([0.4], [middle], shape, gid="mark", **look)
        style.write(figure, (0.75, middle), requirement, ha="left")
        ink = style.MUTED if met is None else style.INK
        style.write(figure, (style.WIDTH - 1.6, middle), word, ha="left", color=ink)
    return figure
