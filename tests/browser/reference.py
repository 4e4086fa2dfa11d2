"""The explorer's answers worked out again from the catalogue, in the plainest way there is."""

from __future__ import annotations

import random
import runpy
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from sphinx_reviews.model.catalogue import Catalogue, best_first
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import settings_from
from sphinx_reviews.model.text import slug
from support import starter_root

Range = tuple[str, str]


def starter_catalogue(reviews: Path | None = None, *, cache: Path | None = None) -> Catalogue:
    """Return the starter site's catalogue, or the one of another folder under its settings.

    ``cache`` is a file in which the next process finds what this one has read.
    """
    root = starter_root()
    values = runpy.run_path(str(root / "conf.py"))
    if reviews:
        values["reviews_folder"], root = reviews.name, reviews.parent
    settings = settings_from(values)
    return Catalogue(scan(root, settings, cache=cache), settings)


@dataclass
class Wanted:
    """A selection as a reader makes it; ranges are decimal texts, empty where open."""

    text: str = ""
    category: list[str] = field(default_factory=list)
    maker: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    all_tags: bool = False
    overall: Range = ("", "")
    criteria: dict[str, Range] = field(default_factory=dict)
    price: Range = ("", "")
    date: Range = ("", "")
    priced: bool = False
    sources: int = 0
    weights: list[int] | None = None
    sort: str = ""

    def address(self) -> str:
        """Return the query of the page's address."""
        parts = {
            "q": self.text.replace("&", "%26"),
            "category": ",".join(self.category),
            "maker": ",".join(self.maker),
            "tag": ",".join(tag.replace("+", "%2B").replace("&", "%26") for tag in self.tag),
            "tags": "all" if self.all_tags else "",
            "overall": span(self.overall),
            **{f"c.{name}": span(ends) for name, ends in self.criteria.items()},
            "price": span(self.price),
            "date": span(self.date),
            "priced": "1" if self.priced else "",
            "sources": str(self.sources or ""),
            "w": ",".join(map(str, self.weights or [])),
            "sort": self.sort,
        }
        return "&".join(f"{key}={value}" for key, value in parts.items() if value)


def span(ends: Range) -> str:
    """Return a range as an address writes it."""
    return f"{ends[0]}..{ends[1]}" if any(ends) else ""


def chosen(catalogue: Catalogue, lang: str, wanted: Wanted) -> list[str]:
    """Return the refs of the products that fit, in order."""
    found = [
        review
        for review in best_first(catalogue.of_kind("product", lang))
        if fits(catalogue, review, wanted)
    ]
    return [review.ref for review in ordered(catalogue, found, wanted)]


def fits(catalogue: Catalogue, review: Review, wanted: Wanted) -> bool:
    """Tell whether a review meets every condition."""
    category = catalogue.category_of(review)
    tags = {slug(tag) for tag in review.tags}
    asked = set(wanted.tag)
    currency = catalogue.settings.currency(review.lang)
    price = review.price
    rubric = catalogue.rubric
    return (
        (not wanted.category or (category is not None and category.id in wanted.category))
        and (not wanted.maker or review.company_id in wanted.maker)
        and (not asked or (asked <= tags if wanted.all_tags else bool(asked & tags)))
        and within(review.overall, wanted.overall)
        and all(within(review.scores[rubric.index(c)], r) for c, r in wanted.criteria.items())
        and (not wanted.priced or price is not None)
        and (
            not any(wanted.price)
            or (
                price is not None
                and price.currency == currency
                and within(price.amount, wanted.price)
            )
        )
        and (not wanted.date[0] or review.reviewed.isoformat() >= wanted.date[0])
        and (not wanted.date[1] or review.reviewed.isoformat() <= wanted.date[1])
        and len(review.sources) >= wanted.sources
        and all(holds(catalogue, review, word) for word in folded(wanted.text).split())
    )


def within(value: Decimal, ends: Range) -> bool:
    """Tell whether a value lies in a range."""
    return not (ends[0] and value < Decimal(ends[0])) and not (ends[1] and value > Decimal(ends[1]))


def folded(text: str) -> str:
    """Return a text for comparing."""
    return unicodedata.normalize("NFKC", text).lower()


def wide(text: str) -> str:
    """Return a text in full width, as Japanese keyboards write it."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def dense(text: str) -> str:
    """Return a text's letters and digits."""
    return "".join(c for c in folded(text) if unicodedata.category(c)[0] in "LN")


def holds(catalogue: Catalogue, review: Review, word: str) -> bool:
    """Tell whether a word stands in the name, the maker, the category or a tag."""
    category = catalogue.category_of(review)
    labels = [tag.label for t in review.tags if (tag := catalogue.tag(t, review.lang))]
    texts = [review.target_name, catalogue.maker_name(review), *labels]
    texts += [category.name(review.lang)] if category else []
    core = dense(word)
    return any(word in folded(text) or (core and core in dense(text)) for text in texts)


def ordered(catalogue: Catalogue, found: list[Review], wanted: Wanted) -> list[Review]:
    """Return the reviews in the order asked for; those without the value come last."""
    sort = wanted.sort or ("own" if wanted.weights else "overall")
    column = sort.removeprefix("-")
    rising = column in ("name", "maker", "category", "price", "per-point")
    value = sort_value(catalogue, column, wanted.weights)
    known = [review for review in found if value(review) is not None]
    unknown = [review for review in found if value(review) is None]
    return sorted(known, key=value, reverse=rising is sort.startswith("-")) + unknown


def sort_value(
    catalogue: Catalogue, column: str, weights: list[int] | None
) -> Callable[[Review], Any]:
    """Return the value that a column sorts by."""
    rubric = catalogue.rubric
    ids = [category.id for category in catalogue.settings.the_categories]

    def own(review: Review) -> Decimal:
        if not weights:
            return review.overall
        return sum((w * s for w, s in zip(weights, review.scores, strict=True)), Decimal(0))

    def per_point(review: Review) -> Fraction | None:
        if not review.price or review.overall <= 0:
            return None
        return Fraction(review.price.amount) / Fraction(review.overall)

    def category(review: Review) -> int | None:
        found = catalogue.category_of(review)
        return ids.index(found.id) if found else None

    values: dict[str, Callable[[Review], Any]] = {
        "overall": lambda review: review.overall,
        "own": own,
        "name": lambda review: review.target_name.casefold(),
        "maker": lambda review: (catalogue.maker_name(review).casefold(), review.company_id),
        "category": category,
        "price": lambda review: review.price.amount if review.price else None,
        "per-point": per_point,
        "date": lambda review: review.reviewed,
        "sources": lambda review: len(review.sources),
    }
    if column in values:
        return values[column]
    return lambda review: review.scores[rubric.index(column)]


def some_wanted(catalogue: Catalogue, lang: str, seed: int) -> Wanted:
    """Return a random selection that the site's own reviews can meet."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    reviews = catalogue.of_kind("product", lang)
    some = dice.sample(reviews, min(3, len(reviews)))

    def maybe(share: float, make: Callable[[], Any], otherwise: Any) -> Any:
        return make() if dice.random() < share else otherwise

    def ends(values: Iterable[Any]) -> Range:
        low, high = sorted(dice.choices(list(values), k=2))
        return (maybe(0.6, lambda: str(low), ""), maybe(0.6, lambda: str(high), ""))

    def words() -> str:
        name = dice.choice(some).target_name.split()
        word = dice.choice(name)
        return dice.choice([word, word.lower(), word.replace("-", ""), word[:3], wide(word)])

    criteria = [criterion.id for criterion in catalogue.rubric.criteria]
    categories = sorted({c.id for r in some if (c := catalogue.category_of(r))})
    tags = sorted({slug(tag) for review in some for tag in review.tags})
    prices = [r.price.amount for r in reviews if r.price and r.price.amount > 0] or [Decimal(1)]
    sorts = ["overall", "own", "name", "maker", "category", "price", "per-point", "date", "sources"]
    weights = [dice.randrange(11) for _ in criteria]
    sort = maybe(0.8, lambda: dice.choice(["", "-"]) + dice.choice([*sorts, *criteria]), "")
    return Wanted(
        text=maybe(0.3, words, ""),
        category=maybe(0.25, lambda: categories, []),
        maker=maybe(0.2, lambda: sorted({review.company_id for review in some}), []),
        tag=maybe(0.3, lambda: dice.sample(tags, min(2, len(tags))), []),
        all_tags=dice.random() < 0.5,
        overall=maybe(0.3, lambda: ends(r.overall for r in reviews), ("", "")),
        criteria=maybe(
            0.3,
            lambda: {dice.choice(criteria): ends(r.scores[0] for r in reviews)},
            {},
        ),
        price=maybe(0.3, lambda: ends(prices), ("", "")),
        date=maybe(0.2, lambda: ends(r.reviewed.isoformat() for r in reviews), ("", "")),
        priced=dice.random() < 0.2,
        sources=maybe(0.2, lambda: dice.randrange(12), 0),
        weights=maybe(0.5, lambda: weights, None) if any(weights) else None,
        sort=sort,
    )
