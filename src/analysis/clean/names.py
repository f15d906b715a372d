"""Who is who: names are matched to the register exactly after normalising, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from analysis.diacritics import lacks_marks, letters_of
from analysis.text import fold, other_readings
from analysis.vocabulary import entries

_LABEL = r"(?:tên )?(?:đơn vị|tổ chức đảng|tổ chức cơ sở đảng|tccsđ|đảng bộ/chi bộ|chi bộ/đảng bộ)\s*:\s*"
_OUTLINE = r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z](?=[.)/]\s*[ĐDC]))[.)/]\s*"
"""1. (2) IV/ and, before a kind of organisation, A. or b)."""
_LEADING = re.compile(rf"(?i)^\s*(?:{_LABEL})?(?:[-–+•*]+|{_OUTLINE}|\d{{1,3}}\s*[-–]\s+)?\s*")
_TRAILING = re.compile(
    r"(?i)\s*(?:\*+|\(\*+\)|\(\d\)|[¹²³]+|[-–(]\s*(?:tiếp(?: theo| tục)?|cont\.?)\s*\)?)\s*$"
)
"""Marks of a footnote, and what a list says that goes on with the same name on its next page."""
_NEARLY = 85


_CENTRE = "tt "
"""Trung tâm, where a name opens with it; further on TT may be thông tin, thể thao or thị trấn."""


class SameName(Exception):
    """Two organisations of the register that can't be told apart by name."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} = {second}")
        self.names = (first, second)


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the cleaners need to know of an organisation."""

    organisation_id: str
    name: str
    kind: str
    type: str
    subcells: int | None
    short_name: str | None = None


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Why a name fits no organisation: unknown with the nearest names, or ambiguous with all of them."""

    rule: str
    suggestions: tuple[str, ...]


@cache
def _kind_words() -> tuple[tuple[str, str], ...]:
    rows = [(fold(row["phrase"]), row["organisation_kind"]) for row in entries("kinds")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _name_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The abbreviations within names, the longest first, and what each of them stands for."""
    words = {fold(row["abbreviation"]): fold(row["words"]) for row in entries("name_words")}
    return _any_of(words), words


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{known})(?!\w)")


def without_outline(name: str) -> str:
    """A name without what numbers it: "a) Chi bộ A"."""
    return _LEADING.sub("", name)


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> tuple[str | None, str]:
    """The kind that a name begins with (None where it names none) and the rest, folded.

    >>> name_key("ĐB Sở Y tế") == name_key("Đảng uỷ Sở Y Tế")
    True
    """
    key = fold(_TRAILING.sub("", without_outline(name)).replace("&", " và "))
    return _kind_and_rest(key, _kind_words(), *_name_words())


def _kind_and_rest(
    key: str, kind_words: Iterable[tuple[str, str]], pattern: re.Pattern[str], meanings: dict[str, str]
) -> tuple[str | None, str]:
    kind = None
    for words, kind_id in kind_words:
        if key.startswith(words + " "):
            key, kind = key[len(words) + 1 :], kind_id
            break
    if key.startswith(_CENTRE):
        key = f"trung tâm {key.removeprefix(_CENTRE)}"
    return kind, pattern.sub(lambda found: meanings[found[0]], key)


@cache
def _plain_kind_words() -> tuple[tuple[str, str], ...]:
    """The words of kinds without their marks; "đu" is left out, whose letters are those of "du lịch"."""
    plain = {letters_of(words): kind for words, kind in _kind_words()}
    return tuple(
        (words, kind) for words, kind in plain.items() if " " in words or not set("aeiou") & set(words)
    )


@cache
def _plain_name_words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {letters_of(short): letters_of(long) for short, long in _name_words()[1].items()}
    return _any_of(words), words


@lru_cache(maxsize=1 << 16)
def plain_name_key(name: str) -> tuple[str | None, str]:
    """The key of a name of which nothing but the letters is known, typed without marks or stripped of them.

    >>> plain_name_key("dang uy truong cd nghe") == plain_name_key("ĐB Trường Cao đẳng nghề")
    True
    """
    kind, key = name_key(name)
    plain_kind, key = _kind_and_rest(
        letters_of(key), () if kind else _plain_kind_words(), *_plain_name_words()
    )
    return kind or plain_kind, key


def is_nearly(name: str, known: str) -> bool:
    """Whether a name is so near to a known one that it may well be meant."""
    return fuzz.ratio(name_key(name)[1], name_key(known)[1]) >= _NEARLY


def _stands_in(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "


@lru_cache(maxsize=1 << 18)
def kind_of(text: str) -> str | None:
    """The kind of organisation that a cell or the beginning of a name says, with marks or without.

    >>> kind_of("Chi bé"), kind_of("Sở Y tế")  # bé is a word, but only bộ, its TCVN3, makes a kind
    ('party_cell', None)
    """
    if (kind := _kind_of(text)) is not None:
        return kind
    others = {kind for other in other_readings(text) if (kind := _kind_of(other))}
    return others.pop() if len(others) == 1 else None


def _kind_of(text: str) -> str | None:
    key = fold(text)
    for words, kind in (*_kind_words(), *(_plain_kind_words() if lacks_marks(text) else ())):
        if key == words or key.startswith(words + " "):
            return kind
    return None


class Register:
    """The organisations of the register, found by name.

    Raises SameName where two of them have the same kind and fold to the same name.
    """

    def __init__(self, organisations: Iterable[Organisation], aliases: dict[str, str] | None = None) -> None:
        self.organisations = list(organisations)
        self._by_key: dict[str, list[Organisation]] = {}
        self._by_letters: dict[str, list[Organisation]] = {}
        for organisation in self.organisations:
            same = self._by_key.setdefault(name_key(organisation.name)[1], [])
            for other in same:
                if other.kind == organisation.kind:
                    raise SameName(other.name, organisation.name)
            same.append(organisation)
            self._by_letters.setdefault(plain_name_key(organisation.name)[1], []).append(organisation)
        written = (
            self._short_names()
            | {row["alias"]: row["organisation"] for row in entries("aliases")}
            | (aliases or {})
        )
        self._aliases = {fold(alias): name for alias, name in written.items()}
        self._found: dict[str, Organisation | NoMatch] = {}

    def _short_names(self) -> dict[str, str]:
        """The abbreviations that the register itself gives; one given to two organisations is nobody's."""
        given = Counter(fold(o.short_name) for o in self.organisations if o.short_name)
        return {
            o.short_name: o.name
            for o in self.organisations
            if o.short_name and given[fold(o.short_name)] == 1
        }

    def match(self, name: str) -> Organisation | NoMatch:
        """The organisation of that name; a near name is only suggested."""
        if name not in self._found:
            found = self._match(self._aliases.get(fold(name), name))
            if isinstance(found, NoMatch):
                others = [self._match(other) for other in other_readings(name)]
                found = next((other for other in others if isinstance(other, Organisation)), found)
            if isinstance(found, NoMatch) and lacks_marks(name):
                found = self._fitting(*plain_name_key(name), self._by_letters)
            self._found[name] = found
        return self._found[name]

    def named_in(self, texts: Iterable[str]) -> Organisation | None:
        """The one organisation whose full name stands in a title: "Danh sách đảng viên Đảng bộ Sở Y tế"."""
        found: dict[str, Organisation] = {}
        for text in texts:
            if lacks_marks(text):
                found |= {o.organisation_id: o for o in self._named_in_plain(text)}
                continue
            key = name_key(text)[1]
            inside = [o for known, same in self._by_key.items() if _stands_in(known, key) for o in same]
            kinds = [kind for words, kind in _kind_words() if len(words) > 3 and _stands_in(words, key)]
            for organisation in inside:
                if not kinds or organisation.kind in kinds or len(inside) == 1:
                    found[organisation.organisation_id] = organisation
        names = [name_key(o.name)[1] for o in found.values()]
        longest = [
            o
            for o in found.values()
            if not any(name != name_key(o.name)[1] and name_key(o.name)[1] in name for name in names)
        ]
        return longest[0] if len(longest) == 1 else None

    def _named_in_plain(self, text: str) -> list[Organisation]:
        """Only where the kind stands before the name: "bao" of "bao cao" is no newspaper."""
        key = letters_of(fold(text))
        return [
            organisation
            for known, same in self._by_letters.items()
            if _stands_in(known, plain_name_key(text)[1])
            for organisation in same
            if any(
                kind == organisation.kind and _stands_in(f"{words} {known}", key)
                for words, kind in _plain_kind_words()
            )
        ]

    def _match(self, name: str) -> Organisation | NoMatch:
        return self._fitting(*name_key(name), self._by_key)

    def _fitting(
        self, kind: str | None, key: str, known: dict[str, list[Organisation]]
    ) -> Organisation | NoMatch:
        same = known.get(key, [])
        fitting = [o for o in same if kind is None or o.kind == kind]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            return NoMatch("name_ambiguous", tuple(o.name for o in fitting))
        return NoMatch("name_unknown", tuple(o.name for o in same) or _nearest(key, known))


def _nearest(key: str, known: dict[str, list[Organisation]]) -> tuple[str, ...]:
    near = process.extract(key, list(known), scorer=fuzz.token_sort_ratio, limit=3, score_cutoff=60)
    return tuple(o.name for found, _, _ in near for o in known[found])
