"""The fixed columns of a participant table, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course_lib.counts import arm_codes, as_code
from course_lib.outcome_table import ARMS
from course_lib.scale import OrdinalScale

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("participant", "stratum", "allocated", "received", "outcome")


def checked(frame: pd.DataFrame, scale: OrdinalScale) -> pd.DataFrame:
    """A copy with the fixed columns first; a ValueError names the first row that cannot be."""
    for column in ("participant", "allocated", "outcome"):
        if column not in frame.columns:
            raise ValueError(
                f"no column {column!r}; a trial needs participant, allocated and outcome, "
                f"and these are {list(frame.columns)}"
            )
    if not len(frame):
        raise ValueError("a trial needs at least one participant")
    rows = frame.reset_index(drop=True)
    rows["stratum"] = rows.get("stratum", "all")
    rows["received"] = rows.get("received", rows["allocated"])
    for column in ("participant", "stratum", "allocated"):
        _refuse_nameless(rows[column])
    _refuse_twice(rows["participant"])
    rows["stratum"] = rows["stratum"].map(as_code)
    for column in ("allocated", "received"):
        rows[column] = _coded(rows[column], ARMS, "arm", ordered=False)
    rows["outcome"] = _coded(rows["outcome"], scale.levels, "level", ordered=True)
    return rows[[*COLUMNS, *(name for name in rows.columns if name not in COLUMNS)]]


def renamed(frame: pd.DataFrame, columns: Mapping[str, str], arms: tuple[Any, Any]) -> pd.DataFrame:
    """A copy under the fixed names; arms become treatment and control, rows get numbers."""
    for fixed, given in columns.items():
        if fixed not in COLUMNS:
            raise ValueError(f"{fixed!r} is not one of the fixed columns {', '.join(COLUMNS)}")
        if given not in frame.columns:
            raise ValueError(f"no column {given!r}; the columns are {list(frame.columns)}")
    rows = frame.rename(columns={given: fixed for fixed, given in columns.items()})
    if "participant" not in rows:
        rows["participant"] = range(1, len(rows) + 1)
    codes = arm_codes(arms)
    for column in ("allocated", "received"):
        if column in rows:
            places = _coded(rows[column], codes, "arm", ordered=False)
            rows[column] = places.rename_categories(dict(zip(codes, ARMS, strict=True)))
    return rows


def _refuse_nameless(column: pd.Series[Any]) -> None:
    missing = column.isna().to_numpy()
    if missing.any():
        raise ValueError(f"row {int(missing.argmax()) + 1} of column {column.name!r} is missing")


def _refuse_twice(names: pd.Series[Any]) -> None:
    again = names.duplicated().to_numpy()
    if again.any():
        row = int(again.argmax())
        first = int((names == names.iloc[row]).to_numpy().argmax())
        raise ValueError(
            f"row {row + 1}: participant {as_code(names.iloc[row])!r} was allocated twice, "
            f"first in row {first + 1}"
        )


def _coded(
    column: pd.Series[Any], allowed: Sequence[str], what: str, *, ordered: bool
) -> pd.Categorical[str]:
    import pandas as pd

    levels = pd.Index(list(allowed))
    if isinstance(column.dtype, pd.CategoricalDtype) and tuple(column.cat.categories) == tuple(
        allowed
    ):
        return pd.Categorical.from_codes(np.asarray(column.cat.codes), levels, ordered=ordered)
    places, values = pd.factorize(column)
    codes = [as_code(value) for value in values]
    unknown = np.isin(places, [place for place, code in enumerate(codes) if code not in allowed])
    if unknown.any():
        row = int(unknown.argmax())
        raise ValueError(
            f"row {row + 1} of column {column.name!r}: {what} {codes[places[row]]!r} is not one "
            f"of {', '.join(allowed)}"
        )
    lookup = np.array([*map(levels.get_loc, codes), -1], dtype=np.int64)
    return pd.Categorical.from_codes(lookup[places], levels, ordered=ordered)
