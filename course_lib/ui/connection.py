"""An explorer and its panel, talking: what the page asks, and what stands on its stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course_lib.ui.asked import asked, message, number
from course_lib.ui.memory import give_back, give_back_at_rest, spare_the_libraries
from course_lib.ui.panel import Panel, computing_panel
from course_lib.ui.stage import broken, impossible, stopped

if TYPE_CHECKING:
    from course_lib.ui.explorer import Explorer


class Connection:
    """Joins an explorer to its panel; each number that the page sends is answered, come what may.

    Parameters
    ----------
    explorer : Explorer
        Asked for views; it does not know the page.
    """

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.prediction = explorer.prediction
        if explorer.in_page is None:
            self._draw(explorer.settings)
        spare_the_libraries()
        give_back()
        self.panel = Panel(**page_state(explorer), locked=explorer.locked(), **_module(explorer))
        self.panel.observe(self._on_values, "values")
        self.panel.on_msg(self._on_message)
        if self.prediction is not None:
            self.prediction.on_settle(self._on_settle)

    def tell(self) -> None:
        """Move the page's controls to settings that were made on this side."""
        following = 1 + number(self.panel.values)
        settings = self.explorer.sent(self.explorer.settings)
        with self.panel.hold_sync():
            self.panel.values = {"number": following, "by": "kernel", "set": settings}
            self.panel.stage = self.explorer.stage | {"answers": following}

    def _follow(self, settings: dict[str, Any]) -> None:
        """Draw what the page has asked for; where the page draws, keep in mind what it shows."""
        if self.explorer.in_page is None:
            self._draw(settings)
        else:
            self.explorer.keep(settings)

    def _draw(self, settings: dict[str, Any]) -> None:
        """Draw; a fault or an interrupt becomes a sentence and does not leave the page waiting."""
        try:
            self.explorer.draw(settings)
        except KeyboardInterrupt:
            self.explorer.stage = stopped(self.explorer.stage)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must be answered
            self.explorer.stage = broken(self.explorer.stage, error)

    def _on_values(self, change: Mapping[str, Any]) -> None:
        wish = asked(change["new"])
        if wish is None:
            return
        try:
            wanted = self.explorer.read(wish.settings)
        except ValueError as error:
            self.explorer.stage = impossible(self.explorer.stage, error)
        else:
            self._follow(self.explorer.settings | wanted)
        self.panel.stage = self.explorer.stage | {"answers": wish.number}
        give_back_at_rest()

    def _on_message(self, _: object, content: object, __: object) -> None:
        if message(content).get("ask") == "compare" and self.prediction is not None:
            self._draw(self.explorer.settings | self.explorer.checked(self.prediction.target))
            if not self.explorer.stage["problem"]:
                verdict = self.explorer.verdict(self.explorer.current)
                self.explorer.stage = self.explorer.stage | {"verdict": verdict}
            self.tell()

    def _on_settle(self) -> None:
        self.panel.locked = self.explorer.locked()


def page_state(explorer: Explorer) -> dict[str, Any]:
    """What a page needs to know to show an explorer where it stands now."""
    spec = explorer.spec() | {"title": explorer.title}
    if explorer.in_page is not None:
        spec["data"] = explorer.in_page.given
    values = {"number": 0, "by": "kernel", "set": explorer.sent(explorer.settings)}
    return {"spec": spec, "values": values, "stage": explorer.stage}


def _module(explorer: Explorer) -> dict[str, str]:
    """The panel's own JavaScript, where it is not every panel's."""
    return {} if explorer.in_page is None else {"_esm": computing_panel(explorer.in_page)}
