"""What a review says in the words of schema.org, as search engines read it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from ..model.catalogue import Catalogue
from ..model.records import Review
from ..model.rubric import Scale

Trail = Sequence[tuple[str, str]]
"""(title, absolute address) of the pages above a page, and of itself."""

_IN_HTML = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the reviews; ``author`` is who wrote those that name nobody."""

    name: str
    url: str = ""
    logo: str = ""
    author: str = ""


def script(data: object) -> Markup:
    """Return data as an element of a page's head; no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_HTML)
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(text))  # noqa: S704 - nothing of HTML is left


def review_data(
    catalogue: Catalogue,
    review: Review,
    address: str,
    publisher: Publisher,
    *,
    image: str = "",
    author_url: str = "",
) -> dict[str, object] | None:
    """Return the subject with its one review; None where nobody is named as the author."""
    author = _author(review.author or publisher.author, publisher, author_url)
    if not author:
        return None
    subject = _product(catalogue, review) if review.kind == "product" else {"@type": "Organization"}
    return _filled({
        "@context": "https://schema.org",
        **subject,
        "@id": f"{address}#subject",
        "name": review.target_name,
        "image": image,
        "review": _review(catalogue, review, address, author, publisher),
    })  # fmt: skip


def _product(catalogue: Catalogue, review: Review) -> dict[str, object]:
    category = catalogue.category_of(review)
    return {
        "@type": "Product",
        "brand": {"@type": "Brand", "name": catalogue.maker_name(review)},
        "category": category.name(review.lang) if category else "",
        "description": review.summary,
    }


def _review(
    catalogue: Catalogue,
    review: Review,
    address: str,
    author: dict[str, object],
    publisher: Publisher,
) -> dict[str, object]:
    rubric = catalogue.rubric
    parts = [
        {
            "@type": "Review",
            "name": criterion.name(review.lang),
            "reviewAspect": criterion.name(review.lang),
            "author": author,
            "itemReviewed": {"@id": f"{address}#subject"},
            "reviewRating": _rating(score, rubric.scale),
        }
        for criterion, score in zip(rubric.criteria, review.scores, strict=True)
    ]
    return _filled({
        "@type": "Review",
        "@id": f"{address}#review",
        "url": address,
        "name": review.title,
        "description": review.summary,
        "inLanguage": review.lang,
        "datePublished": review.date.isoformat(),
        "dateModified": review.updated.isoformat() if review.updated else "",
        "author": author,
        "publisher": _organization(publisher),
        "reviewRating": _rating(review.overall, rubric.overall),
        "positiveNotes": _notes(review.pros),
        "negativeNotes": _notes(review.cons),
        "hasPart": parts,
    })  # fmt: skip


def _rating(value: Decimal, scale: Scale) -> dict[str, str]:
    return {
        "@type": "Rating",
        "ratingValue": str(value),
        "bestRating": str(scale.high),
        "worstRating": str(scale.low),
    }


def _author(name: str, publisher: Publisher, url: str) -> dict[str, object]:
    """Return who wrote a review, with their page; a site may write in its own name."""
    if not name:
        return {}
    if name == publisher.name:
        return _organization(publisher)
    return _filled({"@type": "Person", "name": name, "url": url})


def _organization(publisher: Publisher) -> dict[str, object]:
    data = {"@type": "Organization", "name": publisher.name, "url": publisher.url}
    return _filled({**data, "logo": publisher.logo})


def _notes(texts: Sequence[str]) -> dict[str, object] | None:
    items = [
        {"@type": "ListItem", "position": position, "name": text}
        for position, text in enumerate(texts, 1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else None


def breadcrumbs(trail: Trail) -> dict[str, object]:
    """Return the way from the home page to a page."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(trail, 1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }


def _filled(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value not in ("", None)}
