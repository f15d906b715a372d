"""What the binary workbooks of all ages have in common: codes of errors, and packed numbers."""

from __future__ import annotations

import struct

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
"""The error values of a cell by their code."""


def rk_number(body: bytes) -> float:
    """A number packed into four bytes: 30 bits of an integer or of a double, perhaps hundredfold."""
    bits = int(struct.unpack("<I", body)[0])
    if bits & 2:
        number = float(struct.unpack("<i", body)[0] >> 2)
    else:
        number = float(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0])
    return number / 100 if bits & 1 else number
