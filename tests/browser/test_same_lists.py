"""The browser and the catalogue answer the same question with the same list."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.publishing.dataset import encoded, explorer_data, rubric_data
from support import catalogue_of, review

from .reference import Wanted, chosen, some_wanted

COUNT = 100

SCRIPT = """async ([raw, rubric, queries]) => {
  const folder = new URL("/_static/reviews/", location.href).href;
  const [{ decode }, { parse }, { select }, { knows }] = await Promise.all(
    ["data", "state", "select", "explorer"].map((name) => import(`${folder}${name}.js`)));
  const table = decode(JSON.parse(raw));
  const known = knows(table, rubric);
  return queries.map((query) =>
    [...select(table, rubric, parse(query, known)).rows].map((row) => table.ref[row]));
}"""


def answers(page: Page, catalogue: Catalogue, lang: str, asked: list[Wanted]) -> list[list[str]]:
    """Return what the browser answers to each selection, from the published form of the data."""
    raw = encoded(explorer_data(catalogue, "product", lang, lambda name: name)).decode()
    rubric = json.loads(encoded(rubric_data(catalogue, lang)))
    found: list[list[str]] = page.evaluate(SCRIPT, [raw, rubric, [w.address() for w in asked]])
    return found


def compare(page: Page, catalogue: Catalogue, lang: str) -> None:
    """Compare a hundred random selections; most of them must find something."""
    asked = [some_wanted(catalogue, lang, seed) for seed in range(COUNT)]
    expected = [chosen(catalogue, lang, wanted) for wanted in asked]
    found = answers(page, catalogue, lang, asked)
    for wanted, one, other in zip(asked, expected, found, strict=True):
        assert other == one, wanted.address()
    assert sum(map(bool, expected)) > COUNT / 3


def awkward() -> Catalogue:
    """Return products with equal names, other currencies, no price, no points and odd widths."""
    names = (
        "Bolt",
        "bolt",
        "BOLT",
        "Cord ﾍｯﾄﾞﾎﾝ",
        "Cord ヘッドホン",
        "WH-1000XM5",
        "ＷＨ１０００",
        "Z&Z",
    )
    prices = (
        None,
        {"price": "100"},
        {"price": "9000", "price_currency": "JPY"},
        {"price": "100.5"},
    )
    texts = []
    for number in range(64):
        value = number * 7 % 4 / 10
        texts.append(
            review(
                ref=f"thing-{number}",
                text="",
                target_name=names[number % 8],
                rating=f"[{value * 5:.1f}, {', '.join([str(value)] * 5)}]",
                date=f"2025-01-{number % 9 + 1:02}",
                tags="[Wired]" if number % 3 else "[Wired, USB-C]",
                **(prices[number // 8 % 4] or {"price": None}),
            )
        )
    return catalogue_of(*texts)


def test_awkward_products(go: Callable[..., Page]) -> None:
    """So do products that differ in what real ones seldom do."""
    compare(go("/en/"), awkward(), "en")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_starter(lang: str, go: Callable[..., Page], catalogue: Catalogue) -> None:
    """A hundred random selections give the same products in the same order."""
    compare(go(f"/{lang}/"), catalogue, lang)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_corpus(lang: str, go: Callable[..., Page], real: Catalogue) -> None:
    """So they do over real reviews, with their odd names, tags and ties."""
    compare(go(f"/{lang}/"), real, lang)
