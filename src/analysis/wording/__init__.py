"""Every sentence a user reads, in Vietnamese and English, from one place.

The sentences live in the TOML files beside this module, one file per part of the product:

    [chart.completion]
    title = { vi = "…", en = "…" }

`say("chart.completion.title", "vi", held=11)` fills one in.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def sentences() -> dict[str, dict[Language, str]]:
    """All sentences by dotted key; a key that two files define is an error."""
    found: dict[str, dict[Language, str]] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            _collect(tomllib.loads(file.read_text(encoding="utf-8")), (), found)
    return found


def _collect(node: dict[str, Any], path: tuple[str, ...], found: dict[str, dict[Language, str]]) -> None:
    if set(node) == set(LANGUAGES):
        key = ".".join(path)
        if key in found:
            raise ValueError(f"the sentence {key!r} is defined twice")
        found[key] = cast("dict[Language, str]", node)
        return
    for name, child in node.items():
        if not isinstance(child, dict):
            raise ValueError(f"the sentence {'.'.join((*path, name))!r} needs a text for each of {LANGUAGES}")
        _collect(child, (*path, name), found)


def say(key: str, language: Language = "vi", /, **values: object) -> str:
    """The sentence `key` in `language` with `values` filled in.

    Raises KeyError for a key that no file defines, or a placeholder that was not given.
    """
    return sentences()[key][language].format_map(values)


def is_said(text: object, key: str) -> bool:
    """Whether `text` is the sentence `key`, which takes no values, in any language."""
    return text is not None and str(text) in sentences()[key].values()
