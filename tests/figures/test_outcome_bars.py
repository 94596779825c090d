import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.pylabtools import print_figure
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from course_lib.figures import gallery, outcome_bars, people_grid, style
from course_lib.figures.people import of_a_hundred
from course_lib.scale import MRS
from tests.figures import drawn
from tests.figures.examples import ALL_AT_ONE, CONTROL, LONG, MR_CLEAN, TINY, TREATMENT, scale_of

ARMS = ["Treatment", "Control"]


def test_segments_are_as_wide_as_shares() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS)
    assert drawn.widths(figure) == pytest.approx(MR_CLEAN.ravel().tolist())


def test_segments_lie_end_to_end_from_0_to_1() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS)
    paths = drawn.paths(figure, "segments")[:7]
    ends = [(path[:, 0].min(), path[:, 0].max()) for path in paths]
    assert ends[0][0] == 0
    assert ends[-1][1] == pytest.approx(1)
    assert [end for _, end in ends[:-1]] == pytest.approx([start for start, _ in ends[1:]])


def test_digits_are_rounded_shares_and_hide_where_a_segment_is_narrow() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS)
    digits = drawn.numbers_in(drawn.words(figure))
    # Treatment 2.6 9.0 21.0 18.5 22.3 5.6 21.0; control 0.4 (hidden) 5.6 13.1 16.5 30.3 12.0 22.1
    bars = ["3", "9", "21", "18", "22", "6", "21", "6", "13", "16", "30", "12", "22"]
    assert digits[: len(bars)] == bars


def test_codes_of_all_levels_stand_above_the_first_bar() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS)
    lines: dict[float, list[str]] = {}
    for text in drawn.texts(figure):
        lines.setdefault(text.get_position()[1], []).append(text.get_text())
    assert any(sorted(line) == list(MRS.levels) for line in lines.values())


def test_the_cut_stands_at_each_arms_cumulative_share() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS, cut=2)
    (line,) = drawn.artists(figure, "cut")
    assert isinstance(line, Line2D)
    wanted = np.repeat([76 / 233, 51 / 267], 2)
    assert np.asarray(line.get_xdata()) == pytest.approx(wanted)
    assert "good 0–2 | poor 3–6" in drawn.words(figure)


def test_lines_connect_the_same_cumulative_shares() -> None:
    figure = outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS)
    lines = drawn.paths(figure, "connections")
    assert len(lines) == 6
    tops, bottoms = [path[0, 0] for path in lines], [path[1, 0] for path in lines]
    assert tops == pytest.approx(TREATMENT.cumsum()[:-1].tolist())
    assert bottoms == pytest.approx(CONTROL.cumsum()[:-1].tolist())
    assert not drawn.artists(
        outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS, connect=False), "connections"
    )


@pytest.mark.parametrize("cut", [None, *range(6)])
@pytest.mark.parametrize(
    "shares", [MR_CLEAN, [ALL_AT_ONE, TINY], [TINY, ALL_AT_ONE], [ALL_AT_ONE[::-1], CONTROL]]
)
def test_extreme_shares_and_long_names_stay_tidy(shares: ArrayLike, cut: int | None) -> None:
    figure = outcome_bars(shares, labels=[LONG, "Control"], scale=MRS, sizes=[12345, 1], cut=cut)
    assert drawn.untidy(figure) == []


@pytest.mark.parametrize("rows", [1, 2, 3, 8])
@pytest.mark.parametrize("levels", [2, 3, 7, 11])
def test_any_number_of_rows_and_levels_stays_tidy(rows: int, levels: int) -> None:
    shares = np.random.default_rng(rows * levels).dirichlet(np.full(levels, 0.4), rows)
    labels = [f"Arm {row}" for row in range(rows)]
    figure = outcome_bars(shares, labels=labels, scale=scale_of(levels), sizes=[9] * rows, cut=0)
    assert drawn.untidy(figure) == []
    assert drawn.widths(figure) == pytest.approx(shares[shares > 1e-12].ravel().tolist(), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=7, max_size=7).filter(any), st.integers(0, 5))
def test_whatever_the_counts_the_bars_are_tidy(counts: list[int], cut: int) -> None:
    row = np.array(counts) / sum(counts)
    figure = outcome_bars([row, CONTROL], labels=ARMS, scale=MRS, sizes=[sum(counts), 267], cut=cut)
    assert drawn.untidy(figure) == []


@pytest.mark.parametrize(
    ("shares", "labels", "sentence"),
    [
        ([[0.5, 0.5]], ["one"], "has 7 levels; a bar has 2 shares"),
        (MR_CLEAN, ["one"], "one row of shares per label; 1 labels"),
        ([ALL_AT_ONE * 2], ["one"], "must be 0 or more and sum to 1"),
        ([ALL_AT_ONE * np.nan], ["one"], "must be 0 or more and sum to 1"),
    ],
)
def test_misfits_are_named(shares: ArrayLike, labels: list[str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        outcome_bars(shares, labels=labels, scale=MRS)


def test_a_cut_off_the_scale_is_named() -> None:
    with pytest.raises(ValueError, match="leaves no poor outcome"):
        outcome_bars(MR_CLEAN, labels=ARMS, scale=MRS, cut=6)


def test_the_gallery_draws_every_arm_of_twelve_trials_and_stays_tidy() -> None:
    rows = [(f"Trial with a long name {n}", MR_CLEAN, (233, 267)) for n in range(12)]
    figure = gallery(rows, scale=MRS)
    assert drawn.widths(figure) == pytest.approx(12 * MR_CLEAN.ravel().tolist())
    assert drawn.words(figure).count("control 267") == 12
    assert drawn.untidy(figure) == []


def test_an_empty_gallery_says_so() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        gallery([], scale=MRS)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=2, max_size=11).filter(any))
def test_a_hundred_people_are_a_hundred_and_within_one_of_their_shares(counts: list[int]) -> None:
    shares = np.array(counts) / sum(counts)
    people = of_a_hundred(shares)
    assert people.sum() == 100
    assert (np.abs(people - 100 * shares) < 1).all()


@pytest.mark.parametrize("rows", [(CONTROL, TREATMENT), (ALL_AT_ONE, TINY)])
def test_people_are_dots_in_the_colours_of_their_levels(
    rows: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    figure = people_grid(*rows, scale=MRS, labels=("Control", "Treatment"))
    for row, dots in zip(rows, drawn.artists(figure, "people"), strict=True):
        assert isinstance(dots, PathCollection)
        colours = [to_hex(colour) for colour in np.atleast_2d(dots.get_facecolor())]
        counted = [colours.count(colour) for colour in style.ramp(7)]
        assert counted == of_a_hundred(np.asarray(row)).tolist()
    assert drawn.untidy(figure) == []


def test_a_notebook_shows_the_figure_by_itself() -> None:
    figure = outcome_bars([[1 / 7] * 7], labels=["arm"], scale=MRS)
    shown = print_figure(figure)  # type: ignore[no-untyped-call, unused-ignore]
    assert shown.startswith(b"\x89PNG")
