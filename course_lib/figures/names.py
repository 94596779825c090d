"""The column of names at the left of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from course_lib.figures import style


@dataclass(frozen=True)
class Names:
    """Names folded into a column no wider than they need.

    Examples
    --------
    >>> names = Names.folded(["endovascular treatment", "control"], 1.3)
    >>> names.lines
    [['endovascular', 'treatment'], ['control']]
    >>> round(names.height, 2)
    0.36
    """

    lines: list[list[str]]

    @classmethod
    def folded(cls, labels: Sequence[str], width: float) -> Names:
        """Names cut into lines of at most ``width`` inches."""
        return cls([style.folded(label, width) for label in labels])

    @property
    def right(self) -> float:
        """Where the column ends, in inches, as if every name were bold."""
        return style.MARGIN + max(
            style.width_of(line, weight="bold") for name in self.lines for line in name
        )

    @property
    def height(self) -> float:
        """Height of the tallest name in inches."""
        return style.LINE * max(len(name) for name in self.lines)

    def write(self, figure: Figure, middles: Sequence[float], *, bold: Sequence[int] = ()) -> None:
        """Each name at its height; some of them bold."""
        for row, (name, middle) in enumerate(zip(self.lines, middles, strict=True)):
            weight = "bold" if row in bold else "normal"
            look = {"ha": "left", "linespacing": 1.15, "weight": weight}
            style.write(figure, (style.MARGIN, middle), "\n".join(name), **look)
