"""The catalogue: places among others, categories, tags, companies and their medians."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.blocks import Block, ValueMapView, block_view
from sphinx_reviews.model.catalogue import Catalogue, Ranking, Standing
from sphinx_reviews.model.query import Query
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.views import CompanyView, ProductView, fingerprint, view
from support import catalogue_of, front_matter

CATEGORIES = {
    "monitors": {"names": {"en": "In-ear monitors", "ja": "イヤホン"}, "tags": ["IEM", "イヤホン"]},
    "headphones": {
        "names": {"en": "Headphones", "ja": "ヘッドホン"},
        "tags": ["Headphones", "ヘッドホン"],
    },
}


def product(ref: str, overall: str = "2.5", price: str | None = "100", **changes: object) -> str:
    """Return a product with an overall score and a price; the criteria do not matter here."""
    rating = f"[{overall}, 0.5, 0.5, 0.5, 0.5, 0.5]"
    return front_matter(ref, **{"rating": rating, "price": price} | changes)


def company(ref: str, overall: str = "2.5", **changes: object) -> str:
    """Return a company."""
    return product(ref, overall, None, **{"layout": "company"} | changes)


def get(catalogue: Catalogue, ref: str, kind: str = "product", lang: str = "en") -> Review:
    """Return a review that is there."""
    found = catalogue.get(kind, ref, lang)
    assert found is not None
    return found


def refs(reviews: object) -> list[str]:
    """Return the refs of reviews or entries."""
    return [review.ref for review in reviews]  # type: ignore[attr-defined]


def test_ranks_and_percentiles() -> None:
    """Equal scores share the better rank; the percentile counts who scores lower among the others."""
    scores = {"a-1": "4.0", "a-2": "3.0", "a-3": "3.0", "a-4": "2.0", "a-5": "1.0"}
    catalogue = catalogue_of(
        *(product(ref, score, tags="[IEM]") for ref, score in scores.items()), categories=CATEGORIES
    )
    standings = {
        ref: catalogue.peers(get(catalogue, ref)).standing(get(catalogue, ref)) for ref in scores
    }
    assert standings == {
        "a-1": Standing(1, 5, 100),
        "a-2": Standing(2, 5, 50),
        "a-3": Standing(2, 5, 50),
        "a-4": Standing(4, 5, 25),
        "a-5": Standing(5, 5, 0),
    }


def test_alone_there_is_no_percentile() -> None:
    """The only one of its group is first of one, and better than nobody."""
    catalogue = catalogue_of(product("a-1"))
    assert catalogue.peers(get(catalogue, "a-1")).standing(get(catalogue, "a-1")) == Standing(
        1, 1, None
    )


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_ranks_agree_with_counting(tenths: list[int]) -> None:
    """A rank is one more than the number of better scores, whatever the scores are."""
    catalogue = catalogue_of(
        *(product(f"a-{n}", str(Decimal(t) / 10)) for n, t in enumerate(tenths))
    )
    ranking = Ranking(catalogue.reviews)
    for review in catalogue.reviews:
        standing = ranking.standing(review)
        assert standing.rank == 1 + sum(
            other.overall > review.overall for other in catalogue.reviews
        )
        assert standing.count == len(tenths)


def test_peers_stand_just_above_and_below() -> None:
    """A product's neighbours in score are the nearest ones, best first."""
    catalogue = catalogue_of(*(product(f"a-{n}", f"{n}.0") for n in range(6)))
    above, below = catalogue.peers(get(catalogue, "a-2")).around(get(catalogue, "a-2"), 2)
    assert (refs(above), refs(below)) == (["a-4", "a-3"], ["a-1", "a-0"])
    above, below = catalogue.peers(get(catalogue, "a-5")).around(get(catalogue, "a-5"), 2)
    assert (refs(above), refs(below)) == ([], ["a-4", "a-3"])


def test_price_neighbours_share_category_and_currency() -> None:
    """Just cheaper and just dearer come from the same category and the same currency."""
    catalogue = catalogue_of(
        product("a-1", price="10", tags="[IEM]"),
        product("a-2", price="20", tags="[IEM]"),
        product("a-3", price="30", tags="[IEM]"),
        product("a-4", price="21", tags="[IEM]", price_currency="EUR"),
        product("a-5", price="22", tags="[Headphones]"),
        product("a-6", price=None, tags="[IEM]"),
        categories=CATEGORIES,
    )
    cheaper, dearer = catalogue.price_neighbours(get(catalogue, "a-2"))
    assert (refs(cheaper), refs(dearer)) == (["a-1"], ["a-3"])
    assert catalogue.price_neighbours(get(catalogue, "a-6")) == ((), ())


def test_a_category_comes_from_the_key_then_the_tags() -> None:
    """The front matter's category wins; else the first category with one of the tags; else none."""
    catalogue = catalogue_of(
        product("a-1", tags="[Headphones]", category="monitors"),
        product("a-2", tags="[Headphones, IEM]"),
        product("a-3", tags="[headphones]"),
        product("a-4", tags="[Other]"),
        product("a-5", tags="[イヤホン]", lang="ja"),
        company("a"),
        categories=CATEGORIES,
    )
    found = {r.ref: catalogue.category_of(r) for r in catalogue.reviews}
    assert {ref: category.id if category else None for ref, category in found.items()} == {
        "a": None,
        "a-1": "monitors",
        "a-2": "monitors",
        "a-3": "headphones",
        "a-4": None,
        "a-5": "monitors",
    }
    assert refs(catalogue.in_category("monitors", "en")) == ["a-1", "a-2"]
    assert refs(catalogue.in_category("monitors", "ja")) == ["a-5"]


def test_without_a_category_a_product_is_ranked_among_all() -> None:
    """A product with neither category nor fitting tag stands among all products of its language."""
    catalogue = catalogue_of(
        product("a-1", "4.0", tags="[IEM]"), product("a-2", "3.0", tags="[Other]"),
        product("a-3", "5.0", lang="ja"), company("a", "5.0"),
        categories=CATEGORIES,
    )  # fmt: skip
    shown = view(catalogue, get(catalogue, "a-2"))
    assert [(p.group, p.standing.rank, p.standing.count) for p in shown.placings] == [
        ("all", 2, 2),
        ("maker", 2, 2),
    ]


def test_companies_are_ranked_among_companies() -> None:
    """A company's place is among the companies of its language."""
    catalogue = catalogue_of(company("a", "3.0"), company("b", "4.0"), product("a-1", "5.0"))
    shown = view(catalogue, get(catalogue, "a", "company"))
    assert [(p.group, p.standing.rank, p.standing.count) for p in shown.placings] == [("all", 2, 2)]


def test_spellings_of_a_tag_are_one_tag() -> None:
    """Case, width and blanks do not make another tag; the most frequent spelling is shown."""
    catalogue = catalogue_of(
        product("a-1", tags="[Hi-Res]"), product("a-2", tags="[hi res]"), product("a-3", tags="[Hi-Res]"),
        product("a-4", tags="[Hi-Res]", lang="ja"),
    )  # fmt: skip
    (tag,) = catalogue.tags("en")
    assert (tag.slug, tag.label, refs(tag.reviews)) == ("hi-res", "Hi-Res", ["a-1", "a-2", "a-3"])
    assert catalogue.tag("ＨＩ－ＲＥＳ", "en") == tag


def test_a_maker_is_named_by_its_company_or_its_id() -> None:
    """A product without a company's review shows its id as words and links nowhere."""
    catalogue = catalogue_of(product("a-1"), product("b-1"), company("a", target_name="Alpha Ltd"))
    assert catalogue.maker_name(get(catalogue, "a-1")) == "Alpha Ltd"
    assert catalogue.maker_name(get(catalogue, "b-1")) == "B"
    shown = view(catalogue, get(catalogue, "b-1"))
    assert isinstance(shown, ProductView)
    assert shown.company is None
    assert shown.card.entry.maker_docname == ""


def test_a_company_stands_beside_the_median_of_its_products() -> None:
    """The lower median of each criterion over the company's own products, criterion by criterion."""
    catalogue = catalogue_of(
        company("a"),
        product("a-1", rating="[1.0, 0.1, 0.9, 0.0, 0.0, 0.0]"),
        product("a-2", rating="[2.0, 0.2, 0.8, 0.0, 0.0, 1.0]"),
        product("a-3", rating="[3.0, 0.9, 0.7, 0.5, 0.5, 0.4]"),
        product("b-1", rating="[5.0, 1.0, 1.0, 1.0, 1.0, 1.0]"),
        product("a-4", rating="[5.0, 1.0, 1.0, 1.0, 1.0, 1.0]", lang="ja"),
    )
    shown = view(catalogue, get(catalogue, "a", "company"))
    assert isinstance(shown, CompanyView)
    assert refs(shown.products.rows) == ["a-3", "a-2", "a-1"]
    assert [str(item.median) for item in shown.criteria] == ["0.2", "0.8", "0.0", "0.0", "0.4"]
    assert shown.median_overall == Decimal("2.0")
    assert sum(count for _, _, count in shown.histogram) == 3
    assert [count for _, _, count in shown.histogram] == [0, 0, 1, 0, 1, 0, 1, 0, 0, 0]


def test_a_company_without_products_has_no_median() -> None:
    """Where nothing is reviewed there is no median, not a median of zero."""
    shown = view(catalogue_of(company("a")), catalogue_of(company("a")).reviews[0])
    assert isinstance(shown, CompanyView)
    assert shown.median_overall is None
    assert all(item.median is None for item in shown.criteria)


def test_the_best_score_lies_in_the_last_column() -> None:
    """The top of the scale belongs to the last bin of the distribution."""
    catalogue = catalogue_of(company("a"), product("a-1", "5.0"), product("a-2", "0.0"))
    shown = view(catalogue, get(catalogue, "a", "company"))
    assert isinstance(shown, CompanyView)
    assert [count for _, _, count in shown.histogram] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_translations_share_kind_and_ref() -> None:
    """The other language of a subject is found by its ref; a company of the same ref is no such."""
    catalogue = catalogue_of(product("a"), product("a", lang="ja"), company("a"))
    assert [(r.kind, r.lang) for r in catalogue.translations(get(catalogue, "a"))] == [
        ("product", "ja")
    ]
    assert catalogue.translations(get(catalogue, "a", "company")) == ()


def test_equivalents_are_known_both_ways() -> None:
    """The stated equivalent is shown, and there who states it; an unknown one is no hole."""
    catalogue = catalogue_of(product("a-1", equivalent="a-2"), product("a-2", equivalent="gone"))
    first, second = (view(catalogue, get(catalogue, ref)) for ref in ("a-1", "a-2"))
    assert isinstance(first, ProductView)
    assert isinstance(second, ProductView)
    assert first.equivalent is not None
    assert first.equivalent.ref == "a-2"
    assert refs(second.equivalent_of) == ["a-1"]
    assert second.equivalent is None


def test_a_page_s_slice_changes_with_what_it_shows_and_only_then() -> None:
    """A neighbour's new score changes a page's fingerprint, a stranger's text does not."""

    def slice_of(*texts: str) -> str:
        catalogue = catalogue_of(*texts)
        return fingerprint(view(catalogue, get(catalogue, "a-1")))

    base = slice_of(product("a-1", "3.0"), product("a-2", "2.0"))
    assert slice_of(product("a-1", "3.0"), product("a-2", "2.0")) == base
    assert slice_of(product("a-2", "2.0"), product("a-1", "3.0")) == base
    assert slice_of(product("a-1", "3.0"), product("a-2", "2.1")) != base
    assert slice_of(product("a-1", "3.0"), product("a-2", "2.0"), product("a-3", lang="ja")) == base


def test_the_front_of_the_map_is_beaten_by_nobody() -> None:
    """A product is on the Pareto front where nothing is both cheaper or equal and better."""
    catalogue = catalogue_of(
        product("a-1", "2.0", "10"),
        product("a-2", "3.0", "20"),
        product("a-3", "2.9", "20"),
        product("a-4", "3.0", "30"),
        product("a-5", "4.0", "40"),
        product("a-6", "5.0", None),
        product("a-7", "5.0", "1", price_currency="EUR"),
        product("a-8", "5.0", "0"),
    )
    shown = block_view(catalogue, Block("value-map", "en", "x", Query("en")))
    assert isinstance(shown, ValueMapView)
    assert refs(shown.front) == ["a-1", "a-2", "a-5"]
    assert shown.left_out == 3
    assert shown.currency == "USD"


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 50)), min_size=1, max_size=10))
def test_the_front_agrees_with_its_definition(items: list[tuple[int, int]]) -> None:
    """The front holds a product for exactly the undominated pairs of price and score."""
    catalogue = catalogue_of(
        *(product(f"a-{n}", str(Decimal(s) / 10), str(p)) for n, (p, s) in enumerate(items))
    )
    shown = block_view(catalogue, Block("value-map", "en", "x", Query("en")))
    assert isinstance(shown, ValueMapView)
    beaten = {a for a in items for b in items if b != a and b[0] <= a[0] and b[1] >= a[1]}
    front = {(int(e.price.amount), int(e.overall * 10)) for e in shown.front if e.price}
    assert front == set(items) - beaten


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_files_does_not_matter(order: int) -> None:
    """A catalogue is the same whatever order its files were read in."""
    texts = [product(f"a-{n}", f"{n % 3}.0") for n in range(6)]
    catalogue = catalogue_of(*texts[::order])
    assert refs(catalogue.reviews) == [f"a-{n}" for n in range(6)]
    assert refs(catalogue.peers(catalogue.reviews[0]).members) == [
        "a-2",
        "a-5",
        "a-1",
        "a-4",
        "a-0",
        "a-3",
    ]
