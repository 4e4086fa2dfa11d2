"""The picture of a review for those who share it, as a call of Typst."""

from __future__ import annotations

from unicodedata import east_asian_width

from ..model.entries import Card
from ..model.languages import Language
from .typst import Code, call

WIDTH, HEIGHT = 1200, 630
"""Pixels, in the proportion that most who show such pictures take as it is."""

_SIZES = ((26, 64), (56, 50), (100, 38))
"""Up to so many letters' width a name is set in this size; longer ones smaller, and cut."""
_SMALLEST, _LONGEST = 30, 150


def share_image(card: Card, site: str, lang: Language) -> Code:
    """Return the call that draws name, maker, dial, verdict and criteria."""
    entry, formats, labels = card.entry, lang.formats, lang.labels
    name = _cut(entry.name)
    rows = [
        {"name": _cut(s.short, 30), "share": s.share, "value": formats.score(s.value)}
        for s in card.scores
    ]
    return call(
        "share",
        name=name,
        size=next((size for most, size in _SIZES if _width(name) <= most), _SMALLEST),
        maker=_cut(entry.maker, 60) if entry.maker != entry.name else "",
        site=_cut(site, 50),
        overall=formats.score(entry.overall),
        of=labels.out_of(formats.score(entry.overall), formats.score(card.high)),
        band=_cut(card.band_name, 50),
        part=card.share,
        scores=rows,
        lang=entry.lang.partition("-")[0],
    )


def without_texts(card: Card, lang: Language) -> Code:
    """Return the call that draws the score alone: for a name that cannot be set."""
    score = lang.formats.score(card.entry.overall)
    return call("share", overall=score, part=card.share)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "FW" else 1 for c in text)


def _cut(text: str, most: int = _LONGEST) -> str:
    """Return at most so much of a text as has room."""
    if _width(text) <= most:
        return text
    kept = ""
    for character in text:
        if _width(kept) + 2 > most - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"
