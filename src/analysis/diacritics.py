"""Vietnamese typed without marks, on a phone or an old keyboard: "dang duyet", "cuoi thang 6".

What was meant can only be told within a list of known phrases: where two of them share their letters
("đang", "đảng"), neither is put in. Names are never completed like that: they are matched, not guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def letters_of(text: str) -> str:
    """The text without its marks, in small letters.

    >>> letters_of("Đang duyệt")
    'dang duyet'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Diacritics:
    """Puts the marks back into words that stand together in one of the phrases, the longest first.

    >>> Diacritics(["đang duyệt", "chưa"]).restored(["chua", "biet"])
    'chưa biet'
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        written: dict[str, set[str]] = {}
        for phrase in phrases:
            written.setdefault(letters_of(phrase), set()).add(phrase)
        self._known = {letters: same.pop() for letters, same in written.items() if len(same) == 1}
        self._longest = max((letters.count(" ") + 1 for letters in self._known), default=0)

    def restored(self, words: Sequence[str]) -> str | None:
        """The words with their marks; None where no phrase stands among them."""
        marked: list[str] = []
        position = found = 0
        while position < len(words):
            for length in range(min(self._longest, len(words) - position), 0, -1):
                phrase = self._known.get(" ".join(words[position : position + length]).lower())
                if phrase:
                    marked.append(phrase)
                    position, found = position + length, found + 1
                    break
            else:
                marked.append(words[position])
                position += 1
        return " ".join(marked) if found else None
