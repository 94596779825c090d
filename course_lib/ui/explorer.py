"""An explorer: controls, and a pure function from their settings to a view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from course_lib.ui.controls import Control, check_arguments
from course_lib.ui.stage import EMPTY, Stage, impossible, sentence, stage
from course_lib.ui.view import Bundle, View

if TYPE_CHECKING:
    import ipywidgets

    from course_lib.ui.connection import Connection


class PredictionLike(Protocol):
    """What an explorer needs to know of a prediction that is asked before it unlocks."""

    @property
    def widget(self) -> ipywidgets.DOMWidget:
        """The form, always the same object."""

    @property
    def settled(self) -> bool:
        """Whether it has been answered or skipped."""

    @property
    def target(self) -> Mapping[str, Any]:
        """The settings at which to compare; empty for where the learner stands."""

    def on_settle(self, callback: Callable[[], None]) -> None:
        """Have a function called when `settled` has changed."""

    def verdict(self, view: View) -> str:
        """What was predicted, against what the view shows."""

    def longest_verdict(self) -> str:
        """About the most that a verdict says, for which the panel keeps room."""

    def text(self) -> str:
        """The question as plain text, without the learner's answer."""


class Explorer:
    """Controls above a picture that follows them.

    As the last value of a cell it shows itself: live where a program runs, as a still of its
    start elsewhere. Without a page it can be set and read, which is how it is tested.

    Parameters
    ----------
    view : callable
        ``view(**settings) -> View``, pure: the same settings give the same view. A ValueError is
        shown to the learner as a sentence in place of the reading.
    controls : dict of str to control
        One control for each argument of `view` that the learner may set.
    presets : dict of str to dict, optional
        Words on a button, and the settings that it makes.
    prediction : PredictionLike, optional
        Asked before the controls unlock, and compared afterwards.
    title : str
        Heading above the controls.

    Raises
    ------
    ValueError
        If a control is not an argument of `view`, an argument without a default has no control,
        or a preset or prediction sets what no control allows.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from course_lib.ui import Slider
    >>> def doubled(number: int) -> View:
    ...     return View(Figure(), f"Twice {number} is {2 * number}.")
    >>> explorer = Explorer(doubled, {"number": Slider("Number", 0, 10, 3, whole=True)})
    >>> explorer.set(number=4)
    >>> explorer.current
    <View: Twice 4 is 8.>
    """

    def __init__(
        self,
        view: Callable[..., View],
        controls: Mapping[str, Control],
        *,
        presets: Mapping[str, Mapping[str, Any]] | None = None,
        prediction: PredictionLike | None = None,
        title: str = "",
    ) -> None:
        self.title = title
        self.controls = dict(controls)
        self.prediction = prediction
        self._view = view
        check_arguments(view, self.controls)
        self.presets = {words: self.checked(wanted) for words, wanted in (presets or {}).items()}
        if prediction is not None:
            self.checked(prediction.target)
        self._settings = self.start
        self._current: View | None = None
        self.stage: Stage = EMPTY
        self.problem = ""

    def __repr__(self) -> str:
        return f"<Explorer: {self.title or ', '.join(self.controls)}>"

    @property
    def start(self) -> dict[str, Any]:
        """The settings at the start."""
        return {name: control.start for name, control in self.controls.items()}

    @property
    def settings(self) -> dict[str, Any]:
        """The settings now."""
        return dict(self._settings)

    @property
    def current(self) -> View:
        """The view at the settings now, or the last one where they are impossible."""
        if self._current is None:
            self.draw(self._settings)
        if self._current is None:
            raise ValueError(self.problem)
        return self._current

    def set(self, **wanted: Any) -> None:
        """Change some settings, as a learner would.

        An impossible setting leaves the last view and puts its sentence into `problem`.

        Raises
        ------
        ValueError
            If there is no such control, or it does not allow the value.
        """
        self.draw(self._settings | self.checked(wanted))
        if "_connection" in self.__dict__:
            self._connection.tell()

    def reset(self) -> None:
        """Back to the start."""
        self.set(**self.start)

    def ends(self) -> Iterator[dict[str, Any]]:
        """The start, each preset, and both ends of each control with the others at their start."""
        yield self.start
        for preset in self.presets.values():
            yield self.start | preset
        for name, control in self.controls.items():
            for end in control.ends():
                yield self.start | {name: end}

    def text(self) -> str:
        """Title, question, reading, table and controls at the settings now, as plain text."""
        parts = [self.title, self.prediction.text() if self.prediction else ""]
        parts.append(self.current.text())
        parts.append("Controls:")
        parts[-1] += "".join(
            f"\n- {control.label}: {control.said(self._settings[name])}"
            for name, control in self.controls.items()
        )
        return "\n\n".join(part for part in parts if part)

    @cached_property
    def widget(self) -> ipywidgets.DOMWidget:
        """What the page shows: the panel, below the form of the prediction if there is one."""
        if self.prediction is None:
            return self._connection.panel
        import ipywidgets

        return ipywidgets.VBox([self.prediction.widget, self._connection.panel])

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        from course_lib.ui.panel import with_widget

        return with_widget(self.current.still(self.text()), self.widget)

    @cached_property
    def _connection(self) -> Connection:
        from course_lib.ui.connection import Connection

        return Connection(self)

    def sent(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as the page gets them."""
        return {name: self.controls[name].sent(value) for name, value in settings.items()}

    def checked(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as the view gets them; a ValueError where a control does not allow one."""
        for name in wanted:
            if name not in self.controls:
                raise ValueError(
                    f"no control {name!r}; the controls are {', '.join(self.controls)}"
                )
        return {name: self.controls[name].read(raw) for name, raw in self.sent(wanted).items()}

    def draw(self, settings: dict[str, Any]) -> None:
        """Put a view, or the sentence of an impossible setting, on the stage."""
        self._settings = settings
        try:
            view = self._view(**settings)
        except ValueError as error:
            self.problem = sentence(error)
            self.stage = impossible(self.stage, error)
            return
        self._current, self.problem = view, ""
        self.stage = stage(view)
