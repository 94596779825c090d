"""Lanes, histograms, flow, plan against report, checklist: what is drawn, and that it is tidy."""

import numpy as np
import pytest

from course_lib.analysis import ArmFlow, ParticipantFlow
from course_lib.figures import (
    Planned,
    allocation_lanes,
    attributes,
    checklist,
    flow,
    histograms,
    plan_and_report,
)
from tests.figures import drawn
from tests.figures.examples import LONG

ARMS = ("stem cells", "standard treatment alone")
UNKNOWN = ParticipantFlow(ArmFlow(analysed=39), ArmFlow(analysed=15))
KNOWN = ParticipantFlow(ArmFlow(40, 39, 1, 39), ArmFlow(20, 20, 5, 15), 75, 15)


def test_each_participant_stands_in_the_lane_of_the_arm() -> None:
    figure = allocation_lanes([True, True, False, None], names=("cells", "control"))
    found = [artist.get_offsets() for artist in drawn.artists(figure, "participants")]  # type: ignore[attr-defined]
    upper, lower = found[0], found[2]
    assert upper[:, 0].tolist() == [0.5, 1.5]
    assert lower[:, 0].tolist() == [2.5]
    assert upper[0, 1] < lower[0, 1]
    assert len(drawn.artists(figure, "coming")) == 1


@pytest.mark.parametrize("ahead", [np.full(60, 20.0), np.zeros(60), np.full(60, np.nan)])
def test_a_long_sequence_stays_tidy(ahead: np.ndarray) -> None:
    figure = allocation_lanes(
        [True] * 60, names=("cells", "control"), ahead=ahead, filled=[False] * 60
    )
    assert drawn.untidy(figure) == []


def test_marks_must_follow_the_participants() -> None:
    with pytest.raises(ValueError, match="each of 2 participants"):
        allocation_lanes([True, False], names=ARMS, notes=["right"])


def test_a_row_of_trials_has_all_its_trials_in_its_bars() -> None:
    figure = histograms(
        [[1, 2, 2, 9], [2, 2, 2, 2]], labels=["one", LONG], said=["a", "b"], across=(0.5, 4.5),
        bar=1, marks=[(2, "planned")],
    )  # fmt: skip
    assert drawn.untidy(figure) == []
    tops = [np.ptp(path[:, 1]) for path in drawn.paths(figure, "shares")]
    assert len(tops) == 4  # 1, 2 and the outermost bar, which holds 9; then 2 alone
    assert tops[1] == pytest.approx(2 * tops[0])
    with pytest.raises(ValueError, match="each row needs"):
        histograms([[]], labels=["one"], said=["a"], across=(0, 1), bar=1)


def test_the_flow_draws_the_unknown_as_unknown() -> None:
    figure = flow(UNKNOWN, arms=ARMS)
    assert drawn.words(figure).count("analysed: 39") == 1
    assert sum("not known to us" in word for word in drawn.words(figure)) == 9
    assert len(drawn.artists(figure, "unknown")) == 5
    assert len(drawn.artists(figure, "known")) == 2
    assert drawn.untidy(figure) == []


def test_a_known_flow_prints_every_number() -> None:
    figure = flow(KNOWN, arms=ARMS)
    assert "randomised: 60" in drawn.words(figure)
    assert "outcome missing: 5" in drawn.words(figure)
    assert not drawn.artists(figure, "unknown")
    assert drawn.untidy(figure) == []


def test_the_plan_and_the_report_are_drawn_to_scale() -> None:
    row = Planned("age", (30, 75), (28, 83), (0, 100), "years")
    figure = plan_and_report([row], names=("registry", "report"))
    [plan], [report] = (drawn.artists(figure, name) for name in ("plan", "report"))
    assert (plan.get_x(), plan.get_width()) == pytest.approx((0.3, 0.45))  # type: ignore[attr-defined]
    assert (report.get_x(), report.get_width()) == pytest.approx((0.28, 0.55))  # type: ignore[attr-defined]
    assert drawn.untidy(figure) == []
    with pytest.raises(ValueError, match="not in order"):
        plan_and_report([row._replace(plan=(75, 30))], names=("registry", "report"))
    with pytest.raises(ValueError, match="nothing to compare"):
        plan_and_report([], names=("registry", "report"))


def test_a_checklist_says_each_answer_in_a_word() -> None:
    figure = checklist({"one": True, "two": False, "three": None})
    assert drawn.words(figure) == ["one", "met", "two", "not met", "three", "not known"]
    assert drawn.untidy(figure) == []
    with pytest.raises(ValueError, match="needs a requirement"):
        checklist({})


def test_attributes_fold_their_words_and_stay_tidy() -> None:
    figure = attributes({"population": "adults with a severe stroke " * 6, "summary": "odds ratio"})
    assert "\n" in drawn.words(figure)[1]
    assert drawn.untidy(figure) == []
    with pytest.raises(ValueError, match="nothing to name"):
        attributes({})
