"""A first guess at which column is what, from names and cells; the reader has the last word."""

from __future__ import annotations

from typing import Any, Unpack, cast

from course_lib.report.column_map import Chosen, ColumnMap
from course_lib.report.ist_file import ist_columns
from course_lib.report.likely_columns import Likely
from course_lib.report.participant_file import ParticipantFile
from course_lib.report.wording import listed, quoted

# What a chosen column decides, so that another choice takes it back.
DECIDES = {
    "allocated": ("treatment", "control", "arms", "received", "received_means", "received_cells",
                  "trial", "attribution"),
    "outcome": ("levels", "scale", "missing", "trial", "attribution"),
    "received": ("received_means", "received_cells"),
}  # fmt: skip


def guess_columns(file: ParticipantFile, **chosen: Unpack[Chosen]) -> ColumnMap:
    r"""Which column is the allocated arm, the outcome, the strata and so on.

    A guess from names and cells, to be looked at: ``in_words()`` says it in sentences, and
    ``questions`` what is doubtful in it. Whatever is given is kept, and the rest is guessed around
    it. Only columns whose names say that they were known before allocation become covariates.
    The public file of the International Stroke Trial is recognised with its traps.

    Parameters
    ----------
    file : ParticipantFile
        From ``read_participants``.
    **chosen
        Any part of a ``ColumnMap``: ``allocated="group"``, ``control="usual"``,
        ``levels=["good", "poor"]``, ``covariates=["age"]``.

    Raises
    ------
    ValueError
        If a chosen column or cell is not in the file.

    Examples
    --------
    >>> from course_lib.report import read_participants
    >>> data = b"id,group,GOS,age\n1,A,5,60\n2,B,3,70\n3,A,1,80\n"
    >>> columns = guess_columns(read_participants("trial.csv", data), control="A")
    >>> columns.treatment, columns.levels, columns.participant
    ('B', ('5', '3', '1'), 'id')
    >>> columns.questions[0]
    "Is '5' the best level of 'GOS' and '1' the worst?"
    """
    _refuse_unknown(file, chosen)
    said: dict[str, Any] = {**_of_a_known_trial(file, chosen), **chosen}
    likely = Likely(file)
    if "allocated" not in said:
        said["allocated"] = likely.allocated()
    if "outcome" not in said:
        said["outcome"] = likely.outcome(said["allocated"])
    allocated, outcome = said["allocated"], said["outcome"]
    guessed: dict[str, Any] = {}
    if allocated:
        guessed |= likely.arms(allocated, said)
        if "received" not in said:
            said["received"] = likely.received({allocated, outcome})
        if said["received"] and "received_cells" not in said:
            guessed |= likely.received_cells(said["received"], {**guessed, **said})
    if outcome:
        guessed |= likely.levels(outcome, said)
    guessed |= likely.others({allocated, outcome, said.get("received")}, said)
    parts: dict[str, Any] = {**guessed, **said}
    for key, value in parts.items():
        parts[key] = tuple(value) if isinstance(value, list) else value
    return ColumnMap(**parts, questions=tuple(likely.questions))


def _of_a_known_trial(file: ParticipantFile, chosen: Chosen) -> Chosen:
    """What is known of a public file, but for what the reader has decided otherwise."""
    known = cast("dict[str, Any]", ist_columns(file))
    for part, decided in DECIDES.items():
        if part in chosen and chosen.get(part) != known.get(part):
            known = {key: value for key, value in known.items() if key not in decided}
    return cast("Chosen", known)


def _refuse_unknown(file: ParticipantFile, chosen: Chosen) -> None:
    said = cast("dict[str, Any]", chosen)
    for part in said:
        if part not in Chosen.__annotations__:
            raise ValueError(
                f"no part {quoted(part)}; the parts are {listed(Chosen.__annotations__, 20)}"
            )
    for part in ("allocated", "outcome", "received", "participant"):
        if said.get(part):
            file.column(said[part])
    for part in ("stratum", "covariates"):
        if isinstance(said.get(part, ()), str):
            raise ValueError(f"{part} are several columns: [{quoted(said[part])}]")
        for name in said.get(part, ()):
            file.column(name)
