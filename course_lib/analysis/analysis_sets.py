"""Intention to treat, modified, per protocol, as treated, safety: five sets of one trial."""

from __future__ import annotations

from numpy.typing import ArrayLike

from course_lib.analysis.analysis_set import NEITHER, AnalysisSet, chosen, places
from course_lib.analysis.criterion import holds
from course_lib.trial import Trial

NO_OUTCOME = "outcome not observed"
NOT_KNOWN = "care received is not known"


def intention_to_treat(trial: Trial) -> AnalysisSet:
    """Everyone allocated, in the arm that chance gave, whatever they then received.

    The only set in which the arms differ by chance and by treatment alone. It answers what
    offering the treatment does, with the adherence that the trial had.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Returns
    -------
    AnalysisSet
        Nobody is left out of the set. Its ``table`` holds those with an outcome, so where
        outcomes are missing that table alone does not make an intention-to-treat analysis; say
        what was assumed of the others.

    Notes
    -----
    ICH E9, section 5.2.1 (full analysis set); Hollis and Campbell, BMJ 1999;319:670-674.

    Examples
    --------
    >>> from course_lib.estimate import risk_difference
    >>> from course_lib.published import ist_trial
    >>> everyone = intention_to_treat(ist_trial())
    >>> everyone.participants, everyone.without_outcome
    ((9720, 9715), (81, 69))
    >>> effect = risk_difference(everyone.table(), cut="not recovered")
    >>> round(1000 * effect.value, 1)    # more alive and independent, per 1000
    12.5
    """
    return chosen("Intention to treat", trial, places(trial, "allocated"), {})


def modified_intention_to_treat(
    trial: Trial, *, keep: str | ArrayLike | None = None, reason: str = "left out after allocation"
) -> AnalysisSet:
    """Those allocated who also meet a condition that is known only after allocation.

    The word has no fixed meaning; a report must say the condition. Each condition that treatment
    itself can change, such as living until the infusion, undoes part of what randomisation did.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.
    keep : str or array_like of bool, optional
        Whom to keep: a column of the trial or one value per participant, True, 1 or "yes"
        against False, 0 or "no"; missing counts as not kept. Default: those whose outcome was
        observed, which others call completers.
    reason : str
        Why the others are not in the set.

    Raises
    ------
    ValueError
        If the column is absent, holds other values, or has not one value per participant.

    Notes
    -----
    With no effect at all, 150 against 150 participants and 12 % deaths, leaving out 40 % of the
    deaths under treatment gives a common odds ratio of 1.15 on average and p below 0.05 in 10 %
    of simulated trials.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> modified_intention_to_treat(ist_trial()).left_out
    {'outcome not observed': (81, 69)}
    """
    if keep is None:
        return chosen(
            "Modified intention to treat",
            trial,
            places(trial, "allocated"),
            {NO_OUTCOME: places(trial, "outcome") == NEITHER},
        )
    kept = holds(trial, keep, "keep")[0]
    return chosen("Modified intention to treat", trial, places(trial, "allocated"), {reason: ~kept})


def per_protocol(trial: Trial, *, adherent: str | ArrayLike | None = None) -> AnalysisSet:
    """Those who kept to their allocation, in that arm.

    It does not say what treatment does for those who take it: who adheres differs from who does
    not, and differently in the two arms. In the International Stroke Trial it doubles the effect.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.
    adherent : str or array_like of bool, optional
        Who kept to the protocol: a column or one value per participant, True, 1 or "yes"
        against False, 0 or "no"; missing is not known and not in the set. Default: whose care
        received is the care allocated.

    Raises
    ------
    ValueError
        If the column is absent, holds other values, or has not one value per participant.

    Notes
    -----
    ICH E9, section 5.2.2 (per protocol set); Hernán and Robins, N Engl J Med 2017;377:1391-1398.

    Examples
    --------
    >>> from course_lib.estimate import risk_difference
    >>> from course_lib.published import ist_trial
    >>> table = per_protocol(ist_trial()).table()
    >>> round(1000 * risk_difference(table, cut="not recovered").value, 1)
    24.7
    """
    allocated, received = places(trial, "allocated"), places(trial, "received")
    if adherent is None:
        unknown, kept = received == NEITHER, received == allocated
    else:
        kept, unknown = holds(trial, adherent, "adherent")
    reasons = {NOT_KNOWN: unknown, "did not receive the allocated care": ~kept & ~unknown}
    return chosen("Per protocol", trial, allocated, reasons)


def as_treated(trial: Trial) -> AnalysisSet:
    """Everyone whose care is known, in the arm whose care they received.

    Arms made by what happened, not by chance: an observational study inside a trial. In the
    International Stroke Trial it nearly triples the effect.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Returns
    -------
    AnalysisSet
        Those whose care received is not known are not in the set.

    Notes
    -----
    Hernán and Robins, N Engl J Med 2017;377:1391-1398.

    Examples
    --------
    >>> from course_lib.estimate import risk_difference
    >>> from course_lib.published import ist_trial
    >>> table = as_treated(ist_trial()).table()
    >>> round(1000 * risk_difference(table, cut="not recovered").value, 1)
    33.7
    """
    received = places(trial, "received")
    return chosen("As treated", trial, received, {NOT_KNOWN: received == NEITHER})


def safety(trial: Trial) -> AnalysisSet:
    """Everyone who received an arm's care, in that arm, to look for harm.

    Harm is looked for where the treatment was, so participants count by what they received. It
    is the right set for adverse events and the wrong one for benefit.

    Parameters
    ----------
    trial : Trial
        Everyone allocated.

    Returns
    -------
    AnalysisSet
        Those of whom it is not known that they received either arm's care are not in the set.
        Its participants are the denominators of adverse events.

    Notes
    -----
    ICH E9, section 6.3: usually all who received at least one dose.

    Examples
    --------
    >>> from course_lib.published import ist_trial
    >>> safety(ist_trial(received="day 14")).participants
    (9072, 10327)
    """
    received = places(trial, "received")
    return chosen("Safety", trial, received, {NOT_KNOWN: received == NEITHER})
