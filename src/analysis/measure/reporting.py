"""Who reports, how completely and how promptly: completeness and timeliness are two rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measure.completion import share
from analysis.measure.given import (
    Day,
    MeasureError,
    day_of,
    days,
    group_of,
    plain,
    require_columns,
    without_own,
)
from analysis.measure.states import valid_organisations
from analysis.text import sort_key

STATES = ("silent", "late", "on_time")


def reporting_rates(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    as_of: Day,
    fresh_days: int = 7,
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """Who has reported by a day, and how old the news is, per group.

    Columns: the group, organisations, reported (ever), fresh (within `fresh_days` of the newest
    report), silent (never), rate (reported of organisations), oldest_news_days, median_news_days.

    >>> from analysis.measure.examples import one_report, two_organisations
    >>> rates = reporting_rates(one_report(), two_organisations(), as_of="2025-06-15")
    >>> rates[["organisation_type", "organisations", "reported"]].values.tolist()
    [['administrative', 1, 1], ['enterprise', 1, 0]]
    """
    group = group_of(organisations, by)
    who = newest_news(progress, organisations, as_of).assign(all="all")
    grouped = who.groupby(group, observed=True, dropna=False)
    frame = pd.DataFrame(
        {
            "organisations": grouped.size(),
            "reported": grouped["reported"].count(),
            "fresh": grouped["age"].agg(lambda ages: int((ages <= fresh_days).sum())),
            "oldest_news_days": grouped["age"].max(),
            "median_news_days": grouped["age"].median(),
        }
    ).reset_index()
    frame["silent"] = frame["organisations"] - frame["reported"]
    frame["rate"] = share(frame["reported"], frame["organisations"])
    for column in ("organisations", "reported", "fresh", "silent", "oldest_news_days"):
        frame[column] = frame[column].astype("Int64")
    return frame[
        [
            group,
            "organisations",
            "reported",
            "fresh",
            "silent",
            "rate",
            "oldest_news_days",
            "median_news_days",
        ]
    ]


def newest_news(progress: pd.DataFrame, organisations: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """The organisations valid on a day, when each reported last, and how old that is (age, days).

    Age counts from the newest report of all: a quiet week makes nobody's news old.
    """
    reports = _reports(progress, as_of)
    if reports.empty:
        raise MeasureError("nothing_reported", day=day_of(as_of).date())
    last = reports.groupby("organisation_id")["as_of"].max().rename("reported")
    who = without_own(valid_organisations(organisations, as_of)).merge(last, on="organisation_id", how="left")
    who["age"] = (reports["as_of"].max() - who["reported"]).dt.days
    return who


def reporting_status(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    as_of: Day,
    due_every_days: int = 7,
    grace_days: int = 3,
) -> pd.DataFrame:
    """How each organisation valid on `as_of` reports, those to call first at the top.

    A report is expected of every valid organisation on each date on which at least half of them
    reported. A report answers for the newest such date on or before its own: on time on that very
    day, late within `grace_days` after it; later it is news, but answers for no date.

    Returns one row per organisation: organisation_id, organisation, organisation_type, last_report
    (date, empty for never), news_age_days (from it to `as_of`), reports_expected, reports_given (on
    time or late), reports_on_time, and state. on_time: gave the newest report expected of it on time,
    and its news is at most `due_every_days` old; silent: never reported, or its news is older than
    due_every_days + grace_days; late: between the two.
    Raises MeasureError for a column that is not there or days below 0.

    >>> from analysis.measure.examples import one_report, two_organisations
    >>> status = reporting_status(one_report(), two_organisations(), as_of="2025-06-15")
    >>> status[["organisation", "news_age_days", "reports_given", "state"]].values.tolist()
    [['Chi bộ Công ty Cao su', <NA>, 0, 'silent'], ['Đảng bộ Sở Y tế', 4, 1, 'on_time']]
    """
    if due_every_days < 0:
        raise MeasureError("below_nought", name="due_every_days", value=due_every_days)
    expected = expected_reports(progress, organisations, as_of, grace_days)
    last = _reports(progress, as_of).groupby("organisation_id")["as_of"].max().rename("last_report")
    who = without_own(valid_organisations(organisations, as_of)).merge(last, on="organisation_id", how="left")
    counts = expected.groupby("organisation_id")[["expected", "given", "on_time"]].sum()
    who = who.merge(counts.add_prefix("reports_"), on="organisation_id", how="left")
    for column in ("reports_expected", "reports_given", "reports_on_time"):
        who[column] = who[column].astype("Int64").fillna(0)
    who["news_age_days"] = (day_of(as_of) - who["last_report"]).dt.days.astype("Int64")
    newest = expected.groupby("organisation_id")["on_time"].last()
    missed = who["organisation_id"].map(newest).eq(other=False)
    old = who["news_age_days"].fillna(due_every_days + grace_days + 1)
    who["state"] = "on_time"
    who.loc[missed | (old > due_every_days), "state"] = "late"
    who.loc[old > due_every_days + grace_days, "state"] = "silent"
    return _to_call_first(who)


def _to_call_first(who: pd.DataFrame) -> pd.DataFrame:
    who["_rank"] = who["state"].map(STATES.index)
    who["_name"] = who["organisation"].map(sort_key)
    ordered = who.sort_values(["_rank", "last_report", "_name"], na_position="first", kind="stable")
    columns = ["organisation_id", "organisation", "organisation_type", "last_report", "news_age_days"]
    columns += ["reports_expected", "reports_given", "reports_on_time", "state"]
    return ordered[columns].reset_index(drop=True)


def reporting_timeliness(
    progress: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    as_of: Day,
    grace_days: int = 3,
    by: str | None = "organisation_type",
) -> pd.DataFrame:
    """How many of the expected reports came, and how many on time, per group: two different rates.

    Expected, given and on time as in `reporting_status`; an organisation counts on the report dates
    on which it was valid, in the group it belonged to then, also if it has been dissolved since.

    Returns one row per group: organisations (of which a report was expected), report_dates, expected
    (reports), given, on_time, late (with on_time they add up to given), missing (with given they add
    up to expected), completeness_rate (given of expected) and on_time_rate (on_time of expected; both
    empty where nothing was expected).
    `by` is any column of `organisations`; None takes all together.
    Raises MeasureError for a column that is not there or `grace_days` below 0.

    >>> from analysis.measure.examples import one_report, two_organisations
    >>> rates = reporting_timeliness(one_report(), two_organisations(), as_of="2025-06-15", by=None)
    >>> rates[["expected", "given", "on_time", "completeness_rate"]].values.tolist()
    [[2, 1, 1, 0.5]]
    """
    group = group_of(organisations, by)
    expected = expected_reports(progress, organisations, as_of, grace_days).assign(all="all")
    grouped = expected.groupby(group, observed=True, dropna=False)
    frame = grouped[["expected", "given", "on_time"]].sum()
    frame.insert(0, "organisations", grouped["organisation_id"].nunique())
    frame.insert(1, "report_dates", grouped["report_date"].nunique())
    frame["late"] = frame["given"] - frame["on_time"]
    frame["missing"] = frame["expected"] - frame["given"]
    groups = valid_organisations(organisations, as_of).assign(all="all")[group]
    frame = frame.reindex(frame.index.union(pd.Index(groups.unique())), fill_value=0).astype("Int64")
    frame["completeness_rate"] = share(frame["given"], frame["expected"])
    frame["on_time_rate"] = share(frame["on_time"], frame["expected"])
    return frame.rename_axis(group).reset_index()


def _reports(progress: pd.DataFrame, as_of: Day) -> pd.DataFrame:
    """Who reported on which day, each once, by `as_of`."""
    require_columns(progress, ("as_of", "organisation_id"), "progress")
    reports = plain(progress[["as_of", "organisation_id"]])
    reports["as_of"] = days(reports["as_of"])
    return reports[reports["as_of"] <= day_of(as_of)].drop_duplicates()


def expected_reports(
    progress: pd.DataFrame, organisations: pd.DataFrame, as_of: Day, grace_days: int
) -> pd.DataFrame:
    """One row per report date and organisation valid on it, oldest first: given or not, on time or not."""
    if grace_days < 0:
        raise MeasureError("below_nought", name="grace_days", value=grace_days)
    reports = _reports(progress, as_of)
    parts = [valid_organisations(organisations, as_of).iloc[:0].assign(report_date=day_of(as_of))]
    for date in sorted(reports["as_of"].unique()):
        given = reports.loc[reports["as_of"] == date, "organisation_id"]
        valid = valid_organisations(organisations, date)
        if 2 * valid["organisation_id"].isin(given).sum() >= max(len(valid), 1):
            parts.append(valid.assign(report_date=date))
    expected = pd.concat(parts, ignore_index=True)
    answers = _answers(reports, np.sort(expected["report_date"].unique()), grace_days)
    expected = expected.merge(answers, on=["organisation_id", "report_date"], how="left")
    return expected.assign(
        expected=1,
        given=expected["delay"].notna().astype(int),
        on_time=(expected["delay"] == 0).astype(int),
    )


def _answers(reports: pd.DataFrame, dates: np.ndarray, grace_days: int) -> pd.DataFrame:
    """The days by which each organisation was late with its report for each date; only within grace."""
    place = np.searchsorted(dates, reports["as_of"].to_numpy(), side="right") - 1
    answers = reports[place >= 0].assign(report_date=dates[place[place >= 0]])
    answers["delay"] = (answers["as_of"] - answers["report_date"]).dt.days
    answers = answers[answers["delay"] <= grace_days]
    return answers.groupby(["organisation_id", "report_date"])["delay"].min().reset_index()
