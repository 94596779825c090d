"""One page to take home: two conclusions, twelve beliefs, and every prediction with its result."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import import_module
from importlib.util import find_spec

from course_lib.lessons import start_here
from course_lib.lessons.own_conclusion import lines
from course_lib.ui import Explorer, Lesson, Prediction, Progress

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.3rem .8rem .3rem 0;text-align:left;"
    "vertical-align:top;border-bottom:1px solid #ccc}td+td{white-space:nowrap}"
    "blockquote{border-left:3px solid #888;margin-left:0;padding-left:1rem}"
)
UNANSWERED = "not answered"
REMEMBER = (
    "A conclusion begins with the primary outcome, its effect and its interval.",
    "No evidence of an effect is not evidence of no effect: hold the interval against a margin.",
    "A secondary outcome after a null primary one is a question for the next trial.",
    "No event among few participants leaves a real risk possible: say its upper limit.",
    "A class of evidence grades the design. It does not say whether the result is true.",
)


def page() -> str:
    """The whole page as HTML, with the learner's words escaped."""
    first = start_here.lesson().note("first_conclusion").text
    revised = Lesson("primary_and_secondary").note("revised_conclusion").text
    parts = [
        "<h1>What you now know</h1>",
        "<p>From the course “One trial, closely read”. Your answers, and what came out.</p>",
        "<h2>Your first conclusion</h2>",
        quotation(first),
        "<h2>Your revised conclusion</h2>",
        quotation(revised),
        "<h2>Twelve beliefs, before and after</h2>",
        beliefs(),
        "<h2>What you predicted</h2>",
        predictions() or "<p>No prediction is recorded.</p>",
        "<h2>For every conclusion that you read or write</h2>",
        listed(REMEMBER),
    ]
    head = f'<meta charset="utf-8"><title>What you now know</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def quotation(words: str) -> str:
    """A learner's words, or that there are none."""
    if not words.strip():
        return "<p>You have not written one.</p>"
    return f"<blockquote>{lines(words)}</blockquote>"


def listed(sentences: Iterable[str]) -> str:
    """Sentences as a list; an empty text where there is none."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ol>{items}</ol>" if items else ""


def beliefs() -> str:
    """The twelve questions, with how they were answered before the course and after it."""
    before, after = answered(), answered(again="after")
    rows = "".join(
        f"<tr><td>{escape(question)}{right_answer(name) if other != UNANSWERED else ''}</td>"
        f"<td>{one}</td><td>{other}</td></tr>"
        for name, (question, one), (_, other) in zip(
            start_here.FIRST_TEST, before, after, strict=True
        )
    )
    right = [sum(said == "right" for _, said in side) for side in (before, after)]
    return (
        f"<p>Right: {right[0]} of {len(before)} before, {right[1]} after.</p><table><thead><tr>"
        f"<th>Question</th><th>Before</th><th>After</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def right_answer(name: str) -> str:
    """What is right, for a question that was answered with feedback."""
    [right] = [each for each in start_here.lesson().question(name).options if each.key == "right"]
    return f"<br><em>{escape(right.text)}</em>"


def answered(again: str = "") -> list[tuple[str, str]]:
    """Each question of the first test with how it was first answered at that time."""
    lesson = start_here.lesson()
    found = []
    for name in start_here.FIRST_TEST:
        quiz = lesson.question(name, again=again) if again else lesson.question(name)
        said = (
            UNANSWERED if quiz.first is None else "right" if quiz.first == "right" else "not right"
        )
        found.append((quiz.question, said))
    return found


def predictions() -> str:
    """Every prediction that was recorded, under the title of its lesson, with its result."""
    kept = Progress.here().answers()
    given = {
        key: answer.first_at
        for key, answer in kept.items()
        if "/prediction/" in key and answer.first is not None
    }
    stems = dict.fromkeys(key.split("/")[0] for key in sorted(given, key=given.__getitem__))
    parts = []
    for stem in stems:
        if find_spec(f"course_lib.lessons.{stem}") is not None:
            title, said = told(stem, set(given))
            parts.append(f"<h3>{escape(title)}</h3>{said}" if said else "")
    return "".join(parts)


def told(stem: str, keys: set[str]) -> tuple[str, str]:
    """A lesson's title, what was predicted in it, and what its explorers say."""
    module = import_module(f"course_lib.lessons.{stem}")
    items = ""
    for make in list(vars(module).values()):
        if getattr(make, "__annotations__", {}).get("return") != "Explorer":
            continue
        explorer: Explorer = make()
        guess = explorer.prediction
        if isinstance(guess, Prediction) and guess.key in keys:
            explorer.set(**guess.target)
            verdict = escape(guess.verdict(explorer.current))
            items += f"<li>{escape(guess.question)}<br><strong>{verdict}</strong></li>"
    return Lesson(stem).title, f"<ul>{items}</ul>" if items else ""
