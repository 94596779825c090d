"""What a page says to a widget, by the way that real messages take; and what went wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from traitlets.log import get_logger


class Overheard(logging.Handler):
    """ipywidgets says a fault to the log where no IPython runs, and to the learner where one does."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        why = record.exc_info[1] if record.exc_info else None
        self.faults.append(f"{type(why).__name__}: {why}"[:300] if why else record.getMessage())

    def taken(self) -> list[str]:
        faults, self.faults = self.faults, []
        return faults


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Every traceback that a learner would have seen."""
    heard, log = Overheard(), get_logger()
    log.addHandler(heard)
    before, log.propagate = log.propagate, False
    try:
        yield heard
    finally:
        log.removeHandler(heard)
        log.propagate = before


def update(widget: Any, **state: Any) -> None:
    """The page has changed a part of a widget's state."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def ask(widget: Any, content: object, buffers: Sequence[bytes] = ()) -> None:
    """The page has sent a message of its own."""
    data = {"method": "custom", "content": content}
    widget._handle_msg({"content": {"data": data}, "buffers": list(buffers)})


def sendable(state: Mapping[str, Any]) -> bool:
    """Whether a kernel can send this to a page."""
    try:
        json.dumps(state, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True
