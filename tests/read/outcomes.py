"""What comes of the bytes of a workbook: its cells, or why it is refused."""

from __future__ import annotations

import pytest

from analysis.cells import Value
from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook_bytes


def cells_of(data: bytes) -> dict[str, Value]:
    """The values of the first sheet by their address."""
    sheet = read_workbook_bytes(data, "a").sheets[0]
    return {sheet.address(r, c): value for r, c, value in sheet.cells()}


def refusal_of(data: bytes) -> tuple[str, str]:
    """The rule and the detail with which it is refused."""
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook_bytes(data, "a")
    return caught.value.rule, caught.value.detail
