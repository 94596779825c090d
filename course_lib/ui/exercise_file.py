"""Sortings and markings as checked, frozen data; `course_lib.ui.lesson` describes the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from course_lib.ui.inline import words
from course_lib.ui.schema import Entry


def key_of(text: str) -> str:
    """A short key for a text, under which an answer to it is kept.

    It follows the words alone: an answer stays true when texts change their order, and a text
    whose words have changed is asked anew.

    Examples
    --------
    >>> key_of("Analysed as *allocated*.") == key_of("Analysed as allocated.")
    True
    """
    return f"{crc32(words(text).encode()):08x}"


@dataclass(frozen=True)
class Bin:
    """One place into which a situation may be sorted, and what belongs there."""

    key: str
    text: str
    meaning: str
    misconception: str | None = None


@dataclass(frozen=True)
class Item:
    """One situation, the key of the bin to which it belongs, and why."""

    text: str
    bin: str
    feedback: str

    @property
    def key(self) -> str:
        """Under which the learner's choice is kept."""
        return key_of(self.text)


@dataclass(frozen=True)
class SortingText:
    """What is to be sorted, and into what."""

    text: str
    bins: tuple[Bin, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Phrase:
    """A piece of a running text; where it claims too much, the misconception is its fault."""

    text: str
    feedback: str
    fault: str | None = None

    @property
    def key(self) -> str:
        """Under which the learner's mark is kept."""
        return key_of(self.text)


@dataclass(frozen=True)
class MarkingText:
    """What is to be marked in which running text."""

    text: str
    phrases: tuple[Phrase, ...]


def sorting(entry: Entry, explained: Mapping[str, str]) -> SortingText:
    """A sorting: two to six bins, and two to twenty items of which each belongs to one.

    Raises
    ------
    ValueError
        If the file says something else; the sentence names the place and the key.
    """
    entry.only("id", "text", "bin", "item")
    bins = tuple(_bin(each, explained) for each in entry.entries("bin", "bin"))
    keys = [each.key for each in bins]
    _check_number(entry, "bin", keys, most=6)
    items = tuple(_item(each, keys) for each in entry.entries("item", "item"))
    _check_number(entry, "item", [words(item.text) for item in items], most=20)
    return SortingText(entry.text("text"), bins, items)


def marking(entry: Entry, explained: Mapping[str, str]) -> MarkingText:
    """A marking: two to forty phrases, some with a fault and some without.

    Raises
    ------
    ValueError
        If the file says something else; the sentence names the place and the key.
    """
    entry.only("id", "text", "phrase")
    phrases = tuple(_phrase(each, explained) for each in entry.entries("phrase", "phrase"))
    _check_number(entry, "phrase", [words(phrase.text) for phrase in phrases], most=40)
    faulty = sum(phrase.fault is not None for phrase in phrases)
    if not 0 < faulty < len(phrases):
        raise entry.wrong(
            "phrase", f"needs phrases with a fault and phrases without; {faulty} have one"
        )
    return MarkingText(entry.text("text"), phrases)


def _bin(entry: Entry, explained: Mapping[str, str]) -> Bin:
    """One bin; the misconception of those who choose it wrongly may be left out."""
    entry.only("key", "text", "meaning", "misconception")
    name = "misconception"
    mistaken = entry.explained(name, explained) if name in entry.values else None
    return Bin(entry.identifier("key"), entry.text("text"), entry.text("meaning"), mistaken)


def _item(entry: Entry, keys: Sequence[str]) -> Item:
    """One item, whose bin is there."""
    entry.only("text", "bin", "feedback")
    place = entry.identifier("bin")
    if place not in keys:
        raise entry.wrong("bin", f"is '{place}'; the bins are {', '.join(keys)}")
    return Item(entry.text("text"), place, entry.text("feedback"))


def _phrase(entry: Entry, explained: Mapping[str, str]) -> Phrase:
    """One phrase, fair where it has no fault."""
    entry.only("text", "fault", "feedback")
    fault = entry.explained("fault", explained) if "fault" in entry.values else None
    return Phrase(entry.text("text"), entry.text("feedback"), fault)


def _check_number(entry: Entry, key: str, names: Sequence[str], *, most: int) -> None:
    """Not too few, not too many, and no two alike, as answers are kept under them."""
    if not 2 <= len(names) <= most:
        raise entry.wrong(key, f"needs 2 to {most} of them, not {len(names)}")
    for name in names:
        if names.count(name) > 1:
            raise entry.wrong(key, f"names '{name}' twice; name each only once")
