"""Who signs a table: offices and persons right below its rows, in columns that hold something else."""

from __future__ import annotations

from analysis.personal import names_organisation, names_person
from analysis.recognise.body_rows import BodyRows
from analysis.recognise.looks import is_number, is_words
from analysis.recognise.words import plays

_LONGEST = 12
"""So many rows at most are signatures."""
_OTHERS = 30
"""So many rows above are asked whether persons stand in a column as a rule."""


def signing_rows(body: BodyRows) -> set[int]:
    """The last rows if they name persons and, above them, what these are; none in a list of people."""
    rows = [r for r, row in body.rows.items() if row]
    tail: list[int] = []
    while rows and len(tail) < _LONGEST and _is_loose(body, rows[-1]):
        tail.append(rows.pop())
    persons = next((i for i, r in enumerate(tail) if _names_persons(body, r)), None)
    if persons is None:
        return set()
    columns = body.cells[tail[persons]].keys()
    above = [*tail[persons + 1 :], *rows[: -_OTHERS - 1 : -1]]
    if any(names_person(str(v)) for r in above for c, v in body.rows[r] if c in columns and is_words(v)):
        return set()
    signing = set(tail[: persons + 1])
    for r in tail[persons + 1 :]:
        if not _is_office(body, r, set(columns)):
            break
        signing.add(r)
    return signing


def _is_loose(body: BodyRows, r: int) -> bool:
    """Nothing but words, without a number, that are no total."""
    values = [v for _, v in body.rows[r]]
    numbered = is_number(body.mark(body.cells[r]))
    return all(map(is_words, values)) and not numbered and not any(plays("total", str(v)) for v in values)


def _names_persons(body: BodyRows, r: int) -> bool:
    return all(names_person(str(v)) for _, v in body.rows[r])


def _is_office(body: BodyRows, r: int, columns: set[int]) -> bool:
    """What stands over the persons' names and nowhere else, or says of itself that it signs."""
    texts = [str(v) for _, v in body.rows[r]]
    if any(plays("note", text) for text in texts):
        return True
    return body.cells[r].keys() <= columns and not any(map(names_organisation, texts))
