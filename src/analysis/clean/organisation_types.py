"""The type of an organisation, as a cell, a cross, a section or a title says it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.clean.form import Form, Record
from analysis.clean.unread_values import Explained
from analysis.clean.values import Mark, read_mark
from analysis.diacritics import Diacritics, lacks_marks
from analysis.text import fold, other_readings
from analysis.vocabulary import entries


def type_of_record(record: Record) -> str | None:
    """The type from the row's own column, else from the section that it stands in."""
    said = record.value("organisation_type")
    if said is not None:
        return type_of(said.meaning if isinstance(said, Explained) else str(said))
    if crossed := crossed_of(record, "organisation_type"):
        return crossed
    return next((found for group in reversed(record.groups) if (found := type_of(group))), None)


def crossed_of(record: Record, field: str) -> str | None:
    """The kind or type whose column is crossed, where exactly one is."""
    crossed = [
        name
        for name, value in record.said.items()
        if name.startswith(f"{field}/") and read_mark(value, None) == Mark("done")
    ]
    return crossed[0].partition("/")[2] if len(crossed) == 1 else None


_OF_THE_BLOC = re.compile(
    r"(?:đảng bộ|đảng ủy|tỉnh ủy|ban thường vụ) .*|khối (?:các )?(?:cơ quan|cq)\b.*?(?:doanh nghiệp|dn)\b"
)
_TYPE_WORDS = (
    ("hành chính", "administrative"),
    ("sự nghiệp", "public_service"),
    ("doanh nghiệp", "enterprise"),
)


def type_of_titles(form: Form) -> str | None:
    """The one type that the titles, the sheet's name or else the file's name gives to a whole list.

    The bloc's own name, "Khối cơ quan và doanh nghiệp", says nothing; nor do they where columns say one for
    each, and nobody could choose between them.
    """
    if "organisation_type" in form.left_out:
        return None
    file = form.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    for texts in ((*form.titles, form.sheet), (file,)):
        keys = [_OF_THE_BLOC.sub(" ", fold(text)) for text in texts]
        found = {kind for key in keys for words, kind in _TYPE_WORDS if words in key}
        found |= {kind for text in texts if (kind := _short_type(text))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


_OF_TYPE = {
    "administrative": re.compile(r"\b(?:cơ quan|sở|ban ngành|đoàn thể|nhà nước|hành chính)\b"),
    "public_service": re.compile(r"\b(?:sự nghiệp|trường|bệnh viện|trung tâm|viện|y tế|giáo dục)\b"),
    "enterprise": re.compile(r"\b(?:công ty|cty|ngân hàng|tập đoàn|kinh doanh|sản xuất)\b"),
}
"""Words of whoever is of a type, which alone do not name it."""


def types_left_over(form: Form) -> dict[str, str]:
    """The type of the one label of a list whose other two name the other two types.

    "Khối cơ quan quản lý nhà nước, đoàn thể" beside "Khối sự nghiệp" and "Khối doanh nghiệp". The labels
    are those of the column of types, or of the sections of one height.
    """
    deepest = max((len(record.groups) for record in form.records), default=0)
    for labels in (
        {str(v) for record in form.records if (v := record.value("organisation_type")) is not None},
        *({r.groups[depth] for r in form.records if len(r.groups) > depth} for depth in range(deepest)),
    ):
        types = {label: type_of(label) for label in labels}
        left = [label for label, found in types.items() if found is None]
        missing = _OF_TYPE.keys() - set(types.values())
        if len(labels) == len(_OF_TYPE) and len(left) == len(missing) == 1:
            (last,) = missing
            said = [one for one, words in _OF_TYPE.items() if words.search(fold(left[0]))]
            return {left[0]: last} if said == [last] else {}
    return {}


def _short_type(text: str) -> str | None:
    """A sheet named "HC", "Khối DN"."""
    key = fold(text).removeprefix("khối ")
    return type_of(key) if len(key) <= 4 else None


@cache
def _type_phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for each phrase of `vocabulary/types.csv`, with its type."""
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(fold(row['phrase']))}(?!\w)"), row["organisation_type"])
        for row in entries("types")
    )


@lru_cache(maxsize=65536)
def type_of(text: str) -> str | None:
    """The organisation type that a cell or a section's label says.

    >>> type_of("II. KHỐI ĐƠN VỊ SỰ NGHIỆP")
    'public_service'
    """
    if found := _type_of(text):
        return found
    marked = _types_without_marks().restored(text.split()) if lacks_marks(text) else None
    if marked is not None:
        return _type_of(marked)
    others = {found for other in other_readings(text) if (found := _type_of(other))}
    return others.pop() if len(others) == 1 else None


@cache
def _types_without_marks() -> Diacritics:
    return Diacritics(row["phrase"] for row in entries("types"))


def _type_of(text: str) -> str | None:
    """The one type that a label names; "Khối cơ quan và doanh nghiệp" names two, and says neither."""
    key = re.sub(r"^(?:[ivx]+|[a-dđ]|\d+) ", "", fold(text))
    found = {organisation_type for words, organisation_type in _type_phrases() if words.search(key)}
    return found.pop() if len(found) == 1 and not _OF_THE_PARTY.search(key) else None


_OF_THE_PARTY = re.compile(r"(?:cơ quan|khối|ban|các) đảng\b|đoàn thể|mttq|mặt trận")
"""Agencies of the Party and of the mass organisations: of which type they are is for the office to say."""
