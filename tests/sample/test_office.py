from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import load_workbook

from analysis.sample import Office, sample_office, write_sample
from analysis.text import fold, readable

FEW = {"organisations": 12, "members": 300}


@pytest.fixture(scope="module")
def office() -> Office:
    return sample_office()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("office") / "raw"
    write_sample(target)
    return target


def cells_of(path: Path) -> dict[str, list[list[object]]]:
    """The sheets of a workbook as plain cells from A1 on."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        return {path.stem: [list(row) for row in csv.reader(text.splitlines(), delimiter=";")]}
    book = load_workbook(str(path))
    return {
        readable(name): [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def at(rows: list[list[object]], address: str) -> object:
    letters = "".join(c for c in address if c.isalpha())
    return rows[int(address.removeprefix(letters)) - 1][ord(letters) - 65]


def test_the_bloc_has_88_organisations_and_3445_members(office: Office) -> None:
    kinds = Counter(organisation.kind for organisation in office.organisations)
    types = Counter(organisation.type for organisation in office.organisations)
    assert kinds == {"party_committee": 41, "party_cell": 47}
    assert types == {"administrative": 36, "public_service": 24, "enterprise": 28}
    assert sum(organisation.members for organisation in office.organisations) == 3445
    assert len({fold(organisation.name) for organisation in office.organisations}) == 88


def test_only_committees_have_subcells(office: Office) -> None:
    for organisation in office.organisations:
        assert (organisation.subcells is not None) == (organisation.kind == "party_committee")
    progress = office.truth_progress()
    counted = progress[progress["milestone"] == "subcell_congresses"]["organisation"]
    assert counted.str.startswith("Đảng bộ").all()


def test_the_pilots_are_those_of_the_season(office: Office) -> None:
    assert {organisation.name for organisation in office.organisations if organisation.pilot} == {
        "Chi bộ Hội LHPN tỉnh",
        "Đảng bộ Trường Chính trị tỉnh",
        "Chi bộ Ngân hàng Nhà nước chi nhánh tỉnh",
    }


def test_enterprises_are_slowest_on_the_last_day(office: Office) -> None:
    progress = office.truth_progress()
    last = progress[
        (progress["as_of"] == progress["as_of"].max()) & (progress["milestone"] == "congress_held")
    ]
    types = {organisation.name: organisation.type for organisation in office.organisations}
    held: dict[str, float] = (
        (last["status"] == "done").groupby(last["organisation"].map(types)).mean().to_dict()
    )
    assert held["administrative"] > held["public_service"] > held["enterprise"]
    assert 0.7 < held["enterprise"] < 0.85


@pytest.mark.parametrize(("organisations", "members"), [(12, 300), (88, 3445), (300, 9000)])
def test_any_size_adds_up(organisations: int, members: int) -> None:
    office = sample_office(organisations=organisations, members=members)
    register = office.truth_organisations()
    assert len(register) == organisations
    assert register["members"].sum() == members
    assert register["organisation"].map(fold).is_unique
    assert set(register["organisation_type"]) == {"administrative", "public_service", "enterprise"}


def test_too_few_members_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3 organisations and 3 members each"):
        sample_office(organisations=88, members=100)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second, other = tmp_path / "first", tmp_path / "second", tmp_path / "other"
    write_sample(first, **FEW)
    write_sample(second, **FEW)
    write_sample(other, **FEW, seed=7)
    bytes_of = [{path.name: path.read_bytes() for path in each.iterdir()} for each in (first, second, other)]
    assert bytes_of[0] == bytes_of[1]
    assert bytes_of[0].keys() == bytes_of[2].keys()
    differing = [name for name, content in bytes_of[0].items() if content != bytes_of[2][name]]
    assert len(differing) > len(bytes_of[0]) - 4


def test_every_sheet_of_a_report_says_that_it_is_made_up(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        for name, rows in cells_of(path).items():
            banner = [readable(str(value)) for row in rows[:6] for value in row]
            assert any("minh họa" in text.lower() for text in banner), f"{path.name}, {name}"


@pytest.mark.parametrize("table", ["progress", "membership", "tasks", "organisations"])
def test_no_truth_without_a_cell_that_names_it(folder: Path, table: str) -> None:
    with (folder.with_name("raw-truth") / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    sheets = {path.name: cells_of(path) for path in folder.iterdir()}
    places = {
        (row["source_file"], row["source_sheet"], row["source_cell"]): row.get("task") or row["organisation"]
        for row in rows
    }
    assert places
    for (file, sheet, cell), name in places.items():
        assert _plain(str(at(sheets[file][sheet], cell))) == _plain(name), f"{file}, {sheet}, {cell}"


def _plain(name: str) -> str:
    """A name without its kind, its star and the abbreviations of the desk."""
    plain = fold(readable(name).rstrip("*").replace("Cty CP", "Công ty Cổ phần").replace("Cty", "Công ty"))
    for kind in ("đảng ủy", "đảng bộ", "chi bộ", "đb", "cb"):
        plain = plain.removeprefix(f"{fold(kind)} ")
    return plain


def test_every_slip_is_in_its_cell(folder: Path, office: Office) -> None:
    findings = office.truth_findings()
    assert {
        "status_unreadable", "date_impossible", "date_unreadable", "count_is_date", "name_unknown",
        "more_held_than_required", "subcells_differ", "date_after_as_of", "printed_total_differs",
        "before_prerequisite", "organisation_missing", "ages_differ_from_total", "movement_differs",
    } <= set(findings["rule"])  # fmt: skip
    places = findings[findings["source_cell"] != ""][["source_file", "source_sheet", "source_cell"]]
    for file, sheet, cell in places.to_numpy().tolist():
        assert at(cells_of(folder / file)[sheet], cell) not in ("", None)


def test_a_prerequisite_comes_before_the_congress_except_for_three(office: Office) -> None:
    early = [s for s in office.seasons if s.done["dossier_approved"] > s.done["congress_held"]]
    assert len(early) == 3
    for season in office.seasons:
        steps = [
            season.done[name] for name in ("personnel_planning", "political_standards", "documents_drafted")
        ]
        assert steps == sorted(steps)
        assert steps[-1] < season.done["congress_held"] < season.done["results_approved"]
        assert all(day < season.done["congress_held"] for day in season.subcell_days)
