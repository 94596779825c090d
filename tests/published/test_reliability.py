"""Agreement of raters, as the abstracts print it."""

from __future__ import annotations

import pytest

from course_lib.published import rater_studies
from course_lib.published.reliability import _study

GOOD: dict[str, object] = {
    "title": "T", "rating": "conventional", "agreement": 0.5,
    "source": "paper", "confidence": "P", "note": "n",
}  # fmt: skip


def test_agreement_is_that_of_the_abstracts() -> None:
    # Wilson et al. Stroke 2005;36:777-781, abstract: 43% (kappa 0.25, weighted 0.71) and 81%.
    by_name = {study.name: study for study in rater_studies()}
    usual, structured = (by_name[f"wilson_2005_{kind}"] for kind in ("conventional", "structured"))
    assert (usual.agreement, usual.kappa, usual.weighted_kappa) == (0.43, 0.25, 0.71)
    assert (structured.agreement, structured.kappa, structured.weighted_kappa) == (0.81, 0.74, 0.91)
    # PRECIOUS, Eur Stroke J 2025, abstract: agreement in 829 of 1117.
    assert by_name["precious_2025"].agreement == pytest.approx(829 / 1117, abs=0.0005)
    # Misclassification of the mRS in MR CLEAN, abstract (PMC8700318): 53 of 500 changed.
    assert by_name["mr_clean_committee"].agreement == pytest.approx(1 - 53 / 500)


def test_every_study_has_a_source_and_a_number_of_agreement() -> None:
    for study in rater_studies():
        assert study.source
        assert study.confidence in ("P", "S", "C")
        assert any(share is not None for share in (study.agreement, study.kappa))


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("agreement", 43, "'agreement' lies from 0 to 1, not 43"),
        ("confidence", "R", "confidence 'R' is not one of P, S, C"),
        ("raters", 2, "unknown key 'raters'"),
    ],
)
def test_a_slip_in_a_study_is_answered_with_a_sentence(
    key: str, value: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        _study("one", {**GOOD, key: value})


def test_a_study_without_any_number_is_refused() -> None:
    without = {key: value for key, value in GOOD.items() if key != "agreement"}
    with pytest.raises(ValueError, match="at least one of agreement, kappa, weighted_kappa"):
        _study("one", without)
