import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as `make site` makes them, without JupyterLite."""
    folder = tmp_path_factory.mktemp("edition") / "_site"
    command = [sys.executable, "-m", "edition", "--pages", str(folder)]
    made = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder
