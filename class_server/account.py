"""What a rehearsal found, in one record: printed for people, saved as measured.toml."""

import os
import platform
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from class_server.environment import LOCK
from class_server.learner import Visit
from class_server.meter import HUB, Use
from class_server.sizing import capacity, from_record, needs

SENTENCES = """\
{rehearsal_learners} learners at once, lesson {rehearsal_lesson}
  on {rehearsal_cores} cores with {rehearsal_memory_gb} GB; all done after {outcome_seconds} s
  {outcome_failed_cells} of {outcome_cells} cells failed
  {outcome_lost_answers} of {outcome_answers} answers lost
  {outcome_files_read_by_the_teacher} of {rehearsal_learners} files read by the teacher's table
  server ready after {wait_start_median} s, at the longest {wait_start_longest} s
  lesson run and answered {wait_lesson_median} s later, at the longest {wait_lesson_longest} s
  a comparison drawn in {wait_redraw_median} s, at the longest {wait_redraw_longest} s
  most for a learner: {learner_memory_mb} MB
    (server {learner_server_mb}, kernel {learner_kernel_mb})
  a learner on average: {learner_cpu_seconds} processor seconds
  the hub: {hub_memory_mb} MB and {hub_cpu_seconds} processor seconds
  so a learner is promised {promise} MB and may take {limit} MB
"""
ENOUGH = 10  # fewer do not keep a machine busy, so their time says little about more
SERVES = "  and a machine of this size serves {} learners\n"
UNKNOWN = f"  (how many a machine serves is said after {ENOUGH} learners or more and no failure)\n"

Record = dict[str, dict[str, str | int | float]]
"""Sections of measured.toml."""


@dataclass(frozen=True)
class Kept:
    """What came back: how many answers were sent, which were lost, how many files were read."""

    answers: int
    lost: Sequence[str]
    read: int


def record(lesson: str, visits: Sequence[Visit], kept: Kept, seconds: float) -> Record:
    """What happened, without what it used."""
    redraws = [seconds for visit in visits for seconds in visit.redraws]
    return {
        "rehearsal": {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "learners": len(visits),
            "lesson": lesson,
            "cores": os.cpu_count() or 1,
            "memory_gb": machine_gb(),
            "python": platform.python_version(),
            "jupyterhub": hub_version(),
        },
        "outcome": {
            "cells": sum(visit.cells for visit in visits),
            "failed_cells": sum(visit.failed_cells for visit in visits),
            "answers": kept.answers,
            "lost_answers": len(kept.lost),
            "files_read_by_the_teacher": kept.read,
            "seconds": round(seconds),
        },
        "wait": {
            "start_median": _median(visit.start for visit in visits),
            "start_longest": _longest(visit.start for visit in visits),
            "lesson_median": _median(visit.lesson for visit in visits),
            "lesson_longest": _longest(visit.lesson for visit in visits),
            "redraw_median": _median(redraws, 2),
            "redraw_longest": _longest(redraws, 2),
        },
    }


def used(peaks: Mapping[str, Use], ends: Mapping[str, Use]) -> Record:
    """What the learner who needed most needed, what one took on average, and the hub's part."""
    learners = [use for name, use in peaks.items() if name != HUB]
    largest = max(learners, key=lambda use: use.memory_mb, default=Use())
    seconds = [use.cpu_seconds for name, use in ends.items() if name != HUB]
    return {
        "learner": {
            "memory_mb": round(largest.memory_mb),
            "memory_median_mb": round(
                statistics.median(use.memory_mb for use in learners or [Use()])
            ),
            "server_mb": round(largest.server_mb),
            "kernel_mb": round(largest.kernel_mb),
            "resident_mb": round(largest.resident_mb),
            "cpu_seconds": round(statistics.mean(seconds or [0.0]), 1),
        },
        "hub": {
            "memory_mb": round(peaks.get(HUB, Use()).memory_mb),
            "cpu_seconds": round(ends.get(HUB, Use()).cpu_seconds, 1),
        },
    }


def sentences(found: Record) -> str:
    """The record in words."""
    flat = {f"{section}_{name}": v for section, part in found.items() for name, v in part.items()}
    measure = from_record(found)
    flat["promise"] = needs(measure).memory_guarantee_mb
    flat["limit"] = needs(measure).memory_limit_mb
    failures = int(flat["outcome_failed_cells"]) + int(flat["outcome_lost_answers"])
    if int(flat["rehearsal_learners"]) < ENOUGH or failures:
        return SENTENCES.format(**flat) + UNKNOWN
    cores, memory_gb = flat["rehearsal_cores"], flat["rehearsal_memory_gb"]
    serves = capacity(measure, cores=int(cores), memory_gb=float(memory_gb))
    return SENTENCES.format(**flat) + SERVES.format(serves)


def toml(found: Record) -> str:
    """The record as measured.toml."""
    parts = ["# Written by `python -m class_server.rehearsal --save`. 1 MB is 1024² bytes.\n"]
    for section, values in found.items():
        lines = [f"{name} = {_value(value)}" for name, value in values.items()]
        parts.append("\n".join([f"[{section}]", *lines]) + "\n")
    return "\n".join(parts)


def machine_gb() -> int:
    """Memory of this machine in GB of 1024³, rounded down."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return int(pages / 1024**3)


def hub_version(lock: Path = LOCK) -> str:
    """The version of JupyterHub that the lock names."""
    pinned = re.search(r"(?m)^jupyterhub==(\S+)", lock.read_text(encoding="utf-8"))
    return pinned[1] if pinned else "unknown"


def _value(value: str | float) -> str:
    """A value as TOML writes it; a date stands without quotes."""
    is_date = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return f'"{value}"' if isinstance(value, str) and not is_date else str(value)


def _median(seconds: Iterable[float], digits: int = 0) -> float:
    return _rounded(statistics.median(list(seconds) or [0.0]), digits)


def _longest(seconds: Iterable[float], digits: int = 0) -> float:
    return _rounded(max(seconds, default=0.0), digits)


def _rounded(value: float, digits: int) -> float:
    return round(value, digits) if digits else round(value)
