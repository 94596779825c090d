"""A short search of what may befall the file of answers; `make fuzz` searches on."""

import os
from random import Random

import pytest

from tests.fuzz import damage, kills, tabs
from tests.fuzz.search import Search

forks = pytest.mark.skipif(os.name == "nt", reason="kills at a line need fork")


def test_a_file_cut_or_spoilt_at_any_byte_is_set_aside_and_its_whole_answers_stay() -> None:
    search = Search("damage")
    damage.everywhere(search, Random(1))
    search.rounds(damage.one_round, 10).verdict()


@forks
def test_a_kernel_killed_at_a_line_that_writes_leaves_the_file_before_or_after() -> None:
    search = Search("kills")
    kills.every_line(search, Random(1), stride=16)
    search.verdict()


def test_a_kernel_killed_at_any_moment_has_kept_what_it_said_to_keep() -> None:
    Search("kills").rounds(kills.at_a_moment, 2).verdict()


@pytest.mark.parametrize("trouble", tabs.TROUBLES)
def test_two_notebooks_that_write_at_once_lose_nothing(trouble: tabs.Trouble) -> None:
    search = Search("tabs")
    tabs.together(search, Random(1), tabs=2, number=200, trouble=trouble)
    search.verdict()
