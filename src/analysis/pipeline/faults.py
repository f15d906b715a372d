"""What stops a run as a whole: one clear message and the right exit code, never a traceback."""

from __future__ import annotations

from analysis.wording import Language, say


class Fault(Exception):
    """A run that can't go on. `usage` tells a wrong command (exit code 2) from a failure (1)."""

    def __init__(self, key: str, *, usage: bool = False, **values: object) -> None:
        self.key = key
        self.usage = usage
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        return say(f"fault.{self.key}", language, **self.values)
