"""The charts of the congress's page say what is true where a plan moves, stops, or tells too little."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from tests.chart.test_outlook_page import texts

from analysis.chart import Caption, congress_by_type, congress_curve, outlook_chart, waiting_list
from analysis.plan import Plan

AS_OF, DEADLINE = date(2025, 6, 10), date(2025, 6, 30)
CAPTION = Caption(AS_OF, "Nguồn: 1 trang")


def curve(first_planned: int, planned: int, held: int, required: int = 10) -> pd.DataFrame:
    """Everything planned first was planned for the first of June; the rest happened today."""
    days = pd.date_range("2025-05-31", DEADLINE)
    begun, past = days >= pd.Timestamp("2025-06-01"), days > pd.Timestamp(AS_OF)
    frame = pd.DataFrame({"organisation_type": "enterprise", "day": days, "required": required})
    frame["first_planned"] = first_planned * begun.astype(int)
    frame["planned"] = planned * begun.astype(int)
    frame["held"] = pd.Series(held, index=frame.index, dtype="Int64").mask(past)
    return frame.astype({"first_planned": "Int64", "planned": "Int64", "required": "Int64"})


@pytest.mark.parametrize(
    ("counts", "title", "head"),
    [
        (
            (6, 4, 4),
            "Chậm 2 đại hội so với kế hoạch đầu: đã tổ chức 4, theo ngày hẹn ban đầu phải 6",
            "chậm 2 (9 ngày)",
        ),
        ((3, 6, 4), "Thiếu 2 đại hội so với ngày hẹn hiện nay: đã tổ chức 4", "thiếu 2 so với hẹn"),
        ((3, 4, 4), "kịp kế hoạch; nhưng đến hạn", "đúng hẹn"),
    ],
)
def test_a_plan_that_is_moved_back_is_not_kept(
    counts: tuple[int, int, int], title: str, head: str, plan: Plan
) -> None:
    figure = congress_curve(curve(*counts), plan, CAPTION, DEADLINE)
    assert title in str(figure.get_label())
    assert head in texts(figure)


@pytest.mark.parametrize(("last", "ticks"), [("2025-06-20", ["T6"]), ("2025-07-20", ["T6", "T7"])])
def test_every_month_stands_under_the_curve_once(last: str, ticks: list[str], plan: Plan) -> None:
    longer = curve(1, 1, 1).set_index("day").reindex(pd.date_range("2025-05-31", last), method="ffill")
    figure = congress_curve(longer.rename_axis("day").reset_index(), plan, CAPTION, DEADLINE)
    figure.draw_without_rendering()
    assert [label.get_text() for label in figure.axes[0].get_xticklabels() if label.get_text()] == ticks


def rates(required: int, total: int) -> pd.DataFrame:
    counts = {"required": required, "held": 4, "on_time": 4, "late": 0, "timing_unknown": 0, "overdue": 0}
    counts |= {"not_due": required - 4, "total": total}
    return pd.DataFrame([{"organisation_type": "enterprise", "rate": 4 / required} | counts])


def test_the_total_stands_beside_the_rate_where_it_is_another_number(plan: Plan) -> None:
    """34 of 34 held, and 8 told to stop, is not all of 42."""
    assert "tổng số 12" in texts(congress_by_type(rates(10, 12), plan, CAPTION))
    assert not any("tổng số" in text for text in texts(congress_by_type(rates(10, 10), plan, CAPTION)))


def sums(**row: object) -> pd.DataFrame:
    known = {"organisation_type": "enterprise", "required": 10, "in_time": 4, "open": 6}
    known |= {"low_80": 6, "high_80": 10, "why": "type"}
    frame = pd.DataFrame([known | row])
    return frame.astype({"low_80": "Int64", "high_80": "Int64"})


def frames(figure: Figure) -> list[tuple[float, float]]:
    found = figure.findobj(lambda one: isinstance(one, Rectangle) and not one.get_fill())
    return [(one.get_x(), one.get_width()) for one in found if isinstance(one, Rectangle)]


def test_likely_counts_are_framed_up_to_the_end_of_the_bar(plan: Plan) -> None:
    figure = outlook_chart(sums(), sums(), plan, CAPTION)
    assert frames(figure) == [(6, 4)]
    assert any("Khung đen" in text for text in texts(figure))


def test_nobody_is_called_unlikely_where_too_little_is_known(plan: Plan) -> None:
    unknown = sums(low_80=None, high_80=None, why="too_little")
    figure = outlook_chart(unknown, unknown, plan, CAPTION)
    assert "chưa đủ căn cứ" in texts(figure)
    assert frames(figure) == []
    assert not {"khó kịp", "có thể kịp"} & set(texts(figure))


def test_who_has_named_no_day_is_said_to_have_none(plan: Plan) -> None:
    row = {
        "organisation": "Chi bộ Công ty Cao su", "organisation_type": "enterprise", "days_left": 20,
        "days_past_plan": None, "days_plan_late": None, "planned_from": pd.NaT, "planned_to": pd.NaT,
    }  # fmt: skip
    assert "chưa có ngày dự kiến" in texts(waiting_list(pd.DataFrame([row]), plan, CAPTION))
