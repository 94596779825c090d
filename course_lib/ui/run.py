"""A computation that takes its time: controls, a button that starts it, and what came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING, Any

from course_lib.ui.controls import Control
from course_lib.ui.settable import PredictionLike, Settable
from course_lib.ui.view import Bundle, View

if TYPE_CHECKING:
    import ipywidgets

    from course_lib.ui.runner import Runner

Report = Callable[[int, int], None]
"""Called as ``report(done, total)`` while a computation goes on."""

_MOST_KEPT = 24


class Cancelled(Exception):  # noqa: N818 - a wish of the learner's is no error
    """Raised by ``report`` once the learner has pressed Cancel; let it pass through."""


class Run(Settable):
    """Controls, a button that computes, a bar that shows how far it is, and Cancel.

    For what takes longer than a second; what is faster follows its controls in an `Explorer`.
    The computation goes on in the background, so that other cells and panels stay alive. What
    was computed is kept by its settings: the same settings again are there at once.

    Parameters
    ----------
    compute : callable
        ``compute(report, **settings) -> View``, pure: the same settings give the same view. It
        calls ``report(done, total)`` some times a second, which lets Cancel through, and
        ``report(total, total)`` before it draws: from then on nothing else is drawn, as
        matplotlib can make only one picture at a time. A ValueError is shown as a sentence.
    controls : dict of str to control
        One control for each argument of `compute` that the learner may set.
    label : str
        Words on the button, which say what is computed.
    presets : dict of str to dict, optional
        Words on a button, and the settings that it makes.
    prediction : PredictionLike, optional
        Asked before the controls unlock, and compared with what comes out.
    start : View, optional
        Shown before the first run, and in pages where no program runs.

    Raises
    ------
    ValueError
        If controls, presets or prediction do not fit the arguments of `compute`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from course_lib.ui import Slider
    >>> def total(report: Report, size: int) -> View:
    ...     for done in range(size):
    ...         report(done + 1, size)
    ...     return View(Figure(), f"Counted to {size}.")
    >>> run = Run(total, {"size": Slider("Size", 1, 9, 5, whole=True)}, label="Count")
    >>> run.result(size=7)
    <View: Counted to 7.>
    """

    def __init__(
        self,
        compute: Callable[..., View],
        controls: Mapping[str, Control],
        *,
        label: str = "Run",
        presets: Mapping[str, Mapping[str, Any]] | None = None,
        prediction: PredictionLike | None = None,
        start: View | None = None,
    ) -> None:
        super().__init__(partial(compute, _silent), controls, presets, prediction)
        self.label = label
        self.shown_first = start
        self._compute = compute
        self._kept: dict[str, View] = {}

    def __repr__(self) -> str:
        return f"<Run: {self.label}>"

    def result(self, **wanted: Any) -> View:
        """The view at some settings, the others at their start; computed here and now if need be.

        Raises
        ------
        ValueError
            If there is no such control, it does not allow the value, or the setting is
            impossible.
        """
        return self.computed(_silent, self.start | self.checked(wanted))

    def computed(self, report: Report, settings: dict[str, Any]) -> View:
        """The view at these settings, kept or computed; `report` hears how far it is."""
        key = self._key(settings)
        if key not in self._kept:
            view = self._compute(report, **settings)
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = view
        return self._kept[key]

    def is_kept(self, settings: Mapping[str, Any]) -> bool:
        """Whether these settings need no computing."""
        return self._key(settings) in self._kept

    def waiting(self) -> str:
        """What stands in place of a reading before the first run."""
        return f"Not run yet: press “{self.label}”."

    def text(self) -> str:
        """Question, start and controls as plain text; the same whatever was run meanwhile."""
        first = f"Not run here: run this notebook and press “{self.label}”."
        parts = [
            self.prediction.text() if self.prediction else "",
            self.shown_first.text() if self.shown_first else first,
            self.listed(self.start),
        ]
        return "\n\n".join(part for part in parts if part)

    @cached_property
    def widget(self) -> ipywidgets.DOMWidget:
        """What the page shows: the panel, below the form of the prediction if there is one."""
        return self.below_prediction(self.runner.panel)

    @cached_property
    def runner(self) -> Runner:
        """What runs the computation in the background for the page."""
        from course_lib.ui.runner import Runner

        return Runner(self)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        from course_lib.ui.panel import with_widget

        text = self.text()
        if self.shown_first is None:
            still = {"text/plain": text, "text/html": f"<pre>{escape(text)}</pre>"}
            return with_widget((still, {}), self.widget)
        return with_widget(self.shown_first.still(text), self.widget)

    def _key(self, settings: Mapping[str, Any]) -> str:
        """Under which a result is kept."""
        return json.dumps(self.sent(settings), sort_keys=True)


def _silent(done: int, total: int) -> None:
    """Nobody listens."""
