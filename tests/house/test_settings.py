"""The settings of an environment: written where Jupyter looks, understood by it, and by every road."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from jupyter_server.config_manager import BaseJSONConfigManager

from course_lib.ui.unknown_name import told
from tests.house import tree

SETTINGS = tree.ROOT / "binder/settings.py"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("settings_under_test", SETTINGS)
    assert spec is not None
    assert spec.loader is not None
    settings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(settings)
    made = tmp_path_factory.mktemp("environment")
    for _ in range(2):  # a second time changes nothing
        settings.write(made, made)
    return made


@pytest.fixture
def kernel(environment: Path) -> Iterator[BlockingKernelClient]:
    config = environment / "etc/ipython/ipython_kernel_config.json"
    manager, client = start_new_kernel(
        cwd=str(tree.ROOT), extra_arguments=[f"--IPKernelApp.config_files={[str(config)]}"]
    )
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_project_is_on_the_path(environment: Path) -> None:
    assert (environment / "one_trial.pth").read_text(encoding="utf-8") == f"{tree.ROOT}\n"


def test_a_kernel_tells_a_missing_name_from_its_start_and_has_no_name_more(
    kernel: BlockingKernelClient,
) -> None:
    lines: list[str] = []

    def hear(message: dict[str, dict[str, list[str]]]) -> None:
        lines.extend(message["content"].get("traceback", []))

    kernel.execute_interactive("lesson.facts()", output_hook=hear, timeout=60)
    assert lines == [told("lesson")]
    source = "assert not {'listen', 'told', 'course_lib'} & set(globals())"
    kernel.execute_interactive(source, output_hook=hear, timeout=60)
    assert lines == [told("lesson")]


def test_the_server_is_told_to_answer_at_once(environment: Path) -> None:
    folder = environment / "etc/jupyter"
    read = BaseJSONConfigManager(config_dir=str(folder), read_directory=True)
    asked = read.get("jupyter_server_config")["ServerApp"]["jpserver_extensions"]
    assert asked == {"course_lib.prompt_answers": True}


def test_jupyterlab_asks_for_no_news(environment: Path) -> None:
    file = environment / "share/jupyter/lab/settings/overrides.json"
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        }
    }


def test_binder_and_a_class_are_given_them_too() -> None:
    roads = {
        "binder/postBuild": "python binder/settings.py",
        "class_server/Dockerfile": "bash binder/postBuild",
        "class_server/environment.py": '"bash", str(AFTERWARDS)',
    }
    for name, said in roads.items():
        assert said in (tree.ROOT / name).read_text(encoding="utf-8"), name
