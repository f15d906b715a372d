"""Keys that an office keeps of its codes and abbreviations, in a table of their own or in its register.

NHOM_MA   | MA | DIEN_GIAI              Viết tắt | Nghĩa đầy đủ          MA_TC | TEN_TC
LOAI_HINH | 1  | Cơ quan hành chính     HT       | Hoàn thành            TC01  | Đảng bộ Sở Y tế

A code with two meanings has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.cells import Sheet, Value
from analysis.diacritics import letters_of
from analysis.memo import Memo
from analysis.personal import names_person
from analysis.recognise.identity_columns import begins_with_kind, is_kind
from analysis.recognise.looks import is_words
from analysis.text import fold

ANYWHERE = ""
"""The group of abbreviations that a key gives for no column in particular."""
_CODE = re.compile(r"(?:chu |tu |cum tu |ten |cac chu )?(?:ma|ki hieu|ky hieu|viet tat|code)(?: \w+){0,3}")
_MEANING = re.compile(
    r"(?:y )?nghia(?: \w+){0,2}|(?:dien|chu|giai) (?:giai|thich|nghia)(?: \w+){0,2}|mo ta"
    r"|(?:viet |ten )?day du"
)
_BEGINS = re.compile(r"\s*(?:ch|t|c|m|k|vi)[^\W_]{0,4}(?![^\W_])", re.IGNORECASE)
"""Of a long list few cells need a closer look."""
_ABBREVIATION = re.compile(r"(?=(?:.*\w){2})[^\W_a-z]\w*(?:[ /-]\w+){0,3}")
_COLUMN_CODE = re.compile(r"[^\W_]\w*(?:[./-]\w+)*")
_LONGEST_HEADING, _LONGEST_CODE = 24, 15
_TOP, _FEWEST, _MOST = 15, 3, 0.75
_FEWEST_NUMBERS = 6
"""Below "Mã loại hình" three organisations may have three types; so many have no codes in common."""


@dataclass(slots=True)
class Keys:
    """What codes mean, by their group: the heading of the codes' column, or ANYWHERE; "" names a column."""

    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    _doubtful: set[tuple[str, str]] = field(default_factory=set)

    def note(self, group: str, code: str, meaning: str) -> None:
        """Adds a code; with another meaning than before it has none any more."""
        known = self.groups.setdefault(group, {})
        if (group, code) in self._doubtful:
            return
        if known.setdefault(code, meaning) != meaning:
            del known[code]
            self._doubtful.add((group, code))

    def add(self, other: Keys) -> None:
        """Adds what another key says."""
        for group, codes in other.groups.items():
            for code, meaning in codes.items():
                self.note(group, code, meaning)
        self._doubtful |= other._doubtful
        for group, code in other._doubtful:
            self.groups.get(group, {}).pop(code, None)

    def over(self, other: Keys) -> Keys:
        """This key, and in what it says nothing of, the other: a workbook's own goes first."""
        return Keys(other.groups | self.groups)


@lru_cache(maxsize=8192)
def plain_heading(text: str) -> str:
    """A heading as codes and keys are compared: "Mã tổ chức", "MA_TO_CHUC" are one."""
    return letters_of(fold(text.replace("_", " ")))


def is_code_heading(value: Value) -> bool:
    """Whether a heading says that codes stand below it."""
    return (
        _is_heading(value)
        and _BEGINS.match(str(value)) is not None
        and _CODE.fullmatch(plain_heading(str(value))) is not None
    )


def _is_meaning_heading(value: Value) -> bool:
    return _is_heading(value) and _MEANING.fullmatch(plain_heading(str(value))) is not None


def _is_heading(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_HEADING


_HEADS_CODES: Memo[str, bool] = Memo(is_code_heading)
"""An office writes the same words on each of its sheets."""


@dataclass(slots=True)
class SheetKeys:
    """The keys of one sheet; `rows` are those of tables that are nothing else, `columns` hold the codes.

    `headings` are those of codes that other tables of the sheet use.
    """

    keys: Keys = field(default_factory=Keys)
    headings: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def is_all_of(self, sheet: Sheet) -> bool:
        """Whether the sheet has nothing but keys, and lines of text between them."""
        filled = {r: len(row) - row.count(None) for r, row in enumerate(sheet.rows)}
        return bool(self.rows) and all(n <= (_FEWEST if r in self.rows else 1) for r, n in filled.items())


def keys_of(sheet: Sheet) -> SheetKeys:
    """What a sheet explains of codes in tables that do nothing else, and in its list of organisations."""
    found = SheetKeys()
    for r, row in enumerate(sheet.rows):
        if r in found.rows or (r >= _TOP and len(row) - row.count(None) > _FEWEST):
            continue
        codes = [c for c, value in enumerate(row) if type(value) is str and _HEADS_CODES[value]]
        if not codes:
            continue
        meanings = [c for c, value in enumerate(row) if _is_meaning_heading(value) and c not in codes]
        if len(meanings) == 1:
            code = next((c for c in reversed(codes) if c < meanings[0]), codes[0])
            _read_key(found, sheet, r, code, meanings[0])
        elif not meanings and r < _TOP:
            found.headings |= {plain_heading(str(row[c])) for c in codes}
            _read_register(found, sheet, r, codes)
    return found


def _read_key(found: SheetKeys, sheet: Sheet, top: int, code: int, meaning: int) -> None:
    """A table of codes: the column beside them names their groups, where there is one."""
    lines = list(_lines_below(sheet, top, meaning))
    others = [c for c in range(min(code, meaning)) if sheet.rows[top][c] is not None]
    grouping = next((c for c in others if _names_groups([sheet.rows[r][c] for r in lines])), None)
    group: Value = None
    for r in lines:
        row = sheet.rows[r]
        if grouping is not None:
            group = row[grouping] if row[grouping] is not None else group
        _note(found.keys, group, row[code], row[meaning])
    if lines:
        found.rows |= {top, *range(top + 1, lines[-1] + 1)}


def _lines_below(sheet: Sheet, top: int, meaning: int) -> Iterator[int]:
    """The rows with a meaning and what it is of, without the titles of sections between them."""
    blank = 0
    for r in range(top + 1, len(sheet.rows)):
        row = sheet.rows[r]
        filled = len(row) - row.count(None)
        blank = blank + 1 if not filled else 0
        if isinstance(row[meaning], str) and is_words(row[meaning]) and filled > 1:
            yield r
        elif blank > 1 or filled > 1:
            return


def _names_groups(values: list[Value]) -> bool:
    """Some groups with several codes each; not a column that numbers the rows."""
    given = [value for value in values if value is not None]
    return bool(given) and all(map(is_words, given)) and len(set(given)) < len(values)


def _note(keys: Keys, group: Value, code: Value, meaning: Value) -> None:
    text = str(code).strip() if isinstance(code, str | int) else ""
    if len(text) > _LONGEST_CODE or names_person(str(meaning)):
        return  # who is meant by NVA is nobody's business
    if group is not None:
        keys.note(plain_heading(str(group)), text, str(meaning).strip())
    elif _ABBREVIATION.fullmatch(text):
        keys.note(ANYWHERE, text, str(meaning).strip())


def _read_register(found: SheetKeys, sheet: Sheet, top: int, codes: list[int]) -> None:
    """A list in which each organisation has a code of its own."""
    below = sheet.rows[top + 1 :]
    for name in range(len(sheet.rows[top])):
        if name in codes or not names_organisations([row[name] for row in below]):
            continue
        for code in codes:
            pairs = [(row[code], row[name]) for row in below if row[code] is not None and _is_name(row[name])]
            said = [str(value).strip() for value, _ in pairs]
            fewest = _FEWEST if any(map(str.isalpha, "".join(said))) else _FEWEST_NUMBERS
            if len(said) < fewest or len(set(said)) < len(said) or not all(map(_is_column_code, said)):
                continue
            for text, (_, meaning) in zip(said, pairs, strict=True):
                found.keys.note(plain_heading(str(sheet.rows[top][code])), text, str(meaning).strip())
            found.columns.add(code)
        return


def _is_column_code(text: str) -> bool:
    return len(text) <= _LONGEST_CODE and _COLUMN_CODE.fullmatch(text) is not None


def _is_name(value: Value) -> bool:
    return isinstance(value, str) and begins_with_kind(value) and not is_kind(value)


def names_organisations(values: Iterable[Value]) -> bool:
    """Whether a column holds names of organisations, and little else."""
    given = [value for value in values if value is not None]
    if len(given) < _FEWEST or not any(map(_is_name, given[:_TOP])):
        return False
    return sum(map(_is_name, given)) >= _MOST * len(given)
