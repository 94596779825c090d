"""Values that others computed, each file with its provenance."""

import json
from pathlib import Path
from typing import Any

from course_lib.scale import OrdinalScale
from course_lib.trial import OutcomeTable


def values(name: str) -> Any:
    """The content of one reference file."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def table(case: dict[str, Any]) -> OutcomeTable:
    """The outcome table of a reference case, on a scale with as many levels as it has."""
    codes = tuple(str(level) for level in range(len(case["treatment"])))
    scale = OrdinalScale("reference scale", codes, codes)
    return OutcomeTable.from_counts(
        treatment=case["treatment"], control=case["control"], scale=scale
    )
