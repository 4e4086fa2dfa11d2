"""Why a product has its score, as its page tells: the sum, the cheaper equal, the evidence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sphinx_reviews.model.grounds import CostSum, Grounds, grounds
from support import body, catalogue_of, front_matter

LIST = """[1] Acme, https://www.acme.com/one, accessed 2025-07-01

[2] Acme Japan, https://acme.co.jp/one

[3] A bench, https://bench.example.org/one

[4] Another page, https://bench.example.org/two

[5] A shop, https://shop.example/acme

[6] A book without an address"""


def told(cost: str, references: str = LIST, price: str = "200") -> Grounds:
    """Return what the page of a product says that costs 200 USD and scores 0.5 for its cost."""
    rating = "[2.5, 0.5, 0.5, 0.5, 0.5, 0.5]"
    text = body("en", ("0.5",) * 5, prose=cost, references=references)
    one = front_matter("acme-one", rating=rating, price=price) + text
    other = front_matter("acme-two", price="100", permalink="/products/en/acme-two/") + body()
    catalogue = catalogue_of(one, other)
    found = catalogue.get("product", "acme-one", "en")
    assert found
    return grounds(catalogue, found)


def cost_of(text: str, price: str = "200") -> CostSum | None:
    """Return the sum that is told of a text."""
    return told(text, price=price).cost


def test_the_sum_and_the_cheaper_equal_are_told() -> None:
    """The division that gives the score, with the product that the text names."""
    cost = cost_of("The Acme Two (100 USD) does the same: 100 USD ÷ 200 USD = 0.5.")
    assert cost
    assert (cost.cheaper.amount, cost.price.amount, cost.result) == (100, 200, Decimal("0.5"))
    assert cost.equivalent
    assert cost.equivalent.ref == "acme-two"


@pytest.mark.parametrize(
    "text",
    [
        "No sum at all.",
        "Another price: 100 USD ÷ 250 USD = 0.4.",
        "Another result: 150 USD ÷ 200 USD = 0.75.",
        "Another currency: 100 EUR ÷ 200 EUR = 0.5.",
    ],
)
def test_a_sum_that_does_not_give_the_score_is_not_told(text: str) -> None:
    """Only the product's own price, in its currency, and its own score count."""
    assert cost_of(text) is None


def test_evidence_is_counted_by_whose_it_is() -> None:
    """The maker's own sites, in any country, are not independent; books have no site."""
    found = told("No sum.")
    assert (found.sources, found.independent, found.sites) == (6, 3, 2)
