"""How well a kind of table explains the headings: what it must have, and how much of them it understands."""

from __future__ import annotations

from collections import Counter

from analysis.recognise.columns import MILESTONE_FIELDS, SILENT_FIELDS, Columns
from analysis.recognise.event_columns import sections_say_events
from analysis.recognise.fields import Kind
from analysis.recognise.grouped_milestones import GROUPED
from analysis.recognise.long_lists import is_list_of_steps, repeats_milestones
from analysis.recognise.table import Table
from analysis.recognise.title_says import is_register_title, lists_subcells

_OF_MEMBERS = ("admitted_date", "full_date", "probationary", "member_status")


def score_of(kind: Kind, columns: Columns, table: Table) -> int:
    """0: not of this kind; otherwise the number of columns explained, the telling ones twice."""
    fields = Counter(name.split("/")[0] for name in (*columns.fields.values(), *columns.seconds.values()))
    has = fields.__contains__
    if kind == "progress":
        telling = sum(has(name) for name in MILESTONE_FIELDS if name != "subcells_required")
        telling += 2 * fields[GROUPED.rstrip("/")]
        named = has("organisation") or (telling >= 3 and len(columns.rows) == 1)
        return 2 * telling + len(fields) if telling >= 1 and named else 0
    if kind == "membership":
        measures = [
            name for name in fields if name not in ("organisation", "organisation_type", *SILENT_FIELDS)
        ]
        named = has("organisation") or len(columns.rows) == 1
        fewest = (1 if has("admitted") else 2) if has("organisation") else 4
        return 2 * len(measures) + 1 if named and len(measures) >= fewest else 0
    if kind == "register" and lists_subcells(text for _, _, text in table.titles):
        return 0
    if kind == "register":
        telling = sum(
            has(name) for name in ("organisation_kind", "organisation_type", "subcells", "pilot", "members")
        )
        titled = is_register_title(text for _, _, text in table.titles)
        telling += titled and telling < 2 and any(line.groups for line in table.data)  # sections are types
        enough = telling >= 2 or (titled and telling)
        return (
            telling + len(fields) + 3 * (titled and has("subcells")) if has("organisation") and enough else 0
        )
    if kind == "tasks":
        telling = sum(has(name) for name in ("owner", "due", "status", "status_done", "done", "share"))
        enough = telling >= 2 or (telling and is_list_of_steps(table, columns))
        return telling + len(fields) + 2 if has("task") and enough else 0
    if kind == "roster":
        of_members = any(map(has, _OF_MEMBERS))  # any other list of people is none of ours
        born = has("birth_date") or has("birth_men") or has("birth_women")
        return 3 * len(fields) if has("person") and of_members and (born or has("full_date")) else 0
    happened = [column for column, name in columns.fields.items() if name == "event"]
    if any(repeats_milestones(table, column) for column in happened):
        return 0  # "Nội dung" is what was prepared, not what became of an organisation
    told = has("organisation") and (happened or sections_say_events(table))
    return 2 * len(fields) + 2 if told and (has("event_date") or has("decision")) else 0
