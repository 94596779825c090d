"""Each learner gets a copy of the notebooks; what a learner has changed is never overwritten."""

import os
import subprocess
import sys
from pathlib import Path

from class_server.own_copy import NOTEBOOKS, give
from tests.house import tree

FIRST = "00_start_here.ipynb"


def test_every_notebook_and_image_arrives_and_can_be_written(tmp_path: Path) -> None:
    given = give(tmp_path)
    shipped = [path for path in tree.shipped() if path.is_relative_to(NOTEBOOKS)]
    assert {path.relative_to(NOTEBOOKS).as_posix() for path in shipped} <= set(given)
    assert all((tmp_path / "notebooks" / name).stat().st_mode & 0o200 for name in given)


def test_the_second_start_copies_nothing_and_keeps_what_the_learner_wrote(tmp_path: Path) -> None:
    give(tmp_path)
    mine = tmp_path / "notebooks" / FIRST
    mine.write_text("my own")
    assert give(tmp_path) == []
    assert mine.read_text() == "my own"


def test_a_notebook_put_away_comes_back_fresh(tmp_path: Path) -> None:
    give(tmp_path)
    mine = tmp_path / "notebooks" / FIRST
    mine.rename(mine.with_name("mine.ipynb"))
    assert give(tmp_path) == [FIRST]
    assert mine.read_bytes() == (NOTEBOOKS / FIRST).read_bytes()


def test_a_copy_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / f".{FIRST}.half").write_text("{")
    assert FIRST in give(tmp_path)
    assert not (tmp_path / "notebooks" / f".{FIRST}.half").exists()


def test_a_home_that_cannot_be_written_is_said_and_the_server_starts_all_the_same(
    tmp_path: Path,
) -> None:
    home, server = tmp_path / "home", tmp_path / "jupyterhub"
    home.write_text("a file where a folder should be")
    server.mkdir()
    (server / "__init__.py").write_text("")
    (server / "singleuser.py").write_text("import sys; print('server with', sys.argv[1:])")
    env = os.environ | {"HOME": str(home), "PYTHONPATH": f"{tmp_path}{os.pathsep}{tree.ROOT}"}
    command = [sys.executable, "-m", "class_server.own_copy", "--port=1"]
    started = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert started.stdout == "server with ['--port=1']\n"
    assert "The notebooks were not all copied" in started.stderr
