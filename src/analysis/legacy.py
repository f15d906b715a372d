"""Text of the code pages before Unicode: TCVN3 (the .VnTime fonts) and VNI, told from the text itself.

A font name is no evidence. What decides is whether the words become Vietnamese syllables: "Danh môc"
looks like Unicode, but "môc" can't be a syllable (a final c takes a tone) while "mục" is one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

CodePage = Literal["unicode", "tcvn3", "vni"]

_TCVN3_LOWER = {
    "à": "µ", "á": "¸", "ả": "¶", "ã": "·", "ạ": "¹",
    "ă": "¨", "ằ": "»", "ắ": "¾", "ẳ": "¼", "ẵ": "½", "ặ": "Æ",
    "â": "©", "ầ": "Ç", "ấ": "Ê", "ẩ": "È", "ẫ": "É", "ậ": "Ë", "đ": "®",
    "è": "Ì", "é": "Ð", "ẻ": "Î", "ẽ": "Ï", "ẹ": "Ñ",
    "ê": "ª", "ề": "Ò", "ế": "Õ", "ể": "Ó", "ễ": "Ô", "ệ": "Ö",
    "ì": "×", "í": "Ý", "ỉ": "Ø", "ĩ": "Ü", "ị": "Þ",
    "ò": "ß", "ó": "ã", "ỏ": "á", "õ": "â", "ọ": "ä",
    "ô": "«", "ồ": "å", "ố": "è", "ổ": "æ", "ỗ": "ç", "ộ": "é",
    "ơ": "¬", "ờ": "ê", "ớ": "í", "ở": "ë", "ỡ": "ì", "ợ": "î",
    "ù": "ï", "ú": "ó", "ủ": "ñ", "ũ": "ò", "ụ": "ô",
    "ư": "\xad", "ừ": "õ", "ứ": "ø", "ử": "ö", "ữ": "÷", "ự": "ù",
    "ỳ": "ú", "ý": "ý", "ỷ": "û", "ỹ": "ü", "ỵ": "þ",
    "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§",
}  # fmt: skip
_FROM_TCVN3 = {ord(code): letter for letter, code in _TCVN3_LOWER.items()}

_TONE_MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_BREVE_MARKS = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_HAT_MARKS = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}


def _vni_pairs() -> dict[str, str]:
    """Every letter that VNI writes as a base letter and a mark behind it, in both cases."""
    pairs: dict[str, str] = {}

    def add(base: str, mark: str, letter: str) -> None:
        composed = unicodedata.normalize("NFC", letter)
        pairs[base + mark] = pairs[base + mark.upper()] = composed
        pairs[base.upper() + mark] = pairs[base.upper() + mark.upper()] = composed.upper()

    for mark, tone in _TONE_MARKS.items():
        for base, letter in zip("aeouyôö", ["a", "e", "o", "u", "y", "ơ", "ư"], strict=True):
            add(base, mark, letter + tone)
    for mark, tone in _BREVE_MARKS.items():
        add("a", mark, "ă" + tone)
    for mark, tone in _HAT_MARKS.items():
        for base, letter in zip("aeo", "âêô", strict=True):
            add(base, mark, letter + tone)
    return pairs


_FROM_VNI = (
    {code.upper(): letter.upper() for code, letter in _VNI_SINGLE.items()} | _VNI_SINGLE | _vni_pairs()
)
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))

_ONSET = r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?"
_RHYME = (
    r"a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?"
    r"|ă(?:c|m|ng?|p|t)"
    r"|â(?:c|m|ng?|p|t|u|y)"
    r"|e(?:c|m|ng?|o|p|t)?"
    r"|ê(?:ch|m|nh?|p|t|u)?"
    r"|i(?:ch|m|nh?|p|t|u|a|ê(?:c|m|ng?|p|t|u))?"
    r"|o(?:c|i|m|ng?|p|t|oc|ong)?"
    r"|oa(?:ch?|i|m|ng?|nh|o|p|t|y)?"
    r"|oă(?:c|m|ng?|t)"
    r"|oe(?:n|o|t)?"
    r"|ô(?:c|i|m|ng?|p|t)?"
    r"|ơ(?:i|m|n|p|t)?"
    r"|u(?:c|i|m|ng?|p|t|a|ơ)?"
    r"|uô(?:c|i|m|ng?|t)"
    r"|uâ(?:ng?|t|y)"
    r"|uê(?:ch|nh)?"
    r"|uy(?:a|ch|nh?|t|u|ên|êt)?"
    r"|ư(?:c|i|ng?|m|t|u|a)?"
    r"|ươ(?:c|i|m|ng?|p|t|u)"
    r"|y(?:ch|nh|t|ê(?:m|ng?|t|u))?"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RHYME})")
_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP = re.compile(r"(?:c|ch|p|t)$")
_ONLY_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0303\u0306\u0309\u031b\u0323\u1ea0-\u1ef9]")
_TCVN3_SHORT_FORM = re.compile("(?=.*§)[BCDGHKLMNPQRSTVX§]{2,5}")
_VNI_SHORT_FORM = re.compile("(?=.*Ñ)[BCDGHKLMNPQRSTVXÑ]{2,5}|ñ")
"""C§, CÑ, and the ñ of ñ/c: Đ among consonants is an abbreviation, and no syllable."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)ữ(?=\d)")
"""20÷21/5: the sign is the code of ữ in TCVN3, and nothing to tell a code page by."""
_OF_A_CODE_PAGE = re.compile("[\x80-\xac\xae-\xff]")
_SOFT_HYPHEN = "\xad"
_HYPHEN_INSIDE = re.compile("[A-Za-z]\xad[A-Za-z]")
"""The code of ư in TCVN3, and an invisible leftover of a copied page: evidence only inside a word."""
_BEYOND_ASCII = re.compile("[\x80-\U0010ffff]")
_AMOUNT = re.compile("[£¥¢][a-z]{0,2}")
"""£ and £m: a sum of money, not the Ê of TCVN3, which stands alone in no Vietnamese word."""
_BETWEEN_WORDS = re.compile(r"[\s\d\u2013\u2014\u2018-\u201f\u2026!-/:-@\[-`{-~]+")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: onset, rhyme, and a tone that its end allows.

    >>> is_syllable("mục"), is_syllable("môc"), is_syllable("café")
    (True, False, False)
    """
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        (tones if character in _MARKS else letters).append(character)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or (_STOP.search(plain) and tones not in (["\u0301"], ["\u0323"])):
        return False
    return _SYLLABLE.fullmatch(plain) is not None


def from_tcvn3(text: str) -> str:
    """Text of the TCVN3 code page, read as Latin-1, in Unicode; capitals of the .VnTimeH fonts stay small."""
    return _BETWEEN_DIGITS.sub("÷", text.translate(_FROM_TCVN3))


def from_vni(text: str) -> str:
    """Text of the VNI code page, read as Latin-1, in Unicode."""
    return _VNI_CODE.sub(lambda found: _FROM_VNI[found[0]], text)


def to_tcvn3(text: str) -> str:
    """Unicode text as the TCVN3 code page has it; capitals that TCVN3 lacks become small."""
    known = "".join(c if c in _TCVN3_LOWER or c.isascii() else c.lower() for c in text)
    return "".join(_TCVN3_LOWER.get(c, c) for c in known)


_MARK_WITH_FOOTNOTE = re.compile(r"\s*[xXvV][¹²³]+\s*")
"""A cross that refers to a footnote: "Xạ", its TCVN3, stands in no table."""


@lru_cache(maxsize=65536)
def code_page(text: str) -> CodePage | None:
    """The code page that a text is written in by its own evidence; None where it can't be told.

    >>> code_page("Chuyªn ngµnh"), code_page("THAØNH PHOÁ"), code_page("Sở Y tế"), code_page("Sè")
    ('tcvn3', 'vni', 'unicode', None)
    >>> code_page("X¹")
    'unicode'
    """
    if _ONLY_UNICODE.search(text) or _MARK_WITH_FOOTNOTE.fullmatch(text):
        return "unicode"
    pages = likely_pages(text)
    return pages[0] if len(pages) == 1 else None


@lru_cache(maxsize=65536)
def can_be(text: str, page: CodePage) -> bool:
    """Whether no other code page makes more of a text's words Vietnamese.

    >>> can_be("Sè", "tcvn3"), can_be("Hành chính", "tcvn3")
    (True, False)
    """
    return page in (likely_pages(text) or (page,))


def _is_unicode_syllable(word: str) -> bool:
    return is_syllable(word.replace(_SOFT_HYPHEN, "")) and not _HYPHEN_INSIDE.search(word)


_PAGES: tuple[CodePage, ...] = ("unicode", "tcvn3", "vni")


@lru_cache(maxsize=65536)
def _pages_of_word(word: str) -> tuple[bool, bool, bool]:
    """Whether a word is Vietnamese in each of the code pages."""
    return (
        _is_unicode_syllable(word),
        is_syllable(from_tcvn3(word)) or _TCVN3_SHORT_FORM.fullmatch(word) is not None,
        is_syllable(from_vni(word)) or _VNI_SHORT_FORM.fullmatch(word) is not None,
    )


@lru_cache(maxsize=65536)
def likely_pages(text: str) -> tuple[CodePage, ...]:
    """The code pages that make most of the words beyond ASCII Vietnamese; none where there is no evidence.

    >>> likely_pages("roài"), likely_pages("Danh sách")
    (('unicode', 'vni'), ('unicode',))
    """
    if not _OF_A_CODE_PAGE.search(text) and not _HYPHEN_INSIDE.search(text):
        return ()
    words = [
        word
        for word in _BETWEEN_WORDS.split(text)
        if _BEYOND_ASCII.search(word) and word.strip("÷\xad¹²³°") and not _AMOUNT.fullmatch(word)
    ]
    counts = [sum(fits) for fits in zip(*map(_pages_of_word, words), strict=True)] or [0, 0, 0]
    readings: dict[CodePage, int] = dict(zip(_PAGES, counts, strict=True))
    best = max(readings.values())
    if not best:
        return ()
    # Where a code page changes nothing ("sách" in VNI), there are not two readings to choose from.
    pages: dict[str, CodePage] = {}
    for page, count in readings.items():
        if count == best:
            pages.setdefault(to_unicode(text, page), page)
    return tuple(pages.values())


def to_unicode(text: str, page: CodePage | None) -> str:
    """The text in Unicode, given the code page that it is written in."""
    if page == "tcvn3":
        return from_tcvn3(text)
    return from_vni(text) if page == "vni" else text
