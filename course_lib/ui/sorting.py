"""Described situations, each to be sorted into one of a few named bins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib.ui.exercise_file import Bin, SortingText
from course_lib.ui.form import Form, bundle, plain_question, still_question
from course_lib.ui.inline import pieces, words
from course_lib.ui.kept_exercise import Kept
from course_lib.ui.page_source import page_source
from course_lib.ui.progress import Progress


class SortingForm(Form):
    """What the browser shows; it answers with ``{item's key: bin's key}``."""

    _esm = page_source("form_parts.js", "sorting.js")
    _css = page_source("form.css", "exercise.css")


class Sorting:
    """An exercise in telling kinds of things apart.

    A row that is wrong at the first check says what the chosen bin means, so that the learner
    compares once more; from the second wrong check on it says where it belongs, and why. Rows may
    be checked before all are sorted. First and last choices are kept.

    Parameters
    ----------
    key : str
        ``lesson/sorting/id``, under which the choices are kept.
    sorting : SortingText
        Bins and items.
    misconceptions : mapping
        Name of a misconception to the words that say what is mistaken.
    progress : Progress
        Where choices are kept.
    """

    def __init__(
        self,
        key: str,
        sorting: SortingText,
        *,
        misconceptions: Mapping[str, str],
        progress: Progress,
    ) -> None:
        self.key = key
        self.sorting = sorting
        self._misconceptions = misconceptions
        self._kept = Kept(key, progress, self._sound)
        self.widget = SortingForm(self._spec(), self._keep, **self._kept.start())

    @property
    def first(self) -> dict[str, str] | None:
        """Item's key to the key of the bin chosen at the first check; None before any."""
        return self._kept.first

    @property
    def last(self) -> dict[str, str] | None:
        """Item's key to the key of the bin chosen at the last check; None before any."""
        return self._kept.last

    def mark(self, chosen: Bin) -> str:
        """The words in front of a bin's meaning where it was chosen and is not right."""
        if chosen.misconception is None:
            return "Not quite."
        return f"Not quite: {self._misconceptions[chosen.misconception]}."

    def text(self) -> str:
        """The question, its bins and its numbered items, without the answers."""
        bins = "; ".join(words(each.text) for each in self.sorting.bins)
        items = (
            f"  {place}. {words(item.text)}" for place, item in enumerate(self.sorting.items, 1)
        )
        return "\n".join([plain_question(self.sorting.text), f"  Sort into: {bins}.", *items])

    def still(self) -> str:
        """The question as static HTML; each item unfolds where it belongs and why."""
        named = {each.key: words(each.text) for each in self.sorting.bins}
        answers = [
            (item.text, f"{named[item.bin]}. {item.feedback}") for item in self.sorting.items
        ]
        return still_question(self.sorting.text, answers)

    def _sound(self, value: object) -> dict[str, str] | None:
        """Choices that still fit; None where this is no set of choices at all."""
        if not isinstance(value, dict):
            return None
        items = {item.key for item in self.sorting.items}
        bins = [each.key for each in self.sorting.bins]
        fits = {key: chosen for key, chosen in value.items() if key in items and chosen in bins}
        return {str(key): str(chosen) for key, chosen in fits.items()}

    def _keep(self, value: object) -> str:
        """Keep choices of which each is an item and a bin."""
        if not value or self._sound(value) != value:
            return "This is not one of the items and bins, and was not kept."
        return self._kept.record(value)

    def _spec(self) -> dict[str, Any]:
        """What sorting.js needs to know."""
        return {
            "kind": "sorting",
            "legend": pieces(self.sorting.text),
            "bins": [
                {
                    "key": each.key,
                    "text": words(each.text),
                    "meaning": pieces(each.meaning),
                    "mark": self.mark(each),
                }
                for each in self.sorting.bins
            ],
            "items": [
                {
                    "key": item.key,
                    "text": pieces(item.text),
                    "bin": item.bin,
                    "feedback": pieces(item.feedback),
                }
                for item in self.sorting.items
            ],
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(self.widget, self.text(), self.still())
