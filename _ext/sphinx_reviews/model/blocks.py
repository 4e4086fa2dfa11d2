"""Blocks: the parts of a page that are drawn from the catalogue, and what each one shows.

A block says only what is asked for. ``block_view`` answers it from the catalogue; every output
format draws the same view.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, is_dataclass, replace
from datetime import date as Date  # noqa: N812 - as in the records
from typing import get_args

from .catalogue import Catalogue
from .choices import contest_of
from .columns import Column, Named
from .comparisons import ComparisonView, comparison
from .criteria import CriteriaView, criteria_view
from .entries import Card, Entry, card, entries, entry
from .evidence import by_age, domains, silent
from .extras import OwnView
from .lists import ListView, listing, ranks_of
from .money import Money
from .query import Query, order, select
from .records import KINDS, Review
from .rubric import Criterion
from .value_maps import MapsView, ValueMapView, value_map, value_maps
from .views import View, view
from .weights import by_weights


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


def own_block(review: Review, what: str) -> Block:
    """Return the question of a part of a review's own page: ``head`` or ``context``."""
    query = Query(review.lang, kind=review.kind, refs=(review.ref,))
    return Block(what, review.lang, review.docname, query)


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
class IndexItem:
    """An entry of an index: name, slug of its page (empty where it has none), count, example."""

    name: str
    slug: str
    count: int
    only: Entry | None = None
    best: Entry | None = None
    limits: tuple[Money, ...] = ()
    """Prices up to which there is a page that chooses."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index of tags, categories or rankings, grouped under first characters or one heading."""

    what: str
    groups: tuple[tuple[str, tuple[IndexItem, ...]], ...]
    often: tuple[IndexItem, ...] = ()
    """The items used most, where there are many."""

    def told(self, item: IndexItem) -> str:
        """Return what stands before an entry's example; a maker's entries are their example."""
        if self.what == "maker":
            return ""
        return item.name if self.what == "ranking" else f"{item.name} ({item.count})"

    @property
    def items(self) -> tuple[IndexItem, ...]:
        """Return the entries of all groups."""
        return tuple(item for _, items in self.groups for item in items)


@dataclass(frozen=True, slots=True)
class FactsView:
    """How much a site has in a language, and the date of the newest review."""

    products: int
    companies: int
    newest: Date | None


@dataclass(frozen=True, slots=True)
class ToolView:
    """A place where the browser puts a tool, and the comparisons there are without it."""

    what: str
    pairs: tuple[tuple[Entry, Entry], ...] = ()


EXAMPLES = 5
"""Reviews that are named beside a cited domain."""


@dataclass(frozen=True, slots=True)
class CitedDomain:
    """A cited domain: how many entries name it and which reviews do, the best first."""

    name: str
    count: int
    reviews: tuple[Entry, ...]

    @property
    def examples(self) -> tuple[Entry, ...]:
        """Return the reviews that are named."""
        return self.reviews[:EXAMPLES]

    @property
    def more(self) -> bool:
        """Tell whether further reviews cite it."""
        return len(self.reviews) > EXAMPLES


@dataclass(frozen=True, slots=True)
class AgedSource:
    """An entry of a review's references with the day it was read and its first address."""

    accessed: Date
    entry: Entry
    number: int
    url: str

    @property
    def label(self) -> str:
        """Return the address, the entry's number where it has none."""
        return self.url or f"[{self.number}]"


@dataclass(frozen=True, slots=True)
class SilentSource:
    """An entry of a review's references whose address did not answer on a day."""

    domain: str
    url: str
    asked: Date
    entry: Entry
    number: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    """What the reviews of a language rest on: domains by use, and entries by age."""

    domains: tuple[CitedDomain, ...]
    oldest: tuple[AgedSource, ...]
    all_domains: int
    silent: tuple[SilentSource, ...] = ()


BlockView = (
    ReviewView
    | CardsView
    | ListView
    | ComparisonView
    | ValueMapView
    | MapsView
    | IndexView
    | ToolView
    | FactsView
    | SourcesView
    | CriteriaView
    | OwnView
)

VIEWS: tuple[type, ...] = tuple(kind for kind in get_args(BlockView) if kind is not OwnView)
"""Every kind of view of ours; each output has a drawing for each. Others bring their own."""


def block_view(catalogue: Catalogue, block: Block) -> BlockView:
    """Answer a block from the catalogue."""
    own = catalogue.extras.answers.get(block.what)
    answer = (own or ANSWERS[block.what])(catalogue, block)
    if isinstance(answer, OwnView) and not is_dataclass(answer):
        raise TypeError(f"{type(answer).__name__} is no dataclass, so nobody knows when it changes")
    return answer


def _review(catalogue: Catalogue, block: Block) -> ReviewView:
    return ReviewView(block.what, view(catalogue, catalogue.by_docname[block.docname]))


def _cards(catalogue: Catalogue, block: Block) -> CardsView:
    return CardsView(tuple(card(catalogue, review) for review in select(catalogue, block.query)))


def _list(catalogue: Catalogue, block: Block) -> ListView:
    return _listed(catalogue, block, catalogue.columns.listed(block.query.kind))


def _listed(catalogue: Catalogue, block: Block, usual: Iterable[str | Column]) -> ListView:
    """Answer with the columns asked for, else the usual ones."""
    rows = listing(
        catalogue,
        select(catalogue, block.query),
        block.columns or usual,
        sort=block.query.sort,
        caption=block.caption,
    )
    whole = block.paged and block.query == Query(block.lang, kind=block.query.kind)
    return replace(rows, whole=whole)


def _ranking(catalogue: Catalogue, block: Block) -> ListView:
    by = catalogue.columns[block.query.sort.removeprefix("-")]
    ranked = dict.fromkeys(
        ("name", "maker", *([by.id] if by.criterion else []), "overall", "price")
    )
    within = block.query.category if block.paged else ""
    usual = [c for c in catalogue.columns.listed("product") if c.id != "date"]
    rows = _listed(catalogue, block, usual if within else ranked)
    values = [by.value(catalogue, review) for review in select(catalogue, block.query)]
    ranks = ranks_of([v.text if isinstance(v, Named) else v for v in values])
    ties = tuple(rank for rank, count in sorted(Counter(ranks).items()) if count > 1)
    return replace(rows, ranks=ranks, ties=ties, whole=False, within=within)


def _latest(catalogue: Catalogue, block: Block) -> ListView:
    rows = _listed(catalogue, block, ("date", "name", "maker", "overall", "price"))
    return replace(rows, sort="date", whole=False)


def _comparison(catalogue: Catalogue, block: Block) -> ComparisonView:
    return comparison(catalogue, select(catalogue, block.query))


def _value_map(catalogue: Catalogue, block: Block) -> ValueMapView:
    return value_map(catalogue, select(catalogue, block.query), block.lang, block.caption)


def _value_maps(catalogue: Catalogue, block: Block) -> MapsView:
    return value_maps(catalogue, block.lang)


def _tag_index(catalogue: Catalogue, block: Block) -> IndexView:
    groups: dict[str, list[IndexItem]] = {}
    for tag in catalogue.tags(block.lang):
        paged = catalogue.has_page(tag)
        only = None if paged else entries(catalogue, tag.reviews[:1])[0]
        item = IndexItem(tag.label, tag.slug if paged else "", len(tag.reviews), only)
        groups.setdefault(initial(tag.slug), []).append(item)
    ordered = tuple((name, tuple(groups[name])) for name in sorted(groups))
    paged_items = [item for _, items in ordered for item in items if item.slug]
    most = sorted(paged_items, key=lambda item: -item.count)[:MOST_OFTEN]
    return IndexView("tag", ordered, tuple(most) if len(paged_items) > 2 * MOST_OFTEN else ())


MOST_OFTEN = 24
"""How many tags stand first, as the ones used most."""

_KANA = "アカサタナハマヤラワン"
"""The first of each row of the Japanese syllabary, in code-point order."""


def initial(name: str) -> str:
    """Return a name's heading: a letter, ``0–9``, a row of kana, ``漢字`` or ``#``."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    if first.isdigit():
        return "0–9"
    code = ord(first) if first else 0
    if 0x3041 <= code <= 0x3096 or 0x30A1 <= code <= 0x30FA:
        kana = chr(code + 0x60) if code < 0x3097 else first
        return max(row for row in "ァ" + _KANA if row <= kana).replace("ァ", "ア")
    if 0x3400 <= code <= 0x9FFF:
        return "漢字"
    return first if first.isalpha() else "#"


def _category_index(catalogue: Catalogue, block: Block) -> IndexView:
    items = []
    for category in catalogue.settings.the_categories:
        members = catalogue.in_category(category.id, block.lang)
        if members:
            best = entries(catalogue, order(catalogue, members, "overall")[:1])[0]
            limits = contest_of(catalogue, category.id, block.lang).limits
            name = category.name(block.lang)
            items.append(IndexItem(name, category.id, len(members), best=best, limits=limits))
    # Their order in the configuration tells which is asked first, not which matters most.
    return IndexView("category", (("", tuple(sorted(items, key=lambda item: -item.count))),))


def _ranking_index(catalogue: Catalogue, block: Block) -> IndexView:
    kind = block.query.kind
    members = catalogue.of_kind(kind, block.lang)
    items = []
    criteria: tuple[Criterion, ...] = catalogue.rubric.criteria
    for criterion in criteria if members else ():
        best = entries(catalogue, order(catalogue, members, criterion.id)[:1])[0]
        items.append(IndexItem(criterion.name(block.lang), criterion.id, len(members), best=best))
    for preset in catalogue.settings.the_presets if members and kind == "product" else ():
        ((_, first), *_) = by_weights(order(catalogue, members, "overall"), preset.weights)
        name, best = preset.name(block.lang), entry(catalogue, first)
        item = IndexItem(name, preset.id, len(members), best=best)
        items.append(item)
    return IndexView("ranking", (("", tuple(items)),))


def _facts(catalogue: Catalogue, block: Block) -> FactsView:
    products, companies = (catalogue.of_kind(kind, block.lang) for kind in ("product", "company"))
    newest = max((review.reviewed for review in (*products, *companies)), default=None)
    return FactsView(len(products), len(companies), newest)


def _tool(catalogue: Catalogue, block: Block) -> ToolView:
    pairs = catalogue.pairs(block.lang) if block.what == "compare-tool" else ()
    return ToolView(block.what, tuple((entry(catalogue, a), entry(catalogue, b)) for a, b in pairs))


PairGroup = tuple[str, tuple[tuple[Entry, Entry], ...]]
"""A category's name and the pairs whose first product is in it."""


def grouped_pairs(catalogue: Catalogue, lang: str) -> tuple[PairGroup, ...]:
    """Return products beside their equivalents in the order of the categories, others last."""
    categories = catalogue.settings.the_categories
    groups: dict[str, list[tuple[Entry, Entry]]] = {category.id: [] for category in categories}
    names = {category.id: category.name(lang) for category in categories}
    for one, other in catalogue.pairs(lang):
        first = entry(catalogue, one)
        groups.setdefault(first.category, []).append((first, entry(catalogue, other)))
    ordered = sorted(groups.items(), key=lambda item: not item[0])
    return tuple((names.get(id_, ""), tuple(pairs)) for id_, pairs in ordered if pairs)


def makers(catalogue: Catalogue, lang: str) -> list[tuple[str, list[Review]]]:
    """Return (maker's name, its own review and its products' by name) in the order of the names."""
    groups: dict[str, list[Review]] = {}
    for kind in KINDS:
        for review in catalogue.of_kind(kind, lang):
            groups.setdefault(review.company_id, []).append(review)
    named = [(catalogue.maker_name(reviews[0]), _chapters(reviews)) for reviews in groups.values()]
    return sorted(named, key=lambda item: (item[0].casefold(), item[1][0].ref))


def _chapters(reviews: list[Review]) -> list[Review]:
    """Order a maker's reviews: its own first."""
    return sorted(reviews, key=lambda r: (r.kind != "company", r.target_name.casefold(), r.ref))


def _contents(catalogue: Catalogue, block: Block) -> IndexView:
    groups = (
        (name, tuple(IndexItem(e.name, "", 1, e) for e in entries(catalogue, products)))
        for name, products in makers(catalogue, block.lang)
    )
    return IndexView("maker", tuple(groups))


def _sources(catalogue: Catalogue, block: Block) -> SourcesView:
    cited, aged = domains(catalogue, block.lang), by_age(catalogue, block.lang)
    limit = block.query.limit or len(cited) + len(aged)
    return SourcesView(
        tuple(CitedDomain(d.name, d.count, entries(catalogue, d.reviews)) for d in cited[:limit]),
        tuple(
            AgedSource(
                e.accessed,
                entry(catalogue, e.review),
                e.source.number,
                next(iter(e.source.urls), ""),
            )
            for e in aged[:limit]
        ),
        len(cited),
        tuple(
            SilentSource(s.domain, s.url, s.asked, entry(catalogue, s.review), s.source.number)
            for s in silent(catalogue, block.lang)
        ),
    )


ANSWERS: dict[str, Callable[[Catalogue, Block], BlockView]] = {
    "head": _review,
    "context": _review,
    "score-card": _cards,
    "review-list": _list,
    "ranking": _ranking,
    "comparison": _comparison,
    "company-products": _list,
    "value-map": _value_map,
    "value-maps": _value_maps,
    "tag-index": _tag_index,
    "category-index": _category_index,
    "ranking-index": _ranking_index,
    "review-facts": _facts,
    "latest": _latest,
    "review-contents": _contents,
    "source-index": _sources,
    "criteria": lambda catalogue, block: criteria_view(catalogue.rubric, block.lang),
    "compare-tool": _tool,
    "search-tool": _tool,
}
"""What answers each block, by its name."""
