"""Which data could lie behind an abstract: the outcome tables that agree with what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from course_lib.counts import whole_numbers
from course_lib.design.chance import generator
from course_lib.evidence.arm_counts import ArmCounts, Counts
from course_lib.evidence.printed import AboutArm
from course_lib.evidence.printed_tests import AboutTable
from course_lib.evidence.tables_found import USUAL, ConsistentTables, Search
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import ARMS, OutcomeTable

AT_ONCE = 20_000
LISTED = 200_000
Progress = Callable[[int, int], None]


def consistent_tables(
    printed: Sequence[AboutArm | AboutTable],
    *,
    participants: tuple[int, int],
    scale: OrdinalScale = MRS,
    search: Search = USUAL,
    rng: np.random.Generator | None = None,
    progress: Progress | None = None,
) -> ConsistentTables:
    """Outcome tables that agree with what a paper prints, all of them or a uniform sample.

    An abstract gives medians and a p-value; the counts stay unknown. This shows how much is left
    open: the tables can differ widely in deaths, in good outcomes, even in which arm did better.
    They are possibilities, not estimates. That a table is drawn often does not make it likely: the
    sample is uniform over tables, which is no statement about patients.

    Parameters
    ----------
    printed : sequence
        What the paper prints: `PrintedCount`, `PrintedPercentage`, `PrintedMedian`, `PrintedP`,
        `PrintedOddsRatio`, or your own `AboutArm` or `AboutTable`. Statements about both arms are
        tried in this order, so the quick ones (a Wilcoxon p) come first.
    participants : tuple of int
        (treatment, control).
    scale : OrdinalScale
        Scale of the outcome.
    search : Search
        When to look at all tables, how many to find, how many to try.
    rng : numpy.random.Generator, optional
        Needed where the tables are too many to look at all.
    progress : callable, optional
        Called with (tables tried, tables found) after each batch of 20,000.

    Returns
    -------
    ConsistentTables
        The tables as one stack, how many were tried, and whether these are all.

    Raises
    ------
    ValueError
        If an arm is empty, a level is not on the scale, or chance is needed and `rng` is missing.

    Notes
    -----
    The arms' counts are counted level by level (dynamic programming) in whole numbers. If they
    are few, all pairs of arms are listed; if not, arms are drawn by walking the same counts
    backwards, which is exactly uniform, and tables that miss a p-value are put back.

    Examples
    --------
    39 against 15 participants, medians on the mRS 3 [3–4] and 4 [3–4], p = 0.732:

    >>> from course_lib.evidence import PrintedMedian, PrintedP
    >>> found = consistent_tables(
    ...     [PrintedMedian("3", "treatment", ("3", "4")), PrintedMedian("4", "control", ("3", "4")),
    ...      PrintedP("0.732")], participants=(39, 15), search=Search(wanted=20),
    ...     rng=np.random.default_rng(1))
    >>> found.possible, len(found.tables)
    (96800000, 20)
    """
    if isinstance(printed, AboutArm | AboutTable):
        raise ValueError(f"printed statements are a list; put {printed} in one")
    arms, note = _arms(printed, participants, scale)
    about_both = [item for item in printed if isinstance(item, AboutTable)]
    possible = arms[0].number * arms[1].number
    everything = possible <= search.exhaustive
    if everything:
        batches, enough = _all_pairs(arms), possible + 1
    elif rng is None:
        raise ValueError(
            f"{possible:.3g} tables agree arm by arm, too many to look at all: "
            f"pass rng=numpy.random.default_rng(seed) for a sample"
        )
    else:
        batches, enough = _drawn_pairs(arms, search.tries, generator(rng)), search.wanted
    kept, tried, agreed = [np.zeros((0, 2, len(scale)), dtype=np.int64)], 0, 0
    for counts in batches:
        agreeing = _agreeing(counts, scale, about_both)
        kept.append(agreeing)
        tried, agreed = tried + len(counts), agreed + len(agreeing)
        if progress is not None:
            progress(tried, agreed)
        if agreed >= enough:
            break
    tables = OutcomeTable(np.concatenate(kept)[:enough], scale)
    return ConsistentTables(tables, possible, tried, agreed, everything, note)


def _agreeing(counts: Counts, scale: OrdinalScale, about_both: list[AboutTable]) -> Counts:
    """Each statement is asked only of the tables that agree with those before it."""
    for item in about_both:
        if len(counts):
            counts = counts[item.agrees(OutcomeTable(counts, scale))]
    return counts


def _arms(
    printed: Sequence[AboutArm | AboutTable], participants: tuple[int, int], scale: OrdinalScale
) -> tuple[list[ArmCounts], str]:
    """Both arms' counts, and which statement, if any, leaves none."""
    sizes = whole_numbers(participants)
    if sizes.shape != (2,) or not sizes.all():
        raise ValueError("participants are a pair (treatment, control), at least 1 in each arm")
    arms = [ArmCounts.anywhere(int(size), levels=len(scale)) for size in sizes]
    note, told = "", set[int]()
    for item in printed:
        if isinstance(item, AboutArm):
            place = ARMS.index(item.arm)
            arms[place] = item.narrow(arms[place], scale)
            if not arms[place].number and not note:
                note = f"{item} is impossible with {sizes[place]} participants"
                note += ", or contradicts what is printed before it" if place in told else ""
            told.add(place)
        elif not isinstance(item, AboutTable):
            raise ValueError(f"a printed statement is a PrintedP, PrintedMedian, …; not {item!r}")
    return arms, note


def _all_pairs(arms: list[ArmCounts]) -> Iterator[Counts]:
    controls = arms[1].number
    total = arms[0].number * controls
    treatment, control = (_listed(arm) if total else arm.at for arm in arms)
    for first in range(0, total, AT_ONCE):
        one, other = np.divmod(np.arange(first, min(first + AT_ONCE, total)), controls)
        yield np.stack([treatment(one), control(other)], axis=1)


def _listed(arm: ArmCounts) -> Callable[[Counts], Counts]:
    """The arms by their place, written down beforehand if they are not too many."""
    if arm.number > LISTED:
        return arm.at
    rows = arm.at(np.arange(arm.number))
    return lambda places: rows[places]


def _drawn_pairs(arms: list[ArmCounts], tries: int, rng: np.random.Generator) -> Iterator[Counts]:
    pickers = [_drawn(arm, rng) for arm in arms]
    for first in range(0, tries, AT_ONCE):
        size = min(AT_ONCE, tries - first)
        yield np.stack([pick(size) for pick in pickers], axis=1)


def _drawn(arm: ArmCounts, rng: np.random.Generator) -> Callable[[int], Counts]:
    """Arms by chance, from the list of all if it is short."""
    if arm.number > LISTED:
        return lambda size: arm.draw(size, rng)
    listed = _listed(arm)
    return lambda size: listed(rng.integers(arm.number, size=size))
