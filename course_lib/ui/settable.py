"""What an explorer and a run have in common: controls, presets and a prediction asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from course_lib.ui.asked import STALE
from course_lib.ui.controls import Control, check_arguments
from course_lib.ui.stage import sentence

if TYPE_CHECKING:
    import ipywidgets

    from course_lib.ui.view import View


class PredictionLike(Protocol):
    """What is needed of a prediction that is asked before the controls unlock."""

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


class Settable:
    """Controls with their presets, and what may be set with them.

    Parameters
    ----------
    function : callable
        Takes the settings as keyword arguments.
    controls : dict of str to control
        One control for each argument that the learner may set.
    presets : dict of str to dict, optional
        Words on a button, and the settings that it makes.
    prediction : PredictionLike, optional
        Asked before the controls unlock.

    Raises
    ------
    ValueError
        If a control is not an argument of the function, an argument without a default has no
        control, or a preset or prediction sets what no control allows.
    """

    def __init__(
        self,
        function: Callable[..., object],
        controls: Mapping[str, Control],
        presets: Mapping[str, Mapping[str, Any]] | None,
        prediction: PredictionLike | None,
    ) -> None:
        self.controls = dict(controls)
        self.prediction = prediction
        check_arguments(function, self.controls)
        self.presets = {words: self.checked(wanted) for words, wanted in (presets or {}).items()}
        if prediction is not None:
            self.checked(prediction.target)

    @property
    def start(self) -> dict[str, Any]:
        """The settings at the start."""
        return {name: control.start for name, control in self.controls.items()}

    def ends(self) -> Iterator[dict[str, Any]]:
        """The start, each preset, and both ends of each control with the others at their start."""
        yield self.start
        for preset in self.presets.values():
            yield self.start | preset
        for name, control in self.controls.items():
            for end in control.ends():
                yield self.start | {name: end}

    def sent(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as the page gets them."""
        return {name: self.controls[name].sent(value) for name, value in settings.items()}

    def read(self, raw: object) -> dict[str, Any]:
        """Settings as the function gets them, from what the page sent."""
        if not isinstance(raw, Mapping) or not raw.keys() <= self.controls.keys():
            raise ValueError(STALE)
        return {name: self.controls[name].read(value) for name, value in raw.items()}

    def checked(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as the function gets them; a ValueError where a control does not allow one."""
        for name in wanted:
            if name not in self.controls:
                raise ValueError(
                    f"no control {name!r}; the controls are {', '.join(self.controls)}"
                )
        return self.read(self.sent(wanted))

    def listed(self, settings: Mapping[str, Any]) -> str:
        """The controls with their settings, as plain text."""
        pairs = self.controls.items()
        lines = (f"- {control.label}: {control.said(settings[name])}" for name, control in pairs)
        return "\n".join(["Controls:", *lines])

    def verdict(self, view: View) -> str:
        """What was predicted against what the view shows; empty where nothing was asked."""
        if self.prediction is None:
            return ""
        try:
            return self.prediction.verdict(view)
        except ValueError as error:
            return sentence(error)

    def locked(self) -> bool:
        """Whether the controls wait for a prediction."""
        return not (self.prediction is None or self.prediction.settled)

    def spec(self) -> dict[str, Any]:
        """What the page needs to draw the controls."""
        return {
            "controls": {name: control.spec() for name, control in self.controls.items()},
            "start": self.sent(self.start),
            "presets": [
                {"words": words, "set": self.sent(preset)} for words, preset in self.presets.items()
            ],
            "prediction": self.prediction is not None,
            "room": self.prediction.longest_verdict() if self.prediction else "",
        }

    def below_prediction(self, panel: ipywidgets.DOMWidget) -> ipywidgets.DOMWidget:
        """The panel, below the form of the prediction if there is one."""
        if self.prediction is None:
            return panel
        import ipywidgets

        return ipywidgets.VBox([self.prediction.widget, panel])
