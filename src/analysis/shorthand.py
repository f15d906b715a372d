"""Words cut to their first letters, "C/thức", "ch.bị": whole again where only one known phrase fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from analysis.diacritics import letters_of
from analysis.text import fold

_CUT = re.compile(r"\b([^\W\d_]{1,3})[/.] ?([^\W\d_]+)\b")


class CutWords:
    """Knows which words stand before another in the phrases that it is given: "thuộc" goes with "trực".

    So they do without their marks: "t/thuoc".
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._before: dict[str, set[str]] = {}
        self._plain: dict[str, set[str]] = {}
        for phrase in phrases:
            for first, second in pairwise(fold(phrase).split()):
                self._before.setdefault(second, set()).add(first)
                self._plain.setdefault(letters_of(second), set()).add(letters_of(first))

    def restored(self, text: str) -> str:
        """The text with its cut words whole; what fits two phrases, or none, stays as it is.

        >>> CutWords(["hoàn thành", "đang duyệt", "đã duyệt"]).restored("H/thành, đ/duyệt")
        'hoàn thành, đ/duyệt'
        """
        return _CUT.sub(self._whole, text) if "/" in text or "." in text else text

    def _whole(self, found: re.Match[str]) -> str:
        cut = found[1].casefold()
        second = fold(found[2])
        firsts = (self._before.get(second) or self._plain.get(second) or set()) - {cut}
        fitting = [word for word in firsts if word.startswith(cut)]
        return f"{fitting[0]} {found[2]}" if len(fitting) == 1 else found[0]
