"""What lesson 11 says of typed and of shipped counts, and its command for a terminal."""

import re
from pathlib import Path

import pytest

from course_lib.lessons import typed_views
from course_lib.lessons import your_own_trial as lesson
from course_lib.lessons.practice_file import practice
from course_lib.report.command_line import main
from tests.lessons.notebook_text import LESSONS, cells


def test_the_shipped_counts_have_one_covariate_and_give_the_adjusted_odds_ratio() -> None:
    made = lesson.aspirin()
    assert made.material.adjust == ("RCONSC",)  # “one covariate, consciousness”
    text = "\n".join(cells(LESSONS["your_own_trial"], "markdown"))
    low, high = made.estimates["adjusted common odds ratio"].confidence_interval()
    value = made.estimates["adjusted common odds ratio"].value
    assert f"the common odds ratio is {value:.2f} ({low:.2f} to {high:.2f})" in text


def test_the_three_missing_of_the_small_trial_are_imputed_and_made_worse() -> None:
    made = typed_views.typed_report(*typed_views.MADE_UP, *lesson.LOST)
    imputed = made.findings.imputed
    assert imputed is not None
    assert sum(lesson.LOST) == 3
    assert imputed.method == "arm and stratum"  # “from their own arm”
    told = "\n".join(made.section("missing").words)
    assert "stays the same for all odds that were tried" in told  # “if it does”
    assert imputed.tips == ()


def test_the_command_of_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(cells(LESSONS["your_own_trial"], "markdown"))
    [command] = re.findall(r"`python -m course_lib\.report (.*?)`", text)
    monkeypatch.chdir(tmp_path)
    practice().frame.to_csv("mine.csv", index=False)
    assert main(command.split()) == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_four_p_values_that_are_none_or_nearly_nothing_are_not_divided() -> None:
    one_level = typed_views.four_tests((5, *[0] * 6), (4, *[0] * 6)).reading
    assert one_level.endswith("All participants are at one level: there is nothing to test.")
    apart = typed_views.four_tests((90, *[0] * 6), (*[0] * 6, 90)).reading
    assert apart.endswith("All are far below 0.001.")
