from __future__ import annotations

from datetime import date

import pytest

from analysis.cells import Value
from analysis.clean.date_order import order_dates
from analysis.clean.form import Form, Record
from analysis.clean.unread_values import DoubtfulDate

OPENING = date(2024, 6, 14)


def _form(values: list[Value]) -> Form:
    records = [
        Record(r, {"congress_held": value}, {"congress_held": "C"}, str(r))
        for r, value in enumerate(values, start=5)
    ]
    return Form("a.xlsx", "Tiến độ", "progress", date(2025, 6, 15), {"congress_held": "Ngày"}, records)


def _doubted(form: Form) -> list[Value]:
    order_dates([form], opening=OPENING)
    values = [record.value("congress_held") for record in form.records]
    return [value for value in values if isinstance(value, DoubtfulDate)]


@pytest.mark.parametrize(
    ("values", "doubted"),
    [
        ([date(2025, 6, 5), date(2025, 5, 6), date(2025, 4, 4), "13/05/2025", "28/4/2025"], 2),
        ([date(2025, 6, 5), date(2025, 5, 13), "13/05/2025", "28/4/2025", "20/3/2025"], 0),
        ([date(2025, 6, 5), date(2025, 5, 6), "05/06/2025", "28/4/2025", "20/3/2025"], 0),
        ([date(2025, 6, 5)], 0),
        ([date(2023, 6, 4), date(2022, 12, 5)], 0),
        ([date(2024, 3, 11), date(2024, 4, 12), date(2024, 2, 10)], 3),
    ],
)
def test_dates_turned_round_by_a_us_excel_are_doubted(values: list[Value], doubted: int) -> None:
    assert len(_doubted(_form(values))) == doubted


def test_a_cell_that_shows_the_month_first_is_doubted() -> None:
    form = _form([date(2025, 6, 5), date(2025, 5, 13)])
    form.month_first = frozenset({"C5", "C6"})
    assert _doubted(form) == [DoubtfulDate(2025, 6, 5)]
    assert DoubtfulDate(2025, 6, 5).likely == date(2025, 5, 6)


def test_serial_numbers_count_from_1904_where_the_workbook_says_so() -> None:
    form = _form([44316])
    form.date_1904 = True
    order_dates([form], opening=OPENING)
    assert form.records[0].value("congress_held") == date(2025, 5, 1)
