"""Many products that are nobody's, as varied as real ones: for sizes and times."""

from __future__ import annotations

import json
import random
from typing import Any

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.publishing.dataset import encoded, explorer_data, rubric_data
from support import catalogue_of, review

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
    """Return a catalogue of invented products."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    makers = ["".join(dice.choices(SYLLABLES, k=3)) for _ in range(count // 10)]
    tags = ["".join(dice.choices(SYLLABLES, k=2)).title() for _ in range(count // 6)]
    return catalogue_of(*(_product(dice, makers, tags, number) for number in range(count)))


def many(count: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the published data of a list of invented products, and the rubric's."""
    catalogue = catalogue_of_many(count)
    data = explorer_data(catalogue, "product", "en", lambda name: f"products/en/{name}/")
    return json.loads(encoded(data)), json.loads(encoded(rubric_data(catalogue, "en")))


def _product(dice: random.Random, makers: list[str], tags: list[str], number: int) -> str:
    maker = dice.choice(makers)
    word = "".join(dice.choices(SYLLABLES, k=2)).title()
    name = f"{maker.title()} {word} {dice.choice('ABCDEX')}{dice.randrange(10, 9900)}"
    scores = [dice.randrange(11) for _ in range(5)]
    rating = ", ".join(f"{value / 10}" for value in (sum(scores), *scores))
    common = ("Headphones", "Wired", "Wireless", "DAC", "Amplifier", "Speakers")
    own = {*dice.sample(common, 2), *dice.sample(tags, 4), maker.title()}
    ref = f"{name.lower().replace(' ', '-')}-{number}" if number % 9 == 0 else ""
    ref = ref or name.lower().replace(" ", "-")
    return review(
        ref=f"{ref}" if number % 9 == 0 else f"{ref}-{number:x}",
        text="",
        target_name=name,
        company_id=maker,
        rating=f"[{rating}]",
        price=None
        if dice.random() < 0.1
        else f"{int(10 ** dice.uniform(1.3, 3.7))}.{dice.choice(('00', '99', '95'))}",
        date=f"{dice.randrange(2023, 2027)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
        tags="[" + ", ".join(sorted(own)) + "]",
    )
