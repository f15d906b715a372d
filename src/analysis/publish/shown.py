"""Tables in the reader's words: headings, identifiers, dates and numbers as leadership reads them."""

from __future__ import annotations

import pandas as pd

from analysis.dates import format_date
from analysis.numbers import format_count, format_rate
from analysis.plan import Plan
from analysis.wording import Language, say, sentences


def shown_table(frame: pd.DataFrame, plan: Plan, language: Language) -> pd.DataFrame:
    """The frame as text: a copy for reading, not for reckoning."""
    words = _words(plan, language)
    shown = pd.DataFrame(index=frame.index)
    for name in frame.columns:
        shown[heading(str(name), language)] = [
            _text(value, str(name), words, language) for value in frame[name]
        ]
    return shown


def heading(name: str, language: Language) -> str:
    """A column's name in the reader's words; its identifier where there are none."""
    return say(f"column.{name}", language) if f"column.{name}" in sentences() else name


def _words(plan: Plan, language: Language) -> dict[str, str]:
    named = [*plan.organisation_types, *plan.milestones]
    words = {entry.id: str(entry.label[language]) for entry in named}
    for key, text in sentences().items():
        if key.startswith(("state.", "kind.", "measure.", "value.")):
            words.setdefault(key.split(".", 1)[1], text[language])
    return words


def _text(value: object, name: str, words: dict[str, str], language: Language) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return format_date(value.date(), language)
    if isinstance(value, bool):
        return say("value.yes", language) if value else ""
    if isinstance(value, int):
        return format_count(value, language)
    if isinstance(value, float):
        return format_rate(value, language) if name.endswith(("rate", "share")) else f"{value:g}"
    return words.get(str(value), str(value))
