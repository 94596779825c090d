"""What a lesson's file may say of sortings and markings, and the sentence for what it may not."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from course_lib.ui.exercise_file import key_of
from tests.ui.drafts import EXERCISES, changed, draft


def tables() -> dict[str, Any]:
    return changed(**deepcopy(EXERCISES))


def test_a_file_gives_its_bins_items_and_phrases(tmp_path: Path) -> None:
    file = draft(tmp_path, tables()).file
    sorting, marking = file.sortings["which_set"], file.markings["abstract"]
    assert [each.key for each in sorting.bins] == ["itt", "per_protocol", "as_treated"]
    assert [each.bin for each in sorting.items] == ["itt", "per_protocol", "as_treated"]
    faults = [phrase.fault for phrase in marking.phrases]
    assert faults == [None, "secondary_rescues_primary", "small_trial_shows_safety", None]


def test_a_key_follows_the_words_and_not_their_marks() -> None:
    assert key_of("an *odds* ratio") == key_of("an odds ratio") != key_of("an odds ratio.")


def sorting(tables: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tables["sorting"][0]
    return found


def phrases(tables: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tables["marking"][0]["phrase"]
    return found


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda t: sorting(t).pop("text"), "draft.toml, sorting 'which_set': key 'text' is missing"),
    (
        lambda t: sorting(t).update(id="what_doubled"),
        "sorting 'what_doubled': key 'id' occurs twice in this lesson",
    ),
    (lambda t: sorting(t).update(option=[]), "key 'option' is not known here; known are id, text"),
    (
        lambda t: sorting(t).update(bin=sorting(t)["bin"][:1]),
        "key 'bin' needs 2 to 6 of them, not 1",
    ),
    (
        lambda t: sorting(t).update(item=sorting(t)["item"][:1]),
        "key 'item' needs 2 to 20 of them, not 1",
    ),
    (
        lambda t: sorting(t)["bin"][1].update(key="itt"),
        "sorting 'which_set': key 'bin' names 'itt' twice",
    ),
    (
        lambda t: sorting(t)["item"][1].update(text="All 54, as *allocated*."),
        "key 'item' names 'All 54, as allocated.' twice",
    ),
    (
        lambda t: sorting(t)["bin"][0].pop("meaning"),
        "sorting 'which_set', bin 1: key 'meaning' is missing",
    ),
    (
        lambda t: sorting(t)["bin"][0].update(misconception="made_up"),
        "bin 1: key 'misconception' names 'made_up', which misconceptions.toml does not explain",
    ),
    (
        lambda t: sorting(t)["item"][0].update(bin="nowhere"),
        "sorting 'which_set', item 1: key 'bin' is 'nowhere'; the bins are itt, per_protocol, as_treated",
    ),
    (
        lambda t: phrases(t)[1].update(fault="made_up"),
        "marking 'abstract', phrase 2: key 'fault' names 'made_up'",
    ),
    (
        lambda t: phrases(t)[0].pop("feedback"),
        "marking 'abstract', phrase 1: key 'feedback' is missing",
    ),
    (
        lambda t: [phrase.pop("fault", None) for phrase in phrases(t)],
        "needs phrases with a fault and phrases without; 0 have one",
    ),
    (
        lambda t: [phrase.update(fault="p_as_size") for phrase in phrases(t)],
        "needs phrases with a fault and phrases without; 4 have one",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    spoiled = deepcopy(tables())
    spoil(spoiled)
    with pytest.raises(ValueError) as error:
        draft(tmp_path, spoiled)
    assert sentence in str(error.value)
