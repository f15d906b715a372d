"""Measures: frames in, frames out. Held, required and total always stand side by side."""

from analysis.measure.change import organisations_changed, rate_change, weekly_change
from analysis.measure.completion import completion_rates, milestone_matrix, subcell_rates
from analysis.measure.given import MeasureError
from analysis.measure.headline import Headline, headline_figures
from analysis.measure.known_then import restated, restated_organisations
from analysis.measure.lists import incomplete_organisations, pilot_progress
from analysis.measure.members import membership_by_type, membership_change
from analysis.measure.moved import organisations_moved
from analysis.measure.outlook import outlook, outlook_by_type
from analysis.measure.recast import organisations_on, recast
from analysis.measure.recast_members import recast_membership
from analysis.measure.reporting import reporting_rates, reporting_status, reporting_timeliness
from analysis.measure.states import milestone_states
from analysis.measure.suppression import suppressed
from analysis.measure.survival import compare_types, median_time_to_completion, time_to_completion
from analysis.measure.tasks import task_progress, task_rates
from analysis.measure.time import completion_curve, curve_gaps
from analysis.measure.trace import trace
from analysis.measure.tracing.figure import trace_figure
from analysis.measure.views import rate_change_in_views

__all__ = [
    "Headline",
    "MeasureError",
    "compare_types",
    "completion_curve",
    "completion_rates",
    "curve_gaps",
    "headline_figures",
    "incomplete_organisations",
    "median_time_to_completion",
    "membership_by_type",
    "membership_change",
    "milestone_matrix",
    "milestone_states",
    "organisations_changed",
    "organisations_moved",
    "organisations_on",
    "outlook",
    "outlook_by_type",
    "pilot_progress",
    "rate_change",
    "rate_change_in_views",
    "recast",
    "recast_membership",
    "reporting_rates",
    "reporting_status",
    "reporting_timeliness",
    "restated",
    "restated_organisations",
    "subcell_rates",
    "suppressed",
    "task_progress",
    "task_rates",
    "time_to_completion",
    "trace",
    "trace_figure",
    "weekly_change",
]
