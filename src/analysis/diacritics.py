"""Vietnamese typed without marks, on a phone or an old keyboard: "dang duyet", "cuoi thang 6".

What was meant can only be told within a list of known phrases: where two of them share their letters
("đang", "đảng"), neither is put in. So it is with names: those of the register are the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence


def letters_of(text: str) -> str:
    """The text without its marks, in small letters.

    >>> letters_of("Đang duyệt")
    'dang duyet'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def lacks_marks(text: str) -> bool:
    """Whether there are words, and all of them in plain letters; other signs don't count.

    >>> lacks_marks("18–30 tuoi"), lacks_marks("tuổi"), lacks_marks("15/3")
    (True, False, False)
    """
    letters = text if text.isascii() else "".join(filter(str.isalpha, text))
    return letters.isascii() and any(map(str.isalpha, letters))


_Y_FOR_I = re.compile(r"\b(h|k|l|m|qu|s|t|v)y\b")
_WORD = re.compile(r"([\W_]*)(.*?)([\W_]*)")
"""A word between the signs that stand before and behind it."""


def _typed(text: str) -> str:
    """Letters as they are looked up: as for folded phrases y is i, "quy hoach" and "ty le" among them."""
    return _Y_FOR_I.sub(r"\1i", letters_of(text))


class Diacritics:
    """Puts the marks back into words that stand together in one of the phrases, the longest first.

    >>> Diacritics(["đang duyệt", "chưa"]).restored(["Chua,", "biet"])
    'chưa, biet'
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        written: dict[str, set[str]] = {}
        for phrase in phrases:
            written.setdefault(_typed(phrase), set()).add(phrase)
        self._known = {letters: same.pop() for letters, same in written.items() if len(same) == 1}
        self._longest = max((letters.count(" ") + 1 for letters in self._known), default=0)

    def restored(self, words: Sequence[str]) -> str | None:
        """The words with their marks; None where no phrase stands among them.

        Phrases may share a word, "đại hội chi bộ" and "chi bộ trực thuộc"; where two of them want it
        otherwise, the longer has it.
        """
        marked: dict[int, str] = {}
        for length in range(min(self._longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                if first in marked and length == 1:
                    continue
                before, core, behind = _between_signs(" ".join(words[first : first + length]))
                if phrase := self._known.get(_typed(core)):
                    put = dict(enumerate((before + phrase + behind).split(" "), first))
                    if all(marked.get(place, word) == word for place, word in put.items()):
                        marked |= put
        return " ".join(marked.get(place, word) for place, word in enumerate(words)) if marked else None


def _between_signs(text: str) -> tuple[str, str, str]:
    parts = _WORD.fullmatch(text)
    return (parts[1], parts[2], parts[3]) if parts else ("", text, "")
