"""What the README tells a teacher to type, set and click is there."""

import re

from class_server.environment import PYTHON
from class_server.link import link
from tests.house import tree

FOLDER = tree.ROOT / "class_server"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
CONFIG = (FOLDER / "jupyterhub_config.py").read_text(encoding="utf-8")


def test_every_link_inside_the_project_leads_to_a_file_and_a_heading() -> None:
    links = re.findall(r"\]\((?!https://)([^)#]+)(?:#([^)]+))?\)", README)
    assert len(links) >= 6
    for target, anchor in links:
        text = (FOLDER / target).read_text(encoding="utf-8")
        headings = re.findall(r"(?m)^#+ (.+)$", text)
        assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings]


def test_the_written_link_is_the_one_that_the_command_makes() -> None:
    assert f"`{link('https://HUB')}`" in README


def test_every_setting_that_the_readme_names_is_read_by_the_configuration_and_the_other_way_round() -> (
    None
):
    named = set(re.findall(r"\bCLASS_[A-Z_]+", README))
    read = set(re.findall(r"\bCLASS_[A-Z_]+", CONFIG))
    assert named == read - {"CLASS_TEACHER"}  # its default is a good name


def test_the_service_starts_the_environment_that_the_command_makes() -> None:
    start = re.search(
        r"ExecStart=/opt/one-trial/(\S+) -m jupyterhub -f /opt/one-trial/(\S+)", README
    )
    assert start is not None
    assert tree.ROOT / start[1] == PYTHON
    assert (tree.ROOT / start[2]).exists()


def test_the_programs_that_it_names_are_there() -> None:
    modules = set(re.findall(r"python3? -m (class_server[\w.]*|course_lib[\w.]*)", README))
    assert {"class_server.environment", "class_server.link", "class_server.rehearsal"} <= modules
    for module in modules:
        place = tree.ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists()
    assert "class:\n\t$(RUN) python -m class_server.rehearsal\n" in (
        tree.ROOT / "Makefile"
    ).read_text(encoding="utf-8")
