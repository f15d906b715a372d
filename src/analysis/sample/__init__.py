"""The invented office: a folder of workbooks as messy as a real one's, and the truth beside it."""

from analysis.sample.office import Office, sample_office, write_sample

__all__ = ["Office", "sample_office", "write_sample"]
