"""What a person should know about the incoming files: one finding per thing, with its cell.

error: a value was refused; warning: it was corrected or is doubtful; info: worth knowing.
The sentences stand in `wording/findings.toml` under the rule's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.personal import LEFT_OUT, without_persons
from analysis.wording import Language, say

Severity = Literal["error", "warning", "info"]

SEVERITY: dict[str, Severity] = {
    "file_empty": "error",
    "file_damaged": "error",
    "file_encrypted": "error",
    "file_foreign": "error",
    "file_archive": "error",
    "file_too_large": "error",
    "file_bomb": "error",
    "file_hostile": "error",
    "file_ambiguous": "error",
    "file_unsupported": "error",
    "file_takes_memory": "error",
    "file_takes_too_long": "error",
    "file_crashes_reader": "error",
    "file_unreadable": "error",
    "file_twice": "info",
    "stray_cells": "warning",
    "sheet_unrecognised": "warning",
    "summary_unused": "info",
    "day_left_open": "info",
    "table_unrecognised": "warning",
    "text_outside": "info",
    "hidden_sheet": "info",
    "hidden_rows": "info",
    "hidden_columns": "info",
    "no_as_of": "error",
    "as_of_stale": "error",
    "as_of_signed": "warning",
    "codes_read": "info",
    "as_of_of_folder": "warning",
    "register_superseded": "warning",
    "heading_twice": "error",
    "heading_unknown": "warning",
    "heading_noted": "warning",
    "heading_counts_others": "error",
    "table_of_rates": "warning",
    "heading_unused": "info",
    "form_unanswered": "error",
    "answers_several": "error",
    "example_left": "error",
    "name_missing": "error",
    "name_unknown": "error",
    "name_ambiguous": "error",
    "organisation_twice": "error",
    "organisation_repeated": "info",
    "organisation_missing": "warning",
    "organisation_ended": "warning",
    "not_reported": "warning",
    "type_unknown": "error",
    "type_from_report": "info",
    "type_left_over": "info",
    "type_differs": "warning",
    "kind_unknown": "error",
    "kind_from_subcells": "info",
    "note_says_held": "error",
    "note_says_moved": "error",
    "footnote_changes": "error",
    "period_not_over": "error",
    "another_congress": "warning",
    "of_another_office": "warning",
    "another_letterhead": "warning",
    "status_unreadable": "error",
    "marked_twice": "error",
    "done_before_its_day": "error",
    "open_after_its_day": "error",
    "date_unreadable": "error",
    "date_impossible": "error",
    "date_swapped": "error",
    "date_far": "error",
    "cell_error": "error",
    "formula_uncomputed": "error",
    "date_year_assumed": "info",
    "date_after_as_of": "warning",
    "count_unreadable": "error",
    "count_is_date": "error",
    "more_held_than_required": "error",
    "more_left_than_required": "error",
    "subcells_of_a_cell": "error",
    "subcells_differ": "warning",
    "column_of_subcells": "error",
    "rows_of_subcells": "info",
    "register_from_report": "info",
    "marked_by_colour": "error",
    "comment_disputes": "error",
    "struck_out": "error",
    "row_struck": "error",
    "struck_in_part": "info",
    "cell_commented": "info",
    "before_prerequisite": "warning",
    "reports_conflict": "error",
    "reported_twice": "info",
    "report_replaced": "warning",
    "submission_replaced": "warning",
    "corrected": "info",
    "gone_back": "warning",
    "date_moved": "warning",
    "membership_jumps": "warning",
    "printed_rate_differs": "warning",
    "printed_total_differs": "warning",
    "total_broken": "warning",
    "parts_exceed_whole": "warning",
    "parts_differ_from_total": "warning",
    "subcells_do_not_add_up": "error",
    "ages_differ_from_total": "warning",
    "movement_differs": "warning",
    "name_is_person": "error",
    "person_left_out": "warning",
    "not_all_members": "error",
    "roster_left_open": "error",
    "section_of_others": "warning",
    "person_missing": "error",
    "person_twice": "warning",
    "personal_date_unreadable": "error",
    "personal_date_swapped": "error",
    "personal_status_unreadable": "error",
    "personal_left_open": "error",
    "official_after_as_of": "warning",
    "admitted_after_as_of": "error",
    "event_unknown": "error",
    "event_intended": "warning",
    "event_undated": "error",
    "event_twice": "info",
    "successor_unknown": "warning",
    "organisation_begins": "info",
    "reported_while_away": "warning",
    "members_not_conserved": "warning",
}
"""Every rule with its severity; a rule that is not here has no sentence and can't be used."""

COLUMNS = (
    "severity",
    "rule",
    "organisation",
    "raw_value",
    "used_value",
    "message",
    "message_en",
    "source_file",
    "source_sheet",
    "source_cell",
)


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where something was read: file (relative to the raw folder), sheet and cell (A1)."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        sheet = f", '{self.sheet}'" if self.sheet else ""
        cell = f", {self.cell}" if self.cell else ""
        return f"{self.file}{sheet}{cell}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table `findings`."""

    rule: str
    origin: Origin
    organisation: str = ""
    raw_value: str = ""
    used_value: str = ""
    message: str = ""
    message_en: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is, by its rule."""
        return SEVERITY[self.rule]

    def sentence(self, language: Language) -> str:
        """What was found and what to do, without the place: for one who is looking at the cell."""
        message = self.message if language == "vi" else self.message_en
        return message.removeprefix(f"{self.origin}: ")


def finding(
    rule: str,
    origin: Origin,
    *,
    organisation: str = "",
    raw: object = "",
    used: object = "",
    **values: object,
) -> Finding:
    """A finding with its sentence in both languages: where, what was found, what to do.

    What a cell says of a person is left out of it.
    """
    quoted = "" if raw is None else without_persons(str(raw))  # None: a blank cell
    organisation = without_persons(str(organisation or ""))
    told = {"raw": quoted, "used": used, "organisation": organisation, **values}
    return Finding(
        rule,
        origin,
        organisation,
        "" if quoted == LEFT_OUT else quoted,
        str(used),
        f"{origin}: {say(f'findings.{rule}', 'vi', **told)}",
        f"{origin}: {say(f'findings.{rule}', 'en', **told)}",
    )


def findings_frame(found: Iterable[Finding]) -> pd.DataFrame:
    """The findings as the table of the contract: errors first, then by file, sheet and place."""
    order = {"error": 0, "warning": 1, "info": 2}
    rows = [
        (
            f.severity,
            f.rule,
            f.organisation,
            f.raw_value,
            f.used_value,
            f.message,
            f.message_en,
            f.origin.file,
            f.origin.sheet,
            f.origin.cell,
        )
        for f in sorted(
            set(found), key=lambda f: (order[f.severity], f.origin, f.rule, f.message, f.raw_value)
        )
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def findings_by_rule(findings: pd.DataFrame, language: Language = "vi") -> pd.DataFrame:
    """The findings grouped, so that eighty identical faults are one line.

    Columns: severity, rule, count, example (the first finding's sentence); errors first.

    >>> cells = [Origin("a.xlsx", "S", cell) for cell in ("B5", "B6")]
    >>> faults = [finding("cell_error", cell, raw="#N/A", field="Nữ") for cell in cells]
    >>> findings_by_rule(findings_frame(faults))[["severity", "rule", "count"]].values.tolist()
    [['error', 'cell_error', 2]]
    """
    sentence = "message" if language == "vi" else "message_en"
    grouped = findings.groupby(["severity", "rule"], sort=False)[sentence]
    table = grouped.agg(count="size", example="first").reset_index()
    table["count"] = table["count"].astype("Int64")
    order = {"error": 0, "warning": 1, "info": 2}
    table["_rank"] = table["severity"].map(order)
    return (
        table.sort_values(["_rank", "count"], ascending=[True, False], kind="stable")
        .drop(columns="_rank")
        .reset_index(drop=True)
    )
