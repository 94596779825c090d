"""The items of two reporting guidelines."""

import pytest

from course_lib.published import standard
from course_lib.published.standards import _standard


def test_consort_has_its_30_items_and_spirit_those_on_design_and_analysis() -> None:
    # CONSORT 2025: 30 items, some in parts (Hopewell et al. 2025, abstract)
    numbers = {item.rstrip("abcd") for item in standard("consort_2025").items}
    assert numbers == {str(number) for number in range(1, 31)}
    assert {"12", "16", "19", "27a–d"} <= set(standard("spirit_2025").items)
    assert len(standard("spirit_2025").items) < 34  # SPIRIT 2025 has 34 (Chan et al. 2025)


@pytest.mark.parametrize("name", ["consort_2025", "spirit_2025"])
def test_every_item_says_something_and_the_source_is_named(name: str) -> None:
    found = standard(name)
    assert all(text and not text.endswith(".") for text in found.items.values())
    assert found.confidence == "S"
    assert "transcription" in found.source_line
    assert found.doi in found.source_line


def test_an_unknown_guideline_or_a_bad_table_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="consort_2025, spirit_2025"):
        standard("prisma")
    good = {"title": "t", "about": "a", "source": "s", "doi": "d", "confidence": "S"}
    with pytest.raises(ValueError, match="says in words"):
        _standard("x", good | {"items": {"1": 2}})
    with pytest.raises(ValueError, match="not one of P, S, C"):
        _standard("x", good | {"items": {}, "confidence": "N"})
