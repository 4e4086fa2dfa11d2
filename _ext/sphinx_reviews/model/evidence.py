"""The evidence of a site: which domains its reviews cite, and how old it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .records import Review, Source

if TYPE_CHECKING:
    from .catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Domain:
    """A cited domain: its host name, how often entries name it, and the reviews that do."""

    name: str
    count: int
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry of a review's references with the day it was read."""

    accessed: Date
    review: Review
    source: Source


def domain_of(url: str) -> str:
    """Return the host name of an address without ``www.``, an empty string where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def domains(catalogue: Catalogue, lang: str) -> tuple[Domain, ...]:
    """Return the domains that the reviews of a language cite, the most cited first."""
    counts: dict[str, int] = defaultdict(int)
    citing: dict[str, dict[str, Review]] = defaultdict(dict)
    for review in catalogue.reviews:
        if review.lang != lang:
            continue
        for source in review.sources:
            for name in {domain_of(url) for url in source.urls} - {""}:
                counts[name] += 1
                citing[name][review.docname] = review
    entries = (Domain(name, counts[name], tuple(citing[name].values())) for name in counts)
    return tuple(sorted(entries, key=lambda d: (-len(d.reviews), -d.count, d.name)))


@dataclass(frozen=True, slots=True)
class Silent:
    """An entry whose address did not answer: the address, and the day on which it was asked."""

    url: str
    domain: str
    asked: Date
    review: Review
    source: Source


def silent(catalogue: Catalogue, lang: str) -> tuple[Silent, ...]:
    """Return the entries whose addresses did not answer, by domain."""
    dead = catalogue.dead_links
    reviews = (
        Silent(url, domain_of(url), dead[url].day, review, source)
        for review in (catalogue.reviews if dead else ())
        if review.lang == lang
        for source in review.sources
        for url in source.urls
        if url in dead
    )
    return tuple(sorted(reviews, key=lambda s: (s.domain, s.url, s.review.ref, s.source.number)))


def by_age(catalogue: Catalogue, lang: str) -> tuple[Evidence, ...]:
    """Return the entries whose day of access is known, the oldest first."""
    sources = (
        Evidence(source.accessed, review, source)
        for review in catalogue.reviews
        if review.lang == lang
        for source in review.sources
        if source.accessed
    )
    return tuple(sorted(sources, key=lambda e: (e.accessed, e.review.ref, e.source.number)))
