"""Finding a published trial by its name."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from course_lib.published.record import PublishedTrial
from course_lib.published.schema import published_trial

_FOLDER = files("course_lib.published") / "trials"


@cache
def names() -> tuple[str, ...]:
    """Names of the published trials, in alphabetical order.

    Examples
    --------
    >>> "mr_clean" in names()
    True
    """
    stems = (
        entry.name.removesuffix(".toml")
        for entry in _FOLDER.iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(sorted(stems))


@cache
def load(name: str) -> PublishedTrial:
    """One published trial.

    Parameters
    ----------
    name : str
        One of `names`.

    Raises
    ------
    ValueError
        If there is no such trial; the sentence offers the nearest names.

    Examples
    --------
    >>> trial = load("mr_clean")
    >>> print(trial)
    MR CLEAN: Berkhemer et al. N Engl J Med 2015;372:11–20. doi:10.1056/NEJMoa1411587
    >>> trial.outcomes.participants.tolist()
    [233, 267]
    >>> print(trial.effects[0])
    common odds ratio 1.66 (95% CI 1.21 to 2.28), unadjusted

    >>> load("Mr Clean")
    Traceback (most recent call last):
    ValueError: no published trial 'Mr Clean'; did you mean mr_clean...?
    """
    if name not in names():
        asked = "".join(letter if letter.isalnum() else "_" for letter in str(name).lower())
        near = get_close_matches(asked, names(), n=3, cutoff=0.6)
        offer = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(names())}"
        raise ValueError(f"no published trial {name!r}; {offer}")
    text = (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return published_trial(name, tomllib.loads(text))
