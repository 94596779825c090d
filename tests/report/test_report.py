"""A report says what the estimate layer says, to the last digit, and what to be careful about.

MR CLEAN's counts and common odds ratio 1.66 (1.21 to 2.28): Berkhemer et al. N Engl J Med
2015;372:11-20, figure 1 and table 2 (unadjusted), as `published` has them with their place.
"""

import csv
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import pytest

from course_lib import analysis, design, estimate
from course_lib.published import load
from course_lib.report import Report, report
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import OutcomeTable
from tests.report.people import people

MR_CLEAN = load("mr_clean").table
ARMS = ("thrombectomy", "usual care")
STRATA = OutcomeTable.from_counts(
    treatment=[[2, 4, 2, 4, 1, 2, 5], [8, 4, 1, 3, 0, 1, 2]],
    control=[[1, 1, 3, 0, 0, 2, 1], [4, 1, 1, 0, 1, 0, 0]],
)


@pytest.fixture(scope="module")
def mr_clean() -> Report:
    return report(MR_CLEAN, title="MR CLEAN", arms=ARMS)


def test_mr_clean_is_what_its_paper_says(mr_clean: Report) -> None:
    assert mr_clean.summary == (
        "500 participants, 500 with an outcome. Common odds ratio 1.66 (95% CI 1.21 to 2.28), "
        "p = 0.002; above 1 is in favour of thrombectomy."
    )
    plain = " ".join(mr_clean.section("plain").sentences)
    assert "Of 100 people with usual care, 19.1 had a good outcome (0–2); of 100 with" in plain
    assert "32.6: 13.5 more in 100" in plain


def test_its_numbers_are_the_estimate_layers_to_the_last_digit(mr_clean: Report) -> None:
    numbers = mr_clean.numbers().set_index("name")
    for name, expected in {
        "common odds ratio": estimate.common_odds_ratio(MR_CLEAN),
        "common odds ratio, profile likelihood": estimate.common_odds_ratio(
            MR_CLEAN, method="profile"
        ),
        "risk difference": estimate.risk_difference(MR_CLEAN, cut=2),
        "number needed to treat": estimate.number_needed_to_treat(MR_CLEAN, cut=2),
        "win odds": estimate.win_odds(MR_CLEAN),
    }.items():
        row = numbers.loc[name]
        lower, upper = expected.confidence_interval()
        assert row["value"] == expected.value
        assert (row["lower 95%"], row["upper 95%"]) == (lower, upper)
        assert row["p"] == expected.p_value
    exact = estimate.wilcoxon(MR_CLEAN, exact=True)
    assert numbers.loc["exact wilcoxon", "p"] == exact.p_value


def test_the_spreadsheet_keeps_every_digit(mr_clean: Report) -> None:
    rows = list(csv.DictReader(StringIO(mr_clean.to_csv())))
    written = mr_clean.numbers()
    for column in ("value", "lower 95%", "upper 95%", "p", "standard error"):
        read = [float(row[column] or "nan") for row in rows]
        assert np.array_equal(read, written[column], equal_nan=True)


def test_every_part_is_there_in_order(mr_clean: Report) -> None:
    names = [section.name for section in mr_clean.sections]
    assert names == [
        "summary", "cautions", "plain", "flow", "outcomes", "shift", "cuts", "wins", "adjusted",
        "missing", "paper", "made",
    ]  # fmt: skip
    drawn = [section.name for section in mr_clean.sections if section.view]
    assert drawn == ["flow", "outcomes", "shift", "cuts", "wins"]
    assert mr_clean.view("outcomes").reading.startswith("A good outcome, 0–2: 32.6% (76 of 233)")
    with pytest.raises(ValueError, match="no part 'x'; the parts are summary"):
        mr_clean.section("x")
    with pytest.raises(ValueError, match="'paper' has no picture; these have: flow"):
        mr_clean.view("paper")


def test_a_trial_and_its_counts_give_the_same_numbers() -> None:
    trial = analysis.trial_from_table(MR_CLEAN, missing=(3, 4))
    one = report(trial, arms=ARMS).numbers()
    other = report(MR_CLEAN, arms=ARMS, missing=(3, 4)).numbers()
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    frame = report(trial.frame, arms=ARMS).numbers()
    pd.testing.assert_frame_equal(one, frame, check_exact=True)


def test_missing_outcomes_are_filled_in_at_both_ends() -> None:
    made = report(MR_CLEAN, missing=(3, 4))
    trial = analysis.trial_from_table(MR_CLEAN, missing=(3, 4))
    for name, filled in (
        ("worst case", analysis.worst_case(trial)),
        ("best case", analysis.best_case(trial)),
    ):
        expected = estimate.common_odds_ratio(filled.table())
        assert made.estimates[f"{name}, common odds ratio"].value == expected.value
    told = " ".join(made.cautions)
    assert "7 outcomes of 507, 1.3% (3 of 236) with treatment and 1.5% (4 of 271)" in told
    assert "Truth is unlikely to be either" in " ".join(made.section("missing").sentences)


def test_without_missing_outcomes_nothing_is_said_of_them(mr_clean: Report) -> None:
    assert not [caution for caution in mr_clean.cautions if caution.startswith("Missing")]
    assert "worst case, common odds ratio" not in mr_clean.estimates


def test_covariates_and_strata_are_adjusted_for() -> None:
    trial = people(200)
    made = report(trial, adjust=["age", "sex"])
    model = estimate.proportional_odds_model(
        trial.frame, outcome="outcome", treatment="allocated", adjust=["age", "sex"],
        strata=["stratum"],
    )  # fmt: skip
    assert made.estimates["adjusted common odds ratio"].value == model.odds_ratio.value
    assert made.findings.adjusted_for == model.terms[1:]
    strata = trial.table(stratified=True)
    assert made.findings.tests["van elteren"].p_value == estimate.van_elteren(strata).p_value
    expected = estimate.stratified_win_odds(strata)
    assert made.estimates["stratified win odds"].value == expected.value
    methods, results = made.section("paper").sentences
    assert "fitted with adjustment for age, sex and strata." in methods
    assert "; adjusted " in results


def test_a_stack_of_counts_is_the_strata_of_one_trial() -> None:
    made = report(STRATA)
    whole = OutcomeTable(STRATA.counts.sum(axis=0))
    expected = estimate.common_odds_ratio(whole)
    assert made.estimates["common odds ratio"].value == expected.value
    assert made.findings.tests["van elteren"].p_value == estimate.van_elteren(STRATA).p_value


@pytest.mark.parametrize("levels", [2, 3, 11, 30])
def test_every_length_of_scale_is_drawn(levels: int) -> None:
    codes = tuple(map(str, range(levels)))
    counts = np.arange(2 * levels).reshape(2, levels) % 7 + 1
    made = report(OutcomeTable(counts, OrdinalScale("Score", codes, codes)))
    assert made.to_html().count("<svg") == 5
    assert made.material.cut == codes[(levels - 2) // 2]


def test_large_trials_leave_the_exact_p_value_out_and_say_so() -> None:
    made = report(OutcomeTable(MR_CLEAN.counts * 20), missing=(400, 400))
    assert "exact wilcoxon" not in made.findings.tests
    assert "The exact p-value was not computed" in " ".join(made.section("shift").sentences)
    assert "not all their ways were tried" in " ".join(made.section("missing").sentences)


def test_where_the_data_come_from_stands_at_the_end(mr_clean: Report) -> None:
    sourced = mr_clean.with_source(load("mr_clean").source_line)
    assert "Berkhemer" in sourced.to_html()
    assert "Berkhemer" in sourced.to_markdown()
    assert "Berkhemer" not in mr_clean.to_html()


def test_the_lines_under_how_this_was_made_make_it_again(mr_clean: Report) -> None:
    line = mr_clean.section("made").sentences[1]
    code = line[line.index("report(") : line.index(", where scale")]
    again = eval(code, {"report": report, "OutcomeTable": OutcomeTable, "scale": MRS})
    assert again.estimates["win odds"].value == mr_clean.estimates["win odds"].value


def test_a_simulated_trial_with_open_delivery_is_reported() -> None:
    trial = design.simulate_trial(
        control=[0.15, 0.20, 0.13, 0.14, 0.18, 0.09, 0.11],
        participants=(40, 20),
        rng=np.random.default_rng(1),
        conduct=design.Conduct(dropout=design.ArmChance(0.1, 0.2)),
    )
    made = report(trial)
    assert made.material.allocated == (40, 20)
    assert sum(made.material.missing) > 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"trial": "mr_clean.csv"},
            "a report is of an OutcomeTable, of a Trial, or of a DataFrame",
        ),
        ({"arms": ("a", "a")}, "arms are two different names"),
        ({"arms": "ab"}, "arms are two different names"),
        ({"arms": ("", "b")}, "arms are two different names"),
        ({"cut": 6}, "cut '6' leaves no poor outcome"),
        ({"cut": "x"}, "level 'x' is not on the modified Rankin Scale"),
        ({"adjust": ["age"]}, "no covariate 'age'; the trial has none"),
        ({"missing": (1,)}, "missing is a pair of participants"),
        ({"missing": (-1, 0)}, "counts must not be negative"),
        ({"trial": people(20), "missing": (1, 0)}, "missing is said with counts only"),
        ({"trial": people(20), "adjust": "agee"}, "no covariate 'agee'; the covariates are 'age'"),
        ({"trial": OutcomeTable(MR_CLEAN.counts[None, None])}, "not of a stack"),
        ({"trial": pd.DataFrame({"outcome": [1]})}, "no column 'participant'"),
    ],
)
def test_what_cannot_be_reported_is_refused_in_a_sentence(asked: dict[str, Any], said: str) -> None:
    trial = asked.pop("trial", MR_CLEAN)
    with pytest.raises(ValueError, match=said):
        report(trial, **asked)
