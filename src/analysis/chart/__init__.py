"""Charts: a measured table in, a Figure out. The title says the finding."""

from analysis.chart.ages import ages_by_type, band_label
from analysis.chart.call import call_list, silent_list
from analysis.chart.change import change_chart, restated_chart
from analysis.chart.completion import congress_by_type, milestone_heat, subcells_by_type
from analysis.chart.incoming import incoming_chart, reporting_chart
from analysis.chart.lists import pilot_chart, waiting_list
from analysis.chart.outlook import outlook_chart
from analysis.chart.people import MOVEMENTS, STRUCTURE, measures_of, members_by_type
from analysis.chart.save import save_chart
from analysis.chart.survival import completion_times
from analysis.chart.tasks import task_chart, tasks_by_owner
from analysis.chart.theme import Caption
from analysis.chart.time import congress_curve
from analysis.measure.incoming import incoming_summary

__all__ = [
    "MOVEMENTS",
    "STRUCTURE",
    "Caption",
    "ages_by_type",
    "band_label",
    "call_list",
    "change_chart",
    "completion_times",
    "congress_by_type",
    "congress_curve",
    "incoming_chart",
    "incoming_summary",
    "measures_of",
    "members_by_type",
    "milestone_heat",
    "outlook_chart",
    "pilot_chart",
    "reporting_chart",
    "restated_chart",
    "save_chart",
    "silent_list",
    "subcells_by_type",
    "task_chart",
    "tasks_by_owner",
    "waiting_list",
]
