"""What a plan file has to say, and every fault of one that does not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from analysis.wording import LANGUAGES, Language, say

Fault = tuple[str, dict[Language, dict[str, object]]]
Sentence = tuple[str, dict[str, object]]
Schema = dict[str, str]
"""Key to kind; a kind that ends in ? is optional."""

_TOP: Schema = {
    "term": "text",
    "subcell_term": "text",
    "opening": "date",
    "deadline_inclusive": "flag",
    "organisation": "table",
    "directives": "tables",
    "organisation_types": "tables",
    "milestones": "tables",
    "versions": "tables",
    "pilots": "tables",
    "bloc_congress": "table",
    "bodies": "tables",
    "publishing": "table?",
}
_INSIDE: dict[str, Schema] = {
    "organisation": {"label": "label"},
    "directives": {"id": "text", "issuer": "text", "date": "date", "replaces": "text?"},
    "organisation_types": {"id": "text", "label": "label", "short": "label"},
    "milestones": {
        "id": "text",
        "label": "label",
        "short": "label",
        "applies_to": "ids",
        "holds": "text",
        "prerequisites": "ids",
    },
    "versions": {
        "directive": "text",
        "valid_from": "date",
        "deadlines": "dates",
        "pilot_deadlines": "dates?",
    },
    "pilots": {"organisation": "text", "level": "text"},
    "bloc_congress": {"number": "number", "label": "label", "planned_from": "date", "planned_to": "date"},
    "bodies": {"id": "text", "label": "label"},
    "publishing": {"show_small_counts": "flag?"},
}
_CHOICES = {
    "applies_to": ("party_committee", "party_cell"),
    "holds": ("mark", "count", "dates", "decision"),
    "level": ("province", "bloc", "subcell"),
}


def check_plan(content: dict[str, Any]) -> list[Fault]:
    """All faults of a plan's content; none means that it can be used."""
    faults = _check_table("plan.toml", content, _TOP)
    for section, schema in _INSIDE.items():
        value = content.get(section)
        if isinstance(value, dict):
            faults += _check_table(f"[{section}]", value, schema)
        elif isinstance(value, list):
            for number, entry in enumerate(value, start=1):
                if isinstance(entry, dict):
                    faults += _check_table(_place(section, number, entry), entry, schema)
    return faults or _check_references(content)


def _place(section: str, number: int, entry: dict[str, Any]) -> str:
    name = entry.get("id") or entry.get("organisation") or entry.get("directive")
    return f"[[{section}]] {number}" + (f" ({name})" if name else "")


def _fault(key: str, /, **values: object) -> Fault:
    """Values that are (key, values) pairs are sentences of their own, told in each language."""
    return key, {
        language: {
            name: say(value[0], language, **value[1]) if isinstance(value, tuple) else value
            for name, value in values.items()
        }
        for language in LANGUAGES
    }


def _check_table(place: str, table: dict[str, Any], schema: Schema) -> list[Fault]:
    faults = [
        _fault("unknown", place=place, key=key, hint=_hint(key, schema)) for key in table if key not in schema
    ]
    for key, kind in schema.items():
        meaning: Sentence = (f"plan.meaning.{key}", {})
        if key not in table:
            if not kind.endswith("?"):
                faults.append(_fault("missing", place=place, key=key, meaning=meaning))
        elif not _is(kind.rstrip("?"), table[key]):
            wanted: Sentence = (f"plan.kind.{kind.rstrip('?')}", {})
            shown = repr(table[key])[:60]
            faults.append(
                _fault("wrong_type", place=place, key=key, meaning=meaning, wanted=wanted, found=shown)
            )
        elif key in _CHOICES:
            given = table[key] if isinstance(table[key], list) else [table[key]]
            faults += _not_listed(place, given, _CHOICES[key], key)
    return faults


def _is(kind: str, value: object) -> bool:
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if kind == "label":
        return isinstance(value, dict) and set(value) == set(LANGUAGES) and all(value.values())
    if kind == "ids":
        return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    if kind == "dates":
        return isinstance(value, dict) and all(_is("date", day) for day in value.values())
    if kind == "tables":
        return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {"text": str, "flag": bool, "table": dict}[kind]) and value != ""


def _hint(word: str, known: Iterable[str]) -> object:
    near = get_close_matches(word, list(known), n=1)
    return ("plan.hint", {"near": near[0]}) if near else ""


def _not_listed(place: str, given: Iterable[str], known: Iterable[str], where: str) -> list[Fault]:
    known = list(known)
    return [
        _fault(
            "not_listed", place=place, id=entry, where=where, known=", ".join(known), hint=_hint(entry, known)
        )
        for entry in given
        if entry not in known
    ]


def _check_references(content: dict[str, Any]) -> list[Fault]:
    """Identifiers stand once and mean something; every milestone has a deadline; versions go forward."""
    faults: list[Fault] = []
    for section in ("directives", "organisation_types", "milestones", "bodies"):
        ids = [entry["id"] for entry in content[section]]
        faults += [
            _fault("twice", place=f"[[{section}]]", id=repeated)
            for repeated in dict.fromkeys(ids)
            if ids.count(repeated) > 1
        ]
    milestones = [entry["id"] for entry in content["milestones"]]
    directives = [entry["id"] for entry in content["directives"]]
    for number, entry in enumerate(content["milestones"], start=1):
        place = _place("milestones", number, entry)
        faults += _not_listed(place, entry["prerequisites"], milestones[: number - 1], "milestones")
    for number, entry in enumerate(content["directives"], start=1):
        place = _place("directives", number, entry)
        faults += _not_listed(
            place, [entry["replaces"]] if "replaces" in entry else [], directives, "directives"
        )
    return faults + _check_versions(content["versions"], milestones, directives)


def _check_versions(
    versions: list[dict[str, Any]], milestones: list[str], directives: list[str]
) -> list[Fault]:
    faults: list[Fault] = []
    before: date | None = None
    for number, version in enumerate(versions, start=1):
        place = _place("versions", number, version)
        faults += _not_listed(place, [version["directive"]], directives, "directives")
        for key in ("deadlines", "pilot_deadlines"):
            faults += _not_listed(f"{place} {key}", version.get(key, {}), milestones, "milestones")
        faults += [
            _fault("no_deadline", place=f"{place} deadlines", id=milestone)
            for milestone in milestones
            if milestone not in version["deadlines"]
        ]
        if before is not None and version["valid_from"] <= before:
            faults.append(_fault("versions_order", place=place, before=before, found=version["valid_from"]))
        before = version["valid_from"]
    return faults
