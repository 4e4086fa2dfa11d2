"""The data the browser works with: columns of whole numbers, as small as JSON gets.

Rows stand by name (case folded, then ref), so a row's number settles every tie. Scores and prices
are whole numbers of their smallest digit: sums and comparisons are exact in the browser too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..model.catalogue import Catalogue
from ..model.columns import Column, Named, Value, own_column, sortable
from ..model.formats import Formats
from ..model.memo import Memo
from ..model.records import Kind, Review
from ..model.rubric import Scale
from ..model.text import slug
from ..model.words import words

Link = Callable[[str], str]
"""From a page name to its address relative to the site's root; empty where there is none."""

_EPOCH = Date(1970, 1, 1).toordinal()


def by_name(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the reviews in the order of the data's rows."""
    return tuple(sorted(reviews, key=lambda r: (r.target_name.casefold(), r.ref)))


def digits_of(values: Iterable[Decimal]) -> int:
    """Return the most digits that any value has behind its point."""
    return max((max(0, -int(value.as_tuple().exponent)) for value in values), default=0)


def score_digits(catalogue: Catalogue) -> int:
    """Return the digits that hold every score of the site and both scales; worked out once."""
    return _digits.of(catalogue, None, lambda: _score_digits(catalogue))


_digits: Memo[Catalogue, None, int] = Memo()


def _score_digits(catalogue: Catalogue) -> int:
    rubric = catalogue.rubric
    scales = (rubric.scale, rubric.overall)
    ends = [value for scale in scales for value in (scale.low, scale.high, scale.step)]
    given = [value for r in catalogue.reviews for value in (r.overall, *r.scores)]
    return digits_of([*ends, *given])


def scaled(value: Decimal, digits: int) -> int:
    """Return the value as a whole number of its smallest digit."""
    return int(value.scaleb(digits))


def rubric_data(catalogue: Catalogue, lang: str) -> dict[str, object]:
    """Return the criteria, scales, verdicts and presets in a language."""
    rubric = catalogue.rubric
    digits = score_digits(catalogue)
    bands = sorted(rubric.bands, key=lambda band: band.least)

    def ends(scale: Scale) -> list[int]:
        return [scaled(value, digits) for value in (scale.low, scale.high, scale.step)]

    return {
        "digits": digits,
        "criteria": [[c.id, c.name(lang), c.short_name(lang)] for c in rubric.criteria],
        "scale": ends(rubric.scale),
        "overall": ends(rubric.overall),
        "bands": [[b.id, b.name(lang), float(b.least)] for b in bands],
        "presets": [[p.id, p.name(lang), p.weights] for p in catalogue.settings.the_presets],
    }


def explorer_data(
    catalogue: Catalogue, kind: Kind, lang: str, link: Link, picture: Link = str
) -> dict[str, object]:
    """Return all reviews of a kind and language as columns.

    ``picture`` gives the address of a picture by its path below the source directory.
    """
    rows = by_name(catalogue.of_kind(kind, lang))
    priced = [r.price for r in rows if r.price]
    cents = digits_of(price.amount for price in priced)
    currency = catalogue.settings.currency(lang)
    tags, tagged = _tags(catalogue, rows)
    return {
        "kind": kind,
        "lang": lang,
        "columns": described(
            (*catalogue.columns.of(kind), own_column(_absent)), kind, lang, catalogue.extras.locales
        ),
        "currency": currency,
        "cents": cents,
        "tags": tags,
        **_addresses(rows, link),
        "name": [r.target_name for r in rows],
        "same": [i for i in range(1, len(rows)) if _folded(rows[i]) == _folded(rows[i - 1])],
        "tag": tagged,
        "picture": {
            i: picture(path) for i, r in enumerate(rows) if (path := catalogue.picture_of(r))
        },
        "foreign": {
            i: r.price.currency
            for i, r in enumerate(rows)
            if r.price and r.price.currency != currency
        },
        **_columns(catalogue, kind, rows, link, cents),
    }


def _absent(_: Catalogue, review: Review) -> Value:
    """Stand for what only the browser can work out."""
    return None


def described(
    columns: Iterable[Column], kind: Kind, lang: str, locales: tuple[Path, ...] = ()
) -> list[dict[str, object]]:
    """Return what the scripts need to know of the columns; what does not hold is left out."""
    _ = words(lang, locales).gettext
    descriptors: list[dict[str, object]] = [
        {
            "id": c.id,
            "type": c.type,
            "heading": c.short_name(lang, _),
            "name": c.name(lang, _),
            "low": c.least_first,
            "judged": c.judged and c.numeric,
            "criterion": c.criterion,
            "usual": kind in c.explored,
            "roomy": c.roomy,
            "unit": c.unit,
            "filter": c.filter,
        }
        for c in columns
    ]
    return [{key: value for key, value in item.items() if value} for item in descriptors]


def _columns(
    catalogue: Catalogue, kind: Kind, rows: Sequence[Review], link: Link, cents: int
) -> dict[str, object]:
    """Return the columns' values as numbers, and the lists that names and choices are places of."""
    values: dict[str, object] = {}
    lists: dict[str, object] = {}
    for column in catalogue.columns.of(kind):
        given = [column.value(catalogue, review) for review in rows]
        if column.type in ("link", "choice"):
            lists[column.id], values[column.id] = _listed(catalogue, column, rows, given, link)
        elif column.type not in ("name", "rate"):
            digits = cents if column.type == "money" else score_digits(catalogue)
            values[column.id] = [_number(column, value, digits) for value in given]
    return {"values": values, "lists": lists}


def _number(column: Column, value: Value, digits: int) -> float | None:
    if isinstance(value, Date):
        return value.toordinal() - _EPOCH
    number = sortable(value)
    if number is None or column.type != "number":
        return None if number is None else scaled(number, digits)
    return int(number) if number == int(number) else float(number)


def _listed(
    catalogue: Catalogue,
    column: Column,
    rows: Sequence[Review],
    given: Sequence[Value],
    link: Link,
) -> tuple[list[list[str]], list[int | None]]:
    """Return the names of a column in its order, and each row's place among them."""
    named: dict[str, tuple[object, Named]] = {}
    for review, value in zip(rows, given, strict=True):
        if isinstance(value, Named):
            named.setdefault(value.id, (column.key(catalogue, review), value))
    order = sorted(named, key=lambda each: (named[each][0], each))
    number = {identifier: index for index, identifier in enumerate(order)}
    names = [named[each][1] for each in order]
    listed = [[n.id, n.text] for n in names]
    if column.type == "link":
        listed = [[n.id, n.text, link(n.docname) if n.docname else ""] for n in names]
    return listed, [number[v.id] if isinstance(v, Named) else None for v in given]


def _folded(review: Review) -> str:
    return review.target_name.casefold()


def _addresses(rows: Sequence[Review], link: Link) -> dict[str, object]:
    """Return the refs (empty where the name gives it) and the addresses that do not follow."""
    links = [link(review.docname) for review in rows]
    heads = Counter(
        address.removesuffix(f"{r.ref}/") for address, r in zip(links, rows, strict=True)
    )
    base = heads.most_common(1)[0][0] if heads else ""
    return {
        "base": base,
        "ref": ["" if plain_ref(r.target_name) == r.ref else r.ref for r in rows],
        "url": {
            i: address
            for i, (address, r) in enumerate(zip(links, rows, strict=True))
            if address != f"{base}{r.ref}/"
        },
    }


def plain_ref(name: str) -> str:
    """Return the ref that most authors would give the name: ASCII letters and digits, hyphens."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return "-".join(kept.split())


def _tags(catalogue: Catalogue, rows: Sequence[Review]) -> tuple[list[list[str]], list[list[int]]]:
    """Return the tags, most frequent first, and each row's as numbers of that list."""
    own = [sorted({slug(label) for label in r.tags}) for r in rows]
    counts = Counter(tag for tags in own for tag in tags)
    order = sorted(counts, key=lambda tag: (-counts[tag], tag))
    number = {tag: i for i, tag in enumerate(order)}
    lang = rows[0].lang if rows else ""
    labels = {tag: tags.label for tag in order if (tags := catalogue.tag(tag, lang))}
    listed = [[tag, labels.get(tag, tag)] for tag in order]
    return listed, [sorted(number[tag] for tag in tags) for tags in own]


def _makers(catalogue: Catalogue, rows: Sequence[Review], link: Link) -> dict[str, list[Any]]:
    names = {r.company_id: catalogue.maker_name(r) for r in rows}
    order = sorted(names, key=lambda each: (names[each].casefold(), each))
    number = {maker: i for i, maker in enumerate(order)}
    first = {r.company_id: r for r in rows}
    companies = [catalogue.company_of(first[maker]) for maker in order]
    return {
        "makers": [
            [maker, names[maker], link(company.docname) if company else ""]
            for maker, company in zip(order, companies, strict=True)
        ],
        "maker": [number[r.company_id] for r in rows],
    }


def _categories(catalogue: Catalogue, rows: Sequence[Review], lang: str) -> dict[str, object]:
    categories = [catalogue.category_of(r) for r in rows]
    used = {category.id for category in categories if category}
    listed = [c for c in catalogue.settings.the_categories if c.id in used]
    number = {category.id: i for i, category in enumerate(listed)}
    return {
        "categories": [[c.id, c.name(lang)] for c in listed],
        "category": [number[c.id] if c else -1 for c in categories],
    }


def names_data(catalogue: Catalogue, lang: str, link: Link, tag_link: Link) -> dict[str, object]:
    """Return every name of a language for completion: products, companies, tags."""
    digits = score_digits(catalogue)
    parts: dict[str, object] = {}
    for kind in ("product", "company"):
        rows = by_name(catalogue.of_kind(kind, lang))
        part = {
            **_addresses(rows, link),
            "name": [r.target_name for r in rows],
            "overall": [scaled(r.overall, digits) for r in rows],
        }
        if kind == "product":
            makers = _makers(catalogue, rows, link)
            part["makers"] = [maker[1] for maker in makers["makers"]]
            part["maker"] = makers["maker"]
            part |= _categories(catalogue, rows, lang)
        parts[kind] = part
    tags = [(tag.label, tag_link(tag.slug), len(tag.reviews)) for tag in catalogue.tags(lang)]
    parts["tags"] = [tag for tag in tags if tag[1]]
    return parts


def details_data(catalogue: Catalogue, lang: str, link: Link) -> list[dict[str, object]]:
    """Return what a comparison shows of each product, in parts that load alone."""
    rows = by_name(catalogue.of_kind("product", lang))
    shards: list[dict[str, object]] = [{} for _ in range(max(1, -(-len(rows) // SHARD)))]
    for review in rows:
        shards[shard_of(review.ref, len(shards))][review.ref] = _details(catalogue, review, link)
    return shards


SHARD = 24
"""Products that one part of the details holds on average."""


def shard_of(ref: str, count: int) -> int:
    """Return which of ``count`` parts holds a ref: FNV-1a over UTF-8, 32 bits."""
    value = 0x811C9DC5
    for byte in ref.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % count


def _details(catalogue: Catalogue, review: Review, link: Link) -> dict[str, object]:
    digits = score_digits(catalogue)
    category = catalogue.category_of(review)
    band = catalogue.rubric.band(review.overall)
    company = catalogue.company_of(review)
    equivalent = catalogue.equivalent(review)
    details: dict[str, object] = {
        "ref": review.ref,
        "name": review.target_name,
        "url": link(review.docname),
        "maker": [catalogue.maker_name(review), link(company.docname) if company else ""],
        "category": category.name(review.lang) if category else "",
        "band": [band.id, band.name(review.lang)] if band else None,
        "overall": scaled(review.overall, digits),
        "scores": [scaled(score, digits) for score in review.scores],
        "price": [str(review.price.amount), review.price.currency] if review.price else None,
        "date": review.reviewed.isoformat(),
        "summary": review.summary,
        "pros": review.pros,
        "cons": review.cons,
        "more": _more(catalogue, review),
        "equivalent": _short(equivalent, link) if equivalent else None,
    }
    return {key: value for key, value in details.items() if value not in (None, "", (), {})}


def _more(catalogue: Catalogue, review: Review) -> dict[str, object]:
    """Return the values of the compared columns that have no key of their own here."""
    formats = Formats(review.lang)
    texts: dict[str, object] = {}
    for column in catalogue.columns.compared:
        value = column.value(catalogue, review)
        if value is not None and not column.scored and column.type not in ("money", "rate"):
            number = column.type == "number"
            texts[column.id] = _number(column, value, 0) if number else formats.value(column, value)
    return texts


def _short(review: Review, link: Link) -> list[str]:
    return [review.ref, review.target_name, link(review.docname)]


def encoded(data: object) -> bytes:
    """Return data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    """Return the hash that stands in the name of a file with this content."""
    return blake2b(content, digest_size=6).hexdigest()
