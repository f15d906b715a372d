"""Small CSV lists that people keep by hand: vocabularies, corrections.

Excel saves them with a byte order mark, in UTF-16, with semicolons or tabs, depending on the machine.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

from analysis.wording import Language, say


class ListError(Exception):
    """A list that can't be used: which file, which line, what is wrong and what to do."""

    def __init__(self, key: str, file: str, **values: object) -> None:
        self.key, self.values = key, {"file": file, **values}
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """What is wrong and how to mend it."""
        return say(f"fault.{self.key}", language, **self.values)


def read_list(data: bytes, file: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The lines of a list with their numbers; empty lines are left out, `file` is named in errors.

    Raises ListError where it is no text in Unicode, or a column is missing.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ListError("list_no_unicode", file) from None
    lines = text.splitlines()
    first = lines[0] if lines else ""
    separator = max(",;\t", key=first.count)
    rows = list(csv.reader(lines, delimiter=separator))
    heading = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in columns if name not in heading]
    if missing:
        raise ListError("list_columns", file, missing=", ".join(missing), columns=",".join(columns))
    places = {name: heading.index(name) for name in columns}
    return [
        (number, {name: row[place].strip() if place < len(row) else "" for name, place in places.items()})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
