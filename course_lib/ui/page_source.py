"""What a widget gives to the page: files of this folder, joined into one text."""

from __future__ import annotations

from pathlib import Path


def page_source(*names: str) -> str:
    """Several files beside this one as one module or style sheet.

    Examples
    --------
    >>> page_source("form_parts.js", "form.js").count("export default")
    1
    """
    here = Path(__file__).parent
    return "\n".join((here / name).read_text(encoding="utf-8") for name in names)
