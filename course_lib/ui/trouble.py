"""What a learner is told when something that a button started has failed."""

from __future__ import annotations

import traceback

from course_lib.ui.stage import sentence


def told(error: BaseException) -> dict[str, str]:
    """A sentence for the page, and a trace for the browser's console where the fault is ours.

    Examples
    --------
    >>> told(ValueError("the control arm has no participants"))["said"]
    'The control arm has no participants.'
    >>> told(KeyboardInterrupt())["said"]
    'Stopped before it was done.'
    """
    if isinstance(error, ValueError):
        return {"said": sentence(error), "trace": ""}
    if isinstance(error, KeyboardInterrupt):
        return {"said": "Stopped before it was done.", "trace": ""}
    said = (
        f"This did not work ({type(error).__name__}). That is a fault of the course, not yours: "
        "please report it."
    )
    return {"said": said, "trace": "".join(traceback.format_exception(error))}
