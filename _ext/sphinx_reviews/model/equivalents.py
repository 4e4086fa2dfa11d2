"""The cheapest equivalent: which reviewed product a cost section compares with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from .amounts import agrees
from .claims import Claim
from .records import Key, Review

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .mentions import Mention, MentionIndex


def resolve(catalogue: Catalogue) -> Mapping[Key, Key]:
    """Return product to cheaper equivalent: as the front matter states it, else as claimed.

    Without the key ``equivalent`` the product is told by the claim of the cost section: the one
    reviewed product that its words name beside the first amount. Where two could be meant, none is.
    """
    table: dict[Key, Key] = {}
    for review in catalogue.reviews:
        if review.kind != "product":
            continue
        if review.equivalent:
            stated = ("product", review.equivalent, review.lang)
            if stated in catalogue.by_key and stated != review.key:
                table[review.key] = stated
        elif found := _claimed(catalogue, review):
            table[review.key] = found
    return table


def _claimed(catalogue: Catalogue, review: Review) -> Key | None:
    own = [claim for claim in review.claims if claim.section == catalogue.rubric.cost]
    cheaper = [claim for claim in own if claim.a.value < claim.b.value]
    price = review.price.amount if review.price else None
    fitting = [c for c in cheaper if price is not None and agrees(c.b, price)] or cheaper
    index = catalogue.mention_index[review.lang]
    named = {key for claim in fitting[:2] if (key := _named(index, claim, review.key))}
    return named.pop() if len(named) == 1 else None


def _named(index: MentionIndex, claim: Claim, own: Key) -> Key | None:
    """Return the one product that the claim's words name, or None."""
    if key := _only(index.products(claim.note), own):
        return key
    mentions = [m for m in index.products(claim.context) if m.key != own]
    prices = [_price_beside(claim, mention) for mention in mentions]
    beside = [m for m, price in zip(mentions, prices, strict=True) if price == claim.a.value]
    open_ = [m for m, price in zip(mentions, prices, strict=True) if price is None]
    return _only(beside, own) if beside else _only(open_, own)


def _only(mentions: Iterable[Mention], own: Key) -> Key | None:
    keys = {mention.key for mention in mentions} - {own}
    return keys.pop() if len(keys) == 1 else None


_PRICE = re.compile(
    r"[^.。;；!?\d÷]{0,30}?(?:USD ?|US\$|\$|€|£|¥)?(\d[\d,]*(?:\.\d+)?)(?: ?[-–~〜] ?\d[\d,.]*)?"
    r" ?(?:USD|円|ドル|米ドル|yen|€|\$)"
)


def _price_beside(claim: Claim, mention: Mention) -> Decimal | None:
    """Return the price that closely follows a mention, as in ``K371 (176 USD)``, or None."""
    match = _PRICE.match(claim.context, mention.end)
    return Decimal(match[1].replace(",", "")) if match else None


def chain(links: Mapping[Key, Key], start: Key) -> tuple[Key, ...]:
    """Return the products one comes to by following the links, the start first.

    A circle ends with the key at which it closes, standing twice.
    """
    found = [start]
    while (following := links.get(found[-1])) is not None:
        found.append(following)
        if following in found[:-1]:
            break
    return tuple(found)
