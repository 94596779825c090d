"""R's values for the evidence layer; how they were made stands in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def in_r() -> Any:
    path = Path(__file__).parents[1] / "reference" / "evidence.json"
    return json.loads(path.read_text(encoding="utf-8"))
