"""Participants' columns as numbers: the arm, the outcome, and covariates as terms of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib.counts import arm_codes, as_code
from course_lib.scale import MRS, OrdinalScale
from course_lib.trial import ARMS

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Places = NDArray[np.int64]
USUAL_ARMS = (ARMS, ("1", "0"), ("True", "False"))
INDEPENDENT = 1e-10


class Terms(NamedTuple):
    """Names of a model's terms, and one row of numbers per term: shape (terms, participants)."""

    names: tuple[str, ...]
    columns: Array


def arm_of(frame: pd.DataFrame, treatment: str, arms: tuple[Any, Any] | None) -> Array:
    """1 for each participant under treatment, 0 under control."""
    column = present(frame, treatment)
    codes, places = factorised(column)
    if arms is not None:
        pair = arm_codes(arms)
    else:
        known = [usual for usual in USUAL_ARMS if set(codes) <= set(usual)]
        if not known:
            raise ValueError(
                f"column {treatment!r} holds {', '.join(map(repr, codes[:5]))}; say which is which "
                "with arms=(treatment, control)"
            )
        pair = known[0]
    _refuse_unknown(column, codes, pair, "arm")
    treated = np.array([code == pair[0] for code in codes])[places]
    for arm, anyone in zip(ARMS, (treated.any(), not treated.all()), strict=True):
        if not anyone:
            raise ValueError(f"the {arm} arm has no participants")
    return treated.astype(np.float64)


def scale_of(column: pd.Series[Any]) -> OrdinalScale:
    """An ordered categorical column's categories, best to worst; otherwise the mRS."""
    import pandas as pd

    if not (isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered):
        return MRS
    levels = tuple(as_code(level) for level in column.cat.categories)
    return MRS if levels == MRS.levels else OrdinalScale(str(column.name), levels, levels)


def level_of(frame: pd.DataFrame, outcome: str) -> tuple[Places, OrdinalScale]:
    """Place of each participant's outcome on its scale, and the scale."""
    column = present(frame, outcome)
    scale = scale_of(column)
    codes, places = factorised(column)
    _refuse_unknown(column, codes, scale.levels, "level")
    return np.array([scale.position(code) for code in codes], dtype=np.int64)[places], scale


def terms_of(frame: pd.DataFrame, adjust: Sequence[str], strata: Sequence[str]) -> Terms:
    """Covariates as numbers: numeric columns as they are, others and strata one per category."""
    names: list[str] = []
    columns: list[Array] = []
    for name in _listed(adjust):
        column = present(frame, name)
        if _is_numeric(column):
            names.append(name)
            columns.append(numbers(column))
        else:
            _add_categories(column, names, columns)
    for name in _listed(strata):
        _add_categories(present(frame, name), names, columns)
    values = np.array(columns) if columns else np.empty((0, len(frame)))
    return Terms(tuple(names), values)


def numbers(column: pd.Series[Any]) -> Array:
    """A numeric covariate; a ValueError where it is not finite or the same for everyone."""
    values = column.to_numpy(dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"column {column.name!r} holds a value that is not finite")
    if values.size and values.min() == values.max():
        _refuse_constant(column)
    return np.asarray(values)


def numeric(frame: pd.DataFrame, name: str) -> Array:
    """A column that must hold numbers."""
    column = present(frame, name)
    if not _is_numeric(column):
        raise ValueError(f"column {name!r} must hold numbers; its first is {column.iloc[0]!r}")
    return numbers(column)


def standardised(terms: Terms) -> tuple[Array, Array, Array]:
    """Columns with mean 0 and standard deviation 1, their means, their standard deviations."""
    centre = terms.columns.mean(axis=1)
    spread = terms.columns.std(axis=1)
    columns = (terms.columns - centre[:, None]) / spread[:, None]
    _refuse_collinear(terms.names, columns)
    return columns, centre, spread


def present(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """A column without missing values."""
    if name not in frame.columns:
        raise ValueError(f"no column {name!r}; the columns are {list(frame.columns)}")
    column = frame[name]
    missing = int(column.isna().sum())
    if missing:
        has = "has" if missing == 1 else "have"
        raise ValueError(
            f"{missing} of {len(frame)} participants {has} no value of {name!r}; impute, or leave "
            "them out, first"
        )
    if not len(frame):
        raise ValueError("the table has no participants")
    return column


def factorised(column: pd.Series[Any]) -> tuple[list[str], Places]:
    """The codes that occur in a column, and for each participant the place of theirs."""
    import pandas as pd

    places, values = pd.factorize(column)
    return [as_code(value) for value in values], places


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _is_numeric(column: pd.Series[Any]) -> bool:
    """Whether a column holds numbers; a ValueError where it holds dates."""
    import pandas as pd

    kind = pd.api.types.infer_dtype(column)
    if kind.startswith(("datetime", "timedelta", "date", "period", "complex")):
        raise ValueError(
            f"column {column.name!r} holds {kind}; a covariate is numbers, text or categories"
        )
    return kind in ("integer", "floating", "mixed-integer-float", "decimal")


def _add_categories(column: pd.Series[Any], names: list[str], columns: list[Array]) -> None:
    """One column per category but the first, which the others are held against."""
    import pandas as pd

    codes, places = factorised(column)
    order = sorted(codes)
    if isinstance(column.dtype, pd.CategoricalDtype):
        order = [code for code in map(as_code, column.cat.categories) if code in codes]
    if len(codes) < 2:
        _refuse_constant(column)
    for code in order[1:]:
        names.append(f"{column.name}: {code} (against {order[0]})")
        columns.append((places == codes.index(code)).astype(np.float64))


def _refuse_constant(column: pd.Series[Any]) -> None:
    raise ValueError(
        f"column {column.name!r} is the same for everyone; it cannot adjust for anything, "
        "leave it out"
    )


def _refuse_unknown(
    column: pd.Series[Any], codes: list[str], allowed: Sequence[str], what: str
) -> None:
    for code in codes:
        if code not in allowed:
            row = int((column.map(as_code) == code).to_numpy().argmax())
            raise ValueError(
                f"row {row + 1} of column {column.name!r}: {what} {code!r} is not one of "
                f"{', '.join(allowed)}"
            )


def _refuse_collinear(names: Sequence[str], columns: Array) -> None:
    """Eliminate term by term; what is left of a term that the others determine is 0."""
    left = columns @ columns.T / columns.shape[1]
    for place, name in enumerate(names):
        pivot = left[place, place]
        if pivot < INDEPENDENT:
            raise ValueError(
                f"{name!r} can be computed from the terms before it "
                f"({', '.join(names[:place])}); leave one of them out"
            )
        left = left - np.outer(left[:, place], left[place]) / pivot
