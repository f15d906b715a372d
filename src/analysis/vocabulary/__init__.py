"""The words of the spreadsheets, in small CSV files that an analyst can extend without code.

Every look-up goes through `analysis.text.fold`, which keeps letters and tones: chưa (not yet) and
chứa (to contain) stay two words.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from analysis.hand_lists import ListError, read_list
from analysis.text import fold

COLUMNS = {
    "abbreviations": ("abbreviation", "words"),
    "age_bands": ("low", "high"),
    "aliases": ("alias", "organisation"),
    "clauses": ("said", "where", "phrase"),
    "events": ("phrase", "event"),
    "exceptions": ("set", "words"),
    "headings": ("kind", "field", "where", "words", "except"),
    "kinds": ("phrase", "organisation_kind"),
    "matters": ("milestone", "part", "words"),
    "member_statuses": ("phrase", "status"),
    "name_words": ("abbreviation", "words"),
    "plain_words": ("phrase",),
    "roles": ("role", "match", "phrase"),
    "statuses": ("phrase", "status"),
    "table_words": ("role", "match", "phrase"),
    "types": ("phrase", "organisation_type"),
}
"""The columns of each list by its name."""
_MAY_BE_EMPTY = ("where", "except", "low", "high")
_ONE_MEANING = (
    "aliases",
    "events",
    "exceptions",
    "kinds",
    "member_statuses",
    "name_words",
    "statuses",
    "types",
)
"""Lists whose first column is looked up: the same words twice need the same meaning."""


@cache
def entries(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `vocabulary/<name>.csv` as dictionaries, in their order.

    Raises ListError for a list that can't be used: no Unicode, a column missing, a gap, two meanings.
    """
    file = f"vocabulary/{name}.csv"
    data = files(__name__).joinpath(f"{name}.csv").read_bytes()
    lines = read_list(data, file, COLUMNS[name])
    for number, row in lines:
        for column, value in row.items():
            if not value and column not in _MAY_BE_EMPTY:
                raise ListError("list_gap", file, line=number, column=column)
    if name in _ONE_MEANING:
        _check_meanings(lines, file)
    if name == "headings":
        _write_out_exceptions(lines, file)
    return tuple(row for _, row in lines)


def _write_out_exceptions(lines: list[tuple[int, dict[str, str]]], file: str) -> None:
    """Puts for @set, among the words that a heading must not have, those of the set in `exceptions.csv`."""
    sets = {f"@{row['set']}": row["words"] for row in entries("exceptions")}
    for number, row in lines:
        words = row["except"].split("|")
        for unknown in (word for word in words if word.startswith("@") and word not in sets):
            raise ListError("list_unknown_set", file, line=number, words=unknown)
        row["except"] = "|".join(sets.get(word, word) for word in words)


def _check_meanings(lines: list[tuple[int, dict[str, str]]], file: str) -> None:
    seen: dict[str, tuple[int, str]] = {}
    for number, row in lines:
        words, meaning = row.values()
        first = seen.setdefault(fold(words), (number, meaning))
        if first[1] != meaning:
            raise ListError("list_two_meanings", file, line=number, words=words, other=first[0])


def check_lists() -> None:
    """Reads every list once. Raises ListError for the first that can't be used."""
    for name in COLUMNS:
        entries(name)
