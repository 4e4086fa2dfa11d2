"""Many products that are nobody's, as varied as real ones: for sizes and times."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.outcomes import Outcome, Scan
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.settings import Settings
from sphinx_reviews.publishing.dataset import encoded, explorer_data, rubric_data
from support import path_of, read, review

SYLLABLES = (
    "al",
    "ber",
    "con",
    "dor",
    "el",
    "fa",
    "gri",
    "ho",
    "im",
    "ju",
    "ka",
    "lu",
    "mo",
    "nex",
)


def catalogue_of_many(count: int, seed: int = 1) -> Catalogue:
    """Return a catalogue of invented products: records, for to read files takes far longer."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    makers = ["".join(dice.choices(SYLLABLES, k=3)) for _ in range(count // 10)]
    tags = ["".join(dice.choices(SYLLABLES, k=2)).title() for _ in range(count // 6)]
    first = read(review("acme-one", text="")).review
    assert first
    records = (_product(first, dice, makers, tags, number) for number in range(count))
    return Catalogue(Scan(tuple(map(Outcome, records))), Settings())


def many(count: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the published data of a list of invented products, and the rubric's."""
    catalogue = catalogue_of_many(count)
    data = explorer_data(catalogue, "product", "en", lambda name: f"products/en/{name}/")
    return json.loads(encoded(data)), json.loads(encoded(rubric_data(catalogue, "en")))


def _product(
    first: Review, dice: random.Random, makers: list[str], tags: list[str], number: int
) -> Review:
    """Return another product with all that lists show."""
    maker = dice.choice(makers)
    word = "".join(dice.choices(SYLLABLES, k=2)).title()
    name = f"{maker.title()} {word} {dice.choice('ABCDEX')}{dice.randrange(10, 9900)}"
    scores = [dice.randrange(11) for _ in range(5)]
    common = ("Headphones", "Wired", "Wireless", "DAC", "Amplifier", "Speakers")
    own = {*dice.sample(common, 2), *dice.sample(tags, 4), maker.title()}
    ref = name.lower().replace(" ", "-")
    ref = f"{ref}-{number}" if number % 9 == 0 else f"{ref}-{number:x}"
    cents = dice.choice(("00", "99", "95"))
    price = None if dice.random() < 0.1 else Decimal(f"{int(10 ** dice.uniform(1.3, 3.7))}.{cents}")
    return replace(
        first,
        ref=ref,
        docname=path_of(ref).removesuffix(".md"),
        path=path_of(ref),
        title=f"{name} Review",
        target_name=name,
        company_id=maker,
        permalink=f"/products/en/{ref}/",
        overall=Decimal(sum(scores)) / 10,
        scores=tuple(Decimal(value) / 10 for value in scores),
        price=Money(price, "USD") if price else None,
        date=date(dice.randrange(2023, 2027), dice.randrange(1, 13), dice.randrange(1, 29)),
        tags=tuple(sorted(own)),
    )
