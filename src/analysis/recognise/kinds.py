"""What a table is about: its kind, and the meaning of each of its columns.

Headings are matched by the words in them, in the order of `vocabulary/headings.csv`: the first
line whose words all stand in the heading, and none of whose excepted words do, gives the field.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from analysis.cells import Value
from analysis.numbers import read_fraction
from analysis.personal import is_about_people, names_person
from analysis.recognise.identity_columns import MARKED_IDENTITY, said_by_content
from analysis.recognise.member_headings import (
    MOVEMENTS,
    NO_MEASURE,
    SUMS,
    doctors_beside_masters,
    is_total,
    opening_and_closing,
)
from analysis.recognise.part_columns import MARKED, part_of, status_of
from analysis.recognise.period_columns import give_ends, give_parts, give_periods
from analysis.recognise.table import Table
from analysis.recognise.title_says import TIME, is_about_subcells, is_register_title, title_says
from analysis.text import fold
from analysis.vocabulary import entries

Kind = Literal["register", "progress", "membership", "roster", "tasks", "events", "unrecognised"]
KINDS: tuple[Kind, ...] = ("progress", "membership", "register", "tasks", "roster", "events")

MILESTONE_FIELDS = (
    "personnel_planning",
    "political_standards",
    "documents_drafted",
    "dossier_approved",
    "subcells_fraction",
    "subcells_held",
    "subcells_required",
    "congress_planned",
    "congress_held",
    "results_approved",
)
SILENT_FIELDS = (
    "subcells",
    "note",
    "rate",
    "subcells_rate",
    "subcells_left",
    "members",
    "increase_total",
    "decrease_total",
    "decision",
    "organisation_kind",
    *MARKED_IDENTITY,
    "start",
    "ethnic_majority",
    "no_religion",
    "given_name",
    "men",
    "remark",
)
"""Known columns that add nothing to the tables; no finding is owed for them."""


_AGE_WORDS = re.compile(r"tuổi|độ tuổi")
_OF_MEMBERSHIP = re.compile(r"tuổi đảng|huy hiệu|\d năm\b|bình quân|trung bình")
"""Years since admission, and means, are no ages."""
_BARE_BAND = re.compile(
    r"(?:đảng viên )?(?:\d{2} \d{2}|trên \d{2}|dưới \d{2}|từ \d{2} (?:đến )?(?:dưới )?\d{2}"
    r"|\d{2} đến (?:dưới )?\d{2}|từ \d{2} trở lên)"
)
_AGE_BANDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:từ )?(\d{2}) (?:đến |tới |tuổi đến )?dưới (\d{2})(?: tuổi)?"), "{0}_{before}"),
    (re.compile(r"(?:từ )?(\d{2}) (?:đến |tới |tuổi đến )?(\d{2})(?: tuổi)?"), "{0}_{1}"),
    (re.compile(r"(?:trên|hơn) (\d{2})(?: tuổi)?"), "{next}_"),
    (re.compile(r"(?:từ )?(\d{2})(?: tuổi)? (?:trở lên|và trên)"), "{0}_"),
    (re.compile(r"dưới (\d{2})(?: tuổi)?"), "_{previous}"),
    (re.compile(r"(?:từ )?(\d{2})(?: tuổi)? trở xuống"), "_{0}"),
    (re.compile(r"^đến (\d{2})(?: tuổi)?"), "_{0}"),
)
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
        """Whether a column's own heading says this very thing, or that it is the sum of it."""
        return leaf in SUMS or any(word.search(leaf) for words in self.alternatives for word in words)


@dataclass(slots=True)
class Columns:
    """The fields of a table by column, the headings that mean nothing known, and the rows of data.

    A table of one row needs no column of names: the title may say whose it is.
    """

    kind: Kind
    fields: dict[int, str] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    clashes: list[tuple[int, int, str]] = field(default_factory=list)
    rows: tuple[int, ...] = ()


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
            tuple(_word(word) for word in row["except"].split("|") if word),
        )
        for row in entries("headings")
        if row["kind"] == kind
    )


def _word(text: str) -> re.Pattern[str]:
    if text.strip() == "%":
        return re.compile("%")
    return re.compile(rf"(?<!\w){re.escape(fold(text))}(?!\w)")


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(entries("abbreviations"), key=lambda row: -len(row["abbreviation"]))
    return tuple((_word(row["abbreviation"]), fold(row["words"])) for row in rows)


@lru_cache(maxsize=16384)
def heading_key(text: str) -> str:
    """A heading folded, its abbreviations written out; the percent sign is kept."""
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
    leaf = heading_key(path[-1])
    if kind == "membership":
        return _member_field(path, leaf)
    phrase = _first_phrase(kind, path, " ".join(map(heading_key, path)), leaf)
    if phrase is None:
        return None
    if kind == "tasks" and phrase.field == "status" and len(path) > 1:
        return f"status_{said}" if (said := status_of(leaf)) else phrase.field
    return part_of(phrase.field, leaf) if kind == "progress" else phrase.field


def _first_phrase(kind: str, path: tuple[str, ...], whole: str, leaf: str) -> _Phrase | None:
    return next(
        (p for p in _phrases(kind) if _fits(p, whole, leaf) and (p.where != "under" or path[1:])), None
    )


def _member_field(path: tuple[str, ...], leaf: str) -> str | None:
    """A measure; None for a part of a part: the women among those admitted are neither of both."""
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
        clear = (own in group or len(group) != 1) and not _is_part_of_part(above, leaf, own)
        return own if clear else None
    phrase = None if band else _first_phrase("membership", path, whole, leaf)
    name = band or (phrase.field if phrase else None)
    if name is None or name in NO_MEASURE:
        return name
    if _is_part_of_part(above, leaf, name) or _is_of_one_sort("membership", name, leaf):
        return None
    if name == "total":
        return name if is_total((*above, leaf)) else None
    return name if not phrase or phrase.where != "path" or phrase.is_about(leaf) else None


@lru_cache(maxsize=4096)
def _subjects(text: str) -> frozenset[str]:
    """The measures that a group's heading speaks of; more than one is a list of what stands below it."""
    found = {p.field for p in _phrases("membership") if p.where == "path" and p.speaks_of(text)}
    found |= {band} if (band := age_band(text, text)) else set()
    return frozenset(found - {"total", *NO_MEASURE})


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


def _fits(phrase: _Phrase, whole: str, leaf: str) -> bool:
    """Somewhere in the path; or, such as "đơn vị", at the beginning of its last heading; or all there is."""
    if phrase.where == "path":
        return phrase.matches(whole)
    if phrase.where == "alone":
        return any(all(word.fullmatch(whole) for word in words) for words in phrase.alternatives)
    return phrase.matches(leaf) and any(  # leaf, and under a wider heading
        all(word.match(leaf) for word in words) for words in phrase.alternatives
    )


@lru_cache(maxsize=4096)
def age_band(path: str, leaf: str) -> str | None:
    """age_LOW_HIGH from a heading about age: "18-30", "Trên 60", "Từ 31 đến 40 tuổi"."""
    if (not _AGE_WORDS.search(path) and not _BARE_BAND.fullmatch(leaf)) or _OF_MEMBERSHIP.search(path):
        return None
    for pattern, form in _AGE_BANDS:
        if found := pattern.search(leaf):
            low = int(found[1])
            before = int(found[found.lastindex or 1]) - 1
            return "age_" + form.format(*found.groups(), next=low + 1, previous=low - 1, before=before)
    return None


def recognise_columns(table: Table) -> Columns:
    """The kind that explains the table's headings best, with the field of each column."""
    best = Columns("unrecognised")
    best_score = 0
    people = _lists_people(table)
    for kind in KINDS:
        columns = columns_as(kind, table)
        score = _score(kind, columns, table)
        if kind not in ("roster", "tasks") and score and (people or _persons_head(table, columns)):
            score = 0
        if score > best_score:
            best, best_score = columns, score
    return best


def _lists_people(table: Table) -> bool:
    """Each row is a person's: the names come first, and a birth date or an identity card with them."""
    named = [c for c, path in table.paths.items() if field_of("roster", path) == "person"]
    before = [c for c, path in table.paths.items() if field_of("progress", path) == "organisation"]
    first = bool(named) and not any(column < named[0] for column in before)
    return first and is_about_people(map(" ".join, table.paths.values()))


def _persons_head(table: Table, columns: Columns) -> bool:
    """What was taken for the column of organisations holds the names of persons."""
    column = next((c for c, name in columns.fields.items() if name == "organisation"), None)
    texts = [v for line in table.data if isinstance(v := line.cells.get(column or 0), str)]
    return column is not None and sum(map(names_person, texts)) * 2 > len(texts)


def columns_as(kind: Kind, table: Table) -> Columns:
    """The columns of a table as those of one kind."""
    columns = Columns(kind, rows=tuple(line.row for line in table.data))
    taken: dict[str, int] = {}
    for column, name in _names(kind, table).items():
        if name is None:
            columns.unknown.append(column)
            continue
        if name in taken and name not in SILENT_FIELDS:
            if not _is_filled(table, column):
                continue  # one heading merged over two columns, the second of them blank
            if _is_filled(table, taken[name]):
                columns.clashes.append((taken[name], column, name))
                continue
            del columns.fields[taken[name]]
        taken[name] = column
        columns.fields[column] = name
    return columns


def _names(kind: Kind, table: Table) -> dict[int, str | None]:
    """The field of each column, by its headings, its content and the columns beside it."""
    names: dict[int, str | None] = {}
    for column, path in table.paths.items():
        if column == table.ordinal:
            continue
        name = said_by_content(table, column, field_of(kind, path))
        if name is None and kind == "progress":
            name = _state_of_wider(path)
        names[column] = _of_subcells(name, table, column) if kind == "progress" else name
    if kind == "progress":
        _tell_marks_apart(names, table)
        _without_stray_decisions(names, table)
        _follow_subject(names, table)
        _follow_title(names, table)
        give_parts(names, table.paths)
        give_ends(names, table.paths)
        give_periods(names, table.paths)
    elif kind == "membership":
        _tell_sums_apart(names, table)
    elif kind == "roster":
        _set_subcells_apart(names, table)
    return names


def _tell_marks_apart(names: dict[int, str | None], table: Table) -> None:
    """The columns of one milestone: planned, done, its number."""
    for milestone in MARKED:
        same = {
            column: heading_key(table.paths[column][-1]) for column in names if names[column] == milestone
        }
        if len(same) > 1:
            for column, key in same.items():
                names[column] = part_of(milestone, key, [k for c, k in same.items() if c != column])


def _tell_sums_apart(names: dict[int, str | None], table: Table) -> None:
    """TS beside ThS are doctors; of two totals the dates say which opens the period."""
    keys = {c: " ".join(map(heading_key, table.paths[c])) for c in names}
    bare = {c: tuple(map(fold, table.paths[c])) for c in names}
    names |= dict.fromkeys(doctors_beside_masters(bare), "education_doctorate")
    names |= opening_and_closing(names, keys)


def _set_subcells_apart(names: dict[int, str | None], table: Table) -> None:
    """Beside a column of organisations, one headed "Chi bộ" alone names the sub-cells."""
    named = [c for c, name in names.items() if name == "organisation"]
    cells = [
        c for c in named if heading_key(table.paths[c][-1]) in ("chi bộ", "tên chi bộ", "chi bộ sinh hoạt")
    ]
    if len(cells) < len(named):
        names.update(dict.fromkeys(cells, "note"))


def _without_stray_decisions(names: dict[int, str | None], table: Table) -> None:
    """The day of a decision is that of the results only beside a column of theirs."""
    decided = [column for column, name in names.items() if name in ("results_approved", "results_decision")]
    spoken = [c for c in decided if _OF_RESULTS.search(heading_key(" ".join(table.paths[c])))]
    if not spoken:
        names.update(dict.fromkeys((c for c in decided if names[c] == "results_approved"), None))


_OF_RESULTS = re.compile(r"chuẩn y|công nhận|số quyết định|quyết định số|\bsố qđ")


def _state_of_wider(path: tuple[str, ...]) -> str | None:
    """A column "Đang chuẩn bị" below "Tình trạng đại hội" is a state of what stands above it."""
    above = field_of("progress", path[:-1]) if len(path) > 1 else None
    part = part_of(above, heading_key(path[-1])) if above in MARKED else None
    return part if part and part.endswith(("/not_started", "/in_progress")) else None


def _follow_subject(names: dict[int, str | None], table: Table) -> None:
    """Under a title about the congresses of sub-cells, figures headed "Đã ĐH", "Tổng số" count them."""
    if not is_about_subcells(text for _, _, text in table.titles):
        return
    if any(name and name.startswith("subcells_") for name in names.values()):
        return
    for column, name in names.items():
        values = table.filled[column]
        if name in (None, "congress_held", "rate") and values and all(map(is_count, values)):
            about = field_of("progress", ("chi bộ trực thuộc", *table.paths[column]))
            if about and about.startswith("subcells_"):
                names[column] = "subcells" if about == "subcells_fraction" else about


def _follow_title(names: dict[int, str | None], table: Table) -> None:
    """A column "Thời gian" means what the title says of the list; of a schedule no day is done."""
    said = title_says(table)
    if said is None:
        return
    held = [column for column, name in names.items() if name == "congress_held"]
    if said == "planned" and len(held) == 1 and "congress_planned" not in names.values():
        names[held[0]] = "congress_planned"
    if not any(name and name.startswith("congress_") for name in names.values()):
        times = [
            c for c, name in names.items() if name is None and TIME.match(heading_key(table.paths[c][-1]))
        ]
        filled = bool(times) and all(times[0] in line.cells for line in table.data)
        if len(times) == 1 and (said == "planned" or filled):
            names[times[0]] = "congress_held" if said == "held" else "congress_planned"


def _is_filled(table: Table, column: int) -> bool:
    return bool(table.filled[column])


_OF_SUBCELLS = ("subcells_fraction", "subcells_held", "subcells_required", "subcells", "organisation")


def _of_subcells(name: str | None, table: Table, column: int) -> str | None:
    """A column about sub-cells: their names, their congresses or how many there are, by what stands in it."""
    if name == "congress_held" and _counts_subcells(table, column):
        return "subcells_fraction"
    if name in (*_OF_SUBCELLS, None) and _names_subcells(table, column):
        return "subcell"
    return _counted_as(name, table, column) if name is not None and name in _OF_SUBCELLS[:3] else name


def _names_subcells(table: Table, column: int) -> bool:
    """A column under "chi bộ trực thuộc" that lists the sub-cells by name, one in each row."""
    path = table.paths[column]
    about = fold(" ".join(path))
    if "trực thuộc" not in about and fold(path[-1]) not in ("tên chi bộ", "chi bộ"):
        return False
    values = table.filled[column]
    names = [v for v in values if isinstance(v, str) and fold(v).startswith(("chi bộ", "cb"))]
    return len(names) >= 2 and len(names) * 10 >= len(values) * 8 and _another_names(table, column)


def _another_names(table: Table, column: int) -> bool:
    """Another column names the organisations."""
    return any(
        other != column and field_of("progress", path) == "organisation"
        for other, path in table.paths.items()
        if other != table.ordinal
    )


_BOTH_COUNTS = re.compile(r"^\s*\d+\s*(?:/|trên)\s*\d+\b")


def is_count(value: Value) -> bool:
    """Whether a cell is a whole number, or a dash for none."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and (value.isdecimal() or value == "-")
    )


def is_both_counts(value: Value) -> bool:
    """Whether a cell gives held and required at once: "9/10"."""
    return isinstance(value, str) and _BOTH_COUNTS.match(value) is not None


def _counts_subcells(table: Table, column: int) -> bool:
    """A column "ĐH chi bộ" in which no first number passes the second: 7/7, 5/12 are counts, no days."""
    about = heading_key(" ".join(table.paths[column]))
    if "chi bộ" not in about or any(words in about for words in ("đảng bộ", "cơ sở", "ngày")):
        return False
    pairs = [
        both for value in table.filled[column] if isinstance(value, str) and (both := read_fraction(value))
    ]
    return len(pairs) >= 4 and all(held <= required for held, required in pairs)


def _counted_as(name: str, table: Table, column: int) -> str:
    """Held and required in one cell ("9/10"), or one of them: what stands in the column decides."""
    values = table.filled[column]
    both = sum(map(is_both_counts, values))
    single = sum(isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) for value in values)
    if both > single:
        return "subcells_fraction"
    # a number alone under "chi bộ trực thuộc" is how many there are, not how many have held
    of_many = single > both or (not values and heading_key(table.paths[column][-1]).startswith("số "))
    return "subcells" if name == "subcells_fraction" and of_many else name


def fields_of(kind: Kind, paths: dict[int, tuple[str, ...]]) -> dict[int, str]:
    """The first column of each field that a table's headings name, for a table whose kind is known."""
    fields: dict[int, str] = {}
    for column, path in paths.items():
        name = field_of(kind, path)
        if name is not None and name not in fields.values():
            fields[column] = name
    return fields


def _score(kind: Kind, columns: Columns, table: Table) -> int:
    """0: not of this kind; otherwise the number of columns explained, the telling ones twice."""
    fields = Counter(name.split("/")[0] for name in columns.fields.values())
    has = fields.__contains__
    if kind == "progress":
        telling = sum(has(name) for name in MILESTONE_FIELDS if name != "subcells_required")
        named = has("organisation") or (telling >= 3 and len(columns.rows) == 1)
        return 2 * telling + len(fields) if telling >= 1 and named else 0
    if kind == "membership":
        measures = [
            name for name in fields if name not in ("organisation", "organisation_type", *SILENT_FIELDS)
        ]
        named = has("organisation") or len(columns.rows) == 1
        fewest = (1 if has("admitted") else 2) if has("organisation") else 4
        return 2 * len(measures) + 1 if named and len(measures) >= fewest else 0
    if kind == "register":
        telling = sum(
            has(name) for name in ("organisation_kind", "organisation_type", "subcells", "pilot", "members")
        )
        titled = 3 * (is_register_title(text for _, _, text in table.titles) and has("subcells"))
        return telling + len(fields) + titled if has("organisation") and telling >= 2 else 0
    if kind == "tasks":
        telling = sum(has(name) for name in ("owner", "due", "status", "status_done", "done"))
        return telling + len(fields) + 2 if has("task") and telling >= 2 else 0
    if kind == "roster":
        of_members = has("admitted_date") or has("full_date")  # any other list of people is none of ours
        born = has("birth_date") or has("birth_men") or has("birth_women")
        return 3 * len(fields) if has("person") and of_members and (born or has("full_date")) else 0
    told = has("organisation") and has("event")
    return 2 * len(fields) + 2 if told and (has("event_date") or has("decision")) else 0


@lru_cache(maxsize=65536)
def heading_hits(texts: tuple[str, ...]) -> int:
    """How many of a row's texts are headings of one and the same kind."""
    return max(sum(field_of(kind, (text,)) is not None for text in texts) for kind in KINDS)
