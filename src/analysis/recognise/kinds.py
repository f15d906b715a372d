"""What a table is about: its kind, and the meaning of each of its columns."""

from __future__ import annotations

from collections.abc import Callable

from analysis.memo import Memo
from analysis.personal import is_about_people, names_person
from analysis.recognise.columns import SILENT_FIELDS, Columns
from analysis.recognise.counted_units import set_counted_units
from analysis.recognise.event_columns import (
    cells_say_events,
    event_by_cells,
    sections_say_events,
    without_days_of_decisions,
)
from analysis.recognise.fields import KINDS, Kind, field_of, field_of_figures, heading_key
from analysis.recognise.grouped_milestones import set_grouped
from analysis.recognise.identity_columns import (
    begins_with_kind,
    holds_types,
    names_in_the_column_of_their_kind,
    organisations_by_name,
    organisations_by_title,
    said_by_content,
    says_types,
)
from analysis.recognise.kind_scores import score_of
from analysis.recognise.long_lists import lists_milestones_beside_counts, steps_column
from analysis.recognise.looks import is_amount
from analysis.recognise.member_columns import (
    leave_parts_of_opening,
    set_counts_beside_rates,
    set_status_by_cells,
    set_total_by_sums,
    set_transfers_apart,
    settle_ends_alone,
)
from analysis.recognise.member_headings import (
    doctors_beside_masters,
    opening_and_closing,
)
from analysis.recognise.paired_columns import COUNTED, fields_of_pair
from analysis.recognise.part_columns import MARKED, status_of
from analysis.recognise.period_columns import give_ends, give_parts, give_periods
from analysis.recognise.progress_columns import (
    columns_of_earlier_terms,
    documents_of_dossier,
    follow_blocks,
    follow_questions,
    follow_title,
    holds_days,
    leave_steps,
    state_of_wider,
    tell_changed_plans,
    tell_days_from_states,
    tell_marks_apart,
    tell_states_of_congress,
    without_forms,
    without_stray_decisions,
)
from analysis.recognise.same_period import set_beside_same_period, set_cumulated, set_cumulated_subcells
from analysis.recognise.subcell_columns import (
    complete_counts,
    days_beside_counts,
    days_of_subcells,
    follow_subject,
    of_subcells,
)
from analysis.recognise.table import Table
from analysis.recognise.task_columns import set_steps, settle_statuses
from analysis.recognise.worded_counts import set_worded_counts
from analysis.text import fold
from analysis.whose_congress import is_column_of_others

_OF_ORGANISATIONS = ("progress", "membership", "register")
"""Kinds with a row for each organisation and one column that names it."""
_NEEDED: dict[Kind, str] = {"tasks": "task", "roster": "person", "events": "event"}
"""The column without which a table is not of that kind; only its heading, or the sections, can tell it."""


def recognise_columns(table: Table) -> Columns:
    """The kind that explains the table's headings best, with the field of each column."""
    best = Columns("unrecognised")
    best_score = 0
    people = _lists_people(table)
    for kind in KINDS:
        if kind in _NEEDED and not _has_needed(kind, table):
            continue
        columns = columns_as(kind, table)
        score = score_of(kind, columns, table)
        of_persons = score and kind not in ("roster", "tasks") and (people or _persons_head(table, columns))
        if score > best_score and not of_persons:
            best, best_score = columns, score
        if kind == "tasks" and lists_milestones_beside_counts(table, best, columns):
            best = columns
    if best.kind == "unrecognised" and cells_say_events(table) is not None:
        columns = columns_as("events", table)
        return columns if score_of("events", columns, table) else best
    return best


def _has_needed(kind: Kind, table: Table) -> bool:
    headed = any(field_of(kind, path) == _NEEDED[kind] for path in table.paths.values())
    if kind == "tasks":
        return headed or steps_column(table) is not None
    return headed or (kind == "events" and sections_say_events(table))


def _lists_people(table: Table) -> bool:
    """Each row is a person's: the names come first, and a birth date or an identity card with them."""
    named = [c for c, path in table.paths.items() if field_of("roster", path) == "person"]
    before = [c for c, path in table.paths.items() if field_of("progress", path) == "organisation"]
    first = bool(named) and not any(column < named[0] for column in before)
    return first and is_about_people(map(" ".join, table.paths.values()))


def _persons_head(table: Table, columns: Columns) -> bool:
    """What was taken for the column of organisations holds the names of persons."""
    column = next((c for c, name in columns.fields.items() if name == "organisation"), None)
    return column is not None and _names_persons(table, column)


def _names_persons(table: Table, column: int) -> bool:
    texts = [value for value in table.filled[column] if isinstance(value, str)]
    some = texts[:: 1 + len(texts) // _ENOUGH_TO_TELL]  # of a very long list not every name is asked
    return sum(map(_NAMES_PERSON.__getitem__, some)) * 2 > len(some)


_ENOUGH_TO_TELL = 1000


_NAMES_PERSON: Memo[str, bool] = Memo(names_person)


def columns_as(kind: Kind, table: Table) -> Columns:
    """The columns of a table as those of one kind."""
    columns = Columns(kind, rows=tuple(line.row for line in table.data))
    taken: dict[str, int] = {}
    names = _names(kind, table)
    pairs = {c: fields_of_pair(kind, table, c) for c in names} if kind in COUNTED else {}
    names |= {column: pair[0] for column, pair in pairs.items() if pair}
    for column, pair in pairs.items():
        if pair and pair[1] and pair[1] not in (*names.values(), *columns.seconds.values()):
            columns.seconds[column] = pair[1]
    for column, name in names.items():
        if name is None:
            columns.unknown.append(column)
            continue
        if name in taken and name not in SILENT_FIELDS:
            weaker = _weaker_claim(table, name, taken[name], column)
            if weaker is None:
                columns.clashes.append((taken[name], column, name))
                continue
            if _is_filled(table, weaker):
                columns.unknown.append(weaker)
            if weaker == column:
                continue
            del columns.fields[weaker]
        taken[name] = column
        columns.fields[column] = name
    return columns


def _weaker_claim(table: Table, name: str, first: int, second: int) -> int | None:
    """Which of two columns of one meaning has it not; None where both have it.

    That is the blank one below a heading merged over both, the one of figures, "Số nhân sự", beside the
    state of a milestone, or that of legal forms, "Loại hình DN", beside the types.
    """
    for column in (second, first):
        if not _is_filled(table, column) or (name in MARKED and _holds_figures(table, column)):
            return column
    if name == "organisation":
        named = organisations_by_name(table, (first, second))
        return None if named is None else first + second - named
    if name == "organisation_type":
        untyped = [column for column in (second, first) if not holds_types(table, column)]
        return untyped[0] if len(untyped) == 1 else None
    return None


def _names(kind: Kind, table: Table) -> dict[int, str | None]:
    """The field of each column, by its headings, its content and the columns beside it."""
    names: dict[int, str | None] = {}
    earlier = columns_of_earlier_terms(table) if kind == "progress" else set()
    for column, path in table.paths.items():
        if column != table.ordinal:
            names[column] = None if column in earlier else _name(kind, table, column, path)
    if kind in _OF_ORGANISATIONS:
        _find_organisations(names, table)
    for settle in _SETTLING.get(kind, ()):
        settle(names, table)
    return names


def _name(kind: Kind, table: Table, column: int, path: tuple[str, ...]) -> str | None:
    """The field of one column, by its headings and its content."""
    name = said_by_content(table, column, field_of(kind, path))
    if name is None and kind in _OF_ORGANISATIONS and says_types(table, column):
        name = "organisation_type"
    if name == "organisation" and _holds_no_names(table, column):
        name = field_of_figures(kind, path)
    if name == "members" and holds_days(table, column):
        name = None  # "Đại hội đảng viên" over the days of the congress
    if kind != "progress":
        return name
    name = state_of_wider(path) if name is None else name
    if name is not None and is_column_of_others(heading_key(" ".join(path))):
        name = "organisation" if name == "organisation" else None
    return of_subcells(name, table, column)


def _holds_no_names(table: Table, column: int) -> bool:
    """Below "Ngày ĐH / Đơn vị đăng ký" stand days, whatever its words name elsewhere."""
    if all(map(begins_with_kind, table.filled[column][:_FIRST])):
        return False
    return _holds_figures(table, column) or _holds_states(table, column) or holds_days(table, column)


_FIRST = 5
"""So many names at the top make a column of names; asking every one whether it is a day takes long."""


def _holds_figures(table: Table, column: int) -> bool:
    """Nothing but figures, in more cells than a slip explains."""
    values = table.filled[column]
    return len(values) > 1 and all(map(is_amount, values))


def _holds_states(table: Table, column: int) -> bool:
    """Answers to "Đơn vị đã rà soát quy hoạch chưa?": nothing but states."""
    values = table.filled[column]
    return bool(values) and all(isinstance(v, str) and status_of(fold(v)) is not None for v in values)


def _find_organisations(names: dict[int, str | None], table: Table) -> None:
    """The column of names, where the headings leave it open: by kind, abbreviation or its cells."""
    _set_persons_apart(names, table)
    names |= names_in_the_column_of_their_kind(names, table)
    if any(name == "organisation" or (name or "").startswith("organisation/") for name in names.values()):
        return
    names |= {column: "organisation" for column, name in names.items() if name == "short_name"}
    unknown = [column for column, name in names.items() if name is None]
    if "organisation" in names.values():
        return
    named = organisations_by_name(table, unknown)
    named = organisations_by_title(table, unknown) if named is None else named
    if named is not None:
        names[named] = "organisation"


def _set_persons_apart(names: dict[int, str | None], table: Table) -> None:
    """Beside the names of organisations, "Tên bí thư", "Đơn vị phụ trách" over persons' names are a note."""
    named = [column for column, name in names.items() if name == "organisation"]
    persons = [column for column in named if named[1:] and _names_persons(table, column)]
    if len(persons) < len(named):
        names.update(dict.fromkeys(persons, "note"))


def _settle_milestones(names: dict[int, str | None], table: Table) -> None:
    set_beside_same_period(names, table, "progress")
    without_forms(names, table)
    follow_questions(names, table)
    follow_blocks(names, table)
    leave_steps(names, table)
    documents_of_dossier(names, table)
    tell_marks_apart(names, table)
    tell_days_from_states(names, table)
    without_stray_decisions(names, table)
    follow_subject(names, table)
    set_cumulated_subcells(names, table)
    complete_counts(names, table)
    days_of_subcells(names, table)
    days_beside_counts(names, table)
    follow_title(names, table)
    tell_changed_plans(names, table)
    tell_states_of_congress(names, table)
    give_parts(names, table.paths)
    give_ends(names, table.paths)
    give_periods(names, table.paths)
    set_grouped(names, table)


def _join_ends(names: dict[int, str | None], table: Table) -> None:
    give_ends(names, table.paths)


def _tell_sums_apart(names: dict[int, str | None], table: Table) -> None:
    """TS beside ThS are doctors; of two totals the dates say which opens the period."""
    keys = {c: " ".join(map(heading_key, table.paths[c])) for c in names}
    bare = {c: tuple(map(fold, table.paths[c])) for c in names}
    names |= dict.fromkeys(doctors_beside_masters(bare), "education_doctorate")
    if not _compares_days(names, table):
        names |= opening_and_closing(names, keys)


def _compares_days(names: dict[int, str | None], table: Table) -> bool:
    """Two totals side by side below one heading, "31/12/2023" | "31/12/2024", open and close no period."""
    totals = [column for column, name in names.items() if name == "total"]
    groups = {table.paths[column][:-1] for column in totals}
    return len(totals) == 2 and totals[1] - totals[0] == 1 and len(groups) == 1 and groups != {()}


def _set_subcells_apart(names: dict[int, str | None], table: Table) -> None:
    """Beside a column of organisations, one headed "Chi bộ" alone names the sub-cells."""
    named = [c for c, name in names.items() if name == "organisation"]
    cells = [
        c for c in named if heading_key(table.paths[c][-1]) in ("chi bộ", "tên chi bộ", "chi bộ sinh hoạt")
    ]
    if len(cells) < len(named):
        names.update(dict.fromkeys(cells, "note"))


_SETTLING: dict[Kind, tuple[Callable[[dict[int, str | None], Table], None], ...]] = {
    "progress": (_settle_milestones,),
    "membership": (
        set_beside_same_period,
        set_counts_beside_rates,
        set_worded_counts,
        _tell_sums_apart,
        set_transfers_apart,
        leave_parts_of_opening,
        settle_ends_alone,
        set_cumulated,
        set_total_by_sums,
    ),
    "tasks": (set_steps, settle_statuses, _join_ends),
    "register": (set_counted_units,),
    "events": (without_days_of_decisions, event_by_cells),
    "roster": (set_status_by_cells, _set_subcells_apart),
}
"""What the columns beside it and the cells below tell of a column's meaning, kind by kind."""


def _is_filled(table: Table, column: int) -> bool:
    return bool(table.filled[column])
