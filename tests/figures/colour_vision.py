"""Colours as they are seen with other eyes, and how far apart two of them then are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

# Machado, Oliveira and Fernandes 2009, doi 10.1109/TVCG.2009.113, severity 1.0, for linear RGB; the
# authors' supplementary tables as kept by colorspacious (njsmith/colorspacious, cvd.py, commit 949dba9).
EYES = {
    "full colour": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "achromatopsia": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),  # luminance alone
}
# Linear sRGB to XYZ with white D65 (IEC 61966-2-1).
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
Colour = NDArray[np.float64]


def seen(colour: str, eyes: str) -> Colour:
    """A colour as linear RGB, as somebody with such eyes sees it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.clip(EYES[eyes] @ linear, 0, 1), dtype=float)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours in linear RGB (Web Content Accessibility Guidelines 2.2)."""
    darker, lighter = sorted(float(_XYZ[1] @ colour) + 0.05 for colour in (one, other))
    return lighter / darker


def lab(linear: Colour) -> Colour:
    """CIE L*a*b* of a colour in linear RGB."""
    ratio = _XYZ @ linear / _XYZ.sum(axis=1)
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: Colour, other: Colour) -> float:
    """Colour difference of two L*a*b* colours (CIE 142:2001; Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    pull = _chroma_pull((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    a1, a2 = a1 * (1.5 - pull / 2), a2 * (1.5 - pull / 2)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    by_light = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    by_hue = 1 + 0.015 * chroma * _hue_weight(hue)
    parts = (
        (l2 - l1) / by_light,
        (c2 - c1) / (1 + 0.045 * chroma),
        2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / by_hue,
    )
    tilt = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    crossed = -2 * _chroma_pull(chroma) * tilt * parts[1] * parts[2]
    return float(np.sqrt(sum(part**2 for part in parts) + crossed))


def _chroma_pull(chroma: float) -> float:
    return float(np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))


def _hue_weight(hue: float) -> float:
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(float(high * np.cos(np.radians(n * hue + turn))) for high, n, turn in waves)


def steps(colours: tuple[str, ...], eyes: str) -> list[float]:
    """The difference of each colour from the next, with such eyes."""
    labs = [lab(seen(colour, eyes)) for colour in colours]
    return [ciede2000(one, other) for one, other in pairwise(labs)]
