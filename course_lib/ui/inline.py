"""Plain text with *emphasis*, `code` and [links](target), the only markup that a lesson may use.

Texts become pieces, and pieces become either HTML in which everything is escaped or elements
that the browser makes itself. HTML in a text is shown as the characters that it is.
"""

from __future__ import annotations

import html
import re

Pieces = list[list[str]]
"""Runs of text: ``[kind, words]``, and for a link ``["link", words, target]``."""

_MARK = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*"
    r"|\[(?P<link>[^\]\[]+)\]\((?P<target>[^()\s]+)\)"
)
_TARGET = re.compile(r"https://[^\s\"'<>]+|[\w./-]*#[^\s\"'<>:]+|[\w./-]+\.(?:ipynb|md|html|csv)")


def pieces(text: str) -> Pieces:
    """Cut a text into runs of plain words, emphasis, code and links.

    Raises
    ------
    ValueError
        If a link leads neither to an https address nor to a page of the course.

    Examples
    --------
    >>> pieces("an *odds* ratio")
    [['text', 'an '], ['emphasis', 'odds'], ['text', ' ratio']]
    >>> pieces("see [this](javascript:alert)")
    Traceback (most recent call last):
    ValueError: link target 'javascript:alert' must be an https address or a page of the course
    """
    runs: Pieces = []
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            runs.append(["text", text[end : mark.start()]])
        runs.append(_run(mark))
        end = mark.end()
    if end < len(text):
        runs.append(["text", text[end:]])
    return runs


def _run(mark: re.Match[str]) -> list[str]:
    """One marked run as ``[kind, words]`` or ``["link", words, target]``."""
    kind = "code" if mark["code"] else "emphasis" if mark["emphasis"] else "link"
    if kind != "link":
        return [kind, mark[kind]]
    if not _TARGET.fullmatch(mark["target"]):
        raise ValueError(
            f"link target {mark['target']!r} must be an https address or a page of the course"
        )
    return [kind, mark["link"], mark["target"]]


def words(text: str) -> str:
    """The text without its marks.

    Examples
    --------
    >>> words("an *odds* ratio, see [glossary](glossary.ipynb#Odds-ratio)")
    'an odds ratio, see glossary'
    """
    return "".join(run[1] for run in pieces(text))


def markup(text: str) -> str:
    """The text as HTML; whatever is not one of the three marks is escaped.

    Examples
    --------
    >>> markup("p < 0.05 is *not* <b>proof</b>")
    'p &lt; 0.05 is <em>not</em> &lt;b&gt;proof&lt;/b&gt;'
    """
    return "".join(_element(run) for run in pieces(text))


def _element(run: list[str]) -> str:
    """One run as HTML."""
    kind, inside = run[0], html.escape(run[1]).replace(" %", "\u00a0%")
    if kind == "link":
        return f'<a href="{html.escape(run[2])}">{inside}</a>'
    tag = {"emphasis": "em", "code": "code"}.get(kind)
    return f"<{tag}>{inside}</{tag}>" if tag else inside
