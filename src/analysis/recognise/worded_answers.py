"""Answers of a form that tell several counts at once: "Tổng số đảng viên: 21 đồng chí, trong đó nữ 8"."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.cells import Value
from analysis.recognise.worded_counts import counts_in_words

_HALVES = ("full", "probationary")
_WHOLE = ("total", "closing")


def counts_of_answer(measure: str, label: str, answer: Value) -> Mapping[str, int]:
    """The counts that an answer to `label` names, that of the label among them; none where they contradict.

    >>> counts_of_answer("total", "Tổng số đảng viên", "21 đồng chí, trong đó nữ 8")
    {'total': 21, 'women': 8}
    """
    counts = counts_in_words(f"{label}: {answer}") if isinstance(answer, str) else None
    if counts is None or measure not in _WHOLE or measure not in counts or len(counts) < 2:
        return {}
    whole = counts[measure]
    halves = [counts[name] for name in _HALVES if name in counts]
    fits = len(halves) < len(_HALVES) or sum(halves) == whole
    return counts if fits and max(counts.values()) == whole else {}
