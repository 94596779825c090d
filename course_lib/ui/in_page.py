"""A view that the page computes for itself: within a frame, and without a kernel."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course_lib.ui.page_source import page_source
from course_lib.ui.svg import themed


@dataclass(frozen=True)
class InPage:
    """An explorer's view once more, written for the page.

    The view in Python stays the source of truth: it makes the still and the text, and a test
    holds the page's picture, reading and table against it. Give this to an explorer whose view
    is closed arithmetic, and which teaches by being dragged.

    Parameters
    ----------
    files : sequence of Path
        JavaScript, joined in this order. The last one defines
        ``pageView(settings, data) -> {picture, reading, table, source}``. A setting is what the
        control sends: a number, or the place of the chosen option.
    data : callable
        Gives whatever the page needs to know and could otherwise only repeat: plain lists,
        numbers and texts. Asked once, when the explorer is first shown. Colours of
        `course_lib.ui.svg` in it become those of the page's theme.

    Examples
    --------
    >>> InPage([], lambda: {"ink": "#1b1b1f"}).given
    {'ink': 'var(--jp-ui-font-color1, #1b1b1f)'}
    """

    files: Sequence[Path]
    data: Callable[[], Any]

    @cached_property
    def given(self) -> Any:
        """The data as the page gets them."""
        return json.loads(themed(json.dumps(self.data(), ensure_ascii=False)))

    def source(self) -> str:
        """The view's own JavaScript, below what every such view is written with."""
        parts = [page_source("in_page.js")]
        return "\n".join([*parts, *(path.read_text(encoding="utf-8") for path in self.files)])
