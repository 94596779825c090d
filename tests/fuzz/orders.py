"""Every cell of a notebook in any order: it shows what it always shows, or names what is missing."""

from __future__ import annotations

import ast
import json
import re
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from course_lib.ui import Progress
from tests.fuzz.page import overhearing
from tests.fuzz.search import Search
from tests.lessons.notebook_text import LESSONS

ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")
COMPARED = ("text/plain", "text/html")


@dataclass(frozen=True)
class Cell:
    """One cell of code: where it stands, what it says, makes and shows."""

    place: int
    source: str
    makes: frozenset[str]
    shows: tuple[str, ...]


@cache
def cells(stem: str) -> tuple[Cell, ...]:
    """A notebook's code with the outputs that are stored in it."""
    notebook = json.loads(LESSONS[stem].read_text(encoding="utf-8"))
    return tuple(
        Cell(place, source, makes(source), shown(cell["outputs"]))
        for place, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and (source := "".join(cell["source"]))
    )


def names(source: str, use: type[ast.expr_context] = ast.Load) -> frozenset[str]:
    """The names that a cell uses, or stores."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return frozenset(node.id for node in found if isinstance(node.ctx, use))


def makes(source: str) -> frozenset[str]:
    """The names that a cell makes, imported or stored."""
    imported = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.alias))
    return names(source, ast.Store) | {node.asname or node.name for node in imported}


def shown(outputs: list[dict[str, Any]]) -> tuple[str, ...]:
    """What stored outputs say, without what differs from run to run."""
    printed = "".join("".join(one["text"]) for one in outputs if one["output_type"] == "stream")
    said = [printed] if printed else []
    for data in (one.get("data", {}) for one in outputs):
        said += ["".join(data[kind]) for kind in COMPARED if kind in data]
    return tuple(ADDRESS.sub("0x", one) for one in said)


def one_round(rng: Random, search: Search) -> None:
    shuffled(search.turn(LESSONS), rng, search)


def shuffled(stem: str, rng: Random, search: Search, share: float = 1) -> None:
    """A learner who clicks the cells as they like, some twice, and last those that failed."""
    whole = list(cells(stem))
    most = round(share * len(whole))
    order = rng.sample(whole, most) + rng.choices(whole, k=most // 3)
    if rng.random() < 0.5:
        order.insert(rng.randrange(3), whole[0])
    with TemporaryDirectory() as folder, overhearing() as heard:
        here = classmethod(lambda cls: cls(Path(folder)))
        with patch.object(Progress, "here", here):
            kernel = Kernel(stem, search)
            failed = {cell.place for cell in order if not kernel.run(cell)}
            for cell in whole:
                if cell.makes or cell.place in failed:
                    kernel.expect(kernel.run(cell), "a cell fails after those above it", cell)
        for fault in heard.taken():
            search.fault(f"{stem}: a traceback: {fault}", [cell.place for cell in order])


@dataclass
class Kernel:
    """Runs cells as a kernel does, and looks at what each shows."""

    stem: str
    search: Search
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    maker: dict[str, int] = field(default_factory=dict)
    ran: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stem in {self.stem, "start_here"}:  # the last lesson looks at the first one's answers
            import_module(f"course_lib.lessons.{stem}").lesson.cache_clear()

    def run(self, cell: Cell) -> bool:
        """Whether it worked; a name that a cell above makes may be missing, nothing else."""
        self.ran.append(cell.place)
        self.search.count("cells")
        self.search.each[self.stem] += 1
        try:
            said = self.show(cell.source)
        except NameError as error:
            self.search.count("missing names")
            above = [one for one in cells(self.stem) if one.place < cell.place]
            made = any(error.name in one.makes for one in above)
            known = error.name in self.names
            self.expect(made and not known, f"{error}, which no cell above makes", cell)
            return False
        except Exception as error:  # noqa: BLE001 - whatever a learner would see
            self.expect(False, f"a traceback: {type(error).__name__}: {error}", cell)
            return False
        if self.as_above(cell):
            self.expect(said == cell.shows, f"cell {cell.place} shows what is not stored", cell)
            self.search.count("outputs compared")
        self.maker.update(dict.fromkeys(cell.makes, cell.place))
        return True

    def as_above(self, cell: Cell) -> bool:
        """Whether each name it uses is the one of the nearest cell above, not of one below."""
        above = [one for one in cells(self.stem) if one.place < cell.place]
        nearest = {name: one.place for one in above for name in one.makes}
        used = names(cell.source) - cell.makes
        return all(self.maker.get(name) == nearest.get(name) for name in used)

    def show(self, source: str) -> tuple[str, ...]:
        """Run a cell's code and give what it prints and shows."""
        parts = ast.parse(source).body
        last = parts[-1] if isinstance(parts[-1], ast.Expr) else None
        printed = StringIO()
        with redirect_stdout(printed):
            exec(
                compile(ast.Module(parts[:-1] if last else parts, []), "<cell>", "exec"), self.names
            )
            value = last and eval(compile(ast.Expression(last.value), "<cell>", "eval"), self.names)
            stream = {"output_type": "stream", "text": printed.getvalue()}
            return shown([stream] if value is None else [stream, result(value)])

    def expect(self, holds: object, said: str, cell: Cell) -> None:
        self.search.expect(holds, f"{self.stem}: {said}", f"cell {cell.place}, order {self.ran}")


def result(value: Any) -> dict[str, Any]:
    """A cell's last value as it is stored."""
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_()
    if hasattr(value, "_repr_mimebundle_"):
        made = value._repr_mimebundle_()
        data = made[0] if isinstance(made, tuple) else made
    return {"output_type": "execute_result", "data": data}
