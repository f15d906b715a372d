"""Two rows for each organisation, "KH" and "TH": what is planned and, below it, what was done."""

from __future__ import annotations

from analysis.cells import Value
from analysis.clean.form import Record
from analysis.recognise.columns import Columns
from analysis.recognise.part_columns import MARKED
from analysis.recognise.table import Table
from analysis.text import fold

_PLANS = frozenset(("kh", "kế hoạch", "dự kiến", "dk", "theo kế hoạch", "đăng kí"))
_DEEDS = frozenset(("th", "thực hiện", "thực tế", "kết quả", "đã thực hiện", "tt", "kq"))
_OF_PLAN = {"congress_held": "congress_planned", "subcells": "subcells_required"}
_OF_DEED = {"congress_planned": "congress_held", "subcells": "subcells_held"}
_FEWEST = 2
_MOST_WORDS = 6


def plans_beside_deeds(
    table: Table, columns: Columns, headings: dict[str, str], records: list[Record]
) -> list[Record]:
    """One record for both rows of an organisation; the headings gain those of the plans."""
    column = _column_of_kinds(table, columns)
    if column is None:
        return records
    kinds = {line.row: fold(str(line.cells[column])) for line in table.data if column in line.cells}
    columns.unknown.remove(column)
    joined: list[Record] = []
    plan: Record | None = None
    for record in records:
        if kinds.get(record.row) in _PLANS:
            joined += [plan] if plan else []
            plan = _renamed(record, _OF_PLAN, "/planned")
        elif plan is not None and plan.said.get("organisation") == record.said.get("organisation"):
            joined.append(_joined(plan, _renamed(record, _OF_DEED, "")))
            plan = None
        else:
            joined += [*([plan] if plan else []), record]
            plan = None
    joined += [plan] if plan else []
    for name in dict.fromkeys(name for record in joined for name in record.said):
        headings.setdefault(
            name, headings.get(name.split("/")[0], headings.get(_COMES_FROM.get(name, ""), name))
        )
    return joined


_COMES_FROM = {new: old for names in (_OF_PLAN, _OF_DEED) for old, new in names.items()}


def _column_of_kinds(table: Table, columns: Columns) -> int | None:
    """The column that says by turns which of both a row tells."""
    for column in columns.unknown:
        if len(set(table.filled[column])) > _MOST_WORDS:
            continue
        said = [fold(str(value)) for value in table.filled[column]]
        plans, deeds = (sum(word in words for word in said) for words in (_PLANS, _DEEDS))
        if min(plans, deeds) >= _FEWEST and plans + deeds == len(said) == len(table.data):
            return column
    return None


def _renamed(record: Record, names: dict[str, str], suffix: str) -> Record:
    """The record with its fields named as those of plans or of deeds, each at its full address."""

    def new(name: str) -> str:
        return names.get(name, f"{name}{suffix}" if name in MARKED else name)

    said: dict[str, Value] = {new(name): value for name, value in record.said.items()}
    places = {new(name): record.cell(name) for name in record.places}
    unused = tuple(place + record.line for place in record.unused)
    return record._replace(said=said, places=places, line="", unused=unused)


def _joined(plan: Record, deed: Record) -> Record:
    """Both in one, the deed's own cells first; what is said in both is that of the deed."""
    return deed._replace(
        said={**plan.said, **deed.said},
        places={**plan.places, **deed.places},
        unused=(*plan.unused, *deed.unused),
    )
