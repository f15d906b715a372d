"""What callers hand to a measure: days, frames and groups, brought to one form or refused with a reason.

An analyst's frame is not always fresh from `load_processed`: dates come as text or objects, categories and
Arrow types as another tool left them, rows under an index of their own. What it means counts, not its form.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from analysis.date_interval import ImpossibleDate
from analysis.dates import read_date
from analysis.wording import Language, say

Day = date | str | pd.Timestamp | np.datetime64
MOST_KNOWN = 30
EVERYBODY = "all"
"""The group of a measure that is asked for without groups."""
COUNTED = (
    "required", "held", "rate", "on_time", "late", "timing_unknown", "overdue", "not_due", "not_reported",
    "total",
)  # fmt: skip
OWN = frozenset(
    (
        EVERYBODY, "milestone", "status", "state", "deadline", "reported", "first_done", "planned_from",
        "planned_to", "actual_from", "actual_to", "paused", "report_file", "report_sheet", "report_cell",
        *COUNTED,
    )
)  # fmt: skip
"""Names that measures give their own columns: nothing of the register may hide behind them."""
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False, "": False}


class MeasureError(ValueError):
    """A frame that lacks what a measure needs, or a question that it can't answer, in both languages.

    `key` names the sentence of `wording/measuring.toml`; `known`, where there is a choice, are the names
    that would do, told with the nearest one to `wanted`.
    """

    def __init__(
        self, key: str, *, wanted: object = "", known: Iterable[object] = (), **values: object
    ) -> None:
        self.key = key
        self.wanted = str(wanted)
        self.known = [str(one) for one in known]
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """What is wrong, and what there is instead."""
        near = get_close_matches(self.wanted, self.known, n=1)
        hint = say("measuring.nearest", language, near=near[0]) if near else ""
        told = {"wanted": self.wanted, "hint": hint, "known": ", ".join(self.known[:MOST_KNOWN])}
        return say(f"measuring.{self.key}", language, **told, **self.values)


def require_columns(frame: pd.DataFrame, needed: Iterable[str], name: str) -> None:
    """Raises MeasureError for what is no frame, and with the nearest name where a column is missing."""
    if not isinstance(frame, pd.DataFrame):
        raise MeasureError("no_frame", frame=name, kind=type(frame).__name__)
    for column in needed:
        if column not in frame.columns:
            raise MeasureError("no_column", wanted=column, known=frame.columns, frame=name)


def day_of(as_of: Day) -> pd.Timestamp:
    """A day without time, from a date, a Timestamp or text: 2025-05-15, or 15/5/2025, the day always first.

    Raises MeasureError for what is no single day.

    >>> day_of("05/06/2025")
    Timestamp('2025-06-05 00:00:00')
    """
    if isinstance(as_of, str):
        return pd.Timestamp(_day_in(as_of))
    given: Any = as_of
    if not isinstance(given, (date, np.datetime64)) or pd.isna(given):
        raise MeasureError("no_day", wanted=given)
    return pd.Timestamp(given).tz_localize(None).normalize()


def _day_in(text: str) -> date:
    with suppress(ValueError):
        return datetime.fromisoformat(text.strip()).date()
    with suppress(ImpossibleDate):
        found = read_date(text)
        if found is not None and found.first == found.last:
            return found.last
    raise MeasureError("no_day", wanted=text)


def days(values: pd.Series) -> pd.Series:
    """Dates of any kind (objects, text, date32, datetime64) as datetime64; empty text is empty."""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind == "M":
        return pd.Series(values.dt.normalize().astype("datetime64[s]"))
    known = {one: day_of(one) for one in values.dropna().unique() if one != ""}
    moments = [known.get(value, pd.NaT) for value in values.astype(object)]
    return pd.Series(moments, index=values.index, dtype="datetime64[s]", name=values.name)


def flags(values: pd.Series) -> pd.Series:
    """Yes or no as bool, from flags, numbers or their text; empty is no. MeasureError for other words."""
    told = values.astype(object).where(values.notna(), other=False).astype(str).str.strip().str.casefold()
    for word in told.unique():
        if word not in _FLAGS:
            raise MeasureError("no_flag", wanted=word, known=("true", "false"), column=values.name)
    return pd.Series([_FLAGS[word] for word in told], index=values.index, dtype=bool)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows numbered from nought, with categories and Arrow types as the values that they stand for."""
    strange = [
        name
        for name, dtype in frame.dtypes.items()
        if isinstance(dtype, (pd.CategoricalDtype, pd.ArrowDtype))
    ]
    values = {name: frame[name].astype(object) for name in strange}
    told = {str(name): value.where(value.notna(), None).infer_objects() for name, value in values.items()}
    return frame.assign(**told).reset_index(drop=True)


def without_own(organisations: pd.DataFrame) -> pd.DataFrame:
    """The register without columns that bear a name which the measures give their own."""
    return organisations.drop(columns=list(OWN), errors="ignore")


def group_of(organisations: pd.DataFrame, by: str | None) -> str:
    """The column that groups are made by; `EVERYBODY` where `by` is None.

    Raises MeasureError where the column is not there, or bears a name that the measures use themselves.
    """
    if by is None:
        return EVERYBODY
    require_columns(organisations, (by,), "organisations")
    if by in OWN:
        raise MeasureError("own_column", wanted=by)
    return by
