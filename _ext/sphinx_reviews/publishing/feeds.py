"""Atom feeds: new and changed reviews of a language, a company or a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from html import escape

from ..model.addresses import AuthorPage
from ..model.catalogue import Catalogue
from ..model.history import Change
from ..model.records import Key, Review
from ..model.text import slug

_NEVER = Date(1970, 1, 1)
MOST = 50
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class Item:
    """A review, or what has changed in it later."""

    review: Review
    change: Change | None = None

    @property
    def day(self) -> Date:
        """Return the day of the news."""
        return self.change.day if self.change else self.review.reviewed


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it lies below the root, its title, and its items, newest first."""

    path: str
    title: str
    lang: str
    items: Sequence[Item]


def newest(catalogue: Catalogue, reviews: Iterable[Review]) -> list[Item]:
    """Return what a feed tells, the newest first: reviews, and changed scores and prices."""
    return sorted(_items(catalogue, reviews), key=_order, reverse=True)[:MOST]


def _items(catalogue: Catalogue, reviews: Iterable[Review]) -> Iterator[Item]:
    for review in reviews:
        yield Item(review)
        yield from (Item(review, each) for each in catalogue.history(review) if each.steps)


def _order(item: Item) -> tuple[Date, Date, Key, bool]:
    return (item.day, item.review.date, item.review.key, item.change is not None)


def feeds(catalogue: Catalogue, lang: str, site: str) -> list[Feed]:
    """Return the feeds of a language: all its reviews, and each wanted company and tag."""
    own = [review for review in catalogue.reviews if review.lang == lang]
    channels = [Feed(f"feeds/{lang}.xml", site, lang, newest(catalogue, own))]
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
            channels.append(Feed(path, f"{site} – {title}", lang, newest(catalogue, reviews)))
    return channels


@dataclass(frozen=True, slots=True)
class Channel:
    """What all feeds of a site share; addresses are absolute."""

    base: str
    author: str
    link: Callable[[str], str]
    """From a page name to its address."""

    score: Callable[[Review], str]
    """The words for a review's score."""

    change: Callable[[Change], str]
    """The words for what changed."""


def atom(feed: Feed, channel: Channel, home: str) -> bytes:
    """Return a feed, beside which ``home`` is the page for people."""
    address = channel.base + feed.path
    changed = feed.items[0].day if feed.items else _NEVER
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.lang)}">',
        f"<id>{escape(address)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<updated>{_day(changed)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(address)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f"<author><name>{escape(channel.author)}</name></author>",
        *(_entry(item, channel) for item in feed.items),
    ]
    return ("\n".join(parts) + "\n</feed>\n").encode()


def _entry(item: Item, channel: Channel) -> str:
    review, change = item.review, item.change
    address, lang = escape(channel.link(review.docname)), escape(review.lang)
    headline = channel.change(change) if change else channel.score(review)
    title = escape(f"{review.target_name}: {headline}")
    # A change has an id of its own, so that readers who know the review are told.
    mark = f"#{change.day.isoformat()}" if change else ""
    parts = [
        f"<entry><id>{address}{mark}</id><title>{title}</title>",
        f'<link rel="alternate" type="text/html" hreflang="{lang}" href="{address}"/>',
        f"<published>{_day(change.day if change else review.date)}</published>",
        f"<updated>{_day(item.day)}</updated>",
        _author(review, channel) if review.author else "",
        *(f'<category term="{escape(tag)}"/>' for tag in review.tags),
        f"<summary>{escape((change and change.reason) or review.summary)}</summary></entry>",
    ]
    return "".join(parts)


def _author(review: Review, channel: Channel) -> str:
    page = escape(channel.link(AuthorPage(review.lang, review.author).name))
    return f"<author><name>{escape(review.author)}</name><uri>{page}</uri></author>"


def _day(day: Date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
