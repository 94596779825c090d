"""What stands on the stage of a panel: a view as HTML, or why there is none."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course_lib.ui.view import View

Stage = dict[str, str | int]

EMPTY: Stage = {
    "answers": 0,  # the number of the change that this stage answers
    "picture": "",  # SVG
    "reading": "",  # plain text
    "table": "",  # HTML
    "source": "",  # plain text
    "problem": "",  # plain text, in place of the reading
    "verdict": "",  # plain text: the prediction against what is seen
    "trace": "",  # plain text for the browser's console
}


def stage(view: View) -> Stage:
    """A view on the stage."""
    return EMPTY | {
        "picture": view.svg(),
        "reading": view.reading,
        "table": view.table_html(),
        "source": view.source,
    }


def impossible(last: Stage, error: ValueError) -> Stage:
    """The last picture, and the sentence of a setting that cannot be had."""
    return last | {"problem": sentence(error), "verdict": "", "trace": ""}


def broken(last: Stage, error: Exception) -> Stage:
    """The last picture, and a calm sentence about a fault of ours."""
    words = (
        f"This setting could not be drawn ({type(error).__name__}). That is a fault of the course, "
        "not yours: please report it with these settings. Any other setting can be tried."
    )
    trace = "".join(traceback.format_exception(error))
    return last | {"problem": words, "verdict": "", "trace": trace}


def stopped(last: Stage) -> Stage:
    """The last picture, and that the learner has interrupted the kernel."""
    words = "Stopped before it was drawn. Move a control, and it is drawn again."
    return last | {"problem": words, "verdict": "", "trace": "interrupted"}


def sentence(error: ValueError) -> str:
    """An error's words as a sentence.

    Examples
    --------
    >>> sentence(ValueError("the control arm has no participants"))
    'The control arm has no participants.'
    """
    words = str(error).strip() or "this setting is not possible"
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")
