"""The paper about the course says what the course is, and cites what it says."""

import re
import tomllib

import yaml

from course_lib import published
from course_lib.published.meta_research import finding
from tests.house import tree
from tests.lessons.notebook_text import LESSONS, data
from tests.lessons.numbers.the_trial import starting2
from tests.lessons.test_explorers import EXPLORERS
from tests.lessons.test_prose_numbers import NUMBER

PAPER = (tree.ROOT / "paper.md").read_text(encoding="utf-8")
SOURCES = (tree.ROOT / "paper.bib").read_text(encoding="utf-8")
HEADER, TEXT = PAPER.split("---\n", 2)[1:]
KEYS = re.findall(r"^@\w+\{(\w+),", SOURCES, re.MULTILINE)
# Windish et al., JAMA 2007;298:1010, abstract: residents, right answers, an adjusted odds ratio.
WINDISH = {"277", "41.4%", "37.4%"}
CONVENTIONS = {
    "90": "minutes of the shorter plan in TEACHING.md",
    "09": "the lesson of the conclusion",
    "2025": "the year of a guideline",
}


def counted() -> set[str]:
    """How much of each there is in the course."""
    lessons = [data(stem) for stem in LESSONS]
    named = (tree.ROOT / "course_lib/lessons/misconceptions.toml").read_text(encoding="utf-8")
    numbers = [
        len(lessons),
        len(EXPLORERS),
        len(tomllib.loads(named)),
        sum(lesson["minutes"] for lesson in lessons),
        sum(len(lesson["prediction"]) for lesson in lessons),
    ]
    return set(map(str, numbers))


def reported() -> set[str]:
    """What the paper quotes of published trials and of research on them."""
    names = ("spin_reports", "spin_abstract_conclusions", "compare_discrepant", "compare_trials")
    read, spin, discrepant, trials = (float(finding(name).value or 0) for name in names)
    leg = published.load("starting2").fact("leg_p").value
    ist = published.load("ist")
    everybody = int(ist.table.counts.sum()) + sum(ist.missing or ())
    reports = {f"{read:.0f}", f"{100 * spin / read:.1f}%", f"{discrepant:.0f}", f"{trials:.0f}"}
    return {*reports, *starting2(), f"{leg:.3f}", f"{everybody:,}"}


def test_the_header_has_what_the_journal_asks_for() -> None:
    header = yaml.safe_load(HEADER)
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} <= set(header)
    assert header["bibliography"] == "paper.bib"


def test_it_says_need_learners_sequence_and_how_to_teach() -> None:
    headings = re.findall(r"^# (.+)$", TEXT, re.MULTILINE)
    assert headings == [
        "Summary", "Statement of need", "Learners and learning objectives", "Content and sequence",
        "How to teach with it", "Limits", "References",
    ]  # fmt: skip
    assert len(TEXT.split()) < 1_000


def test_what_is_cited_is_listed_and_what_is_listed_is_cited() -> None:
    assert set(re.findall(r"@(\w+)", TEXT)) == set(KEYS)
    assert len(KEYS) == len(set(KEYS))
    dois = re.findall(r"doi = \{(.+)\}", SOURCES)
    assert all(re.fullmatch(r"10\.\d{4,9}/\S+", doi) for doi in dois)
    assert len(dois) == len(KEYS) - 1  # the guideline of the ICH has none


def test_every_number_is_counted_or_comes_from_a_source() -> None:
    told = re.sub(r"\[@[^\]]*\]|`[^`]*`|STARTING-\d", "", TEXT)
    known = counted() | reported() | WINDISH | set(CONVENTIONS)
    assert {number for number in NUMBER.findall(told) if number.rstrip(".,") not in known} == set()
