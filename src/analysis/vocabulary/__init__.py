"""The words of the spreadsheets, in small CSV files that an analyst can extend without code.

Every look-up goes through `analysis.text.fold`, which keeps letters and tones: chưa (not yet) and
chứa (to contain) stay two words.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `vocabulary/<name>.csv` as dictionaries, in their order."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
