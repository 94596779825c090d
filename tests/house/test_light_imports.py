"""An import loads what it needs and no more: scipy.stats alone would cost a second."""

import importlib.util
import subprocess
import sys

import pytest

from tests.house import tree

HEAVY = ("scipy.stats", "pandas", "matplotlib", "seaborn", "ipywidgets", "IPython", "statsmodels")
LIGHT_LAYERS = ("scale", "trial", "published", "design", "estimate", "analysis", "evidence")


def loaded_by(statement: str) -> list[str]:
    """Heavy modules in a fresh interpreter after one statement."""
    program = f"import sys; {statement}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=True)
    return run.stdout.split()


@pytest.mark.parametrize("layer", LIGHT_LAYERS)
def test_a_computing_layer_loads_nothing_heavy(layer: str) -> None:
    if importlib.util.find_spec(f"course_lib.{layer}") is None:
        pytest.skip(f"course_lib.{layer} is planned")
    heavy = loaded_by(f"import course_lib.{layer}")
    tree.verdict(
        [
            f"import course_lib.{layer} loads {module}; import it where it is used"
            for module in heavy
        ]
    )


def test_the_package_itself_loads_nothing() -> None:
    program = "import sys, course_lib; print(*[m for m in ('numpy', 'scipy') if m in sys.modules])"
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=True)
    assert not run.stdout.split(), "import course_lib alone must load neither numpy nor scipy"
