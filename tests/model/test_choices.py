"""Pages that choose: each reason and each doubt is true of the data."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.choice_words import choice_title, reason_words
from sphinx_reviews.model.choices import (
    MOST,
    ChoiceView,
    Pick,
    choices,
    contest_of,
    money_of,
    weighted,
)  # fmt: skip
from sphinx_reviews.model.entries import Entry, entry
from sphinx_reviews.model.languages import language
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.rubric import AUDIO_RUBRIC, rubric_from
from sphinx_reviews.model.weights import by_weights, own_score, rounded_score
from support import catalogue_of, review


def shop(seed: int, count: int = 40) -> Catalogue:
    """Return a catalogue of lamps with random scores and prices; some have no price."""
    dice = Random(seed)  # noqa: S311 - no secret
    texts = []
    for number in range(count):
        scores = [Decimal(dice.randint(0, 10)) / 10 for _ in range(5)]
        rating = ", ".join(map(str, (sum(scores), *scores)))
        price = dice.choice([None, *([str(dice.choice([9, 19, 25, 49, 80, 120, 190, 450]))] * 9)])
        texts.append(review(f"acme-{number}", rating=f"[{rating}]", price=price, tags="[Lamp]"))
    return catalogue_of(*texts, categories={"lamps": {"tags": ["Lamp"]}}, presets=preset())


def preset() -> dict[str, object]:
    """Return one ranking by a single criterion."""
    last = rubric_from(AUDIO_RUBRIC).criteria[-1].id
    return {"last": {"names": {"en": "Last"}, "weights": {last: 3}}}


def amount(entry: Entry) -> Decimal:
    """Return an entry's price."""
    assert entry.price
    return entry.price.amount


def holds(catalogue: Catalogue, view: ChoiceView, pick: Pick, found: list[Entry]) -> None:
    """Work out each reason anew from all that is in reach."""
    own = pick.entry
    for reason in pick.reasons:
        equal = [e for e in found if e.overall == own.overall]
        cheaper = [e for e in found if amount(e) < amount(own)]
        if reason.why == "top":
            assert own.overall == max(e.overall for e in found)
            assert reason.count == len(found)
        elif reason.why == "cheapest-equal":
            assert amount(own) == min(map(amount, equal))
            assert reason.count == len(equal) > 1
        elif reason.why == "front":
            assert max(e.overall for e in cheaper) < own.overall
            assert reason.count == len(cheaper)
        elif reason.why == "criterion":
            assert own.scores[0] == max(e.scores[0] for e in found) == reason.score
        elif reason.why == "preset":
            weights = catalogue.settings.the_presets[0].weights
            reviews = [catalogue.by_docname[e.docname] for e in found]
            ranks = {r.docname: rank for rank, r in by_weights(reviews, weights)}
            assert ranks[own.docname] == 1
        elif reason.why == "rank":
            assert reason.count == 1 + sum(e.overall > own.overall for e in found)
        else:
            assert reason.other
            assert reason.money
            gap, saved = reason.other.overall - own.overall, amount(reason.other) - amount(own)
            if reason.why == "beaten":
                assert (reason.score, reason.money.amount) == (reason.other.overall, -saved)
                assert gap >= 0 >= saved
            else:
                assert (reason.score, reason.money.amount) == (gap, saved)
                assert gap > 0
                assert saved > 0


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("limit", [None, 20, 50, 200])
def test_every_reason_is_true(seed: int, limit: int | None) -> None:
    """Three to five picks in reach, best first; what is said of each holds for all the others."""
    catalogue = shop(seed)
    money = Money(Decimal(limit), "USD") if limit else None
    view = choices(catalogue, "lamps", "en", money)
    whole = contest_of(catalogue, "lamps", "en")
    found = [entry(catalogue, r) for r in whole.within(money)]
    if view is None:
        assert len(found) < 5
        return
    assert 3 <= len(view.picks) <= MOST
    assert all(limit is None or amount(p.entry) <= limit for p in view.picks)
    assert [p.entry.overall for p in view.picks] == sorted(
        (p.entry.overall for p in view.picks), reverse=True
    )
    for pick in view.picks:
        assert pick.reasons
        holds(catalogue, view, pick, found)
    for pick in view.near:
        assert pick.entry not in [p.entry for p in view.picks]
        if pick.reasons[0].why != "dearer":
            holds(catalogue, view, pick, found)
            continue
        assert limit is not None
        assert pick.reasons[0].money == Money(amount(pick.entry) - limit, "USD")
        assert pick.entry.overall > view.picks[0].entry.overall


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("limit", [None, 20, 100])
def test_weights_choose_by_themselves(seed: int, limit: int | None) -> None:
    """By a preset the first is the first of its ranking, and every score told is its own.

    There is a page where another product is first than by the overall score, and only there.
    """
    catalogue = shop(seed)
    money = Money(Decimal(limit), "USD") if limit else None
    (last,) = catalogue.settings.the_presets
    found = contest_of(catalogue, "lamps", "en").within(money)
    usual, view = (choices(catalogue, "lamps", "en", money, p) for p in (None, last))
    if usual is None or view is None:
        assert len(found) < 5
        return
    own = {r.ref: rounded_score(own_score(catalogue.rubric, r.scores, last.weights)) for r in found}
    first = by_weights(found, last.weights)[0][1]
    assert own[view.picks[0].entry.ref] == own[first.ref] == max(own.values())
    assert 3 <= len(view.picks) <= MOST
    told = [pick.own for pick in view.picks]
    assert (
        told == [own[pick.entry.ref] for pick in view.picks] == sorted(own_of(told), reverse=True)
    )
    for pick in view.picks:
        for reason in pick.reasons:
            if reason.why in ("own-top", "own-rank", "front", "cheapest-equal"):
                assert reason.score == pick.own
            cheaper = [r for r in found if money_of(r) < amount(pick.entry)]
            if reason.why == "front":
                assert reason.count == len(cheaper)
                assert all(own[r.ref] <= reason.score for r in cheaper)
            if reason.why == "overall":
                assert pick.entry.overall == max(r.overall for r in found)
    assert bool(weighted(catalogue, "lamps", "en", money)) == (first is not found[0])


def own_of(told: list[Decimal | None]) -> list[Decimal]:
    """Return the scores; each has to be there."""
    return [score for score in told if score is not None]


def test_price_steps_part_the_products() -> None:
    """A step has a page where enough is below it, more than below the last, and not all."""
    prices = [10, 11, 12, 13, 14, 60, 61, 62, 3000]
    texts = [review(f"acme-{i}", price=str(p), tags="[Lamp]") for i, p in enumerate(prices)]
    catalogue = catalogue_of(*texts, categories={"lamps": {"tags": ["Lamp"]}})
    assert [int(m.amount) for m in contest_of(catalogue, "lamps", "en").limits] == [20, 100]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_reasons_are_sentences(lang: str) -> None:
    """Every reason and heading can be told in each language, nothing is left unfilled."""
    found = language(lang)
    view = choices(shop(1), "lamps", "en", Money(Decimal(200), "USD"))
    assert view
    told = [reason_words(r, found) for p in (*view.picks, *view.near) for r in p.reasons]
    assert told
    assert not [text for text in [*told, choice_title(view, found)] if "{" in text]


@pytest.mark.parametrize(
    ("name", "title"),
    [("Headphones", "Best headphones"), ("DACs", "Best DACs"), ("AV amps", "Best AV amps"),
     ("In-ear monitors", "Best in-ear monitors")],
)  # fmt: skip
def test_a_name_within_a_heading(name: str, title: str) -> None:
    """The first letter is small but in abbreviations."""
    texts = [review(f"acme-{i}", tags="[Lamp]") for i in range(6)]
    lamps = {"names": {"en": name}, "tags": ["Lamp"]}
    view = choices(catalogue_of(*texts, categories={"x": lamps}), "x", "en")
    assert view
    assert choice_title(view, language("en")) == title


def test_a_maker_without_a_review_has_a_name() -> None:
    """How its products begin is its name, in every language; at last its id without hyphens."""
    texts = (
        review("austrian-audio-one", target_name="Austrian Audio One", company_id="austrian-audio"),
        review("austrian-audio-one", lang="ja", target_name="ワン", company_id="austrian-audio"),
        review("other-two", target_name="Two", company_id="some-maker"),
    )
    catalogue = catalogue_of(*texts)
    names = {r.docname: catalogue.maker_name(r) for r in catalogue.reviews}
    assert sorted(set(names.values())) == ["Austrian Audio", "Some Maker"]
