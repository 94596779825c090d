"""Values that no page of the course sends."""

from __future__ import annotations

from random import Random
from typing import Any

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\u202eright to left\u202c",
    "\x00\x07\x1b[31m",
    "\ud800",
    "e\u0301" * 50,
    "🧠" * 200,
    "x" * 5_000,
    "' OR 1=1 --",
    "{{7*7}} {result} %s",
    "",
    " ",
    "nan",
    "NaN",
    "None",
)
NUMBERS = (0, -1, 1, 2**31, -(2**63), 10**400, -(10**4000), 0.5, -0.0, 1e308, 5e-324,
           float("nan"), float("inf"), float("-inf"))  # fmt: skip


def value(rng: Random, depth: int = 2) -> Any:
    """Anything that JSON can say, and a little more."""
    kind = rng.randrange(7 if depth else 5)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind in (1, 2):
        return rng.choice(NUMBERS)
    if kind == 3:
        return rng.choice(HOSTILE)
    if kind == 4:
        return text(rng)
    if kind == 5:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {text(rng)[:5]: value(rng, depth - 1) for _ in range(rng.randrange(4))}


def text(rng: Random) -> str:
    """Any characters, half pairs and controls among them."""
    ranges = ((32, 126), (0, 31), (0x80, 0x2FF), (0x590, 0x6FF), (0x2000, 0x206F), (0xD800, 0xDFFF),
              (0x1F300, 0x1FAFF))  # fmt: skip
    return "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randrange(12)))
