"""What partners show of a review: a score card's address, a badge, lists for scripts of old."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup

from ..model.catalogue import Catalogue
from ..model.entries import Card
from ..model.languages import Language
from ..model.records import Kind, Review

FOLDER = "_embed"
"""Where cards and badges lie; no review can have an address that begins so."""

THEMES = {"auto": "index.html", "light": "light.html", "dark": "dark.html"}

_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="28" '
    'viewBox="0 0 {width} 28" role="img" aria-label="{said}">'
    '<rect width="{width}" height="28" rx="5" fill="#1a2129"/>'
    '<path d="M{left} 0h{right}a5 5 0 0 1 5 5v18a5 5 0 0 1-5 5h-{right}z" fill="#1d4f91"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="12">'
    '<text x="10" y="18.5" textLength="{named}" lengthAdjust="spacingAndGlyphs">{site}</text>'
    '<text x="{start}" y="18.5" font-weight="bold" textLength="{scored}" '
    'lengthAdjust="spacingAndGlyphs">{score}</text></g></svg>\n'
)


class EmbedPaths(NamedTuple):
    """A folder of a review's cards and its badge, below the site's root."""

    folder: str
    badge: str

    @property
    def up(self) -> str:
        """Return the way from a card to the site's root."""
        return "../" * (self.folder.count("/") + 1)


def embed_paths(lang: str, kind: Kind, ref: str) -> EmbedPaths:
    """Return where what partners show of a review lies."""
    folder = f"{FOLDER}/{lang}/{kind}/{ref}"
    return EmbedPaths(folder, f"{folder}/badge.svg")


def badge(card: Card, site: str, lang: Language) -> bytes:
    """Return a picture of the overall score: readable as it stands, without styles."""
    score = f"{lang.formats.score(card.entry.overall)} / {lang.formats.score(card.high)}"
    named, scored = _length(site, 7.2), _length(score, 8.2)
    left, right = named + 20, scored + 15
    drawn = _SVG.format(
        width=left + right + 5,
        left=left,
        right=right,
        start=left + 10,
        named=named,
        scored=scored,
        site=site,
        score=score,
        said=f"{site}, {card.entry.name}: {lang.labels.overall} {score}",
    )
    return drawn.encode()


def _length(text: str, narrow: float) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return round(wide * 12 + (len(text) - wide) * narrow)


def search_list(catalogue: Catalogue, lang: str, address: Callable[[Review], str]) -> bytes:
    """Return all reviews of a language as scripts of earlier sites read them, newest first."""
    listed = {
        "companies": [_item(r, address) for r in _newest(catalogue.of_kind("company", lang))],
        "products": [_item(r, address) for r in _newest(catalogue.of_kind("product", lang))],
    }
    return (json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _newest(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda r: (r.date, r.ref), reverse=True)


def _item(review: Review, address: Callable[[Review], str]) -> dict[str, object]:
    item: dict[str, object] = {
        "title": review.target_name,
        "url": address(review),
        "summary": review.summary,
        "date": review.date.isoformat(),
        "rating": [float(value) for value in (review.overall, *review.scores)],
        "tags": list(review.tags),
        "type": review.kind.capitalize(),
    }
    return item | ({"company_id": review.company_id} if review.kind == "product" else {})
