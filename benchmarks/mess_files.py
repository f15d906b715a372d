"""Writes the sheets of `benchmarks.mess` as files of every kind, in every state of their text."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import csv
import html
import io
import random
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from benchmarks.mess_workbooks import Book, Sheet

_UNICODE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_ABC = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢£¤¥¦§"
_TO_TCVN3 = dict(zip(_UNICODE, _ABC, strict=True))
_VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_ALONE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}
OLD_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ",
              "ũy": "uỹ", "ụy": "uỵ", "òe": "oè", "óe": "oé", "ỏe": "oẻ"}  # fmt: skip
_LOOKALIKES = {
    "o": "о",
    "a": "а",
    "c": "с",
    "e": "е",
    "p": "р",
    "Đ": "Ð",
    "B": "В",
    "T": "Т",
    "H": "Н",
    "C": "С",
}


def to_tcvn3(text: str) -> str:
    """TCVN3 as Latin-1 shows it; capitals with a tone have no code of their own and become small."""
    known = "".join(
        c if c in _TO_TCVN3 or c.isascii() else c.lower() for c in unicodedata.normalize("NFC", text)
    )
    return "".join(_TO_TCVN3.get(c, c) for c in known)


def to_vni(text: str) -> str:
    """VNI as Latin-1 shows it: a base letter and a mark behind it."""
    return "".join(_vni_letter(c) for c in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_ALONE:
        code = _VNI_ALONE[small]
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        if "\u0302" in marks:
            code = base + _VNI_HAT[tone]
        elif "\u0306" in marks:
            code = base + _VNI_BREVE[tone]
        elif "\u031b" in marks:
            code = {"o": "ô", "u": "ö"}[base] + _VNI_TONES[tone]
        else:
            code = base + _VNI_TONES.get(tone, "")
    return code.upper() if letter != small else code


def _messy_text(text: str, state: str, rng: random.Random) -> str:
    if text.startswith(("=", "#")) or state == "plain":
        return text
    if state == "code pages mixed":
        state = rng.choice(("TCVN3", "VNI", "plain", "plain"))
    match state:
        case "NFD":
            return unicodedata.normalize("NFD", text)
        case "TCVN3":
            return to_tcvn3(text)
        case "VNI":
            return to_vni(text)
        case "invisible characters":
            at = rng.randint(0, len(text))
            text = text[:at] + rng.choice(("\u200b", "\ufeff", "\u00ad", "\u200e", "")) + text[at:]
            return text.replace(" ", "\u00a0", 1) if rng.random() < 0.5 else text
        case "old tone placement":
            for new, old in OLD_TONES.items():
                text = text.replace(new, old).replace(new.capitalize(), old.capitalize())
            return text
        case "lookalike letters":
            return _with_lookalikes(text, rng)
    return text


def _with_lookalikes(text: str, rng: random.Random) -> str:
    """A Cyrillic letter in words that keep Latin ones."""
    words = []
    for word in text.split(" "):
        places = [i for i, c in enumerate(word) if c in _LOOKALIKES]
        if len(word) > 2 and places and len(places) < len(word) and rng.random() < 0.4:
            at = rng.choice(places)
            word = word[:at] + _LOOKALIKES[word[at]] + word[at + 1 :]
        words.append(word)
    return " ".join(words)


def write_books(books: list[Book], folder: Path, rng: random.Random) -> dict[tuple[str, str], Sheet]:
    """Writes every book; returns its sheets by the file and sheet names that the reader will give them."""
    placed: dict[tuple[str, str], Sheet] = {}
    for book in books:
        for sheet in book.sheets:
            sheet.cells = {
                place: _messy_text(value, book.text, rng) if isinstance(value, str) else value
                for place, value in sheet.cells.items()
            }
        name, content, inside = _content(book)
        if book.container == "zip":
            with zipfile.ZipFile(folder / f"{book.stem}.zip", "w") as archive:
                archive.writestr(name, content)
            name = f"{book.stem}.zip/{name}"
        else:
            (folder / name).write_bytes(content)
        placed |= {(name, inside or sheet.name): sheet for sheet in book.sheets}
    return placed


def _content(book: Book) -> tuple[str, bytes, str]:
    """File name, bytes, and the name of the only sheet where the format has none of its own."""
    if book.container.startswith("csv") and len(book.sheets) == 1:
        extension = "tsv" if book.container == "csv tabs" else "csv"
        return f"{book.stem}.{extension}", _csv(book.sheets[0], book.container), book.stem
    if book.container == "html as xls" and len(book.sheets) == 1:
        return f"{book.stem}.xls", _html(book.sheets[0]), book.stem
    if book.container == "SpreadsheetML":
        return f"{book.stem}.xls", _spreadsheetml(book), ""
    if book.container == "real xls":
        return f"{book.stem}.xls", _xls(book), ""
    return f"{book.stem}.xlsx", _xlsx(book), ""


def _xlsx(book: Book) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    if book.date_1904:
        workbook.epoch = CALENDAR_MAC_1904
    for sheet in book.sheets:
        page = workbook.create_sheet(sheet.name)
        for (r, c), value in sheet.cells.items():
            page.cell(r + 1, c + 1, value)
            if isinstance(value, date):
                page.cell(r + 1, c + 1).number_format = "dd/mm/yyyy"
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for r in sheet.hidden_rows:
            page.row_dimensions[r + 1].hidden = True
        for c in sheet.hidden_columns:
            page.column_dimensions[openpyxl.utils.get_column_letter(c + 1)].hidden = True
        if sheet.hidden:
            page.sheet_state = "hidden"
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _xls(book: Book) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    plain = xlwt.Style.default_style
    workbook.dates_1904 = book.date_1904
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name, cell_overwrite_ok=True)
        for top, left, bottom, right in sheet.merges:
            page.merge(top, bottom, left, right)
        for (r, c), value in sheet.cells.items():
            page.write(r, c, value, day if isinstance(value, date) else plain)
        for r in sheet.hidden_rows:
            page.row(r).hidden = True
        for c in sheet.hidden_columns:
            page.col(c).hidden = True
        page.visibility = 1 if sheet.hidden else 0
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _shown(value: Any) -> str:
    """A value as a file of text shows it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)


def _csv(sheet: Sheet, container: str) -> bytes:
    separator, encoding = {"csv": (";", "utf-8-sig"), "csv utf-16": ("\t", "utf-16"), "csv cp1258": (",", "cp1258"),
                           "csv tabs": ("\t", "utf-8")}[container]  # fmt: skip
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=separator, lineterminator="\r\n")
    right = max(c for _, c in sheet.cells) + 1
    for r in range(sheet.bottom):
        writer.writerow([_shown(sheet.cells.get((r, c))) for c in range(right)])
    text = lines.getvalue()
    if encoding == "cp1258":
        known = (
            unicodedata.normalize("NFC", text)
            .replace("✓", "x")
            .replace("√", "x")
            .replace("≤", "<=")
            .replace("÷", "-")
        )
        return "".join(map(_cp1258_letter, known)).encode("cp1258", errors="replace")
    return text.encode(encoding)


def _cp1258_letter(letter: str) -> str:
    """Windows-1258 has the letters and writes the tone behind them, unless it has both in one."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _VNI_TONES), "")
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter
    return letter


def _html(sheet: Sheet) -> bytes:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (r, c) for t, left, b, right in sheet.merges for r in range(t, b + 1) for c in range(left, right + 1)
    }
    right = max(c for _, c in sheet.cells) + 1
    rows = []
    for r in range(sheet.bottom):
        cells = []
        for c in range(right):
            if (r, c) in covered and (r, c) not in spans:
                continue
            down, across = spans.get((r, c), (1, 1))
            span = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            cells.append(f"<td{span}>{html.escape(_shown(sheet.cells.get((r, c))))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
    return f"{head}<table border=1>{''.join(rows)}</table></body></html>".encode()


def _spreadsheetml(book: Book) -> bytes:
    pages = []
    for sheet in book.sheets:
        spans = {(top, left): (bottom - top, right - left) for top, left, bottom, right in sheet.merges}
        rows = []
        for r in sorted({row for row, _ in sheet.cells}):
            cells = []
            for c in sorted(column for row, column in sheet.cells if row == r):
                down, across = spans.get((r, c), (0, 0))
                span = (f' ss:MergeDown="{down}"' if down else "") + (
                    f' ss:MergeAcross="{across}"' if across else ""
                )
                cells.append(f'<Cell ss:Index="{c + 1}"{span}>{_xml_data(sheet.cells[r, c])}</Cell>')
            rows.append(f'<Row ss:Index="{r + 1}">{"".join(cells)}</Row>')
        name = html.escape(sheet.name)
        pages.append(f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table></Worksheet>')
    urn = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{urn}" xmlns:ss="{urn}">{"".join(pages)}</Workbook>'
    ).encode()


def _xml_data(value: Any) -> str:
    if isinstance(value, date):
        return f'<Data ss:Type="DateTime">{value:%Y-%m-%d}T00:00:00.000</Data>'
    if isinstance(value, int | float):
        return f'<Data ss:Type="Number">{value}</Data>'
    return f'<Data ss:Type="String">{html.escape(value)}</Data>'
