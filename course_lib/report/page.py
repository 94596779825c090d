"""A report as one HTML page: no script, no other file, no request; what was typed is escaped."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from course_lib.report.section import Section
from course_lib.report.wording import printed

if TYPE_CHECKING:
    from jinja2 import Template


def as_page(title: str, sections: Sequence[Section], *, prose: bool = False) -> str:
    """The whole report; `prose` lets the words in its tables run over several lines."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the browser has other fonts
        pictures = {one.name: one.view.svg() for one in sections if one.view}
    return _template().render(title=title, sections=sections, pictures=pictures, prose=prose)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    place = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    place.filters["printed"] = printed
    page = files("course_lib.report") / "page.html"
    return place.from_string(page.read_text(encoding="utf-8"))
