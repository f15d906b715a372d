"""Organisations that change: who follows whom, since when, under which name; members are conserved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[..., dict[str, pd.DataFrame]]
HEAD: list[Value] = [
    "TT", "Tổ chức cơ sở đảng", "Biến động", "Ngày hiệu lực", "Quyết định số", "Tổ chức mới", "Số đảng viên",
]  # fmt: skip


def register(day: str, *rows: list[Value]) -> Grid:
    """A register of a day; without rows that of the four."""
    return [["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"], [f"Thời điểm: {day}"], REGISTER[2], *(rows or REGISTER[3:])]


def events(*rows: Sequence[Value]) -> Grid:
    """A sheet of events: organisation, event, day, target, members."""
    table: list[list[Value]] = [
        [place, name, what, day, f"{place}-QĐ/ĐUK", *rest]
        for place, (name, what, day, *rest) in enumerate(rows, start=1)
    ]
    return [["BIẾN ĐỘNG TỔ CHỨC CƠ SỞ ĐẢNG"], HEAD, *table]


def report(day: str, *names: str) -> Grid:
    """A progress report that says x for everyone named."""
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy"]
    rows: list[list[Value]] = [[place, name, "x"] for place, name in enumerate(names, start=1)]
    return [["TIẾN ĐỘ ĐẠI HỘI"], [f"Tính đến ngày {day}"], head, *rows]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(**sheets: Grid) -> dict[str, pd.DataFrame]:
        for name, grid in sheets.items():
            write_workbook(f"raw/{name}.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def found(tables: dict[str, pd.DataFrame], rule: str) -> list[str]:
    """The cells of a rule's findings."""
    rows = tables["findings"][tables["findings"]["rule"] == rule]
    return [f"{file} {cell}" for file, cell in zip(rows["source_file"], rows["source_cell"], strict=True)]


def periods(tables: dict[str, pd.DataFrame], name: str) -> list[list[str]]:
    """Name, type and both ends of validity of an organisation's periods."""
    organisations = tables["organisations"]
    own = organisations.loc[organisations["organisation"] == name, "organisation_id"]
    rows = organisations[organisations["organisation_id"].isin(own)]
    columns = ["organisation", "organisation_type", "valid_from", "valid_to"]
    dated = rows.assign(**{end: rows[end].dt.strftime("%Y-%m-%d").fillna("") for end in columns[2:]})
    return dated[columns].to_numpy().tolist()


def followers(tables: dict[str, pd.DataFrame]) -> list[list[str]]:
    """The names of who followed, for each event."""
    names = tables["organisations"].drop_duplicates("organisation_id").set_index("organisation_id")
    told = tables["events"]["successor_ids"].fillna("")
    return [[str(names.loc[one, "organisation"]) for one in cell.split("; ") if one] for cell in told]


OLD: list[list[Value]] = [*map(list, REGISTER[3:])]
NEW_NAME = "Đảng bộ Sở Y tế và Xây dựng"
NEW: list[Value] = [5, NEW_NAME, "Hành chính", 4, 95]


@pytest.mark.parametrize(
    ("what", "target", "after"),
    [
        ("Sáp nhập", "ĐB Sở Y tế", ["Đảng bộ Sở Y tế"]),
        ("Sáp nhập vào Đảng bộ Sở Y tế", None, ["Đảng bộ Sở Y tế"]),
        ("Sáp nhập", NEW_NAME, [NEW_NAME]),  # "và" inside a name parts nothing
        ("Sáp nhập", "Đảng bộ ngoài Khối", []),
        ("Chia tách", "Đảng bộ Sở Y tế; Chi bộ Công ty Cao su", ["Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su"]),
        (
            "Chia tách",
            "Đảng bộ Sở Y tế và Chi bộ Công ty Cao su",
            ["Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su"],
        ),
        ("Chia tách", "Đảng bộ Sở Y tế, ĐB ngoài Khối", []),
        # one part is split off, the rest goes on
        ("Tách", "Chi bộ Công ty Cao su", ["Chi bộ Công ty Cao su", "Chi bộ Sở Xây dựng"]),
        ("Chuyển giao", "Đảng bộ Sở Y tế", []),
        ("Giải thể", None, []),
    ],
)
def test_who_follows_is_read_from_the_target(
    clean: Clean, what: str, target: str | None, after: list[str]
) -> None:
    tables = clean(
        A=register("31/12/2024", *OLD, NEW), B=events(["Chi bộ Sở Xây dựng", what, "1/3/2025", target])
    )
    assert followers(tables) == [after]
    unknown = target is not None and not after and what in ("Sáp nhập", "Chia tách")
    assert found(tables, "successor_unknown") == (["B.xlsx F3"] if unknown else [])


def test_a_split_ends_the_whole_and_a_part_split_off_does_not(clean: Clean) -> None:
    whole = ["Chi bộ Sở Xây dựng", "Chia", "1/3/2025", "Đảng bộ Sở Y tế; Chi bộ Công ty Cao su"]
    part: list[Value] = ["Đảng bộ Bệnh viện Đa khoa tỉnh", "Tách", "1/3/2025", "Chi bộ Công ty Cao su"]
    tables = clean(A=register("31/12/2024"), B=events(whole, part))
    assert [end[3] for end in periods(tables, "Chi bộ Sở Xây dựng")] == ["2025-02-28"]
    assert [end[3] for end in periods(tables, "Đảng bộ Bệnh viện Đa khoa tỉnh")] == [""]


def test_a_split_told_in_a_row_for_each_part_is_one_split(clean: Clean) -> None:
    parts = ("Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su", "Đảng bộ Sở Y tế")
    tables = clean(
        A=register("31/12/2024"),
        B=events(*[["Chi bộ Sở Xây dựng", "Chia tách", "1/3/2025", part] for part in parts]),
    )
    assert followers(tables) == [list(parts[:2])]
    assert found(tables, "event_twice") == ["B.xlsx B5"]


def test_a_merger_told_in_two_sheets_happened_once(clean: Clean) -> None:
    merging: list[Value] = ["Chi bộ Sở Xây dựng", "Sáp nhập", "1/3/2025", "Đảng bộ Sở Y tế"]
    tables = clean(A=register("31/12/2024"), B=events(merging), C=events(merging, merging))
    assert followers(tables) == [["Đảng bộ Sở Y tế"]]
    assert found(tables, "event_twice") == ["C.xlsx B3", "C.xlsx B4"]


def test_a_successor_that_nobody_named_before_begins_with_the_event(clean: Clean) -> None:
    merging = [[name, "Hợp nhất", "1/3/2025", NEW_NAME] for name in ("Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng")]
    tables = clean(A=register("30/6/2025", *OLD, NEW), B=events(*merging))
    assert periods(tables, NEW_NAME) == [[NEW_NAME, "administrative", "2025-03-01", ""]]
    assert found(tables, "organisation_begins") == ["B.xlsx B3"]


@pytest.mark.parametrize("proof", ["register", "report"])
def test_a_successor_that_was_named_before_was_there(clean: Clean, proof: str) -> None:
    merging: list[Value] = ["Chi bộ Sở Xây dựng", "Sáp nhập", "1/3/2025", "Đảng bộ Sở Y tế"]
    earlier = {"register": register("31/12/2024"), "report": report("15/1/2025", "ĐB Sở Y tế")}[proof]
    tables = clean(A=register("30/6/2025"), B=events(merging), C=earlier)
    assert periods(tables, "Đảng bộ Sở Y tế")[0][2] == ""
    assert found(tables, "organisation_begins") == []


def test_who_ended_before_the_newest_register_is_kept_from_the_older(clean: Clean) -> None:
    merging: list[Value] = ["Chi bộ Sở Xây dựng", "Sáp nhập", "1/3/2025", "Đảng bộ Sở Y tế"]
    tables = clean(
        A=register("31/12/2024"),
        B=register("30/6/2025", OLD[0]),
        C=events(merging),
        D=report("15/1/2025", "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"),
    )
    assert [end[3] for end in periods(tables, "Chi bộ Sở Xây dựng")] == ["2025-02-28"]
    assert len(tables["progress"]) == 2
    # no event has ended these two: they are not kept
    assert set(tables["organisations"]["organisation"]) == {"Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"}
    assert set(tables["findings"]["rule"]) >= {"register_superseded"}


@pytest.mark.parametrize("day", ["31/12/2024", "30/6/2025"])
def test_both_names_of_a_renamed_organisation_are_read(clean: Clean, day: str) -> None:
    old, new = "Chi bộ Sở Xây dựng", "Chi bộ Sở Xây dựng và Giao thông"
    listed = old if day.endswith("2024") else new
    tables = clean(
        A=register(day, OLD[0], [2, listed, "Hành chính", None, 9]),
        B=events([old, "Đổi tên", "1/3/2025", new]),
        C=report("15/1/2025", old),
        D=report("15/5/2025", new),
    )
    assert tables["progress"]["organisation"].tolist() == [old, new]
    assert len(set(tables["progress"]["organisation_id"])) == 1
    assert [row[0] for row in periods(tables, old)] == [old, new]


def test_a_report_has_the_type_of_its_own_day(clean: Clean) -> None:
    now: list[Value] = [1, "Đảng bộ Sở Y tế", "Sự nghiệp", 3, 86]
    tables = clean(
        A=register("31/12/2024"),
        B=register("30/6/2025", now, *OLD[1:]),
        C=events(["Đảng bộ Sở Y tế", "Chuyển loại hình", "1/3/2025", "Sự nghiệp"]),
        D=report("15/1/2025", "Đảng bộ Sở Y tế"),
        E=report("15/5/2025", "Đảng bộ Sở Y tế"),
    )
    assert [row[1] for row in periods(tables, "Đảng bộ Sở Y tế")] == ["administrative", "public_service"]
    assert tables["progress"]["organisation_type"].tolist() == ["administrative", "public_service"]


def test_who_comes_from_elsewhere_begins_then(clean: Clean) -> None:
    tables = clean(
        A=register("31/12/2024"), B=events(["Chi bộ Công ty Cao su", "Tiếp nhận từ huyện ủy", "1/3/2025"])
    )
    assert periods(tables, "Chi bộ Công ty Cao su")[0][2:] == ["2025-03-01", ""]
    assert tables["events"]["event"].tolist() == ["transfer"]


def test_a_report_from_a_day_on_which_it_did_not_count_is_told_once(clean: Clean) -> None:
    tables = clean(
        A=register("31/12/2024"),
        B=events(["Chi bộ Sở Xây dựng", "Giải thể", "1/3/2025"]),
        C=report("15/2/2025", "Chi bộ Sở Xây dựng"),
        D=report("15/3/2025", "Chi bộ Sở Xây dựng", "Đảng bộ Sở Y tế"),
    )
    assert found(tables, "reported_while_away") == ["D.xlsx C4"]


def members(day: str, **counts: int) -> Grid:
    """Statistics of members of a day, for the organisations by their places in the register."""
    head = ["TT", "Tên TCCSĐ", "Tổng số đảng viên", "Nữ", "Dự bị"]
    rows: list[list[Value]] = [[1, OLD[int(place[1:])][1], count, 1, 0] for place, count in counts.items()]
    return [["THỐNG KÊ ĐẢNG VIÊN"], [f"Tính đến ngày {day}"], head, *rows]


@pytest.mark.parametrize(("after", "told"), [(95, []), (94, ["C.xlsx C4"]), (86, ["C.xlsx C4"])])
def test_members_are_conserved_across_a_merger(clean: Clean, after: int, told: list[str]) -> None:
    merging: list[Value] = ["Chi bộ Sở Xây dựng", "Sáp nhập", "1/3/2025", "Đảng bộ Sở Y tế"]
    tables = clean(A=register("31/12/2024"), B=events(merging), C=members("30/6/2025", o0=after))
    assert found(tables, "members_not_conserved") == told
    if told:
        message = str(tables["findings"].set_index("rule").loc["members_not_conserved", "message"])
        assert "trước có 95 (A.xlsx, 'Biểu', E5; A.xlsx, 'Biểu', E4)" in message


@pytest.mark.parametrize(("after", "told"), [((6, 3), []), ((6, 4), ["C.xlsx E4"])])
def test_members_are_conserved_across_a_split(clean: Clean, after: tuple[int, ...], told: list[str]) -> None:
    new: list[list[Value]] = [
        [5, "Chi bộ Một", "Hành chính", None, after[0]],
        [6, "Chi bộ Hai", "Hành chính", None, after[1]],
    ]
    split: list[Value] = ["Chi bộ Sở Xây dựng", "Chia tách", "1/3/2025", "Chi bộ Một; Chi bộ Hai"]
    tables = clean(A=register("31/12/2024"), B=events(split), C=register("30/6/2025", *new, *OLD[2:]))
    assert found(tables, "members_not_conserved") == told


def test_members_of_a_part_split_off_are_taken_from_the_whole(clean: Clean) -> None:
    split: list[Value] = ["Đảng bộ Sở Y tế", "Tách", "1/3/2025", "Chi bộ Sở Xây dựng", 6]
    tables = clean(A=register("31/12/2024"), B=events(split), C=members("30/6/2025", o0=80, o1=15))
    assert found(tables, "members_not_conserved") == []


def test_what_only_one_side_counted_is_not_compared(clean: Clean) -> None:
    merging: list[Value] = ["Chi bộ Sở Xây dựng", "Sáp nhập", "1/3/2025", "Đảng bộ Sở Y tế"]
    tables = clean(A=register("31/12/2024"), B=events(merging), C=members("15/2/2025", o0=80))
    assert found(tables, "members_not_conserved") == []


@pytest.mark.parametrize(("parts", "told"), [((6, 3), []), ((6, 4), ["B.xlsx G3"])])
def test_members_of_all_parts_of_a_split_are_those_of_the_whole(
    clean: Clean, parts: tuple[int, int], told: list[str]
) -> None:
    split: list[Value] = ["Chi bộ Sở Xây dựng", "Chia tách", "1/3/2025"]
    rows = [
        [*split, name, count]
        for name, count in zip(("Đảng bộ Sở Y tế", "Chi bộ Công ty Cao su"), parts, strict=True)
    ]
    tables = clean(A=register("31/12/2024"), B=events(*rows))
    assert found(tables, "members_not_conserved") == told


@pytest.mark.parametrize(("handed", "told"), [(9, []), (8, ["B.xlsx G3"])])
def test_members_handed_over_are_those_counted_last(clean: Clean, handed: int, told: list[str]) -> None:
    moving: list[Value] = ["Chi bộ Sở Xây dựng", "Chuyển giao", "1/3/2025", "Đảng bộ UBND tỉnh", handed]
    tables = clean(A=register("31/12/2024"), B=events(moving))
    assert found(tables, "members_not_conserved") == told
