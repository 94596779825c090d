"""The class of evidence: each rule of the scheme, and what the unknown leaves open."""

import pytest

from course_lib.evidence import REQUIREMENTS, evidence_classes

ALL = dict.fromkeys(REQUIREMENTS, True)


def test_the_scheme_as_it_is_printed() -> None:
    # American Academy of Neurology 2010: all requirements I, one lacking II, more III;
    # an outcome that is neither masked nor objective IV.
    assert evidence_classes(ALL) == ("I",)
    assert evidence_classes(ALL | {"complete": False}) == ("II",)
    assert evidence_classes(ALL | {"complete": False, "concealed": False}) == ("III",)
    assert evidence_classes(ALL | {"rated": False}) == ("IV",)


def test_what_is_not_known_leaves_the_class_open() -> None:
    assert evidence_classes({}) == ("I", "II", "III", "IV")
    assert evidence_classes(ALL | {"complete": None, "concealed": None}) == ("I", "II", "III")
    assert evidence_classes(ALL | {"rated": None}) == ("I", "IV")


def test_a_requirement_that_nobody_asks_for_is_refused() -> None:
    with pytest.raises(ValueError, match="no requirement 'blinded'"):
        evidence_classes({"blinded": True})
