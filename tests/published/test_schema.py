"""A slip in a trial's file is answered with a sentence that names the file, the key and the choice."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from course_lib.published.schema import published_trial

GOOD: dict[str, Any] = {
    "title": "TRIAL", "year": 2020, "authors": "Author et al.", "journal": "Journal 2020;1:1",
    "doi": "10.1000/x", "where": "Table 1", "confidence": "P", "population": "stroke",
    "timepoint": "90 days", "treatment": "drug", "control": "placebo",
    "counts": {"scale": "mRS", "treatment": [1] * 7, "control": [2] * 7},
    "effects": [{
        "measure": "common odds ratio", "value": 1.0, "lower": 0.5, "upper": 2.0, "p": "<0.9",
        "direction": "better", "adjusted_for": "", "source": "Table 1", "confidence": "P",
        "recompute": {"measure": "common_odds_ratio", "tolerance": 0.1, "reason": "rounding"},
    }],
    "facts": [
        {"id": "age", "statement": "mean age 60", "value": 60, "source": "Table 1", "confidence": "P"},
        {"id": "sex", "statement": "men", "source": "none", "confidence": "N"},
    ],
}  # fmt: skip


def test_a_good_file_becomes_a_trial() -> None:
    trial = published_trial("trial", GOOD)
    assert trial.arms == ("drug", "placebo")
    assert trial.effects[0].p == 0.9
    assert trial.effects[0].p_is_bound
    assert trial.citation == "Author et al. Journal 2020;1:1. doi:10.1000/x"
    assert str(trial.effects[0]) == (
        "common odds ratio 1.0 (95% CI 0.5 to 2.0), p < 0.9, unadjusted"
    )


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("title",), None, "trial.toml: the key 'title' is missing"),
        (("heading",), "x", "trial.toml: unknown key 'heading'; the keys are title"),
        (("year",), "2020", "trial.toml: 'year' must be int, not str"),
        (("year",), True, "trial.toml: 'year' must be int, not bool"),
        (("doi",), "", "trial.toml: a trial without a DOI needs an address"),
        (("confidence",), "R", "trial.toml: confidence 'R' is not one of P (seen in a primary"),
        (("confidence",), "N", "trial.toml: confidence 'N' is not one of P"),
        (
            ("counts", "scale"),
            "NIHSS",
            "unknown scale 'NIHSS'; the scales are mRS, mRS merged, OHS",
        ),
        (("counts", "treatment"), [1] * 6, "trial.toml [counts]: the arms must have the same"),
        (("counts", "scale"), "IST", "has 4 levels; counts have 7 per arm"),
        (("counts", "control"), [-1] * 7, "trial.toml [counts]: counts must not be negative"),
        (("counts", "missing"), [1], "'missing' needs two whole numbers (treatment, control)"),
        (("counts", "missing"), [1, -1], "'missing' needs two whole numbers (treatment, control)"),
        (("effects", 0, "direction"), "up", "effect 1: 'direction' must be 'better' or 'worse'"),
        (("effects", 0, "source"), None, "trial.toml effect 1: the key 'source' is missing"),
        (("effects", 0, "confidence"), "R", "trial.toml effect 1: confidence 'R' is not one of"),
        (("effects", 0, "recompute"), None, "give either [recompute] or the reason"),
        (("effects", 0, "not_recomputed"), "x", "give either [recompute] or the reason"),
        (("effects", 0, "lower"), 1.5, "the value 1.0 lies outside 1.5 to 2.0"),
        (("effects", 0, "p"), "small", "'p' must be a number or '<0.001', not 'small'"),
        (("effects", 0, "p"), 5, "'p' must lie between 0 and 1, not 5"),
        (("effects", 0, "recompute", "reason"), None, "effect 1 [recompute]: the key 'reason'"),
        (("facts", 0, "confidence"), "R", "trial.toml fact 1: confidence 'R' is not one of"),
        (("facts", 1, "value"), 3, "fact 2: 'sex' is not known to us, yet has a value"),
        (("facts", 1, "id"), "age", "trial.toml fact 2: a second fact is called 'age'"),
    ],
)
def test_a_slip_is_answered_with_a_sentence(
    path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    table = copy.deepcopy(GOOD)
    inner: Any = table
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    with pytest.raises(ValueError, match=re.escape(sentence)):
        published_trial("trial", table)


def test_an_effect_without_value_and_p_is_refused() -> None:
    table = copy.deepcopy(GOOD)
    for key in ("value", "lower", "upper", "p"):
        del table["effects"][0][key]
    with pytest.raises(ValueError, match="an effect needs a 'value' or a 'p'"):
        published_trial("trial", table)
