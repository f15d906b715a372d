"""The cells behind who reports: the newest news of each organisation, and every report expected of it."""

from __future__ import annotations

import pandas as pd

from analysis.measure.reporting import expected_reports, newest_news
from analysis.measure.tracing.known import Known, picked, register_cells, report_cells, with_register_cells

GRACE_DAYS, FRESH_DAYS = 3, 7
"""What the report's pages ask of `reporting_timeliness` and `reporting_rates`."""


def news_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `reporting_rates`: one cell of each newest report; of the silent their rows of the register."""
    who = with_register_cells(newest_news(known.progress, known.organisations, known.as_of))
    who = picked(who, rows, ("organisation_type",))
    if figure == "organisations":
        return register_cells(who, figure)
    if figure == "silent":
        return register_cells(who[who["reported"].isna()], figure)
    reported = who[who["reported"].notna()]
    if figure == "fresh":
        reported = reported[reported["age"] <= FRESH_DAYS]
    if figure == "oldest_news_days":
        reported = reported[reported["age"] == reported["age"].max()]
    news = _reports_of(known, reported[["organisation_id", "organisation_type", "reported", "age"]])
    of_days = figure.endswith("_days")
    age = news["age"].astype("Int64") if of_days else None
    return report_cells(news, figure, counted=None if of_days else 1, value=age)


def _reports_of(known: Known, who: pd.DataFrame) -> pd.DataFrame:
    """The first row of each organisation's report of a day (`reported`): a report speaks by many cells.

    The type is that of `who`: the register's on that day, whatever the report calls it.
    """
    first = known.reports.drop_duplicates(["organisation_id", "as_of"])
    first = first.drop(columns=["reported", "organisation_type"], errors="ignore")
    return who.merge(first, left_on=["organisation_id", "reported"], right_on=["organisation_id", "as_of"])


def expected_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `reporting_timeliness`: each report that came, and where none did, the register's row."""
    expected = _expected(known, rows, ("organisation_type",))
    if figure == "organisations":
        return register_cells(expected.drop_duplicates(["organisation_id", "organisation_type"]), figure)
    came, missing = _came(known, expected), expected[expected["given"] == 0]
    if figure == "report_dates":
        return _one_of_each(came, missing, figure)
    if figure == "missing":
        return _missing(missing, figure)
    if figure == "expected":
        return pd.concat([report_cells(came, figure), _missing(missing, figure)])
    if figure in ("on_time", "late"):
        came = came[(came["delay"] == 0) == (figure == "on_time")]
    return report_cells(came, figure)


def status_cells(known: Known, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Of `reporting_status`: reports expected of an organisation, under all its names; or its newest."""
    if figure.startswith("reports_"):
        expected = _expected(known, rows, ("organisation_id",))
        came = _came(known, expected)
        if figure == "reports_on_time":
            came = came[came["delay"] == 0]
        told = report_cells(came, figure)
        missing = expected[expected["given"] == 0] if figure == "reports_expected" else expected[:0]
        return pd.concat([told, _missing(missing, figure)]) if len(missing) else told
    who = with_register_cells(newest_news(known.progress, known.organisations, known.as_of))
    who = picked(who, rows, ("organisation_id",))
    counted = 1 if figure == "rows" else None
    news = _reports_of(known, who[["organisation_id", "organisation_type", "reported"]].dropna())
    days = (known.as_of - news["reported"]).dt.days.astype("Int64")
    told = report_cells(news, figure, counted=counted, value=days if figure == "news_age_days" else None)
    return pd.concat([told, register_cells(who[who["reported"].isna()], figure, counted=counted)])


def _expected(known: Known, rows: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """The reports expected of the organisations that the chosen rows are about."""
    expected = known.once(
        "expected", lambda: expected_reports(known.progress, known.organisations, known.as_of, GRACE_DAYS)
    )
    return with_register_cells(picked(expected, rows, keys))


def _came(known: Known, expected: pd.DataFrame) -> pd.DataFrame:
    """Those of them that came, on time or late, with the cells of the reports."""
    given = expected[expected["given"] == 1]
    given = given.assign(reported=given["report_date"] + pd.to_timedelta(given["delay"], unit="D"))
    return _reports_of(
        known, given[["organisation_id", "organisation_type", "reported", "report_date", "delay"]]
    )


def _one_of_each(came: pd.DataFrame, missing: pd.DataFrame, figure: str) -> pd.DataFrame:
    """A report of each date; of a date on which nobody of the type reported, one that was missing."""
    of_date = ["organisation_type", "report_date"]
    came, missing = came.drop_duplicates(of_date), missing.drop_duplicates(of_date)
    left = missing.merge(came[of_date], on=of_date, how="left", indicator=True)
    silent = left[left["_merge"] == "left_only"].drop(columns="_merge")
    return pd.concat([report_cells(came, figure), _missing(silent, figure)])


def _missing(expected: pd.DataFrame, figure: str) -> pd.DataFrame:
    made = register_cells(expected, figure)
    return made.assign(last_day=expected["report_date"])
