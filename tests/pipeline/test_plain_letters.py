"""Offices that leave out the marks: what can mean only one thing is read, and no refusal is missed."""

from __future__ import annotations

import pytest
from tests.conftest import REGISTER, Grid
from tests.pipeline.conftest import Clean, said_of

from analysis.clean.names import NoMatch, Organisation, Register, kind_of
from analysis.clean.unread_values import Fault
from analysis.clean.values import read_mark
from analysis.diacritics import Diacritics
from analysis.numbers import read_count, read_fraction
from analysis.recognise.fields import field_of

HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
FISH = [
    Organisation("1", "Chi bộ Công ty Cổ phần Tân Mẫu", "party_cell", "enterprise", None),
    Organisation("2", "Chi bộ Công ty Cổ phần Tấn Mẫu", "party_cell", "enterprise", None),
    Organisation("3", "Đảng bộ Trường Cao đẳng Mẫu", "party_committee", "public_service", 3),
]


@pytest.mark.parametrize(
    "name", ["dang bo truong cao dang mau", "DANG UY TRUONG CD MAU", "Truong cao dang Mau"]
)
def test_a_name_in_plain_letters_is_the_one_with_these_letters(name: str) -> None:
    assert Register(FISH).match(name) == FISH[2]


def test_plain_letters_of_two_names_are_neither() -> None:
    found = Register(FISH).match("chi bo cty cp tan mau")
    assert isinstance(found, NoMatch)
    assert len(found.suggestions) == 2


def test_a_name_with_marks_elsewhere_is_not_taken_for_another() -> None:
    known = Organisation("1", "Chi bộ Công ty Ấn Mẫu", "party_cell", "enterprise", None)
    assert isinstance(Register([known]).match("Chi bộ Công ty An Mẫu"), NoMatch)


def test_a_title_in_plain_letters_names_whose_list_it_is() -> None:
    assert Register(FISH).named_in(["danh sach dang vien dang bo truong cao dang mau"]) == FISH[2]
    assert Register(FISH).named_in(["danh sach truong cao dang mau"]) is None


def test_plain_letters_of_a_short_word_are_no_kind() -> None:
    assert (kind_of("dang bo so y te"), kind_of("du lich")) == ("party_committee", None)


def test_phrases_share_a_word_and_the_signs_beside_it_stay() -> None:
    known = Diacritics(["đại hội chi bộ", "chi bộ trực thuộc", "quy hoạch"])
    assert known.restored(["Dai", "hoi", "chi", "bo", "truc", "thuoc,", "quy", "hoach"]) == (
        "đại hội chi bộ trực thuộc, quy hoạch"
    )


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("progress", "Dai hoi chi bo truc thuoc", "subcells_fraction"),
        ("progress", "Dai hoi dai bieu/dang vien", field_of("progress", ("Đại hội đại biểu/đảng viên",))),
        ("progress", "So luong nhan su quy hoach", field_of("progress", ("Số lượng nhân sự quy hoạch",))),
        ("progress", "Du kien dh", "congress_planned"),
        ("membership", "nu", "women"),
        ("membership", "18–30t", "age_18_30"),
        ("membership", "tren 60t", "age_61_"),
    ],
)
def test_a_heading_in_plain_letters_means_what_it_means_with_marks(
    kind: str, heading: str, field: str | None
) -> None:
    assert field_of(kind, (heading,)) == field


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ko co cb truc thuoc", "not_applicable"),
        ("QD so 29-QD/DUK, ngay 17/5/2025", "done"),
        ("chua, dk 20/6/2025", "planned"),
    ],
)
def test_a_status_in_plain_letters(text: str, status: str) -> None:
    mark = read_mark(text, None, "", "results_approved")
    assert not isinstance(mark, Fault)
    assert mark.status == status


def test_counts_in_plain_letters() -> None:
    assert (read_count("28 d/c"), read_count("khong"), read_count("khong ro")) == (28, 0, None)
    assert read_fraction("da xong 07/07 chi bo (100%)") == (7, 7)


def test_a_list_of_some_members_is_none_of_all_in_plain_letters_either(clean: Clean) -> None:
    grid: Grid = [
        ["CHI BO SO XAY DUNG"], ["DANH SACH DANG VIEN DE NGHI TANG HUY HIEU"], ["Den ngay 31/3/2025"], [],
        ["TT", "Ho va ten", "Nam sinh", "Gioi tinh", "Ngay vao Dang"],
        [1, "Người Mẫu Một", 1966, "Nam", "3/2/1995"], [2, "Người Mẫu Hai", 1968, "Nu", "3/2/1994"],
    ]  # fmt: skip
    tables = clean(grid)
    assert tables["membership"].empty
    assert "not_all_members" in set(tables["findings"]["rule"])


def test_a_roster_in_plain_letters_counts_nobody_for_what_it_denies(clean: Clean) -> None:
    grid: Grid = [
        ["CHI BO SO XAY DUNG"], ["DANH SACH DANG VIEN"], ["Tinh den ngay 31/3/2025"], [],
        ["TT", "Ho va ten", "Nam sinh", "Gioi tinh", "Ton giao", "Ngay vao Dang"],
        [1, "Người Mẫu Một", 1966, "Nam", "khong", "3/2/1995"],
        [2, "Người Mẫu Hai", 1968, "Nu", "Phat giao", "3/2/1994"],
    ]  # fmt: skip
    counts = clean(grid)["membership"].set_index("measure")["count"]
    assert (counts["total"], counts["women"], counts["religious"]) == (2, 1, 1)


def test_a_note_in_plain_letters_keeps_a_blank_congress_open(clean: Clean) -> None:
    head = ["TT", "Don vi", "Van kien", "Du kien ngay to chuc dai hoi", "Ghi chu"]
    rows: Grid = [[1, HEALTH, "x", "20/5/2025"], [2, BUILDING, "x", None, "Da to chuc DH diem"]]
    tables = clean([["TIEN DO DAI HOI"], ["Tinh den ngay 31/3/2025"], [], head, *rows], register=REGISTER)
    assert [name for name, *_ in said_of(tables, "congress_held", "status")] == [HEALTH]
    assert "note_says_held" in set(tables["findings"]["rule"])
