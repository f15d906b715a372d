from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ROOT

from analysis.plan import Plan, PlanError, load_plan

BUNDLED = (ROOT / "plan.toml").read_text(encoding="utf-8")


def test_the_bundled_plan_carries_the_facts(plan: Plan) -> None:
    assert [t.id for t in plan.organisation_types] == ["administrative", "public_service", "enterprise"]
    assert [m.id for m in plan.milestones] == [
        "personnel_planning", "political_standards", "documents_drafted", "subcell_congresses",
        "dossier_approved", "congress_held", "results_approved",
    ]  # fmt: skip
    assert [d.id for d in plan.directives] == ["35-CT/TW", "155-KH/TU", "133-KH/ĐUK", "45-CT/TW"]
    assert plan.directives[-1].replaces == "35-CT/TW"
    assert [p.level for p in plan.pilots].count("subcell") == 3
    assert (plan.bloc_congress.number, plan.bloc_congress.planned_to) == (3, date(2025, 8, 31))
    assert plan.milestone("subcell_congresses").applies_to == ("party_committee",)


def test_before_the_30th_means_on_or_before_unless_one_word_says_otherwise(
    tmp_path: Path, plan: Plan
) -> None:
    assert plan.deadline("congress_held", on=date(2025, 5, 1)) == date(2025, 6, 30)
    path = tmp_path / "plan.toml"
    path.write_text(
        BUNDLED.replace("deadline_inclusive = true", "deadline_inclusive = false"), encoding="utf-8"
    )
    assert load_plan(path).deadline("congress_held", on=date(2025, 5, 1)) == date(2025, 6, 29)


def test_a_pilot_has_an_earlier_deadline(plan: Plan) -> None:
    assert plan.deadline("congress_held", on=date(2025, 5, 1), pilot=True) == date(2025, 1, 31)
    assert plan.deadline("dossier_approved", on=date(2025, 5, 1), pilot=True) == date(2025, 5, 15)


def test_a_deadline_belongs_to_the_version_in_force(tmp_path: Path) -> None:
    deadlines = BUNDLED[BUNDLED.index("[versions.deadlines]") : BUNDLED.index("[versions.pilot_deadlines]")]
    newer = '\n[[versions]]\ndirective = "45-CT/TW"\nvalid_from = 2025-04-14\n\n' + deadlines.replace(
        "2025-06-30", "2025-07-15"
    )
    path = tmp_path / "plan.toml"
    path.write_text(BUNDLED + newer, encoding="utf-8")
    changed = load_plan(path)
    assert changed.deadline("congress_held", on=date(2025, 4, 13)) == date(2025, 6, 30)
    assert changed.deadline("congress_held", on=date(2025, 4, 14)) == date(2025, 7, 15)
    with pytest.raises(PlanError):
        changed.deadline("congress_held", on=date(2024, 7, 17))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("term = ", "trem = ", "term"),
        ("opening = 2024-07-18", 'opening = "18/7/2024"', "opening"),
        ('holds = "count"', 'holds = "cuont"', "count"),
        ('applies_to = ["party_committee"]', 'applies_to = ["comittee"]', "party_committee"),
        ('prerequisites = ["dossier_approved"]', 'prerequisites = ["dossier"]', "dossier_approved"),
        ('id = "personnel_planning"', 'id = "political_standards"', "political_standards"),
        ("congress_held = 2025-06-30", "congress = 2025-06-30", "congress_held"),
        ('directive = "133-KH/ĐUK"', 'directive = "134-KH/ĐUK"', "133-KH/ĐUK"),
        (
            'label = { vi = "Tiểu ban Nhân sự", en = "Personnel subcommittee" }',
            'label = "Tiểu ban Nhân sự"',
            "label",
        ),
        ("number = 3", 'number = "III"', "number"),
    ],
)
def test_a_fault_names_the_line_and_the_mend(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BUNDLED
    path = tmp_path / "plan.toml"
    path.write_text(BUNDLED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert said in caught.value.message("vi")
    assert said in caught.value.message("en")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        BUNDLED.replace("term = ", "trem = ", 1).replace("number = 3", "number = true"), encoding="utf-8"
    )
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert caught.value.message("vi").count("\n  - ") == 3


@pytest.mark.parametrize(
    ("content", "key"), [(b"term = ", "not_toml"), (b"term = '\xff\xfe'", "not_text"), (None, "missing_file")]
)
def test_a_file_that_is_no_plan_says_so(tmp_path: Path, content: bytes | None, key: str) -> None:
    path = tmp_path / "plan.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert caught.value.key == key


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        load_plan(tmp_path)
    assert caught.value.key == "is_folder"


@pytest.mark.parametrize(
    ("added", "shown"),
    [("", False), ("[publishing]", False), ("[publishing]\nshow_small_counts = true", True)],
)
def test_small_counts_are_published_only_where_the_plan_says_so(
    tmp_path: Path, added: str, shown: bool
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f"{BUNDLED}\n{added}\n", encoding="utf-8")
    assert load_plan(path).show_small_counts is shown


@pytest.mark.parametrize(
    ("line", "said"),
    [('show_small_counts = "yes"', "true hoặc false"), ("show_small = true", "show_small_counts")],
)
def test_a_wrong_setting_of_publishing_is_told(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f"{BUNDLED}\n[publishing]\n{line}\n", encoding="utf-8")
    with pytest.raises(PlanError, match=said):
        load_plan(path)
