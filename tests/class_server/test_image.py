"""The image recipe installs what the locks say, and holds what a learner's server needs."""

import re
from pathlib import Path

from tests.house import tree
from tests.house.test_locks import CLASS_LOCK, COURSE_LOCK

RECIPE = (tree.ROOT / "class_server/Dockerfile").read_text(encoding="utf-8")
STEPS = [
    re.sub(r"\s+", " ", step)
    for step in re.sub(r"\\\n", "", re.sub(r"(?m)^#.*\n", "", RECIPE)).splitlines()
    if step.strip()
]


def copied() -> list[str]:
    return [step.split()[1] for step in STEPS if step.startswith("COPY ")]


def test_the_image_has_the_python_of_binder() -> None:
    runtime = (tree.ROOT / "binder/runtime.txt").read_text(encoding="utf-8").strip()
    assert STEPS[0] == f"FROM {runtime.replace('-', ':')}-slim"


def test_every_package_of_the_image_comes_from_a_lock_with_its_hash() -> None:
    installs = [part.strip() for step in STEPS for part in step.split("&&") if "pip " in part]
    locks = [install.split(" -r ")[1] for install in installs]
    assert locks == [tree.name(COURSE_LOCK), tree.name(CLASS_LOCK)]
    for install in installs:
        assert "--require-hashes" in install
        assert "--no-deps" in install
        assert "--only-binary :all:" in install
    assert all(lock in copied() for lock in locks)


def test_what_is_copied_into_the_image_exists_and_is_all_that_a_lesson_needs() -> None:
    assert {"binder", "class_server", "course_lib", "notebooks"} <= set(copied())
    assert [name for name in copied() if not Path(tree.ROOT, name).exists()] == []


def test_the_image_starts_the_learners_server_as_nobody_special() -> None:
    assert STEPS[-1] == 'CMD ["python", "-m", "class_server.own_copy"]'
    assert [step for step in STEPS if step.startswith("USER ")] == ["USER 1000"]
    assert STEPS.index("USER 1000") > STEPS.index("RUN bash binder/postBuild")
