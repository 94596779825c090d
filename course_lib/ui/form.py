"""One native HTML form for a question, a prediction or a note, and its still without a kernel."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import ipywidgets
import traitlets

from course_lib.ui.asked import Sent
from course_lib.ui.inline import markup, words
from course_lib.ui.page_source import page_source


class Form(anywidget.AnyWidget):
    """What the browser shows and what it sends back.

    The browser gets texts as pieces (never HTML) and answers with ``{"value": …, "count": n}``;
    the kernel replies in `said` with the same count, so that "Kept." is only ever shown for
    the answer that was really kept.

    Parameters
    ----------
    spec : dict
        Kind of form, its texts and its limits, as form.js reads them.
    keep : callable
        Takes a value and returns a sentence of trouble, or "" where it is kept.
    answer : dict, optional
        ``{"value": …}`` where there is an answer from an earlier session.
    notice : str
        A sentence to show at once.
    """

    _esm = page_source("form_parts.js", "form.js")
    _css = page_source("form.css")
    spec = traitlets.Dict().tag(sync=True)
    answer = Sent().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        spec: dict[str, Any],
        keep: Callable[[Any], str],
        *,
        answer: dict[str, Any] | None = None,
        notice: str = "",
    ) -> None:
        said = {"text": notice, "kept": False, "count": 0}
        super().__init__(spec=spec, answer=answer or {}, said=said)
        self._keep = keep
        self.observe(self._answered, "answer")

    def show(self, value: Any) -> None:
        """Put an answer into the form that was kept elsewhere."""
        self.answer = {"value": value}

    def _answered(self, change: dict[str, Any]) -> None:
        """Keep what the browser sent and tell it so."""
        sent = change["new"]
        if "count" not in sent:  # shown from here, not sent from there
            return
        trouble = self._keep(sent.get("value"))
        self.said = {"text": trouble, "kept": not trouble, "count": sent.get("count", 0)}


def bundle(
    widget: ipywidgets.Widget, text: str, still: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a cell stores: the live widget, and a still that needs no kernel.

    JupyterLab shows the widget. GitHub, nbviewer and the HTML edition show the still; it never
    holds a learner's answers, so it is the same on every machine.
    """
    data = {
        "application/vnd.jupyter.widget-view+json": {
            "version_major": 2,
            "version_minor": 0,
            "model_id": widget.model_id,
        },
        "text/plain": text,
        "text/html": still,
    }
    return data, {}


def plain_question(text: str, options: Sequence[str] = ()) -> str:
    """A question and its lettered options as plain text.

    Examples
    --------
    >>> print(plain_question("Which way is *up*?", ["This.", "That."]))
    Which way is up?
      A. This.
      B. That.
    """
    lettered = (f"  {chr(65 + place)}. {words(option)}" for place, option in enumerate(options))
    return "\n".join([words(text), *lettered])


def still_question(text: str, answers: Sequence[tuple[str, str]] = ()) -> str:
    """A question as static HTML; each option unfolds what there is to say about it.

    Parameters
    ----------
    text : str
        The question.
    answers : sequence of (option, feedback)
        Feedback may be empty: then the option does not unfold.
    """
    parts = [f"<p><strong>{markup(text)}</strong></p>"]
    for place, (option, feedback) in enumerate(answers):
        line = f"{chr(65 + place)}. {markup(option)}"
        if feedback:
            parts.append(f"<details><summary>{line}</summary><p>{markup(feedback)}</p></details>")
        else:
            parts.append(f"<p>{line}</p>")
    return "\n".join(parts)


def still_note(text: str, hint: str) -> str:
    """A question with one plain line under it, as static HTML."""
    return f"<p><strong>{markup(text)}</strong></p>\n<p><em>{html.escape(hint)}</em></p>"
