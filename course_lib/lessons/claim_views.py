"""Views of a subgroup claim: five questions that it must stand, and what each answer does to it.

The questions and their reasons are this course's own. ICEMAN (Schandelmaier et al., CMAJ
2020;192:E901), a published instrument, has five core questions for a randomised trial.
"""

from __future__ import annotations

import pandas as pd

from course_lib import figures
from course_lib.ui import View

Answer = bool | None
ANSWERS: dict[str, Answer] = {"yes": True, "no": False, "not known": None}
QUESTIONS = {
    "planned": "written down, with its direction, before the data were seen",
    "before": "seen in other data, before this trial",
    "beyond_chance": "hard to put down to chance, by a test of interaction",
    "few": "one of only a few subgroups that were looked at",
    "border": "a border between the subgroups that the data did not choose",
}
AGAINST = {
    "planned": "the result may have chosen the subgroup",
    "before": "nothing else speaks for it yet",
    "beyond_chance": "chance alone could have made the difference",
    "few": "among many subgroups some differ by chance",
    "border": "another border could show another result",
}
CLAIMS: dict[str, dict[str, Answer]] = {
    "Aspirin on Saturdays (IST)": {
        "planned": False,
        "before": None,
        "beyond_chance": False,
        "few": False,
        "border": True,
    },
    "Aspirin in the alert (IST)": {
        "planned": False,
        "before": None,
        "beyond_chance": False,
        "few": False,
        "border": True,
    },
    "Cells in poor predicted recovery (STARTING-2)": dict.fromkeys(QUESTIONS),
}
SOURCE = (
    "this course's own questions. A published instrument for the purpose is ICEMAN: Schandelmaier "
    "et al. CMAJ 2020;192:E901–E906, doi:10.1503/cmaj.200077; its wording is not used here"
)


def claim(
    planned: Answer, before: Answer, beyond_chance: Answer, few: Answer, border: Answer
) -> View:
    """Five answers about a subgroup claim, and what they leave of it."""
    answers = dict(zip(QUESTIONS, (planned, before, beyond_chance, few, border), strict=True))
    against = [AGAINST[name] for name, answer in answers.items() if answer is False]
    open_ones = sum(answer is None for answer in answers.values())
    reading = (
        f"Yes to {sum(answer is True for answer in answers.values())} of 5, no to {len(against)}, "
        f"not known: {open_ones}. {weight(against, open_ones)}"
    )
    figure = figures.checklist({QUESTIONS[name]: answer for name, answer in answers.items()})
    said = {True: "yes", False: "no", None: "not known"}
    table = pd.DataFrame(
        {
            "answer": [said[answer] for answer in answers.values()],
            "if not": list(AGAINST.values()),
        },
        list(QUESTIONS.values()),
    )
    return View(figure, reading, table, SOURCE)


def weight(against: list[str], open_ones: int) -> str:
    """What speaks against a claim, in a sentence."""
    if against:
        more = " What is not known could weigh as well." if open_ones else ""
        return f"Against it: {'; '.join(against)}.{more}"
    if open_ones:
        return "Nothing is known to speak against it, which is not the same as support."
    return "A claim worth taking seriously; another trial can still refute it."
