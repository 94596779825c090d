"""In a real kernel, as a learner's front end hears it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from course_lib.ui.unknown_name import told
from tests.house import tree


@contextmanager
def started() -> Iterator[BlockingKernelClient]:
    """A fresh kernel, as a front end starts it."""
    manager, client = start_new_kernel(cwd=str(tree.ROOT))
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    with started() as client:
        assert said(client, "%load_ext course_lib.ui.unknown_name") == []
        yield client


def said(client: BlockingKernelClient, source: str) -> list[str]:
    """What a cell shows as an error."""
    lines: list[str] = []

    def hear(message: dict[str, dict[str, list[str]]]) -> None:
        lines.extend(message["content"].get("traceback", []))

    client.execute_interactive(source, output_hook=hear, timeout=60)
    return lines


def test_a_cell_that_is_run_before_those_above_it_says_what_to_do(
    kernel: BlockingKernelClient,
) -> None:
    assert said(kernel, "lesson.facts()") == [told("lesson")]


def test_the_cell_counts_as_failed_so_that_run_all_stops_there(
    kernel: BlockingKernelClient,
) -> None:
    reply = kernel.execute_interactive("lesson", output_hook=print, timeout=60)["content"]
    assert (reply["status"], reply["ename"]) == ("error", "NameError")


def test_a_learners_own_function_says_so_too(kernel: BlockingKernelClient) -> None:
    assert said(kernel, "def mine():\n    return trail\nmine()") == [told("trail")]


@pytest.mark.parametrize(
    "source",
    [
        "def mine():\n    print(one)\n    one = 1\nmine()",
        "raise NameError('of my own')",
        "1 / 0",
        "import textwrap\ndel textwrap.TextWrapper\ntextwrap.wrap('a')",
    ],
    ids=["unbound", "raised", "another", "in a library"],
)
def test_every_other_error_is_told_in_pythons_own_words(
    kernel: BlockingKernelClient, source: str
) -> None:
    lines = said(kernel, source)
    assert "Traceback" in "".join(lines)
    assert "There is no" not in "".join(lines)


def test_the_first_cell_of_a_lesson_makes_the_kernel_listen() -> None:
    with started() as client:
        assert said(client, "from course_lib.lessons import start_here as lesson") == []
        assert said(client, "trial") == [told("trial")]
