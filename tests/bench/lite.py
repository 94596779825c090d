"""How long a reader waits in the edition that runs in the browser, with nothing kept from before.

python -m tests.bench lite
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from edition.lite import write_lite
from tests.bench.measure import Row
from tests.browser.lab import browser, chromium
from tests.edition.test_lite_browser import (
    BY_PYTHON,
    BY_THE_PAGE,
    LESSON,
    PATIENCE,
    moves,
    ready,
    served,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN_ALL = """() => { window.ran = false; window.jupyterapp.commands
    .execute('notebook:run-all-cells').then(() => { window.ran = true; }); }"""
UNLOCKED = """() => window.ran && [...document.querySelectorAll('.cx input[type=range]')]
    .some((slider) => !slider.disabled && slider.closest('.cx').querySelector('svg'))"""
PICTURE = "() => document.querySelector('.cx-picture svg')"
CHANGES = 10


def rows() -> list[Row]:
    """Build the edition, open lesson 03 in a new browser, and take the times."""
    if chromium() is None:
        raise RuntimeError("no Chromium or Chrome on this machine")
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "lite"
        write_lite(folder)
        with served(folder) as address, browser() as opened:
            page = opened.new_page(viewport={"width": 1280, "height": 16_000})
            return _measured(page, address)


def _measured(page: Page, address: str) -> list[Row]:
    started = time.monotonic()
    page.goto(f"{address}/lab/index.html?path={LESSON}", wait_until="domcontentloaded")
    ready(page)
    idle = time.monotonic() - started
    page.evaluate(RUN_ALL)
    page.wait_for_function(PICTURE, timeout=PATIENCE)
    first = time.monotonic() - started
    skip = page.get_by_role("button", name="Skip", exact=True).first
    skip.click(timeout=PATIENCE)
    page.wait_for_function(UNLOCKED, timeout=PATIENCE)
    return [
        Row("cold: page opened to Python ready", idle, float("inf"), "s"),
        Row("cold: page opened to the first picture of an explorer", first, 40, "s"),
        Row("slider to new picture by Python, median", _change(page, BY_PYTHON), 1, "s"),
        Row("slider to new picture by the page, median", _change(page, BY_THE_PAGE), 1, "s"),
    ]


def _change(page: Page, label: str) -> float:
    """Seconds from one moved slider to its picture."""
    taken = []
    for _ in range(CHANGES):
        started = time.monotonic()
        if not moves(page, label):
            raise RuntimeError(f"the slider {label!r} moved and its picture did not")
        taken.append(time.monotonic() - started)
    return median(taken)
