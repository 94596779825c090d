"""A private JupyterLab and a headless Chromium that reads a notebook in it.

Nothing of the learner's own Jupyter is read or changed, and nothing is left behind: the server's
keeper ends it and clears its folder as soon as this process is gone, however it went.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
# Reads its standard input until this process closes it or dies; then ends the server.
KEEPER = """
import shutil, subprocess, sys
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)
sys.stdin.read()
server.terminate()
try:
    server.wait(15)
except subprocess.TimeoutExpired:
    server.kill()
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""
LISTENER = """() => {
    const quiet = window.courseQuiet = { since: performance.now() };
    const stir = () => { quiet.since = performance.now(); };
    const notebook = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
    new MutationObserver(stir).observe(notebook, { subtree: true, childList: true, attributes: true,
        attributeFilter: ['src', 'd', 'width', 'x', 'data-state'], characterData: true });
    setInterval(() => {
        const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
        if (kernel?.status !== 'idle') stir();
        if (document.querySelector('[data-state=busy]')) stir();
    }, 20);
}"""
ALL_RAN = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const cells = panel.content.widgets.filter(
        (cell) => cell.model.type === 'code' && cell.model.sharedModel.source.trim());
    return panel.sessionContext.session?.kernel?.status === 'idle' && cells.every(
        (cell) => cell.model.executionCount !== null && cell.model.executionState !== 'running');
}"""
OPENED = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    return panel?.sessionContext?.session?.kernel?.status === 'idle' && panel.content?.widgets?.length;
}"""
PATIENCE = 120_000


def chromium() -> str | None:
    """Where Chromium or Chrome is on this machine, or None."""
    named = os.environ.get("COURSE_CHROMIUM")
    programs = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return named or next((path for name in programs if (path := shutil.which(name))), None)


@contextmanager
def jupyterlab(folder: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """A private server that shows one folder; gives its address and ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(mkdtemp(prefix="course-lab-"))
    log = home / "server.log"
    with log.open("w") as written:
        keeper = subprocess.Popen(
            [sys.executable, "-c", KEEPER, str(home), *_command(folder, port)],
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, **_private(home), **(environment or {})},
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await_server(address, keeper, log)
        yield address
    finally:
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait(30)


def _command(folder: Path, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"),
        *(
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            "--ServerApp.terminals_enabled=False",
        ),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"),
        "--ServerApp.disable_check_xsrf=True",
    ]


def _private(home: Path) -> dict[str, str]:
    """Folders of the server's own, where no news is fetched and no update is looked for."""
    names = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    setting = home / "settings" / "@jupyterlab" / "apputils-extension"
    setting.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (setting / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {name: str(home / folder) for name, folder in names.items()} | {"PYTHONPATH": paths}


def _await_server(address: str, keeper: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if keeper.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text() if log.exists() else ''}")


@dataclass
class Lab:
    """A page in the browser, and what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    apart: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._look_at(request.url))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(said.text)

    def _look_at(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.strangers.append(url)

    def open(self, notebook: str) -> None:
        """Open a notebook by its path in the server's folder; its kernel is idle afterwards."""
        self.page.goto(f"{self.address}/lab/tree/{notebook}?reset", wait_until="domcontentloaded")
        self.page.wait_for_function(OPENED, timeout=PATIENCE)

    def command(self, name: str) -> None:
        """Do what JupyterLab's menu does: "notebook:run-all-cells", "kernelmenu:restart" …"""
        self.page.evaluate("name => void window.jupyterapp.commands.execute(name)", name)

    def run_all(self) -> None:
        """Run every cell and wait until nothing moves."""
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(ALL_RAN, timeout=PATIENCE)
        self.settle()

    def settle(self, quiet: int = 400) -> None:
        """Wait until kernel, panels and page have been still for so many milliseconds.

        An idle kernel alone is not enough: it is idle between two messages as well.
        """
        if not self.page.evaluate("() => Boolean(window.courseQuiet)"):
            self.page.evaluate(LISTENER)
        self.page.wait_for_timeout(quiet / 2)
        still = "quiet => performance.now() - window.courseQuiet.since > quiet"
        self.page.wait_for_function(still, arg=quiet, timeout=PATIENCE)

    def dark(self) -> None:
        """Change to JupyterLab's dark theme."""
        self.theme("Dark")

    def theme(self, name: str) -> None:
        """Change to JupyterLab's theme "Light" or "Dark"; its curtain has gone afterwards."""
        change = "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${name}`})"
        self.page.evaluate(change, name)
        changed = f"() => document.body.dataset.jpThemeLight === '{str(name == 'Light').lower()}'"
        self.page.wait_for_function(changed)
        self.page.wait_for_function("() => !document.querySelector('#jupyterlab-splash')")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window, closed at the end of the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def lab(
    folder: Path,
    *,
    size: tuple[int, int] = (1280, 1000),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Lab]:
    """JupyterLab on a folder, seen by a browser of a certain size."""
    width, height = size
    with jupyterlab(folder, environment=environment) as address, browser() as opened:
        yield Lab(opened.new_page(viewport={"width": width, "height": height}), address)
