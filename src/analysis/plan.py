"""The plan file: what has to be done by whom and when. Another province changes it and nothing else.

A plan is dated and versioned: the rules changed during the cycle, and a deadline belongs to a version.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analysis.plan_schema import Fault, check_plan
from analysis.wording import LANGUAGES, Language, say

ORGANISATION_KINDS = ("party_committee", "party_cell")


class PlanError(Exception):
    """A plan that can't be used; `message(language)` names the line's meaning and the mend."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.message("vi"))

    def message(self, language: Language) -> str:
        """What is wrong and what to do."""
        told = {
            name: value[language] if isinstance(value, dict) else value for name, value in self.values.items()
        }
        return say(f"plan.{self.key}", language, **told)


@dataclass(frozen=True, slots=True)
class Named:
    """Anything of the plan with an identifier and a name in both languages."""

    id: str
    label: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class OrganisationType(Named):
    """A type of organisation; `short` is for charts."""

    short: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Milestone(Named):
    """A step that organisations take; `prerequisites` have to be done before it."""

    short: Mapping[Language, str]
    applies_to: tuple[str, ...]
    holds: str
    prerequisites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directive:
    """A document in the chain of plans."""

    id: str
    issuer: str
    date: date
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Pilot:
    """An organisation whose congress (or, at level subcell, one of whose sub-cells') goes first."""

    organisation: str
    level: str


@dataclass(frozen=True, slots=True)
class Version:
    """The deadlines that hold from `valid_from` until the next version."""

    directive: str
    valid_from: date
    deadlines: Mapping[str, date]
    pilot_deadlines: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class BlocCongress:
    """The bloc's own congress."""

    number: int
    label: Mapping[Language, str]
    planned_from: date
    planned_to: date


UNKNOWN_TYPE = "unknown"
"""The type of an organisation where no list and no report gives one that is understood."""


def _foreign_type(type_id: str) -> Mapping[Language, str]:
    return {
        language: say("value.unknown", language) if type_id == UNKNOWN_TYPE else type_id
        for language in LANGUAGES
    }


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the plan file says.

    `show_small_counts`: counts of 1 to 4 members are published below the bloc; the report is then for
    internal use only, and says so.
    """

    term: str
    subcell_term: str
    opening: date
    deadline_inclusive: bool
    organisation: Mapping[Language, str]
    directives: tuple[Directive, ...]
    organisation_types: tuple[OrganisationType, ...]
    milestones: tuple[Milestone, ...]
    versions: tuple[Version, ...]
    pilots: tuple[Pilot, ...]
    bloc_congress: BlocCongress
    bodies: tuple[Named, ...]
    show_small_counts: bool = False

    def types_among(self, ids: Iterable[object]) -> list[OrganisationType]:
        """The types that occur, in the plan's order; one that the plan does not know comes last."""
        present = set(map(str, ids))
        known = [one for one in self.organisation_types if one.id in present]
        foreign = sorted(present - {one.id for one in known})
        return [*known, *(OrganisationType(one, *[_foreign_type(one)] * 2) for one in foreign)]

    def milestone(self, milestone_id: str) -> Milestone:
        """The milestone of that identifier; PlanError where the plan has none."""
        for milestone in self.milestones:
            if milestone.id == milestone_id:
                return milestone
        raise PlanError("no_milestone", id=milestone_id, known=", ".join(m.id for m in self.milestones))

    def version(self, on: date) -> Version:
        """The version in force on a day; PlanError before the first."""
        in_force = [version for version in self.versions if version.valid_from <= on]
        if not in_force:
            raise PlanError("before_first", day=on, first=self.versions[0].valid_from)
        return in_force[-1]

    def deadline(self, milestone_id: str, *, on: date, pilot: bool = False) -> date:
        """The last day that is still on time, by the version in force on `on`.

        Raises PlanError if the plan has no deadline for the milestone on that date.
        """
        self.milestone(milestone_id)
        version = self.version(on)
        day = version.deadlines.get(milestone_id)
        if pilot:
            day = version.pilot_deadlines.get(milestone_id, day)
        if day is None:
            raise PlanError("no_milestone_deadline", day=on, id=milestone_id)
        return day if self.deadline_inclusive else day - timedelta(days=1)


def load_plan(path: Path | str) -> Plan:
    """The plan from a TOML file, checked; all faults are told at once.

    Raises PlanError for a file that is missing, not TOML, or says what can't be.

    >>> plan = load_plan("plan.toml")
    >>> plan.deadline("congress_held", on=date(2025, 5, 15))
    datetime.date(2025, 6, 30)
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PlanError("missing_file", path=path) from error
    except IsADirectoryError as error:
        raise PlanError("is_folder", path=path) from error
    except UnicodeDecodeError as error:
        raise PlanError("not_text", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise PlanError("not_toml", path=path, cause=error) from error
    faults = check_plan(content)
    if faults:
        told = {language: _lines(faults, language) for language in LANGUAGES}
        raise PlanError("faults", path=path, count=len(faults), faults=told)
    return _plan(content)


def _lines(faults: list[Fault], language: Language) -> str:
    return "".join(f"\n  - {say(f'plan.{key}', language, **values[language])}" for key, values in faults)


def _plan(content: dict[str, Any]) -> Plan:
    return Plan(
        term=content["term"],
        subcell_term=content["subcell_term"],
        opening=content["opening"],
        deadline_inclusive=content["deadline_inclusive"],
        organisation=content["organisation"]["label"],
        directives=tuple(
            Directive(entry["id"], entry["issuer"], entry["date"], entry.get("replaces"))
            for entry in content["directives"]
        ),
        organisation_types=tuple(
            OrganisationType(entry["id"], entry["label"], entry["short"])
            for entry in content["organisation_types"]
        ),
        milestones=tuple(
            Milestone(
                entry["id"],
                entry["label"],
                entry["short"],
                tuple(entry["applies_to"]),
                entry["holds"],
                tuple(entry["prerequisites"]),
            )
            for entry in content["milestones"]
        ),
        versions=tuple(
            Version(
                entry["directive"], entry["valid_from"], entry["deadlines"], entry.get("pilot_deadlines", {})
            )
            for entry in content["versions"]
        ),
        pilots=tuple(Pilot(entry["organisation"], entry["level"]) for entry in content["pilots"]),
        bloc_congress=BlocCongress(**content["bloc_congress"]),
        bodies=tuple(Named(entry["id"], entry["label"]) for entry in content["bodies"]),
        show_small_counts=content.get("publishing", {}).get("show_small_counts", False),
    )
