"""Measures: frames in, frames out. Held, required and total always stand side by side."""

from analysis.measure.completion import (
    completion_rates,
    milestone_matrix,
    reporting_rates,
    subcell_rates,
)
from analysis.measure.headline import Headline, headline_figures
from analysis.measure.lists import incomplete_organisations, pilot_progress, task_progress
from analysis.measure.members import membership_by_type, suppressed
from analysis.measure.outlook import outlook, outlook_by_type
from analysis.measure.states import MeasureError, milestone_states
from analysis.measure.survival import compare_types, median_time_to_completion, time_to_completion
from analysis.measure.time import completion_curve, weekly_change

__all__ = [
    "Headline",
    "MeasureError",
    "compare_types",
    "completion_curve",
    "completion_rates",
    "headline_figures",
    "incomplete_organisations",
    "median_time_to_completion",
    "membership_by_type",
    "milestone_matrix",
    "milestone_states",
    "outlook",
    "outlook_by_type",
    "pilot_progress",
    "reporting_rates",
    "subcell_rates",
    "suppressed",
    "task_progress",
    "time_to_completion",
    "weekly_change",
]
