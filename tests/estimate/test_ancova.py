"""Analysis of covariance against R's lm (tests/reference/ancova.json), and its properties."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.estimate import Summary, TEstimate, ancova, student_t
from tests.reference import values

DATA = values("ancova")["ancova_data"]
FRAME = pd.DataFrame({name: DATA[name] for name in ("baseline", "followup", "trt")})
FRAME["change"] = FRAME["followup"] - FRAME["baseline"]


def by_arm(column: str) -> tuple[Summary, Summary]:
    return Summary.of(FRAME.loc[FRAME["trt"] == 1, column]), Summary.of(
        FRAME.loc[FRAME["trt"] == 0, column]
    )


@pytest.mark.parametrize(
    ("analysis", "result"),
    [
        ("ancova", ancova(FRAME, outcome="followup", baseline="baseline", treatment="trt")),
        ("ancova_on_change", ancova(FRAME, outcome="change", baseline="baseline", treatment="trt")),
        ("change", student_t(*by_arm("change"))),
        ("followup_only", student_t(*by_arm("followup"))),
    ],
)
def test_the_four_analyses_of_one_trial_are_those_of_r(analysis: str, result: TEstimate) -> None:
    expected = DATA[analysis]
    assert result.value == pytest.approx(expected["est"], rel=1e-9)
    assert result.standard_error == pytest.approx(expected["se"], rel=1e-9)
    assert result.statistic == pytest.approx(expected["t"], rel=1e-9)
    assert result.p_value == pytest.approx(expected["p"], rel=1e-9)
    assert result.degrees_of_freedom == expected["df"]


@given(st.integers(0, 10_000))
def test_the_change_gives_what_the_follow_up_gives(seed: int) -> None:
    frame = simulated(seed)
    after = ancova(frame, outcome="after", baseline="before", treatment="arm", adjust=["site"])
    frame["after"] -= frame["before"]
    change = ancova(frame, outcome="after", baseline="before", treatment="arm", adjust="site")
    assert change.value == pytest.approx(after.value, rel=1e-7, abs=1e-9)
    assert change.standard_error == pytest.approx(after.standard_error, rel=1e-7)
    swapped = ancova(
        frame, outcome="after", baseline="before", treatment="arm", adjust=["site"], arms=(0, 1)
    )
    assert swapped.value == pytest.approx(-change.value)
    assert swapped.p_value == pytest.approx(change.p_value)


def simulated(seed: int) -> pd.DataFrame:
    """Twenty simulated participants at two sites."""
    rng = np.random.default_rng(seed)
    before = rng.normal(40, 15, 20)
    site = np.where(np.arange(20) % 5 < 2, "a", "b")
    after = before + rng.normal(8, 10, 20)
    return pd.DataFrame({"before": before, "after": after, "site": site, "arm": np.arange(20) % 2})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"before": 5}, "'before' is the same for everyone"),
        ({"before": "low"}, "'before' must hold numbers; its first is 'low'"),
        ({"after": [1, None] * 10}, "10 of 20 participants have no value of 'after'"),
        ({"arm": 1}, "the control arm has no participants"),
        ({"arm": ["x", "y"] * 10}, "say which is which"),
        ({"before": np.arange(20) % 2}, "'before' can be computed from the terms before it"),
    ],
)
def test_impossible_requests(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ancova(simulated(1).assign(**changes), outcome="after", baseline="before", treatment="arm")


def test_too_few_participants_for_the_terms() -> None:
    few = simulated(1).iloc[:3]
    with pytest.raises(ValueError, match=r"3 participants are too few for 2 terms .* 4 are needed"):
        ancova(few, outcome="after", baseline="before", treatment="arm")
