"""Where the parts of an .xlsx or .xlsb lie, found as its relationships say and never by their usual names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.read.faults import UnreadableWorkbook
from analysis.read.package import Package, part_beside, relations_of
from analysis.read.xml_parts import is_utf8, local_name, once_if_small, parse_xml, xml_parser

_USUAL_BOOK = "xl/workbook.xml"
_WITH_CELLS = ("worksheet", "xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of its type, where it lies, and whether outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook part lists it, with the key of its relationship."""

    name: str
    relation: str
    hidden: bool


@dataclass(slots=True)
class ListedBook:
    """What the workbook part says: its sheets, and from which day dates count."""

    sheets: list[ListedSheet] = field(default_factory=list)
    date_1904: bool = False


@dataclass(slots=True)
class BookParts:
    """The parts to read: each sheet with cells and where it lies, strings and styles ("" for none).

    `usual` says that every part lies where a reader finds it that knows only the usual names.
    """

    sheets: list[tuple[ListedSheet, str]]
    strings: str
    styles: str
    date_1904: bool
    usual: bool


def workbook_part(package: Package) -> str:
    """The part that the package is about; "" where it says nothing and nothing lies at the usual place."""
    if "_rels/.rels" in package:
        for relation in _relations(package.read("_rels/.rels")).values():
            if relation.kind == "officeDocument":
                return relation.target.lstrip("/")
    return next((path for path in (_USUAL_BOOK, "xl/workbook.bin") if path in package), "")


def book_parts(
    package: Package, book: str, listed_in: Callable[[bytes], ListedBook] | None = None
) -> BookParts:
    """Every part of the workbook that is needed.

    Raises UnreadableWorkbook, with the sheet, where one is missing or lies outside the package.
    """
    content = package.read(book)
    listed = (listed_in or _listed)(content)
    relations_content = package.read(relations_of(book))
    relations = _relations(relations_content)
    sheets: list[tuple[ListedSheet, str]] = []
    for sheet in listed.sheets:
        relation = relations.get(sheet.relation)
        if relation is None or (relation.kind in _WITH_CELLS and relation.external):
            raise UnreadableWorkbook("file_damaged", sheet.name)
        if relation.kind in _WITH_CELLS:
            path = part_beside(book, relation.target)
            if path not in package:
                raise UnreadableWorkbook("file_damaged", f"{sheet.name}: {path}")
            sheets.append((sheet, path))
    if not listed.sheets:
        raise UnreadableWorkbook("file_damaged", book)
    strings, styles = (_part_of(kind, book, relations) for kind in ("sharedStrings", "styles"))
    usual = (
        book == _USUAL_BOOK
        and strings.lower() in ("", "xl/sharedstrings.xml")
        and styles.lower() in ("", "xl/styles.xml")
        and all(map(is_utf8, (content, relations_content)))
        and not any(mark in relation.target for relation in relations.values() for mark in ("./", "%"))
    )
    return BookParts(sheets, strings, styles, listed.date_1904, usual)


def part_related(package: Package, part: str, kind: str) -> str:
    """The part of a kind that another part's relationships name; "" where they name none."""
    return _part_of(kind, part, _relations(package.read(relations_of(part))))


def _part_of(kind: str, book: str, relations: dict[str, Relation]) -> str:
    for relation in relations.values():
        if relation.kind == kind and not relation.external:
            return part_beside(book, relation.target)
    return ""


@once_if_small
def _relations(content: bytes) -> dict[str, Relation]:
    found: dict[str, Relation] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "Relationship":
            relation = Relation(
                attributes.get("Type", "").rpartition("/")[2],
                attributes.get("Target", "").replace("\\", "/"),
                attributes.get("TargetMode") == "External",
            )
            if found.setdefault(attributes.get("Id", ""), relation) != relation:
                raise UnreadableWorkbook("file_ambiguous", f"_rels: {attributes.get('Id')}")

    parser = xml_parser("_rels")
    parser.StartElementHandler = start
    parse_xml("_rels", content, parser)
    return found


@once_if_small
def _listed(content: bytes) -> ListedBook:
    book = ListedBook()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "sheet":
            relation = next(
                (value for name, value in attributes.items() if name.endswith("/relationships id")), ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            book.sheets.append(ListedSheet(attributes.get("name", ""), relation, hidden))
        elif local_name(tag) == "workbookPr":
            book.date_1904 = attributes.get("date1904") in ("1", "true")

    parser = xml_parser("xl/workbook.xml")
    parser.StartElementHandler = start
    parse_xml("xl/workbook.xml", content, parser)
    return book
