"""One learner of the rehearsal: comes in, opens a lesson, runs it and answers everything in it."""

import time
from dataclasses import dataclass, field

from class_server.answer_sheet import Sheet, asked
from class_server.hub_api import HubApi
from class_server.kernel import Kernel


@dataclass
class Visit:
    """What happened to one learner; times in seconds."""

    name: str
    cells: int = 0
    trouble: list[str] = field(default_factory=list)
    failed_cells: int = 0
    start: float = 0.0
    lesson: float = 0.0
    redraws: list[float] = field(default_factory=list)


async def visit(hub: HubApi, name: str, lesson: str, lines: Sheet) -> Visit:
    """Come in, open the lesson, run every cell and answer what appears under it."""
    done = Visit(name)
    began = time.monotonic()
    await hub.start(name)
    done.start = time.monotonic() - began
    began = time.monotonic()
    cells, kernel = await hub.open_notebook(name, f"notebooks/{lesson}.ipynb")
    answered: set[str] = set()
    try:
        for cell in cells:
            error = await kernel.run(cell)
            done.cells += 1
            done.failed_cells += bool(error)
            done.trouble += [f"{name}: a cell failed: {error}"] if error else []
            await _answer(kernel, lines, answered, done)
    finally:
        kernel.close()
    done.trouble += [
        f"{name}: never asked: {line.key}" for text, line in lines.items() if text not in answered
    ]
    done.lesson = time.monotonic() - began
    return done


async def _answer(kernel: Kernel, lines: Sheet, answered: set[str], done: Visit) -> None:
    """Answer every form that is new, then compare every prediction that is new."""
    for identifier, state in list(kernel.widgets.items()):
        text = asked(state.get("spec") or {})
        if "answer" in state and text in lines and text not in answered:
            answered.add(text)
            if trouble := await kernel.answer(identifier, lines[text].value):
                done.trouble.append(f"{done.name}: {lines[text].key}: {trouble}")
    for identifier, state in list(kernel.widgets.items()):
        if (state.get("spec") or {}).get("prediction") and identifier not in answered:
            answered.add(identifier)
            trouble, seconds = await kernel.compare(identifier)
            done.redraws.append(seconds)
            done.trouble += [f"{done.name}: no comparison: {trouble}"] if trouble else []
