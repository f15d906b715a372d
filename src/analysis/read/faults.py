"""Why a file can't be read."""

from __future__ import annotations


class UnreadableWorkbook(Exception):
    """A file that can't be opened; `rule` names the finding that tells why."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(f"{rule}: {detail}" if detail else rule)
        self.rule = rule
        self.detail = detail

    def __reduce__(self) -> tuple[type[UnreadableWorkbook], tuple[str, str]]:
        return type(self), (self.rule, self.detail)
