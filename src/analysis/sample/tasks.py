"""The bloc's own preparations, reported three times, each time in another form."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from analysis.sample.layouts import BLOC, MADE_UP
from analysis.sample.workbook import Cell, Sheet, Workbook

Row = dict[str, Any]
_TITLE = "TIẾN ĐỘ CÔNG VIỆC CHUẨN BỊ ĐẠI HỘI ĐẢNG BỘ KHỐI LẦN THỨ III"


@cache
def _tasks() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("tasks.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def task_workbooks(rng: Random) -> list[tuple[Workbook, list[Row]]]:
    """The three reports with their rows of the table `tasks`."""
    return [
        _flat("Cong viec chuan bi DH Khoi.xlsx", date(2025, 2, 15), rng),
        _by_owner("Cong viec chuan bi DH Khoi (thang 4).xlsx", date(2025, 4, 15), rng),
        _flat("Cong viec chuan bi DH Khoi 15-6.xlsx", date(2025, 6, 15), rng),
    ]


def _flat(file: str, as_of: date, rng: Random) -> tuple[Workbook, list[Row]]:
    sheet = Sheet("Sheet1", widths={0: 5, 1: 48, 2: 32, 3: 18, 4: 22})
    sheet.add([f"{_TITLE} (đến ngày {as_of.day}/{as_of.month}/{as_of.year})"], "title")
    sheet.add([MADE_UP], "title")
    sheet.add([None])
    sheet.add(["TT", "Nội dung công việc", "Chủ trì", "Thời hạn", "Kết quả"], "header")
    truth = []
    for number, task in enumerate(_tasks(), 1):
        shown, said = _state(task, as_of, rng)
        row = sheet.add([number, task["task"], task["owner"], task["due"], shown])
        truth.append(_truth(task, as_of, said, file, sheet, row))
    return Workbook(file, [sheet]), truth


def _by_owner(file: str, as_of: date, rng: Random) -> tuple[Workbook, list[Row]]:
    """Sections by owner, the day of completion in a column of its own."""
    sheet = Sheet("Công việc", widths={0: 5, 1: 48, 2: 22, 3: 20, 4: 18})
    for line in (BLOC, MADE_UP, _TITLE, f"Tính đến ngày {as_of.day} tháng {as_of.month} năm {as_of.year}"):
        sheet.add([line], "title")
    sheet.add([None])
    sheet.add(["STT", "Nhiệm vụ", "Thời hạn hoàn thành", "Tình hình thực hiện", "Ngày hoàn thành"], "header")
    truth = []
    owner: Callable[[dict[str, str]], str] = lambda task: task["owner"]  # noqa: E731
    number = 0
    for name, tasks in groupby(sorted(_tasks(), key=owner), key=owner):
        sheet.add([None, name], "group")
        for task in tasks:
            number += 1
            _, said = _state(task, as_of, rng, dated=True)
            words = {"done": "Hoàn thành", "in_progress": "Đang thực hiện", "not_started": "Chưa thực hiện"}
            row = sheet.add([number, task["task"], task["due"], words[said["status"]], said["done_to"]])
            truth.append(_truth(task, as_of, said, file, sheet, row))
    return Workbook(file, [sheet]), truth


def _state(task: dict[str, str], as_of: date, rng: Random, *, dated: bool | None = None) -> tuple[Cell, Row]:
    """The cell of the result, and what it says."""
    done, begun = _day(task["done"]), _day(task["begun"])
    nothing: Row = {"done_from": None, "done_to": None}
    if done and done <= as_of:
        if not (rng.random() < 0.5 if dated is None else dated):
            return "Hoàn thành", {"status": "done"} | nothing
        word = rng.choice(("Xong", "Hoàn thành"))
        shown = f"{word} {done.day}/{done.month}/{done.year}"
        return shown, {"status": "done", "done_from": done, "done_to": done}
    if begun and begun <= as_of:
        return "Đang thực hiện", {"status": "in_progress"} | nothing
    return "Chưa", {"status": "not_started"} | nothing


def _truth(task: dict[str, str], as_of: date, said: Row, file: str, sheet: Sheet, row: int) -> Row:
    what: Row = {"as_of": as_of, "task": task["task"], "owner": task["owner"]}
    due: Row = {"due_from": _day(task["due_from"]), "due_to": _day(task["due_to"])}
    where = {"source_file": file, "source_sheet": sheet.name, "source_cell": f"B{row + 1}"}
    return what | due | said | where


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
