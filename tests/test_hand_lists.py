from __future__ import annotations

from pathlib import Path

import pytest

from analysis.hand_lists import ListError, read_list
from analysis.vocabulary import COLUMNS, check_lists, entries

TEXT = "phrase,status\nđã xong,done\n,\nchưa,not_started\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_that_excel_saved_is_read(encoding: str, separator: str) -> None:
    data = TEXT.replace(",", separator).replace("\n", "\r\n").encode(encoding)
    assert read_list(data, "statuses.csv", ("phrase", "status")) == [
        (2, {"phrase": "đã xong", "status": "done"}),
        (4, {"phrase": "chưa", "status": "not_started"}),
    ]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("phrase,status\nđã xong,done".encode("cp1258", "ignore"), "list_no_unicode"),
        (b"words,status\nx,done", "list_columns"),
        (b"", "list_columns"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(data: bytes, key: str) -> None:
    with pytest.raises(ListError, match=r"statuses\.csv") as refused:
        read_list(data, "statuses.csv", ("phrase", "status"))
    assert refused.value.key == key
    assert "statuses.csv" in refused.value.message("vi")


def test_our_own_lists_are_in_order() -> None:
    check_lists()
    assert all(entries(name) for name in COLUMNS if name != "aliases")


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (b"phrase,status\nxong,done\nXONG,not_started\n", "list_two_meanings"),
        (b"phrase,status\nxong,\n", "list_gap"),
    ],
)
def test_a_list_with_a_slip_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, lines: bytes, key: str
) -> None:
    folder = tmp_path_factory.mktemp("vocabulary")
    (folder / "statuses.csv").write_bytes(lines)
    monkeypatch.setattr("analysis.vocabulary.files", lambda _: folder)
    with pytest.raises(ListError) as refused:
        entries.__wrapped__("statuses")
    assert refused.value.key == key
    assert str(refused.value.values["line"]) in refused.value.message("vi")


def test_a_set_of_exceptions_that_nobody_wrote_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heading = "kind,field,where,words,except\nprogress,congress_held,leaf,đại hội,trù bị|@other_congreses\n"
    (tmp_path / "headings.csv").write_text(heading, encoding="utf-8")
    assert entries("exceptions")
    monkeypatch.setattr("analysis.vocabulary.files", lambda _: tmp_path)
    with pytest.raises(ListError, match="'@other_congreses'") as refused:
        entries.__wrapped__("headings")
    assert (refused.value.key, refused.value.values["line"]) == ("list_unknown_set", 2)
