"""What the styles of an .xlsx make of a cell: how its number is shown, and whether it is coloured."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.read.number_formats import Shown, shown_by
from analysis.read.struck import Looks
from analysis.read.xml_parts import local_name, once_if_small, parse_xml, xml_parser

_LOOKS = {"strike": "struck", "i": "italic", "b": "bold"}
_RED = ("FFFF0000", "FFC00000", "FFE00000", "FFED1C24")
_ARGB = 8
_NO = ("0", "false")
_WHITE = ("FFFFFFFF", "00FFFFFF")


@dataclass(slots=True)
class Styles:
    """By the number of a style: how it shows a value, the number of its fill where that is a colour.

    `colours` has the red, green and blue of a fill, by its number, where the part says that; `fonts` the
    looks of those styles whose letters are struck out, slanting, bold or red.
    """

    shown: list[Shown] = field(default_factory=list)
    fills: dict[int, int] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    fonts: dict[int, Looks] = field(default_factory=dict)


@once_if_small
def styles_of(content: bytes) -> Styles:
    """The cell styles of a styles part; raises UnreadableWorkbook where it is damaged or hostile."""
    return _Styles(content).styles


class _Styles:
    """Walks through the part once; styles that cells inherit from (cellStyleXfs) are not those of cells."""

    def __init__(self, content: bytes) -> None:
        self.styles = Styles()
        self._codes: dict[int, str] = {}
        self._path: list[str] = []
        self._coloured: set[int] = set()
        self._fill = -1
        self._fonts: list[set[str]] = []
        parser = xml_parser("xl/styles.xml")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self._path.pop()
        if content:
            parse_xml("xl/styles.xml", content, parser)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local_name(tag)
        within = self._path[-1] if self._path else ""
        self._path.append(tag)
        if tag == "numFmt" and within == "numFmts":
            self._codes[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
        elif tag in ("fill", "fgColor", "patternFill"):
            self._start_of_fill(tag, within, attributes)
        elif tag == "font" and within == "fonts":
            self._fonts.append(set())
        elif within == "font" and self._fonts and self._path[-3:-2] == ["fonts"]:
            self._fonts[-1] |= looks_of(tag, attributes)
        elif tag == "xf" and within == "cellXfs":
            font = _number(attributes, "fontId")
            if font < len(self._fonts) and self._fonts[font]:
                self.styles.fonts[len(self.styles.shown)] = frozenset(self._fonts[font])
            fill = _number(attributes, "fillId")
            if fill in self._coloured:
                self.styles.fills[len(self.styles.shown)] = fill
            self.styles.shown.append(shown_by(_number(attributes, "numFmtId"), self._codes))

    def _start_of_fill(self, tag: str, within: str, attributes: dict[str, str]) -> None:
        if tag == "fill" and within == "fills":
            self._fill += 1
        elif tag == "fgColor" and within == "patternFill" and _is_colour(attributes):
            self._coloured.add(self._fill)
            if len(rgb := attributes.get("rgb", "")) == _ARGB:
                self.styles.colours[self._fill] = rgb[2:]
        elif tag == "patternFill" and attributes.get("patternType") != "solid":
            self._path[-1] = "unfilled"


def looks_of(tag: str, attributes: dict[str, str]) -> Looks:
    """What one property of a font makes of its letters."""
    if tag == "color":
        return frozenset(("red",)) if attributes.get("rgb", "").upper() in _RED else frozenset()
    look = _LOOKS.get(tag)
    return frozenset((look,)) if look and attributes.get("val") not in _NO else frozenset()


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isdigit() and len(text) < 9 else 0


def _is_colour(attributes: dict[str, str]) -> bool:
    white = attributes.get("theme") == "0" or attributes.get("indexed") in ("9", "64")
    return bool(attributes) and not white and attributes.get("rgb") not in _WHITE
