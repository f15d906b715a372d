"""What an .xlsx sheet says outside of its cells: in text boxes, and in the header and footer of its pages."""

from __future__ import annotations

import html
import re

from analysis.read.faults import UnreadableWorkbook
from analysis.read.package import Package, relations_of
from analysis.read.xlsx_book import part_related
from analysis.read.xlsx_comments import DAMAGED
from analysis.read.xml_parts import local_name, parse_xml, xml_parser

_PAGE_TEXT = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]+)<")
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]|&[a-z]')
_WORDS = re.compile(r"[^\W\d_]{2,}")
_PAGE = re.compile(r"(?i)\W*(?:trang|page|tờ)\W*\d*\W*\d*\W*")


def texts_outside(package: Package, sheet: str, content: bytes) -> list[str]:
    """The texts of a sheet's boxes and pages, but for mere numbers of pages.

    A damaged drawing has none, for the cells can be read without it. Raises UnreadableWorkbook for a part
    that means harm.
    """
    texts = [
        page_text(html.unescape(found.decode("utf-8", "replace"))) for found in _PAGE_TEXT.findall(content)
    ]
    if b"drawing" in content and relations_of(sheet) in package:
        try:
            path = part_related(package, sheet, "drawing")
            texts += _boxes(path, package.read(path)) if path in package else []
        except UnreadableWorkbook as fault:
            if fault.rule not in DAMAGED:
                raise
    return list(dict.fromkeys(text for text in texts if _WORDS.search(text) and not _PAGE.fullmatch(text)))


def page_text(coded: str) -> str:
    """The text of a page's header or footer without its codes of fonts, places and numbers.

    >>> page_text('&C&"Arial,Bold"&12Số liệu đến 30/5/2025&RTrang &P/&N')
    'Số liệu đến 30/5/2025 Trang /'
    """
    return " ".join(_CODES.sub(" ", coded).replace("&&", "&").split())


def _boxes(path: str, content: bytes) -> list[str]:
    texts: list[str] = []
    words: list[str] = []
    open_tags: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        open_tags.append(local_name(tag))

    def end(tag: str) -> None:
        open_tags.pop()
        if local_name(tag) == "p":
            words.append("\n")
        elif local_name(tag) == "sp":
            texts.append(" ".join("".join(words).split()))
            words.clear()

    def characters(text: str) -> None:
        if open_tags[-1] == "t" and "txBody" in open_tags:
            words.append(text)

    parser = xml_parser(path)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parse_xml(path, content, parser)
    return texts
