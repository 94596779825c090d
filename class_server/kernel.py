"""A notebook's kernel as the browser knows it: cells are run, widgets heard, forms answered."""

import json
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tornado.websocket import WebSocketClientConnection

Widgets = dict[str, dict[str, Any]]
"""State of every widget that a kernel has opened, by its identifier."""


class Kernel:
    """One kernel at the end of a websocket.

    Parameters
    ----------
    socket : WebSocketClientConnection
        Its channels, open.
    """

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.widgets: Widgets = {}
        self._socket = socket
        self._session = uuid.uuid4().hex

    async def run(self, code: str) -> str:
        """Run a cell to its end; the error's name and sentence, or nothing."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        return await self._ask("execute_request", content)

    async def answer(self, widget: str, value: object) -> str:
        """Answer a form as form.js does; what went wrong, or nothing if the kernel says "Kept."."""
        count = (self.widgets[widget].get("said") or {}).get("count", 0) + 1
        await self._send(widget, {"answer": {"value": value, "count": count}})
        said = self.widgets[widget].get("said") or {}
        if said.get("count") == count and said.get("kept"):
            return ""
        return said.get("text") or "the kernel did not say that it kept the answer"

    async def compare(self, widget: str) -> tuple[str, float]:
        """Press "Compare with my prediction": what went wrong, or nothing, and the seconds."""
        started = time.monotonic()
        custom = {"method": "custom", "content": {"ask": "compare"}}
        trouble = await self._ask("comm_msg", {"comm_id": widget, "data": custom})
        stage = self.widgets[widget].get("stage") or {}
        if not trouble and (stage.get("problem") or not stage.get("verdict")):
            trouble = stage.get("problem") or "no comparison was shown"
        return trouble, time.monotonic() - started

    def close(self) -> None:
        """Leave, as a browser that is shut: the kernel goes on."""
        self._socket.close()

    async def _send(self, widget: str, state: Mapping[str, object]) -> None:
        data = {"method": "update", "state": state, "buffer_paths": []}
        await self._ask("comm_msg", {"comm_id": widget, "data": data})

    async def _ask(self, kind: str, content: Mapping[str, object]) -> str:
        """Send one message and hear everything until the kernel has dealt with it."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "learner",
            "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self._socket.write_message(json.dumps(message | {"channel": "shell", "buffers": []}))
        trouble = ""
        while True:
            said = await self._heard()
            self._learn_widgets(said)
            if said["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            if said["msg_type"] == "error":
                trouble = f"{said['content']['ename']}: {said['content']['evalue']}"
            if said["content"].get("execution_state") == "idle":
                return trouble

    async def _heard(self) -> dict[str, Any]:
        """The next message; one with binary parts carries no answer of ours and is passed over."""
        while not isinstance(raw := await self._socket.read_message(), str):
            if raw is None:
                raise ConnectionError("the kernel's connection was closed")
        said: dict[str, Any] = json.loads(raw)
        return said

    def _learn_widgets(self, said: Mapping[str, Any]) -> None:
        """Keep in mind what a widget looks like now."""
        content = said["content"]
        data = content.get("data")
        if said["msg_type"] == "comm_open":
            self.widgets[content["comm_id"]] = dict(data.get("state") or {})
        elif said["msg_type"] == "comm_msg" and data.get("method") in ("update", "echo_update"):
            self.widgets.setdefault(content["comm_id"], {}).update(data.get("state") or {})
