"""seaborn without what a heat map does not use."""

from __future__ import annotations

import sys
from typing import Any

UNUSED = ("scipy.stats", "scipy.cluster")


def seaborn_alone() -> Any:
    """seaborn, imported without scipy's statistics: 50 MB and half a second less.

    To seaborn scipy is optional: it has densities of its own, and only clustered maps are missing.
    Where scipy's statistics are loaded already, or seaborn is, nothing is left out.

    Examples
    --------
    >>> seaborn_alone().blend_palette(["#000000", "#ffffff"], 3).as_hex()[1]
    '#808080'
    """
    absent = [name for name in UNUSED if name not in sys.modules and "seaborn" not in sys.modules]
    modules: dict[str, Any] = sys.modules
    modules.update(dict.fromkeys(absent))  # None: as if it were not installed
    try:
        import seaborn as sns
    finally:
        for name in absent:
            del modules[name]
    return sns
