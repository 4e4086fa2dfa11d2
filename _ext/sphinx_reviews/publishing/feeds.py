"""Atom feeds: new and changed reviews of a language, a company or a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from html import escape

from ..model.catalogue import Catalogue
from ..model.records import Review
from ..model.text import slug

_NEVER = Date(1970, 1, 1)
MOST = 50
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it lies below the root, its title, and its reviews, newest first."""

    path: str
    title: str
    lang: str
    reviews: Sequence[Review]


def newest(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that a feed tells, the newest first."""
    return sorted(reviews, key=lambda r: (r.reviewed, r.date, r.key), reverse=True)[:MOST]


def feeds(catalogue: Catalogue, lang: str, site: str) -> list[Feed]:
    """Return the feeds of a language: all its reviews, and each wanted company and tag."""
    own = [review for review in catalogue.reviews if review.lang == lang]
    found = [Feed(f"feeds/{lang}.xml", site, lang, newest(own))]
    for wanted in catalogue.settings.feeds:
        kind, _, name = wanted.partition(":")
        if kind == "company":
            reviews = [review for review in own if review.company_id == name]
            title = catalogue.maker_name(reviews[0]) if reviews else name
        else:
            tag = catalogue.tag(name, lang)
            reviews, title = (list(tag.reviews), tag.label) if tag else ([], name)
        if reviews:
            path = f"feeds/{lang}/{kind}/{slug(name)}.xml"
            found.append(Feed(path, f"{site} – {title}", lang, newest(reviews)))
    return found


@dataclass(frozen=True, slots=True)
class Channel:
    """What all feeds of a site share; addresses are absolute."""

    base: str
    author: str
    link: Callable[[str], str]
    """From a page name to its address."""

    score: Callable[[Review], str]
    """The words for a review's score."""


def atom(feed: Feed, channel: Channel, home: str) -> bytes:
    """Return a feed, beside which ``home`` is the page for people."""
    address = channel.base + feed.path
    changed = feed.reviews[0].reviewed if feed.reviews else _NEVER
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.lang)}">',
        f"<id>{escape(address)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<updated>{_day(changed)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(address)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f"<author><name>{escape(channel.author)}</name></author>",
        *(_entry(review, channel) for review in feed.reviews),
    ]
    return ("\n".join(parts) + "\n</feed>\n").encode()


def _entry(review: Review, channel: Channel) -> str:
    address, lang = escape(channel.link(review.docname)), escape(review.lang)
    title = escape(f"{review.target_name}: {channel.score(review)}")
    parts = [
        f"<entry><id>{address}</id><title>{title}</title>",
        f'<link rel="alternate" type="text/html" hreflang="{lang}" href="{address}"/>',
        f"<published>{_day(review.date)}</published><updated>{_day(review.reviewed)}</updated>",
        f"<author><name>{escape(review.author)}</name></author>" if review.author else "",
        *(f'<category term="{escape(tag)}"/>' for tag in review.tags),
        f"<summary>{escape(review.summary)}</summary></entry>",
    ]
    return "".join(parts)


def _day(day: Date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
