"""The comments at cells of an .xlsx or .xlsb sheet: no cell holds what they say."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.cells import Place
from analysis.read.faults import UnreadableWorkbook
from analysis.read.package import Package, relations_of
from analysis.read.xlsx_book import part_related
from analysis.read.xml_parts import local_name, parse_xml, xml_parser

_THREADED = re.compile(r"\A\s*\[[^\]\n]+\]\s*\n.*?\n\s*[^\n:]{3,20}:[ \t]*\n", re.DOTALL)
"""What Excel sets before a comment that may be answered: that older versions can't do that."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def comments_of(
    package: Package, sheet: str, read: Callable[[str, bytes], dict[Place, str]] | None = None
) -> dict[Place, str]:
    """What is noted at which cell of a sheet; `read` reads the part that its relationships name.

    Where that is damaged the cells can be read all the same: there are no comments then. Raises
    UnreadableWorkbook for a part that means harm.
    """
    if relations_of(sheet) not in package:
        return {}
    try:
        path = part_related(package, sheet, "comments")
        found = (read or _read)(path, package.read(path)) if path in package else {}
    except UnreadableWorkbook as fault:
        if fault.rule not in DAMAGED:
            raise
        return {}
    return {place: own for place, text in found.items() if (own := _THREADED.sub("", text).strip())}


DAMAGED = ("file_damaged", "file_ambiguous", "file_unsupported")


def _read(path: str, content: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    at: list[Place] = []
    texts: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "comment":
            reference = _REFERENCE.fullmatch(attributes.get("ref", ""))
            at[:] = [(int(reference[2]) - 1, _column(reference[1]))] if reference else []
            texts.clear()

    def end(tag: str) -> None:
        if local_name(tag) == "comment" and at:
            found[at[0]] = "".join(texts)

    parser = xml_parser(path)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    parse_xml(path, content, parser)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
