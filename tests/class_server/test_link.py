"""The link for learners leads to this repository, its branch and a notebook that exists."""

import subprocess
import sys
import tomllib
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

from class_server.link import link
from tests.house import tree


def decoded(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_link_pulls_this_repository_and_opens_its_first_notebook() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    address = link("https://hub.example.org")
    asked = decoded(address)
    assert urlsplit(address).path == "/hub/user-redirect/git-pull"
    assert asked["repo"] == project["urls"]["Repository"]
    assert asked["branch"] == "main"
    lab, view, folder, *place = PurePosixPath(asked["urlpath"]).parts
    assert (lab, view, folder) == ("lab", "tree", asked["targetpath"])
    assert tree.ROOT.joinpath(*place).exists()


def test_a_teachers_own_repository_opens_in_its_own_folder() -> None:
    asked = decoded(link("https://hub.example.org/base/", "https://git.example.org/a/b.git/", "x"))
    assert asked == {
        "repo": "https://git.example.org/a/b.git/",
        "branch": "x",
        "targetpath": "b",
        "urlpath": "lab/tree/b/notebooks/00_start_here.ipynb",
    }


def test_the_command_prints_the_link() -> None:
    command = [sys.executable, "-m", "class_server.link"]
    said = subprocess.run([*command, "http://h"], cwd=tree.ROOT, capture_output=True, text=True)
    assert said.stdout == link("http://h") + "\n"
    lost = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True)
    assert lost.returncode == 1
    assert "python -m class_server.link https://" in lost.stderr
