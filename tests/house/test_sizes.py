"""Small: a file of at most 250 lines, a function of at most 30, with at most 6 arguments."""

import ast

from tests.house import tree

FILE_LINES, FUNCTION_LINES, ARGUMENTS, COURSE_LINES = 250, 30, 6, 119


def test_a_file_has_at_most_250_lines() -> None:
    faults = []
    for path in tree.modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        limit = COURSE_LINES if path.name == "course.py" else FILE_LINES
        if lines > limit:
            faults.append(f"{tree.name(path)}: {lines} lines; the limit is {limit}")
    tree.verdict(faults)


def body_lines(function: tree.Function) -> int:
    """Lines from the first statement after the docstring to the last."""
    first = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - first[0].lineno + 1 if first else 0


def test_a_function_has_at_most_30_lines_below_its_docstring() -> None:
    faults = [
        f"{tree.name(path)}:{function.lineno}: {function.name} has {body_lines(function)} lines; "
        f"the limit is {FUNCTION_LINES}"
        for path in tree.modules()
        for function in tree.functions(path)
        if body_lines(function) > FUNCTION_LINES
    ]
    tree.verdict(faults)


def argument_count(function: tree.Function) -> int:
    spec = function.args
    every = [a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    return len([a for a in every if a not in ("self", "cls")])


def test_a_function_has_at_most_6_arguments() -> None:
    faults = [
        f"{tree.name(path)}:{function.lineno}: {function.name} takes {argument_count(function)} "
        f"arguments; the limit is {ARGUMENTS}"
        for path in tree.modules()
        for function in tree.functions(path)
        if argument_count(function) > ARGUMENTS
    ]
    tree.verdict(faults)
