"""What the browser knows of words: of intent, of other spellings, of other names of makers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TypedDict

from ..model.addresses import CategoryPage, ChoicePage
from ..model.catalogue import Catalogue
from ..model.choice_words import title_of
from ..model.choices import LEAST as LEAST_CHOICE
from ..model.choices import contest_of
from ..model.languages import language
from ..model.memo import Memo
from ..model.text import slug

DROP = [
    "review",
    "reviews",
    "rating",
    "ratings",
    "price",
    "prices",
    "cost",
    "best",
    "top",
    "good",
    "vs",
    "versus",
    "compare",
    "comparison",
    "buy",
    "cheap",
    "test",
    "tests",
    "measurements",
    "specs",
    "recommended",
    "recommendation",
    "worth",
    "the",
    "a",
    "an",
    "and",
    "or",
    "of",
    "for",
    "with",
    "in",
    "under",
    "below",
    "over",
    "above",
    "レビュー",
    "評価",
    "評判",
    "口コミ",
    "感想",
    "価格",
    "値段",
    "最安",
    "最安値",
    "おすすめ",
    "オススメ",
    "比較",
    "対",
    "購入",
    "安い",
    "測定",
    "の",
    "と",
    "で",
    "は",
]
"""Words that say what a reader wants to do with what the other words name."""

LEAST, SHARE = 3, 2
"""A tag names a maker if so many reviews, more than half of the maker's, carry it, and no other."""


class KnownWords(TypedDict):
    """The words as the browser reads them."""

    alike: list[list[str]]
    makers: dict[str, str]
    """Name to id."""


def known_words(catalogue: Catalogue, lang: str) -> KnownWords:
    """Return what the browser knows of words in a language."""
    products = catalogue.of_kind("product", lang)
    return {
        "alike": [*map(list, catalogue.settings.search_alike), *maker_names(catalogue)],
        "makers": dict(sorted({catalogue.maker_name(r): r.company_id for r in products}.items())),
    }


def choices_data(
    catalogue: Catalogue, lang: str, link: Callable[[str], str]
) -> list[tuple[str, int, str, str]]:
    """Return category, amount, address and heading of the pages that choose; 0 is any price."""
    rows: list[tuple[str, int, str, str]] = []
    for category in catalogue.settings.the_categories:
        field, name = contest_of(catalogue, category.id, lang), category.name(lang)
        if len(field.ranked) < LEAST_CHOICE:
            continue
        heading = title_of(name, None, language(lang))
        rows.append((category.id, 0, link(CategoryPage(lang, category.id).name), heading))
        for limit in field.limits:
            page = ChoicePage(lang, category.id, int(limit.amount))
            heading = title_of(name, limit, language(lang))
            rows.append((category.id, page.limit, link(page.name), heading))
    return rows


_maker_names: Memo[Catalogue, None, list[list[str]]] = Memo()


def maker_names(catalogue: Catalogue) -> list[list[str]]:
    """Return the makers that the reviews give several names, over all languages."""
    return _maker_names.of(catalogue, None, lambda: _several_names(catalogue))


def _several_names(catalogue: Catalogue) -> list[list[str]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for maker, name in (*_own(catalogue), *_tagged(catalogue), *_paired(catalogue)):
        names[maker].add(name)
    return [sorted(spellings) for _, spellings in sorted(names.items()) if len(spellings) > 1]


def _own(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what the makers' reviews call them."""
    for review in catalogue.reviews:
        yield review.company_id, catalogue.maker_name(review)


def _tagged(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the tags that most reviews of a maker carry and no other's do."""
    carried: Counter[tuple[str, str, str]] = Counter()
    makers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    reviews: Counter[tuple[str, str]] = Counter()
    spelled: dict[str, str] = {}
    for review in catalogue.reviews:
        reviews[review.company_id, review.lang] += 1
        for tag in review.tags:
            name = slug(tag)
            spelled.setdefault(name, tag)
            carried[review.company_id, review.lang, name] += 1
            makers[review.lang, name].add(review.company_id)
    for (maker, lang, tag), count in carried.items():
        alone = makers[lang, tag] == {maker}
        if alone and count >= LEAST and count * SHARE > reviews[maker, lang]:
            yield maker, spelled[tag]


def _paired(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what stands before the same model where two languages name a product differently."""
    for review in catalogue.reviews:
        maker = catalogue.maker_name(review)
        head, _, model = review.target_name.partition(f"{maker} ")
        if head or not model:
            continue
        for other in catalogue.translations(review):
            name, model_name, rest = other.target_name.rpartition(f" {model}")
            if model_name and not rest and name and name != maker:
                yield review.company_id, name
