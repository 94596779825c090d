"""How outcomes are scored, defined and reported: as the sources print it."""

from __future__ import annotations

import pytest

from course_lib.published import finding, load, motricity_leg
from course_lib.published.meta_research import _finding


def test_a_leg_is_scored_as_the_published_table_does() -> None:
    # sralab.org, Motricity Index: 0, 9, 14, 19, 25, 33; sum of three plus 1.
    leg = motricity_leg()
    assert leg.points == (0, 9, 14, 19, 25, 33)
    assert len(leg.grades) == len(leg.points)
    assert leg.score([0, 0, 0]) == 1
    assert leg.score([5, 5, 5]) == 100
    assert leg.score([1, 2, 4]) == 9 + 14 + 25 + 1
    assert leg.confidence == "S"


@pytest.mark.parametrize("grades", [[1, 2], [1, 2, 6], [-1, 0, 0]])
def test_a_leg_that_cannot_be_graded_is_answered_with_a_sentence(grades: list[int]) -> None:
    with pytest.raises(ValueError, match="3 movements need a grade from 0 to 5"):
        motricity_leg().score(grades)


def test_compare_is_as_in_its_abstract() -> None:
    # Goldacre et al. Trials 2019;20:118, abstract: 58 of 67 (87%), 76%, 55%, 5.4, 23 of 58.
    values = [finding(f"compare_{name}").value for name in ("discrepant", "trials")]
    assert values == [58, 67]
    assert [finding(f"compare_{name}").value for name in ("primary", "secondary")] == [76, 55]
    assert finding("compare_added").value == 5.4
    assert "23 of 58" in finding("compare_letters").statement


def test_an_unknown_finding_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no finding 'spam'; there are .*compare_trials"):
        finding("spam")


def test_a_finding_that_is_recalled_or_not_known_is_refused() -> None:
    for code in ("R", "N"):
        with pytest.raises(ValueError, match=f"confidence '{code}'"):
            _finding("one", {"statement": "s", "source": "t", "confidence": code})


def test_seven_definitions_of_ecass_3_are_as_in_the_reanalysis() -> None:
    # Alper et al. BMJ Evidence-Based Medicine 2020, doi:10.1136/bmjebm-2020-111386, Table 1.
    effects = load("ecass3").effects
    assert [effect.p for effect in effects] == [0.039, 0.157, 0.044, 0.062, 0.113, 0.049, 0.055]
    assert str(effects[0]) == (
        "risk ratio, mRS 0–1 1.16 (95% CI 1.01 to 1.34), p = 0.039, unadjusted"
    )


def test_spin_is_as_in_its_abstract() -> None:
    # Boutron et al. JAMA 2010;303:2058, abstract: 18.0%, 37.5%, 58.3%, 23.6% and 50.0% of 72.
    places = ("title", "abstract_results", "abstract_conclusions", "main_conclusions")
    counts = [finding(f"spin_{place}").value for place in (*places, "reports")]
    assert counts == [13, 27, 42, 36, 72]
    assert "58.3%" in finding("spin_abstract_conclusions").statement
