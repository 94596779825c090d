"""Every public function of a computing layer says what it means and shows it running."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree
from tests.house.test_purity import COMPUTING


def public(path: Path) -> Iterator[tree.Function | ast.ClassDef]:
    """What a module offers by name: functions and classes that its package exports or that it lists."""
    exported = offered(path)
    for node in tree.parsed(path).body:
        if isinstance(node, (*tree.FUNCTIONS, ast.ClassDef)) and node.name in exported:
            yield node


def offered(path: Path) -> set[str]:
    """Names that the package's __init__ takes from this module; all of them for a module on top."""
    package = path.with_name("__init__.py")
    if package.parent.name == "course_lib" or not package.exists():
        everything = [
            n for n in tree.parsed(path).body if isinstance(n, (*tree.FUNCTIONS, ast.ClassDef))
        ]
        return {node.name for node in everything if not node.name.startswith("_")}
    return {full.rsplit(".", 1)[1] for _, full in tree.imported(package)} | listed(package)


def listed(package: Path) -> set[str]:
    """Every string in the package's __init__: lazy packages name their exports in strings."""
    nodes = ast.walk(tree.parsed(package))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_public_function_and_class_has_a_docstring() -> None:
    faults = [
        f"{tree.name(path)}:{node.lineno}: {node.name} has no docstring"
        for path in tree.modules("course_lib")
        for node in public(path)
        if not ast.get_docstring(node)
    ]
    tree.verdict(faults)


def test_every_public_function_that_computes_shows_a_running_example() -> None:
    # counts is the layers' own inner check, not offered to learners
    layers = [layer for layer in COMPUTING if not layer.endswith("counts")]
    faults = [
        f"{tree.name(path)}:{node.lineno}: {node.name} shows no example (>>>)"
        for path in tree.modules(*layers, "course_lib/published")
        for node in public(path)
        if isinstance(node, tree.FUNCTIONS) and ">>>" not in (ast.get_docstring(node) or "")
    ]
    tree.verdict(faults)
