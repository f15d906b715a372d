"""Publishing: notebooks to pages, tables behind the charts, the front page, the manifest, the swap."""

from analysis.publish.headline import headline_lines
from analysis.publish.pages import ReportError
from analysis.publish.report import is_published, publish_report

__all__ = ["ReportError", "headline_lines", "is_published", "publish_report"]
