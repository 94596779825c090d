"""The International Stroke Trial's public file is recognised, and gives the trial's results.

Expected: 62.2 % against 63.5 % dead or dependent (Lancet 1997;349:1569, abstract); per 1000 by
allocation 12.5, per protocol 24.7, as treated 33.7 (by aspirin received by day 14: 34.0), in
compliers 13.8, common odds ratio 1.059 (1.006 to 1.115), p 0.029: counted from the public
database (doi 10.7488/ds/104). The file here is made from the counts that the course ships, under
the database's column names and codes.
"""

import pytest

from course_lib import analysis, estimate
from course_lib.published import ist_trial, load
from course_lib.report import ParticipantFile, Report, assemble, guess_columns, read_participants
from course_lib.report import report as made_report
from tests.report.files import public_ist_file


@pytest.fixture(scope="module")
def file() -> ParticipantFile:
    return read_participants("ist.csv", public_ist_file())


@pytest.fixture(scope="module")
def made(file: ParticipantFile) -> Report:
    columns = guess_columns(file)
    trial = assemble(file, columns)
    return made_report(trial, title=columns.trial, arms=columns.arms, adjust=trial.covariates)


def test_its_columns_are_recognised(file: ParticipantFile) -> None:
    columns = guess_columns(file)
    assert columns.trial == "International Stroke Trial"
    assert columns.arms == ("aspirin", "no aspirin")
    assert (columns.allocated, columns.outcome, columns.received) == ("RXASP", "OCCODE", "CMPLASP")
    assert columns.levels == ("4", "3", "2", "1")
    assert columns.missing == ("0", "9")
    assert columns.covariates == ("RCONSC",)
    assert columns.questions == ()
    assert "ODC Attribution License" in columns.attribution
    assert "doi:10.7488/ds/104" in columns.attribution
    assert "Changed here" not in columns.attribution


def test_it_gives_the_published_table(file: ParticipantFile) -> None:
    trial = assemble(file, guess_columns(file))
    published = load("ist")
    chosen = analysis.intention_to_treat(trial)
    assert chosen.table() == published.outcomes
    assert chosen.without_outcome == published.missing
    poor = 100 * (1 - chosen.table().cumulative[:, 1])
    assert poor == pytest.approx([62.2, 63.5], abs=0.05)


def test_it_gives_the_four_effects_per_1000(made: Report) -> None:
    risk = 1000 * made.estimates["risk difference"].value
    assert risk == pytest.approx(12.5, abs=0.05)
    compliers = 1000 * made.estimates["complier average causal effect"].value
    assert compliers == pytest.approx(13.8, abs=0.05)
    per_protocol, as_treated = (
        1000 * estimate.risk_difference(chosen.table(), cut="not recovered").value
        for chosen in made.findings.sets[1:]
    )
    assert per_protocol == pytest.approx(24.7, abs=0.05)
    assert as_treated == pytest.approx(33.7, abs=0.05)


def test_care_received_can_be_read_from_the_other_column(file: ParticipantFile) -> None:
    columns = guess_columns(file, received="DASP14")
    assert columns.received_means == "arm"
    treated = analysis.as_treated(assemble(file, columns))
    effect = estimate.risk_difference(treated.table(), cut="not recovered")
    assert 1000 * effect.value == pytest.approx(34.0, abs=0.05)
    assert sum(treated.left_out["care received is not known"]) == 36


def test_its_shift_is_the_published_one(made: Report) -> None:
    shift = made.estimates["common odds ratio"]
    assert [shift.value, *shift.confidence_interval()] == pytest.approx(
        [1.059, 1.006, 1.115], abs=0.0005
    )
    assert made.material.good == "fully recovered or independent but not fully recovered"
    model = estimate.proportional_odds_model(
        ist_trial().frame.dropna(subset=["outcome"]),
        outcome="outcome",
        treatment="allocated",
        adjust=["consciousness"],
    )
    adjusted = made.estimates["adjusted common odds ratio"]
    assert adjusted.value == pytest.approx(model.odds_ratio.value, rel=1e-9)


def test_its_traps_are_told(made: Report) -> None:
    told = " ".join(made.cautions)
    assert "150 outcomes of 19,435" in told
    assert "did not receive the allocated care 927; care received is not known 13" in told
    assert "38.0% of the ways" in told


def test_pilot_doses_count_as_the_dose_they_became() -> None:
    data = b"RXASP,OCCODE,RXHEP,AGE\nY,1,H,70\nN,4,M,61\nN,8,N,66\nY,2,N,75\n"
    file = read_participants("ist.csv", data)
    columns = guess_columns(file)
    assert columns.missing == ("8",)
    assert columns.stratum == ("RXHEP",)
    assert assemble(file, columns).strata == ("M", "N")


def test_another_trial_with_such_a_column_is_not_taken_for_it() -> None:
    file = read_participants("t.csv", b"RXASP,OCCODE\nA,1\nB,2\n")
    assert guess_columns(file).trial == ""


def test_a_choice_of_another_outcome_leaves_its_codes_behind() -> None:
    file = read_participants("t.csv", b"RXASP,OCCODE,mrs\nY,1,0\nN,2,6\n")
    columns = guess_columns(file, outcome="mrs")
    assert (columns.trial, columns.levels[0], columns.missing) == ("", "0", ())
    assert columns.arms == ("aspirin", "no aspirin")
