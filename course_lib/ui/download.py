"""A button that hands the learner a file which is written when it is pressed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

import anywidget
import traitlets

from course_lib.ui.asked import message
from course_lib.ui.form import bundle
from course_lib.ui.page_source import page_source
from course_lib.ui.trouble import told

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}\.(html|md|csv|txt)")
_TYPES = {"html": "text/html", "md": "text/markdown", "csv": "text/csv", "txt": "text/plain"}


class Download(anywidget.AnyWidget):
    """A button; pressed, it writes a text and gives it to the browser as a file.

    The text goes from the kernel to the page and from there to the learner's own folder: no
    server has a part in it, so it works on Binder as it does at home.

    Parameters
    ----------
    label : str
        Words on the button.
    filename : str
        Letters, digits, ``-`` and ``_``, ending in .html, .md, .csv or .txt.
    content : callable
        ``content() -> str``, called at each press. A ValueError is shown as a sentence.

    Raises
    ------
    ValueError
        If the file has no such name.

    Examples
    --------
    >>> Download("Download the synopsis", "synopsis.md", lambda: "# Synopsis").text()
    'Download the synopsis: run this notebook to have synopsis.md.'
    """

    _esm = page_source("form_parts.js", "download.js")
    _css = page_source("form.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, label: str, filename: str, content: Callable[[], str]) -> None:
        found = _NAME.fullmatch(filename)
        if found is None:
            raise ValueError(
                f"a download cannot be called {filename!r}; use letters, digits, - and _, "
                f"ending in .{', .'.join(_TYPES)}"
            )
        self._content = content
        spec = {"kind": "download", "label": label, "filename": filename}
        super().__init__(spec=spec | {"type": f"{_TYPES[found[1]]};charset=utf-8"})
        self.on_msg(self._asked)

    def _asked(self, _: object, content: object, __: object) -> None:
        """Write the text and hand it over, or say why there is none."""
        if message(content).get("do") != "write":
            return
        try:
            data = self._content().encode("utf-8", "replace")
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the page must be answered
            self.send({"do": "trouble", **told(error)})
            return
        said = f"{self.spec['filename']} was handed to the browser."
        self.send({"do": "file", "said": said}, buffers=[data])

    def text(self) -> str:
        """What the button offers, as plain text."""
        return f"{self.spec['label']}: run this notebook to have {self.spec['filename']}."

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self, self.text(), f"<p>{escape(self.text())}</p>")
