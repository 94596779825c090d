"""A view: a picture, the sentence that says what it shows, and the small table behind it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from course_lib.ui.svg import still_png, themed_svg

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

Bundle = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True, eq=False)
class View:
    """What a learner sees at one setting.

    A view shows itself as the last value of a cell: in JupyterLab as a picture in the colours of
    the theme, where no program runs as a still, and in a terminal as its sentence.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture, made without pyplot.
    reading : str
        One or more sentences, plain text, with the numbers that the picture shows. It is also
        the picture's text alternative.
    table : pandas.DataFrame, optional
        The numbers behind the picture, few enough to read.
    source : str
        Where the numbers come from, for a small line under the picture.

    Raises
    ------
    ValueError
        If the reading is empty.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> View(Figure(), "Common odds ratio 1.40.")
    <View: Common odds ratio 1.40.>
    """

    figure: Figure
    reading: str
    table: pd.DataFrame | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if not self.reading.strip():
            raise ValueError("a view needs a reading: the sentence that says what it shows")

    def __repr__(self) -> str:
        return f"<View: {self.reading}>"

    def svg(self) -> str:
        """The picture as SVG in the page's colours; the same picture gives the same text."""
        return themed_svg(self.figure, self.reading)

    def png(self) -> bytes:
        """The picture as a still on white, with the reading and the source under it."""
        return still_png(self.figure, self.reading, self.source)

    def text(self) -> str:
        """The reading, and the table below it, as plain text.

        Examples
        --------
        >>> import pandas as pd
        >>> from matplotlib.figure import Figure
        >>> table = pd.DataFrame({"n": [39, 15]}, ["cells", "none"])
        >>> print(View(Figure(), "Two arms.", table).text())
        Two arms.
        <BLANKLINE>
                n
        cells  39
        none   15
        """
        table = "" if self.table is None else self.table.to_string()
        source = f"Source: {self.source}" if self.source else ""
        return "\n\n".join(part for part in (self.reading, table, source) if part)

    def table_html(self) -> str:
        """The table as HTML, or an empty string where there is none."""
        if self.table is None:
            return ""
        table: str = self.table.to_html(border=0, justify="unset", classes="cx-table")
        table = table.replace("<th></th>", "<td></td>")  # an empty cell is no heading
        return table.replace("<td>inf</td>", "<td>infinity</td>")  # the word of the readings

    def html(self) -> str:
        """Picture, reading and table as one piece of HTML, for pages that are not notebooks."""
        twin = self.table_html()
        if twin:
            twin = f"<details><summary>The numbers as a table</summary>{twin}</details>"
        source = f"<br><small>Source: {escape(self.source)}</small>" if self.source else ""
        caption = f"<figcaption>{escape(self.reading)}{source}</figcaption>"
        return f"<figure>{self.svg()}{caption}{twin}</figure>"

    def still(self, text: str) -> Bundle:
        """What a page without a program shows: the still, with its text alternative, and text."""
        return (
            {"text/plain": text, "image/png": b64encode(self.png()).decode("ascii")},
            {"image/png": {"alt": self.reading}},
        )

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        """A still, the text, and for JupyterLab a stage without controls in the theme's colours."""
        from course_lib.ui.panel import Panel, with_widget
        from course_lib.ui.stage import stage

        return with_widget(self.still(self.text()), Panel(stage=stage(self)))
