"""Which items of two reporting guidelines a synopsis answers, and which are left to write."""

from __future__ import annotations

from collections.abc import Sequence

from course_lib import published
from course_lib.lessons.synopsis_document import Section, Table

# Items of CONSORT 2025 that a trial can answer only once it has been done.
AFTER_THE_TRIAL = (
    "10",
    "22a",
    "22b",
    "23a",
    "23b",
    "24a",
    "24b",
    "25",
    "26",
    "27",
    "28",
    "29",
    "30",
)


def items_section(sections: Sequence[Section]) -> Section:
    """A table of answered items, and a list of those that are still to be written."""
    tables = tuple(_answered(name, sections) for name in ("spirit_2025", "consort_2025"))
    spirit, consort = (_unanswered(name, sections) for name in ("spirit_2025", "consort_2025"))
    sources = "; ".join(
        published.standard(name).source_line for name in ("spirit_2025", "consort_2025")
    )
    protocol = (
        f"Still to be written for the protocol (SPIRIT 2025): {'; '.join(spirit)}. Only SPIRIT's "
        f"items on design and analysis are listed here; read the others in the statement."
    )
    report = (
        f"Still to be written for the report (CONSORT 2025): {'; '.join(consort)}. The other items "
        f"wait for the trial's end."
    )
    return Section(
        "Reporting items",
        (
            *tables,
            protocol,
            report,
            f"Items in our own words. {sources}.",
        ),
    )


def answered(name: str, sections: Sequence[Section]) -> list[str]:
    """Numbers of the items that the sections answer, in the guideline's order."""
    given = {
        item
        for section in sections
        for item in (section.spirit if name == "spirit_2025" else section.consort)
    }
    items = published.standard(name).items
    strangers = given - set(items)
    if strangers:
        raise ValueError(f"{name} has no item {', '.join(sorted(strangers))}")
    return [item for item in items if item in given]


def _answered(name: str, sections: Sequence[Section]) -> Table:
    guideline = published.standard(name)
    rows = tuple((item, guideline.items[item]) for item in answered(name, sections))
    return Table(
        f"{guideline.title}: answered here, in whole or in part", ("item", "asks for"), rows
    )


def _unanswered(name: str, sections: Sequence[Section]) -> list[str]:
    given = set(answered(name, sections))
    items = published.standard(name).items
    return [
        f"{item} {words}"
        for item, words in items.items()
        if item not in given and not (name == "consort_2025" and item in AFTER_THE_TRIAL)
    ]
