from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from course_lib.figures import known_and_lost, verdict_map
from tests.figures import drawn

NAMES = ("never", "better in some ways", "better in all", "worse in some ways", "worse in all")
TITLES = ("mean mRS of five", "mRS of one")


def test_runs_of_one_kind_are_one_box_each() -> None:
    figure = verdict_map(
        [[0, 2, 2, 0], [0, 0, 0, 2]], names=NAMES, titles=TITLES, ticks=({0: "0"}, {0: "0"})
    )
    boxes = [path for path in drawn.paths(figure, "kind 2") if np.ptp(path[:, 0]) >= 1]
    assert [float(np.ptp(path[:, 0])) for path in boxes] == [2, 1]


def test_the_key_names_the_kinds_that_occur_and_the_places_spoken_of() -> None:
    figure = verdict_map(
        [[0, 1], [3, 0]],
        names=NAMES,
        titles=TITLES,
        ticks=({}, {}),
        marks=[(1, 0, "like the known")],
    )
    shown = drawn.words(figure)
    assert shown.count("like the known") == 1
    assert "never" in shown
    assert "worse in some ways" in shown
    assert "better in all +" not in shown
    assert len(drawn.artists(figure, "mark")) == 2  # on the map and in the key


def test_all_kinds_and_many_cells_stay_tidy() -> None:
    kinds = np.arange(82 * 70).reshape(82, 70) % 5
    ticks = ({0: "0", 35: "35", 69: "69"}, {0: "0", 40: "40", 81: "81"})
    marks = [(3, 4, "one"), (60, 50, "another"), (69, 81, "a third")]
    figure = verdict_map(kinds, names=NAMES, titles=TITLES, ticks=ticks, marks=marks)
    assert [fault for fault in drawn.untidy(figure) if "leaves" in fault] == []


@pytest.mark.parametrize("kinds", [[[5]], [1, 2], [[]]])
def test_a_map_that_is_none_is_refused(kinds: list[object]) -> None:
    with pytest.raises(ValueError, match="rows of kinds 0 to 4"):
        verdict_map(kinds, names=NAMES, titles=TITLES, ticks=({}, {}))


def people(lost: int) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    early, final = rng.normal(10, 10, (2, 2, 50))
    observed = np.arange(100).reshape(2, 50) >= lost
    return {"early": early, "final": final, "observed": observed, "means": [(10, 12), (10, 10)]}


@pytest.mark.parametrize("lost", [0, 20, 50])
def test_everybody_is_drawn_once_as_known_or_lost(lost: int) -> None:
    words = ("20 of 50 lost; mean of everybody 30.1, of the known 33.2", "none lost")
    figure = known_and_lost(**people(lost), labels=("treatment", "control"), said=words)
    dots = {
        name: [a for a in drawn.artists(figure, name) if isinstance(a, PathCollection)]
        for name in ("known", "lost")
    }
    shown = {name: sum(len(np.asarray(a.get_offsets())) for a in dots[name]) for name in dots}
    assert shown == {"known": 100 - lost, "lost": lost}
    assert drawn.untidy(figure) == []


def test_a_mean_of_nobody_is_not_drawn() -> None:
    made = people(50) | {"means": [(10, np.nan), (10, 10)]}
    figure = known_and_lost(**made, labels=("treatment", "control"), said=("", ""))
    assert len(drawn.artists(figure, "mean of the known")) == 1


def test_rows_that_do_not_match_are_refused() -> None:
    made = people(3) | {"early": np.zeros((2, 3))}
    with pytest.raises(ValueError, match="two rows each, of one length"):
        known_and_lost(**made, labels=("treatment", "control"), said=("", ""))
