"""What pages may show of a review beside its own text: its facts, as one hash.

Where no facts are new, an edit of a text is due on that review's page and nowhere else. Facts are
of two kinds. Scores, prices and days move often; who shows them of whom follows from all others,
which are *steady*. Where only some reviews' facts have moved, what shows none of these is what it
was (``slices.py``).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from .dates import today
from .hashing import value_hash
from .memo import Memo
from .records import Review

if TYPE_CHECKING:
    from .catalogue import Catalogue

OF_THE_TEXT = frozenset(
    {
        "digest", "facts", "steady", "marks", "body_line", "sections", "citations", "links",
        "claims", "sources", "own_category",
    }
)  # fmt: skip
"""The fields of a record that only its own page shows, that are hashed by their values alone, or
that follow from the others."""

MOVING = frozenset({"overall", "scores", "price", "date", "updated", "reason", "pros", "cons"})
"""The fields of the front matter that tell neither what a review is called nor where it belongs."""


def facts_of(review: Review) -> str:
    """Return a hash of a review's front matter, compared prices and sources; lines do not count."""
    values = [getattr(review, name) for name in _FACTS]
    claims = [(c.section, c.a.value, c.a.currency, c.b.value, c.b.currency) for c in review.claims]
    sources = [(s.number, s.text, s.urls, s.accessed) for s in review.sources]
    return value_hash((values, claims, sources))


def steady_of(review: Review) -> str:
    """Return a hash of the facts from which names, addresses and groups follow."""
    return value_hash([getattr(review, name) for name in _STEADY])


_FACTS = tuple(item.name for item in fields(Review) if item.name not in OF_THE_TEXT)
_STEADY = tuple(name for name in _FACTS if name not in MOVING)


def facts(catalogue: Catalogue) -> str:
    """Return a hash of all that pages show of a catalogue but texts of their own.

    What other extensions add may look at the texts too, so with them these are hashed as well.
    """
    added = catalogue.extras.look_at_texts
    own = [(r.facts or facts_of(r), r.digest if added else "") for r in catalogue.reviews]
    return value_hash((own, _around(catalogue)))


def steady(catalogue: Catalogue) -> str:
    """Return a hash of the steady facts; of all where nobody knows what pages look at."""
    if catalogue.extras.look_at_texts:
        return facts(catalogue)
    own = [r.steady or steady_of(r) for r in catalogue.reviews]
    return value_hash((own, _around(catalogue)))


def facts_in(catalogue: Catalogue, lang: str) -> str:
    """Return a hash of the facts of a language's reviews."""
    return value_hash([r.facts or facts_of(r) for r in catalogue.reviews if r.lang == lang])


_hashes: Memo[Catalogue, None, str] = Memo()


def _around(catalogue: Catalogue) -> str:
    """Return a hash of what pages show beside the facts of single reviews."""
    return _hashes.of(catalogue, None, lambda: value_hash(_beside(catalogue)))


def _beside(catalogue: Catalogue) -> tuple[object, ...]:
    return (
        sorted(catalogue.naming.items()),
        sorted(catalogue.equivalents.items()),
        catalogue.pages,
        catalogue.lists,
        sorted(catalogue.pictures),
        [(name, file.digest) for name, file in sorted(catalogue.series.items())],
        # Authors see which reviews still wait for their day.
        today() if catalogue.settings.drafts else None,
    )
