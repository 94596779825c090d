"""Columns are guessed, said in words, changeable; what makes no trial is named by row and column."""

from typing import Any

import pytest

from course_lib.published.scales import OHS
from course_lib.report import ColumnMap, assemble, guess_columns, read_participants
from course_lib.scale import MRS
from course_lib.trial import Trial


def guessed(text: str, **chosen: Any) -> ColumnMap:
    return guess_columns(read_participants("t.csv", text.encode()), **chosen)


def trial(text: str, **chosen: Any) -> Trial:
    file = read_participants("t.csv", text.encode())
    return assemble(file, guess_columns(file, **chosen))


def test_a_usual_file_is_recognised() -> None:
    columns = guessed(
        "Patient ID;Treatment Group;centre;Age at onset;Sex;mRS pre;mRS 90 d;received\n"
        "p1;placebo;x;61,5;m;0;2;placebo\np2;active drug;y;70;f;1;3;placebo\n"
    )
    assert columns.participant == "Patient ID"
    assert (columns.allocated, columns.treatment, columns.control) == (
        "Treatment Group",
        "active drug",
        "placebo",
    )
    assert (columns.outcome, columns.scale) == ("mRS 90 d", MRS)
    assert columns.stratum == ("centre",)
    assert columns.covariates == ("Age at onset", "Sex", "mRS pre")
    assert columns.received == "received"
    assert columns.received_cells == ((), ("placebo",))
    assert not columns.questions
    assert "'active drug' is the treatment and 'placebo' the control" in columns.in_words()
    assert columns.table().loc["outcome", "column"] == "mRS 90 d"


@pytest.mark.parametrize(
    ("arms", "control"),
    [
        (("1", "0"), "0"),
        (("Y", "N"), "N"),
        (("T", "C"), "C"),
        (("thrombectomy", "usual care"), "usual care"),
        (("aspirin", "no aspirin"), "no aspirin"),
        (("Active", "SHAM"), "SHAM"),
    ],
)
def test_the_control_arm_is_known_by_its_word(arms: tuple[str, str], control: str) -> None:
    columns = guessed(f"arm,mrs\n{arms[0]},1\n{arms[1]},2\n")
    assert columns.control == control
    assert not columns.questions


def test_where_no_word_tells_the_reader_is_asked() -> None:
    columns = guessed("arm,outcome\nA,1\nB,3\n")
    assert columns.questions == (
        "Is 'B' the control arm of 'arm'?",
        "Is '1' the best level of 'outcome' and '3' the worst?",
    )
    turned = guessed("arm,outcome\nA,1\nB,3\n", control="A", levels=["3", "2", "1"])
    assert turned.questions == ()
    assert (turned.treatment, turned.levels) == ("B", ("3", "2", "1"))


def test_scales_are_known_by_name_by_numbers_or_by_words() -> None:
    assert guessed("arm,OHS\nA,1\nB,3\n").scale == OHS
    assert guessed("arm,result\nA,1\nB,3\nA,4\nB,0\nA,6\n").scale == MRS
    assert guessed("arm,GOSE\nA,1\nB,8\nA,3\n").levels == ("8", "3", "1")
    words = "arm,outcome\nA,dead\nB,recovered\nA,moderate\nB,severe\nA,mild\n"
    assert guessed(words).levels == ("recovered", "mild", "moderate", "severe", "dead")


def test_what_was_known_after_allocation_is_no_covariate_by_itself() -> None:
    text = "arm,mrs,age,dose given,pneumonia\nA,1,60,5,y\nB,2,70,0,n\n"
    assert guessed(text).covariates == ("age",)
    assert guessed(text, covariates=["pneumonia"]).covariates == ("pneumonia",)


def test_nothing_is_guessed_where_nothing_fits() -> None:
    columns = guessed("x,y\n1,2\n3,4\n")
    assert (columns.allocated, columns.outcome) == ("", "")
    assert len(columns.questions) == 2
    with pytest.raises(ValueError, match="no column is known to hold the allocated arm; choose"):
        trial("x,y\n1,2\n3,4\n")


def test_cells_become_numbers_text_and_missing() -> None:
    text = 'arm,mrs,age,sex\nA,2.0,"61,5",m\ncontrol,NA,70,f\nA, 3,.,\n'
    made = trial(text, covariates=["age", "sex"])
    assert made.frame["outcome"].tolist()[0::2] == ["2", "3"]
    assert made.frame["outcome"].isna().tolist() == [False, True, False]
    assert made.frame["age"].tolist()[:2] == [61.5, 70.0]
    assert made.frame["age"].isna().tolist() == [False, False, True]
    assert made.frame["sex"].isna().tolist() == [False, False, True]


def test_strata_of_two_columns_are_joined_and_cells_recoded() -> None:
    made = trial(
        "arm,mrs,site,sex\nA,1,x,m\ncontrol,2,z,f\n",
        stratum=["site", "sex"],
        recoded=(("site", "z", "x"),),
    )
    assert made.strata == ("x, f", "x, m")


def test_compliance_turns_into_the_arm_received() -> None:
    made = trial("arm,mrs,complied\nA,1,y\nA,1,n\ncontrol,2,n\ncontrol,2,\n")
    assert made.frame["received"].tolist()[:3] == ["treatment", "control", "treatment"]
    assert made.frame["received"].isna().tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,mrs\nA,1\nB,2\n", "no column is known to hold the allocated arm; choose one of 'a'"),
        ("arm,b\nA,1\nB,2\n", "no column is known to hold the outcome"),
        ("arm,mrs\nA,1\nA,2\n", "column 'arm' holds one arm only, 'A', in rows 2 to 3"),
        ("arm,mrs\nNA,1\n,2\n", "column 'arm' holds no arm"),
        ("arm,mrs\nA,1\ncontrol,2\nB,3\n", "row 4 of column 'arm': 'B' is a third arm beside"),
        ("arm,mrs\nA,1\n,2\ncontrol,3\n", "row 3 of column 'arm': the allocated arm is missing"),
        ("arm,mrs\nA,1\ncontrol,bad\n", "row 3 of column 'mrs': the outcome 'bad' is text, no"),
        ("arm,mrs\nA,1\ncontrol,9\n", "row 3 of column 'mrs': the outcome '9' is no level"),
        ("arm,mrs\nA,1\ncontrol,2.5\n", "the outcome '2.5' is no level"),
        ("id,arm,mrs\n7,A,1\n7,control,2\n", "row 3 of column 'id': participant '7' was already"),
        ("id,arm,mrs\n7,A,1\n,control,2\n", "row 3 of column 'id': the participant has no name"),
        ("arm,mrs,site\nA,1,x\ncontrol,2,y\nA,1,\n", "row 4 of column 'site': the stratum is"),
        (
            "arm,mrs,age\n" + "A,1,60\n" * 5 + "control,2,old\n",
            "row 7 of column 'age': 'old' is no number",
        ),
        ("arm,mrs,received\nA,1,A\ncontrol,2,x\n", "row 3 of column 'received': 'x' is none of"),
    ],
)
def test_what_makes_no_trial_is_named_by_row_and_column(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        trial(text)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"outcome": "x"}, "no column 'x'; the columns are 'arm', 'mrs'"),
        ({"covariates": ["x"]}, "no column 'x'"),
        ({"stratum": "arm"}, "stratum are several columns"),
        ({"colour": "x"}, "no part 'colour'; the parts are 'allocated'"),
        ({"control": "x"}, "which holds 'A', 'B'; not 'A' and 'x'"),
        ({"levels": ["1"]}, "say the levels of column 'mrs' from best to worst"),
        ({"levels": ["1", "1"]}, "say the levels of column 'mrs'"),
    ],
)
def test_a_choice_that_is_not_in_the_file_is_refused(chosen: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        trial("arm,mrs\nA,1\nB,2\n", **chosen)


def test_a_level_that_a_spreadsheet_made_a_date_is_called_one() -> None:
    with pytest.raises(ValueError, match=r"row 3 .* '2024-02-01' is a date, .* such as 1-2"):
        trial("arm,mrs\nA,2\ncontrol,2024-02-01\nA,1\ncontrol,3\n")
