"""Whose file is it? The name that a teacher gave it, without what browsers and platforms add."""

from __future__ import annotations

import re

DOWNLOADED = "one-trial-closely-read-progress"
NO_NAME = {DOWNLOADED, "progress", ""}
_COPY = re.compile(r"(\s*\(\d+\)|\s+-\s+(copy|kopie)|\s+copy)$", re.IGNORECASE)
_MOODLE = re.compile(r"_\d+_assignsubmission_file_?")
_ENDING = re.compile(rf"[\s_-]*({DOWNLOADED}|progress)$", re.IGNORECASE)


def learner_name(path: str) -> str:
    """The learner's name as the file's path gives it; empty where the path names nobody.

    A platform's export puts the name into the folder or in front of the downloaded file's name.

    Parameters
    ----------
    path : str
        Place of the file below the folder that was handed in, with ``/``.

    Examples
    --------
    >>> learner_name("Anna Muster_812_assignsubmission_file_/progress.json")
    'Anna Muster'
    >>> learner_name("group 1/ben (2).json"), learner_name("one-trial-closely-read-progress.json")
    ('group 1/ben', '')
    """
    *folders, file = path.split("/")
    parts = [*folders, re.sub(r"\.json$", "", file, flags=re.IGNORECASE)]
    return "/".join(name for part in parts if (name := _person(part)))


def _person(part: str) -> str:
    """One folder's or file's name without additions."""
    name = _ENDING.sub("", _COPY.sub("", _MOODLE.sub("/", part).rstrip("/").split("/")[0]))
    return "" if name.lower() in NO_NAME else name.strip(" _")
