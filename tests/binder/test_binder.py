"""Binder: what its builder would install and start, and what postBuild leaves behind."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.house import tree

BINDER = tree.ROOT / "binder"
Built = tuple[Path, list[str], list[dict[str, str]]]


def at(recipe: str, step: str) -> int:
    """Where a step stands in the recipe; it must stand there once."""
    assert recipe.count(step) == 1, f"{step!r} stands {recipe.count(step)} times in\n{recipe}"
    return recipe.index(step)


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Dockerfile that repo2docker writes for what is committed; nothing is built."""
    clone = tmp_path_factory.mktemp("binder") / "course"
    for path in tree.shipped():
        copy = clone / tree.name(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes() if tree.name(path).startswith("binder/") else b"")
    (clone / "binder/postBuild").chmod(0o755)
    asked = ["--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", str(clone)]
    command = [sys.executable, "-m", "repo2docker", *asked]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return made.stderr + made.stdout


def test_binder_takes_the_python_that_is_asked_for(recipe: str) -> None:
    wanted = (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    assert f"conda environment for python={wanted}\n" in recipe


def test_binder_installs_the_lock_and_nothing_else_of_ours(recipe: str) -> None:
    assert re.findall(r"pip install .*", recipe) == [
        'pip install --no-cache-dir -r "binder/requirements.txt"'
    ]
    # environment.yml lies at the top for people with conda; Binder must not take both
    assert not re.search(r"environment\.yml|apt\.txt|pip install .* \.", recipe)
    lock = (BINDER / "requirements.txt").read_text()
    pins = re.findall(r"(?m)^[a-z0-9][^#\n]*==\S+.*?(?=^\S|\Z)", lock, re.DOTALL)
    assert len(pins) > 50
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_binder_warms_the_course_after_the_packages_and_before_the_server(recipe: str) -> None:
    packages = at(recipe, 'pip install --no-cache-dir -r "binder/requirements.txt"')
    course = at(recipe, "src/ ${REPO_DIR}/")
    warmed = at(recipe, "\nRUN ./binder/postBuild\n")
    assert packages < course < warmed < at(recipe, '\nCMD ["jupyter", "notebook", ')


def test_postbuild_is_committed_as_a_program() -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps no right to execute.")
    assert os.access(BINDER / "postBuild", os.X_OK)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An environment after postBuild, run twice: its folder, what was said, what lay there."""
    if os.name == "nt":
        pytest.skip("Binder is Linux; postBuild is a shell script.")
    place = tmp_path_factory.mktemp("postbuild")
    venv.create(place / "env", symlinks=True)
    site = sysconfig.get_path("purelib", "venv", {"base": str(place / "env")})
    Path(site, "packages.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    for path in tree.shipped():
        if tree.name(path).startswith(("binder/", "course_lib/")):
            copy = place / "course" / tree.name(path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    home = place / "home"
    home.mkdir()
    env = {"HOME": str(home), "PATH": f"{place / 'env/bin'}{os.pathsep}{os.environ['PATH']}"}
    said, lay = [], []
    for _ in range(2):
        script = ["bash", str(place / "course/binder/postBuild")]
        ran = subprocess.run(script, cwd=place / "course", env=env, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        said.append(ran.stdout)
        lay.append({str(path): content(path) for path in place.rglob("*") if path.is_file()})
    return place, said, lay


def content(path: Path) -> str:
    """Bytes as text; of byte code only that it is there, since it holds a time."""
    return "" if path.suffix == ".pyc" else path.read_bytes().hex()


def test_postbuild_draws_the_first_picture_of_the_committed_course(built: Built) -> None:
    place, said, _ = built
    assert said[0].startswith("Warmed: ")
    assert said[0] == said[1]
    pth = next((place / "env").rglob("one_trial.pth"))
    assert pth.read_text() == f"{place / 'course'}\n"


def test_postbuild_leaves_byte_code_the_list_of_fonts_and_a_quiet_lab(built: Built) -> None:
    place, _, _ = built
    sources = list((place / "course/course_lib").rglob("*.py"))
    tag = sys.implementation.cache_tag
    compiled = [path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc" for path in sources]
    assert [path for path in compiled if not path.exists()] == []
    assert list((place / "home/.cache/matplotlib").glob("fontlist-*.json"))
    settings = place / "env/share/jupyter/lab/settings/overrides.json"
    said = json.loads(settings.read_text())["@jupyterlab/apputils-extension:notification"]
    assert said == {"fetchNews": "false", "checkForUpdates": False}


def test_postbuild_run_twice_changes_nothing_and_answers_no_question_for_the_learner(
    built: Built,
) -> None:
    place, _, lay = built
    assert lay[0] == lay[1]
    assert list(place.rglob("progress.json")) == []
