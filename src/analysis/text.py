"""One cell's text as a person reads it, and the key by which it is looked up.

Values keep their letters: text is stored in NFC with its tones. A folded key is for looking up only,
and it too keeps letters and tones: chưa (not yet) and chứa (to contain) stay two words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analysis.legacy import CodePage, can_be, code_page, likely_pages, to_unicode

_ESCAPED_CONTROL = re.compile(r"_x00(?:0[0-9A-F]|1[0-9A-F]|7F)_", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_SPACE = re.compile(r"\s+")
_TONE_BEFORE_SHAPE = re.compile("([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])")
_COMBINING = re.compile("[\u0300-\u036f]")
_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
    | dict(zip("АВЕКМНОРСТХІаеорсхуі", "ABEKMHOPCTXIaeopcxyi", strict=True))
    | dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΧΥο", "ABEHIKMNOPTXYo", strict=True))
)
_FOREIGN_LETTER = re.compile("[\u0370-\u04ff]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_TONES_MOVED = {
    old: new
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in "\u0300\u0301\u0303\u0309\u0323"
    for old, new in [
        (
            unicodedata.normalize("NFC", first + tone) + second,
            first + unicodedata.normalize("NFC", second + tone),
        )
    ]
}
_MOVED = re.compile("|".join(_TONES_MOVED))
_Y_FOR_I = re.compile(r"(?<!\w)(h|k|l|m|qu|s|t|v)([yỳýỷỹỵ])(?!\w)")
_I_OF_Y = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
_TOO_MANY_TO_REMEMBER = 1 << 16
_AGREED = 0.9
"""Share of a sheet's texts of one code page from which those that leave theirs open are read in it."""
_NO_WORD = re.compile(r"[^\w\s]|_")


def readable(text: str) -> str:
    """The text as a person sees it: Unicode in NFC, without invisible characters, single spaces.

    TCVN3 and VNI are recognised from the text itself; a text that could be either is left as it is.

    >>> readable("Chuyªn  ngµnh")
    'Chuyên ngành'
    """
    return text if text.isascii() and _is_tidy(text) else _readable(text)


def _is_tidy(text: str) -> bool:
    return text.isprintable() and "  " not in text and "_x00" not in text and text.strip() == text


@lru_cache(maxsize=1 << 18)
def _readable(text: str) -> str:
    return _tidy(to_unicode(text, code_page(text)))


def other_readings(text: str) -> tuple[str, ...]:
    """What else a text may say whose own letters leave its code page open; none for nearly every text.

    A list of known words or names decides between them.

    >>> other_readings("roài"), other_readings("rồi")
    (('rồi',), ())
    """
    if text.isascii() or code_page(text) is not None:
        return ()
    read = (_tidy(to_unicode(text, page)) for page in likely_pages(text))
    return tuple(dict.fromkeys(other for other in read if other != text))


def readable_all(texts: Sequence[str]) -> list[str]:
    """The texts of one sheet, each as a person sees it.

    A text that can't be decided alone ("Sè": è or số?) follows the sheet's other texts, if these agree:
    where code pages are mixed it is left as it is, lest "Tên" become "Tờn".
    """
    often = Counter(texts)
    pages = {text: code_page(text) for text in often if not text.isascii()}
    decided: Counter[CodePage] = Counter()
    for text, page in pages.items():
        if page is not None:
            decided[page] += often[text]
    usual = next((page for page, count in decided.items() if count >= _AGREED * decided.total()), None)

    def page_of(text: str) -> CodePage | None:
        follows = usual not in (None, "unicode") and pages[text] is None and can_be(text, usual)
        return usual if follows else pages[text]

    remembered = len(often) < _TOO_MANY_TO_REMEMBER
    if usual in (None, "unicode") and remembered:
        return [*map(readable, texts)]
    shown = {
        text: readable(text)
        if text.isascii() or (remembered and page_of(text) is pages[text])
        else _tidy(to_unicode(text, page_of(text)))
        for text in often
    }
    return [shown[text] for text in texts]


def _tidy(text: str) -> str:
    tidy = not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text) and text.strip() == text
    return text if tidy else tidied(text)


def tidied(text: str) -> str:
    """A Unicode text step by step made as a person sees it; nearly every text is so already."""
    if "_x" in text:
        text = _ESCAPED_CONTROL.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if _COMBINING.search(text):
        turned = _TONE_BEFORE_SHAPE.sub(r"\2\1", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", turned)
    if _FOREIGN_LETTER.search(text):
        text = "".join(map(_latin, re.split(r"(\s+)", text)))
    if _LIKE_D.search(text):
        text = text.translate(_D_LETTERS)
    return _SPACE.sub(" ", text).strip()


_D_LETTERS = {code: letter for code, letter in _LOOKALIKES.items() if letter in "Đđ"}
_LIKE_D = re.compile("[" + "".join(map(chr, _D_LETTERS)) + "]")
_UNTIDY = re.compile(
    rf"{_INVISIBLE.pattern}|{_COMBINING.pattern}|{_FOREIGN_LETTER.pattern}|{_LIKE_D.pattern}|[^\S ]|  |_x"
)
"""What any of the steps might change."""


def _latin(word: str) -> str:
    """Cyrillic or Greek letters that look Latin, inside a word that has Latin letters or looks all Latin."""
    turned = word.translate(_LOOKALIKES)
    return turned if _LATIN_LETTER.search(word) or not _FOREIGN_LETTER.search(turned) else word


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """The key for looking a text up: case, punctuation, spacing and tone placement don't count.

    Letters and tones do. Written i and y after h, k, l, m, s, t, v, qu are one (tỷ lệ, tỉ lệ).

    >>> fold("Đảng uỷ – Sở Y TẾ") == fold("đảng ủy sở y tế")
    True
    >>> fold("chưa") == fold("chứa")
    False
    """
    key = _NO_WORD.sub(" ", readable(text).casefold())
    key = _MOVED.sub(lambda found: _TONES_MOVED[found[0]], key)
    key = _Y_FOR_I.sub(lambda found: found[1] + _I_OF_Y[found[2]], key)
    return _SPACE.sub(" ", key).strip()


_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=100)}
_TONE_ORDER = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


@lru_cache(maxsize=65536)
def sort_key(text: str) -> SortKey:
    """Orders as a Vietnamese dictionary does: by letters (a ă â b … d đ e ê), then by tones.

    >>> sorted(["Đà", "Da", "Ăn", "Án", "An"], key=sort_key)
    ['An', 'Án', 'Ăn', 'Da', 'Đà']
    """
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).casefold():
        parts = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in parts if mark in _TONE_ORDER), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        letters.append(
            _ALPHABET.get(letter, 1000 + ord(letter[0]) if letter.isalpha() else min(ord(letter[0]), 99))
        )
        tones.append(_TONE_ORDER.get(tone, 0))
    return tuple(letters), tuple(tones), text
