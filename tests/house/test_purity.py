"""Computing layers neither print, plot, show nor open files; figures never touch pyplot."""

import ast

from tests.house import tree

COMPUTING = tuple(
    f"course_lib/{layer}"
    for layer in ("scale", "counts", "trial", "design", "estimate", "analysis", "evidence")
)
SHOWING = ("matplotlib", "seaborn", "ipywidgets", "anywidget", "IPython")
TOUCHING = {"print", "open", "input"}
GLOBAL_CHANCE = ("numpy.random.seed", "numpy.random.rand", "random")


def is_under(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_computing_layers_import_nothing_that_shows() -> None:
    faults = [
        f"{tree.name(path)}:{line}: computing imports {module}; pictures belong to figures"
        for path in tree.modules(*COMPUTING, "course_lib/published")
        for line, module in tree.imported(path)
        if is_under(module, SHOWING)
    ]
    tree.verdict(faults)


def test_computing_layers_do_not_print_or_open_files() -> None:
    faults = []
    for path in tree.modules(*COMPUTING):
        for node in ast.walk(tree.parsed(path)):
            called = (
                node.func.id
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                else ""
            )
            if called in TOUCHING:
                faults.append(f"{tree.name(path)}:{node.lineno}: computing calls {called}()")  # type: ignore[attr-defined]
    tree.verdict(faults)


def test_the_course_never_uses_pyplot_or_statsmodels() -> None:
    faults = [
        f"{tree.name(path)}:{line}: {module} is not used here: figures are made with "
        "matplotlib.figure.Figure, and statsmodels is for tests"
        for path in tree.modules("course_lib")
        for line, module in tree.imported(path)
        if is_under(module, ("matplotlib.pyplot", "statsmodels"))
    ]
    tree.verdict(faults)


def test_randomness_is_an_argument() -> None:
    faults = [
        f"{tree.name(path)}:{line}: {module} hides its state; take `rng` as an argument"
        for path in tree.modules("course_lib")
        for line, module in tree.imported(path)
        if is_under(module, GLOBAL_CHANCE)
    ]
    tree.verdict(faults)
