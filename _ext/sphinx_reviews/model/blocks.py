"""Blocks: the parts of a page that are drawn from the catalogue, and what each one shows.

A block says only what is asked for. ``block_view`` answers it from the catalogue; every output
format draws the same view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal

from .catalogue import Catalogue
from .evidence import by_age, domains
from .money import Money
from .query import Query, order, select
from .records import KINDS, Review
from .rubric import Criterion, round_to
from .views import Card, Entry, View, card, entries, entry, pareto, view
from .weights import by_weights

BASE_COLUMNS = ("name", "maker", "overall", "price", "date", "category")


@dataclass(frozen=True, slots=True)
class Block:
    """A question to the catalogue.

    ``what`` is the directive's name, or ``head`` and ``context`` for the two parts of a review's
    own page; ``docname`` is the page that asks.
    """

    what: str
    lang: str
    docname: str
    query: Query
    columns: tuple[str, ...] = ()
    caption: str = ""
    paged: bool = False


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The catalogue's part of a review's own page: ``part`` is ``head`` or ``context``."""

    part: str
    view: View


@dataclass(frozen=True, slots=True)
class CardsView:
    """Score cards side by side, each a link."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A table of reviews: ``columns`` name base columns or criterion ids.

    ``ranks`` holds each row's rank by the column sorted by, or nothing where the list is not a
    ranking; ``total`` counts the rows of all pages.
    """

    rows: tuple[Entry, ...]
    columns: tuple[str, ...]
    ranks: tuple[int, ...] = ()
    sort: str = "overall"
    caption: str = ""
    total: int = 0
    page: int = 1
    pages: int = 1
    whole: bool = False
    """Whether the list shows every review of its kind: then the browser offers its explorer."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of a comparison: a value per subject, which are best and worst, and what they are.

    ``values`` are scores, prices or prices per point (None: not given); ``best`` and ``worst`` are
    empty where all given values are equal, or where amounts have several currencies.
    """

    id: str
    name: str
    values: tuple[Decimal | None, ...]
    best: frozenset[int] = frozenset()
    worst: frozenset[int] = frozenset()
    currencies: tuple[str, ...] = ()
    """What the values are amounts of, one per subject; none where they are scores."""

    @property
    def differs(self) -> bool:
        """Tell whether the subjects differ in this row."""
        return bool(self.best)

    def money(self, place: int) -> Money | None:
        """Return an amount as it is shown, nothing where the row holds scores."""
        value = self.values[place]
        if not self.currencies or value is None:
            return None
        shown = value if self.id == "price" else round_to(value, Decimal(1))
        return Money(shown, self.currencies[place])

    def behind(self, place: int) -> Decimal | None:
        """Return how far a value is from the best one, nothing where it is that."""
        value = self.values[place]
        if value is None or not self.best or place in self.best:
            return None
        return value - next(v for i in self.best if (v := self.values[i]) is not None)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Several reviews side by side."""

    cards: tuple[Card, ...]
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class ValueMapView:
    """Price against score: priced entries of one currency, and which lie on the Pareto front."""

    points: tuple[Entry, ...]
    front: tuple[Entry, ...]
    currency: str
    low: Decimal
    high: Decimal
    left_out: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class IndexItem:
    """An entry of an index: name, slug of its page (empty where it has none), count, example."""

    name: str
    slug: str
    count: int
    only: Entry | None = None
    best: Entry | None = None


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index of tags, categories or rankings, grouped under first characters or one heading."""

    what: str
    groups: tuple[tuple[str, tuple[IndexItem, ...]], ...]


@dataclass(frozen=True, slots=True)
class ToolView:
    """A place where the browser puts a tool, and the comparisons there are without it."""

    what: str
    pairs: tuple[tuple[Entry, Entry], ...] = ()


@dataclass(frozen=True, slots=True)
class CitedDomain:
    """A cited domain: how many entries name it and which reviews do, the best first."""

    name: str
    count: int
    reviews: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AgedSource:
    """An entry of a review's references with the day it was read and its first address."""

    accessed: Date
    entry: Entry
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    """What the reviews of a language rest on: domains by use, and entries by age."""

    domains: tuple[CitedDomain, ...]
    oldest: tuple[AgedSource, ...]
    all_domains: int
    all_dated: int


BlockView = (
    ReviewView
    | CardsView
    | ListView
    | ComparisonView
    | ValueMapView
    | IndexView
    | ToolView
    | SourcesView
)


def block_view(catalogue: Catalogue, block: Block) -> BlockView:
    """Answer a block from the catalogue."""
    return _ANSWERS[block.what](catalogue, block)


def default_columns(catalogue: Catalogue, kind: str) -> tuple[str, ...]:
    """Return the columns of a list that names none: everything a reader compares by."""
    criteria = tuple(criterion.id for criterion in catalogue.rubric.criteria)
    if kind == "company":
        return ("name", "overall", *criteria, "date")
    return ("name", "maker", "overall", "price", *criteria, "date")


def known_columns(catalogue: Catalogue) -> tuple[str, ...]:
    """Return every column a list may have."""
    return (*BASE_COLUMNS, *(criterion.id for criterion in catalogue.rubric.criteria))


def _review(catalogue: Catalogue, block: Block) -> ReviewView:
    return ReviewView(block.what, view(catalogue, catalogue.by_docname[block.docname]))


def _cards(catalogue: Catalogue, block: Block) -> CardsView:
    return CardsView(tuple(card(catalogue, review) for review in select(catalogue, block.query)))


def _list(catalogue: Catalogue, block: Block) -> ListView:
    columns = block.columns or default_columns(catalogue, block.query.kind)
    rows = entries(catalogue, select(catalogue, block.query))
    return ListView(
        rows,
        columns,
        sort=block.query.sort,
        caption=block.caption,
        total=len(rows),
        whole=block.paged and block.query == Query(block.lang, kind=block.query.kind),
    )


def _ranking(catalogue: Catalogue, block: Block) -> ListView:
    sort = block.query.sort.removeprefix("-")
    listed = _list(catalogue, block)
    by = [sort] if sort in {c.id for c in catalogue.rubric.criteria} else []
    columns = block.columns or ("name", "maker", *by, "overall", "price")
    values = [_value(catalogue, row, sort) for row in listed.rows]
    return ListView(
        listed.rows, columns, ranks_of(values), listed.sort, listed.caption, listed.total
    )


def ranks_of(values: Sequence[object]) -> tuple[int, ...]:
    """Return the ranks of ordered values; equal values share the better rank."""
    ranks: list[int] = []
    for place, value in enumerate(values, start=1):
        same = place > 1 and value == values[place - 2]
        ranks.append(ranks[-1] if same else place)
    return tuple(ranks)


def _value(catalogue: Catalogue, row: Entry, sort: str) -> object:
    plain = {"overall": row.overall, "price": row.price, "date": row.date, "name": row.name}
    return plain[sort] if sort in plain else row.scores[catalogue.rubric.index(sort)]


def _latest(catalogue: Catalogue, block: Block) -> ListView:
    rows = entries(catalogue, select(catalogue, block.query))
    columns = block.columns or ("date", "name", "maker", "overall", "price")
    return ListView(rows, columns, sort="date", caption=block.caption, total=len(rows))


def _comparison(catalogue: Catalogue, block: Block) -> ComparisonView:
    cards = tuple(card(catalogue, review) for review in select(catalogue, block.query))
    rubric = catalogue.rubric
    rows = [compared("overall", "", [c.entry.overall for c in cards])]
    for index, criterion in enumerate(rubric.criteria):
        values = [c.entry.scores[index] for c in cards]
        rows.append(compared(criterion.id, criterion.name(block.lang), values))
    if any(c.entry.price for c in cards):
        rows += _compared_prices(cards)
    return ComparisonView(cards, tuple(rows))


def compared(
    identifier: str, name: str, values: Sequence[Decimal | None], *, low_wins: bool = False
) -> ComparisonRow:
    """Return a row with its best and worst values marked, where the values differ."""
    given = [value for value in values if value is not None]
    if len(set(given)) < 2:
        return ComparisonRow(identifier, name, tuple(values))
    best, worst = (min(given), max(given)) if low_wins else (max(given), min(given))
    return ComparisonRow(
        identifier,
        name,
        tuple(values),
        frozenset(i for i, value in enumerate(values) if value == best),
        frozenset(i for i, value in enumerate(values) if value == worst),
    )


def _compared_prices(cards: Sequence[Card]) -> Iterator[ComparisonRow]:
    """Compare prices, and prices per point, only where all that are given share one currency."""
    prices = [c.entry.price for c in cards]
    currencies = tuple(price.currency if price else "" for price in prices)
    amounts = [price.amount if price else None for price in prices]
    each = [
        amount / card.entry.overall if amount is not None and card.entry.overall > 0 else None
        for amount, card in zip(amounts, cards, strict=True)
    ]
    for name, values in (("price", amounts), ("per-point", each)):
        row = ComparisonRow(name, "", tuple(values))
        if len({*currencies} - {""}) == 1:
            row = compared(name, "", values, low_wins=True)
        yield replace(row, currencies=currencies)


def _value_map(catalogue: Catalogue, block: Block) -> ValueMapView:
    everything = entries(catalogue, select(catalogue, block.query))
    currency = catalogue.settings.currency(block.lang)
    points = tuple(
        e for e in everything if e.price and e.price.currency == currency and e.price.amount > 0
    )
    front = pareto(points)
    chosen = tuple(sorted((p for p in points if p.docname in front), key=_by_price))
    overall = catalogue.rubric.overall
    left_out = len(everything) - len(points)
    return ValueMapView(
        points, chosen, currency, overall.low, overall.high, left_out, block.caption
    )


def _by_price(item: Entry) -> Decimal:
    return item.price.amount if item.price else Decimal(0)


def _tag_index(catalogue: Catalogue, block: Block) -> IndexView:
    groups: dict[str, list[IndexItem]] = {}
    for tag in catalogue.tags(block.lang):
        paged = catalogue.has_page(tag)
        only = None if paged else entries(catalogue, tag.reviews[:1])[0]
        item = IndexItem(tag.label, tag.slug if paged else "", len(tag.reviews), only)
        groups.setdefault(initial(tag.slug), []).append(item)
    return IndexView("tag", tuple((name, tuple(groups[name])) for name in sorted(groups)))


def initial(name: str) -> str:
    """Return the heading a name is filed under: its first letter, ``0–9``, or ``#``."""
    first = name[:1].upper()
    if first.isdigit():
        return "0–9"
    return first if first.isalpha() else "#"


def _category_index(catalogue: Catalogue, block: Block) -> IndexView:
    items = []
    for category in catalogue.settings.the_categories:
        found = catalogue.in_category(category.id, block.lang)
        if found:
            best = entries(catalogue, order(catalogue, found, "overall")[:1])[0]
            items.append(IndexItem(category.name(block.lang), category.id, len(found), best=best))
    return IndexView("category", (("", tuple(items)),))


def _ranking_index(catalogue: Catalogue, block: Block) -> IndexView:
    kind = block.query.kind
    found = catalogue.of_kind(kind, block.lang)
    items = []
    criteria: tuple[Criterion, ...] = catalogue.rubric.criteria
    for criterion in criteria if found else ():
        best = entries(catalogue, order(catalogue, found, criterion.id)[:1])[0]
        items.append(IndexItem(criterion.name(block.lang), criterion.id, len(found), best=best))
    for preset in catalogue.settings.the_presets if found and kind == "product" else ():
        ((_, first), *_) = by_weights(order(catalogue, found, "overall"), preset.weights)
        name, best = preset.name(block.lang), entry(catalogue, first)
        item = IndexItem(name, preset.id, len(found), best=best)
        items.append(item)
    return IndexView("ranking", (("", tuple(items)),))


def _tool(catalogue: Catalogue, block: Block) -> ToolView:
    pairs = catalogue.pairs(block.lang) if block.what == "compare-tool" else ()
    return ToolView(block.what, tuple((entry(catalogue, a), entry(catalogue, b)) for a, b in pairs))


def makers(catalogue: Catalogue, lang: str) -> list[tuple[str, list[Review]]]:
    """Return (maker's name, its own review and its products' by name) in the order of the names."""
    groups: dict[str, list[Review]] = {}
    for kind in KINDS:
        for review in catalogue.of_kind(kind, lang):
            groups.setdefault(review.company_id, []).append(review)
    named = [(catalogue.maker_name(found[0]), _chapters(found)) for found in groups.values()]
    return sorted(named, key=lambda item: (item[0].casefold(), item[1][0].ref))


def _chapters(reviews: list[Review]) -> list[Review]:
    """Order a maker's reviews: its own first."""
    return sorted(reviews, key=lambda r: (r.kind != "company", r.target_name.casefold(), r.ref))


def _contents(catalogue: Catalogue, block: Block) -> IndexView:
    groups = (
        (name, tuple(IndexItem(e.name, "", 1, e) for e in entries(catalogue, found)))
        for name, found in makers(catalogue, block.lang)
    )
    return IndexView("maker", tuple(groups))


def _sources(catalogue: Catalogue, block: Block) -> SourcesView:
    found, aged = domains(catalogue, block.lang), by_age(catalogue, block.lang)
    limit = block.query.limit or len(found) + len(aged)
    return SourcesView(
        tuple(CitedDomain(d.name, d.count, entries(catalogue, d.reviews)) for d in found[:limit]),
        tuple(
            AgedSource(
                e.accessed,
                entry(catalogue, e.review),
                e.source.number,
                next(iter(e.source.urls), ""),
            )
            for e in aged[:limit]
        ),
        len(found),
        len(aged),
    )


_ANSWERS: dict[str, Callable[[Catalogue, Block], BlockView]] = {
    "head": _review,
    "context": _review,
    "score-card": _cards,
    "review-list": _list,
    "ranking": _ranking,
    "comparison": _comparison,
    "company-products": _list,
    "value-map": _value_map,
    "tag-index": _tag_index,
    "category-index": _category_index,
    "ranking-index": _ranking_index,
    "latest": _latest,
    "review-contents": _contents,
    "source-index": _sources,
    "compare-tool": _tool,
    "search-tool": _tool,
}
"""What answers each block, by its name."""


def page_of(listed: ListView, page: int, size: int) -> ListView:
    """Return one page of a list, numbered from 1."""
    begin = (page - 1) * size
    return ListView(
        listed.rows[begin : begin + size],
        listed.columns,
        listed.ranks[begin : begin + size],
        listed.sort,
        listed.caption,
        listed.total,
        page,
        page_count(len(listed.rows), size),
        listed.whole,
    )


def page_count(rows: int, size: int) -> int:
    """Return how many pages the rows need, at least one."""
    return max(1, -(-rows // size))
