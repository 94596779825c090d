"""Views of a repeated trial: would the leg result be found again?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from course_lib import evidence, figures, published
from course_lib.ui import View

Array = NDArray[np.float64]
SIZES = np.geomspace(0.5, 10, 121)
SOURCE = (
    "p-values of the leg score: 0.023, Neurology 2021, abstract; 0.129, adjusted, "
    "neurologyadvisor.com (secondary source); chances are computed"
)


def leg_p_values() -> dict[str, float]:
    """The two p-values that are reported of the leg score."""
    trial = published.load("starting2")
    printed, adjusted = (trial.fact(name).value for name in ("leg_p", "leg_p_adjusted"))
    return {
        f"{printed}, in the abstract": float(printed or 0),
        f"{adjusted}, adjusted": float(adjusted or 0),
    }


def left_open(p_value: float, times: float | Array) -> Array:
    """The chance of finding it again, averaged over what the first trial leaves open."""
    return np.asarray(evidence.replicate_probability(p_value, size=times))


def with_true_share(p_value: float, times: float | Array, share: float) -> Array:
    """The chance if so large a part of the first estimate is true."""
    weaker = 2 * ndtr(share * ndtri(p_value / 2))
    return np.asarray(evidence.replicate_probability(weaker, size=times, assume="estimate"))


def again(p_value: float, times: float, share: float) -> View:
    """The chance that a repeat is significant in the same direction, by its size."""
    lines = {
        "what the first trial leaves open": left_open(p_value, SIZES),
        "the first estimate is the truth": with_true_share(p_value, SIZES, 1),
        f"{share:g}% of the first estimate is true": with_true_share(p_value, SIZES, share / 100),
    }
    here = [
        float(left_open(p_value, times)),
        float(with_true_share(p_value, times, 1)),
        float(with_true_share(p_value, times, share / 100)),
    ]
    reading = (
        f"First trial: p = {p_value:.3f}. A second one with {times:.1f} times the participants "
        f"finds p below 0.05 in the same direction in {100 * here[0]:.1f} of 100 repeats, averaged "
        f"over what the first leaves open; in {100 * here[1]:.1f} if the first estimate is the "
        f"truth; in {100 * here[2]:.1f} if {share:g}% of it is."
    )
    marks = [
        figures.Mark(times, chance, f"{words}: {100 * chance:.1f}%")
        for words, chance in zip(("left open", "all true", f"{share:g}% true"), here, strict=True)
    ]
    figure = figures.curves(
        SIZES,
        lines,
        marks=marks,
        titles=("participants, times those of the first trial", "chance"),
        log=True,
    )
    return View(figure, reading, twin_table(p_value, share, list(lines)), SOURCE)


def twin_table(p_value: float, share: float, names: list[str]) -> pd.DataFrame:
    """The three chances, in per cent, at some sizes of the repeat."""
    some = np.array([1, 2, 4, 10])
    columns = [left_open(p_value, some)]
    columns += [with_true_share(p_value, some, part) for part in (1, share / 100)]
    table = pd.DataFrame(100 * np.stack(columns, axis=1), [f"{n} times" for n in some], names)
    return table.round(1)
