"""The widget under every explorer: native controls above a stage, one message per change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course_lib.ui.asked import Sent
from course_lib.ui.page_source import page_source
from course_lib.ui.stage import EMPTY

if TYPE_CHECKING:
    import ipywidgets

    from course_lib.ui.in_page import InPage
    from course_lib.ui.view import Bundle

BELOW = ("controls.js", "stage.js")
UNASKED = {"number": 0, "by": "kernel", "set": {}}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Panel(anywidget.AnyWidget):
    """What the page shows, as plain data; it knows neither the view nor what the controls mean.

    The page sends `values` with a rising number and waits for the `stage` that answers that
    number before it sends the newest again. So a slow view is never asked for what nobody wants
    to see any more.
    """

    _esm = page_source(*BELOW, "panel.js")
    _css = page_source("panel.css")

    spec: traitlets.Dict[str, Any] = traitlets.Dict({}).tag(sync=True)
    values = Sent({"number": 0, "by": "kernel", "set": {}}).tag(sync=True, echo_update=False)
    stage: traitlets.Dict[str, Any] = traitlets.Dict(dict(EMPTY)).tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)


def computing_panel(in_page: InPage) -> str:
    """The panel's module with a view of its own in it, for an explorer that the page computes."""
    return "\n".join([page_source(*BELOW), in_page.source(), page_source("panel.js")])


def with_widget(still: Bundle, widget: ipywidgets.DOMWidget) -> Bundle:
    """A still that becomes the widget where a program runs."""
    shown = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {**still[0], WIDGET_VIEW: shown}, still[1]
