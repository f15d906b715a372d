"""What an OpenDocument spreadsheet's styles tell: dates without a day or month first, hidden sheets."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.read.number_formats import Shown

_DATE_PARTS = frozenset(
    ("datastyle:year", "datastyle:month", "datastyle:day", "datastyle:hours", "datastyle:minutes")
)


@dataclass(slots=True)
class OdsStyles:
    """Styles by name, gathered as the document is walked through: they stand before what they style."""

    hidden_tables: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    _style: str = ""
    _format_of: dict[str, str] = field(default_factory=dict)
    _parts: list[str] = field(default_factory=list)
    _formats: dict[str, list[str]] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element that opens outside of the sheets."""
        if tag.startswith("datastyle:") and tag.endswith("-style"):
            self._parts = []
            if tag == "datastyle:date-style":
                self._formats[attributes.get("style:name", "")] = self._parts
            if attributes.get("datastyle:automatic-order") == "true":
                self._parts.append("in the order of the locale")
        elif tag in _DATE_PARTS:
            in_words = attributes.get("datastyle:textual") == "true"
            self._parts.append("month in words" if in_words else tag.partition(":")[2])
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
            self._format_of[self._style] = attributes.get("style:data-style-name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_tables.add(self._style)
        elif tag == "style:text-properties" and any(
            name.startswith("style:text-line-through-") and attributes[name] != "none"
            for name in ("style:text-line-through-style", "style:text-line-through-type")
            if name in attributes
        ):
            self.struck.add(self._style)

    def shown(self, style: str) -> Shown:
        """How a date in a cell of that style is shown."""
        parts = self._formats.get(self._format_of.get(style, ""), [])
        month = "month" in parts or "month in words" in parts
        if month and "year" in parts and not {"day", "hours", "minutes"} & set(parts):
            return "month"
        return "month_first" if parts[:1] == ["month"] and "day" in parts else "date"
