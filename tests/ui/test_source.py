import functools
import inspect
import json
import re

import pytest

from course_lib.design import shifted
from course_lib.ui.inline import markup
from course_lib.ui.lesson import Lesson
from course_lib.ui.source import show_source


def test_the_source_names_its_file_in_the_package() -> None:
    assert show_source(markup).place == "course_lib/ui/inline.py"


def test_of_the_documentation_the_first_line_is_shown() -> None:
    code = show_source(shifted).code
    first = inspect.getdoc(shifted).splitlines()[0]  # type: ignore[union-attr]
    assert f'    """{first}"""\n' in code
    assert "Parameters" not in code
    whole = inspect.getsource(shifted)
    assert code.splitlines()[-1] == whole.splitlines()[-1]
    assert show_source(shifted, whole=True).code == whole


def test_the_coloured_source_says_exactly_what_the_source_says() -> None:
    data = show_source(markup, whole=True)._repr_mimebundle_()
    bare = re.sub(r"<[^>]+>", "", data["text/html"].split("<pre", 1)[1].split(">", 1)[1])
    for sign, escaped in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        bare = bare.replace(escaped, sign)
    assert bare == inspect.getsource(markup)
    assert data["text/plain"].endswith(inspect.getsource(markup))


def test_colours_follow_the_theme() -> None:
    html = show_source(markup)._repr_mimebundle_()["text/html"]
    colours = re.findall(r"color: ([^;\"]+)", html)
    assert colours
    assert all(colour.startswith("var(--jp-mirror-editor-") for colour in colours)


def test_a_method_is_shown_without_the_indentation_of_its_class() -> None:
    assert show_source(Lesson.note).code.startswith("def note(")


def test_a_decorated_function_shows_what_was_written() -> None:
    assert show_source(functools.cache(markup), whole=True).code == inspect.getsource(markup)


@pytest.mark.parametrize("stranger", [json.dumps, len])
def test_what_is_not_of_the_course_is_refused(stranger: object) -> None:
    with pytest.raises(ValueError, match="give a function of course_lib"):
        show_source(stranger)  # type: ignore[arg-type]
