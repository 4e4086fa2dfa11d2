"""What only several reviews together show: doubles, prices that drift, figures that differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..dates import today
from ..diagnostics import Code, Diagnostic
from ..records import Mark, Review, Section
from ..translations import groups
from .file import found_in
from .identity import bare, words_of_id

if TYPE_CHECKING:
    from ..catalogue import Catalogue

_FIGURE = re.compile(
    r"(\d(?<![\w.,+*^/-]\d)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d{0,6}(?:\.\d{1,6})?))\s?"
    r"(kHz|MHz|Hz|dBu|dB|kΩ|Ω|mW|mAh|Wh|mm|kg|mg|mV|Vrms|nW|µV|μV)(?![A-Za-z/])"
)


def subjects(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for products of one maker that bear the same name in one language."""
    holders: dict[tuple[str, str, str], Review] = {}
    for review in sorted(catalogue.reviews, key=lambda r: (r.date, r.path)):
        if review.kind != "product":
            continue
        maker = "".join(words_of_id(review.company_id))
        name = bare(review.target_name).replace(maker, "", 1)
        holder = holders.setdefault((review.lang, maker, name), review)
        if holder is not review and name:
            yield found_in(
                review,
                Code.DUPLICATE_SUBJECT,
                f"the product is reviewed in {holder.path} as well",
                key="target_name",
                value=review.target_name,
                cause=holder,
            )


def prices(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the price of the equivalent in the calculation with that of its own review."""
    for review in catalogue.reviews:
        other = catalogue.equivalent(review)
        if not other or not other.price or not other.price.amount:
            continue
        currency, theirs = other.price.currency, other.price.amount
        own = [
            claim
            for claim in review.claims
            if claim.section == catalogue.rubric.cost and claim.a.currency == currency
        ]
        if not own or len({claim.a.value for claim in own}) > 1:
            continue
        claim, told = own[0], own[0].a.value
        if abs(told - theirs) * 3 <= theirs:
            continue
        pair = any(abs(told - theirs * n) * 100 <= told for n in (Decimal(2), Decimal("0.5")))
        yield found_in(
            review,
            Code.EQUIVALENT_PAIR if pair else Code.EQUIVALENT_DRIFT,
            f"the equivalent's price is {'that of a pair' if pair else 'another'} in {other.path}",
            line=claim.line,
            column=claim.column,
            value=f"{told:f} {currency}",
            hint=f"{other.target_name} is reviewed at {theirs:f} {currency}",
            cause=other,
        )


def figures(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for sections whose figures agree in two languages but for one."""
    for sides in groups(catalogue).values():
        for older in sides[1:]:
            newer = sides[0]
            if older.reviewed == newer.reviewed:
                yield from _differing(older, newer)


def _differing(older: Review, newer: Review) -> Iterator[Diagnostic]:
    theirs = {section.id: section for section in newer.sections if section.id}
    for section in older.sections:
        other = theirs.get(section.id)
        if not other or section.id == "references" or not _FIGURE.search(section.prose):
            continue
        mine, others = _figures(section), _figures(other)
        for unit in mine.keys() & others.keys():
            pairs = list(zip(mine[unit], others[unit], strict=False))
            apart = [(one, two) for one, two in pairs if one[0] != two[0]]
            if len(mine[unit]) == len(others[unit]) > 2 and len(apart) == 1:
                (value, (line, column)), (wanted, (there, _)) = apart[0]
                yield found_in(
                    older,
                    Code.TRANSLATION_FIGURE,
                    f"a figure is another in {newer.lang!r}",
                    line=line,
                    column=column,
                    value=f"{value:f} {unit}",
                    hint=f"{newer.path}:{there} says {wanted:f} {unit}",
                    cause=newer,
                )


def _figures(section: Section) -> dict[str, list[tuple[Decimal, Mark]]]:
    """Return unit to the values in the order of the text, each with its place."""
    found: dict[str, list[tuple[Decimal, Mark]]] = defaultdict(list)
    for number, line in enumerate(section.prose.split("\n"), start=section.text_line):
        for match in _FIGURE.finditer(line):
            place = Mark(number, match.start() + 1)
            found[match[2]].append((Decimal(match[1].replace(",", "")), place))
    return found


def own_pages(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for sources that are reviews of this very site."""
    pages = {review.permalink.rstrip("/") for review in catalogue.reviews} - {""}
    for review in catalogue.reviews:
        for source in review.sources:
            for url in source.urls:
                path = url.split("/", 3)[3:] if url.count("/") > 2 else []
                if path and f"/{path[0]}".rstrip("/") in pages and urlsplit(url).netloc:
                    yield found_in(
                        review,
                        Code.SOURCE_WEAK,
                        "the source is a page of this site",
                        line=source.line,
                        column=1,
                        value=url,
                    )


def future(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for days that have not come yet anywhere on earth."""
    limit = today() + timedelta(days=1)
    for review in catalogue.reviews:
        for key, day in (("date", review.date), ("updated", review.updated)):
            if day and day > limit:
                yield found_in(
                    review, Code.DATE_FUTURE, f"the {key} lies in the future", key=key, value=day
                )
        late = (source for source in review.sources if source.accessed and source.accessed > limit)
        for source in late:
            yield found_in(
                review,
                Code.DATE_FUTURE,
                "the source is said to be read in the future",
                line=source.line,
                column=1,
                value=source.accessed or "",
            )
