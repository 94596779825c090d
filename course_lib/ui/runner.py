"""A run and its panel, talking: one computation at a time, beside the kernel's own thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from course_lib.ui.asked import asked, message
from course_lib.ui.memory import give_back
from course_lib.ui.page_source import page_source
from course_lib.ui.panel import Panel
from course_lib.ui.run import Cancelled, Run
from course_lib.ui.stage import EMPTY, Stage, broken, impossible, stage
from course_lib.ui.svg import DRAWING

_PAUSE = 0.1  # seconds between two messages on how far it is


class RunPanel(Panel):
    """A panel that computes when it is told to; `progress` says how far it is."""

    _esm = page_source("controls.js", "stage.js", "run.js")

    progress: traitlets.Dict[str, Any] = traitlets.Dict({}).tag(sync=True)


class Task:
    """One computation that was asked for: what it answers, and whether it is still wanted."""

    def __init__(self, number: int, settings: dict[str, Any], *, compare: bool) -> None:
        self.number = number
        self.settings = settings
        self.compare = compare
        self.unwanted = False
        self.drawing = False
        self.told = 0.0


class Runner:
    """Joins a run to its panel. The latest wins: a new run ends the one before it.

    Parameters
    ----------
    run : Run
        Asked for views; it does not know the page.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.thread: threading.Thread | None = None
        self._task: Task | None = None
        self._answering = threading.Lock()
        first = run.shown_first
        self._stage = EMPTY | {"reading": run.waiting()} if first is None else stage(first)
        self.panel = RunPanel(
            spec=run.spec() | {"title": "", "label": run.label},
            values={"number": 0, "by": "kernel", "set": run.sent(run.start)},
            stage=self._stage,
            progress=_progress(0),
            locked=run.locked(),
        )
        self.panel.observe(self._on_values, "values")
        self.panel.on_msg(self._on_message)
        if run.prediction is not None:
            run.prediction.on_settle(self._on_settle)

    def _on_values(self, change: Mapping[str, Any]) -> None:
        """The page has pressed Run, or Compare."""
        wish = asked(change["new"])
        if wish is None:
            return
        compare = wish.compare and self.run.prediction is not None
        try:
            settings = self.run.start | self.run.read(wish.settings)
            if compare and self.run.prediction is not None:
                settings |= self.run.checked(self.run.prediction.target)
        except ValueError as error:
            self._end(Task(wish.number, {}, compare=False), impossible(self._stage, error))
            return
        self._begin(Task(wish.number, settings, compare=compare))

    def _on_message(self, _: object, content: object, __: object) -> None:
        if message(content).get("ask") != "cancel":
            return
        task = self._task
        if task is not None:
            self._end(task, None, "Cancelled.")

    def _on_settle(self) -> None:
        self.panel.locked = self.run.locked()

    def _begin(self, task: Task) -> None:
        """Compute beside the kernel's thread, or in it where a browser's Python has no other."""
        with self._answering:
            if self._task is not None:
                self._task.unwanted = True
            self._task = task
        if self.run.is_kept(task.settings):
            self._work(task)
            return
        self._tell(task, 0, 0)
        self.thread = threading.Thread(target=self._work, args=(task,), daemon=True)
        try:
            self.thread.start()
        except RuntimeError:
            self._work(task)

    def _work(self, task: Task) -> None:
        """Compute and draw; a fault becomes a sentence and does not leave the page waiting."""
        try:
            view = self.run.computed(self._report_of(task), task.settings)
            with DRAWING:
                shown = stage(view)
            if task.compare:
                shown |= {"verdict": self.run.verdict(view)}
            self._end(task, shown, "Done.")
        except (Cancelled, KeyboardInterrupt):
            self._end(task, None, "Cancelled.")
        except ValueError as error:
            self._end(task, impossible(self._stage, error))
        except Exception as error:  # noqa: BLE001 - the page must be answered
            self._end(task, broken(self._stage, error))
        finally:
            if task.drawing:
                DRAWING.release()
            give_back()

    def _report_of(self, task: Task) -> Callable[[int, int], None]:
        """What a computation calls to say how far it is."""

        def report(done: int, total: int) -> None:
            if task.unwanted:
                raise Cancelled
            last = done >= total
            if last and not task.drawing:
                task.drawing = DRAWING.acquire()
            if last or time.monotonic() - task.told > _PAUSE:
                self._tell(task, done, total)

        return report

    def _tell(self, task: Task, done: int, total: int) -> None:
        """Say how far it is, while it is still wanted."""
        task.told = time.monotonic()
        with self._answering:
            if task is self._task:
                self.panel.progress = _progress(task.number, (int(done), int(total)))

    def _end(self, task: Task, shown: Stage | None, said: str = "") -> None:
        """Answer the page, unless it wants something else by now; None leaves what is shown."""
        with self._answering:
            if task.unwanted:
                return
            task.unwanted = True
            self._task = None
            if task.compare:
                settings = self.run.sent(task.settings)
                self.panel.values = {"number": task.number, "by": "kernel", "set": settings}
            if shown is not None:
                self._stage = shown
                self.panel.stage = shown | {"answers": task.number}
            self.panel.progress = _progress(task.number, said=said)


def _progress(number: int, steps: tuple[int, int] | None = None, said: str = "") -> dict[str, Any]:
    """How far a computation is, or without steps that it has ended, as the page reads it."""
    done, total = steps or (0, 0)
    running = steps is not None
    return {"number": number, "running": running, "done": done, "total": total, "said": said}
