"""`python -m benchmarks.mess`: is what an office sends read right, and is nothing wrong or lost in silence?

Invented offices write workbooks with one kind of mess, or several; the truth of every cell is known. A value is
*silently wrong* where a table differs from the truth and no finding names the cell, its row or its column;
*lost* where no table has it and no finding says so.
"""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import clean_folder, load_plan
from analysis.pipeline.faults import Fault
from benchmarks.mess_files import OLD_TONES, write_books
from benchmarks.mess_findings import Findings, Source, address
from benchmarks.mess_kinds import KINDS, books_of, mixture
from benchmarks.mess_workbooks import Expected, Mess, Sheet
from benchmarks.mess_world import invent_office

PLAN = Path(__file__).parents[1] / "plan.toml"
HEADING = ("kind of mess", "workbooks", "values", "read right", "silently wrong", "lost", "to refuse", "refused",
           "false findings")  # fmt: skip
_NEW_TONES = {old: new for new, old in OLD_TONES.items()}
_OLD_TONE = re.compile(rf"(?:{'|'.join(_NEW_TONES)})(?!\w)")


@dataclass(slots=True)
class Tally:
    """Counts over the workbooks of one kind of mess."""

    workbooks: int = 0
    values: int = 0
    right: int = 0
    wrong: int = 0
    lost: int = 0
    to_refuse: int = 0
    refused: int = 0
    false_findings: int = 0
    account: int = 0
    """Sheets whose cells do not add up."""
    faults: list[str] = field(default_factory=list)

    def row(self, kind: str) -> str:
        """One line of the table."""
        share = f"{100 * self.right / self.values:.1f} %" if self.values else "–"
        cells = (kind, self.workbooks, self.values, share, self.wrong, self.lost, self.to_refuse, self.refused,
                 self.false_findings)  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


def plain(value: Any) -> Any:
    """A value for comparison: text without case, dates as dates, missing as None."""
    if not isinstance(value, str) and pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).casefold()
        return _OLD_TONE.sub(lambda found: _NEW_TONES[found[0]], text)
    return value


def _keyed(tables: dict[str, pd.DataFrame]) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    keys = {
        "organisations": ("organisation",),
        "progress": ("as_of", "organisation", "milestone"),
        "membership": ("as_of", "organisation", "measure"),
    }
    return {
        name: {
            (name, *(plain(row[k]) for k in key)): {str(k): plain(v) for k, v in row.items()}
            for row in tables[name].to_dict("records")
        }
        for name, key in keys.items()
    }


def judge(mess: Mess, seed: int, tally: Tally) -> None:
    """One office with this mess, added to the tally."""
    rng = random.Random(f"{seed} {sorted(mess)}")
    office = invent_office(rng)
    books = books_of(office, mess, rng)
    with tempfile.TemporaryDirectory() as name:
        placed = write_books(books, Path(name), rng)
        tally.workbooks += len(books)
        try:
            tables = clean_folder(Path(name), load_plan(PLAN))
        except Fault as fault:
            tally.faults.append(f"{seed} {sorted(mess)}: {fault}")
            tally.values += sum(len(sheet.expected) for sheet in placed.values())
            return
    _judge_values(placed, tables, tally, f"{seed} {sorted(mess)}")
    _judge_account(placed, tables["sources"], tally)


def _judge_values(
    placed: dict[Source, Sheet], tables: dict[str, pd.DataFrame], tally: Tally, where: str
) -> None:
    findings = Findings(tables["findings"])
    read = _keyed(tables)
    by_key: dict[tuple[Any, ...], list[tuple[Source, Expected]]] = defaultdict(list)
    for source, sheet in placed.items():
        for expected in sheet.expected:
            by_key[tuple(plain(part) for part in expected.key)].append((source, expected))
    for key, all_expected in by_key.items():
        row = read[key[0]].get(key)
        refused = any(e.fields is None for _, e in all_expected)
        named = any(findings.names(source, e) for source, e in all_expected)
        for source, expected in all_expected:
            told = findings.names(source, expected) or named
            place = (
                f"[{expected.heading!r}, {expected.raw!r}] {where}: {source} {address(expected.cell)} {key}"
            )
            _judge_one(expected, row, told, refused, tally, place)
    for table, rows in read.items():
        for key, row in rows.items():
            source = (row["source_file"], row["source_sheet"])
            if key not in by_key and table != "organisations" and key[-1] != "results_approved":
                tally.wrong += 1
                tally.faults.append(f"{where}: invented {key} from {row['source_file']} {row['source_cell']}")
    _judge_findings(placed, findings, tally, where)


def _judge_one(
    expected: Expected, row: dict[str, Any] | None, told: bool, refused: bool, tally: Tally, where: str
) -> None:
    if expected.fields is None:
        tally.to_refuse += 1
        tally.refused += told
        if not told:
            tally.lost += row is None
            tally.wrong += row is not None
            tally.faults.append(f"not refused {where}: read {row}")
        return
    if refused and row is None:
        return  # a cell beside it is refused, and without it the row can't stand
    tally.values += 1
    wanted = {name: plain(value) for name, value in expected.fields.items()}
    got = {name: row.get(name) for name in wanted} if row is not None else None
    if got == wanted:
        tally.right += 1
    elif told:
        tally.faults.append(f"refused though readable {where}: {wanted} read {got}")
    elif got is None:
        tally.lost += 1
        tally.faults.append(f"lost {where}: {wanted}")
    else:
        tally.wrong += 1
        tally.faults.append(f"silently wrong {where}: {wanted} read {got}")


def _judge_findings(placed: dict[Source, Sheet], findings: Findings, tally: Tally, where: str) -> None:
    """Errors and warnings where nothing is the matter."""
    due = {(*source, address(cell)) for source, sheet in placed.items() for cell in sheet.due}
    for found in findings.rows:
        place = (found.source_file, found.source_sheet, found.source_cell)
        if found.severity == "info" or place in due or _is_fair(found, where):
            continue
        tally.false_findings += 1
        tally.faults.append(f"false finding {where}: {found.message_en}")


def _is_fair(found: Any, where: str) -> bool:
    if found.rule == "organisation_missing":
        return any(
            word in where
            for word in ("missing", "unknown names", "near names", "one file", "label and value")
        )
    if found.rule == "before_prerequisite":
        return "conflict" in where
    return bool(found.rule == "sheet_unrecognised" and found.source_sheet == "Bìa")


def _judge_account(placed: dict[Source, Sheet], sources: pd.DataFrame, tally: Tally) -> None:
    parts = [column for column in sources.columns if str(column).startswith("cells_")]
    rows = {(row.source_file, row.source_sheet): row for row in sources.itertuples(index=False)}
    for source, sheet in placed.items():
        row = rows.get(source)
        filled = sum(str(value).strip() != "" for value in sheet.cells.values())
        if row is None or row.cells != filled or sum(getattr(row, part) for part in parts) != row.cells:
            tally.account += 1
            tally.faults.append(f"account {source}: {filled} cells, told {row}")


def judge_kinds(seeds: Iterable[int], kinds: Iterable[str] = KINDS) -> dict[str, Tally]:
    """A tally per kind of mess alone, one of random mixtures, and one of all."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    seeds = list(seeds)
    for kind in kinds:
        for seed in seeds:
            judge(frozenset() if kind == "wording" else frozenset((kind,)), seed, tallies[kind])
    return dict(tallies)


def judge_mixtures(seeds: Iterable[int]) -> Tally:
    """Offices with several kinds of mess at once."""
    tally = Tally()
    for seed in seeds:
        judge(mixture(random.Random(seed)), seed, tally)
    return tally


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="offices per kind; ten times as many mixtures")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--kind", action="append", help="only these kinds")
    parser.add_argument("--faults", type=int, default=0, help="print up to so many faults per kind")
    arguments = parser.parse_args()
    start = time.perf_counter()
    seeds = range(arguments.seed, arguments.seed + arguments.seeds)
    kinds = arguments.kind or KINDS
    tallies = judge_kinds(seeds, [kind for kind in kinds if kind in KINDS])
    if not arguments.kind or "mixtures" in kinds:
        tallies["several at once"] = judge_mixtures(
            range(arguments.seed, arguments.seed + 10 * arguments.seeds)
        )
    print(f"| {' | '.join(HEADING)} |\n{'|---' * len(HEADING)}|")
    for kind, tally in tallies.items():
        print(tally.row(kind))
    print(all_of(tallies.values()).row("all"))
    for tally in tallies.values():
        for fault in tally.faults[: arguments.faults]:
            print(fault)
    print(f"\n{time.perf_counter() - start:.0f} s")


def all_of(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    whole = Tally()
    for tally in tallies:
        for one in fields(Tally):
            setattr(whole, one.name, getattr(whole, one.name) + getattr(tally, one.name))
    return whole


if __name__ == "__main__":
    main()
