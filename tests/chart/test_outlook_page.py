"""The charts of the outlook's page say what their tables say, and what it means where they are empty."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.chart import Caption, call_list, change_chart, completion_times, restated_chart, silent_list
from analysis.plan import Plan

CAPTION = Caption(date(2025, 5, 28), "Nguồn: 1 trang")
NOW, BEFORE = date(2025, 5, 28), date(2025, 4, 30)


def chance(name: str, probability: float | None, why: str = "own", slips: int = 0) -> dict[str, object]:
    return {
        "organisation": name, "organisation_type": "enterprise", "deadline": pd.Timestamp("2025-06-30"),
        "promised": pd.Timestamp("2025-06-20"), "slips": slips, "probability": probability, "why": why,
    }  # fmt: skip


def chances(*rows: dict[str, object]) -> pd.DataFrame:
    columns = ["organisation", "organisation_type", "deadline", "promised", "slips", "probability", "why"]
    return pd.DataFrame(list(rows), columns=columns).astype({"probability": "Float64"})


@pytest.mark.parametrize(
    ("rows", "title", "told"),
    [
        ([chance("A", 0.2, "own", 2), chance("B", 0.9)], "trước: 1/2", "20% · hẹn 20/6/2025, đã lùi 2 lần"),
        ([chance("A", 0.7)], "1 tổ chức chưa đại hội đều có thể kịp hạn", "70% · hẹn 20/6/2025"),
        ([chance("A", None, "too_little")], "chưa đủ căn cứ", "hẹn 20/6/2025"),
        ([chance("A", 0.0, "deadline_past")], "Đã đến hạn 30/6/2025: 1 tổ chức", "0% · hẹn 20/6/2025"),
        ([chance("A", 0.999), chance("B", 0.001)], "Gọi trước: 1/2", "99% · hẹn 20/6/2025"),
        ([], "Không còn tổ chức nào chưa đại hội", "Không phải gọi ai."),
    ],
)  # fmt: skip
def test_the_call_list_says_who_is_unlikely(
    rows: list[dict[str, object]], title: str, told: str, plan: Plan
) -> None:
    figure = call_list(chances(*rows), plan, CAPTION)
    assert title in str(figure.get_label())
    assert told in texts(figure)


def texts(figure: object) -> list[str]:
    found = figure.findobj(lambda artist: hasattr(artist, "get_text"))  # type: ignore[attr-defined]
    return [text.get_text() for text in found]


def moved(by_done: float, by_back: float, **counts: int) -> pd.DataFrame:
    row: dict[str, object] = {
        "view": "as_reported", "organisation_type": "enterprise", "required_before": 10, "required": 10,
        "added": 0, "removed": 0, "newly_done": 0, "gone_back": 0, **counts,
        "change": by_done + by_back, "change_by_done": by_done, "change_by_gone_back": by_back,
        "change_by_added": 0.0, "change_by_removed": 0.0,
    }  # fmt: skip
    return pd.DataFrame([row])


def test_the_causes_of_a_change_stand_on_their_sides_and_add_up_to_it(plan: Plan) -> None:
    change = moved(0.4, -0.1, held_before=2, held=5, newly_done=4, gone_back=1)
    figure = change_chart(change, plan, CAPTION, BEFORE)
    assert "thêm 4 đại hội, 1 bị rút lại" in str(figure.get_label())
    bars = [(round(bar.get_x(), 3), round(bar.get_width(), 3)) for bar in figure.axes[0].patches]  # type: ignore[attr-defined]
    assert (0.0, 0.4) in bars
    assert (0.0, -0.1) in bars
    assert sum(width for _, width in bars) == pytest.approx(0.3)
    assert any("+30 điểm %\n2/10 (20%) → 5/10 (50%)" in text for text in texts(figure))


def test_a_change_that_is_none_is_said_in_the_title(plan: Plan) -> None:
    figure = change_chart(moved(0.0, 0.0, held_before=2, held=2), plan, CAPTION, BEFORE)
    assert "không đổi" in str(figure.get_label())


def known_then(then: int, now: int, after_all: int, not_after_all: int) -> pd.DataFrame:
    row = {
        "organisation_type": "enterprise", "required_then": 26, "required_restated": 26, "held_then": then,
        "held_restated": now, "held_after_all": after_all, "not_held_after_all": not_after_all,
    }  # fmt: skip
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (known_then(9, 11, 2, 0), "thật ra đã có 11 đại hội, lúc đó mới biết 9"),
        (known_then(9, 8, 0, 1), "thật ra mới có 8 đại hội, lúc đó tưởng 9"),
        (known_then(9, 9, 1, 1), "đổi 2 tổ chức"),
        (known_then(9, 9, 0, 0), "đến nay vẫn đúng: 9 đại hội"),
    ],
)
def test_late_news_is_said_in_the_title(table: pd.DataFrame, title: str, plan: Plan) -> None:
    assert title in str(restated_chart(table, plan, CAPTION, BEFORE).get_label())


def test_the_silent_are_listed_with_their_last_news_and_those_on_time_are_not(plan: Plan) -> None:
    rows = [("A", None, 0, "silent"), ("B", 12, 3, "silent"), ("C", 7, 4, "late"), ("D", 0, 5, "on_time")]
    status = pd.DataFrame(rows, columns=["organisation", "news_age_days", "reports_given", "state"]).assign(
        organisation_type="enterprise", reports_expected=5
    )
    figure = silent_list(status.astype({"news_age_days": "Int64"}), plan, CAPTION)
    assert "3/4 tổ chức không gửi báo cáo kỳ mới nhất đúng hẹn: 2 im lặng, 1 chậm" in str(figure.get_label())
    assert {"A", "B", "C", "chưa báo cáo lần nào (0/5 kỳ)", "12 ngày chưa có tin; đã gửi 3/5 kỳ"} <= set(
        texts(figure)
    )
    assert "D" not in texts(figure)
    on_time = silent_list(status.query("state == 'on_time'"), plan, CAPTION)
    assert "Không còn ai phải nhắc." in texts(on_time)


def test_under_the_curves_stands_who_was_still_to_come(plan: Plan) -> None:
    times = pd.DataFrame(
        {
            "organisation_type": "enterprise", "days": [100, 110, 120], "at_risk": [3, 2, 1],
            "events": [1, 1, 0], "completed": [1 / 3, 2 / 3, 2 / 3], "lower": [None] * 3, "upper": [None] * 3,
        }
    )  # fmt: skip
    medians = pd.DataFrame({"organisation_type": ["enterprise"], "median_days": [110]})
    figure = completion_times(times, medians, plan, CAPTION)
    assert "Mọi loại hình đều mất 110 ngày" in str(figure.get_label())
    axes = figure.axes[0]
    shown = [int(day) for day in axes.get_xticks()]
    at_risk = [str(sum(day <= last for last in (100, 110, 120))) for day in shown]
    assert [text for text in texts(figure) if text in "0123"][: len(shown)] == at_risk
