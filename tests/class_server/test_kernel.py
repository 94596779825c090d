"""What a learner of the rehearsal hears from a kernel: errors, widgets, kept and refused answers."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from class_server.answer_sheet import Line, asked
from class_server.kernel import Kernel
from class_server.learner import Visit, visit

Reply = Callable[[dict[str, Any]], list[dict[str, Any] | bytes | None]]


class Socket:
    """A websocket at whose end a function answers."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._waiting: list[str | bytes | None] = []
        self.heard: list[dict[str, Any]] = []

    async def write_message(self, text: str) -> None:
        message = json.loads(text)
        self.heard.append(message)
        for said in self._reply(message):
            self._waiting.append(json.dumps(said) if isinstance(said, dict) else said)

    def close(self) -> None:
        self.heard.append({"closed": True})

    async def read_message(self) -> str | bytes | None:
        return self._waiting.pop(0)


def said(to: dict[str, Any] | None, kind: str, **content: object) -> dict[str, Any]:
    parent = {"msg_id": to["header"]["msg_id"]} if to else {}
    return {"msg_type": kind, "parent_header": parent, "content": content}


def idle(to: dict[str, Any] | None) -> dict[str, Any]:
    return said(to, "status", execution_state="idle")


def test_a_cell_that_fails_is_told_with_its_error_and_one_that_runs_with_nothing() -> None:
    def reply(message: dict[str, Any]) -> list[dict[str, Any] | bytes | None]:
        failing = message["content"]["code"] == "1/0"
        error = said(message, "error", ename="ZeroDivisionError", evalue="division by zero")
        return [b"a picture", *([error] if failing else []), idle(message)]

    kernel = Kernel(Socket(reply))
    assert asyncio.run(kernel.run("1/0")) == "ZeroDivisionError: division by zero"
    assert asyncio.run(kernel.run("1")) == ""


def test_the_end_of_another_message_is_not_taken_for_the_end_of_this_one() -> None:
    def reply(message: dict[str, Any]) -> list[dict[str, Any] | bytes | None]:
        late = said(message, "error", ename="E", evalue="late")
        return [idle(None), late, idle(message)]

    assert asyncio.run(Kernel(Socket(reply)).run("x")) == "E: late"


def test_a_connection_that_closes_is_an_error_and_not_a_long_wait() -> None:
    with pytest.raises(ConnectionError, match="was closed"):
        asyncio.run(Kernel(Socket(lambda _: [None])).run("x"))


def form(reply_said: dict[str, Any]) -> tuple[Kernel, Socket]:
    """A kernel with one form that was answered twice before."""

    def reply(message: dict[str, Any]) -> list[dict[str, Any] | bytes | None]:
        update = {"method": "update", "state": {"said": reply_said}}
        return [said(message, "comm_msg", comm_id="f", data=update), idle(message)]

    socket = Socket(reply)
    kernel = Kernel(socket)
    kernel.widgets["f"] = {"said": {"count": 2}}
    return kernel, socket


def test_an_answer_is_sent_as_the_form_sends_it_and_kept_only_if_the_kernel_says_so() -> None:
    kernel, socket = form({"count": 3, "kept": True, "text": ""})
    assert asyncio.run(kernel.answer("f", 40.0)) == ""
    sent = socket.heard[0]["content"]
    assert sent["comm_id"] == "f"
    assert sent["data"]["state"] == {"answer": {"value": 40.0, "count": 3}}
    assert sent["data"]["method"] == "update"


@pytest.mark.parametrize(
    ("heard", "trouble"),
    [
        ({"count": 3, "kept": False, "text": "Not written to disk."}, "Not written to disk."),
        ({"count": 2, "kept": True, "text": ""}, "the kernel did not say that it kept the answer"),
    ],
)
def test_an_answer_that_was_not_kept_is_told(heard: dict[str, Any], trouble: str) -> None:
    kernel, _ = form(heard)
    assert asyncio.run(kernel.answer("f", 1)) == trouble


@pytest.mark.parametrize(
    ("stage", "trouble"),
    [
        ({"verdict": "As predicted.", "problem": ""}, ""),
        ({"verdict": "", "problem": "Impossible."}, "Impossible."),
        ({"verdict": "", "problem": ""}, "no comparison was shown"),
    ],
)
def test_a_comparison_must_show_a_verdict(stage: dict[str, str], trouble: str) -> None:
    def reply(message: dict[str, Any]) -> list[dict[str, Any] | bytes | None]:
        data = {"method": "update", "state": {"stage": stage}}
        return [said(message, "comm_msg", comm_id="p", data=data), idle(message)]

    socket = Socket(reply)
    kernel = Kernel(socket)
    kernel.widgets["p"] = {}
    assert asyncio.run(kernel.compare("p"))[0] == trouble
    assert socket.heard[0]["content"]["data"] == {"method": "custom", "content": {"ask": "compare"}}


LEGEND = {"legend": [["text", "How many?"]]}


class Course:
    """A hub with one notebook of two cells; the first shows a form, the second fails."""

    async def start(self, learner: str) -> None:
        self.learner = learner

    async def open_notebook(self, learner: str, path: str) -> tuple[list[str], Kernel]:
        self.path = path

        def reply(message: dict[str, Any]) -> list[dict[str, Any] | bytes | None]:
            content, more = message["content"], []
            if content.get("code") == "show":
                state = {"spec": LEGEND, "answer": {}, "said": {"count": 0}}
                more = [said(message, "comm_open", comm_id="f", data={"state": state})]
            elif content.get("code") == "fail":
                more = [said(message, "error", ename="E", evalue="no")]
            elif "data" in content:
                count = content["data"]["state"]["answer"]["count"]
                update = {"method": "update", "state": {"said": {"count": count, "kept": True}}}
                more = [said(message, "comm_msg", comm_id="f", data=update)]
            return [*more, idle(message)]

        return ["show", "fail"], Kernel(Socket(reply))


def test_a_visit_tells_what_failed_and_what_was_never_asked() -> None:
    lines = {asked(LEGEND): Line("a/prediction/b", 4.0), "other": Line("a/question/c", "right")}
    course = Course()
    done: Visit = asyncio.run(visit(course, "learner-01", "03_x", lines))
    assert (course.learner, course.path) == ("learner-01", "notebooks/03_x.ipynb")
    assert (done.cells, done.failed_cells) == (2, 1)
    assert done.trouble == [
        "learner-01: a cell failed: E: no",
        "learner-01: never asked: a/question/c",
    ]
