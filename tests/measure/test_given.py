from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.measure.test_completion import ORGANISATIONS, report
from tests.measure.worlds import counts_of_members, one_world

from analysis.measure import (
    MeasureError,
    completion_curve,
    completion_rates,
    curve_gaps,
    headline_figures,
    incomplete_organisations,
    median_time_to_completion,
    membership_by_type,
    membership_change,
    outlook,
    outlook_by_type,
    rate_change,
    reporting_rates,
    reporting_status,
    reporting_timeliness,
    restated,
    subcell_rates,
    task_progress,
    task_rates,
    time_to_completion,
    weekly_change,
)
from analysis.measure.examples import two_tasks
from analysis.measure.given import day_of
from analysis.plan import Plan

MAY, JUNE = "2025-05-10", "2025-06-20"
Frames = dict[str, pd.DataFrame]
Ask = Callable[[Frames, Plan], Any]


@pytest.mark.parametrize(
    "day",
    [
        "2025-06-05",
        "05/06/2025",
        "5.6.2025",
        "2025-06-05T23:30",
        date(2025, 6, 5),
        datetime(2025, 6, 5, 23, 30),
        np.datetime64("2025-06-05"),
        pd.Timestamp("2025-06-05 23:30", tz="Asia/Ho_Chi_Minh"),
    ],
)
def test_a_day_is_a_day_in_any_form_and_comes_before_its_month(day: Any) -> None:
    assert day_of(day) == pd.Timestamp("2025-06-05")


@pytest.mark.parametrize("day", ["hôm nay", "tháng 6/2025", "2025-13-01", "", None, pd.NaT, 20250605])
def test_what_is_no_single_day_is_refused_in_both_languages(day: Any, plan: Plan) -> None:
    with pytest.raises(MeasureError, match="single day") as told:
        completion_rates(pd.DataFrame([report(MAY, "y")]), ORGANISATIONS, plan, as_of=day)
    assert "không phải là một ngày" in told.value.message("vi")


def world_of(seed: int, plan: Plan) -> Frames:
    one = one_world(seed, plan, 8)
    members = counts_of_members(one, seed)
    tasks = two_tasks().assign(owner=pd.Series(["Tiểu ban Văn kiện", None], dtype="object"))
    return {
        "progress": one.progress,
        "organisations": one.organisations,
        "membership": members,
        "tasks": tasks,
    }


ASKS: dict[str, Ask] = {
    "completion": lambda f, plan: completion_rates(f["progress"], f["organisations"], plan, as_of=JUNE),
    "headline": lambda f, plan: headline_figures(f["progress"], f["organisations"], plan, as_of=JUNE),
    "changes": lambda f, plan: weekly_change(f["progress"], f["organisations"], plan, as_of=JUNE, since=MAY),
    "restated": lambda f, plan: restated(f["progress"], f["organisations"], plan, as_of=MAY, known_by=JUNE),
    "reporting": lambda f, _: reporting_status(f["progress"], f["organisations"], as_of=JUNE),
    "outlook": lambda f, plan: outlook(f["progress"], f["organisations"], plan, as_of=JUNE),
    "waiting": lambda f, plan: incomplete_organisations(f["progress"], f["organisations"], plan, as_of=JUNE),
    "membership": lambda f, plan: membership_by_type(
        f["membership"], plan, as_of=JUNE, organisations=f["organisations"]
    ),
    "tasks": lambda f, _: task_progress(f["tasks"], as_of=JUNE),
    "owners": lambda f, _: task_rates(f["tasks"], as_of=JUNE),
}


def of_dates(change: Callable[[Any], Any]) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Every column of dates with its values put into another form; empty stays empty."""

    def changed(frame: pd.DataFrame) -> pd.DataFrame:
        names = [str(n) for n in frame if n == "as_of" or str(n).endswith(("_from", "_to"))]
        return frame.assign(
            **{
                name: pd.Series(
                    [None if pd.isna(v) else change(pd.Timestamp(v)) for v in frame[name]],
                    index=frame.index,
                    dtype="object",
                )
                for name in names
            }
        )

    return changed


def of_categories(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = (
        "organisation_id",
        "organisation_type",
        "organisation_kind",
        "milestone",
        "status",
        "owner",
        "measure",
    )
    return frame.astype({name: "category" for name in kinds if name in frame})


FORMS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "shuffled": lambda frame: frame.sample(frac=1, random_state=5),
    "all rows under one number": lambda frame: frame.set_axis([0] * len(frame)),
    "an index with a column's name": lambda frame: frame.rename_axis("organisation_id"),
    "more columns": lambda frame: (
        frame.assign(ghi_chu="x", paused="?", deadline="?", reported=1, total=0)
        if "members" in frame
        else frame.assign(ghi_chu="x")
    ),
    "dates as objects": of_dates(lambda moment: moment.date()),
    "dates as text": of_dates(lambda moment: f"{moment:%d/%m/%Y}"),
    "dates with hours": of_dates(lambda moment: moment + pd.Timedelta(hours=15)),
    "categories": of_categories,
    "Arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "objects": lambda frame: frame.astype(object).where(frame.notna(), None),
}


def told(found: Any) -> Any:
    """What is said, whatever the kind of the columns."""
    if not isinstance(found, pd.DataFrame):
        return found
    empty = found.astype(object).where(found.notna(), None)
    return [[str(v.date()) if isinstance(v, pd.Timestamp) else v for v in row] for row in empty.to_numpy()]


@pytest.fixture(scope="module")
def usual(plan: Plan) -> tuple[Frames, dict[str, Any]]:
    """A world, and what the measures say of it in its usual form."""
    frames = world_of(5, plan)
    return frames, {name: told(ask(frames, plan)) for name, ask in ASKS.items()}


@pytest.mark.parametrize("form", FORMS)
def test_a_measure_takes_what_a_frame_means_and_not_its_form(
    form: str, usual: tuple[Frames, dict[str, Any]], plan: Plan
) -> None:
    frames, answers = usual
    other = {name: FORMS[form](frame) for name, frame in frames.items()}
    for name, ask in ASKS.items():
        assert told(ask(other, plan)) == answers[name], name


BY_GROUP: dict[str, Callable[[Frames, Plan, str | None], pd.DataFrame]] = {
    "completion": lambda f, plan, by: completion_rates(
        f["progress"], f["organisations"], plan, as_of=JUNE, by=by
    ),
    "subcells": lambda f, plan, by: subcell_rates(f["progress"], f["organisations"], plan, as_of=JUNE, by=by),
    "gaps": lambda f, plan, by: curve_gaps(f["progress"], f["organisations"], plan, as_of=JUNE, by=by),
    "curve": lambda f, plan, by: completion_curve(
        f["progress"], f["organisations"], plan, as_of=JUNE, by=by
    ).loc[lambda curve: curve["day"] == JUNE],
    "change": lambda f, plan, by: rate_change(
        f["progress"], f["organisations"], plan, as_of=JUNE, since=MAY, by=by
    ),
    "restated": lambda f, plan, by: restated(
        f["progress"], f["organisations"], plan, as_of=MAY, known_by=JUNE, by=by
    ),
    "reporting": lambda f, _, by: reporting_rates(f["progress"], f["organisations"], as_of=JUNE, by=by),
    "timeliness": lambda f, _, by: reporting_timeliness(f["progress"], f["organisations"], as_of=JUNE, by=by),
    "times": lambda f, plan, by: time_to_completion(
        f["progress"], f["organisations"], plan, as_of=JUNE, by=by
    ),
    "medians": lambda f, plan, by: median_time_to_completion(
        f["progress"], f["organisations"], plan, as_of=JUNE, by=by
    ),
    "outlook": lambda f, plan, by: outlook_by_type(
        f["progress"], f["organisations"], plan, as_of=JUNE, by=by
    ),
    "membership": lambda f, plan, by: membership_by_type(f["membership"], plan, as_of=JUNE, by=by),
    "movement": lambda f, plan, by: membership_change(
        f["membership"].replace({"measure": {"total": "opening", "women": "closing"}}),
        plan,
        as_of=JUNE,
        by=by,
    ),
}
SUMMED = (
    "required", "held", "total", "on_time", "events", "planned", "newly_done", "added", "removed", "open",
    "held_after_all", "organisations", "reported", "expected", "given", "done", "committees", "count",
    "incomplete",
)  # fmt: skip


@pytest.mark.parametrize("name", BY_GROUP)
def test_groups_add_up_to_the_whole_also_where_some_are_blank(name: str, plan: Plan) -> None:
    frames = world_of(4, plan)
    for table in ("organisations", "membership"):
        parents = frames[table]["organisation_id"].map(lambda one: "Cụm 1" if ord(one[-1]) % 2 else None)
        frames[table] = frames[table].assign(parent=parents, organisation_type=None)
    whole = BY_GROUP[name](frames, plan, None)
    # what is expected of all is no sum: it leans on all types together
    summed = [name for name in SUMMED if name in whole and (name != "expected" or "given" in whole)]
    assert len(whole) * len(summed) > 0
    for by in ("parent", "organisation_type"):
        parts = BY_GROUP[name](frames, plan, by)
        assert parts[by].isna().any() if by == "parent" else set(parts[by]) == {"unknown"}
        pd.testing.assert_series_equal(parts[summed].sum(), whole[summed].sum(), check_dtype=False)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"organisation_kind": "đảng bộ"}, "party_committee"),
        ({"organisation_kind": None}, "party_committee"),
        ({"pilot": "có thể"}, "neither yes nor no"),
    ],
)
def test_a_word_that_would_count_as_another_is_refused(wrong: dict[str, Any], said: str, plan: Plan) -> None:
    rows = pd.DataFrame([report(MAY, "y")])
    with pytest.raises(MeasureError, match=said):
        completion_rates(rows, ORGANISATIONS.assign(**wrong), plan, as_of=JUNE)
    with pytest.raises(MeasureError, match="not_started"):
        completion_rates(rows.assign(status="đã xong"), ORGANISATIONS, plan, as_of=JUNE)


def test_flags_may_be_words(plan: Plan) -> None:
    rows = pd.DataFrame([report("2025-03-01", "y", actual_to="2025-02-15", actual_from="2025-02-15")])
    for yes, no in ((True, None), ("True", "False"), (1, 0)):
        told_so = ORGANISATIONS.assign(pilot=pd.Series([yes, no, no, no], dtype="object"))
        late = completion_rates(rows, told_so, plan, as_of=JUNE, by=None).set_index("milestone")["late"]
        assert late["congress_held"] == 1


def test_no_group_bears_a_name_of_the_measures_own(plan: Plan) -> None:
    with pytest.raises(MeasureError, match="own"):
        completion_rates(
            pd.DataFrame([report(MAY, "y")]), ORGANISATIONS.assign(status="a"), plan, as_of=JUNE, by="status"
        )
    with pytest.raises(MeasureError, match="DataFrame"):
        completion_rates([report(MAY, "y")], ORGANISATIONS, plan, as_of=JUNE)  # type: ignore[arg-type]
