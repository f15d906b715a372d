"""Colours as people call them: FFFF00 is vàng, 92D050 xanh lá."""

from __future__ import annotations

import colorsys

_GREY = 0.15
"""Less saturated, a colour is none: grey, white or black."""
_HUES = (
    (0.045, "đỏ"), (0.125, "cam"), (0.19, "vàng"), (0.46, "xanh lá"), (0.72, "xanh dương"), (0.83, "tím"),
    (0.95, "hồng"), (1.0, "đỏ"),
)  # fmt: skip
"""Up to which share of the circle of colours each reaches."""
_SAME = {
    "xanh lá cây": "xanh lá", "xanh lục": "xanh lá", "da cam": "cam", "xanh da trời": "xanh dương",
    "xanh nước biển": "xanh dương", "xanh lam": "xanh dương",
}  # fmt: skip
NAMES = (
    "xanh lá cây", "xanh lá", "xanh lục", "xanh dương", "xanh da trời", "xanh nước biển", "xanh lam", "xanh",
    "vàng", "da cam", "cam", "đỏ", "hồng", "tím", "xám",
)  # fmt: skip
"""What a legend may call a colour, the longer names first."""


def name_of(rgb: str) -> str | None:
    """The name of a colour from its six hexadecimal digits; None for white and black.

    >>> name_of("FFFF00"), name_of("92D050"), name_of("FFFFFF")
    ('vàng', 'xanh lá', None)
    """
    try:
        red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return None
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY or light in (0.0, 1.0):
        return "xám" if 0.2 < light < 0.97 else None
    return next(name for most, name in _HUES if hue <= most)


def is_called(name: str, said: str) -> bool:
    """Whether a legend may call a colour of that name so: "xanh" is either green or blue."""
    said = _SAME.get(said, said)
    return name == said or (said == "xanh" and name.startswith("xanh"))
