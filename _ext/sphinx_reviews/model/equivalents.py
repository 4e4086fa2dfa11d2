"""The cheapest equivalent: which reviewed product a cost section compares with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from .amounts import agrees, money_in
from .records import Key, Review
from .stated import Claim

if TYPE_CHECKING:
    from .mentions import Mention, MentionIndex


def resolve(
    reviews: Iterable[Review],
    by_key: Mapping[Key, Review],
    names: Mapping[str, MentionIndex],
    cost: str,
) -> Mapping[Key, Key]:
    """Return product to cheaper equivalent: as the front matter states it, else as claimed.

    Without the key ``equivalent`` the product is told by the claim of the cost section: the one
    reviewed product that its words name beside the first amount. Where two could be meant, none is.
    ``cost`` is the id of the section that holds the claim.
    """
    table: dict[Key, Key] = {}
    for review in reviews:
        if review.kind != "product":
            continue
        if review.equivalent:
            stated = ("product", review.equivalent, review.lang)
            if stated in by_key and stated != review.key:
                table[review.key] = stated
        elif claimed := _claimed(review, names[review.lang], cost):
            table[review.key] = claimed
    return table


def _claimed(review: Review, index: MentionIndex, cost: str) -> Key | None:
    own = [claim for claim in review.claims if claim.section == cost]
    cheaper = [claim for claim in own if claim.a.value < claim.b.value]
    price = review.price.amount if review.price else None
    fitting = [c for c in cheaper if price is not None and agrees(c.b, price)] or cheaper
    named = {key for claim in fitting[:2] if (key := _named(index, claim, review.key))}
    return named.pop() if len(named) == 1 else None


def _named(index: MentionIndex, claim: Claim, own: Key) -> Key | None:
    """Return the one product that the claim's words name, or None."""
    if key := _only(index.products(claim.note), own):
        return key
    text = claim.context
    mentions = [m for m in index.products(text) if m.key != own and not _LONGER.match(text, m.end)]
    priced = [(m, prices_beside(text, m.end)) for m in mentions]
    beside = [m for m, prices in priced if claim.a.value in prices]
    open_ = [m for m, prices in priced if not prices]
    return _only(beside, own) if beside else _only(open_, own)


def _only(mentions: Iterable[Mention], own: Key) -> Key | None:
    keys = {mention.key for mention in mentions} - {own}
    return keys.pop() if len(keys) == 1 else None


_LONGER = re.compile(
    r"\s?[(（]\s?(?:[A-Za-z][a-z]{0,11}|\d|(?:\d(?:st|nd|rd|th) )?[Gg]en(?:eration)?\.?"
    r"|[IVX]+)\s?[)）]"
)
"""A bracket that goes on with the name, as in ``Ear (open)``: another product's name."""

_BREAK = re.compile(r"(?<!approx)(?<!ca)(?<!incl)[.。;；!?÷=](?!\d)")


def prices_beside(text: str, end: int) -> tuple[Decimal, ...]:
    """Return the prices that closely follow a name, as in ``K371 (26,000円, 176 USD)``."""
    stretch = text[end : end + 90]
    stop = _BREAK.search(stretch, 0)
    amounts: list[Decimal] = []
    last = 0
    for start, stop_, amount in money_in(stretch[: stop.start()] if stop else stretch):
        if start - last > (30 if not amounts else 8):
            break
        amounts.append(amount.value)
        last = stop_
    return tuple(amounts)


def chain(links: Mapping[Key, Key], start: Key) -> tuple[Key, ...]:
    """Return the products one comes to by following the links, the start first.

    A circle ends with the key at which it closes, standing twice.
    """
    walk = [start]
    while (following := links.get(walk[-1])) is not None:
        walk.append(following)
        if following in walk[:-1]:
            break
    return tuple(walk)
