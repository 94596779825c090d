"""A short search of explorers, answers and orders; `make fuzz` searches on."""

from random import Random

import pytest

from tests.fuzz import orders, replies, walks
from tests.fuzz.search import Search
from tests.lessons.notebook_text import LESSONS


@pytest.mark.parametrize("stem", sorted(LESSONS))
def test_cells_in_any_order_show_what_is_stored_or_name_what_is_missing(stem: str) -> None:
    search = Search("orders")
    orders.shuffled(stem, Random(stem), search, share=0.25)
    search.verdict()


def test_a_walk_over_the_controls_of_explorers_meets_no_fault() -> None:
    Search("walks").rounds(walks.one_round, 6).verdict()


def test_answers_by_chance_get_a_sentence_and_what_is_kept_is_there_after_a_restart() -> None:
    Search("replies").rounds(replies.one_round, 15).verdict()
