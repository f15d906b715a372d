"""`python -m benchmarks.roles`: does the general reader tell the roles of cells apart?

It reads the tables that were labelled by hand (tests/recognise/tables) twice, as a workbook gives
them and as a CSV file does (nothing merged, every value text), and compares cell by cell. `--wrong`
prints the rows that were read otherwise, `--speed` the time a sheet takes.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.recognise.labelled import LabelledTable, labelled_tables

from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import ROLES

Pairs = Counter[tuple[str, str]]
"""How often a role (as labelled, as read) came."""


def pairs_of(table: LabelledTable) -> Pairs:
    """Every cell of one table with both roles."""
    read = recognise_sheet(table.sheet).roles
    return Counter((role, read[place][0]) for place, role in table.roles.items())


def score(pairs: Pairs, role: str) -> float | None:
    """F1 of one role; None where it does not come."""
    right = pairs[role, role]
    labelled = sum(n for (wanted, _), n in pairs.items() if wanted == role)
    read = sum(n for (_, found), n in pairs.items() if found == role)
    return 2 * right / (labelled + read) if labelled + read else None


def rows_of(tables: Iterable[LabelledTable]) -> list[list[str]]:
    """One row per family and one for all: tables, cells, share right, F1 per role, mean of the roles."""
    families: dict[str, list[Pairs]] = defaultdict(list)
    for table in tables:
        families[table.family].append(pairs_of(table))
    families["all"] = [pairs for family in families.values() for pairs in family]
    rows = []
    for family, each in families.items():
        pairs: Pairs = sum(each, Counter())
        right = sum(n for (wanted, found), n in pairs.items() if wanted == found)
        scores = [score(pairs, role) for role in ROLES]
        known = [value for value in scores if value is not None]
        values = [right / pairs.total(), *scores, sum(known) / len(known)]
        shown = ["" if value is None else f"{value:.3f}" for value in values]
        rows.append([family, str(len(each)), str(pairs.total()), *shown])
    return rows


def show(title: str, tables: list[LabelledTable]) -> None:
    """The scores as a Markdown table."""
    heading = ["family", "tables", "cells", "right", *ROLES, "mean F1"]
    print(f"\n{title}\n\n| {' | '.join(heading)} |\n|{'---|' * len(heading)}")
    for row in rows_of(tables):
        print(f"| {' | '.join(row)} |")


def show_wrong(title: str, tables: list[LabelledTable]) -> None:
    """Every row of which a cell was read otherwise."""
    for table in tables:
        read = recognise_sheet(table.sheet).roles
        rows = sorted({r for (r, c), role in table.roles.items() if read[r, c][0] != role})
        for r in rows:
            cells = [(c, v) for c, v in enumerate(table.sheet.rows[r]) if v is not None]
            wanted = "".join(table.roles[r, c][:2] for c, _ in cells[:1])
            found = ",".join(dict.fromkeys(read[r, c][0] for c, _ in cells))
            print(f"{title} | {table.family}: {table.name} | {r + 1} | {wanted} | {found} | ", end="")
            print("; ".join(str(v)[:30] for _, v in cells))


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    tables = list(labelled_tables())
    kinds = {"As a workbook": tables, "As a CSV file": [table.as_text() for table in tables]}
    for title, each in kinds.items():
        (show_wrong if options.wrong else show)(title, each)
    if options.speed:
        began = time.perf_counter()
        for _ in range(20):
            for table in tables:
                recognise_sheet(table.sheet)
        each_ms = (time.perf_counter() - began) / 20 / len(tables) * 1000
        print(f"\n{each_ms:.2f} ms a sheet")


if __name__ == "__main__":
    main()
