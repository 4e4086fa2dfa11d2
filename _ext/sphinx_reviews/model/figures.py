"""Measured figures in a text: numbers with their units."""

from __future__ import annotations

import re

FIGURE = re.compile(
    r"(\d(?<![A-Za-z0-9_.,+*^/-]\d)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d{0,6}(?:\.\d{1,6})?))[^\S\n]?"
    r"(kHz|MHz|Hz|dBu|dB|kΩ|Ω|mW|W|mAh|Wh|mm|cm|kg|mg|g|mV|Vrms|V|nW|µV|μV|時間|hours?)(?![A-Za-z/])"
)

FEW = 3
"""Figures below which a text is not compared with another by them."""


def spelled_figures(prose: str) -> str:
    """Return a text's figures as they are spelled, in order of spelling; nothing where few."""
    found = FIGURE.findall(prose)
    return " ".join(sorted(map("".join, found))) if len(found) >= FEW else ""
