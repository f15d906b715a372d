"""Columns that say what an organisation is, told by their cells: kinds, types, or crosses under each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from analysis.cells import Value
from analysis.plain_words import plain_fold
from analysis.recognise.table import Table
from analysis.text import fold
from analysis.vocabulary import entries

_KINDS = ("party_committee", "party_cell")
_TYPES = ("administrative", "public_service", "enterprise")
_TYPE_WORDS = ("hành chính", "sự nghiệp", "doanh nghiệp")
_LONGEST_TYPE = 40
_MOST = 0.8
"""How many of a column's cells begin with "Đảng bộ", "Chi bộ" where it names organisations."""
MARKED_IDENTITY = (
    *(f"organisation_kind/{kind}" for kind in _KINDS),
    *(f"organisation_type/{one}" for one in _TYPES),
)
"""One column for each kind or type, a cross in the one that holds: Đảng bộ CS | Chi bộ CS."""
_OF_CELLS = re.compile(
    r"(?:[ivx]+ |[abc] |\d+ )?(?:danh sách )?(?:các |khối |đối với )*chi bộ cơ sở(?: \d+)?"
)
_CROSSES = frozenset(("x", "v", "1", "✓", "✔", "√", "☑", "☒", "☐", "□", "-", "+", "0"))


def said_by_content(table: Table, column: int, name: str | None) -> str | None:
    """The field of a column whose heading means `name`, after a look at its cells.

    A name parted over two columns has its kind in the first: "organisation_part".
    """
    values = table.filled[column]
    if values and (crossed := _crossed(table.paths[column][-1])) and all(map(_is_cross, values)):
        return crossed
    if not values or name not in (None, "organisation", "organisation_kind", "organisation_type"):
        return name
    if len(values) < 2 and name is None:
        return name
    if name != "organisation_kind" and _all_in("kinds", values):
        parted = name == "organisation" and _goes_on(table, column)
        return "organisation_part" if parted else "organisation_kind"
    if (
        name is None
        and fold(table.paths[column][-1]) in _meanings("kinds")
        and all(map(begins_with_kind, values))
    ):
        return "organisation"  # "Đảng bộ" over the names of them all
    return "organisation_type" if name in (None, "organisation_kind") and _all_in("types", values) else name


def holds_types(table: Table, column: int) -> bool:
    """Whether every cell of a column is a type of organisations."""
    return _all_in("types", table.filled[column])


def says_types(table: Table, column: int) -> bool:
    """Whether a column "Loại", "Khối" has a few labels, each with a type in it: "SN y tế", "Cơ quan HC"."""
    values = table.filled[column]
    labels = set(values)
    if not _OF_TYPES.match(fold(table.paths[column][-1])) or len(labels) * 2 > len(values):
        return False
    return all(isinstance(v, str) and len(v) <= _LONGEST_TYPE and _type().search(fold(v)) for v in labels)


_OF_TYPES = re.compile(r"(?:phân )?(?:loại|khối|nhóm|lĩnh vực|thuộc)\b")


@cache
def _type() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _meanings('types')))})(?!\w)")


def names_in_the_column_of_their_kind(names: Mapping[int, str | None], table: Table) -> dict[int, str]:
    """Two columns of names, "Đảng bộ cơ sở" | "Chi bộ cơ sở", of which each row fills the one that it is."""
    columns = [column for column, name in names.items() if name == "organisation"]
    kinds = [_meanings("kinds").get(fold(table.paths[column][-1]).removeprefix("tên ")) for column in columns]
    if len(columns) != 2 or set(kinds) != set(_KINDS):
        return {}
    both = sum(all(column in line.cells for column in columns) for line in table.data)
    return {} if both else {c: f"organisation/{kind}" for c, kind in zip(columns, kinds, strict=True)}


def organisations_by_name(table: Table, columns: Iterable[int]) -> int | None:
    """The one column of several, headed by words that nobody knows, whose cells name organisations."""
    named = [column for column in columns if _names_organisations(table, column)]
    return named[0] if len(named) == 1 else None


def organisations_by_title(table: Table, columns: Iterable[int]) -> int | None:
    """The column headed "Chi bộ" of a table about the "Chi bộ cơ sở"; elsewhere it names sub-cells."""
    about = any(_OF_CELLS.fullmatch(plain_fold(text)) for _, _, text in table.titles)
    named = [column for column in columns if fold(table.paths[column][-1]) in ("chi bộ", "tên chi bộ")]
    return named[0] if about and len(named) == 1 else None


def _names_organisations(table: Table, column: int) -> bool:
    values = table.filled[column]
    begun = sum(map(begins_with_kind, values))
    of_subcells = "trực thuộc" in fold(" ".join(table.paths[column]))
    return len(values) > 1 and begun >= _MOST * len(values) and not of_subcells


def _goes_on(table: Table, column: int) -> bool:
    """Whether the heading covers the next column too."""
    return table.paths.get(column + 1) == table.paths[column]


def is_kind(text: str) -> bool:
    """A kind and nothing else: "Đảng bộ cơ sở"."""
    return fold(text) in _meanings("kinds")


def begins_with_kind(value: Value) -> bool:
    """Whether a cell begins as the name of an organisation does: "Đảng bộ", "CB"."""
    kind, _, rest = value.partition(" ") if isinstance(value, str) else ("", "", "")
    words = f"{kind} {rest.partition(' ')[0]}"
    return bool(rest) and (fold(kind) in _meanings("kinds") or fold(words) in _meanings("kinds"))


def _is_cross(value: Value) -> bool:
    return str(value).strip().casefold() in _CROSSES


def _all_in(vocabulary: str, values: list[Value]) -> bool:
    return all(isinstance(value, str) and fold(value) in _meanings(vocabulary) for value in values)


@cache
def _meanings(vocabulary: str) -> dict[str, str]:
    meaning = {"kinds": "organisation_kind", "types": "organisation_type"}[vocabulary]
    return {fold(row["phrase"]): row[meaning] for row in entries(vocabulary)}


@lru_cache(maxsize=16384)
def _crossed(heading: str) -> str | None:
    key = fold(heading).removeprefix("là ").removeprefix("thuộc ")
    for vocabulary, field in (("kinds", "organisation_kind"), ("types", "organisation_type")):
        if meaning := _meanings(vocabulary).get(key):
            return f"{field}/{meaning}"
    types = [one for words, one in zip(_TYPE_WORDS, _TYPES, strict=True) if words in key]
    return f"organisation_type/{types[0]}" if len(types) == 1 and len(key) <= _LONGEST_TYPE else None
