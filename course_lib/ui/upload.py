"""A file chooser that hands the learner's file to a function, and shows what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import anywidget
import traitlets

from course_lib.ui.asked import message
from course_lib.ui.page_source import page_source
from course_lib.ui.panel import with_widget
from course_lib.ui.stage import EMPTY, Stage, stage
from course_lib.ui.trouble import told
from course_lib.ui.view import Bundle, View

LARGEST = 20_000_000
_ENDINGS = re.compile(r"\.[a-z0-9]+(,\.[a-z0-9]+)*")
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\]")
_LONGEST_NAME = 120


class Upload(anywidget.AnyWidget):
    """A file of the learner's own, at most 20 MB, for this notebook's kernel and nobody else.

    The page refuses what is too large or of the wrong kind before anything is sent, and sends
    the rest in pieces, as a notebook's connection takes no message of many megabytes. Names and
    contents are shown as plain text, never as HTML.

    Parameters
    ----------
    label : str
        What is asked for, in words.
    accept : str
        Endings that are taken, as in ``".csv,.xlsx"``.
    received : callable
        ``received(name, data) -> View | str``, given the file's name without folders and its
        bytes. A ValueError is shown as a sentence.

    Raises
    ------
    ValueError
        If `accept` is no list of endings.

    Examples
    --------
    >>> upload = Upload("Your table", ".csv", lambda name, data: f"{name}: {len(data)} bytes")
    >>> upload.receive("trial.csv", b"1,2")["reading"]
    'trial.csv: 3 bytes'
    """

    _esm = page_source("controls.js", "stage.js", "upload.js")
    _css = page_source("panel.css")
    spec = traitlets.Dict().tag(sync=True)
    stage: traitlets.Dict[str, Any] = traitlets.Dict(dict(EMPTY)).tag(sync=True)

    def __init__(
        self, label: str, accept: str, received: Callable[[str, bytes], View | str]
    ) -> None:
        if not _ENDINGS.fullmatch(accept):
            raise ValueError(f"accept is {accept!r}; write endings as in '.csv,.xlsx'")
        self._received = received
        self._pieces = bytearray()
        self._sender: object = ""
        endings = accept.split(",")
        super().__init__(spec={"label": label, "endings": endings, "largest": LARGEST})
        self.on_msg(self._asked)

    def receive(self, name: str, data: bytes) -> Stage:
        """Hand over a file as the page does, and give what then stands on the stage."""
        problem = self._refused(name, len(data))
        shown = EMPTY | {"problem": problem} if problem else self._shown(_plain(name), data)
        self.stage = shown | {"answers": int(self.stage["answers"]) + 1}
        return dict(self.stage)

    def text(self) -> str:
        """What is asked for, as plain text."""
        endings = " or ".join(self.spec["endings"])
        return f"{self.spec['label']}: run this notebook to choose a {endings} file, up to 20 MB."

    def _asked(self, _: object, content: object, buffers: Sequence[Any]) -> None:
        """Take one piece of a file and ask for the next, until it is complete."""
        sent = message(content)
        if sent.get("do") != "piece":
            return
        sender, at, name, size = (sent.get(key) for key in ("sender", "at", "name", "size"))
        if at == 0:
            self._sender, self._pieces = sender, bytearray()
        sized = type(size) is int and size <= LARGEST
        expected = (sender, at) == (self._sender, len(self._pieces))
        if not (sized and expected and buffers and isinstance(name, str)):
            self.send({"do": "lost", "sender": sender})
            return
        self._pieces += bytes(buffers[0])
        if len(self._pieces) < int(size or 0):
            self.send({"do": "next", "sender": self._sender, "at": len(self._pieces)})
            return
        data, self._pieces = bytes(self._pieces), bytearray()
        self.receive(name, data)
        self.send({"do": "done", "sender": self._sender})

    def _refused(self, name: str, size: int) -> str:
        """Why a file is not taken; empty where it is."""
        endings = self.spec["endings"]
        if not name.lower().endswith(tuple(endings)):
            return f"“{_plain(name)}” is not taken: choose a file ending in {' or '.join(endings)}."
        if size > LARGEST:
            return f"“{_plain(name)}” is not taken: it has more than 20 MB."
        return "" if size else f"“{_plain(name)}” is empty."

    def _shown(self, name: str, data: bytes) -> Stage:
        """What the function makes of the file; a fault becomes a sentence."""
        try:
            answer = self._received(name, data)
            return stage(answer) if isinstance(answer, View) else EMPTY | {"reading": str(answer)}
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the page must be answered
            failure = told(error)
            return EMPTY | {"problem": failure["said"], "trace": failure["trace"]}

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        data = {"text/plain": self.text(), "text/html": f"<p>{escape(self.text())}</p>"}
        return with_widget((data, {}), self)


def _plain(name: str) -> str:
    """A file's name without folders, control characters and excessive length."""
    return _STRANGE.sub("_", re.split(r"[/\\]", name)[-1])[-_LONGEST_NAME:]
