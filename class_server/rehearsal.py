"""Rehearse a class: a real JupyterHub, and learners who all come in at the same moment.

python3 course.py run python -m class_server.rehearsal --learners 30
"""

import argparse
import asyncio
import contextlib
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from class_server.account import Kept, Record, record, sentences, toml, used
from class_server.answer_sheet import Sheet, lost, sheet
from class_server.environment import make
from class_server.hub_api import HubApi
from class_server.learner import Visit, visit
from class_server.meter import Use, uses
from class_server.own_copy import NOTEBOOKS
from class_server.rehearsed_hub import Hub, hub
from class_server.sizing import MEASURED
from course_lib.classroom import read_class
from course_lib.ui.progress import Progress

LESSON = "03_shift_analysis"
LESSONS = ", ".join(sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb")))
ANSWERS = ".local/share/one-trial-closely-read"  # where a learner's progress lies on Linux
FIRST_START = 60  # seconds for the hub itself


def rehearse(learners: int, lesson: str = LESSON, *, patience: int) -> tuple[Record, list[str]]:
    """What a class of some learners found, and a sentence for each thing that went wrong.

    Raises
    ------
    OSError
        If the hub does not answer at all; the sentence ends with what the hub said last.
    """
    sheets = {f"learner-{number:02}": sheet(lesson, number) for number in range(1, learners + 1)}
    with tempfile.TemporaryDirectory(prefix="one-trial-class-") as place:
        scratch = Path(place)
        with hub(scratch, patience=patience) as running:
            began = time.monotonic()
            try:
                visits, use = asyncio.run(_class(running, lesson, sheets, patience))
            except TimeoutError:
                said = (scratch / "hub.log").read_text(errors="replace").splitlines()
                raise OSError("the hub does not answer; " + "\n".join(said[-3:])) from None
            seconds = time.monotonic() - began
        kept = read_back(running.homes, sheets, scratch / "handed_in")
        log = (scratch / "hub.log").read_text(errors="replace").splitlines()
    trouble = [sentence for one in visits for sentence in one.trouble]
    trouble += [f"lost: {key}" for key in kept.lost]
    if trouble:
        trouble += [line for line in log if line.startswith(("[E", "[C"))][:20]
    return record(lesson, visits, kept, seconds) | use, trouble


async def _class(
    running: Hub, lesson: str, sheets: Mapping[str, Sheet], patience: int
) -> tuple[list[Visit], Record]:
    """All learners at once; what happened to each, and what they used."""
    api = HubApi(running.address, running.token, patience=patience)
    async with asyncio.timeout(FIRST_START):
        while not await api.answers():
            await asyncio.sleep(0.2)
    peaks: dict[str, Use] = {}
    watching = asyncio.create_task(_watch(running.process, peaks, pause=2 + len(sheets) / 5))
    visits = await asyncio.gather(
        *(_visit(api, name, lesson, lines) for name, lines in sheets.items())
    )
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    ends = uses(running.process)
    _raise(peaks, ends)
    return list(visits), used(peaks, ends)


async def _visit(api: HubApi, name: str, lesson: str, lines: Sheet) -> Visit:
    """One learner; a visit that breaks off is told as a sentence and does not end the others'."""
    try:
        return await visit(api, name, lesson, lines)
    except Exception as error:  # noqa: BLE001 - whatever ends a visit is what we want to know
        return Visit(name, trouble=[f"{name}: broke off: {error!r}"], failed_cells=1)


async def _watch(process: int, peaks: dict[str, Use], *, pause: float) -> None:
    """Look now and then what everybody uses; the reading takes a while, so it is a thread's."""
    while True:
        _raise(peaks, await asyncio.to_thread(uses, process))
        await asyncio.sleep(pause)


def _raise(peaks: dict[str, Use], now: Mapping[str, Use]) -> None:
    """Keep of each the moment at which it held most memory."""
    for name, use in now.items():
        if use.memory_mb >= peaks.get(name, Use()).memory_mb:
            peaks[name] = use


def read_back(homes: Path, sheets: Mapping[str, Sheet], folder: Path) -> Kept:
    """Hold every learner's file against what the learner sent, and hand it to the teacher."""
    folder.mkdir()
    missing: list[str] = []
    for name, lines in sheets.items():
        progress = Progress(homes / name / ANSWERS)
        missing += [f"{name}: {key}" for key in lost(lines, progress.answers())]
        (folder / f"{name}.json").write_text(progress.download(), encoding="utf-8")
    read = sum(bool(one.answers) for one in read_class(folder).learners)
    return Kept(sum(len(lines) for lines in sheets.values()), missing, read)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--lesson", default=LESSON)
    parser.add_argument("--patience", type=int, default=900, help="seconds for any one step")
    parser.add_argument("--save", action="store_true", help=f"write {MEASURED.name}")
    given = parser.parse_args()
    if given.learners < 1 or given.lesson not in LESSONS.split(", "):
        parser.error(f"a class has at least one learner, and one of the lessons {LESSONS}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the hub ends as well
    try:
        make()
        found, trouble = rehearse(given.learners, given.lesson, patience=given.patience)
    except OSError as error:
        sys.exit(f"class_server: {error}")
    sys.stdout.write(sentences(found) + "".join(f"! {sentence}\n" for sentence in trouble))
    if given.save and not trouble:
        MEASURED.write_text(toml(found), encoding="utf-8")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
