import subprocess
import sys
from collections.abc import Callable
from functools import partial

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure

from course_lib import figures
from course_lib.analysis import ArmFlow, ParticipantFlow
from course_lib.figures import style
from course_lib.figures.contrast import contrast
from course_lib.scale import MRS
from tests.figures import drawn
from tests.figures.examples import CONTROL, MR_CLEAN, TREATMENT, scale_of

EVERY = {
    "outcome_bars": partial(
        figures.outcome_bars, MR_CLEAN, labels=["Treatment", "Control"], scale=MRS, cut=2
    ),
    "forest": partial(figures.forest, [(1.66, 1.21, 2.28)], labels=["MR CLEAN"], highlight=[0]),
    "pair_grid": partial(
        figures.pair_grid, np.outer(TREATMENT, CONTROL), scale=MRS, row_label="Treatment",
        column_label="Control",
    ),
    "people_grid": partial(
        figures.people_grid, CONTROL, TREATMENT, scale=MRS, labels=("Control", "Treatment")
    ),
    "rates": partial(figures.rates, [0.05], labels=["one"], errors=[0.01]),
    "p_value_pairs": partial(figures.p_value_pairs, [0.2], [0.3], labels=("a", "b")),
    "gallery": partial(figures.gallery, [("MR CLEAN", MR_CLEAN, (233, 267))], scale=MRS),
    "curves": partial(
        figures.curves, [10, 20], {"odds ratio 2": [0.2, 0.8]}, titles=("participants", "power"),
        marks=[figures.Mark(20, 0.8, "20: 80%")], wanted=0.8,
        dots=figures.Dots([10], [0.2], [0.02], "simulated"),
    ),
    "estimate_spread": partial(
        figures.estimate_spread, [0.5, 1.5, 4.0], [2, 0, 1], names=("none", "found", "wrong"),
        truth=1.5,
    ),
    "level_weights": partial(
        figures.level_weights, [[1, 0.5, 0]], labels=["one set"], scale=scale_of(3)
    ),
    "allocation_lanes": partial(
        figures.allocation_lanes, [True, False, None], names=("cells", "control"), ends=(2,),
        notes=["right", "wrong", ""], ahead=[0.3, -0.3, np.nan],
    ),
    "attributes": partial(figures.attributes, {"population": "adults with a stroke"}),
    "checklist": partial(figures.checklist, {"concealed": None, "masked": True, "few": False}),
    "flow": partial(
        figures.flow, ParticipantFlow(ArmFlow(analysed=39), ArmFlow(analysed=15)),
        arms=("cells", "control"),
    ),
    "histograms": partial(
        figures.histograms, [[1, 2, 2, 3]], labels=["simple"], said=["1 to 3"], across=(0, 4),
        bar=1, marks=[(2, "planned")],
    ),
    "plan_and_report": partial(
        figures.plan_and_report, [figures.Planned("age", (30, 75), (28, 83), (0, 100), "years")],
        names=("registry", "report"),
    ),
    "aims": partial(
        figures.aims, [[1, 2, 2, 3]], labels=["all"], said=["mean 2"], truths=[2.5],
        edges=range(5), title="more of 100",
    ),
    "placed_people": partial(
        figures.placed_people, [figures.Placed(0, 0, False, True), figures.Placed(1, 1, True, True)],
        boxes=("treated", "left out", "control"), arms=("cells", "control"), poor="dead", followed=1,
    ),
    "beliefs": partial(figures.beliefs, [0.5, 1, 2], {"after": [0.1, 0.8, 0.1]}),
    "interval_and_margin": partial(
        figures.interval_and_margin, [(0.65, 0.18, 2.44)], labels=["STARTING-2"], margin=1.5
    ),
    "rate_limits": partial(
        figures.rate_limits, [(0, 0, 0.09)], labels=["0 of 39"], marked=(0.05, "supposed")
    ),
    "alpha_graph": partial(
        figures.alpha_graph,
        [figures.Hypothesis("mRS", "p = 0.01", True), figures.Hypothesis("leg", "p = 0.2", False)],
        [[0, 1], [1, 0]],
    ),
    "ladders": partial(
        figures.ladders, [0, 9, 14], [1, 2], labels=["ankle", "knee"], score=("leg", 24, 29),
        was=10,
    ),
    "outcome_record": partial(
        figures.outcome_record, [("registry", "2012"), ("paper", "2021")],
        {"leg": [figures.Said("not readable", "not seen"), figures.Said("found", "put first")]},
    ),
    "p_value_rows": partial(
        figures.p_value_rows, [0.023, 0.09], labels=["leg", "side"], adjusted=[0.046, np.nan]
    ),
    "stacked_parts": partial(
        figures.stacked_parts, [[14.5, 11.3]], labels=["own"], names=["cells", "control"],
        title="variance", most=30,
    ),
    "first_rows": partial(
        figures.first_rows, [["a", "2"]], rows=[2], columns=["arm", "mrs"],
        parts={"mrs": "outcome"},
    ),
    "known_and_lost": partial(
        figures.known_and_lost, [[10, 12], [8, 14]], [[30, 20], [28, 33]],
        [[True, False], [True, True]], means=[(25, 30), (30.5, 30.5)],
        labels=("treatment", "control"), said=("1 lost", "none lost"),
    ),
    "scorecard": partial(
        figures.scorecard, [figures.Column("power", [0.8, 0.1], ["80%", "10%"])],
        labels=["new", "old"],
    ),
    "shuffled_spread": partial(
        figures.shuffled_spread, [[-9, 49], [-20, 20]], [40, 55, 60], across=(-100, 100),
        labels=["real", "shuffled"], said=["−9 to 49", "−20 to 20"], titles=("effect", "spread"),
    ),
    "verdict_map": partial(
        figures.verdict_map, [[2, 0], [0, 0]], names=["no", "", "yes", "", ""],
        titles=("control", "treatment"), ticks=({0: "0"}, {1: "6"}),
    ),
    "learner_bars": partial(
        figures.learner_bars, [[3, 2], [0, 5]], labels=["one", "two"], names=["done", "begun"],
        whole=6,
    ),
    "predicted_numbers": partial(
        figures.predicted_numbers, [figures.Predicted("share", (0, 100), [30.0, 50.0], 32.1)]
    ),
    "before_and_after": partial(
        figures.before_and_after, [[0.25, 0.75]], labels=["odds"], said=["3 → 9 of 12"]
    ),
    "number_line": partial(figures.number_line, [(0.65, 0.18, 2.44)], labels=["STARTING-2"]),
}  # fmt: skip
every_figure = pytest.mark.parametrize("draw", EVERY.values(), ids=EVERY.keys())


def test_every_public_figure_is_looked_at_here() -> None:
    drawing = [name for name in figures.__all__ if name.islower()]
    assert sorted(EVERY) == sorted(drawing)


@every_figure
def test_a_figure_is_nine_inches_wide_and_transparent(draw: Callable[[], Figure]) -> None:
    figure = draw()
    assert figure.get_size_inches()[0] == 9
    assert to_rgba(figure.get_facecolor())[3] == 0


@every_figure
def test_words_stay_text_and_keep_to_the_inks(draw: Callable[[], Figure]) -> None:
    picture = drawn.svg(draw())
    assert picture.count("<text") >= len(drawn.words(draw()))
    inks = {text.get_color() for text in drawn.texts(draw())}
    assert inks <= {style.INK, style.MUTED, style.ON_LIGHT, style.ON_DARK}
    assert {style.INK, style.MUTED} & inks
    assert not {style.ON_LIGHT, style.ON_DARK} & {style.INK, style.MUTED, style.GRID}


@every_figure
def test_letters_are_at_least_ten_points(draw: Callable[[], Figure]) -> None:
    assert min(float(text.get_fontsize()) for text in drawn.texts(draw())) >= 10


@every_figure
def test_the_same_figure_is_the_same_bytes_whatever_the_settings(
    draw: Callable[[], Figure],
) -> None:
    first = drawn.svg(draw())
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "lines.marker": "x",
                         "axes.grid": True, "text.color": "green", "font.family": "serif"}):  # fmt: skip
        assert drawn.svg(draw()) == first


@every_figure
def test_nothing_depends_on_clip_paths_that_a_hidden_copy_could_take_along(
    draw: Callable[[], Figure],
) -> None:
    assert "clipPath" not in drawn.svg(draw())


def test_dollar_signs_in_a_name_are_letters_and_no_formula() -> None:
    figure = figures.forest([(1.0, 0.5, 2.0)], labels=["$x^2$ & <b>"])
    picture = drawn.svg(figure)
    assert "$x^2$ &amp; &lt;b&gt;" in picture


@pytest.mark.parametrize("levels", range(2, 12))
def test_the_ramp_darkens_evenly_in_one_hue_and_its_digits_are_readable(levels: int) -> None:
    colours = style.ramp(levels)
    light = [contrast(colour, "#000000") for colour in colours]
    assert light == sorted(light, reverse=True)
    assert len(set(colours)) == levels
    for colour in colours:
        red, green, blue = to_rgb(colour)
        assert red < green < blue
        assert contrast(style.ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("paper", ["#ffffff", "#111111"])
def test_marks_and_edges_stand_out_on_a_light_and_on_a_dark_page(paper: str) -> None:
    for colour in (style.EDGE, style.BENEFIT, style.NEITHER, style.HARM):
        assert contrast(colour, paper) >= 3


def test_importing_figures_loads_neither_pyplot_nor_seaborn_nor_pandas() -> None:
    code = (
        "import sys, course_lib.figures\n"
        "print(sorted({'matplotlib.pyplot', 'seaborn', 'pandas', 'scipy.stats'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_long_word_is_left_whole_and_lines_fit() -> None:
    assert style.folded("Thrombolysisandthrombectomy", 0.5) == ["Thrombolysisandthrombectomy"]
    for line in style.folded("endovascular treatment within six hours", 1.4):
        assert style.width_of(line) <= 1.4
