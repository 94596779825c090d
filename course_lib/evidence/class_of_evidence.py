"""The American Academy of Neurology's class of evidence for a trial of treatment."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

REQUIREMENTS = {
    "rated": "outcome rated by somebody masked, or objective",
    "representative": "representative participants, clear criteria",
    "alike": "arms alike at baseline, or adjusted",
    "concealed": "allocation concealed",
    "outcome": "primary outcome clearly defined",
    "complete": "losses accounted for, at least 80% completing",
    "adherent": "few crossovers",
}
"""What the first class asks of a randomised trial, in our words."""
CLASSES = ("I", "II", "III", "IV")


def evidence_classes(met: Mapping[str, bool | None]) -> tuple[str, ...]:
    """The classes that a randomised trial can still have, given what is known of it.

    A class grades the design, not the result. One unknown requirement is enough to leave it
    open: then all classes are given that the unknown answers allow.

    Parameters
    ----------
    met : mapping of str to bool or None
        Whether each of the ``REQUIREMENTS`` is met; None, or absent, where it is not known.

    Returns
    -------
    tuple of str
        From "I" to "IV", the best first.

    Raises
    ------
    ValueError
        If a requirement is unknown to the scheme.

    Notes
    -----
    The scheme of 2010, read strictly: all requirements met is class I, one lacking class II, more
    lacking class III. An outcome that is neither objective nor rated by somebody who does not
    know the treatment can be no better than class IV. Later versions of the scheme let class II
    lack two.

    References
    ----------
    American Academy of Neurology. Classification of evidence for therapeutic studies, 2010.

    Examples
    --------
    >>> evidence_classes(dict.fromkeys(REQUIREMENTS, True))
    ('I',)
    >>> evidence_classes(dict.fromkeys(REQUIREMENTS, True) | {"concealed": None})
    ('I', 'II')
    """
    if strangers := [name for name in met if name not in REQUIREMENTS]:
        raise ValueError(f"no requirement {strangers[0]!r}; they are {', '.join(REQUIREMENTS)}")
    answers = [
        (True, False) if met.get(name) is None else (bool(met[name]),) for name in REQUIREMENTS
    ]
    found = {_class(dict(zip(REQUIREMENTS, one, strict=True))) for one in product(*answers)}
    return tuple(name for name in CLASSES if name in found)


def _class(met: Mapping[str, bool]) -> str:
    """The class where every answer is known."""
    lacking = sum(not answer for answer in met.values())
    return "IV" if not met["rated"] else CLASSES[min(lacking, 2)]
