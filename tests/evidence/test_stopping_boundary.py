"""One interim look: its boundaries against R, against published tables and against simulation."""

import json
from pathlib import Path

import numpy as np
import pytest

from course_lib.evidence import InterimLook, stopping_boundaries
from course_lib.evidence.stopping_boundary import crossing

# tests/reference/interim.R: R 4.2.2, mvtnorm 1.1.3, 2026-11-23
IN_R = json.loads((Path(__file__).parents[1] / "reference/interim.json").read_text())
ROWS = IN_R["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['boundary']}-{r['fraction']}-{r['alpha']}")
def test_boundaries_and_power_are_those_of_the_bivariate_normal(row: dict[str, float]) -> None:
    found = stopping_boundaries(row["fraction"], boundary=row["boundary"], alpha=row["alpha"])
    assert found == pytest.approx((row["first"], row["last"]), abs=2e-6)
    _, power = crossing(found, row["fraction"], 2.8)
    assert power == pytest.approx(row["power_at_2.8"], abs=2e-6)


@pytest.mark.parametrize("boundary", ["obrien-fleming", "pocock"])
@pytest.mark.parametrize("fraction", [0.05, 0.3, 0.5, 0.9])
def test_both_looks_together_cross_in_5_of_100_trials_without_effect(
    boundary: str, fraction: float
) -> None:
    first, last = stopping_boundaries(fraction, boundary=boundary)
    rng = np.random.default_rng(1)
    early, late = rng.standard_normal((2, 400_000))
    at_end = np.sqrt(fraction) * early + np.sqrt(1 - fraction) * late
    crossed = (np.abs(early) >= first) | (np.abs(at_end) >= last)
    assert crossed.mean() == pytest.approx(0.05, abs=0.0012)


def test_two_looks_at_5_per_cent_each_are_wrong_in_8_of_100_trials() -> None:
    assert crossing((1.959964, 1.959964), 0.5)[1] == pytest.approx(IN_R["two_at_5"], abs=2e-6)
    assert InterimLook(0.5, "uncorrected").critical_values() == pytest.approx(
        (1.96, 1.96), abs=1e-4
    )
    assert IN_R["two_at_5"] == pytest.approx(0.083, abs=0.0005)


def test_a_look_of_obrien_and_fleming_hardly_touches_the_end_and_pococks_asks_the_same_twice() -> (
    None
):
    first, last = InterimLook(0.5).critical_values()
    assert first > 2.7
    assert last < 2
    one, other = InterimLook(0.5, "pocock").critical_values()
    assert one == other


def test_an_impossible_look_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="fraction of participants at the interim look"):
        InterimLook(1)
    with pytest.raises(ValueError, match="obrien-fleming, pocock, uncorrected; not 'haybittle'"):
        InterimLook(0.5, "haybittle")
    with pytest.raises(ValueError, match="obrien-fleming, pocock, uncorrected; not 'haybittle'"):
        stopping_boundaries(0.5, boundary="haybittle")
    with pytest.raises(ValueError, match="alpha"):
        stopping_boundaries(0.5, alpha=0)
