import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.ui.inline import markup, pieces, words


@given(text=st.text())
def test_no_text_becomes_an_element_of_its_own(text: str) -> None:
    try:
        shown = markup(text)
    except ValueError:
        return
    for tag in ("<em>", "</em>", "<code>", "</code>", "</a>"):
        shown = shown.replace(tag, "")
    assert shown.count("<") == shown.count('<a href="')


@given(text=st.text("ab *`[]()<>&", max_size=30))
def test_words_are_the_pieces_without_their_marks(text: str) -> None:
    try:
        runs = pieces(text)
    except ValueError:
        return
    assert words(text) == "".join(run[1] for run in runs)
    assert all(run[1] for run in runs)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "http://plain.example", "data:text/html", "//other.example"]
)
def test_a_link_leads_to_the_course_or_to_an_https_address(target: str) -> None:
    with pytest.raises(ValueError, match="must be an https address or a page of the course"):
        pieces(f"[see]({target.replace('(1)', '')})")


@pytest.mark.parametrize(
    "target",
    ["glossary.ipynb#Odds-ratio", "#here", "02_ordinal_outcomes.ipynb", "https://doi.org/10.1/x"],
)
def test_links_of_a_lesson_are_links(target: str) -> None:
    assert markup(f"[see]({target})") == f'<a href="{target}">see</a>'


def test_a_product_is_not_emphasis() -> None:
    assert markup("2 * 3 * 4 and 5 %") == "2 * 3 * 4 and 5\u00a0%"
