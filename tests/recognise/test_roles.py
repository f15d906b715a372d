"""The general reader against tables that were labelled by hand, as a workbook and as a CSV file."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of
from tests.recognise.labelled import LabelledTable, labelled_tables

from analysis.recognise.sheet import recognise_sheet

TABLES = list(labelled_tables())


@pytest.mark.parametrize("as_text", [False, True], ids=["workbook", "csv"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.family}: {table.name}")
def test_every_cell_has_the_role_a_clerk_gives_it(table: LabelledTable, as_text: bool) -> None:
    table = table.as_text() if as_text else table
    read = recognise_sheet(table.sheet).roles
    assert {place: role for place, (role, _) in read.items()} == table.roles


def test_rows_stand_in_the_sections_that_their_sums_tell() -> None:
    table = next(t for t in TABLES if t.name == "provinces under regions with sums")
    lines = recognise_sheet(table.sheet).tables[0].data
    assert [line.groups[-1] for line in lines] == ["Đồng bằng sông Hồng"] * 3 + ["Đông Nam Bộ"] * 2


def test_a_numbered_section_ends_with_the_next_number() -> None:
    table = next(t for t in TABLES if t.name == "land use with codes")
    lines = recognise_sheet(table.sheet).tables[0].data
    assert [line.groups[-1] for line in lines] == ["Nhóm đất nông nghiệp"] * 2 + [
        "Nhóm đất phi nông nghiệp"
    ] * 2


def test_a_committee_stays_a_row_even_if_its_cells_add_up_to_it() -> None:
    grid: Grid = [
        ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ"],
        [1, "Đảng bộ Sở Y tế", 86, 24],
        [None, "- Chi bộ 1", 40, 14],
        [None, "- Chi bộ 2", 46, 10],
        [2, "Chi bộ Sở Xây dựng", 9, 3],
    ]
    assert recognise_sheet(sheet_of(grid)).roles[1, 1][0] == "data"
