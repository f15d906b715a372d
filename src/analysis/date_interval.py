"""A date as offices know it: an interval from the first to the last day that it may mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

EARLIEST_YEAR, LATEST_YEAR = 1930, 2100


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The first and the last day that a date may mean; `first` is None for "on or before `last`"."""

    first: date | None
    last: date
    year_assumed: bool = False


class ImpossibleDate(ValueError):
    """A text that has the form of a date and can't be one: 31/2/2025, 5/13/2025."""


def day_of_parts(year: str | int, month: str | int, day: str | int) -> date:
    """The day from its parts; two digits are a year of this century. Raises ImpossibleDate."""
    full = int(year) + (2000 if len(str(year)) == 2 else 0)
    if not EARLIEST_YEAR <= full <= LATEST_YEAR:
        raise ImpossibleDate(f"{day}/{month}/{year}")
    try:
        return date(full, int(month), int(day))
    except ValueError as error:
        raise ImpossibleDate(f"{day}/{month}/{year}") from error


def span(first: date, last: date, *, year_assumed: bool = False) -> DateInterval:
    """Both days and those between. Raises ImpossibleDate if the last is before the first."""
    if last < first:
        raise ImpossibleDate(f"{first} – {last}")
    return DateInterval(first, last, year_assumed)


def nearest_year(build: Callable[[int], date], near: date | None) -> int | None:
    """The year that brings a date nearest to `near`; a 29/2 is tried only in leap years."""
    if near is None:
        return None
    days: dict[int, date] = {}
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days[year] = build(year)
        except ImpossibleDate:
            continue
    return min(days, key=lambda year: abs(days[year] - near)) if days else None
