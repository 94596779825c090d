"""Items of reporting guidelines, in own words with their source."""

import pytest

from course_lib.published import reporting_items
from course_lib.published.reporting import _item

GOOD = {"statement": "who is analysed", "source": "a guideline", "confidence": "S"}


def test_the_items_on_missing_data_are_there_with_their_source() -> None:
    items = reporting_items()
    assert list(items) == ["21b", "21c", "22a", "22b"]
    assert all("10.1136/bmj-2024-081123" in item.source for item in items.values())
    assert "missing" in items["21c"].statement
    assert "reasons" in items["22b"].statement


@pytest.mark.parametrize(
    ("change", "words"), [({"confidence": "N"}, "not one of P, S, C"), ({"page": 3}, "page")]
)
def test_an_item_that_breaks_a_rule_is_named(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _item("9z", GOOD | change)
