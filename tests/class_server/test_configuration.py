"""The hub's configuration as JupyterHub reads it: the real one and the one of the rehearsal."""

import re
import subprocess
import sys
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from traitlets.config.loader import PyFileConfigLoader

from class_server.environment import HERE
from class_server.sizing import measured, needs
from tests.house import tree

pwd = pytest.importorskip("pwd")  # JupyterHub does not run on Windows
REHEARSAL = {
    "REHEARSAL_PORT": "8001",
    "REHEARSAL_HUB_PORT": "8002",
    "REHEARSAL_PROXY_PORT": "8003",
    "REHEARSAL_HOMES": "/homes",
    "REHEARSAL_RUNTIME": "/runtime",
    "REHEARSAL_TOKEN": "a-token",
    "REHEARSAL_PATIENCE": "9",
}


def load(name: str) -> Any:
    return PyFileConfigLoader(name, path=str(HERE)).load_config()


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("CLASS_TEACHER_PASSWORD", raising=False)
    monkeypatch.setenv("CLASS_PASSWORD", "of the class")
    return load("jupyterhub_config.py")


def test_without_a_password_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLASS_PASSWORD", raising=False)
    with pytest.raises(SystemExit, match="CLASS_PASSWORD: at least 8 characters"):
        load("jupyterhub_config.py")


def test_the_password_comes_from_the_environment_and_the_file_holds_none(config: Any) -> None:
    assert config.JupyterHub.authenticator_class == "shared-password"
    assert config.SharedPasswordAuthenticator.user_password == "of the class"
    assert "admin_users" not in config.Authenticator
    text = (HERE / "jupyterhub_config.py").read_text(encoding="utf-8")
    assert not re.search(r"dummy|password = [\"']|token", text)


def test_the_teacher_is_an_administrator_with_a_password_of_her_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLASS_PASSWORD", "of the class")
    monkeypatch.setenv("CLASS_TEACHER_PASSWORD", "t" * 32)
    config = load("jupyterhub_config.py")
    assert config.Authenticator.admin_users == {"teacher"}
    assert config.SharedPasswordAuthenticator.admin_password == "t" * 32


def test_each_learner_has_limits_from_the_rehearsal(config: Any) -> None:
    need = needs(measured())
    assert config.JupyterHub.spawner_class == "systemd"
    assert config.Spawner.mem_limit == f"{need.memory_limit_mb}M"
    assert config.Spawner.cpu_limit == need.cpu_limit
    assert config.SystemdSpawner.unit_extra_properties == {"OOMPolicy": "continue"}


def test_each_learner_starts_with_a_copy_of_the_notebooks_at_the_first(config: Any) -> None:
    assert config.Spawner.cmd == [sys.executable, "-m", "class_server.own_copy"]
    assert (tree.ROOT / config.Spawner.default_url.removeprefix("/lab/tree/")).exists()


@pytest.mark.parametrize("name", ["anna", "k17", "a-b_c", "a" * 24])
def test_a_plain_name_may_come_in(config: Any, name: str) -> None:
    assert re.match(config.Authenticator.username_pattern, name)


@pytest.mark.parametrize(
    "name", ["", "7up", "-rf", "../x", "a b", "a\n", "a" * 25, "{USERID}", "ü"]
)
def test_a_name_that_is_no_system_account_may_not(config: Any, name: str) -> None:
    assert not re.match(config.Authenticator.username_pattern, name)


def test_a_new_learner_gets_an_account_whose_home_is_closed_and_an_old_one_keeps_it(
    config: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: ran.append(command))
    known = {"class-old"}

    def account(name: str) -> str:
        if name not in known:
            raise KeyError(name)
        return name

    monkeypatch.setattr(pwd, "getpwnam", account)
    for name in ("old", "new"):
        config.Spawner.pre_spawn_hook(SimpleNamespace(user=SimpleNamespace(name=name)))
    assert ran == [["useradd", "--create-home", "--key", "HOME_MODE=0700", "class-new"]]


def test_a_kernel_is_reached_through_files_whose_paths_are_short_enough(config: Any) -> None:
    assert "--KernelManager.transport=ipc" in config.Spawner.args
    folder = config.Spawner.environment["JUPYTER_RUNTIME_DIR"]
    assert len(f"{folder}/kernel-{uuid.uuid4()}-ipc-5") < 104  # bytes, on every system
    assert config.SystemdSpawner.isolate_tmp is True  # else learners would share the folder


def test_an_idle_server_stops_and_only_that_is_the_culler_allowed(config: Any) -> None:
    (culler,) = config.JupyterHub.services
    assert culler["command"][1:] == [
        "-m",
        "jupyterhub_idle_culler",
        "--timeout=7200",
        "--cull-every=600",
    ]
    (role,) = config.JupyterHub.load_roles
    assert role["services"] == [culler["name"]]
    assert {scope.partition(":")[0] for scope in role["scopes"]} == {"list", "read", "delete"}


def test_the_rehearsal_keeps_the_class_and_changes_only_where_and_how_it_runs(
    config: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in REHEARSAL.items():
        monkeypatch.setenv(name, value)
    rehearsed = load("rehearsal_config.py")
    assert rehearsed.JupyterHub.bind_url == "http://127.0.0.1:8001"
    assert rehearsed.JupyterHub.spawner_class == "simple"
    for same in ("cmd", "default_url", "mem_limit"):
        assert rehearsed.Spawner[same] == config.Spawner[same]
    assert rehearsed.JupyterHub.authenticator_class == config.JupyterHub.authenticator_class
    assert rehearsed.Spawner.args[: len(config.Spawner.args)] == config.Spawner.args
    assert [one["name"] for one in rehearsed.JupyterHub.services] == ["idle", "rehearsal"]


def test_the_folder_is_what_the_configuration_names(config: Any) -> None:
    (proxy,) = config.ConfigurableHTTPProxy.command
    assert Path(proxy).parent == tree.ROOT / ".class_server/node_modules/.bin"
