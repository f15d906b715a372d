"""Workbooks of Excel 2 to 2003: read to the last record, or refused with the place where the chain breaks."""

from __future__ import annotations

import hashlib
import struct
from datetime import date
from io import BytesIO

import pytest
import xlwt
from tests.read.old_records import END, label, number, place, record, shared, text, workbook
from tests.read.outcomes import cells_of, refusal_of

from analysis.read import xls_password
from analysis.read.compound import CompoundFile
from analysis.read.faults import UnreadableWorkbook


def _texts(*parts: bytes, count: int) -> bytes:
    first = struct.pack("<II", count, count) + parts[0]
    return record(0x00FC, first) + b"".join(record(0x003C, part) for part in parts[1:])


def test_texts_that_go_on_in_the_next_record_are_read_whole() -> None:
    wide = "Đảng bộ"
    begun = struct.pack("<HB", 9, 0) + b"abc"
    gone_on = b"\x01" + "Đắk Lắk"[:6].encode("utf-16-le") + text(wide)
    cells = shared(0, 0, 0) + shared(1, 0, 1)
    assert cells_of(workbook(cells, _texts(begun, gone_on, count=2))) == {"A1": "abcĐắk Lắ", "A2": wide}


def test_numbers_errors_and_formula_results_are_read() -> None:
    formula = struct.pack("<HIH", 0, 0, 0)
    cells = (
        record(0x027E, place(0, 0) + struct.pack("<I", (3445 << 2) | 2))
        + record(0x00BD, struct.pack("<HH", 0, 1) + struct.pack("<HIHI", 0, 1, 0, (855 << 2) | 3) + b"\x02\0")
        + record(0x0205, place(1, 0) + b"\x2a\x01")
        + record(0x0205, place(1, 1) + b"\x01\x00")
        + record(0x0006, place(2, 0) + b"\0\0\0\0\0\0\xff\xff" + formula)
        + record(0x0207, text("Chi bộ"))
        + record(0x0006, place(2, 1) + b"\x02\0\x07\0\0\0\xff\xff" + formula)
    )
    assert cells_of(workbook(cells)) == {
        "A1": 3445, "B1": 0, "C1": 8.55, "A2": "#N/A", "B2": True, "A3": "Chi bộ", "B3": "#DIV/0!",
    }  # fmt: skip


def test_a_chart_inside_a_sheet_is_no_part_of_its_cells() -> None:
    chart = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 6)) + number(0, 0, 999) + END
    assert cells_of(workbook(chart + label(0, 0, "một"))) == {"A1": "một"}


@pytest.mark.parametrize(("version", "begin"), [(2, 0x0009), (3, 0x0209), (4, 0x0409)])
def test_a_sheet_older_than_workbooks_is_read_in_its_code_page(version: int, begin: int) -> None:
    old = version == 2
    words = "Đà".encode("cp1258")
    at = b"\0\0\0\0" + (b"\0\0\0" if old else b"\0\0")
    day = b"\1\0\0\0" + (b"\1\1\0" if old else b"\1\0")
    code = b"dd/mm/yyyy"
    formats = [b"General", code]
    stream = record(begin, struct.pack("<HHH", version, 0x10, 0)) + record(0x0042, struct.pack("<H", 1258))
    for one in formats:
        stream += record(
            0x041E if version == 4 else 0x001E, (b"\0\0" if version == 4 else b"") + bytes((len(one),)) + one
        )
    for style in range(2):
        stream += record(
            {2: 0x43, 3: 0x243, 4: 0x443}[version],
            b"\0\0" + bytes((style,)) + b"\0" if old else bytes((0, style)) + b"\0" * 10,
        )
    stream += record(0x0004 if old else 0x0204, at + len(words).to_bytes(1 if old else 2, "little") + words)
    stream += record(0x0003 if old else 0x0203, day + struct.pack("<d", 45813.0)) + END
    assert cells_of(stream) == {"A1": "Đà", "A2": date(2025, 6, 5)}


def _long_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu")
    for row in range(300):
        sheet.write(row, 0, row)
        sheet.write(row, 1, f"Chi bộ số {row}")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("middle", range(2_000, 28_000, 1_500))
def test_zeros_in_the_middle_never_pass_for_fewer_rows(middle: int) -> None:
    data = _long_workbook()
    spoilt = data[:middle] + b"\0" * 1024 + data[middle + 1024 :]
    try:
        found = cells_of(spoilt)
    except UnreadableWorkbook as fault:
        assert fault.rule == "file_damaged"  # noqa: PT017 (either way is right)
    else:
        assert found == cells_of(data)


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        (workbook(number(0, 0, 1))[:-4], "Workbook: 0x"),
        (workbook(number(0, 0, 1) + b"\0" * 8), "Workbook: 0x"),
        (workbook(shared(4, 1, 7), _texts(text("một"), count=1)), "Biểu: B5"),
        (workbook(shared(0, 0, 0), _texts(text("một") + text("hai"), count=1)), "SST: 0x"),
        (workbook(shared(0, 0, 0), _texts(text("một"), count=2)), "SST: 0x"),
        (workbook(record(0x0203, place(0, 2) + b"\1\2")), "Biểu: C1"),
        (workbook(record(0x0204, place(0, 0) + struct.pack("<HB", 60000, 1) + b"a\0")), "Biểu: A1"),
        (workbook(number(0, 0, float("nan"))), "Biểu: A1"),
    ],
)
def test_a_chain_that_breaks_is_damage_with_its_place(stream: bytes, told: str) -> None:
    rule, detail = refusal_of(stream)
    assert (rule, detail[: len(told)]) == ("file_damaged", told)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_compound_file_that_was_cut_is_damaged(cut: float) -> None:
    data = _long_workbook()
    assert refusal_of(data[: int(len(data) * cut)])[0] == "file_damaged"


def test_a_chain_of_sectors_that_loops_ends() -> None:
    data = bytearray(_long_workbook())
    fat = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    struct.pack_into("<I", data, fat, 0)
    with pytest.raises(UnreadableWorkbook, match="CFB"):
        CompoundFile(bytes(data)).stream("Workbook")


def test_the_cipher_is_rc4() -> None:
    stream = xls_password._xor(b"Plaintext", xls_password._keystream(b"Key", 9))
    assert stream.hex().upper() == "BBF316E8D940AF0AD3"


def _encrypted(password: str, stream_of: bytes) -> bytes:
    """The stream as Excel 97 encrypts it: 40 bits of RC4, all but the heads of the records."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    base = hashlib.md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
    base = hashlib.md5((base + salt) * 16, usedforsecurity=False).digest()[:5]

    def keys(block: int) -> bytes:
        key = hashlib.md5(base + struct.pack("<I", block), usedforsecurity=False).digest()
        return xls_password._keystream(key, 1024)

    digest = hashlib.md5(verifier, usedforsecurity=False).digest()
    proof = xls_password._xor(verifier + digest, keys(0)[:32])
    head = struct.pack("<HHH", 1, 1, 1) + salt
    stream = stream_of.replace(b"\x2f\0\x36\0" + b"\0" * 54, b"\x2f\0\x36\0" + head + proof)
    secret = xls_password._xor(stream, b"".join(keys(block) for block in range(len(stream) // 1024 + 1)))
    return xls_password._kept_plain(stream, secret)


@pytest.mark.parametrize(("password", "opens"), [("VelvetSweatshop", True), ("matkhau", False)])
def test_a_workbook_of_which_only_the_structure_is_protected_is_opened(password: str, opens: bool) -> None:
    plain = workbook(label(0, 0, "Sở Y tế") * 40 + number(1, 0, 86), first=record(0x002F, b"\0" * 54))
    secret = _encrypted(password, plain)
    assert "Sở".encode("utf-16-le") not in secret
    if opens:
        assert cells_of(secret) == {"A1": "Sở Y tế", "A2": 86}
    else:
        assert refusal_of(secret) == ("file_encrypted", "")
