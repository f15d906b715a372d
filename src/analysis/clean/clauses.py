"""What a clerk writes in words into the cell of a milestone, read clause by clause.

"Đã nộp hồ sơ ngày 7/4/2025, chưa bố trí được lịch duyệt" is a step taken and something not done yet:
under way, and that day is not the milestone's. A deed counts as done only if it is the milestone's own
and nothing beside it is open; a clause that nobody can place leaves the whole cell unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from analysis.date_interval import DateInterval
from analysis.dates import find_dates, leaves_day_open, read_date
from analysis.diacritics import letters_of
from analysis.text import fold, readable
from analysis.vocabulary import entries

Said = Literal[
    "done", "step", "going_on", "returned", "not_yet", "planned", "not_applicable", "day", "paper", "beside",
    "compared",
]  # fmt: skip


class Clause(NamedTuple):
    """What a clause says, when, and in which words (folded); `said` is None where nobody can tell."""

    said: Said | None
    when: DateInterval | None = None
    words: str = ""


_OF_STATUS: dict[str, Said] = {
    "done": "done",
    "in_progress": "going_on",
    "not_started": "not_yet",
    "not_applicable": "not_applicable",
}


class Reading(NamedTuple):
    """A status of the contract or `planned`, and the day of the deed or of the plan.

    What is under way has the day on which it is to be over; a congress is held, or not yet.
    """

    status: str
    when: DateInterval | None = None


_PARTED = re.compile(r"\s*(?:[,;\n()\[\]]|\s[-–—]\s|\.(?=\s)|(?<=\s)(?:nhưng|song|tuy nhiên)(?=\s))\s*")
_DOCUMENT = re.compile(
    r"(?:số\s*:?\s*)?\d+\s*[-/]\s*(?:q[đd]|kl|tb|cv|nq|bc|ctr|tt)\b(?:\s*[-/]\s*[^\W\d_]+)*|\bsố\s*:?\s*\d+\b"
)
_EARLIER_NUMBERS = re.compile(r"số\s*:?\s*(?:\d+\s*(?:,|;|và)\s*)+(?=\d+\s*[-/]\s*[^\W\d_])")
"""All but the last number of "các QĐ số 101, 102, 103-QĐ/ĐUK"."""
_PAPER = re.compile(
    r"(?!.*\b(?:chưa|không|đang|sẽ|dự kiến)\b)(?:(?:theo|tại|có|các|kèm) )*"
    r"(?P<deciding>q[đd]|quyết định|tb|thông báo|kl|kết luận|nq|nghị quyết)?"
    r"(?(deciding)|(?:kh|kế hoạch|hd|hướng dẫn|bc|báo cáo|ttr|tờ trình|cv|công văn|bb|biên bản)\b)"
    r"[^\d,]{0,40}?(?:số\s*:?\s*)?\d+\s*[-/]\s*[^\W\d_]+(?:[-/][^\W\d_]+)*"
    r"(?:\s*(?:ký )?ngày\s*(?P<day>[\d/.-]+))?"
)
"""A paper and its number: a decision or a notice may be the deed itself, a report or a request never is."""
_BY_DECISION = ("personnel_planning", "political_standards", "results_approved")
_SOME_PARTS = re.compile(
    r"(?:đã )?(?:viết|làm|soạn|dự thảo|hoàn thành|xong)(?: xong)? (?:các )?phần (?:thứ )?(?:[ivx]+|\d{1,2})\b"
    r"(?:(?:,| và|,? phần) (?:[ivx]+|\d{1,2})\b(?!\s*/))*"
)
"""Đã xong phần I, II: some of it."""
_AGAINST_PLAN = re.compile(
    r"(?:sớm|muộn|chậm|trễ|nhanh) (?:hơn |so với )+(?:\w+ ){0,4}?(?:kế hoạch|kh|dự kiến|lịch|qui định)"
)
_RETURNED = re.compile(r"\b(?:bị trả|trả lại|trả về)\b")
_OF_OTHER_BODIES = re.compile(
    r"^(?:đại hội|đh|hội nghị) (?:(?:của|các) )?(?:đoàn|công đoàn|phụ nữ|hội|cbcc|người lao động|cổ đông)\b"
    r"|^(?:đoàn tn|đoàn thanh niên|công đoàn|hội phụ nữ)\b"
)
_NOT_BEGUN = re.compile(r"chưa(?: (?:có|làm|viết|thực hiện|triển khai|bắt đầu|tổ chức))?")
_OF_PERSONS = re.compile(
    r"\b(?P<some>\d{1,3})\s*/\s*(?P<all>\d{1,3})\s*(?:đ/?c|đồng chí|người|nhân sự|chi bộ|đảng viên|văn bản)\b"
)
_SENT = re.compile(r"(?:trình|gửi|nộp) (?!lại\b)")
"""Behind what is done, "trình Đảng ủy Khối": sent, though no "đã" says so."""
_DIGITS = re.compile(r"(?<!\w)\d+(?!\w)")
_OF_THE_DAY = re.compile(r"(?:chậm|trễ|muộn|sớm|đúng hạn|đúng (?:kế hoạch|tiến độ))(?! nhất)\b")
"""What is said of a day that stands alone otherwise: "8/5 (chậm 1 ngày)"."""
_FINISHED = re.compile(r"\b(?:xong|hoàn thành|rồi)\b")


@cache
def _pattern(said: str) -> re.Pattern[str]:
    """Folded text that begins with, or has in it, the phrases of `vocabulary/clauses.csv` for that."""
    rows = [row for row in entries("clauses") if row["said"] == said]
    phrases = {
        where: _any_of(one for row in rows if row["where"] == where for one in row["phrase"].split("|"))
        for where in ("start", "inside")
    }
    return re.compile(rf"(?:{phrases['start']}|.*(?<!\w){phrases['inside']})(?!\w)")


def _says(said: str, key: str) -> bool:
    return _pattern(said).match(key) is not None


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, folded, the longest first."""
    known = sorted({fold(one) for one in phrases if one}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(map(re.escape, known)) or '(?!)'})"


@cache
def _matter(milestone: str, part: str) -> re.Pattern[str]:
    """The words of a milestone's own matter, of what comes after it, of a deed, or of what says nothing."""
    rows = [row for row in entries("matters") if row["part"] == part and row["milestone"] in (milestone, "*")]
    return re.compile(rf"(?<!\w){_any_of(one for row in rows for one in row['words'].split('|'))}(?!\w)")


def names_matter(key: str, milestone: str) -> bool:
    """Whether folded words name what a milestone is about: "chưa trình hồ sơ" of the dossier."""
    return _matter(milestone, "own").search(key) is not None


def read_clauses(
    text: str, milestone: str, heading: str, near: date | None, plain: Callable[[str], str | None]
) -> Reading | None:
    """What a cell of words says of a milestone; None where a clause of it leaves that open.

    `heading` are the folded words above the column, `plain` gives the status of words that a list knows.
    Raises ImpossibleDate for a day that can't be one.

    >>> read_clauses("Đã nộp hồ sơ, chờ xếp lịch", "dossier_approved", "", None, lambda _: None)
    Reading(status='in_progress', when=None)
    """
    told = _SOME_PARTS.sub("một phần", _EARLIER_NUMBERS.sub("số ", readable(text).casefold()))
    parts = [part for part in _PARTED.split(told) if part.strip(" .:/")]
    clauses = [_clause(part.strip(" .:"), milestone, heading, near, plain) for part in parts]
    if not clauses or any(clause.said is None for clause in clauses):
        return None
    days = [clause for clause in clauses if clause.said == "day"]
    if len(days) == 1 and all(clause in days or _OF_THE_DAY.match(clause.words) for clause in clauses):
        return Reading("done", days[0].when)
    return _together([clause for clause in clauses if clause.said != "beside"], milestone)


def _clause(
    text: str, milestone: str, heading: str, near: date | None, plain: Callable[[str], str | None]
) -> Clause:
    if paper := _PAPER.fullmatch(text):
        decided = paper["deciding"] and paper["day"]
        return Clause("paper", read_date(paper["day"], near=near) if decided else None)
    key = fold(text)
    if milestone == "congress_held" and _OF_OTHER_BODIES.match(key):
        return Clause("beside", words=key)
    if _AGAINST_PLAN.fullmatch(key):
        return Clause("compared", words=key)
    day = read_date(text, near=near)
    if _says("planned", key) or _says("moved", key) or (day and day.first is None):
        day = day or _planned_day(text, near)
        return Clause("planned" if day else None, day)
    if day:
        return Clause("day", day)
    if (status := plain(text)) is not None:
        return Clause(_OF_STATUS[status], words=key)
    dates = find_dates(text, near=near)
    when = dates[0] if len(dates) == 1 and not leaves_day_open(text) else None
    return Clause(_said(text, key, bool(dates), when, milestone, heading), when, key)


def _planned_day(text: str, near: date | None) -> DateInterval | None:
    """The day behind the words of a plan, if it is the only one."""
    key = fold(text)
    moved = _pattern("moved").match(key)
    found = moved or _pattern("planned").match(key)
    words = len(found[0].split()) if found else 0
    if moved and key[moved.end() :].startswith(" từ "):
        return None  # "dời từ 12/5" names the old day
    rest = re.sub(
        r"^(?:(?:lại|sang|đến|tới|qua|vào|từ|ngày|tổ chức)\s+)+", "", " ".join(text.split()[words:])
    )
    if day := read_date(rest, near=near):
        return day
    dates = find_dates(text, near=near)
    return dates[0] if len(dates) == 1 and not leaves_day_open(text) else None


def _said(
    text: str, key: str, dated: bool, when: DateInterval | None, milestone: str, heading: str
) -> Said | None:
    """The kind of one clause, from the surest sign to the weakest."""
    if _says("open", key):
        return None
    if _RETURNED.search(key):
        return "returned"
    if _says("not_applicable", key) and _says("excused", key):
        return "not_applicable"
    if _says("not_yet", key) or _NOT_BEGUN.fullmatch(_after_its_name(key, milestone)):
        return None if dated else "not_yet"
    some = _OF_PERSONS.search(text)
    if some is not None and int(some["some"]) < int(some["all"]):
        return "going_on"
    rest, deed = _beyond_the_matter(text, when, milestone, heading)
    if deed and not rest:
        return "done" if bool(when) == dated else None
    if _says("going_on", key):
        return None if _FINISHED.search(text) else "going_on"
    if (deed and _says("step", key)) or (_SENT.match(key) and not dated):
        return "step"
    return "beside" if not rest or _says("beside", key) else None


def _after_its_name(key: str, milestone: str) -> str:
    """What follows the milestone's own words where a clause opens with them: "Báo cáo chính trị chưa có"."""
    own = _matter(milestone, "own")
    while found := own.match(key):
        key = key[found.end() :].lstrip()
    return key


def _beyond_the_matter(
    text: str, when: DateInterval | None, milestone: str, heading: str
) -> tuple[set[str], bool]:
    """The words that are neither the matter's, the heading's nor a day, and whether any says "done"."""
    key = fold(_OF_PERSONS.sub(" ", _DOCUMENT.sub(" ", text)))
    key = _DIGITS.sub(" ", key) if when is not None else key
    deed = _matter("", "done").search(key) is not None
    for part in ("own", "done", "beside"):
        key = _matter(milestone, part).sub(" ", key)
    said_above = set(heading.split())
    rest = {word for word in key.split() if said_above.isdisjoint((word, letters_of(word)))}
    return rest, deed


def _together(clauses: list[Clause], milestone: str) -> Reading | None:
    """What clauses say that have each been understood; None where they contradict."""
    days = [clause.when for clause in clauses if clause.said == "day" and clause.when]
    decided = milestone in _BY_DECISION
    papers = {clause.when for clause in clauses if decided and clause.said == "paper" and clause.when}
    kinds = {clause.said for clause in clauses} - {"day", "paper"}
    if kinds == {"compared"}:  # a day against the plan's is that of the deed
        return Reading("done", days[0]) if len(set(days)) == 1 else None
    kinds -= {"compared"}
    if "returned" in kinds:
        return Reading("in_progress") if kinds <= {"returned", "going_on", "step"} and not days else None
    if kinds == {"not_applicable"} or kinds == {"not_applicable", "not_yet"}:
        return Reading("not_applicable")
    if "planned" in kinds:
        plans = {clause.when for clause in clauses if clause.said == "planned"}
        sure = len(plans) == 1 and not days and kinds <= {"planned", "not_yet", "going_on", "step"}
        begun = milestone != "congress_held" and kinds <= {"planned", "going_on", "step"} and len(kinds) > 1
        return Reading("in_progress" if begun else "planned", plans.pop()) if sure else None
    if "done" in kinds and "not_applicable" not in kinds:
        done = _done(clauses, days, milestone)
        dated = done is None or done.status != "done" or done.when is not None or len(papers) != 1
        return done if dated else Reading("done", papers.pop())
    if kinds == {"not_yet"}:
        return None if days else Reading("not_started")
    return _open(clauses, days) if kinds and kinds <= {"going_on", "step", "not_yet"} else None


def _done(clauses: list[Clause], days: list[DateInterval], milestone: str) -> Reading | None:
    """A deed; what is open beside it takes it back unless it only comes later."""
    when = {clause.when for clause in clauses if clause.said == "done" and clause.when} | set(days)
    later = _matter(milestone, "later")
    open_ones = {c.said for c in clauses if c.said in ("going_on", "not_yet") and not later.search(c.words)}
    if not open_ones:
        return Reading("done", when.pop() if when else None) if len(when) < 2 else None
    return Reading("in_progress") if open_ones == {"going_on"} else None


def _open(clauses: list[Clause], days: list[DateInterval]) -> Reading | None:
    """Steps taken or work going on; what begins with "chưa" is not started if only waiting follows."""
    said = [clause.said for clause in clauses]
    if days and "step" not in said:
        return None
    if said[0] != "not_yet":
        return Reading("in_progress")
    waits = all(c.said in ("not_yet", "day") or _says("waiting", c.words) for c in clauses)
    return Reading("not_started") if waits else None
