"""The source of a function of the course, for the learner who wants to look inside."""

from __future__ import annotations

import ast
import html
import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import course_lib

_PALETTE = {
    "k": ("--jp-mirror-editor-keyword-color", "#008000"),
    "s": ("--jp-mirror-editor-string-color", "#ba2121"),
    "c": ("--jp-mirror-editor-comment-color", "#3d6b6b"),
    "m": ("--jp-mirror-editor-number-color", "#666666"),
    "o": ("--jp-mirror-editor-operator-color", "#7a1fc9"),
    "d": ("--jp-mirror-editor-def-color", "#0000ff"),
}


class Source:
    """Source code that shows itself highlighted, with or without a kernel."""

    def __init__(self, code: str, place: str) -> None:
        self.code = code
        self.place = place

    def __repr__(self) -> str:
        return f"# {self.place}\n{self.code}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self) -> str:
        """The code as HTML in the colours of the reader's own theme."""
        return (
            f"<p><code>{html.escape(self.place)}</code></p>\n"
            '<pre style="overflow-x: auto; white-space: pre; line-height: 1.4"><code>'
            f"{_coloured(self.code)}</code></pre>"
        )


def show_source(function: Callable[..., object] | type, *, whole: bool = False) -> Source:
    """The source of a function or class of course_lib, with its file.

    Parameters
    ----------
    function : callable
        Anything that is defined in course_lib.
    whole : bool
        With all of its documentation; else with the first line of it, as ``help`` has the rest.

    Raises
    ------
    ValueError
        If it is defined somewhere else, or has no source.

    Examples
    --------
    >>> from course_lib.scale import OrdinalScale
    >>> print(str(show_source(OrdinalScale.position)).splitlines()[1].strip())
    def position(self, level: object) -> int:
    """
    plain = inspect.unwrap(function)
    name = getattr(plain, "__qualname__", repr(plain))
    root = Path(course_lib.__file__).resolve().parent
    try:
        code = textwrap.dedent(inspect.getsource(plain))
        file = Path(inspect.getsourcefile(plain) or "").resolve()
    except (TypeError, OSError):
        raise ValueError(f"{name} has no source to show; give a function of course_lib") from None
    if not file.is_relative_to(root):
        raise ValueError(f"{name} is not defined in course_lib; give a function of course_lib")
    place = file.relative_to(root.parent).as_posix()
    return Source(code if whole else _first_line_of_documentation(code), place)


def _first_line_of_documentation(code: str) -> str:
    """The code with the documentation at its top cut down to its first line."""
    definition = ast.parse(code).body[0]
    if not isinstance(definition, (ast.FunctionDef, ast.ClassDef)):
        return code
    words = ast.get_docstring(definition)
    if words is None:
        return code
    top = definition.body[0]
    lines = code.splitlines(keepends=True)
    indent = " " * top.col_offset
    short = f'{indent}"""{words.splitlines()[0]}"""\n'
    return "".join([*lines[: top.lineno - 1], short, *lines[top.end_lineno :]])


def _coloured(code: str) -> str:
    """Spans coloured by the theme's variables, so that one text serves light and dark."""
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

    spans = []
    for kind, text in PythonLexer(ensurenl=False, stripnl=False).get_tokens(code):
        colour = _colour(str(kind))
        inside = html.escape(text, quote=False)
        spans.append(f'<span style="color: {colour}">{inside}</span>' if colour else inside)
    return "".join(spans)


def _colour(kind: str) -> str:
    """CSS colour for one of pygments' token kinds; empty for plain text."""
    short = {
        "Token.Keyword": "k",
        "Token.Literal.String": "s",
        "Token.Comment": "c",
        "Token.Literal.Number": "m",
        "Token.Operator": "o",
        "Token.Name.Function": "d",
        "Token.Name.Class": "d",
    }
    for start, letter in short.items():
        if kind.startswith(start):
            variable, fallback = _PALETTE[letter]
            return f"var({variable}, {fallback})"
    return ""
