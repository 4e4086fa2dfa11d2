"""The full-text index: one small HTML file per review, given to Pagefind in shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from pathlib import Path

from ..model import frontmatter
from ..model.catalogue import Catalogue
from ..model.records import Review
from .dataset import Link, shard_of
from .search_text import SPACELESS, code_word, codes, cut, plain_text

FORMAT = 5
"""Grows whenever the files change for the same reviews."""

SHARE, SHARES, MOST = 250, 6, 1000
"""Reviews per index: few, so that an edit is indexed soon; but few indexes, for the browser asks
each of them; and never more than Pagefind's memory bears."""

END = "\u2042"
"""Stands in an index between the text and what is only searched."""


@dataclass(frozen=True, slots=True)
class Record:
    """A review to be found: its file's digest, what the results show, and what filters ask."""

    review: Review
    address: str
    maker: str
    category: str
    band: int
    """The place of its verdict, from 0, the lowest."""

    @property
    def key(self) -> str:
        """Return a hash that changes with anything the index takes from the review."""
        r = self.review
        parts = (FORMAT, r.digest, r.key, self.address, self.maker, self.category, self.band)
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def records(catalogue: Catalogue, lang: str, link: Link) -> list[Record]:
    """Return the reviews of a language in the catalogue's order."""
    bands = sorted(catalogue.rubric.bands, key=lambda band: band.least)
    found = []
    for review in catalogue.reviews:
        if review.lang != lang:
            continue
        category = catalogue.category_of(review)
        band = catalogue.rubric.band(review.overall)
        found.append(
            Record(
                review,
                link(review.docname),
                catalogue.maker_name(review),
                category.id if category else "",
                bands.index(band) if band else 0,
            )
        )
    return found


def shares(found: Sequence[Record]) -> list[list[Record]]:
    """Deal the records out by ref, so that a change touches one share."""
    count = max(1, min(SHARES, -(-len(found) // SHARE)), -(-len(found) // MOST))
    dealt: list[list[Record]] = [[] for _ in range(count)]
    for record in found:
        dealt[shard_of(record.review.ref, count)].append(record)
    return dealt


def share_key(found: Sequence[Record]) -> str:
    """Return a hash of everything that an index of these records holds."""
    return blake2b("".join(r.key for r in found).encode(), digest_size=16).hexdigest()


def body_of(path: Path, line: int) -> str:
    """Return a review file's text from a line on."""
    text = path.read_bytes().decode("utf-8", "replace")
    return "\n".join(frontmatter.normalise(text).split("\n")[line - 1 :])


def whole_text(record: Record, body: str) -> str:
    """Return all that a review is found by: its name, its front matter's words, its text."""
    r = record.review
    rest = (*r.pros, *r.cons, " ".join(r.tags), record.maker, r.title)
    return "\n".join((r.summary, plain_text(body), *rest))


def page(record: Record, text: str, file: str = "") -> str:
    """Return what Pagefind reads for a review with that text.

    ``file`` names where the text is published, for languages whose words do not show it.
    """
    review = record.review
    name = review.target_name
    extra = " ".join(map(code_word, codes(f"{name}\n{text}")))
    if review.lang in SPACELESS:
        found = f"<p>{' '.join(cut(f'{name} {text}'))} {extra}</p>"
    else:
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        found = f'<h1 data-pagefind-weight="4">{escape(name)}</h1>{lines}<p>{END} {extra}</p>'
    lang = "x" if review.lang in SPACELESS else escape(review.lang)
    return (
        f'<html lang="{lang}"><body data-pagefind-body>'
        f"<p data-pagefind-ignore {_meta(record, file)}></p>{_filters(record)}{found}"
        "</body></html>"
    )


def _meta(record: Record, file: str) -> str:
    values = {"address": record.address, "name": record.review.target_name}
    if file:
        values["text"] = file
    kept = ", ".join(f"{key}[data-m{key}]" for key in values)
    given = " ".join(f'data-m{key}="{escape(value)}"' for key, value in values.items())
    return f'{given} data-pagefind-meta="{kept}"'


def _filters(record: Record) -> str:
    values = {"kind": record.review.kind, "band": str(record.band)}
    if record.category:
        values["category"] = record.category
    return "".join(
        f"<i data-pagefind-ignore"
        f' data-f="{escape(value)}" data-pagefind-filter="{key}[data-f]"></i>'
        for key, value in values.items()
    )
