"""The learner's own conclusion: shown as it was written, and searched for six points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

PRIMARY, SECONDARY = r"\b(primary|mRS|Rankin)\b", r"\b(leg|Motricity|secondary|motor)\b"
LIMIT = r"\d+\.\d+"
# "0.18 to 2.44", or "(0.18, 2.44)"; whole numbers are left out, as in "39, 15" or "mRS 0–2".
INTERVAL = (
    rf"({LIMIT}\s*(?:to|–|-)\s*{LIMIT})|([(\[]\s*{LIMIT}\s*[,;]\s*{LIMIT}\s*[)\]])"
    r"|\b(interval|CI)\b"
)
EXPLORATORY = r"\b(explorat\w*|hypothes\w*|to be tested|tested again|not confirm\w*)"
CAUSAL = (
    r"\b(improv(?:e[sd]?|ing)|works?|effective|efficacy|beneficial|enhance[sd]?|promising|proves?"
    r"|leads? to|led to|(?:is|are|was|were) safe)\b"
)
HARMS = r"\b(harm\w*|adverse|serious|safe\w*|complication\w*)\b"
COUNTED = r"\b(39|9%|9 %|\d+ of \d+)"
NEXT_STEP = r"\b(next|larger|further|future|needs? (?:a|to)|must be tested)\b"


@dataclass(frozen=True)
class Passage:
    """A learner's words under a heading, shown as they were written and never as HTML."""

    heading: str
    words: str
    otherwise: str

    def __repr__(self) -> str:
        return f"{self.heading}\n\n{self.words or self.otherwise}"

    def _repr_html_(self) -> str:
        words = lines(self.words) if self.words else f"<em>{escape(self.otherwise)}</em>"
        return f"<p><strong>{escape(self.heading)}</strong></p><blockquote>{words}</blockquote>"


def lines(words: str) -> str:
    """A learner's words as HTML text, with their line breaks."""
    return escape(words.strip()).replace("\n", "<br>")


def first_match(pattern: str, words: str) -> re.Match[str] | None:
    """The first place where a pattern is met, whatever its capitals."""
    return re.search(pattern, words, re.IGNORECASE)


def primary_first(words: str) -> str:
    """What stands first: the primary outcome, or something secondary."""
    one, other = first_match(PRIMARY, words), first_match(SECONDARY, words)
    if one is None:
        return ""
    return f"“{one[0]}”" if other is None or one.start() < other.start() else ""


def quoted(pattern: str) -> Callable[[str], str]:
    """The first place where a pattern is met, in quotation marks; empty where it is not."""

    def search(words: str) -> str:
        match = first_match(pattern, words)
        return f"“{match[0]}”" if match else ""

    return search


def harms_counted(words: str) -> str:
    """A word for harms, where a number of people or an upper limit stands beside it."""
    harm = first_match(HARMS, words)
    return f"“{harm[0]}”" if harm and first_match(COUNTED, words) else ""


POINTS: dict[str, Callable[[str], str]] = {
    "The primary outcome comes first": primary_first,
    "An effect stands with its interval": quoted(INTERVAL),
    "The secondary outcome is called exploratory": quoted(EXPLORATORY),
    "Harms stand with the number of people": harms_counted,
    "A next step is named": quoted(NEXT_STEP),
}


@dataclass(frozen=True)
class Search:
    """What a search for words found of the six points."""

    found: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return "\n".join(f"- {point}: {said}" for point, said in self.found)

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li>{escape(point)}: <strong>{escape(said)}</strong></li>"
            for point, said in self.found
        )
        return f"<ul>{items}</ul>"


def searched(words: str) -> Search:
    """Look for the six points by words alone; a search for words cannot read."""
    if not words.strip():
        return Search((("Nothing to search yet", "write above, then run this cell once more"),))
    rows = [
        (point, f"found, {hit}" if (hit := look(words)) else "not found")
        for point, look in POINTS.items()
    ]
    verbs = sorted({match.lower() for match in re.findall(CAUSAL, words, re.IGNORECASE)})
    said = f"look again at {', '.join(f'“{verb}”' for verb in verbs)}" if verbs else "none found"
    rows.insert(3, ("Verbs that may claim too much", said))
    return Search(tuple(rows))
