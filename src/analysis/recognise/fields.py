"""What a heading means in a table of some kind.

Headings are matched by the words in them, in the order of `vocabulary/headings.csv`: the first
line whose words all stand in the heading, and none of whose excepted words do, gives the field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from analysis.deeds import tells_deeds
from analysis.diacritics import letters_of
from analysis.legacy import likely_pages
from analysis.recognise.age_bands import age_band
from analysis.recognise.member_headings import MOVEMENTS, NO_MEASURE, SUMS, is_total
from analysis.recognise.part_columns import part_of, status_of
from analysis.recognise.plain_headings import with_first_words, with_marks
from analysis.text import fold, other_readings
from analysis.vocabulary import entries

Kind = Literal["register", "progress", "membership", "roster", "tasks", "events", "unrecognised"]
KINDS: tuple[Kind, ...] = ("progress", "membership", "register", "tasks", "roster", "events")

_SIGNS = {"<=": " đến ", "≤": " đến ", "<": " dưới ", ">": " trên "}
"""Folding drops signs, and an age band without its sign would be another one."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    field: str
    where: str
    alternatives: tuple[tuple[re.Pattern[str], ...], ...]
    excepted: tuple[re.Pattern[str], ...]

    def matches(self, text: str) -> bool:
        return self.speaks_of(text) and not any(word.search(text) for word in self.excepted)

    def speaks_of(self, text: str) -> bool:
        """Whether a text has its words, whatever else stands there."""
        return any(all(word.search(text) for word in words) for words in self.alternatives)

    def is_about(self, leaf: str) -> bool:
        """Whether a column's own heading says this very thing, its sum, or what came of the target set."""
        return (
            leaf in SUMS
            or _REACHED.fullmatch(leaf) is not None
            or any(word.search(leaf) for words in self.alternatives for word in words)
        )


_REACHED = re.compile(r"(?:(?:số|đã|kết quả) )*(?:thực hiện|đạt)(?: được)?(?: trong \w+)?|kết quả|th")
"""Beside "Chỉ tiêu", under "Kết nạp": so many were."""


@cache
def _phrases(kind: str) -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(
            row["field"],
            row["where"],
            tuple(
                tuple(_word(word) for word in choice.split("&"))
                for choice in row["words"].split("|")
                if choice
            ),
            tuple(_excepted(word) for word in row["except"].split("|") if word),
        )
        for row in entries("headings")
        if row["kind"] == kind
    )


def _word(text: str) -> re.Pattern[str]:
    if text.strip() == "%":
        return re.compile("%")
    return re.compile(rf"(?<!\w){re.escape(fold(text))}(?!\w)")


def _excepted(text: str) -> re.Pattern[str]:
    """The words of an exception also without their marks: a heading typed so may say any of them."""
    key = fold(text)
    plain = letters_of(key)
    either = key if plain in _OTHER_WORDS else f"{re.escape(key)}|{re.escape(plain)}"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)") if "%" not in text else _word(text)


_OTHER_WORDS = ("so", "di", "nam")
"""Letters of an exception that are another word as they stand."""


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(entries("abbreviations"), key=lambda row: -len(row["abbreviation"]))
    return tuple((_word(row["abbreviation"]), fold(row["words"])) for row in rows)


_LEFT_BLANK = re.compile(r"\([^()]*\btrống\b[^()]*\)", re.IGNORECASE)
"""When an answer may be left out, "(bỏ trống nếu chưa)": no word of what the column holds."""


_RAISED = re.compile(r"(?<=[^\W\d_]{2})[¹²³⁴⁵⁶⁷⁸⁹]")
"""The sign of a footnote behind a word."""


@lru_cache(maxsize=16384)
def heading_key(text: str) -> str:
    """A heading folded, its abbreviations written out; the percent sign is kept."""
    text = with_marks(with_first_words(_RAISED.sub(" ", _LEFT_BLANK.sub("", text))))
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    key = fold(text.replace("%", " phần trăm "))
    for pattern, words in _abbreviations():
        key = pattern.sub(words, key)
    return key.replace("phần trăm", "%")


@lru_cache(maxsize=65536)
def field_of(kind: str, path: tuple[str, ...]) -> str | None:
    """The field that a heading path means in a table of this kind; None if no line fits.

    >>> field_of("progress", ("Chi bộ trực thuộc", "Đã ĐH"))
    'subcells_held'
    """
    if (name := _field(kind, path)) is not None:
        return name
    if path[-1].isascii() or "unicode" in likely_pages(path[-1]):
        return None
    others = [_field(kind, (*path[:-1], other)) for other in other_readings(path[-1])]
    return next((name for name in others if name is not None), None)


@lru_cache(maxsize=4096)
def field_of_figures(kind: str, path: tuple[str, ...]) -> str | None:
    """What a heading means over what names no organisation: "Đảng viên toàn đảng bộ, chi bộ" over figures."""
    return _field(kind, path, frozenset(("organisation",)))


def _field(kind: str, path: tuple[str, ...], besides: frozenset[str] = frozenset()) -> str | None:
    leaf = _BOTH_SORTS.sub("", heading_key(path[-1]))
    if kind == "membership":
        return _member_field(path, leaf, besides)
    wider = (_UP_TO_A_DAY.sub(" ", heading_key(part)) for part in path[:-1])
    whole = " ".join((*wider, leaf))
    if kind == "progress" and not FORM.fullmatch(leaf):
        whole, leaf = _without_form(whole), _without_form(leaf)
    phrase = _first_phrase(kind, path, whole, leaf, besides)
    if phrase is None:
        return None
    if kind == "tasks" and phrase.field == "status" and len(path) > 1:
        return f"status_{said}" if (said := status_of(leaf)) else phrase.field
    if phrase.field == "congress_planned" and tells_deeds(leaf):
        return "congress_held"
    return part_of(phrase.field, leaf) if kind == "progress" else phrase.field


_BOTH_SORTS = re.compile(
    r"(?<=đảng viên) (?:(?:(?:tính|kể|bao) )?(?:cả|gồm)(?: cả)?(?: đảng viên)?(?: chính thức(?: và| lẫn)?)?"
    r"|chính thức(?: và| lẫn)?)(?: đảng viên)? dự bị\b"
)
"""Behind "Tổng số đảng viên": those on probation are among them, no measure of their own."""
_UP_TO_A_DAY = re.compile(
    r"\b(?:(?:tính|số liệu|cập nhật|có) )*(?:đến|tới)(?: hết)?(?: ngày)? \d{1,2} \d{1,2} \d{4}\b"
)
"""A wider heading's "tính đến ngày 31/5/2025": of which day the figures are, no day that they hold."""
FORM = re.compile(
    r"\bđại hội((?: (?:đại biểu|toàn thể|đảng viên|hoặc|hay|và))++)"
    r"(?! (?:tham )?dự\b(?! kiến)| triệu tập| chính thức| có mặt)"
)


@lru_cache(maxsize=4096)
def _without_form(key: str) -> str:
    """A heading that says whose congress it is, delegates' or members': no count of either.

    >>> _without_form("đại hội đại biểu đảng viên"), _without_form("số đại biểu dự đại hội")
    ('đại hội', 'số đại biểu dự đại hội')
    """
    return FORM.sub("đại hội", key)


def _first_phrase(
    kind: str, path: tuple[str, ...], whole: str, leaf: str, besides: frozenset[str]
) -> _Phrase | None:
    return next(
        (
            phrase
            for phrase in _phrases(kind)
            if phrase.field not in besides
            and _fits(phrase, whole, leaf)
            and (phrase.where != "under" or path[1:])
        ),
        None,
    )


_NAMED = {
    "subcells_fraction": ("subcells_fraction", "subcells_required", "subcells_held", "subcells_left"),
    "personnel_planning": ("personnel_planning",),
    "political_standards": ("political_standards",),
    "results_approved": ("results_approved",),
    "dossier_approved": ("dossier_approved",),
    "documents_drafted": ("documents_drafted",),
    "congress_held": ("congress_held", "congress_planned"),
}
"""The fields of a milestone, the one first whose words stand in the names of others least."""


@lru_cache(maxsize=16384)
def milestone_named(text: str) -> str | None:
    """The milestone that a statement is about, by the words of its name, whatever it says of it.

    >>> milestone_named("Chưa đề nghị kết luận tiêu chuẩn chính trị"), milestone_named("Sở Y tế")
    ('political_standards', None)
    """
    key = heading_key(text)
    spoken = {phrase.field for phrase in _phrases("progress") if phrase.speaks_of(key)}
    if not _RESULTS.search(key):
        spoken.discard("results_approved")  # the day of any decision
    return next((name for name, fields in _NAMED.items() if spoken.intersection(fields)), None)


_RESULTS = re.compile(r"chuẩn y|phê chuẩn|công nhận")


def _member_field(path: tuple[str, ...], leaf: str, besides: frozenset[str]) -> str | None:
    """A measure; None for a part of a part: the women among those admitted are neither of both.

    A column headed by nothing but a day, "31/12/2024", is what the wider heading says.
    """
    if path[1:] and _A_DAY.fullmatch(leaf):
        path, leaf = path[:-1], heading_key(path[-2])
    keys = [heading_key(part) for part in path[:-1]]
    above = [part for part in keys if len(_parts_named(part)) < 2]  # "Chính thức/dự bị" opens both
    whole = " ".join((*above, leaf))
    band = age_band(whole, leaf)
    of_group = field_of("membership", path[:-1]) if path[1:] and not band and leaf in SUMS else None
    if of_group is not None and of_group.startswith("age_"):
        return of_group
    own = (band or field_of("membership", (path[-1],))) if above and leaf not in SUMS else None
    if own is not None and own.startswith("age_") and not band:
        return None  # "Tuổi Đảng / Dưới 30" is no age
    if own is not None and own not in ("total", *NO_MEASURE):
        group = _subjects(" ".join(above))
        group -= {"closing"} if own not in MOVEMENTS else set()  # the structure of those there at the end
        clear = (own in group or len(group) != 1) and not _is_part_of_part(above, leaf, own)
        clear = clear and not _of_others_than_members(above)
        return own if clear else None
    phrase = None if band else _first_phrase("membership", path, whole, leaf, besides)
    name = band or (phrase.field if phrase else None)
    if name is None or name in NO_MEASURE:
        return name
    if _is_part_of_part(above, leaf, name) or _is_of_one_sort("membership", name, leaf):
        return None
    causes = {p.field for p in _phrases("membership") if p.field in _CAUSES and p.matches(leaf)}
    if len(causes) > 1:  # "Xóa tên, xin ra": one count of both
        return "decrease_other" if causes <= _LEFT else None
    if name == "total":
        return name if is_total((*above, leaf)) and not _of_others_than_members(above) else None
    return name if not phrase or phrase.where != "path" or phrase.is_about(leaf) else None


@lru_cache(maxsize=4096)
def _subjects(text: str) -> frozenset[str]:
    """The measures that a group's heading speaks of; more than one is a list of what stands below it."""
    text = _LEAVING.sub("", text)
    found = {p.field for p in _phrases("membership") if p.where == "path" and p.speaks_of(text)}
    found |= {band} if (band := age_band(text, text)) else set()
    return frozenset(found - {"total", *NO_MEASURE})


_A_DAY = re.compile(r"(?:(?:có|tính|đến|ngày) )*\d{1,2} \d{1,2} 20\d\d")
_LEAVING = re.compile(r"(?<!xin )(?<!xin được )ra khỏi đảng")
"""Over its causes: who was expelled, removed or resigned has left the Party."""
_CAUSES = MOVEMENTS - {"opening", "closing", "transferred_in", "transferred_out"}
_LEFT = _CAUSES - {"admitted", "restored"}
_ONE_PEOPLE = re.compile(r"dân tộc (?!thiểu số|ít người)\w")
"""One of the peoples, "Dân tộc Tày": not all the minorities."""
_PART_WORDS = tuple(
    re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for words in ("nữ", "dân tộc", "tôn giáo|có đạo|theo đạo", "dự bị", "chính thức", "miễn")
)
"""What a count of members may be confined to, one pattern for each."""


@lru_cache(maxsize=16384)
def _parts_named(text: str) -> frozenset[int]:
    return frozenset(number for number, words in enumerate(_PART_WORDS) if words.search(text))


def _is_of_one_sort(kind: str, name: str, leaf: str) -> bool:
    """A heading that begins like a measure and counts some of it: "Nữ mới kết nạp", "Dân tộc Tày"."""
    if kind != "membership":
        return False
    if name == "ethnic_minority":
        return _ONE_PEOPLE.search(leaf) is not None
    return name in MOVEMENTS - {"opening", "closing"} and bool(_parts_named(leaf))


def _is_part_of_part(above: list[str], leaf: str, name: str) -> bool:
    """The women among the probationary, the ages of the women: no count of them all."""
    parts, own = frozenset().union(*map(_parts_named, above)), _parts_named(leaf)
    finer = bool(own) or name.startswith(("age_", "education_", "theory_"))
    return bool(parts) and finer and parts.isdisjoint(own)


def _of_others_than_members(above: list[str]) -> bool:
    """The women below "Cấp ủy viên đương nhiệm" or "CBCC, người lao động" are not those of the members."""
    return any(map(_OTHERS.search, above))


_OTHERS = re.compile(
    rf"\b(?:{fold('cấp ủy')} viên|cán bộ|công chức|viên chức|lao động|bí thư|quần chúng|đoàn viên"
    r"|đại biểu|cbcc\w*|ccvc\w*|nlđ)\b"
)


def _fits(phrase: _Phrase, whole: str, leaf: str) -> bool:
    """Somewhere in the path; or, such as "đơn vị", at the beginning of its last heading; or all there is."""
    if phrase.where == "path":
        return phrase.matches(whole)
    if phrase.where == "alone":
        return any(all(word.fullmatch(whole) for word in words) for words in phrase.alternatives)
    return phrase.matches(leaf) and any(  # leaf, and under a wider heading
        all(word.match(leaf) for word in words) for words in phrase.alternatives
    )


def fields_of(kind: Kind, paths: dict[int, tuple[str, ...]]) -> dict[int, str]:
    """The first column of each field that a table's headings name, for a table whose kind is known."""
    fields: dict[int, str] = {}
    for column, path in paths.items():
        name = field_of(kind, path)
        if name is not None and name not in fields.values():
            fields[column] = name
    return fields


@lru_cache(maxsize=65536)
def heading_hits(texts: tuple[str, ...]) -> int:
    """How many of a row's texts are headings of one and the same kind."""
    some = texts[:MOST_HEADINGS]
    return max(sum(field_of(kind, (text,)) is not None for text in some) for kind in KINDS)


MOST_HEADINGS = 1000
"""No office's table has as many columns; asking of each what it means takes long."""
