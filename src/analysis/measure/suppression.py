"""What has to stay hidden when membership is published below the level of the bloc.

The reader whom we hide from knows every figure that is shown, the bloc's own figure for every measure,
that parts add up to their whole, that counts are whole and not negative, and this very rule. He must not
be able to tell a hidden count of 1 to 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.measure.given import require_columns
from analysis.measure.guarding import SMALLEST_SHOWN, Marks, Numbers, Table, guarded

SENSITIVE = ("women", "men", "ethnic_minority", "religious", "probationary", "exempt", "age_*")
"""Measures, or patterns of measures, whose small counts are hidden."""
SUMS = (("full", "probationary"), ("women", "men"), ("age_*",))
"""Measures that add up to the total of their group. No form counts men: total less women gives them."""
BLOC = "all"
"""The group that means everybody: its figures are the bloc's own and never hidden."""


def suppressed(
    frame: pd.DataFrame,
    *,
    by: str = "organisation_type",
    within: str | None = None,
    show_small_counts: bool = False,
) -> pd.DataFrame:
    """The same table fit for publishing below the level of the bloc.

    Counts of 1 to 4 of the sensitive measures are emptied, with their shares, and then further counts,
    the smallest first, until for every hidden count at least four values are possible, one of them
    outside 1 to 4, and at least two even for a reader who takes it that no nought is ever hidden. Where
    what stays leaves less room than that (two such members in the whole bloc), a count gets all the room
    there is. Noughts stay unless they are needed. The bloc's own figures (group "all") always stay.

    `within` names a column of coarser groups (the types of the organisations) whose own table is
    published too: then neither gives away the other. Without it every table is taken by itself.
    `show_small_counts` hides nothing: for the office's own eyes.
    Adds the column hidden. Raises MeasureError where a column is missing.

    >>> counts = pd.DataFrame({
    ...     "organisation_type": ["administrative", "enterprise"], "measure": "women", "count": [40, 3],
    ... })
    >>> suppressed(counts)["count"].isna().tolist()
    [True, True]
    >>> suppressed(counts.assign(count=[40, 5]))["count"].tolist()
    [40, 5]
    """
    require_columns(frame, (by, "measure", "count", *([within] if within else [])), "frame")
    shown = frame.copy()
    hidden = np.zeros(len(frame), dtype=bool)
    if not show_small_counts:
        below = ((frame[by] != BLOC) & frame["count"].notna()).to_numpy()
        hidden[below] = _hidden_rows(frame[below], by, within)
    shown["hidden"] = hidden
    shown["count"] = shown["count"].astype("Int64").mask(hidden)
    if "share" in shown:
        shown["share"] = shown["share"].mask(hidden)
    return shown


def _hidden_rows(frame: pd.DataFrame, by: str, within: str | None) -> Marks:
    rows = pd.DataFrame(
        {
            "group": frame[by].astype(str),
            "parent": BLOC if within is None else frame[within].astype(str),
            "measure": frame["measure"].astype(str),
            "count": frame["count"].astype("int64"),
            "level": "fine",
        }
    ).reset_index(drop=True)
    fine = _with_men(rows)
    if within is None:
        return _hidden_counts(fine, _small(fine))[: len(rows)]
    sums = rows.groupby(["parent", "measure"], sort=False)["count"].sum().reset_index()
    coarse = _with_men(sums.rename(columns={"parent": "group"}).assign(parent=BLOC, level="coarse"))
    apart = _hidden_counts(coarse, _small(coarse))
    both = pd.concat([fine, coarse], ignore_index=True)
    hidden = _hidden_counts(both, np.concatenate([_small(fine), apart]), may_hide_coarse=False)
    return hidden[: len(rows)]


def _with_men(rows: pd.DataFrame) -> pd.DataFrame:
    """The table with the men whom a number of women gives away; no women at all is a nought, and shown."""
    if (rows["measure"] == "men").any():
        return rows
    totals = rows[rows["measure"] == "total"].set_index("group")["count"]
    women = rows[(rows["measure"] == "women") & (rows["count"] > 0)]
    wholes = totals.reindex(women["group"]).to_numpy(dtype=float)
    men = women.assign(measure="men", count=wholes - women["count"])
    men = men[men["count"] >= 0].astype({"count": "int64"})
    return pd.concat([rows, men], ignore_index=True)


def _small(rows: pd.DataFrame) -> Marks:
    small = _is_any(rows["measure"], SENSITIVE) & rows["count"].between(1, SMALLEST_SHOWN - 1)
    return small.to_numpy(copy=True)


def _is_any(measures: pd.Series, patterns: Sequence[str]) -> pd.Series:
    known = {name: any(fnmatch(name, pattern) for pattern in patterns) for name in measures.unique()}
    return measures.map(known).astype(bool)


def _hidden_counts(rows: pd.DataFrame, hidden: Marks, *, may_hide_coarse: bool = True) -> Marks:
    """What to hide so that what is hidden can't be told; counts that share no sum are looked at apart."""
    parts = [name for names in SUMS for name in names]
    free = _is_any(rows["measure"], [*SENSITIVE, *parts]).to_numpy()
    if not may_hide_coarse:
        free = free & ((rows["level"] == "fine").to_numpy() | hidden)
    counts, most, usual = rows["count"].to_numpy(), _most(rows), _usual(rows)
    lines = _lines(rows, free)
    _, component = connected_components(lines.T @ lines, directed=False)
    for number in np.unique(component[hidden]):
        cells = np.flatnonzero((component == number) & free)
        table = lines[:, cells]
        table = table[np.flatnonzero(np.diff(table.indptr))]
        hidden[cells] = guarded(Table(counts[cells], most[cells], usual[cells], table), hidden[cells])
    return hidden


def _most(rows: pd.DataFrame) -> Numbers:
    """No part is more than the total of its group, where the sheets themselves keep to that."""
    whole = _wholes(rows)
    return np.asarray(np.where(rows["count"].to_numpy() <= whole, whole, np.inf), dtype=float)


def _wholes(rows: pd.DataFrame) -> Numbers:
    totals = rows[rows["measure"] == "total"].set_index(["level", "group"])["count"]
    return totals.reindex(pd.MultiIndex.from_frame(rows[["level", "group"]])).to_numpy(dtype=float)


def _usual(rows: pd.DataFrame) -> Numbers:
    """What anybody would expect from the size of the group and the bloc's own figure of the measure."""
    everybody = rows.groupby(["level", "measure"])["count"].transform("sum").to_numpy(dtype=float)
    return np.asarray(everybody * np.nan_to_num(_wholes(rows), nan=1.0), dtype=float)


def _lines(rows: pd.DataFrame, free: Marks) -> csr_array:
    """A row for every sum that a reader knows, over the counts that may be hidden.

    Where the sheets' own parts don't add up to their whole, he is taken to know by how much.
    """
    found = [*_sums_over_groups(rows, free), *_sums_in_groups(rows, free)]
    places = [(line, cell, sign) for line, members in enumerate(found) for cell, sign in members.items()]
    line, cell, sign = zip(*places, strict=True) if places else ((), (), ())
    return csr_array((np.array(sign, dtype=float), (line, cell)), shape=(len(found), len(rows)))


def _sums_over_groups(rows: pd.DataFrame, free: Marks) -> Iterator[dict[int, float]]:
    """The groups of a measure add up to their parent's figure: the bloc's, or that of a coarser group."""
    coarse = rows[free & (rows["level"] == "coarse").to_numpy()]
    parents = {
        place: i
        for i, place in zip(
            coarse.index, coarse[["group", "measure"]].itertuples(index=False, name=None), strict=True
        )
    }
    for (level, parent, measure), members in rows[free].groupby(["level", "parent", "measure"]):
        line = dict.fromkeys(members.index, 1.0)
        if level == "fine" and (parent, measure) in parents:
            line[parents[parent, measure]] = -1.0
        yield line


def _sums_in_groups(rows: pd.DataFrame, free: Marks) -> Iterator[dict[int, float]]:
    """Parts of one group that add up to its total; a part that stands alone tells nothing of the others."""
    for patterns in SUMS:
        chosen = rows[free & _is_any(rows["measure"], patterns).to_numpy()]
        for _, members in chosen.groupby(["level", "group"]):
            if len(members) > 1:
                yield dict.fromkeys(members.index, 1.0)
