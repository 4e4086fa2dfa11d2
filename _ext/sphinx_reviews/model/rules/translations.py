"""Languages of one review must agree; the older side is the one to mend."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic
from ..language_groups import groups
from ..records import Review
from ..settings import Settings
from .file import finding_about
from .identity import bare

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def pairs(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare each older side with the newest one, and look for sides that are missing."""
    used = {review.lang for review in catalogue.reviews}
    wanted = [lang for lang in catalogue.settings.languages if lang in used]
    spelled = {(r.kind, r.lang, bare(r.ref)): r.ref for r in catalogue.reviews}
    for sides in groups(catalogue).values():
        newest = sides[0]
        for older in sides[1:]:
            yield from _drift(older, newest, catalogue.settings)
        for lang in wanted:
            if all(side.lang != lang for side in sides):
                near = spelled.get((newest.kind, lang, bare(newest.ref)), "")
                yield finding_about(
                    newest,
                    Code.TRANSLATION_MISSING,
                    f"no review in {lang!r} has this ref",
                    key="ref",
                    value=newest.ref,
                    hint=f"did you mean {near!r}?" if near else "",
                )


def _drift(older: Review, newest: Review, settings: Settings) -> Iterator[Diagnostic]:
    where = f"in {newest.lang!r}"
    mine, theirs = (older.overall, *older.scores), (newest.overall, *newest.scores)
    if mine != theirs:
        yield finding_about(
            older,
            Code.TRANSLATION_RATING,
            f"the rating is another {where}",
            key="rating",
            value=_scores(mine),
            hint=f"{newest.path} says {_scores(theirs)}",
            cause=newest,
        )
    if older.company_id != newest.company_id:
        yield finding_about(
            older,
            Code.TRANSLATION_COMPANY,
            f"the company is another {where}",
            key="company_id",
            value=older.company_id,
            hint=f"{newest.path} says {newest.company_id}",
            cause=newest,
        )
    if older.reviewed != newest.reviewed:
        yield finding_about(
            older,
            Code.TRANSLATION_DATE,
            f"the review is newer {where}",
            key="updated" if older.updated else "date",
            value=older.reviewed.isoformat(),
            hint=f"{newest.path} says {newest.reviewed.isoformat()}",
            cause=newest,
        )
    if problem := price_problem(older, newest, settings):
        yield finding_about(
            older,
            Code.TRANSLATION_PRICE,
            f"the price does not fit the one {where}",
            key="price",
            value=f"{older.price.amount:f} {older.price.currency}" if older.price else "",
            hint=problem,
            cause=newest,
        )


def _scores(scores: tuple[Decimal, ...]) -> str:
    return f"[{', '.join(map(str, scores))}]"


def price_problem(one: Review, other: Review, settings: Settings) -> str:
    """Return why two prices cannot both be right, or an empty string."""
    if not one.price or not other.price or not other.price.amount or not one.price.amount:
        return ""
    mine, theirs = one.price, other.price
    stated = f"{other.path} says {theirs.amount:f} {theirs.currency}"
    if mine.currency == theirs.currency:
        return stated if mine.amount != theirs.amount else ""
    for first, second in ((mine, theirs), (theirs, mine)):
        band = settings.exchange.get(f"{first.currency}/{second.currency}")
        if band:
            rate = second.amount / first.amount
            low, high = (Decimal(str(limit)) for limit in band)
            if mine.amount == theirs.amount:
                return f"{stated}: the same number in two currencies"
            rate_text = f"1 {first.currency} would be {rate:.4g} {second.currency}"
            usual = low <= rate <= high
            return "" if usual else f"{stated}: {rate_text}, outside {low} to {high}"
    return ""
