"""Random answers to every question, prediction, sorting, marking and note, and raw messages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from course_lib.ui import Lesson, Progress, Upload, progress_panel
from course_lib.ui.answers import parse
from course_lib.ui.form import Form
from tests.fuzz import junk
from tests.fuzz.page import ask, overhearing, sendable, update
from tests.fuzz.search import Search
from tests.lessons.notebook_text import LESSONS

KINDS = ("question", "prediction", "note", "sorting", "marking")
SAID = re.compile(r"|[A-Z].*[.!?]", re.DOTALL)


@cache
def asked() -> tuple[tuple[str, str, str], ...]:
    """Lesson, kind and name of everything that is asked in the course."""
    with TemporaryDirectory() as folder:
        files = {stem: Lesson(stem, progress=Progress(Path(folder))).file for stem in LESSONS}
    return tuple(
        (stem, kind, name) for stem in files for kind in KINDS for name in files[stem].parts(kind)
    )


def made(part: tuple[str, str, str], folder: Path) -> Any:
    """One part as a fresh kernel shows it."""
    stem, kind, name = part
    return getattr(Lesson(stem, progress=Progress(folder)), kind)(name)


def one_round(rng: Random, search: Search) -> None:
    answer(rng.choice(asked()), rng, search)


def answer(part: tuple[str, str, str], rng: Random, search: Search, times: int = 6) -> None:
    """Sensible and senseless answers to one part; each that is kept is there after a restart."""
    with TemporaryDirectory() as folder, overhearing() as heard:
        one = made(part, Path(folder))
        still = one._repr_mimebundle_()[0]["text/html"]
        for count in range(1, times + 1):
            value = chosen(one, rng) if rng.random() < 0.5 else junk.value(rng)
            before = kept(Path(folder))
            update(one.widget, answer={"value": value, "count": count})
            search.count("answers")
            check(one, value, search, before)
            again = made(part, Path(folder))
            shown = _shown(again.widget)
            search.expect(shown == _shown(one.widget) or not one.widget.said["kept"],
                          f"{part}: not there after a restart", short(value))  # fmt: skip
            html = again._repr_mimebundle_()[0]["text/html"]
            search.expect(html == still, f"{part}: a stored output holds an answer", short(value))
            update(one.widget, answer=junk.value(rng))
            search.count("raw messages")
        for fault in heard.taken():
            search.fault(f"{part[1]}: a traceback: {fault}", part)
    panel_and_upload(rng, search)


def check(one: Any, value: object, search: Search, before: dict[str, Any]) -> None:
    """The reply is a sentence or nothing; an answer that was refused has changed nothing."""
    said = one.widget.said
    search.expect(sendable(said), "a reply that cannot be sent", short(value))
    search.expect(SAID.fullmatch(said["text"]), f"no sentence: {said['text'][:200]}", short(value))
    after = kept(one._progress.folder if hasattr(one, "_progress") else one._kept._progress.folder)
    if said["kept"]:
        search.expect(one.key in after, f"{one.key}: said to be kept, and is not", short(value))
    else:
        search.expect(after == before, f"{one.key}: refused, and changed", short(value))


def kept(folder: Path) -> dict[str, Any]:
    path = folder / "progress.json"
    if not path.exists():
        return {}
    answers, damaged = parse(path.read_bytes())
    assert damaged == 0
    return dict(answers)


def _shown(form: Form) -> object:
    """What a form shows as the learner's answer; a note with half pairs shows marks for them."""
    value = form.answer.get("value")
    if value == "":  # an empty note is shown as none
        return None
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def chosen(one: Any, rng: Random) -> object:
    """An answer that a learner could give."""
    spec = one.widget.spec
    kind = spec["kind"]
    if kind == "text":
        return junk.text(rng) * rng.choice((1, 1, 50, 400))
    if kind == "number":
        return rng.choice((spec["minimum"], spec["maximum"], None, spec["minimum"] + spec["step"]))
    if kind == "sorting":
        rows = rng.sample(spec["items"], rng.randint(1, len(spec["items"])))
        return {row["key"]: rng.choice(spec["bins"])["key"] for row in rows}
    if kind == "marking":
        return [phrase["key"] for phrase in spec["phrases"] if rng.random() < 0.5]
    return rng.choice([option["key"] for option in spec["options"]])


def panel_and_upload(rng: Random, search: Search) -> None:
    """Messages that the table of progress and a file chooser do not know."""
    with TemporaryDirectory() as folder, overhearing() as heard:
        table = progress_panel(progress=Progress(Path(folder)))
        chooser = Upload("A table", ".csv", lambda name, data: f"{name} has {len(data)} bytes.")
        for _ in range(3):
            do = rng.choice(("download", "restore", "forget", junk.value(rng)))
            ask(table, {"do": do, "text": junk.value(rng), "lesson": junk.value(rng)})
            ask(table, junk.value(rng))
            parts = {name: junk.value(rng) for name in ("sender", "name", "at", "size")}
            sent = {
                "do": "piece",
                **parts,
                **rng.choice(({}, {"at": 0, "size": 3, "name": "a.csv"})),
            }
            ask(chooser, sent, rng.choice(((), (b"1,2",))))
            ask(chooser, junk.value(rng))
            search.count("raw messages", 4)
            search.expect(SAID.fullmatch(table.said), f"no sentence: {table.said[:200]}", do)
        search.expect(chooser.stage["trace"] == "", "the chooser has a fault", chooser.stage)
        for fault in heard.taken():
            search.fault(f"a traceback: {fault}", "table of progress or file chooser")


def short(value: object) -> str:
    return ascii(value)[:300]
