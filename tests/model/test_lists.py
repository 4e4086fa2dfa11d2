"""Lists: selection, order, ranks, pages, and the rows of a comparison."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.blocks import (
    Block,
    IndexView,
    block_view,
)  # fmt: skip
from sphinx_reviews.model.comparisons import ComparisonView, compared
from sphinx_reviews.model.formats import Formats
from sphinx_reviews.model.lists import ListView, page_count, page_of, ranks_of
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.query import Query, select
from support import catalogue_of, front_matter

CATEGORIES = {"phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]}}
CATALOGUE = catalogue_of(
    front_matter("acme-b", rating="[3.0, 0.9, 0.3, 0.6, 0.6, 0.6]", price="300", date="2025-01-01", tags="[Headphones, Wired]"),
    front_matter("acme-a", rating="[3.0, 0.1, 0.9, 0.7, 0.7, 0.6]", price="100", date="2025-03-01", tags="[Headphones]"),
    front_matter("beta-c", rating="[4.0, 0.8, 0.8, 0.8, 0.8, 0.8]", price=None, date="2024-01-01", updated="2025-04-01", tags="[Wired]"),
    front_matter("beta-d", rating="[1.0, 0.2, 0.2, 0.2, 0.2, 0.2]", price="200", date="2025-02-01", tags="[Radio]"),
    front_matter("acme", layout="company", rating="[2.0, 0.4, 0.4, 0.4, 0.4, 0.4]"),
    front_matter("acme-a", lang="ja", price="15000"),
    categories=CATEGORIES,
)  # fmt: skip


def chosen(**conditions: object) -> list[str]:
    """Return the refs that a query selects, without their common parts."""
    return [r.ref.partition("-")[2] for r in select(CATALOGUE, Query("en", **conditions))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("overall", "cabd"),
        ("-overall", "dabc"),
        ("price", "adbc"),
        ("-price", "bdac"),
        ("date", "cadb"),
        ("-date", "bdac"),
        ("name", "abcd"),
        ("-name", "dcba"),
        ("scientific-validity", "bcda"),
        ("-scientific-validity", "adcb"),
        ("technology-level", "acbd"),
    ],
)
def test_each_sort_word_orders_its_way(sort: str, expected: str) -> None:
    """Best, cheapest, newest and A come first; a hyphen turns it round; no price comes last."""
    assert "".join(chosen(sort=sort)) == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"company": "acme"}, "ab"),
        ({"category": "phones"}, "ab"),
        ({"tags": ("wired",)}, "cb"),
        ({"tags": ("wired", "Headphones")}, "b"),
        ({"limit": 2}, "ca"),
        ({"limit": 0}, "cabd"),
        ({"refs": ("beta-d", "acme-a", "gone")}, "da"),
        ({"company": "nobody"}, ""),
        ({"company": "acme", "tags": ("Wired",), "sort": "price", "limit": 9}, "b"),
    ],
)
def test_conditions_narrow_a_list(conditions: dict[str, object], expected: str) -> None:
    """Every condition given must hold; named refs come as named."""
    assert "".join(chosen(**conditions)) == expected


def test_a_list_is_of_one_kind_and_language() -> None:
    """Products and companies, and the languages, never mix."""
    assert [r.kind for r in select(CATALOGUE, Query("en", kind="company"))] == ["company"]
    assert [r.lang for r in select(CATALOGUE, Query("ja"))] == ["ja"]


def test_an_unknown_sort_word_suggests_the_nearest() -> None:
    """The error names the nearest known word."""
    with pytest.raises(ValueError, match="did you mean 'price'"):
        select(CATALOGUE, Query("en", sort="prise"))
    with pytest.raises(ValueError, match="known: name, maker, category, overall, price"):
        select(CATALOGUE, Query("en", sort="zzz"))


@given(st.lists(st.integers(0, 5)).map(lambda values: sorted(values, reverse=True)))
def test_equal_values_share_the_better_rank(values: list[int]) -> None:
    """A rank counts the values that are better."""
    assert list(ranks_of(values)) == [
        1 + sum(other > value for other in values) for value in values
    ]


@given(st.integers(0, 50), st.integers(1, 20))
def test_pages_hold_every_row_once(count: int, size: int) -> None:
    """The pages of a list are its rows in order, each page full but the last."""
    rows = tuple(range(count))
    whole = ListView(rows, (), tuple((row,) for row in rows), ranks=rows, total=count)  # type: ignore[arg-type]
    pages = [page_of(whole, number, size) for number in range(1, page_count(count, size) + 1)]
    assert tuple(row for page in pages for row in page.rows) == rows
    assert tuple(cell for page in pages for (cell,) in page.cells) == rows
    assert tuple(rank for page in pages for rank in page.ranks) == rows
    assert all(len(page.rows) == size for page in pages[:-1])
    assert all((page.pages, page.total) == (len(pages), count) for page in pages)


def test_a_ranking_shows_the_criterion_it_ranks_by() -> None:
    """A ranking by a criterion has that criterion's column and its ranks."""
    shown = block_view(
        CATALOGUE, Block("ranking", "en", "x", Query("en", sort="reliability-support"))
    )
    assert isinstance(shown, ListView)
    ids = [column.id for column in shown.columns]
    assert ids == ["name", "maker", "reliability-support", "overall", "price"]
    assert shown.ranks == (1, 2, 3, 4)


def test_columns_come_from_the_rubric() -> None:
    """A list shows every criterion of the rubric; companies have no price."""
    criteria = tuple(c.id for c in CATALOGUE.rubric.criteria)
    usual = [column.id for column in CATALOGUE.columns.listed("product")]
    assert usual == ["name", "maker", "overall", "price", *criteria, "date"]
    assert "price" not in [column.id for column in CATALOGUE.columns.listed("company")]
    assert set(criteria) < set(CATALOGUE.columns.ids)


def compare(*refs: str) -> ComparisonView:
    """Return a comparison of products."""
    shown = block_view(CATALOGUE, Block("comparison", "en", "x", Query("en", refs=refs)))
    assert isinstance(shown, ComparisonView)
    return shown


def test_a_comparison_marks_best_and_worst_in_each_row() -> None:
    """High scores and low prices are best; equal rows have neither."""
    rows = {row.column.id: row for row in compare("acme-a", "acme-b", "beta-d").rows}
    assert (rows["overall"].best, rows["overall"].worst) == ({0, 1}, {2})
    assert (rows["scientific-validity"].best, rows["scientific-validity"].worst) == ({1}, {0})
    assert (rows["price"].best, rows["price"].worst) == ({0}, {1})
    equal = {row.column.id: row for row in compare("acme-a", "acme-b").rows}["overall"]
    assert not equal.differs
    assert (equal.best, equal.worst) == (frozenset(), frozenset())


def test_a_missing_price_is_neither_best_nor_worst() -> None:
    """An absent value is shown as absent and takes no part."""
    row = {row.column.id: row for row in compare("acme-a", "beta-c", "beta-d").rows}["price"]
    assert row.values == (Money(Decimal(100), "USD"), None, Money(Decimal(200), "USD"))
    assert (row.best, row.worst) == ({0}, {2})


def test_prices_of_two_currencies_are_not_compared() -> None:
    """Amounts of different currencies have no best."""
    catalogue = catalogue_of(
        front_matter("a-1", price="1"), front_matter("a-2", price="2", price_currency="EUR")
    )
    shown = block_view(catalogue, Block("comparison", "en", "x", Query("en", refs=("a-1", "a-2"))))
    assert isinstance(shown, ComparisonView)
    price, value = (row for row in shown.rows if row.column.id in ("price", "per-point"))
    assert not price.differs
    assert not value.differs
    formats = Formats("en")
    assert [formats.compared(value, 0), formats.compared(value, 1)] == ["$0", "€1"]


def test_price_per_point_and_distance_from_the_best() -> None:
    """A price is shared among the points of the overall score; each value tells how far it is."""
    catalogue = catalogue_of(
        front_matter("a-1", price="100", rating="[2.5, 0.5, 0.5, 0.5, 0.5, 0.5]"),
        front_matter("a-2", price="150", rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]"),
        front_matter("a-3", price="90", rating="[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]"),
    )
    refs = ("a-1", "a-2", "a-3")
    shown = block_view(catalogue, Block("comparison", "en", "x", Query("en", refs=refs)))
    assert isinstance(shown, ComparisonView)
    rows = {row.column.id: row for row in shown.rows}
    formats = Formats("en")
    assert [formats.compared(rows["per-point"], i) for i in range(3)] == ["$40", "$50", ""]
    assert [formats.difference(rows["per-point"], i) for i in range(3)] == ["", "+$10", ""]
    assert [formats.difference(rows["price"], i) for i in range(3)] == ["+$10", "+$60", ""]
    assert [formats.difference(rows["overall"], i) for i in range(3)] == ["−0.5", "", "−3.0"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 3).map(Decimal)), max_size=6))
def test_best_and_worst_never_meet(values: list[Decimal | None]) -> None:
    """No value is both best and worst, and neither is an absent one."""
    row = compared(CATALOGUE.columns["overall"], values)
    assert not row.best & row.worst
    assert all(values[i] is not None for i in row.best | row.worst)
    assert bool(row.best) == (len({v for v in values if v is not None}) > 1)


def test_indexes_list_what_there_is() -> None:
    """The tag index counts, gives frequent tags a page and rare ones their only review."""
    shown = block_view(CATALOGUE, Block("tag-index", "en", "x", Query("en")))
    assert isinstance(shown, IndexView)
    items = {item.name: item for _, group in shown.groups for item in group}
    assert [heading for heading, _ in shown.groups] == ["H", "R", "W"]
    assert (items["Headphones"].count, items["Headphones"].slug) == (3, "headphones")
    assert (items["Radio"].slug, items["Radio"].only.ref if items["Radio"].only else "") == (
        "",
        "beta-d",
    )
    categories = block_view(CATALOGUE, Block("category-index", "en", "x", Query("en")))
    assert isinstance(categories, IndexView)
    ((_, (phones,)),) = categories.groups
    assert (phones.count, phones.best.ref if phones.best else "") == (2, "acme-a")
    rankings = block_view(CATALOGUE, Block("ranking-index", "en", "x", Query("en")))
    assert isinstance(rankings, IndexView)
    assert [item.slug for item in rankings.groups[0][1]] == [
        c.id for c in CATALOGUE.rubric.criteria
    ]
