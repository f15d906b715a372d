"""The register and the statistics that an office draws up, and their rows in sections."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmarks import mess_words as words
from benchmarks.mess_clerk import Clerk
from benchmarks.mess_values import Written
from benchmarks.mess_workbooks import Column, Key, Table, Writer
from benchmarks.mess_world import Organisation


def done_count(column: Sequence[Written]) -> Any:
    """What a total of a milestone prints: how many are done."""
    return sum(1 for written in column if written.fields and written.fields.get("status") == "done")


def sum_of(field: str) -> Any:
    """What a total of counts prints."""

    def total(column: Sequence[Written]) -> int:
        return sum(written.fields.get(field) or 0 for written in column if written.fields)

    return total


class Memo:
    """The same cell in every report of one day says the same."""

    def __init__(self, write: Writer, clerk: Clerk) -> None:
        self.write, self.clerk = write, clerk
        self.written: dict[str, Written] = {}

    def __call__(self, organisation: Organisation) -> Written:
        """What is written for an organisation, the first time and ever after."""
        if organisation.name not in self.written:
            self.written[organisation.name] = self.clerk.soil(self.write(organisation))
        return self.written[organisation.name]


_GROUPS = (
    ("", ("total",)), ("part", ("full", "probationary", "women", "ethnic_minority", "religious", "exempt")),
    ("age", tuple(f"age_{low}_{high}" for low, high in (("", 30), (31, 40), (41, 50), (51, 60), (61, "")))),
    ("", ("opening",)), ("gained", ("admitted", "transferred_in", "restored")),
    ("lost", ("died", "expelled", "removed", "transferred_out")), ("", ("closing",)),
    ("education", ("education_university", "education_college")), ("theory", ("theory_advanced", "theory_intermediate")),
)  # fmt: skip


def membership_columns(clerk: Clerk, as_of: date, *, flat: bool = False) -> list[Column]:
    """The columns of membership statistics."""
    rng = clerk.rng
    columns: list[Column] = []
    ages = dict(zip(_GROUPS[2][1], rng.choice(words.AGE_HEADINGS), strict=True))
    wanted = {"total", "part"} | {g for g, _ in _GROUPS if g and rng.random() < 0.5}
    moves = not flat and "gained" in wanted and "lost" in wanted
    for group, measures in _GROUPS:
        if group and (group not in wanted or (flat and group != "part")):
            continue
        if (group in ("gained", "lost") and not moves) or (
            measures[0] in ("opening", "closing") and not moves
        ):
            continue
        parent = (
            (rng.choice(words.PARENTS[group]),)
            if group and not flat and (group != "part" or rng.random() < 0.6)
            else ()
        )
        for measure in measures:
            if group == "part" and rng.random() < 0.15 and measure not in ("full", "probationary"):
                continue
            heading = ages.get(measure) or rng.choice(words.MEASURES[measure])

            def write(organisation: Organisation, m: str = measure) -> Written:
                if rng.random() < 0.1 and organisation.members[m] == 0:
                    return Written("")
                return clerk.write_count(organisation.members[m])

            def key(organisation: Organisation, m: str = measure) -> Key:
                return ("membership", as_of, organisation.name, m)

            columns.append(Column((*parent, heading), Memo(write, clerk), "membership", key, sum_of("count")))
    return columns


def register_columns(clerk: Clerk, *, sections: bool) -> list[Column]:
    """The columns of the register; the type stands in sections or in a column."""
    rng = clerk.rng
    columns: list[Column] = []

    def key(organisation: Organisation) -> Key:
        return ("organisations", organisation.name)

    def add(heading: str, write: Writer, total: Any = None) -> None:
        columns.append(Column((heading,), write, "organisations", key, total))

    types = {name: rng.choice(spellings) for name, spellings in words.TYPE_WORDS.items()}
    if not sections:
        add(rng.choice(words.TYPE_HEADINGS), lambda o: Written(types[o.type], {"organisation_type": o.type}))
    if rng.random() < 0.4:
        kinds = {name: rng.choice(spellings) for name, spellings in words.KINDS.items()}
        add(rng.choice(words.KIND_HEADINGS), lambda o: Written(kinds[o.kind], {"organisation_kind": o.kind}))
    add(
        rng.choice(words.SUBCELLS),
        lambda o: Written(o.subcells or "", {"subcells": o.subcells or None}),
        sum_of("subcells"),
    )
    add(
        rng.choice(words.MEMBERS),
        lambda o: Written(o.members["total"], {"members": o.members["total"]}),
        sum_of("members"),
    )
    if rng.random() < 0.5:
        add(rng.choice(words.PILOT), lambda o: Written("x" if o.pilot else "", {"pilot": o.pilot}))
    return columns


def table_of(
    clerk: Clerk,
    columns: list[Column],
    organisations: Sequence[Organisation],
    *,
    sections: bool,
    name: Writer,
) -> Table:
    """The columns with rows in sections by type, or all in one."""
    rng = clerk.rng
    total_labels = (rng.choice(words.TOTALS), rng.choice(words.SUBTOTALS[:2]).format("I"))
    if not sections:
        return Table(columns, clerk.names, clerk.ordinal, name, [([], list(organisations))], total_labels)
    groups: list[tuple[list[str], list[Organisation]]] = []
    for i, (type_id, labels) in enumerate(words.SECTIONS.items()):
        rows = [organisation for organisation in organisations if organisation.type == type_id]
        label = rng.choice(labels)
        if rows and "two-level sections" in clerk.mess and len(rows) > 3:
            outer, half = f"{'ABC'[i]}|{label}", len(rows) // 2
            groups.append(
                ([outer, f"I|{rng.choice(('Khu vực thành phố', 'Cụm thi đua số 1'))}"], rows[:half])
            )
            groups.append(
                ([outer, f"II|{rng.choice(('Khu vực các huyện', 'Cụm thi đua số 2'))}"], rows[half:])
            )
        elif rows:
            marks = "ABC" if "two-level sections" in clerk.mess else ("I", "II", "III")
            groups.append(([f"{marks[i]}|{label}"], rows))
    return Table(columns, clerk.names, clerk.ordinal, name, groups, total_labels)
