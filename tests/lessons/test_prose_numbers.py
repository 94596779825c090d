"""No number stands in a lesson's text that is not computed, or a convention with its reason.

What a lesson may print stands in `tests/lessons/numbers/<stem>.py`.
"""

import re
from importlib import import_module

import pytest

from tests.lessons.notebook_text import LESSONS, data, prose, texts
from tests.lessons.numbers.the_trial import CONVENTIONS

NUMBER = re.compile(r"(?<![\w.–])\d[\d,]*(?:\.\d+)?%?(?:–\d+)?")


@pytest.mark.parametrize("stem", LESSONS)
def test_every_number_in_the_text_is_recomputed_or_a_convention(stem: str) -> None:
    told = prose(LESSONS[stem]) + "\n" + "\n".join(texts(data(stem)))
    told = re.sub(r"^\d+\. ", "", told, flags=re.MULTILINE)
    told = re.sub(r"(STARTING|CLEAN|IST)-\d", "", told)
    own = import_module(f"tests.lessons.numbers.{stem}")
    known = own.computed() | set(own.CONVENTIONS) | set(CONVENTIONS) | {str(data(stem)["minutes"])}
    strangers = {
        number
        for number in NUMBER.findall(told)
        if number.rstrip(".,") not in known and not re.fullmatch(r"[0-6]–[0-6]", number)
    }
    assert not strangers, f"{stem}: numbers without a source: {sorted(strangers)}"


def test_a_number_from_nowhere_is_found() -> None:
    assert NUMBER.findall("In 12.7% of 1,234 people; mRS 0–2; p = 0.003.") == [
        "12.7%", "1,234", "0–2", "0.003",
    ]  # fmt: skip
