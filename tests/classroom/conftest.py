from pathlib import Path

import pytest

from tests.classroom.simulated_class import learner


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Three learners' downloads: all twelve lessons, the first four, and the first."""
    folder = tmp_path_factory.mktemp("kept")
    lessons = {"Ada": 12, "Ben": 4, "Cem": 1}
    return {
        name: learner(folder, number, lessons=count)
        for number, (name, count) in enumerate(lessons.items())
    }


@pytest.fixture
def answers(texts: dict[str, str], tmp_path: Path) -> Path:
    """A folder as a teacher has it."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder
