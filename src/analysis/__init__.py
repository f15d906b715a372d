"""Membership and congress progress of grassroots Party organisations: read, clean, measure, chart.

What an analyst reuses is imported from here:

>>> from analysis import completion_rates, load_plan, load_processed, read_tables
"""

from analysis.clean.corrections import load_corrections
from analysis.findings import findings_by_rule
from analysis.measure import (
    Headline,
    MeasureError,
    compare_types,
    completion_curve,
    completion_rates,
    curve_gaps,
    headline_figures,
    incomplete_organisations,
    median_time_to_completion,
    membership_by_type,
    membership_change,
    milestone_matrix,
    milestone_states,
    organisations_changed,
    outlook,
    outlook_by_type,
    pilot_progress,
    rate_change,
    reporting_rates,
    reporting_status,
    reporting_timeliness,
    restated,
    restated_organisations,
    subcell_rates,
    suppressed,
    task_progress,
    time_to_completion,
    trace,
    trace_figure,
    weekly_change,
)
from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.office_tables import OfficeTable, read_cells, read_tables
from analysis.pipeline.own_frames import (
    Cleaned,
    HeadingError,
    clean_membership,
    clean_progress,
    clean_register,
    clean_tasks,
)
from analysis.plan import Plan, PlanError, load_plan
from analysis.publish.desk import Desk, open_desk
from analysis.read.faults import UnreadableWorkbook
from analysis.store import StoreError, load_processed

__all__ = [
    "Cleaned",
    "Desk",
    "HeadingError",
    "Headline",
    "MeasureError",
    "OfficeTable",
    "Plan",
    "PlanError",
    "StoreError",
    "UnreadableWorkbook",
    "clean_folder",
    "clean_membership",
    "clean_progress",
    "clean_register",
    "clean_tasks",
    "compare_types",
    "completion_curve",
    "completion_rates",
    "curve_gaps",
    "findings_by_rule",
    "headline_figures",
    "incomplete_organisations",
    "load_corrections",
    "load_plan",
    "load_processed",
    "median_time_to_completion",
    "membership_by_type",
    "membership_change",
    "milestone_matrix",
    "milestone_states",
    "open_desk",
    "organisations_changed",
    "outlook",
    "outlook_by_type",
    "pilot_progress",
    "rate_change",
    "read_cells",
    "read_tables",
    "reporting_rates",
    "reporting_status",
    "reporting_timeliness",
    "restated",
    "restated_organisations",
    "subcell_rates",
    "suppressed",
    "task_progress",
    "time_to_completion",
    "trace",
    "trace_figure",
    "weekly_change",
]
