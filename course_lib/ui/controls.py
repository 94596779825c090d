"""The controls of an explorer: what may be set, between which ends, and how a setting is said.

Each control turns what arrives from the page (JSON) into the value that the view gets, and back.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from course_lib.ui.asked import not_this

MOST_STOPS = 5000


class Control(Protocol):
    """What an explorer needs to know of a control."""

    @property
    def label(self) -> str: ...
    @property
    def start(self) -> Any: ...
    def ends(self) -> tuple[Any, ...]:
        """The extreme settings."""

    def read(self, raw: Any) -> Any:
        """The value as the view gets it; a ValueError says what is allowed."""

    def sent(self, value: Any) -> Any:
        """The value as the page gets it."""

    def said(self, value: Any) -> str:
        """The value as a person reads it."""

    def spec(self) -> dict[str, Any]:
        """What the page needs to draw the control."""


@dataclass(frozen=True)
class Slider:
    """A number between two ends: a slider and a box in which it can be typed.

    Parameters
    ----------
    label : str
        What is set, in the field's words.
    minimum, maximum, start : float
        The ends, and where it begins.
    step : float, optional
        Distance between two places of the slider; the box takes any number between the ends.
        Default: 1 for whole numbers, else a hundredth of the range. Not with ``log``.
    log : bool
        Equal distances are equal ratios, each about 2 %. For odds ratios and trial sizes.
    unit : str
        Said after the number ("%", "per arm").
    whole : bool
        Only whole numbers; the view gets an ``int``.

    Raises
    ------
    ValueError
        If the ends are not in order, the start is not between them, or a log slider reaches 0.

    Examples
    --------
    >>> Slider("Odds ratio", 0.5, 4, 1.5, log=True).stops[:3]
    (0.5, 0.51, 0.52)
    """

    label: str
    minimum: float
    maximum: float
    start: float
    step: float | None = field(default=None, kw_only=True)
    log: bool = field(default=False, kw_only=True)
    unit: str = field(default="", kw_only=True)
    whole: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum:
            raise ValueError(f"{self.label!r}: the minimum must be below the maximum")
        if self.log and self.minimum <= 0:
            raise ValueError(f"{self.label!r}: a log slider needs a minimum above 0")
        if self.step is not None and (self.log or not self.step > 0):
            raise ValueError(f"{self.label!r}: a step must be above 0, and a log slider has none")
        if len(self.stops) > MOST_STOPS:
            raise ValueError(
                f"{self.label!r} has over {MOST_STOPS} stops; use a larger step or log"
            )
        self.read(self.start)

    @property
    def stops(self) -> tuple[float, ...]:
        """Places of the slider, from the minimum to the maximum."""
        if self.log:
            ratio = self.maximum / self.minimum
            count = max(20, round(math.log(ratio) / math.log(1.02)))
            places = [self.minimum * ratio ** (place / count) for place in range(1, count)]
        else:
            step = self.step or (1 if self.whole else (self.maximum - self.minimum) / 100)
            count = math.ceil((self.maximum - self.minimum) / step - 1e-9)
            places = [self.minimum + place * step for place in range(1, count)]
        rounded = [float(f"{place:.{3 if self.log else 9}g}") for place in places]
        inner = [round(place) if self.whole else place for place in rounded]
        between = {place for place in inner if self.minimum < place < self.maximum}
        return (self.minimum, *sorted(between), self.maximum)

    def ends(self) -> tuple[float, float]:
        return self.read(self.minimum), self.read(self.maximum)

    def read(self, raw: Any) -> float:
        number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
        if not number or (isinstance(raw, float) and math.isnan(raw)):
            raise ValueError(f"{self.label!r} must be a number{not_this(raw)}")
        if not self.minimum <= raw <= self.maximum:
            beyond = f", not at {raw:g}" if abs(raw) < 1e15 else ""
            raise ValueError(
                f"{self.label!r} must lie between {self.minimum:g} and {self.maximum:g}{beyond}"
            )
        if not self.whole:
            return float(raw)
        if raw != int(raw):
            raise ValueError(f"{self.label!r} must be a whole number, not {raw:g}")
        return int(raw)

    def sent(self, value: Any) -> float:
        return self.read(value)

    def said(self, value: Any) -> str:
        return f"{value:.6g} {self.unit}".strip()

    def spec(self) -> dict[str, Any]:
        return {
            "kind": "slider",
            "label": self.label,
            "stops": self.stops,
            "unit": self.unit,
            "whole": self.whole,
        }


@dataclass(frozen=True)
class Choice:
    """One of a few options.

    Parameters
    ----------
    label : str
        What is chosen.
    options : mapping of str to value, or sequence of values
        What the learner reads, and what the view gets. A sequence is read as its own words.
    start : value
        The option chosen at the start (the value, not its words).

    Raises
    ------
    ValueError
        If there are fewer than two options or the start is not one of them.
    """

    label: str
    options: Mapping[str, Any] | Sequence[Any]
    start: Any

    def __post_init__(self) -> None:
        if len(self.values) < 2:
            raise ValueError(f"{self.label!r} needs at least two options")
        self.read(self.sent(self.start))

    @property
    def words(self) -> list[str]:
        """The options as the learner reads them."""
        return [str(option) for option in self.options]

    @property
    def values(self) -> list[Any]:
        """The options as the view gets them, in the same order."""
        if isinstance(self.options, Mapping):
            return list(self.options.values())
        return list(self.options)

    def ends(self) -> tuple[Any, ...]:
        return tuple(self.values)

    def read(self, raw: Any) -> Any:
        if type(raw) is not int or not 0 <= raw < len(self.values):
            raise ValueError(f"{self.label!r} must be one of {', '.join(self.words)}")
        return self.values[raw]

    def sent(self, value: Any) -> int:
        for place, option in enumerate(self.values):
            if option is value or (type(option) is type(value) and option == value):
                return place
        raise ValueError(f"{self.label!r} must be one of {', '.join(self.words)}, not {value!r}")

    def said(self, value: Any) -> str:
        return self.words[self.sent(value)]

    def spec(self) -> dict[str, Any]:
        return {"kind": "choice", "label": self.label, "options": self.words}


@dataclass(frozen=True)
class Switch:
    """Something that is on or off."""

    label: str
    start: bool = False

    def ends(self) -> tuple[bool, bool]:
        return False, True

    def read(self, raw: Any) -> bool:
        if not isinstance(raw, bool):
            raise ValueError(f"{self.label!r} must be on (True) or off (False){not_this(raw)}")
        return raw

    def sent(self, value: Any) -> bool:
        return self.read(value)

    def said(self, value: Any) -> str:
        return "on" if value else "off"

    def spec(self) -> dict[str, Any]:
        return {"kind": "switch", "label": self.label}


def check_arguments(view: Callable[..., object], controls: Mapping[str, Control]) -> None:
    """A ValueError where the controls and the view's arguments do not fit together."""
    arguments = inspect.signature(view).parameters.values()
    takes_any = any(one.kind is one.VAR_KEYWORD for one in arguments)
    names = [one.name for one in arguments if one.kind not in {one.VAR_KEYWORD, one.VAR_POSITIONAL}]
    for name in controls:
        if name not in names and not takes_any:
            raise ValueError(
                f"the view has no argument {name!r}; it has {', '.join(names) or 'none'}"
            )
    for one in arguments:
        if one.name in names and one.default is one.empty and one.name not in controls:
            raise ValueError(f"the view's argument {one.name!r} needs a control or a default")
