"""XML that is believed: well-formed to its end, with no declaration that could expand or fetch anything."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import NoReturn, TypeVar
from xml.parsers import expat

from analysis.read.faults import UnreadableWorkbook

T = TypeVar("T")
_SMALL = 1 << 16
_SEPARATOR = " "


def checked_xml(path: str, content: bytes, root: str = "") -> bytes:
    """The content itself; raises UnreadableWorkbook where it is damaged or declares a document type.

    A reader that stops at the first fault gives the rows before it, and nobody sees that others followed.
    With `root`, a part whose outermost element has not that name (or ends in it) is another one's: damage.
    """
    parser = xml_parser(path, namespaces=False)

    def first(tag: str, _: dict[str, str]) -> None:
        parser.StartElementHandler = None
        if not tag.endswith(root):
            raise UnreadableWorkbook("file_damaged", f"{path}: <{tag[:20]}>")

    parser.StartElementHandler = first
    parse_xml(path, content, parser)
    return content


def xml_parser(path: str, namespaces: bool = True) -> expat.XMLParserType:
    """A parser that refuses document types; with namespaces its names are "namespace name"."""
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR if namespaces else None)

    def refuse(*_: object) -> NoReturn:
        raise UnreadableWorkbook("file_hostile", path)

    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def parse_xml(path: str, content: bytes, parser: expat.XMLParserType) -> None:
    """Runs a part through a parser; raises UnreadableWorkbook, with the place, where it is damaged."""
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableWorkbook("file_damaged", f"{path}: XML {error.lineno}:{error.offset}") from error
    except (LookupError, UnicodeError, ValueError) as error:  # an encoding that nobody knows
        raise UnreadableWorkbook("file_damaged", f"{path}: XML") from error


def local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(_SEPARATOR)[2]


def is_utf8(content: bytes) -> bool:
    """Whether a part is written in the one encoding that every reader knows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        return False
    head = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head.startswith(b"<?xml") or b"encoding" not in head.split(b"?>")[0]:
        return True
    return head.split(b"encoding", 1)[1][:12].lower().lstrip(b" =\"'").startswith((b"utf-8", b"us-ascii"))


def once_if_small(function: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """Works a small part out once: programs write the same styles and relations into every file."""
    remembered = lru_cache(maxsize=256)(function)

    @wraps(function)
    def answer(content: bytes) -> T:
        return remembered(content) if len(content) <= _SMALL else function(content)

    return answer


@once_if_small
def root_of(content: bytes) -> str:
    """The name of a part's outermost element; raises UnreadableWorkbook for damage before it."""
    found: list[str] = []

    def first(tag: str, _: dict[str, str]) -> None:
        found.append(local_name(tag))
        parser.StartElementHandler = None

    parser = xml_parser("XML")
    parser.StartElementHandler = first
    parse_xml("XML", content, parser)
    return found[0]
