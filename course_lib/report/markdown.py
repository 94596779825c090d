"""A report as Markdown: words and tables, everything that was typed made plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from course_lib.report.section import Section
from course_lib.report.wording import printed

if TYPE_CHECKING:
    import pandas as pd

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!^$])")
LIST_MARK = re.compile(r"^([-+=])")
NUMBERED = re.compile(r"^(\d+)([.)](?=\s))")
LINKS = re.compile(r"\w:(?=\S)|@(?=\w)")


def plain(words: object) -> str:
    r"""Text in which no sign is a mark of Markdown or of HTML.

    Examples
    --------
    >>> plain("<b>*bold*</b> | [x](y)")
    '&lt;b&gt;\\*bold\\*&lt;/b&gt; \\| \\[x\\](y)'
    """
    text = str(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = SPECIAL.sub(r"\\\1", " ".join(text.split()))
    text = LINKS.sub(lambda found: found[0].replace(":", "&#58;").replace("@", "&#64;"), text)
    return re.sub(r"(?i)\bwww\.", "www&#46;", text)


def as_markdown(title: str, sections: Sequence[Section]) -> str:
    """The whole report."""
    parts = [f"# {plain(title)}"]
    for section in sections:
        parts.append(f"## {section.heading}")
        mark = "- " if section.as_list else ""
        words = [f"{mark}{_begun(plain(sentence))}" for sentence in section.words]
        parts.append(("\n" if section.as_list else "\n\n").join(words))
        if section.table is not None:
            parts.append(f"{plain(section.caption)}:\n\n{_table(section.table)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _begun(text: str) -> str:
    """A paragraph that does not begin like a list or a heading."""
    return LIST_MARK.sub(r"\\\1", text) if not text[:1].isdigit() else NUMBERED.sub(r"\1\\\2", text)


def _table(frame: pd.DataFrame) -> str:
    head = ["", *map(plain, frame.columns)]
    rows = [
        [plain(name), *(plain(printed(cell)) for cell in row)]
        for name, row in zip(frame.index, frame.itertuples(index=False), strict=True)
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
