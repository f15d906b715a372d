"""Tables in the reader's words: headings, identifiers, dates and numbers as leadership reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import numpy as np
import pandas as pd

from analysis.chart import band_label
from analysis.dates import format_date
from analysis.numbers import format_count, format_rate
from analysis.plan import Plan
from analysis.wording import Language, say, sentences


def shown_table(frame: pd.DataFrame, plan: Plan, language: Language, section: str = "column") -> pd.DataFrame:
    """The frame as text: a copy for reading, not for reckoning; headings of `section` go first."""
    words = _words(plan, language)
    shown = pd.DataFrame(index=frame.index)
    for name in frame.columns:
        shown[heading(str(name), language, section)] = [
            _text(value, str(name), words, language) for value in frame[name]
        ]
    return shown


TextWriter = Callable[[object, str], str]
_FIGURE = re.compile(r"(-?\d[\d.,]*%?)?")
_SHORT = 16
_IS_SHARE = re.compile(r"(?:^|_)(?:rate|share|probability|change)(?:_|$)")
"""Columns that hold parts of a whole from 0 to 1: rate, rate_before, change_by_done."""


def html_table(shown: pd.DataFrame) -> str:
    """A table of texts for a page: columns of figures to the right, short texts unbroken."""
    classes = [_class_of(shown[name]) for name in shown.columns]
    head = "".join(f"<th{one}>{escape(str(name))}</th>" for one, name in zip(classes, shown, strict=True))
    rows = [
        "".join(f"<td{one}>{escape(str(value))}</td>" for one, value in zip(classes, row, strict=True))
        for row in shown.itertuples(index=False)
    ]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _class_of(texts: pd.Series) -> str:
    if texts.map(lambda text: bool(_FIGURE.fullmatch(text))).all() and (texts != "").any():
        return ' class="figure"'
    return ' class="short"' if texts.map(len).max() <= _SHORT else ""


def heading(name: str, language: Language, *first: str) -> str:
    """A column's name in the reader's words; its identifier where there are none.

    Words of the sections named `first` go before those of the report's columns.
    """
    for section in (*first, "column"):
        if f"{section}.{name}" in sentences():
            return say(f"{section}.{name}", language)
    return name


def text_writer(plan: Plan, language: Language) -> TextWriter:
    """What a reader sees of one value and its column's name; nothing for an empty one."""
    words = _words(plan, language)
    return lambda value, name: _text(value, name, words, language)


def _words(plan: Plan, language: Language) -> dict[str, str]:
    named = [*plan.organisation_types, *plan.milestones]
    words = {entry.id: str(entry.label[language]) for entry in named}
    for key, text in sentences().items():
        if key.startswith(("state.", "kind.", "measure.", "rule.", "value.")):
            words.setdefault(key.split(".", 1)[1], text[language])
    return words


def _text(value: object, name: str, words: dict[str, str], language: Language) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, pd.Timestamp):
        return format_date(value.date(), language)
    if isinstance(value, bool):
        return say("value.yes", language) if value else ""
    if isinstance(value, int):
        return format_count(value, language)
    if isinstance(value, float):
        if _IS_SHARE.search(name):
            return format_rate(value, language)
        return format_count(int(value), language) if value.is_integer() else f"{value:g}"
    if name == "measure" and str(value).startswith("age_"):
        return band_label(str(value), language)
    return words.get(str(value), str(value))
