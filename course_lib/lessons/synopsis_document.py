"""A short document in two coats: a self-contained HTML page, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LOOK = (
    "body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1f;background:#fff}h1{font-size:1.6rem;line-height:1.25}"
    "h2{font-size:1.15rem;margin-top:1.8rem;border-bottom:1px solid #d8dae0}"
    ".items{color:#5f6470;font-size:.9rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;"
    "background:#f3f4f7;padding:.8rem;border-radius:4px}table{border-collapse:collapse;width:100%;"
    "margin:1.2rem 0}caption{text-align:left;font-weight:600;padding-bottom:.3rem}"
    "th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d8dae0;"
    "vertical-align:top}"
    "@media (prefers-color-scheme:dark){body{color:#e8e8ec;background:#16171b}"
    "pre{background:#24262d}"
    ".items{color:#a4a9b6}h2,th,td{border-color:#3a3d46}}"
    "@media print{body{margin:0;max-width:none;color:#000;background:#fff}.items{color:#444}"
    "pre{background:#fff;border:1px solid #999}h2{break-after:avoid}tr,pre{break-inside:avoid}}"
)


@dataclass(frozen=True)
class Table:
    """A small table: what its columns are called, and its rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Code:
    """Lines of Python."""

    text: str


@dataclass(frozen=True)
class Section:
    """One section: heading, what stands in it, and the guideline items that it answers."""

    heading: str
    blocks: tuple[str | Table | Code, ...]
    spirit: tuple[str, ...] = ()
    consort: tuple[str, ...] = ()

    @property
    def items(self) -> str:
        """The items in words; nothing where there are none."""
        named = [("SPIRIT 2025", self.spirit), ("CONSORT 2025", self.consort)]
        return "; ".join(f"{name} {', '.join(items)}" for name, items in named if items)


@dataclass(frozen=True)
class Document:
    """A title and its sections, which say the same as HTML and as Markdown."""

    title: str
    sections: tuple[Section, ...]

    def to_html(self) -> str:
        """A page of its own: no script, nothing fetched, every text escaped."""
        parts = "".join(_html_section(section) for section in self.sections)
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n<style>{LOOK}</style>\n</head>\n<body>\n<main>\n"
            f"<h1>{escape(self.title)}</h1>\n{parts}</main>\n</body>\n</html>\n"
        )

    def to_markdown(self) -> str:
        """The same as Markdown."""
        parts = [f"# {_plain(self.title)}"]
        for section in self.sections:
            parts.append(f"## {_plain(section.heading)}")
            parts.extend(_markdown(block) for block in section.blocks)
            if section.items:
                parts.append(f"*Items: {_plain(section.items)}*")
        return "\n\n".join(parts) + "\n"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        inside = "".join(_html_section(section) for section in self.sections)
        return {
            "text/plain": self.to_markdown(),
            "text/html": f"<h3>{escape(self.title)}</h3>{_in_a_notebook(inside)}",
        }


def _in_a_notebook(page: str) -> str:
    """Smaller headings, and cells that begin at the left, where a notebook would end them right."""
    for cell in ("<td", '<th scope="col"', '<th scope="row"'):
        page = page.replace(f"{cell}>", f'{cell} style="text-align:left">')
    return page.replace("h2>", "h4>")


def _html_section(section: Section) -> str:
    body = "".join(_html(block) for block in section.blocks)
    items = f'<p class="items">Items: {escape(section.items)}</p>\n' if section.items else ""
    return f"<section>\n<h2>{escape(section.heading)}</h2>\n{body}{items}</section>\n"


def _html(block: str | Table | Code) -> str:
    if isinstance(block, Code):
        return f"<pre><code>{escape(block.text)}</code></pre>\n"
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>\n"
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.header)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>\n"
        for first, *rest in block.rows
    )
    return (
        f"<table>\n<caption>{escape(block.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _markdown(block: str | Table | Code) -> str:
    if isinstance(block, Code):
        return f"```python\n{block.text.rstrip()}\n```"
    if isinstance(block, str):
        return _plain(block)
    lines = [block.header, tuple("---" for _ in block.header), *block.rows]
    return "\n".join([f"{_plain(block.caption)}:\n", *(_row(line) for line in lines)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_plain(cell).replace("|", "\\|") for cell in cells) + " |"


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands: no tag, no emphasis, one line."""
    folded = " ".join(text.split())
    for sign in ("\\", "*", "_", "`"):
        folded = folded.replace(sign, f"\\{sign}")
    return folded.replace("&", "&amp;").replace("<", "&lt;")
