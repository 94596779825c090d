"""A real JupyterHub and two learners who come in at once: nothing fails, nothing is lost."""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from class_server import environment, rehearsal
from class_server.account import sentences, toml
from class_server.meter import family
from class_server.rehearsal import rehearse
from class_server.rehearsed_hub import free_ports, hub
from tests.class_server.door import awake, make_or_skip
from tests.house import tree

KNOWN = """
import json, sys
from traitlets.config.loader import PyFileConfigLoader
from jupyterhub.app import JupyterHub
from jupyterhub.auth import Authenticator
from jupyterhub.authenticators.shared import SharedPasswordAuthenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import Spawner
from systemdspawner import SystemdSpawner
classes = (JupyterHub, Authenticator, SharedPasswordAuthenticator, ConfigurableHTTPProxy, Spawner,
           SystemdSpawner)
config = PyFileConfigLoader("jupyterhub_config.py", path=sys.argv[1]).load_config()
known = {one.__name__: set(one.class_trait_names(config=True)) for one in classes}
unknown = [f"{section}.{name}" for section in config for name in config[section]
           if name not in known.get(section, ())]
print(json.dumps({"sections": sorted(config), "unknown": unknown}))
"""


class Stay(urllib.request.HTTPRedirectHandler):
    """Where a login leads is looked at and not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


def login(address: str, name: str, password: str) -> int:
    """The status with which the hub answers its own form, as a browser sends it."""
    cookies = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies), Stay)
    browser.open(f"{address}/hub/login", timeout=60).close()
    ours = next(cookie.value for cookie in cookies if cookie.name == "_xsrf")
    form = {"username": name, "password": password, "_xsrf": ours}
    try:
        browser.open(f"{address}/hub/login", urlencode(form).encode(), timeout=60).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
    return 200


@pytest.fixture(scope="module")
def made() -> Path:
    """The class server's own environment, made if it is not there."""
    make_or_skip()
    return environment.PYTHON


def test_two_learners_at_once_fail_no_cell_and_lose_no_answer(made: Path) -> None:
    found, trouble = rehearse(2, patience=150)
    assert trouble == []
    outcome, learner = found["outcome"], found["learner"]
    assert outcome["cells"] == 2 * 19
    assert outcome["answers"] == 2 * 16
    assert outcome["failed_cells"] == outcome["lost_answers"] == 0
    assert outcome["files_read_by_the_teacher"] == 2
    assert found["wait"]["redraw_longest"] > 0
    assert learner["server_mb"] > 40
    assert learner["kernel_mb"] > 60
    assert learner["memory_mb"] <= learner["resident_mb"] < 1000
    assert 1 < learner["cpu_seconds"] < 60
    assert "0 of 32 answers lost" in sentences(found)
    assert "lost_answers = 0\n" in toml(found)


def test_a_hub_ends_with_everything_that_it_started(made: Path, tmp_path: Path) -> None:
    async def one_learner(address: str, token: str) -> None:
        await (await awake(address, token)).start("anna")

    with hub(tmp_path, patience=150) as running:
        asyncio.run(asyncio.wait_for(one_learner(running.address, running.token), 150))
        members = family(running.process)
        assert len(members) >= 4  # hub, proxy, culler, one server
    deadline = time.monotonic() + 10
    while (
        left := [m for m in members if Path(f"/proc/{m}").exists()]
    ) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []
    home = tmp_path / "homes/anna/notebooks"
    assert (home / "00_start_here.ipynb").exists()


def test_the_password_of_the_class_opens_the_door_to_plain_names_and_nothing_else_does(
    made: Path, tmp_path: Path
) -> None:
    with hub(tmp_path, patience=150) as running:
        asyncio.run(awake(running.address, running.token))
        assert login(running.address, "anna", running.password) == 302
        for name, password in [
            ("anna", "a guess"),
            ("anna", ""),
            ("-rf", running.password),
            ("two words", running.password),
        ]:
            assert login(running.address, name, password) in (400, 403), (name, password)


def test_every_name_in_the_real_configuration_is_one_that_jupyterhub_knows(made: Path) -> None:
    env = os.environ | {"CLASS_PASSWORD": "of the class", "CLASS_TEACHER_PASSWORD": "t" * 32}
    command = [str(made), "-c", KNOWN, str(environment.HERE)]
    ran = subprocess.run(command, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["unknown"] == []
    assert {"JupyterHub", "SystemdSpawner", "SharedPasswordAuthenticator"} <= set(said["sections"])


def test_a_hub_that_does_not_answer_is_told_with_its_last_words(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "FIRST_START", 0.5)
    with pytest.raises(OSError, match="the hub does not answer; "):
        rehearse(1, patience=10)


@pytest.mark.parametrize("asked", [["--learners", "0"], ["--lesson", "03"], ["--lesson", ""]])
def test_an_impossible_class_is_explained(asked: list[str]) -> None:
    command = [sys.executable, "-m", "class_server.rehearsal", *asked]
    ran = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "at least one learner, and one of the lessons 00_start_here, 01_" in ran.stderr


def test_free_ports_are_each_another() -> None:
    assert len(set(free_ports(20))) == 20
