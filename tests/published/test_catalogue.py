"""Every published trial loads, says where it comes from, and counts what its report counts."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from course_lib import published

DOI = re.compile(r"10\.\d{4,9}/\S+")

# Participants per arm as the reports print them (doi in each file): MR CLEAN, IST-3 and TREASURE
# table headings; INTERACT2 mRS 3–6 of 1,382 and 1,412; IST 19,435 less 81 and 69 without outcome.
REPORTED_PARTICIPANTS = {
    "mr_clean": (233, 267),
    "ist3": (1515, 1520),
    "interact2": (1382, 1412),
    "prisms": (156, 157),
    "treasure": (104, 102),
    "treasure_day_365": (104, 102),
    "traige": (86, 80),  # codespell:ignore
    "angel_aspect": (230, 225),
    "defuse3": (92, 90),
    "swift_prime": (98, 93),
}

# Per cent at each mRS level, Goyal et al. Lancet 2016;387:1723–1731, Figure 1.
HERMES_PERCENT = {
    "hermes": ([10.0, 16.9, 19.1, 16.9, 15.6, 6.2, 15.3], [5.0, 7.9, 13.6, 16.4, 24.7, 13.5, 18.9]),
    "hermes_alteplase": (
        [9.9, 17.1, 19.4, 16.6, 17.3, 5.9, 13.7],
        [5.1, 8.1, 13.8, 17.5, 23.7, 13.3, 18.4],
    ),
    "hermes_no_alteplase": (
        [10.2, 15.7, 17.6, 18.5, 7.4, 7.4, 23.1],
        [3.6, 6.2, 12.5, 8.7, 31.2, 15.0, 22.5],
    ),
}


@pytest.mark.parametrize("name", published.names())
def test_every_trial_says_where_it_comes_from(name: str) -> None:
    trial = published.load(name)
    assert trial.name == name
    assert DOI.fullmatch(trial.doi) or trial.address.startswith("https://")
    assert str(trial.year) in trial.journal
    assert trial.source_line.startswith(f"{trial.title}, {trial.authors}")
    assert (trial.doi or trial.address) in trial.source_line
    assert trial.where in trial.source_line or trial.outcomes is None
    assert str(trial).startswith(f"{trial.title}: ")


@pytest.mark.parametrize("name", published.names())
def test_only_primary_secondary_and_computed_numbers_are_shown(name: str) -> None:
    trial = published.load(name)
    assert trial.confidence in ("P", "S", "C")
    for effect in trial.effects:
        assert effect.confidence in ("P", "S", "C")
        assert effect.source
    for fact in trial.facts:
        assert fact.confidence in ("P", "S", "C", "N")
        assert fact.known or fact.value is None
        assert fact.source


def test_three_trials_are_known_by_their_effects_alone() -> None:
    without = [name for name in published.names() if published.load(name).outcomes is None]
    assert without == ["ecass3", "focus", "starting2"]
    assert len(published.names()) == 38


@pytest.mark.parametrize(("name", "participants"), REPORTED_PARTICIPANTS.items())
def test_counts_add_up_to_the_reported_participants(
    name: str, participants: tuple[int, int]
) -> None:
    outcomes = published.load(name).outcomes
    assert outcomes is not None
    assert tuple(outcomes.participants.tolist()) == participants


def test_the_international_stroke_trial_counts_everyone_once() -> None:
    trial = published.load("ist")
    assert trial.outcomes is not None
    assert trial.missing == (81, 69)
    everyone = int(trial.outcomes.participants.sum()) + sum(trial.missing)
    assert everyone == trial.fact("randomised").value == 19435
    assert trial.outcomes.scale.levels == ("recovered", "not recovered", "dependent", "dead")
    assert trial.outcomes.counts[0].tolist() == [1694, 1945, 3927, 2073]
    assert "ODC Attribution License" in trial.attribution
    assert "10.7488/ds/104" in trial.attribution


@pytest.mark.parametrize(("name", "percent"), HERMES_PERCENT.items())
def test_rebuilt_counts_stay_within_one_participant_of_the_printed_percentages(
    name: str, percent: tuple[list[float], list[float]]
) -> None:
    trial = published.load(name)
    assert trial.percent_only
    assert "rebuilt from rounded percentages" in trial.source_line
    assert trial.outcomes is not None
    for arm, printed in enumerate(percent):
        counts = trial.outcomes.counts[arm].tolist()
        for count, share in zip(counts, printed, strict=True):
            assert abs(count - share / 100 * sum(counts)) < 1


def test_only_hermes_is_rebuilt_from_percentages() -> None:
    rebuilt = [name for name in published.names() if published.load(name).percent_only]
    assert rebuilt == sorted(HERMES_PERCENT)


def test_scales_differ_where_trials_measured_differently() -> None:
    scales = {
        name: published.load(name).outcomes.scale.name  # type: ignore[union-attr]
        for name in ("ist3", "prisms", "mr_clean")
    }
    assert scales == {
        "ist3": "Oxford Handicap Scale",
        "prisms": "modified Rankin Scale, 5 and 6 merged",
        "mr_clean": "modified Rankin Scale",
    }


def test_a_trial_is_read_once_and_cannot_be_changed() -> None:
    trial = published.load("escape")
    assert published.load("escape") is trial
    with pytest.raises(FrozenInstanceError):
        trial.year = 2016  # type: ignore[misc]


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"no published trial 'Mr Clean'; did you mean mr_clean"):
        published.load("Mr Clean")


def test_a_name_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(
        ValueError, match=r"no published trial 'xyz'; there are angel_aspect, .*ist"
    ):
        published.load("xyz")


def test_a_fact_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(
        ValueError, match=r"TREASURE has no fact 'age'; .*excellent_outcome_control"
    ):
        published.load("treasure").fact("age")


def test_importing_the_layer_reads_no_trial_and_loads_no_pandas() -> None:
    check = (
        "import sys; import course_lib.published.catalogue as c; "
        "print('pandas' in sys.modules, 'scipy.stats' in sys.modules, c.load.cache_info().currsize)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False", "0"]
