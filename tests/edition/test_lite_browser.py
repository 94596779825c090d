"""Lesson 03 in the reader's browser: its own Python, nobody else's server, answers that stay."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from edition.lite import write_lite
from tests.browser.lab import browser, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium or Chrome was found here"),
]
LESSON = "03_shift_analysis.ipynb"
NOTEBOOK = "window.jupyterapp?.shell?.currentWidget"
PATIENCE = 240_000
# The learner's answers, where JupyterLite keeps files: in the browser.
BY_PYTHON, BY_THE_PAGE = "More people with it, of 100", "Common odds ratio"  # sliders
KEPT = """() => window.jupyterapp.serviceManager.contents.get('answers/progress.json')
    .then(file => JSON.stringify(file.content).includes('shift_analysis/prediction/'))
    .catch(() => false)"""


class Files(SimpleHTTPRequestHandler):
    """A plain server of files; only WebAssembly needs its own type."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".wasm": "application/wasm"}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a server of this machine; gives its address."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Files, directory=folder)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ready(page: Page) -> None:
    """Wait until Python has started and waits itself."""
    idle = f"() => {NOTEBOOK}?.sessionContext?.session?.kernel?.status === 'idle'"
    page.wait_for_function(idle, timeout=PATIENCE)


def run_all(context: BrowserContext, address: str) -> Page:
    """The lesson on a fresh page, all of its cells run."""
    page = context.new_page()
    page.goto(f"{address}/lab/index.html?path={LESSON}", wait_until="domcontentloaded")
    ready(page)
    page.evaluate(
        "() => { window.ran = false; window.jupyterapp.commands"
        ".execute('notebook:run-all-cells').then(() => { window.ran = true; }); }"
    )
    page.wait_for_function("() => window.ran", timeout=PATIENCE)
    return page


def errors(page: Page) -> list[str]:
    """What the cells say instead of their outputs."""
    told: list[str] = page.evaluate(
        f"""() => {NOTEBOOK}.content.model.toJSON().cells.flatMap(cell => cell.outputs ?? [])
            .filter(output => output.output_type === 'error' || output.data?.['text/plain']
                === undefined && output.name === 'stderr' && !output.text.includes('font cache'))
            .map(output => output.evalue ?? output.text)"""
    )
    return told


def moves(page: Page, label: str) -> bool:
    """Move an unlocked slider by one step; true when the picture below it has changed."""
    changed: bool = page.evaluate(
        """label => new Promise(resolve => {
            const slider = [...document.querySelectorAll('.cx input[type=range]')]
                .find(found => !found.disabled && found.labels[0]?.textContent === label);
            const picture = slider.closest('.cx').querySelector('svg').parentNode;
            new MutationObserver(() => resolve(true)).observe(picture, {childList: true});
            slider.stepUp();
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            setTimeout(() => resolve(false), 20000);
        })""",
        label,
    )
    return changed


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lite") / "lite"
    write_lite(folder)
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as started:
        yield started


def test_lesson_03_runs_answers_and_remembers(course: str, opened: Browser) -> None:
    context = opened.new_context(viewport={"width": 1280, "height": 16_000})
    strangers: list[str] = []
    context.on("request", lambda request: strangers.append(request.url))
    page = run_all(context, course)
    assert errors(page) == []
    page.get_by_role("button", name="Skip", exact=True).first.click()
    page.wait_for_function(KEPT, timeout=PATIENCE)
    assert moves(page, BY_PYTHON)
    assert moves(page, BY_THE_PAGE)
    page.close()
    again = context.new_page()
    again.goto(f"{course}/lab/index.html", wait_until="domcontentloaded")
    again.wait_for_function("() => window.jupyterapp?.serviceManager", timeout=PATIENCE)
    again.wait_for_function(KEPT, timeout=PATIENCE)
    own = (course, "data:", "blob:")
    assert [url for url in strangers if not url.startswith(own)] == []
