"""Requests that no design can answer get a sentence, not a number and not a stray error."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from course_lib import design

LEES = np.array([15, 20, 13, 14, 18, 9, 12]) / 101
BOTH = {"control": LEES, "participants": (39, 15)}
DRAWN: dict[str, Callable[[Any], object]] = {
    "simulate_tables": lambda rng: design.simulate_tables(**BOTH, replicates=2, rng=rng),
    "simulate_trial": lambda rng: design.simulate_trial(**BOTH, rng=rng),
    "simple": lambda rng: design.simple(6, rng=rng),
    "permuted_blocks": lambda rng: design.permuted_blocks(6, block_size=2, rng=rng),
    "stratified_blocks": lambda rng: design.stratified_blocks(["a"], block_size=2, rng=rng),
    "minimisation": lambda rng: design.minimisation({"sex": ["f", "m"]}, rng=rng),
}


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("source", [None, 1, np.random])
@pytest.mark.parametrize("name", DRAWN)
def test_a_seed_in_place_of_a_generator(name: str, source: object) -> None:
    with pytest.raises(ValueError, match="rng must be a numpy Generator, as numpy"):
        DRAWN[name](source)


@pytest.mark.parametrize("number", [0, -1, 1.5, np.nan, np.inf, "9", None])
def test_a_number_of_trials_that_is_none(number: Any) -> None:
    with pytest.raises(ValueError, match="replicates: a whole number of at least 1 is needed"):
        design.simulate_tables(**BOTH, replicates=number, rng=rng())
    with pytest.raises(ValueError, match="block size: a whole number of at least 1 is needed"):
        design.permuted_blocks(6, block_size=[number], rng=rng())


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert design.permuted_blocks(6, block_size=2, rng=rng(), replicates=3.0).shape == (3, 6)


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_a_stratum_that_is_missing(missing: object) -> None:
    with pytest.raises(ValueError, match="participant 2 has no stratum"):
        design.stratified_blocks(["mild", missing], block_size=2, rng=rng())


def test_strata_as_one_text_or_too_many_of_them() -> None:
    with pytest.raises(ValueError, match="strata are a tuple of names, not 'mild'"):
        design.Conduct(strata="mild")
    with pytest.raises(ValueError, match="at most 100 strata can be simulated; not 300"):
        design.Conduct(strata=tuple(map(str, range(300))))


@pytest.mark.parametrize("among", [[True, False], np.ones(54, dtype=int), "all"])
def test_a_choice_of_participants_that_does_not_fit(among: Any) -> None:
    people = design.simulate_participants(**BOTH, replicates=3, rng=rng())
    with pytest.raises(ValueError, match="`among` needs one True or False for each"):
        people.tables(among=among)


@pytest.mark.parametrize(
    "how", [{"odds_ratio": 1 + 1e-9}, {"odds_ratio": 1.5, "allocation": 1e300}]
)
def test_a_size_beyond_counting_is_refused_not_made_up(how: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="more than 1,000,000,000,000 participants"):
        design.sample_size(LEES, **how)


def test_a_tiny_alpha_keeps_its_digits() -> None:
    # Scaled by hand from alpha 0.05: the total goes with the square of the summed quantiles,
    # 37.06578788 for an alpha of 1e-300 (R 4.2.2: -qnorm(5e-301)) and 1.281551566 for 90% power.
    usual, strict = (
        design.sample_size(LEES, odds_ratio=2, alpha=alpha).unrounded for alpha in (0.05, 1e-300)
    )
    assert strict / usual == pytest.approx(
        (37.06578788 + 1.281551566) ** 2 / 3.24151555**2, rel=1e-8
    )
