"""The colours contrast: WCAG 2.2 AA, worked out from the style sheet itself."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "_ext" / "sphinx_reviews" / "static" / "reviews.css"
ACCENTS = [f"c{number}" for number in range(9)]


def palettes() -> list[dict[str, str]]:
    """Return the tables of colours: light, dark, and dark by the system; paper takes the first."""
    blocks = re.findall(r"\{([^{}]*--rv-paper[^{}]*--rv-c8[^{}]*)\}", STYLES.read_text("utf-8"))
    pattern = re.compile(r"--rv-(\w+):[^;]*?(#[0-9a-f]{3,6})\)*;")
    return [found for block in blocks if (found := dict(pattern.findall(block)))]


def luminance(colour: str) -> float:
    """Return a colour's relative luminance as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_dark_is_dark_however_chosen() -> None:
    """The dark colours that the system asks for are those that a reader chooses."""
    light, dark, system = palettes()
    assert dark == system
    assert set(light) == set(dark)
    assert len(light) == 17


@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("scheme", [0, 1])
def test_texts_contrast(scheme: int, ground: str) -> None:
    """Each accent and each text colour has 4.5 to 1 on each ground."""
    palette = palettes()[scheme]
    for name in (*ACCENTS, "ink", "soft", "link"):
        assert contrast(palette[name], palette[ground]) >= 4.5, name


@pytest.mark.parametrize("scheme", [0, 1])
def test_drawings_contrast(scheme: int) -> None:
    """The filled part of a bar has 3 to 1 against the rest of it; edges have it on the ground."""
    palette = palettes()[scheme]
    for accent, ground in product(ACCENTS, ("track", "paper", "tint")):
        assert contrast(palette[accent], palette[ground]) >= 3, accent
    assert contrast(palette["edge"], palette["paper"]) >= 3


@pytest.mark.parametrize("scheme", [0, 1])
def test_accents_differ(scheme: int) -> None:
    """No two criteria share a colour."""
    palette = palettes()[scheme]
    assert len({palette[accent] for accent in ACCENTS}) == len(ACCENTS)
