"""The International Stroke Trial: one trial, four analyses, four effects.

Expected: dead or dependent at six months per 1000, counted from the trial's public database
(doi 10.7488/ds/104): by allocation -12.5, per protocol (CMPLASP = Y) -24.7, as treated by the
compliance flag -33.7, complier average causal effect -13.8; common odds ratio 1.059 (1.006 to
1.115), p 0.029, against p 0.072 for the dichotomy (the Lancet's 62.2 % and 63.5 %). Here benefit
is above 0, so the signs are turned.
"""

import pytest

from course_lib import analysis, estimate
from course_lib.published import ist_trial, load
from course_lib.trial import Trial


@pytest.fixture(scope="module")
def ist() -> Trial:
    return ist_trial()


def per_1000(chosen: analysis.AnalysisSet) -> float:
    return 1000 * float(estimate.risk_difference(chosen.table(), cut="not recovered").value)


def test_by_intention_to_treat_12_5_in_1000(ist: Trial) -> None:
    chosen = analysis.intention_to_treat(ist)
    assert per_1000(chosen) == pytest.approx(12.5, abs=0.05)
    assert chosen.table() == load("ist").outcomes
    assert chosen.without_outcome == load("ist").missing


def test_per_protocol_24_7_in_1000(ist: Trial) -> None:
    assert per_1000(analysis.per_protocol(ist)) == pytest.approx(24.7, abs=0.05)
    by_flag = analysis.per_protocol(ist, adherent="complied")
    assert per_1000(by_flag) == pytest.approx(24.7, abs=0.05)


def test_as_treated_33_7_in_1000(ist: Trial) -> None:
    assert per_1000(analysis.as_treated(ist)) == pytest.approx(33.7, abs=0.05)


def test_as_treated_by_aspirin_received_34_in_1000() -> None:
    assert per_1000(analysis.as_treated(ist_trial(received="day 14"))) == pytest.approx(
        34, abs=0.05
    )


def test_in_compliers_13_8_in_1000(ist: Trial) -> None:
    effect = analysis.complier_effect(ist, cut="not recovered")
    assert 1000 * effect.value == pytest.approx(13.8, abs=0.05)
    assert effect.p_value == pytest.approx(0.072, abs=0.0005)


def test_the_shift_says_more_than_the_dichotomy(ist: Trial) -> None:
    table = analysis.intention_to_treat(ist).table()
    shift = estimate.common_odds_ratio(table)
    assert str(shift) == "Common odds ratio 1.06 (95% CI 1.01 to 1.11), p = 0.029"
    assert [shift.value, *shift.confidence_interval()] == pytest.approx(
        [1.059, 1.006, 1.115], abs=0.0005
    )
    dichotomy = estimate.risk_difference(table, cut="not recovered")
    assert dichotomy.p_value == pytest.approx(0.072, abs=0.0005)


def test_non_compliers_did_worse_under_aspirin_and_were_more_there(ist: Trial) -> None:
    # 76 % of non-compliers against 61 % of compliers dead or dependent in the aspirin arm;
    # non-compliance 8.1 % against 1.5 %: from the same counts.
    frame = ist.frame[ist.frame["outcome"].notna()]
    poor = frame["outcome"].isin(["dependent", "dead"])
    aspirin = frame["allocated"] == "treatment"
    by_flag = poor[aspirin].groupby(frame["complied"]).mean()
    assert by_flag["no"] == pytest.approx(0.76, abs=0.005)
    assert by_flag["yes"] == pytest.approx(0.61, abs=0.005)
    refused = ist.frame["complied"] == "no"
    share = refused.groupby(ist.frame["allocated"].astype(str)).mean()
    assert share["treatment"] == pytest.approx(0.081, abs=0.0005)
    assert share["control"] == pytest.approx(0.015, abs=0.0005)


def test_150_missing_outcomes_can_decide_about_significance() -> None:
    published = load("ist")
    found = analysis.tipping_point(published.table, missing=published.missing, cut="not recovered")
    assert found.odds_ratio.shape == (82, 70)
    assert found.observed_p_value == pytest.approx(0.072, abs=0.0005)
    assert found.worst[1] > 0.05 > found.best[1]
    assert 0 < found.share_changing < 1
