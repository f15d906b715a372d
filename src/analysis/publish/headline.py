"""The five lines that a leader asks for first."""

from __future__ import annotations

from analysis.dates import format_date
from analysis.measure import Headline
from analysis.numbers import format_count, format_share
from analysis.wording import Language, say


def headline_lines(figures: Headline, language: Language) -> list[str]:
    """Congresses held, the deadline, the slowest type, sub-cells, whom to call: one line each."""

    def line(key: str, **values: object) -> str:
        return say(f"headline.{key}", language, **values)

    waiting = figures.required - figures.held
    return [
        line(
            "held",
            share=format_share(figures.held, figures.required, language),
            day=format_date(figures.as_of, language),
            total=format_count(figures.total, language),
            members=format_count(figures.members, language),
        ),
        line(
            _deadline_key(figures.days_left),
            waiting=waiting,
            overdue=figures.overdue,
            days=abs(figures.days_left),
            deadline=format_date(figures.deadline, language),
        ),
        line(
            "slowest" if waiting else "complete" if figures.required else "nobody",
            type=say(f"value.{figures.slowest_type}", language) if waiting else "",
            share=format_share(figures.slowest_held, figures.slowest_required, language),
        ),
        line("subcells", share=format_share(figures.subcells_held, figures.subcells_required, language)),
        line(
            "call" if figures.to_call else "call_none",
            count=figures.to_call,
            names="; ".join(figures.first_to_call),
            more=" …" if figures.to_call > len(figures.first_to_call) else "",
        ),
    ]


def _deadline_key(days_left: int) -> str:
    if days_left == 0:
        return "deadline_today"
    return "deadline" if days_left > 0 else "after_deadline"
