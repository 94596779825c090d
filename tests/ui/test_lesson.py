from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from course_lib.ui.lesson import Lesson
from course_lib.ui.lesson_file import KINDS, misconceptions
from course_lib.ui.progress import Progress
from tests.ui.drafts import changed, draft

FOLDER = resources.files("course_lib") / "lessons"
STEMS = sorted(
    Path(file.name).stem
    for file in FOLDER.iterdir()
    if file.name.endswith(".toml") and file.name != "misconceptions.toml"
)
DESIGN = 12  # misconceptions that the course promises to catch


def test_a_lesson_tells_its_title_minutes_and_objectives(tmp_path: Path) -> None:
    lesson = draft(tmp_path)
    assert (lesson.title, lesson.minutes) == ("A draft", 5)
    assert lesson.objectives == ("Tell odds from risks.",)


def question(tables: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tables["question"][0]
    return found


def twice_right(tables: dict[str, Any]) -> None:
    option = question(tables)["option"][0]
    del option["misconception"]
    option["right"] = True


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda t: t.pop("title"), "draft.toml: key 'title' is missing"),
    (lambda t: t.update(minutes="long"), "draft.toml: key 'minutes' must be a number"),
    (lambda t: t.update(objectives=[]), "draft.toml: key 'objectives' is an empty list"),
    (lambda t: t.update(quiz=[]), "draft.toml: key 'quiz' is not known here; known are title"),
    (
        lambda t: t.update(question={}),
        r"draft.toml: key 'question' must be written as \[\[question",
    ),
    (
        lambda t: question(t).update(id="What Doubled"),
        "draft.toml, question 'What Doubled': key 'id' is 'What Doubled'; use lower-case",
    ),
    (
        lambda t: t["note"][0].update(id="what_doubled"),
        "draft.toml, note 'what_doubled': key 'id' occurs twice",
    ),
    (lambda t: question(t).update(text=" "), "question 'what_doubled': key 'text' is empty"),
    (
        lambda t: question(t).update(text="[x](javascript:y)"),
        "question 'what_doubled': key 'text' is wrong: link target",
    ),
    (
        lambda t: question(t)["option"][0].pop("feedback"),
        "draft.toml, question 'what_doubled', option 1: key 'feedback' is missing",
    ),
    (
        lambda t: question(t)["option"][0].pop("misconception"),
        "option 1: key 'misconception' must be there where right = true is not",
    ),
    (
        lambda t: question(t)["option"][1].update(misconception="odds_as_risk"),
        "option 2: key 'misconception' must be there where right = true is not, and only there",
    ),
    (
        lambda t: question(t)["option"][0].update(misconception="made_up"),
        "option 1: key 'misconception' names 'made_up', which misconceptions.toml does not explain",
    ),
    (
        lambda t: question(t)["option"][2].update(misconception="odds_as_risk"),
        "question 'what_doubled': key 'option' names 'odds_as_risk' twice",
    ),
    (twice_right, "needs exactly one option with right = true, not 2"),
    (lambda t: question(t)["option"].pop(1), "needs exactly one option with right = true, not 0"),
    (lambda t: question(t).pop("option"), "needs 2 to 10 options, not 0"),
    (
        lambda t: t["prediction"][0].update(kind="guess"),
        "prediction 'share': key 'kind' is 'guess'; it must be 'choice' or 'number'",
    ),
    (lambda t: t["prediction"][0].update(maximum=0), "key 'maximum' must be above minimum"),
    (lambda t: t["prediction"][0].update(step=0), "key 'step' must be above 0"),
    (
        lambda t: t["prediction"][0].update(maximum=float("inf")),
        "key 'maximum' must be a finite number",
    ),
    (lambda t: t["prediction"][0].update(result=33), "key 'result' is not known here"),
    (
        lambda t: t["prediction"][1]["option"][1].update(key="rises"),
        "prediction 'direction': key 'option' names 'rises' twice",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG)
def test_what_is_wrong_in_a_file_is_said_with_file_question_and_key(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    tables = changed()
    spoil(tables)
    with pytest.raises(ValueError, match=sentence):
        draft(tmp_path, tables)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_id_is_answered_with_those_that_there_are(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ValueError, match=f"draft.toml has no {kind} 'nothing'; it has "):
        getattr(draft(tmp_path), kind)("nothing")


def test_an_unknown_lesson_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="there is no lesson 'nowhere': course_lib/lessons has no"):
        Lesson("nowhere")


def test_every_misconception_of_the_design_is_explained_in_words() -> None:
    promised = list(misconceptions())[:DESIGN]
    assert promised[0] == "odds_as_risk"
    assert promised[-1] == "change_score_as_ancova"
    for name, words in misconceptions().items():
        assert words[-1] not in ".!?", f"{name}: the sentence's end is added when it is shown"
        assert len(words) <= 80, f"{name}: it stands in front of the feedback, so keep it short"


@pytest.mark.parametrize("stem", STEMS)
def test_every_lesson_file_can_be_shown_from_end_to_end(stem: str, tmp_path: Path) -> None:
    lesson = Lesson(stem, progress=Progress(tmp_path))
    bundles = [lesson.questions()._repr_mimebundle_()[0]]
    bundles += [lesson.prediction(name)._repr_mimebundle_()[0] for name in lesson.file.predictions]
    bundles += [lesson.note(name)._repr_mimebundle_()[0] for name in lesson.file.notes]
    bundles += [lesson.sorting(name)._repr_mimebundle_()[0] for name in lesson.file.sortings]
    bundles += [lesson.marking(name)._repr_mimebundle_()[0] for name in lesson.file.markings]
    assert all(bundle["text/html"] for bundle in bundles[1:])
    assert 1 <= lesson.minutes <= 120
    assert lesson.objectives
