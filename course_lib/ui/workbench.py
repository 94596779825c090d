"""A learner's own file, and panels that follow from it, each from those before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from course_lib.ui.download import Download
from course_lib.ui.explorer import Explorer
from course_lib.ui.stage import EMPTY, sentence
from course_lib.ui.upload import Upload
from course_lib.ui.view import Bundle

if TYPE_CHECKING:
    import ipywidgets

_WAITS = "What follows waits until that is settled."
_BACK = "Back to the practice file"


class Table(Protocol):
    """What is needed of a file that was read: its columns; and ``str`` says what it is."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns."""


class Paper(NamedTuple):
    """Something to take home: words on its button, its file name, how a result is written."""

    label: str
    filename: str
    written: Callable[[Any], str]


class Workbench:
    """A file chooser, panels one below the other, and what comes out, to be downloaded.

    Each panel is made from the file and from what was set in the panels above it. When one is
    moved, those below are made anew; what the learner had set in them stays wherever it is still
    possible. A file that cannot be read is a sentence, and the last one stays.

    Parameters
    ----------
    label : str
        What file is asked for.
    read : callable
        ``read(name, data)`` gives a `Table`; a ValueError is shown as a sentence.
    example : Table
        What is on the bench before the learner has chosen a file, and in stored outputs always:
        a notebook that is saved never holds the learner's own rows.
    steps : sequence of callable
        ``step(table, settings) -> Explorer``, with the settings of all panels above.
    result : callable
        ``result(table, settings)``, made from the settings of all panels.
    papers : sequence of Paper
        What can be downloaded of the result.

    Examples
    --------
    >>> from collections import namedtuple
    >>> from matplotlib.figure import Figure
    >>> from course_lib.ui import Choice, View
    >>> Lines = namedtuple("Lines", "columns")
    >>> def step(table, settings):
    ...     control = Choice("Column", table.columns, table.columns[0])
    ...     return Explorer(lambda column: View(Figure(), column), {"column": control})
    >>> bench = Workbench("Your lines", read=lambda name, data: Lines((name, "b")),
    ...                   example=Lines(("a", "b")), steps=[step],
    ...                   result=lambda table, settings: settings["column"], papers=[])
    >>> bench.set(column="b")
    >>> bench.result()
    'b'
    >>> bench.receive("c.csv", b"1"), bench.result()
    ('', 'c.csv')
    """

    def __init__(
        self,
        label: str,
        *,
        read: Callable[[str, bytes], Any],
        example: Table,
        steps: Sequence[Callable[[Any, dict[str, Any]], Explorer]],
        result: Callable[[Any, dict[str, Any]], Any],
        papers: Sequence[Paper],
    ) -> None:
        self._read, self._steps, self._result = read, tuple(steps), result
        self._example = example
        self._entered: dict[str, Any] = {}
        self._last: list[dict[str, Any]] = []
        self._problem, self.explorers = "", list[Explorer]()
        self.upload = Upload(label, ".csv,.tsv,.txt,.xlsx", self._received)
        self.downloads = [
            Download(one.label, one.filename, lambda one=one: one.written(self.result()))  # type: ignore[misc]
            for one in papers
        ]
        self.upload.stage = EMPTY | {"reading": str(example)}
        self._take(example)
        parts = [self.upload.text(), *(one.text() for one in self.explorers)]
        self._still = self.explorers[0].current.still("\n\n".join(parts))

    @property
    def settings(self) -> dict[str, Any]:
        """What all panels say now."""
        return {name: v for one in self.explorers for name, v in one.settings.items()}

    def result(self) -> Any:
        """What comes out at the settings now; a ValueError where nothing can."""
        if len(self.explorers) < len(self._steps):
            raise ValueError(self._problem)
        return self._result(self.table, self.settings)

    def receive(self, name: str, data: bytes) -> str:
        """Hand over a file as the page does; what was wrong with it, or nothing."""
        return str(self.upload.receive(name, data)["problem"])

    def set(self, **wanted: Any) -> None:
        """Change settings of the panels, from the first to the last, as a learner would.

        Raises
        ------
        ValueError
            If no panel has such a control, or it does not allow the value.
        """
        left = dict(wanted)
        for place in range(len(self._steps)):
            if place < len(self.explorers):
                explorer = self.explorers[place]
                here = {name: left.pop(name) for name in [*left] if name in explorer.controls}
                if here:
                    explorer.set(**here)
        if left:
            raise ValueError(f"no panel has a control {next(iter(left))!r} at these settings")

    def back(self) -> None:
        """The practice file again, and nothing entered."""
        self._entered.clear()
        self._take(self._example)
        self.upload.stage = EMPTY | {"reading": str(self._example)}

    def _received(self, name: str, data: bytes) -> str:
        """Put a file on the bench; the sentence of a bad one says that the last one stays."""
        try:
            table = self._read(name, data)
        except ValueError as error:
            raise ValueError(f"{sentence(error)} Nothing else has changed.") from None
        if table.columns != self.table.columns:
            self._entered.clear()
        self._take(table)
        return str(table)

    def _take(self, table: Any) -> None:
        self.table = table
        self._make(0)

    def _make(self, first: int) -> None:
        """The panels from one on, anew."""
        del self.explorers[first:], self._last[first:]
        for place, step in enumerate(self._steps[first:], first):
            try:
                explorer = step(self.table, self.settings)
            except ValueError as error:
                self._problem = sentence(error)
                break
            kept = {name: v for name, v in self._entered.items() if _allowed(explorer, name, v)}
            panel = explorer.widget
            if kept:
                explorer.set(**kept)
            self.explorers.append(explorer)
            self._last.append(explorer.settings)
            panel.observe(
                lambda _, explorer=explorer, place=place: self._moved(explorer, place), "stage"
            )
        self._lay_out()

    def _moved(self, explorer: Explorer, place: int) -> None:
        """Remember what was set in a panel, and let those below follow."""
        if place >= len(self.explorers) or self.explorers[place] is not explorer:
            return
        if explorer.settings == self._last[place]:
            return
        self._last[place] = explorer.settings
        for name, value in explorer.settings.items():
            if value == explorer.start[name]:
                self._entered.pop(name, None)
            else:
                self._entered[name] = value
        if place + 1 < len(self._steps):
            self._make(place + 1)

    @cached_property
    def widget(self) -> ipywidgets.VBox:
        """What the page shows."""
        import ipywidgets

        box = ipywidgets.VBox()
        self.__dict__["widget"] = box
        self._lay_out()
        return box

    @cached_property
    def _button(self) -> ipywidgets.Button:
        import ipywidgets

        button = ipywidgets.Button(
            description=_BACK, layout={"width": "auto", "align_self": "flex-start"}
        )
        button.on_click(lambda _: self.back())
        return button

    def _lay_out(self) -> None:
        """The panels that there are, below the chooser."""
        if "widget" not in self.__dict__:
            return
        panels = [explorer.widget for explorer in self.explorers]
        complete = len(panels) == len(self._steps)
        self.widget.children = (
            self.upload,
            self._button,
            *panels,
            *(self.downloads if complete else [self._pause()]),
        )

    def _pause(self) -> ipywidgets.DOMWidget:
        """Why nothing follows."""
        from course_lib.ui.panel import Panel

        said = _WAITS if self.explorers and self.explorers[-1].problem else self._problem
        return Panel(stage=EMPTY | {"reading": said})

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        from course_lib.ui.panel import with_widget

        return with_widget(self._still, self.widget)


def _allowed(explorer: Explorer, name: str, value: Mapping[str, Any]) -> bool:
    """Whether a panel has such a control, and it takes the value."""
    try:
        explorer.checked({name: value})
    except ValueError:
        return False
    return True
