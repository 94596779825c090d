"""One declaration, two locks, one conda file: they must say the same versions."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from tests.house import tree

COURSE_LOCK = tree.ROOT / "binder/requirements.txt"
TEST_LOCK = tree.ROOT / "tests/requirements.txt"
CLASS_LOCK = tree.ROOT / "class_server/requirements.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
HOSTS = re.compile(r"https?://|file://|--index-url|--extra-index-url|--find-links|@ ")


def pins(lock: Path, python: str) -> dict[str, str]:
    """Package → version that a lock gives to one Python on Linux."""
    found = {}
    text = lock.read_text(encoding="utf-8").replace("\\\n", "")
    for line in text.splitlines():
        if not line.startswith(("#", " ")) and line.strip():
            pin = Requirement(line.split("--hash")[0])
            here = {
                "python_full_version": f"{python}.9",
                "python_version": python,
                "sys_platform": "linux",
            }
            if pin.marker is None or pin.marker.evaluate(here):
                found[pin.name] = str(pin.specifier).removeprefix("==")
    return found


def declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("lock", "extras"), [(COURSE_LOCK, ["lab"]), (TEST_LOCK, ["lab", "test"])])
def test_a_lock_holds_every_declared_package_in_a_version_that_is_allowed(
    lock: Path, extras: list[str], python: str
) -> None:
    locked = pins(lock, python)
    faults = [
        f"{tree.name(lock)}: {wanted} is locked as {locked.get(wanted.name.lower())}; run `make lock`"
        for wanted in declared(*extras)
        if not wanted.specifier.contains(locked.get(wanted.name.lower(), "0"))
    ]
    tree.verdict(faults)


@pytest.mark.parametrize("python", PYTHONS)
def test_the_tests_run_with_the_versions_of_the_course(python: str) -> None:
    course, tests = pins(COURSE_LOCK, python), pins(TEST_LOCK, python)
    faults = [
        f"{package} is {version} in the course and {tests.get(package)} in the tests; run `make lock`"
        for package, version in course.items()
        if tests.get(package) != version
    ]
    tree.verdict(faults)


@pytest.mark.parametrize("python", PYTHONS)
def test_a_class_runs_with_the_versions_of_the_course(python: str) -> None:
    course, class_ = pins(COURSE_LOCK, python), pins(CLASS_LOCK, python)
    groups = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    faults = [
        f"{package} is {version} in the course and {class_.get(package)} in the class; run `make lock`"
        for package, version in course.items()
        if class_.get(package) != version
    ]
    faults += [
        f"the class's lock holds no {wanted}; run `make lock`"
        for wanted in map(Requirement, groups["hub"])
        if not wanted.specifier.contains(class_.get(wanted.name, "0"))
    ]
    tree.verdict(faults)


def test_the_lock_of_the_proxy_has_a_hash_for_every_package_and_names_no_registry() -> None:
    lock = json.loads((tree.ROOT / "class_server/package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((tree.ROOT / "class_server/package.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert lock["packages"][""]["dependencies"] == asked["dependencies"]
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
    proxy = packages["node_modules/configurable-http-proxy"]
    assert proxy["version"] == asked["dependencies"]["configurable-http-proxy"]


@pytest.mark.parametrize("lock", [COURSE_LOCK, TEST_LOCK, CLASS_LOCK], ids=tree.name)
def test_a_lock_has_a_hash_for_every_package_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    faults = [
        f"{tree.name(lock)}: names a host or a path: {line}"
        for line in text.splitlines()
        if HOSTS.search(line)
    ]
    entries = [e for e in re.split(r"\n(?=[a-z0-9])", text) if re.match(r"[a-z0-9]", e)]
    bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    faults += [f"{tree.name(lock)}: {entry} has no hash" for entry in bare]
    tree.verdict(faults)


def test_conda_and_binder_say_the_versions_of_the_lock() -> None:
    conda = yaml.safe_load((tree.ROOT / "environment.yml").read_text(encoding="utf-8"))
    runtime = (tree.ROOT / "binder/runtime.txt").read_text(encoding="utf-8").strip()
    said = dict(
        line.split("=") for line in conda["dependencies"] if isinstance(line, str) and line != "pip"
    )
    python = said.pop("python")
    locked = pins(COURSE_LOCK, python)
    wanted = {r.name: locked[r.name] for r in declared("lab")}
    # conda-forge's matplotlib-base is matplotlib without a window system
    wanted["matplotlib-base"] = wanted.pop("matplotlib")
    assert runtime == f"python-{python}"
    assert said == wanted, f"environment.yml must list {wanted}"
