"""Edits of scores, prices and days alone: the site is that of a clean build, and little is redone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from faults import Begun, begin, clean, differences, doctrees, whole
from sphinx_reviews.model import slices, views
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.records import Review
from sphinx_reviews.site import choice_pages, data_files, generated_pages, pairs
from sphinx_reviews.site.kept import kept
from sphinx_reviews.site.ledger import LEDGER
from support import Site, body, path_of, review

CONF = """
html_theme = "basic"
html_baseurl = "https://example.org/"
reviews_data = {"license": "MIT"}
reviews_search = False
reviews_page_size = 5
reviews_tag_page_min = 2
reviews_categories = {"phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]}}
reviews_budgets = {"USD": [100, 200], "JPY": [100, 200]}
"""
NAMES = tuple(f"{maker}-{number}" for maker in ("acme", "beta", "core") for number in range(6))
PAGE = "---\nlang: {lang}\n---\n# Page\n\n```{{review-list}}\n:lang: {lang}\n```\n\n```{{ranking}}\n:lang: {lang}\n:sort: price\n```\n"


def files() -> dict[str, str | bytes]:
    """Return a site with choices, pairs, rankings of several pages and translations."""
    dice = random.Random(3)  # noqa: S311 - not for secrets
    pages: dict[str, str | bytes] = {
        "index.md": PAGE.format(lang="en"),
        "ja.md": PAGE.format(lang="ja"),
    }
    pages |= {path_of("acme", kind="company"): review("acme", layout="company")}
    for lang, names in (("en", NAMES), ("ja", NAMES[::2])):
        for name in names:
            advice = "```{comparison} acme-0 beta-0\n```" if name == "core-0" else "Advice."
            pages[path_of(name, lang)] = review(
                name, body(lang, advice=advice), lang=lang, rating=rating(dice),
                price=dice.randrange(40, 400), author=dice.choice(("Ann", "Bob")),
                tags=dice.choice(("[Headphones]", "[Headphones, Wired]")),
                equivalent="acme-0" if name in ("beta-2", "core-4") else None,
            )  # fmt: skip
    return pages


def rating(dice: random.Random) -> str:
    """Return scores: the overall one is the sum of the others."""
    scores = [dice.randrange(2, 10) for _ in range(5)]
    return f"[{sum(scores) / 10}, {', '.join(str(score / 10) for score in scores)}]"


def move(path: Path, dice: random.Random) -> None:
    """Change one fact of a review that may move."""
    key, value = dice.choice((
        ("rating", rating(dice)), ("price", str(dice.randrange(40, 400))),
        ("date", f"2025-07-{dice.randrange(10, 28)}"),
    ))  # fmt: skip
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text), "utf-8")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return the first site, built."""
    return begin(tmp_path_factory.mktemp("moved"), files(), CONF)


def reviews_of(site: Site) -> list[Path]:
    """Return the files of all reviews."""
    return sorted((site.root / "reviews").rglob("*.md"))


@pytest.mark.parametrize("seed", range(4))
def test_moved_facts_give_the_site_of_a_clean_build(
    begun: Begun, tmp_path: Path, seed: int
) -> None:
    """After each of two builds with one or two edits, all files and findings are the same."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    site = begun.again()
    for number in range(2):
        for _ in range(dice.randrange(1, 3)):
            move(dice.choice(reviews_of(site)), dice)
        found = whole(site.build())
        assert differences(found, clean(site, tmp_path / str(number))) == [], number


def noted_views(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return a list that takes language and name of every product of which a view is made."""
    made: list[tuple[str, str]] = []
    usual = views.product_view

    def noted(catalogue: Catalogue, each: Review) -> views.ProductView:
        made.append((each.lang, each.ref))
        return usual(catalogue, each)

    monkeypatch.setattr(views, "product_view", noted)
    return made


def test_what_shows_none_of_the_moved_facts_is_not_worked_out(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A score of one language has no view made of the other's products but of its translation."""
    site, made = begun.again(), noted_views(monkeypatch)

    def anew(*_: object) -> object:
        raise AssertionError("the data on all reviews are mended, not made anew")

    monkeypatch.setattr(data_files, "data_files", anew)
    path = site.root / path_of("acme-2", "ja")
    path.write_text(re.sub(r"(?m)^price: .*$", "price: 55", path.read_text("utf-8")), "utf-8")
    site.build()
    # Of a page whose text asks for a comparison nobody knows before what it shows.
    assert sorted(ref for lang, ref in made if lang == "en") == ["acme-2", "core-0"]
    assert 0 < len(made) < len(NAMES)


def test_a_text_asks_nothing_of_other_pages(
    begun: Begun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No slice is worked out but that of its own page; what moves next is still told from it."""
    site, looked = begun.again(), []
    usual = slices.slice_of

    def noted(reviews: Iterable[Review], *beside: object) -> str:
        listed = list(reviews)
        looked.append(listed[0].ref)
        return usual(listed, *beside)

    for module in (slices, generated_pages, pairs, choice_pages):
        monkeypatch.setattr(module, "slice_of", noted)
    path = site.root / path_of("acme-3")
    path.write_text(path.read_text("utf-8").replace("Advice.", "Other advice."), "utf-8")
    moved = kept(doctrees(site) / LEDGER)["moved"]
    site.build()
    assert moved
    assert kept(doctrees(site) / LEDGER)["moved"] == moved
    assert set(looked) == {"acme-3"}
    made = noted_views(monkeypatch)
    path = site.root / path_of("acme-2", "ja")
    path.write_text(re.sub(r"(?m)^price: .*$", "price: 55", path.read_text("utf-8")), "utf-8")
    site.build()
    assert sorted(ref for lang, ref in made if lang == "en") == ["acme-2", "core-0"]
    assert differences(whole(site), clean(site, tmp_path / "clean")) == []
