"""The README tells the truth: its lessons exist, its minutes are the notebooks' own."""

import importlib.util
import re
import tomllib

import pytest
import yaml

from tests.house import tree
from tests.house.test_notebooks import lessons

ROW = re.compile(r"^\| \[`(\d\d_\w+)`\]\(notebooks/\1\.ipynb\) \|.*\| (\d+) min \|$", re.MULTILINE)
MINUTES = re.compile(r"(\d+) min")
README = (tree.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_lesson_table_names_every_lesson_with_its_own_minutes() -> None:
    table = dict(ROW.findall(README))
    faults = [
        f"README.md: {stem} is in the table but not in notebooks/"
        for stem in table
        if not stem_exists(stem)
    ]
    for path in lessons():
        first = tree.source(tree.notebook(path)["cells"][0])
        found = MINUTES.search(first)
        if not found:
            faults.append(
                f"{path.name}: the first cell says no minutes (for example: about 45 minutes)"
            )
        elif table.get(path.stem) != found[1]:
            faults.append(
                f"README.md: {path.stem} takes {found[1]} min, not {table.get(path.stem)}"
            )
    tree.verdict(faults)


def stem_exists(stem: str) -> bool:
    return (tree.ROOT / f"notebooks/{stem}.ipynb").exists()


def test_the_two_commands_stand_word_for_word() -> None:
    for command in ("python3 course.py", "python3 course.py test"):
        assert f"\n{command}" in README, f"README.md: the command `{command}` is missing"


def test_every_command_that_shows_something_can_be_typed() -> None:
    commands = [
        command.split()
        for page in ("README.md", "CONTRIBUTING.md", "TEACHING.md", "class_server/README.md")
        for command in re.findall(r"`([^`\n]+)`", (tree.ROOT / page).read_text(encoding="utf-8"))
    ]
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    faults = []
    for words in commands:
        if words[0] == "make" and f"\n{words[1]}:" not in makefile:
            faults.append(f"no such target: {' '.join(words)}")
        if words[:3] == ["python3", "course.py", "test"]:
            faults += [f"no such test: {path}" for path in words[3:] if not is_test(path)]
        if "-m" in words and not is_module(words[words.index("-m") + 1]):
            faults.append(f"no such program: {' '.join(words)}")
    assert len(commands) > 50
    tree.verdict(faults)


def is_test(path: str) -> bool:
    return path == "[...]" or (tree.ROOT / path).exists()


def is_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def test_links_inside_the_project_lead_somewhere() -> None:
    faults = []
    for page in tree.ROOT.glob("*.md"):
        for target in re.findall(
            r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")
        ):
            if not (tree.ROOT / target).exists():
                faults.append(f"{page.name}: the link to {target} leads nowhere")
    tree.verdict(faults)


def test_the_project_has_one_address_one_version_and_one_set_of_authors() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((tree.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    address = project["urls"]["Repository"]
    version = re.search(r'__version__ = "(.+)"', (tree.ROOT / "course_lib/__init__.py").read_text())
    assert citation["repository-code"] == address
    assert version is not None
    assert citation["version"] == version[1]
    assert citation["authors"][0]["name"] == project["authors"][0]["name"]
    assert f"mybinder.org/v2/gh/{address.removeprefix('https://github.com/')}/HEAD" in README


def test_the_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    # Berkhemer et al., N Engl J Med 2015;372:11: unadjusted common odds ratio 1.66 (1.21 to 2.28)
    assert "1.66 (95% CI 1.21 to 2.28)" in capsys.readouterr().out
