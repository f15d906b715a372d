"""A folder of workbooks to the processed tables: the account, the order, what stops a run."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan
from analysis.store import TABLES, load_processed, save_processed

REPORT: Grid = [
    ["Tính đến ngày 15/5/2025"],
    ["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện", "Cán bộ theo dõi"],
    [1, "Đảng bộ Sở Y tế", "x", "???", "a"],
    [2, "Chi bộ Sở Xây dưng", "x", "x", "b"],
    [3, "Chi bộ Công ty Cao su", "15/3/2025", "đang làm", "c"],
    [],
    ["Ghi chú: số liệu sơ bộ"],
]


@pytest.fixture
def folder(write_workbook: WriteWorkbook, tmp_path: Path) -> Path:
    write_workbook("ds.xlsx", DS=REGISTER)
    write_workbook("con/bao cao.xlsx", BC=REPORT, Trống=[], Khác=[["Lịch trực"], ["Thứ hai", "Ca sáng"]])
    return tmp_path


def test_every_cell_is_accounted_for(folder: Path, plan: Plan) -> None:
    sources = clean_folder(folder, plan)["sources"].set_index(["source_file", "source_sheet"])
    parts = [column for column in sources.columns if str(column).startswith("cells_")]
    assert (sources[parts].sum(axis=1) == sources["cells"]).all()
    report = sources.loc[[("con/bao cao.xlsx", "BC")]]
    counts = report[["cells", "rows_kept", "rows_refused", "cells_refused"]].to_numpy().tolist()
    assert counts == [[22, 2, 1, 6]]
    assert sources.loc[("con/bao cao.xlsx", "Khác"), "kind"] == "unrecognised"


def test_columns_of_the_offices_own_are_told_once(folder: Path, plan: Plan) -> None:
    unused = clean_folder(folder, plan)["findings"].query("rule == 'heading_unused'")
    assert list(unused["raw_value"]) == ["Cán bộ theo dõi"]


def test_a_file_that_cannot_be_opened_costs_one_finding(folder: Path, plan: Plan) -> None:
    (folder / "hong.xlsx").write_bytes(b"PK\x03\x04 cut off")
    tables = clean_folder(folder, plan)
    assert list(tables["findings"].query("source_file == 'hong.xlsx'")["rule"]) == ["file_damaged"]
    assert len(tables["progress"]) > 0
    assert "hong.xlsx" in set(tables["sources"]["source_file"])


def test_the_same_content_under_two_names_is_read_once(folder: Path, plan: Plan) -> None:
    before = clean_folder(folder, plan)["progress"]
    shutil.copy(folder / "con" / "bao cao.xlsx", folder / "z.xlsx")
    tables = clean_folder(folder, plan)
    assert len(tables["progress"]) == len(before)
    assert "file_twice" in set(tables["findings"]["rule"])


def test_the_same_content_under_two_dates_is_two_reports(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("ds.xlsx", DS=REGISTER)
    first = write_workbook("tien do 8-5-2025.xlsx", BC=REPORT[1:])
    for name in ("tien do 15-5-2025.xlsx", "ban sao.xlsx"):
        shutil.copy(first, tmp_path / name)
    tables = clean_folder(tmp_path, plan)
    assert tables["progress"]["as_of"].nunique() == 2
    assert list(tables["findings"].query("rule == 'file_twice'")["source_file"]) == ["ban sao.xlsx"]


def test_lock_files_and_hidden_files_are_no_input(folder: Path, plan: Plan) -> None:
    (folder / "~$bao cao.xlsx").write_bytes(b"lock")
    (folder / ".an.xlsx").write_bytes(b"hidden")
    assert len(clean_folder(folder, plan)["sources"]["source_file"].unique()) == 2


def test_the_same_input_gives_the_same_tables_whatever_the_jobs(folder: Path, plan: Plan) -> None:
    for copy in range(4):
        shutil.copy(folder / "con" / "bao cao.xlsx", folder / f"{copy}.xlsx")
    one, two = clean_folder(folder, plan), clean_folder(folder, plan, jobs=2)
    for name in TABLES:
        pd.testing.assert_frame_equal(one[name], two[name])


def test_raw_is_never_touched(folder: Path, plan: Plan) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*.xlsx")}
    clean_folder(folder, plan)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*.xlsx")} == before


def test_tables_are_the_same_after_storing_and_loading(folder: Path, plan: Plan) -> None:
    tables = clean_folder(folder, plan)
    save_processed(tables, folder / "processed")
    loaded = load_processed(folder / "processed")
    for name in TABLES:
        pd.testing.assert_frame_equal(loaded[name], tables[name], check_dtype=name != "findings")


def test_the_same_tables_are_the_same_bytes(
    folder: Path, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    once, again = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("again")
    for processed in (once, again):
        save_processed(clean_folder(folder, plan), processed)
    for path in sorted(once.iterdir()):
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_a_date_may_come_from_the_file_name_or_the_command(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("ds.xlsx", DS=REGISTER)
    write_workbook("tien do 15-5-2025.xlsx", BC=REPORT[1:])
    write_workbook("khong ngay.xlsx", BC=REPORT[1:-1])
    sources = clean_folder(tmp_path, plan)["sources"].set_index("source_file")
    assert sources.loc["tien do 15-5-2025.xlsx", "as_of_basis"] == "file_name"
    findings = clean_folder(tmp_path, plan)["findings"]
    assert list(findings.query("rule == 'no_as_of'")["source_file"]) == ["khong ngay.xlsx"]
    chosen = clean_folder(tmp_path, plan, as_of=pd.Timestamp("2025-06-01").date())["sources"].set_index(
        "source_file"
    )
    assert chosen.loc["khong ngay.xlsx", "as_of_basis"] == "option"


@pytest.mark.parametrize(
    "key", ["raw_missing", "raw_is_file", "raw_empty", "no_register", "no_as_of", "same_name"]
)
def test_what_stops_a_run_is_one_clear_fault(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, key: str
) -> None:
    raw = tmp_path / "raw"
    if key == "raw_is_file":
        raw.write_text("no folder")
    elif key != "raw_missing":
        raw.mkdir()
    if key in ("no_register", "no_as_of"):
        write_workbook("raw/bc.xlsx", BC=REPORT[1:])
    if key == "no_as_of":
        write_workbook("raw/ds.xlsx", DS=REGISTER)
    if key == "same_name":
        write_workbook("raw/ds.xlsx", DS=[*REGISTER, [5, "Đảng uỷ Sở Y Tế", "Hành chính", 2, 5]])
    with pytest.raises(Fault) as caught:
        clean_folder(raw, plan)
    assert caught.value.key == key
    assert caught.value.exit_code == (2 if key in ("raw_missing", "raw_is_file") else 1)


def test_rows_may_come_in_any_order(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> None:
    rows = [
        [1, "Đảng bộ Sở Y tế", "x", "x"],
        [2, "Chi bộ Sở Xây dựng", "x"],
        [3, "Chi bộ Công ty Cao su", None, "x"],
    ]
    found = []
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        shuffled = random.Random(seed).sample(rows, len(rows))
        write_workbook(f"{seed}/ds.xlsx", DS=REGISTER)
        write_workbook(f"{seed}/bc.xlsx", BC=[*REPORT[:1], REPORT[1][:4], *shuffled])
        progress = clean_folder(folder, plan)["progress"]
        found.append(
            progress.sort_values(["organisation_id", "milestone"])[["organisation", "milestone", "status"]]
        )
    pd.testing.assert_frame_equal(found[0].reset_index(drop=True), found[1].reset_index(drop=True))
