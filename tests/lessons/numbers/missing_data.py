"""Lesson 06."""

import numpy as np

from course_lib import estimate, published
from course_lib.lessons import imputation_views, missing_data, tipping_views
from course_lib.lessons.imputation_views import STEPS, pooled_at
from tests.lessons.numbers.the_trial import starting2

CONVENTIONS = {
    "10%": "a loss that a prediction supposes",
    "35%": "a loss that a prediction supposes",
    "12": "missing outcomes in a paragraph that is made up",
    "40": "participants planned; also in a paragraph that is made up",
    "20": "participants planned; points of recovery that a prediction supposes",
    "50": "imputations in a paragraph that is made up",
    "30": "the day of a visit in a situation that is made up",
    "60": "participants of the registry's target; also a day in a question",
    "21": "CONSORT's item 21",
    "22": "CONSORT's item 22",
    "1000": "people in a thousand",
    "2025": "the year of the statement",
}


def ist() -> list[str]:
    """What lesson 06 prints of the International Stroke Trial."""
    report = published.load("ist")
    assert report.missing is not None
    found = tipping_views.ist_map("cut")
    per_1000 = tipping_views.per_thousand(found)
    lost, everybody = sum(report.missing), int(str(report.fact("randomised").value))
    shifted = np.asarray(pooled_at("ist", "levels", "treatment", (0.7, *STEPS)).value)[[1, -1]]
    return [
        *(str(number) for number in (lost, *report.missing)),
        f"{everybody:,}",
        f"{everybody - lost:,}",
        f"{100 * lost / everybody:.1f}%",
        f"{found.observed_p_value:.3f}",
        f"{tipping_views.ist_map('levels').observed_p_value:.3f}",
        f"{found.changes.size:,}",
        f"{100 * found.share_changing:.0f}%",
        f"{per_1000.min():.1f}",
        f"{per_1000.max():.1f}",
        f"{found.worst[1]:.3f}",
        f"{100 * tipping_views.if_like_known('cut'):.1f}%",
        *(f"{value:.2f}" for value in shifted),
    ]


def supposed() -> list[str]:
    """What lesson 06 prints of STARTING-2, had 60 been randomised."""
    ratios = np.asarray(estimate.common_odds_ratio(tipping_views.agreeing(), method="score").value)
    easiest = tipping_views.mapped(tipping_views.TABLES)
    analysed = int(tipping_views.agreeing().counts[0].sum())
    far_worse = tipping_views.six(tipping_views.TABLES, 0.01).reading
    assert "would be 6.2%" in far_worse
    return [
        str(tipping_views.TABLES),
        str(analysed),
        f"{ratios.min():.2f}",
        f"{ratios.max():.2f}",
        f"{100 * (ratios < 1).mean():.0f}",
        f"{tipping_views.reaching(0, 6):.0f}",
        f"{tipping_views.reaching(6, 0):.0f}",
        str(int((easiest.verdict == 1).sum())),
        f"{easiest.verdict.size:,}",
        "6.2",
    ]


def simulated() -> list[str]:
    """What lesson 06 prints of its simulations."""
    trial, _ = imputation_views.lossy(imputation_views.SEED)
    shifted = np.asarray(pooled_at("simulated", "levels", "treatment", (0.7, *STEPS)).value)
    assert round(missing_data.carried_forward()) == -5
    return [str(len(trial)), *(f"{value:.2f}" for value in shifted[[1, -1]])]


def computed() -> set[str]:
    """Every number that lesson 06 may print because it is recomputed."""
    return {*starting2(), *ist(), *supposed(), *simulated()}
