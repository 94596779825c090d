"""Where chance comes from."""

from __future__ import annotations

import numpy as np


def generator(rng: np.random.Generator) -> np.random.Generator:
    """The same generator; a ValueError where it is none, as a bare seed is."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy Generator, as numpy.random.default_rng(1) gives; not {rng!r}"
        )
    return rng
