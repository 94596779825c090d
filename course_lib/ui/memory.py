"""What a kernel keeps: pauses for the hand kept short, and memory given back."""

from __future__ import annotations

import gc
import sys
from ctypes import CDLL
from functools import cache


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
