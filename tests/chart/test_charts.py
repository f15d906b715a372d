"""Every chart, on a whole season and on odd tables: nothing cut off, nothing overlapping, true titles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.chart import (
    Caption,
    ages_by_type,
    call_list,
    change_chart,
    completion_times,
    congress_by_type,
    congress_curve,
    incoming_chart,
    incoming_summary,
    members_by_type,
    milestone_heat,
    outlook_chart,
    pilot_chart,
    reporting_chart,
    restated_chart,
    save_chart,
    silent_list,
    subcells_by_type,
    task_chart,
    tasks_by_owner,
    waiting_list,
)  # fmt: skip
from analysis.measure import (
    completion_curve,
    completion_rates,
    incomplete_organisations,
    median_time_to_completion,
    membership_by_type,
    outlook,
    outlook_by_type,
    pilot_progress,
    rate_change_in_views,
    reporting_rates,
    reporting_status,
    restated,
    subcell_rates,
    suppressed,
    task_progress,
    task_rates,
    time_to_completion,
)  # fmt: skip
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.sample import write_sample
from analysis.wording import LANGUAGES, Language

DAYS = (date(2025, 1, 8), date(2025, 5, 28), date(2025, 6, 30), date(2025, 8, 15))
NAMES = (
    "congress", "milestones", "curve", "waiting", "subcells", "pilots", "tasks", "members", "ages",
    "incoming", "reporting", "outlook", "call", "change", "silent", "then", "times", "owners",
)  # fmt: skip
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Tables:
    folder = tmp_path_factory.mktemp("sample") / "raw"
    write_sample(folder)
    return clean_folder(folder, plan)


def draw(name: str, tables: Tables, plan: Plan, day: date, language: Language = "vi") -> Figure:
    """The chart of that name as the notebooks draw it."""
    caption = Caption(day, "Nguồn: 43 trang báo cáo của các đơn vị", language, illustrative=True)
    progress, organisations = tables["progress"], tables["organisations"]

    def rates() -> pd.DataFrame:
        return completion_rates(progress, organisations, plan, as_of=day)

    def members() -> pd.DataFrame:
        return suppressed(membership_by_type(tables["membership"], plan, as_of=day))

    drawn: dict[str, Callable[[], Figure]] = {
        "congress": lambda: congress_by_type(rates().query("milestone == 'congress_held'"), plan, caption),
        "milestones": lambda: milestone_heat(rates(), plan, caption),
        "curve": lambda: congress_curve(
            completion_curve(progress, organisations, plan, as_of=day), plan, caption,
            plan.deadline("congress_held", on=day),
        ),
        "waiting": lambda: waiting_list(
            incomplete_organisations(progress, organisations, plan, as_of=day), plan, caption
        ),
        "subcells": lambda: subcells_by_type(
            subcell_rates(progress, organisations, plan, as_of=day), plan, caption
        ),
        "pilots": lambda: pilot_chart(pilot_progress(progress, organisations, plan, as_of=day), caption),
        "tasks": lambda: task_chart(task_progress(tables["tasks"], as_of=day), caption),
        "owners": lambda: tasks_by_owner(task_rates(tables["tasks"], as_of=day), caption),
        "members": lambda: members_by_type(members(), plan, caption),
        "ages": lambda: ages_by_type(members(), plan, caption),
        "incoming": lambda: incoming_chart(incoming_summary(tables["sources"]), caption),
        "reporting": lambda: reporting_chart(
            reporting_rates(progress, organisations, as_of=day), plan, caption
        ),
    }  # fmt: skip
    return drawn[name]() if name in drawn else draw_outlook(name, tables, plan, caption)


def draw_outlook(name: str, tables: Tables, plan: Plan, caption: Caption) -> Figure:
    """The charts of the outlook's page, four weeks back."""
    known = (tables["progress"], tables["organisations"])
    day, since = caption.as_of, caption.as_of - timedelta(days=28)

    def then() -> pd.DataFrame:
        early = max(since, date(2025, 1, 8))  # before its first report nothing was known
        return restated(*known, plan, as_of=early, known_by=day).query("milestone == 'congress_held'")

    def change() -> pd.DataFrame:
        return rate_change_in_views(
            *known, tables["events"], plan, as_of=day, since=since, milestone="congress_held"
        )

    drawn: dict[str, Callable[[], Figure]] = {
        "outlook": lambda: outlook_chart(
            outlook_by_type(*known, plan, as_of=day), outlook_by_type(*known, plan, as_of=day, by=None),
            plan, caption,
        ),
        "call": lambda: call_list(outlook(*known, plan, as_of=day), plan, caption),
        "change": lambda: change_chart(change(), plan, caption, since),
        "silent": lambda: silent_list(reporting_status(*known, as_of=day), plan, caption),
        "then": lambda: restated_chart(then(), plan, caption, since),
        "times": lambda: completion_times(
            time_to_completion(*known, plan, as_of=day), median_time_to_completion(*known, plan, as_of=day),
            plan, caption,
        ),
    }  # fmt: skip
    return drawn[name]()


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text with the place it takes, in pixels."""
    figure.savefig(BytesIO(), format="png", dpi=100)
    texts = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    return [
        (text.get_text(), text.get_window_extent())  # type: ignore[attr-defined]
        for text in texts
        if text.get_text().strip()  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_cut_off_or_covers_another(
    name: str, day: date, language: Language, tables: Tables, plan: Plan
) -> None:
    figure = draw(name, tables, plan, day, language)
    placed = boxes(figure)
    page = figure.bbox
    outside = [
        text
        for text, box in placed
        if box.x0 < 0 or box.y0 < 0 or box.x1 > page.width or box.y1 > page.height
    ]
    assert outside == []
    shrunk = [(text, Bbox.from_extents(b.x0 + 1, b.y0 + 3, b.x1 - 1, b.y1 - 3)) for text, b in placed]
    covering = [
        (one, other)
        for i, (one, box) in enumerate(shrunk)
        for other, its in shrunk[i + 1 :]
        if box.width > 0 and box.height > 0 and box.overlaps(its)
    ]
    assert covering == []


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_names_its_day_its_source_and_that_it_is_made_up(
    name: str, tables: Tables, plan: Plan
) -> None:
    texts = " ".join(text for text, _ in boxes(draw(name, tables, plan, DAYS[1])))
    assert "Số liệu đến 28/5/2025" in texts
    assert "Nguồn: 43 trang báo cáo" in texts
    assert "dữ liệu minh họa" in texts


def congress_rates(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["organisation_type", "held", "required"])
    frame["milestone"] = "congress_held"
    frame["on_time"], frame["not_due"] = frame["held"], frame["required"] - frame["held"]
    frame["late"] = frame["timing_unknown"] = frame["overdue"] = 0
    frame["rate"] = (frame["held"] / frame["required"].where(frame["required"] > 0)).astype("Float64")
    return frame


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("administrative", 20, 36), ("enterprise", 11, 26)], "Doanh nghiệp chậm nhất: mới 11/26"),
        ([("administrative", 36, 36), ("enterprise", 26, 26)], "Tất cả 62 tổ chức đã đại hội"),
        ([("administrative", 0, 36), ("enterprise", 0, 26)], "Chưa tổ chức nào trong 62 tổ chức"),
        ([("administrative", 5, 10), ("enterprise", 10, 20)], "Đã có 15/30 tổ chức đại hội"),
        ([("administrative", 0, 0)], "Không có tổ chức nào phải đại hội"),
        ([], "Không có tổ chức nào phải đại hội"),
    ],
)
def test_the_title_says_what_is_true(rows: list[tuple[str, int, int]], title: str, plan: Plan) -> None:
    figure = congress_by_type(congress_rates(*rows), plan, Caption(DAYS[1], "Nguồn"))
    assert title in str(figure.get_label())


@pytest.mark.parametrize("name", ["waiting", "subcells", "pilots", "tasks", "members", "ages", "incoming"])
def test_an_empty_table_is_a_chart_that_says_so(name: str, tables: Tables, plan: Plan) -> None:
    caption = Caption(DAYS[1], "Nguồn")
    progress, organisations = tables["progress"], tables["organisations"]
    members = suppressed(membership_by_type(tables["membership"], plan, as_of=DAYS[1])).head(0)
    figure = {
        "waiting": lambda: waiting_list(
            incomplete_organisations(progress, organisations, plan, as_of=DAYS[1]).head(0), plan, caption
        ),
        "subcells": lambda: subcells_by_type(
            subcell_rates(progress, organisations, plan, as_of=DAYS[1]).head(0), plan, caption
        ),
        "pilots": lambda: pilot_chart(
            pilot_progress(progress, organisations, plan, as_of=DAYS[1]).head(0), caption
        ),
        "tasks": lambda: task_chart(task_progress(tables["tasks"], as_of=DAYS[1]).head(0), caption),
        "members": lambda: members_by_type(members, plan, caption),
        "ages": lambda: ages_by_type(members, plan, caption),
        "incoming": lambda: incoming_chart(incoming_summary(tables["sources"]).head(0), caption),
    }[name]()
    told = "Không phải gọi ai." if name == "waiting" else "Chưa có số liệu để vẽ."
    assert told in [text for text, _ in boxes(figure)]


def test_a_chart_is_saved_in_all_forms_with_the_same_bytes_each_time(
    tmp_path: Path, tables: Tables, plan: Plan
) -> None:
    table = completion_rates(tables["progress"], tables["organisations"], plan, as_of=DAYS[1])
    for folder in ("a", "b"):
        save_chart(draw("congress", tables, plan, DAYS[1]), "congress", table, tmp_path / folder)
    for suffix in ("png", "svg", "csv"):
        once, again = ((tmp_path / f / f"congress.{suffix}").read_bytes() for f in "ab")
        assert once == again
    assert (tmp_path / "a" / "congress.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_caption_for_internal_use_says_so() -> None:
    caption = Caption(date(2025, 6, 30), "Nguồn: 3 trang", "vi", internal=True)
    assert "CHỈ DÙNG NỘI BỘ" in caption.line()
