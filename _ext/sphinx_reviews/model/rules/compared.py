"""What only several reviews together show: doubles, prices that drift, figures that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from ..dates import today
from ..diagnostics import Code, Diagnostic
from ..figures import FEW, FIGURE
from ..judging import Verdict, judge
from ..language_groups import groups
from ..records import Mark, Review, Section
from .file import finding_about
from .identity import bare, words_of_id

if TYPE_CHECKING:
    from ..catalogue import Catalogue


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
            yield finding_about(
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
        claim, amount = own[0], own[0].a.value
        if abs(amount - theirs) * 3 <= theirs:
            continue
        pair = is_pair(amount / theirs)
        yield finding_about(
            review,
            Code.EQUIVALENT_PAIR if pair else Code.EQUIVALENT_DRIFT,
            f"the equivalent's price is {'that of a pair' if pair else 'another'} in {other.path}",
            line=claim.line,
            column=claim.column,
            value=f"{amount:f} {currency}",
            hint=f"{other.target_name} is reviewed at {theirs:f} {currency}",
            cause=other,
        )


def is_pair(ratio: Decimal) -> bool:
    """Tell whether one of two prices is for a pair: they are as two to one, within 5 per cent."""
    return any(abs(ratio - n) * 20 <= n for n in (Decimal(2), Decimal("0.5")))


def figures(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for sections whose figures agree in two languages but for one, which is told nowhere."""
    for sides in groups(catalogue).values():
        for older in sides[1:]:
            newer = sides[0]
            if older.reviewed == newer.reviewed:
                yield from _differing(older, newer)


def _differing(older: Review, newer: Review) -> Iterator[Diagnostic]:
    theirs = {section.id: section for section in newer.sections if section.id}
    for section in older.sections:
        other = theirs.get(section.id)
        if not other or section.id == "references" or not _may_differ(section, other):
            continue
        pair = _one_apart(_figures(section), _figures(other))
        if pair and pair[0].value not in _numbers(newer) and pair[1].value not in _numbers(older):
            mine, there = pair
            yield finding_about(
                older,
                Code.TRANSLATION_FIGURE,
                f"a figure is another in {newer.lang!r}",
                line=mine.mark.line,
                column=mine.mark.column,
                value=mine.text,
                hint=f"{newer.path}:{there.mark.line} says {there.text}",
                cause=newer,
            )


def _may_differ(section: Section, other: Section) -> bool:
    """Tell by the mere spelling whether the figures are worth reading: most are the same."""
    mine, others = section.figures, other.figures
    return mine != others and mine.count(" ") == others.count(" ") >= FEW - 1


class _Figure(NamedTuple):
    """A number with its unit: in hertz and the like, as written, and where it stands."""

    value: Decimal
    unit: str
    text: str
    mark: Mark


def _one_apart(
    mine: Sequence[_Figure], others: Sequence[_Figure]
) -> tuple[_Figure, _Figure] | None:
    """Return the only two figures that differ, of one unit, where two more agree."""
    if len(mine) != len(others) or len(mine) < FEW:
        return None
    here, there = (Counter((f.value, f.unit) for f in side) for side in (mine, others))
    left, right = list((here - there).elements()), list((there - here).elements())
    if len(left) != 1 or len(right) != 1 or left[0][1] != right[0][1]:
        return None
    one, two = left[0][0], right[0][0]
    if Verdict.WRONG is not judge(one, two) or Verdict.WRONG is not judge(two, one):
        # One is the other with fewer digits.
        return None
    return (
        next(f for f in mine if (f.value, f.unit) == left[0]),
        next(f for f in others if (f.value, f.unit) == right[0]),
    )


def _figures(section: Section) -> list[_Figure]:
    """Return the figures of a section in the order of the text."""
    amounts = []
    for number, line in enumerate(section.prose.split("\n"), start=section.text_line):
        for match in FIGURE.finditer(line):
            size, unit = _PREFIXED.get(match[2], (1, match[2]))
            value = Decimal(match[1].replace(",", "")) * size
            mark = Mark(number, match.start() + 1)
            amounts.append(_Figure(value, unit, match[0], mark))
    return amounts


_PREFIXED = {"kHz": (1000, "Hz"), "MHz": (1_000_000, "Hz"), "kΩ": (1000, "Ω"), "hours": (1, "時間"),
             "hour": (1, "時間")}  # fmt: skip
"""Unit to its size in the unit that it is compared in."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?")


def _numbers(review: Review) -> set[Decimal]:
    """Return every number of the text, also as it is with ``k`` and ``M`` before its unit."""
    texts = (section.prose for section in review.sections if section.id != "references")
    plain = {Decimal(n.replace(",", "")) for text in texts for n in _NUMBER.findall(text)}
    return {number * size for number in plain for size in (1, 1000, 1_000_000)}


def own_pages(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for sources that are reviews of this very site."""
    pages = {review.permalink.rstrip("/") for review in catalogue.reviews} - {""}
    for review in catalogue.reviews:
        for source in review.sources:
            for url in source.urls:
                path = url.split("/", 3)[3:] if url.count("/") > 2 else []
                if path and f"/{path[0]}".rstrip("/") in pages and urlsplit(url).netloc:
                    yield finding_about(
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
                yield finding_about(
                    review, Code.DATE_FUTURE, f"the {key} lies in the future", key=key, value=day
                )
        late = (source for source in review.sources if source.accessed and source.accessed > limit)
        for source in late:
            yield finding_about(
                review,
                Code.DATE_FUTURE,
                "the source is said to be read in the future",
                line=source.line,
                column=1,
                value=source.accessed or "",
            )
