"""Slices: where they and the steady facts are the same, so is every view, whatever has moved."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sphinx_reviews.model.blocks import ANSWERS, Block, block_view, own_block
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.facts import MOVING, OF_THE_TEXT, facts, facts_in, facts_of, steady
from sphinx_reviews.model.facts import steady_of as steady_facts
from sphinx_reviews.model.outcomes import Outcome, Scan
from sphinx_reviews.model.query import Query, candidates
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.slices import review_slice, slice_of
from sphinx_reviews.model.views import fingerprint
from support import body, catalogue_of, review

MAKERS = ("acme", "beta", "core", "dual")
LANGUAGES = ("en", "ja")
TAGS = ("[Headphones]", "[Headphones, Wired]", "[Speakers]", "[Radio]")
NO_REVIEWS = ("head", "context", "review-contents")
"""Blocks of a review's own page, which its slice is for, and one without anything that moves."""


def first() -> Catalogue:
    """Return a catalogue with peers, makers, translations, equivalents and mentions."""
    dice = random.Random(7)  # noqa: S311 - not for secrets
    texts = []
    for lang in LANGUAGES:
        for maker in MAKERS:
            if (maker, lang) != ("dual", "ja"):
                texts.append(review(maker, layout="company", lang=lang))
            texts += [one(f"{maker}-{name}", lang, dice) for name in ("one", "two", "three")]
    categories = {
        "phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]},
        "speakers": {"names": {"en": "Speakers"}, "tags": ["Speakers"]},
    }
    return catalogue_of(*texts, categories=categories)


def one(ref: str, lang: str, dice: random.Random) -> str:
    """Return a product that names another one and is measured against a third."""
    named = f"{dice.choice(MAKERS)}-{dice.choice(('one', 'two'))}"
    text = body(lang, prose=f"Hear the {named.replace('-', ' ').title()} [1].")
    equivalent = f"{dice.choice(MAKERS)}-three" if dice.random() < 0.6 else None
    tags = dice.choice(TAGS)
    return review(
        ref, text, lang=lang, tags=tags, price=dice.randrange(50, 60), equivalent=equivalent
    )


def moved(catalogue: Catalogue, dice: random.Random) -> Catalogue:
    """Return the catalogue with facts of some reviews moved."""
    chosen = {r.key for r in dice.sample(catalogue.reviews, dice.randrange(1, 3))}
    reviews = (move(r, dice) if r.key in chosen else r for r in catalogue.reviews)
    return Catalogue(Scan(tuple(map(Outcome, reviews))), catalogue.settings)


def move(each: Review, dice: random.Random) -> Review:
    """Return a review with another score, price, day, text in short, or another source."""
    day = date(2025, 7, dice.randrange(1, 20))
    changes = dice.choice((
        {"overall": Decimal(dice.randrange(20, 45)) / 10},
        {"scores": tuple(Decimal(dice.randrange(9)) / 10 for _ in each.scores)},
        {"price": each.price and replace(each.price, amount=Decimal(dice.randrange(50, 60)))},
        {"date": day}, {"updated": day}, {"reason": "Measured again."},
        {"pros": ("Light",)}, {"cons": ("Dear",)}, {"sources": each.sources * 2}, {"claims": ()},
    ))  # fmt: skip
    after = replace(each, **changes, facts="", steady="")
    return replace(after, facts=facts_of(after), steady=steady_facts(after))


def shown(catalogue: Catalogue) -> Iterator[tuple[object, str, str]]:
    """Yield everything that is shown: what it is, its slice, and the hash of its view."""
    for each in catalogue.reviews:
        view = block_view(catalogue, own_block(each, "head"))
        yield each.key, review_slice(catalogue, each), fingerprint(view)
    for lang in LANGUAGES:
        for query in QUERIES:
            query = replace(query, lang=lang)
            view = block_view(catalogue, Block("review-list", lang, "", query))
            yield query, slice_of(candidates(catalogue, query)), fingerprint(view)
        for what in ANSWERS.keys() - set(NO_REVIEWS):
            view = block_view(catalogue, Block(what, lang, "", Query(lang)))
            yield (what, lang), facts_in(catalogue, lang), fingerprint(view)


QUERIES = (
    Query(""), Query("", kind="company"), Query("", category="phones"), Query("", tags=("wired",)),
    Query("", category="phones", tags=("wired",), sort="price"), Query("", company="acme"),
    Query("", refs=("acme-one", "beta-two")), Query("", sort="date", limit=3),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_the_same_slice_means_the_same_view(seed: int) -> None:
    """No view has changed of which the slice tells that it has not; some never have."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    before = first()
    after = moved(before, dice)
    assert steady(before) == steady(after)
    known = {name: (slice_, view) for name, slice_, view in shown(before)}
    now = {name: (slice_, view) for name, slice_, view in shown(after)}
    assert known.keys() == now.keys()
    same = [name for name in now if now[name][0] == known[name][0]]
    assert [name for name in same if now[name][1] != known[name][1]] == []
    assert len(same) > len(now) // 8


def test_moving_facts_move_the_facts_and_nothing_steady() -> None:
    """What may move is told by the facts of its review, and by them alone."""
    before = first()
    after = moved(before, random.Random(1))  # noqa: S311 - not for secrets
    assert (facts(before) == facts(after), steady(before) == steady(after)) == (False, True)


@pytest.mark.parametrize(
    "changes",
    [{"target_name": "Acme Uno"}, {"tags": "[Other]"}, {"permalink": "/products/en/elsewhere/"},
     {"summary": "Another."}, {"author": "Somebody"}, {"draft": "true"}, {"company_id": "beta"}],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_names_and_groups_are_steady(changes: dict[str, str]) -> None:
    """Whatever tells what a review is called or where it belongs has every page worked out."""
    told = [catalogue_of(review("acme-one", **more), drafts=True) for more in ({}, changes)]
    assert steady(told[0]) != steady(told[1])


def test_every_field_that_may_move_is_one_of_the_records() -> None:
    """A field that was renamed would count as steady, and none is of the text."""
    assert set(Review.__slots__) >= MOVING
    assert not MOVING & OF_THE_TEXT
