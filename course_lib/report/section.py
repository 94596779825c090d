"""One part of a report: a heading, sentences, a picture with its reading, a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib.report.wording import clean

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.ui.view import View

LONGEST = 5_000


@dataclass(frozen=True, eq=False)
class Section:
    """One part of a report, the same in a notebook, as HTML and as Markdown.

    Parameters
    ----------
    name : str
        Short name, as ``Report.section`` takes it.
    heading : str
        What stands above it.
    sentences : tuple of str
        Paragraphs.
    view : View, optional
        A picture and its reading.
    caption : str
        What the table shows.
    as_list : bool
        Whether the sentences are a list.
    """

    name: str
    heading: str
    sentences: tuple[str, ...] = ()
    view: View | None = None
    caption: str = ""
    as_list: bool = False
    extra: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        # Names of columns come into sentences by ways that nobody can foresee.
        told = tuple(clean(sentence, LONGEST) for sentence in self.sentences)
        object.__setattr__(self, "sentences", told)

    @property
    def table(self) -> pd.DataFrame | None:
        """The numbers behind the picture, or those that have no picture."""
        if self.extra is not None:
            return self.extra
        return None if self.view is None else self.view.table

    @property
    def words(self) -> tuple[str, ...]:
        """The picture's reading, then the other sentences."""
        return (*((self.view.reading,) if self.view else ()), *self.sentences)
