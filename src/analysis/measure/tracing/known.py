"""What is known on a day, ready to be traced: states, register and reports, each with its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.measure.given import Day, day_of, days
from analysis.measure.states import known_reports, milestone_states, valid_organisations
from analysis.measure.time import dated_states
from analysis.plan import Plan

ORIGIN = ("file", "sheet", "cell")
CELL_COLUMNS = [
    "figure", "counted", "organisation_id", "organisation", "organisation_type", "about", "status", "state",
    "value", "first_day", "last_day", "reported", "source_file", "source_sheet", "source_cell", "fields",
    "raw_value",
]  # fmt: skip
"""What every traced cell says of itself.

figure: the count that it belongs to; counted: what it adds to it (empty: it adds nothing but is what the
figure rests on); about: the milestone, measure, task or kind; status, state, value, first_day and last_day:
what was made of it; reported: the date of its report; fields: the columns of the sheet that say it, the
likeliest first, where they are others than that of the cell; raw_value: what the cell says, where a finding
quotes it.
"""
_MADE_OF = ("status", "state", "value")
CONGRESS = "congress_held"


class Known:
    """The processed tables by name and the plan, as they stand on `as_of`; every part is made once."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], plan: Plan, as_of: Day) -> None:
        self.tables, self.plan, self.as_of = tables, plan, day_of(as_of)
        self._on: dict[pd.Timestamp, Known] = {}
        self._made: dict[str, pd.DataFrame] = {}

    @property
    def progress(self) -> pd.DataFrame:
        """The table `progress`."""
        return self.tables["progress"]

    @property
    def organisations(self) -> pd.DataFrame:
        """The table `organisations`."""
        return self.tables["organisations"]

    @cached_property
    def valid(self) -> pd.DataFrame:
        """The organisations valid on the day."""
        return with_register_cells(valid_organisations(self.organisations, self.as_of))

    @cached_property
    def reports(self) -> pd.DataFrame:
        """All rows of progress by the day, oldest first."""
        reports = known_reports(self.progress, self.as_of)
        return _with_report_cells(reports)

    @cached_property
    def states(self) -> pd.DataFrame:
        """`milestone_states`, with the cells of the newest reports and of the register."""
        states = milestone_states(self.progress, self.organisations, self.plan, as_of=self.as_of)
        return with_register_cells(states)

    @cached_property
    def earlier(self) -> pd.DataFrame:
        """The earlier reports that the states rest on."""
        return earlier_reports(self.reports, self.states)

    @cached_property
    def congresses(self) -> pd.DataFrame:
        """The required congresses with the days that the curve counts."""
        states = dated_states(
            self.progress, self.organisations, self.plan, self.as_of, CONGRESS, "organisation_type"
        )
        return with_register_cells(states)

    def on(self, day: Day) -> Known:
        """The same as it was known on another day."""
        return self._on.setdefault(day_of(day), Known(self.tables, self.plan, day))

    def once(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The frame that `make` makes, made once."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def of_congress(self) -> pd.DataFrame:
        """The states of the congress alone."""
        return self.states[self.states["milestone"] == CONGRESS]


def with_register_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Names the cells of the register's rows apart from those of reports."""
    return frame.rename(columns={f"source_{part}": f"register_{part}" for part in ORIGIN})


def _with_report_cells(frame: pd.DataFrame) -> pd.DataFrame:
    renamed = frame.rename(columns={f"source_{part}": f"report_{part}" for part in ORIGIN})
    for column in ("planned_from", "planned_to", "actual_from", "actual_to"):
        renamed[column] = days(renamed[column]) if column in renamed else pd.NaT
    return renamed.assign(reported=renamed["as_of"])


def picked(frame: pd.DataFrame, rows: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """The rows of a frame that belong to the chosen rows of a published table."""
    if len(keys) == 1:
        return frame[frame[keys[0]].isin(rows[keys[0]])]
    return frame.merge(rows[list(keys)].drop_duplicates(), on=list(keys))


def cells(
    frame: pd.DataFrame, figure: str, origin: str, *, counted: Any = 1, fields: str = "", **said: Any
) -> pd.DataFrame:
    """One traced cell per row of `frame`, at the `origin` (register, report, source) of its columns."""
    own = [name for name in CELL_COLUMNS if name in frame and name not in _MADE_OF]
    made = dict.fromkeys(CELL_COLUMNS) | {name: frame[name] for name in own}
    made |= {f"source_{part}": frame.get(f"{origin}_{part}") for part in ORIGIN}
    made |= said | {"figure": figure, "counted": counted, "fields": fields}
    return pd.DataFrame(made, index=frame.index)


def register_cells(frame: pd.DataFrame, figure: str, *, field: str = "", counted: Any = 1) -> pd.DataFrame:
    """The register's rows: that an organisation is there, or what `field` (members, subcells) says of it."""
    value = frame[field] if field else None
    about = field or "register"
    return cells(
        frame, figure, "register", counted=counted, fields=field, value=value, about=about, reported=pd.NaT
    )


def report_cells(
    states: pd.DataFrame,
    figure: str,
    *,
    counted: Any = 1,
    fields: str = "",
    value: Any = None,
    planned: bool = False,
) -> pd.DataFrame:
    """The newest report's cell of each state; the register's of those that never reported.

    The days are those that it was done, or where it was not done or `planned` is asked for, planned.
    """
    if states.empty:
        return cells(states, figure, "report")
    silent = states["reported"].isna()
    done = (states["status"] == "done") & (not planned)
    made = cells(
        states, figure, "report",
        counted=counted,
        fields=fields,
        value=value,
        about=states["milestone"],
        status=states["status"].mask(silent),
        state=states.get("state"),
        first_day=states["actual_from"].where(done, states["planned_from"]),
        last_day=states["actual_to"].where(done, states["planned_to"]),
    )  # fmt: skip
    for part in ORIGIN:
        register = states.get(f"register_{part}")
        made[f"source_{part}"] = made[f"source_{part}"].mask(silent, register)
    made["fields"] = made["fields"].mask(silent, "")
    return made


def earlier_cells(known: Known, states: pd.DataFrame, figure: str) -> pd.DataFrame:
    """What a newest report that only says done leaves to earlier ones: the date, and the first "done"."""
    key = ["organisation_id", "milestone"]
    told = known.earlier.merge(states.loc[states["status"] == "done", key], on=key)
    return report_cells(told, figure, counted=None)


def earlier_reports(reports: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Of those that are done: the last report that gave the date, and the first that said done.

    Where one of them is the newest report it is left out: that one is counted itself.
    """
    key = ["organisation_id", "milestone"]
    done = states[states["status"] == "done"]
    newest = done[[*key, "reported", "first_done", "actual_from", "actual_to", "state"]]
    reports = reports[reports["status"] == "done"].drop(columns="reported")
    both = reports.merge(newest, on=key, suffixes=("", "_now"))
    same = [both[name] == both[f"{name}_now"] for name in ("actual_from", "actual_to")]
    dated = both[same[0] & same[1]].drop_duplicates(key, keep="last")
    first = both[both["as_of"] == both["first_done"]].drop_duplicates(key, keep="last")
    told = pd.concat([dated, first])
    told = told[told["as_of"] != told["reported"]].drop_duplicates([*key, "as_of"])
    return told.assign(reported=told["as_of"])
