"""Ages that a heading names, as the measure age_LOW_HIGH; either end may be open."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = re.compile(r"(?<=\d\d) ?t(?!\w)")
"""18-30t."""
_AGE_WORDS = re.compile(r"tuổi|độ tuổi")
_OF_MEMBERSHIP = re.compile(r"tuổi đảng|huy hiệu|\d năm\b|bình quân|trung bình")
"""Years since admission, and means, are no ages."""
_BARE_BAND = re.compile(
    r"(?:đảng viên )?(?:\d{2} \d{2}|trên \d{2}|dưới \d{2}|từ \d{2} (?:đến )?(?:dưới )?\d{2}"
    r"|\d{2} đến (?:dưới )?\d{2}|từ \d{2} trở lên)"
)
_FIGURES_ALONE = re.compile(r"\s*[-–+•]?\s*[1-9]\d\s*[-–]\s*[1-9]\d\s*(?:t|tuổi)?\s*", re.IGNORECASE)
_AGE_BANDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:từ )?(\d{2}) (?:đến |tới |tuổi đến )?dưới (\d{2})(?: tuổi)?"), "{0}_{before}"),
    (re.compile(r"(?:từ )?(\d{2}) (?:đến |tới |tuổi đến )?(\d{2})(?: tuổi)?"), "{0}_{1}"),
    (re.compile(r"(?:trên|hơn) (\d{2})(?: tuổi)?"), "{next}_"),
    (re.compile(r"(?:từ )?(\d{2})(?: tuổi)? (?:trở lên|và trên)"), "{0}_"),
    (re.compile(r"^từ (\d{2})(?: tuổi)?$"), "{0}_"),
    (re.compile(r"dưới (\d{2})(?: tuổi)?"), "_{previous}"),
    (re.compile(r"(?:từ )?(\d{2})(?: tuổi)? trở xuống"), "_{0}"),
    (re.compile(r"^đến (\d{2})(?: tuổi)?"), "_{0}"),
)


def is_bare_band(label: str) -> bool:
    """Whether a label is nothing but the two ends of an age band: "31 - 40" below "Tuổi đời: 18 - 30"."""
    return _FIGURES_ALONE.fullmatch(label) is not None


@lru_cache(maxsize=4096)
def age_band(path: str, leaf: str) -> str | None:
    """age_LOW_HIGH from a heading about age: "18-30", "Trên 60", "Từ 31 đến 40 tuổi"."""
    path, leaf = _SHORT.sub(" tuổi", path), _SHORT.sub(" tuổi", leaf)
    if (not _AGE_WORDS.search(path) and not _BARE_BAND.fullmatch(leaf)) or _OF_MEMBERSHIP.search(path):
        return None
    for pattern, form in _AGE_BANDS:
        if found := pattern.search(leaf):
            low = int(found[1])
            before = int(found[found.lastindex or 1]) - 1
            return "age_" + form.format(*found.groups(), next=low + 1, previous=low - 1, before=before)
    return None
