from __future__ import annotations

import re
import string

from analysis.findings import SEVERITY
from analysis.pipeline import faults as faults_module
from analysis.wording import sentences


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_asks_for_the_same_values_in_both_languages() -> None:
    different = {
        key: text for key, text in sentences().items() if placeholders(text["vi"]) != placeholders(text["en"])
    }
    assert different == {}


def test_no_sentence_is_empty() -> None:
    assert [key for key, text in sentences().items() if not all(part.strip() for part in text.values())] == []


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    told = {key.split(".")[1] for key in sentences() if re.fullmatch(r"findings\.\w+", key)}
    assert told == set(SEVERITY)


def test_a_fault_speaks_both_languages() -> None:
    fault = faults_module.Fault("raw_missing", exit_code=2, folder="data/raw")
    assert "data/raw" in fault.message("vi")
    assert fault.message("vi") != fault.message("en")
