"""Reviews as others show them: an entry of a list, and a score card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a field here
from decimal import Decimal

from .catalogue import Catalogue
from .columns import Column, Value
from .dates import today
from .memo import Memo
from .money import Money
from .outlinks import OutLink, out_links
from .records import Key, Kind, Review
from .unpublished import waits


@dataclass(frozen=True, slots=True)
class Entry:
    """A review as it shows in a list or a small card."""

    kind: Kind
    ref: str
    lang: str
    docname: str
    permalink: str
    name: str
    company_id: str
    maker: str
    maker_docname: str
    maker_permalink: str
    overall: Decimal
    scores: tuple[Decimal, ...]
    band: str
    price: Money | None
    date: Date
    category: str
    category_name: str
    summary: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion's score and its place in the scale, 0.0 to 1.0."""

    criterion: str
    name: str
    short: str
    value: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag as written, its slug, and how many reviews of the language carry it."""

    label: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True)
class Card:
    """The score card of one review."""

    entry: Entry
    title: str
    scores: tuple[Score, ...]
    low: Decimal
    high: Decimal
    criterion_high: Decimal
    share: float
    band: str
    band_name: str
    tags: tuple[TagLink, ...]
    category_name: str
    updated: Date | None
    author: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    image: str
    """Path of the subject's picture, nothing where none may be published."""

    facts: tuple[tuple[Column, Value], ...] = ()
    """What the card tells beside the facts that every card has: given values only."""

    specifications: tuple[tuple[Column, Value], ...] = ()
    """The rows of the table on the review's own page: given values only."""

    links: tuple[OutLink, ...] = ()
    """Where else the subject is: shops, its maker's page."""

    disclosure: str = ""
    """The site's own words on links that it is paid for."""

    waiting: str = ""
    """``draft`` or ``later`` on a page that only its authors see yet."""

    @property
    def paid(self) -> bool:
        """Tell whether a link is paid for, so that readers have to be told."""
        return any(link.paid for link in self.links)


def entry(catalogue: Catalogue, review: Review) -> Entry:
    """Return a review as a list shows it; one record serves every list."""
    return _entries.of(catalogue, review.key, lambda: _entry(catalogue, review))


_entries: Memo[Catalogue, Key, Entry] = Memo()


def _entry(catalogue: Catalogue, review: Review) -> Entry:
    company = catalogue.company_of(review) if review.kind == "product" else None
    category = catalogue.category_of(review)
    band = catalogue.rubric.band(review.overall)
    return Entry(
        review.kind,
        review.ref,
        review.lang,
        review.docname,
        review.permalink,
        review.target_name,
        review.company_id,
        catalogue.maker_name(review) if review.kind == "product" else review.target_name,
        company.docname if company else "",
        company.permalink if company else "",
        review.overall,
        review.scores,
        band.id if band else "",
        review.price,
        review.reviewed,
        category.id if category else "",
        category.name(review.lang) if category else "",
        review.summary,
        review.tags,
    )


def entries(catalogue: Catalogue, reviews: Iterable[Review]) -> tuple[Entry, ...]:
    """Return reviews as a list shows them."""
    return tuple(entry(catalogue, review) for review in reviews)


def card(catalogue: Catalogue, review: Review) -> Card:
    """Return a review's score card."""
    rubric = catalogue.rubric
    band = rubric.band(review.overall)
    category = catalogue.category_of(review)
    return Card(
        entry(catalogue, review),
        review.title,
        scores(catalogue, review.scores, review.lang),
        rubric.overall.low,
        rubric.overall.high,
        rubric.scale.high,
        rubric.overall.share(review.overall),
        band.id if band else "",
        band.name(review.lang) if band else "",
        tuple(_tag_link(catalogue, label, review.lang) for label in review.tags),
        category.name(review.lang) if category else "",
        review.updated,
        review.author,
        review.pros,
        review.cons,
        catalogue.picture_of(review),
        _values(catalogue, review, catalogue.columns.carded(review.kind)),
        _values(catalogue, review, catalogue.columns.specified(review.kind)),
        out_links(catalogue, review),
        catalogue.settings.disclosure.get(review.lang, ""),
        _waiting(review) if catalogue.settings.drafts else "",
    )


def _waiting(review: Review) -> str:
    if review.draft:
        return "draft"
    return "later" if waits(review, today()) else ""


def _values(
    catalogue: Catalogue, review: Review, columns: Iterable[Column]
) -> tuple[tuple[Column, Value], ...]:
    values = ((column, column.value(catalogue, review)) for column in columns)
    return tuple((column, value) for column, value in values if value is not None)


def scores(catalogue: Catalogue, values: Sequence[Decimal], lang: str) -> tuple[Score, ...]:
    """Return criterion scores with their names in the language."""
    rubric = catalogue.rubric
    return tuple(
        Score(c.id, c.name(lang), c.short_name(lang), value, rubric.scale.share(value))
        for c, value in zip(rubric.criteria, values, strict=True)
    )


def _tag_link(catalogue: Catalogue, label: str, lang: str) -> TagLink:
    tag = catalogue.tag(label, lang)
    return TagLink(label, tag.slug if tag else "", len(tag.reviews) if tag else 0)
