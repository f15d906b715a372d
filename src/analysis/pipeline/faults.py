"""What stops a run as a whole: one clear message and the right exit code, never a traceback."""

from __future__ import annotations

from analysis.wording import Language, say


class Fault(Exception):
    """A run that can't go on, with its exit code: 1 failed, 2 wrong usage, 3 refused by --strict."""

    def __init__(self, key: str, *, exit_code: int = 1, **values: object) -> None:
        self.key = key
        self.exit_code = exit_code
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """What happened and what to do."""
        return say(f"fault.{self.key}", language, **self.values)
