"""An explorer that the page computes, alive on a page without a program."""

import json
from itertools import count
from pathlib import Path

from course_lib.ui import Explorer
from course_lib.ui.connection import page_state
from course_lib.ui.panel import computing_panel

SCRIPT = Path(__file__).with_name("live.js")
PLACES = count(1)  # a page's explorers come from one notebook, and so from one run of this module


def alive(explorer: Explorer, still: str) -> str:
    """The still of an explorer, and the script that has its panel take the still's place.

    Everything stands in the page itself, since a module in a file of its own is not loaded by a
    page that was opened as a file.
    """
    if explorer.in_page is None:
        return still
    place = f"explorer-{next(PLACES)}"
    state = page_state(explorer)
    alone = {"prediction": False, "room": "", "alone": True}
    given = state | {"spec": state["spec"] | alone, "place": place}
    parts = [
        f"const GIVEN = {json.dumps(given, ensure_ascii=False)};",
        computing_panel(explorer.in_page),
        SCRIPT.read_text(encoding="utf-8"),
    ]
    script = "\n".join(parts).replace("</", "<\\/")
    return f'<div id="{place}">{still}</div><script type="module">{script}</script>'
