"""What came from a file: the account of its sheets, its forms and findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from analysis.clean.form import Form
from analysis.findings import Finding
from analysis.pipeline.code_keys import Keys


@dataclass(slots=True)
class SheetIntake:
    """A sheet's row of the table `sources`, before the cleaners have refused anything."""

    file: str
    sheet: str
    range: str
    sha256: str
    kind: str
    as_of: date | None
    as_of_basis: str | None
    roles: Counter[str]
    data_rows: int
    illustrative: bool = False


@dataclass(slots=True)
class FileIntake:
    """All that came from one file: its `keys` of codes, the headings of its codes, how many were read."""

    file: str
    sha256: str
    sheets: list[SheetIntake] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)
    headings_of_codes: set[str] = field(default_factory=set)
    deciphered: int = 0
