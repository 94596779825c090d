"""An explorer: controls, and a pure function from their settings to a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from course_lib.ui.controls import Control
from course_lib.ui.settable import PredictionLike, Settable
from course_lib.ui.stage import EMPTY, Stage, impossible, sentence, stage
from course_lib.ui.svg import DRAWING
from course_lib.ui.view import Bundle, View

if TYPE_CHECKING:
    import ipywidgets

    from course_lib.ui.connection import Connection
    from course_lib.ui.in_page import InPage


class Explorer(Settable):
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
    in_page : InPage, optional
        The same view written for the page: the picture then follows without asking Python, which
        is only told of the settings, and the HTML edition moves as well.

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
        in_page: InPage | None = None,
    ) -> None:
        super().__init__(view, controls, presets, prediction)
        self.title = title
        self.in_page = in_page
        self._view = view
        self._settings = self.start
        self._current: View | None = None
        self.stage: Stage = EMPTY
        self.problem = ""

    def __repr__(self) -> str:
        return f"<Explorer: {self.title or ', '.join(self.controls)}>"

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

    def text(self) -> str:
        """Title, question, reading, table and controls at the settings now, as plain text."""
        parts = [self.title, self.prediction.text() if self.prediction else ""]
        parts += [self.current.text(), self.listed(self._settings)]
        return "\n\n".join(part for part in parts if part)

    @cached_property
    def widget(self) -> ipywidgets.DOMWidget:
        """What the page shows: the panel, below the form of the prediction if there is one."""
        return self.below_prediction(self._connection.panel)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        from course_lib.ui.panel import with_widget

        return with_widget(self.current.still(self.text()), self.widget)

    @cached_property
    def _connection(self) -> Connection:
        from course_lib.ui.connection import Connection

        return Connection(self)

    def keep(self, settings: dict[str, Any]) -> None:
        """Take over settings that the page has drawn already; the view is made when asked for."""
        self._settings, self._current, self.problem, self.stage = settings, None, "", EMPTY

    def draw(self, settings: dict[str, Any]) -> None:
        """Put a view, or the sentence of an impossible setting, on the stage."""
        self._settings = settings
        with DRAWING:
            try:
                view = self._view(**settings)
            except ValueError as error:
                self.problem = sentence(error)
                self.stage = impossible(self.stage, error)
                return
            self._current, self.problem = view, ""
            self.stage = stage(view)
