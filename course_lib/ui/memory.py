"""What a kernel keeps: pauses for the hand kept short, and memory given back."""

from __future__ import annotations

import asyncio
import gc
import sys
from ctypes import CDLL
from functools import cache

_REST = 1.0  # seconds
_waiting: list[asyncio.TimerHandle] = []


@cache
def spare_the_libraries() -> None:
    """Leave what is loaded by now out of garbage collection, once.

    Figures are full of cycles, so dragging a slider collects often; each collection would walk
    through pandas and matplotlib as well, a pause of a tenth of a second that the hand feels.
    """
    gc.freeze()


def give_back() -> None:
    """Hand what computing has left over to the system; where that is not glibc, nothing happens.

    Ten thousand trials leave tens of megabytes that glibc would keep for later: on a machine that
    serves a class, others need them.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


def give_back_at_rest() -> None:
    """The same once nothing was asked for a second, so that no hand waits for it."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # nobody is there to come back later
        return
    for timer in _waiting:
        timer.cancel()
    _waiting[:] = [loop.call_later(_REST, give_back)]
