"""Names say an idea, in British spelling; code holds no unfinished marks and no machine's paths."""

import io
import re
import tokenize
from pathlib import Path

from tests.house import tree

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core", "tools"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplemented" + r"Error)\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:w" + r"ork|r" + r"oot|f" + r"arm|opt/w" + r"heels)/")
WORDS = {
    "randomize": "randomise",
    "randomization": "randomisation",
    "analyze": "analyse",
    "minimization": "minimisation",
    "standardize": "standardise",
    "subjects": "participants",
    "dropouts": "follow-up",
    "win_ratio": "win_odds",
    "cles": "win_probability",
    "auc": "win_probability",
}
TEXT = {".py", ".md", ".toml", ".ipynb", ".yml", ".yaml", ".cff", ".cfg", ".js", ".css", ".txt"}


def test_a_file_is_named_for_its_idea() -> None:
    faults = [
        f"{tree.name(path)}: a file is named for its idea, not {path.stem!r}"
        for path in tree.modules()
        if path.stem in EMPTY_NAMES
    ]
    tree.verdict(faults)


def readable() -> list[Path]:
    plain = {"Makefile", "run", "postBuild", "LICENSE", "LICENSE-CONTENT"}
    return [path for path in tree.shipped() if path.suffix in TEXT or path.name in plain]


def test_nothing_is_marked_as_unfinished_and_no_path_of_a_machine_is_left() -> None:
    faults = []
    for path in readable():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNFINISHED.search(line) and path.suffix in {".py", ".js"}:
                faults.append(f"{tree.name(path)}:{number}: an unfinished mark: {line.strip()}")
            if MACHINE_PATH.search(line):
                faults.append(f"{tree.name(path)}:{number}: a path of one machine")
    tree.verdict(faults)


def names(path: Path) -> list[tuple[int, str]]:
    """Line and text of every name in a file's code, without strings and comments."""
    text = io.StringIO(path.read_text(encoding="utf-8"))
    tokens = tokenize.generate_tokens(text.readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.NAME]


def test_names_in_the_code_are_the_fields_words_in_british_spelling() -> None:
    faults = []
    for path in tree.modules("course_lib"):
        for line, written in names(path):
            for wrong, right in WORDS.items():
                if re.search(rf"(?:^|_){wrong}(?:_|$)", written, re.IGNORECASE):
                    faults.append(f"{tree.name(path)}:{line}: {written!r}; the word is {right!r}")
    tree.verdict(faults)
