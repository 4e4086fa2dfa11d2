"""Blocks and badges as calls of the book's drawing functions, from the same views as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.blocks import (
    BlockView,
    CardsView,
    CitedDomain,
    FactsView,
    IndexView,
    ReviewView,
    SourcesView,
    ToolView,
)
from ..model.columns import Column, Named, Value
from ..model.comparisons import ComparisonRow, ComparisonView
from ..model.criteria import CriteriaView
from ..model.curves import AxisScale, Plot
from ..model.entries import Card, Entry, Score
from ..model.formats import Formats
from ..model.labels import Labels
from ..model.languages import Language
from ..model.lists import ListView
from ..model.rubric import Rubric
from ..model.value_maps import MapPoint, MapsView, ValueMapView, plot
from ..model.views import CompanyView, ProductView, Relation, View
from .curve_svg import named_ticks
from .names_apart import positions_of
from .typst import Code, call, value

SIDE_BY_SIDE = 4
"""Subjects that one comparison table holds; more are set in further tables."""

MAP_HEIGHT = 92.0
"""Height of a value map in millimetres."""

NAMED_POINTS = 12
"""Points of a value map up to which all are named; on a fuller one, this many of the front."""


TOGETHER = 40
"""Names up to which what a page tells of others is kept in one piece."""

_WIDTHS = {"name": "1.8fr", "link": "1fr"}
"""How wide a column of a list is, by its type; the others take what they need."""


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws views in one language."""

    labels: Labels
    formats: Formats
    rubric: Rubric
    target: Callable[[str], Code | None]
    across: float = 150.0
    """Width of a drawing in millimetres: that of the text without the room for the axes."""

    def _(self, message: str) -> str:
        return self.labels.words.gettext(message)

    def block(self, view: BlockView, level: int) -> list[Code]:
        """Return the calls that draw a view; ``level`` is that of a heading it may begin with."""
        return DRAWINGS[type(view)](self, view, level)

    def review(self, view: ReviewView, level: int) -> list[Code]:
        """Return one of the two parts of a review's own page."""
        if view.part != "head":
            return self.context(view, level)
        return [*self.head(view.view), *self.plots(view.view.plots)]

    def plots(self, plots: Iterable[Plot]) -> list[Code]:
        """Return curves, below them what they come to in words, and their values as a table."""
        drawn: list[Code] = []
        for each in plots:
            words = " ".join(self.labels.curve(each, curve) for curve in each.curves)
            head, *rows = self.labels.values(each)
            drawn += [
                call("caption-of", each.name), self.drawn_curves(each, f"{each.name} {words}"),
                call("small", words), call("matrix", head=head, rows=rows),
            ]  # fmt: skip
        return drawn

    def drawn_curves(self, plot: Plot, alt: str) -> Code:
        """Return the drawing of curves on their axes, with their names where there are several."""
        return call(
            "curves-plot",
            lines=[list(each.points) for each in plot.curves],
            names=[each.name for each in plot.curves] if len(plot.curves) > 1 else [],
            across=plot.across.name,
            up=plot.up.name,
            x=list(self.ticks(plot.across)),
            y=list(self.ticks(plot.up)),
            alt=alt,
        )

    def ticks(self, axis: AxisScale) -> Iterator[dict[str, float | str]]:
        """Yield the ticks of an axis; those too near to the one before have no words."""
        for tick, named in named_ticks(axis.ticks):
            yield {"at": tick.at, "label": self.formats.tick(tick.value) if named else ""}

    def cards(self, view: CardsView) -> list[Code]:
        """Return score cards."""
        return [self.small_card(card) for card in view.cards] or [self.nothing()]

    def nothing(self) -> Code:
        """Return the words for an empty selection."""
        return call("small", self.labels.nothing)

    def link(self, docname: str, text: str) -> Code:
        """Return a name, linked where its page is in reach."""
        target = self.target(docname) if docname else None
        if target is None:
            return value(text)
        return call("inner" if target.startswith("label(") else "outer", target, text)

    def badge(self, score: Decimal, high: Decimal, share: float, *, overall: bool) -> Code:
        """Return a section's score."""
        label = self.labels.overall if overall else self.labels.score
        words = self.labels.out_of(self.formats.score(score), self.formats.score(high))
        return call("badge", label=label, text_of=words, share=share)

    # A review's own page

    def head(self, view: View) -> list[Code]:
        """Return a review's card, its summary, and what speaks for and against."""
        card = view.card
        drawn = [self.card(card), call("summary", card.entry.summary)]
        sides = ((self.labels.pros, card.pros), (self.labels.cons, card.cons))
        given = [(label, items) for label, items in sides if items]
        drawn += [call("verdicts", given)] if given else []
        rows = [[self.labels.row(c), self.formats.value(c, v)] for c, v in card.specifications]
        if rows:
            head = [self.labels.specifications, ""]
            drawn.append(call("criteria-table", head=head, rows=rows))
        return [*drawn, *self.history(view), *self.out_links(card)]

    def history(self, view: View) -> list[Code]:
        """Return what has changed since the review was written."""
        changes = [self.labels.changed(change) for change in view.history]
        return (
            [call("caption-of", self.labels.history), call("statements", changes)]
            if changes
            else []
        )

    def out_links(self, card: Card) -> list[Code]:
        """Return the links out of the site, below the words that say who is paid."""
        drawn = [call("small", self.labels.disclosure(card))] if card.paid else []
        for link in card.links:
            reference = call("outer", link.address, link.name)
            paid = f" {self.labels.paid_link}" if link.paid else ""
            drawn.append(call("par", Code(f"{{ {reference}; {value(paid)} }}")))
        return drawn

    def card(self, card: Card) -> Code:
        """Return the score card."""
        entry = card.entry
        facts: list[tuple[str, Code | str]] = []
        if entry.kind == "product":
            facts.append((self.labels.price, self.price(entry) or self.labels.no_price))
            facts.append((self.labels.maker, self.link(entry.maker_docname, entry.maker)))
        if card.category_name:
            facts.append((self.labels.category, card.category_name))
        facts += [(self.labels.row(c), self.formats.value(c, value)) for c, value in card.facts]
        facts.append((self.labels.reviewed, self.formats.date(entry.date)))
        if card.author:
            facts.append((self._("Reviewer"), card.author))
        tags = f"{self._('Tags')}: {' · '.join(tag.label for tag in card.tags)}"
        return call(
            "score-card", **self.overall(card), facts=facts, tags=tags if card.tags else None
        )

    def overall(self, card: Card) -> dict[str, object]:
        """Return what every card shows of the scores."""
        high = self.formats.score(card.high)
        score = self.formats.score(card.entry.overall)
        return {
            "overall": score,
            "of": self.labels.out_of(score, high),
            "label": self.labels.overall,
            "share": card.share,
            "band": card.band_name,
            "scores": self.scores(card.scores),
        }

    def scores(self, scores: Iterable[Score]) -> list[dict[str, object]]:
        """Return criterion scores as rows."""
        return [
            {"name": s.name, "share": s.share, "value": self.formats.score(s.value)} for s in scores
        ]

    def price(self, entry: Entry) -> str:
        """Return a price as written, or nothing."""
        return self.formats.money(entry.price) if entry.price else ""

    def small_card(self, card: Card, *, linked: bool = True) -> Code:
        """Return a card among others, with its name and summary."""
        name = self.link(card.entry.docname, card.entry.name)
        return call(
            "small-card",
            name=name if linked else card.entry.name,
            price=self.price(card.entry),
            summary=card.entry.summary,
            **self.overall(card),
        )

    def context(self, view: ReviewView, level: int) -> list[Code]:
        """Return what a review's page shows of others, under a heading of its own."""
        heading = call("headline", self._("In comparison"), kind="section", level=level)
        product = view.view
        statements = call("statements", [self.labels.placing(p) for p in product.placings])
        if isinstance(product, CompanyView):
            return [heading, statements, *self.company(product)]
        parts = [heading, statements, *self.product(product)]
        named = sum(len(relation.entries) for relation in product.relations)
        # A review ends with this: in one piece it leaves no last page with a line or two.
        return [call("together", parts)] if named <= TOGETHER else parts

    def product(self, view: ProductView) -> list[Code]:
        """Return a product's relations to others."""
        return self.relations(view.relations)

    def relations(self, groups: Iterable[Relation]) -> list[Code]:
        """Return groups of names in two columns."""
        given = [(self.labels.relation(r), [self.entry(e) for e in r.entries]) for r in groups]
        return [call("relations", given)] if given else []

    def entry(self, entry: Entry) -> dict[str, object]:
        """Return a name with its score, price and page."""
        before, _, after = self._("p. {page}").partition("{page}")
        return {
            "name": entry.name,
            "target": self.target(entry.docname),
            "score": self.formats.score(entry.overall),
            "price": self.price(entry),
            "page": (before, after),
        }

    def company(self, view: CompanyView) -> list[Code]:
        """Return a company beside its products."""
        named = self.relations(view.relations)
        if not view.products.rows:
            return [call("par", self._("None of its products is reviewed yet.")), *named]
        counts = [count for _, _, count in view.histogram]
        borders = dict.fromkeys(int(begin) for begin, _, _ in view.histogram)
        median = self.formats.score(view.median_overall or Decimal(0))
        title = self._("Number of products by overall score, median {median}").format(median=median)
        note = self._("The line in each bar marks the median of the reviewed products.")
        return [
            call("caption-of", self.labels.company_and_products),
            self.medians(view),
            call("small", note),
            call("caption-of", title),
            call("histogram", counts=counts, alt=title,
                 labels=[str(n) for n in (*borders, int(self.rubric.overall.high))]),
            call("caption-of", self.labels.products),
            self.listing(view.products),
            *named,
        ]  # fmt: skip

    def medians(self, view: CompanyView) -> Code:
        """Return a company's scores beside the medians of its products."""
        _ = self.labels
        head = (_.criterion, "", _.company_score, _.product_median, self._("Difference"))
        rows = []
        for item in view.criteria:
            median = item.median if item.median is not None else item.score.value
            gap = item.score.value - median
            sign = "+" if gap > 0 else "−" if gap < 0 else "±"
            cells = (item.score.value, median)
            rows.append({
                "name": item.score.name, "share": item.score.share, "mark": item.median_share,
                "cells": [*map(self.formats.score, cells), sign + self.formats.score(abs(gap))],
            })  # fmt: skip
        return call("median-table", head=head, rows=rows)

    # Lists and comparisons

    def listing(self, view: ListView) -> Code:
        """Return a table of reviews."""
        if not view.rows:
            return self.nothing()
        ranked = [self.labels.rank] if view.ranks else []
        head = [*ranked, *map(self.labels.column, view.columns)]
        widths = [Code(_WIDTHS.get(c.type, "auto")) for c in view.columns]
        rows = [
            [*map(str, view.ranks[i : i + 1]), *map(self.cell, view.columns, cells)]
            for i, cells in enumerate(view.cells)
        ]
        return call(
            "listing",
            caption=view.caption,
            head=head,
            rows=rows,
            widths=[*(Code("auto") for _ in ranked), *widths],
            numeric=[*(True for _ in ranked), *(c.numeric for c in view.columns)],
        )

    def cell(self, column: Column, value: Value) -> Code | str:
        """Return one cell of a list."""
        if isinstance(value, Named) and value.docname:
            return self.link(value.docname, value.text)
        return self.formats.value(column, value) or self.labels.dash

    def comparison(self, view: ComparisonView) -> list[Code]:
        """Return tables with a column per subject, a few subjects each."""
        count = len(view.cards)
        tables = [
            self.matrix(view, range(begin, min(begin + SIDE_BY_SIDE, count)))
            for begin in range(0, count, SIDE_BY_SIDE)
        ]
        return [*tables, *self.plots(view.plots)] or [self.nothing()]

    def matrix(self, view: ComparisonView, indexes: range) -> Code:
        """Return one table of a comparison."""
        cards = [view.cards[index] for index in indexes]
        head: list[Code | str] = ["", *(self.link(c.entry.docname, c.entry.name) for c in cards)]
        rows: list[list[Code | str]] = []
        for row in view.rows:
            rows.append([self.labels.row(row.column), *(self.compared(row, p) for p in indexes)])
        rows += [
            [self.labels.compared(row), *(self.texts(row.texts[p]) for p in indexes)]
            for row in view.texts
        ]
        return call("matrix", head=head, rows=rows)

    def compared(self, row: ComparisonRow, index: int) -> Code | str:
        """Return a value with its mark."""
        cell = self.formats.compared(row, index)
        if not cell:
            return self.labels.no_price
        if index in row.best:
            return call("strong", f"{cell} ▲ {self.labels.best}")
        return f"{cell} ▽ {self.labels.worst}" if index in row.worst else cell

    def texts(self, texts: Sequence[str]) -> str:
        """Return what stands in a cell of texts."""
        return "; ".join(texts) or self.labels.no_price

    # Maps and indexes

    def value_map(self, view: ValueMapView) -> list[Code]:
        """Return price against score, with the front drawn and listed."""
        if not view.points:
            return [self.nothing()]
        drawn = [call("caption-of", view.caption)] if view.caption else []
        note = self._(
            "Across: price on a logarithmic scale. Up: overall score. "
            "Diamonds mark the Pareto front."
        )
        listed = replace(view.table, caption="")
        return [
            *drawn,
            self.drawn_map(view, note),
            call("small", " ".join([note, *self.left_out(view)])),
            call("par", self.labels.front_note),
            self.listing(listed),
        ]

    def maps(self, view: MapsView) -> list[Code]:
        """Return a map per category."""
        return [code for each in view.maps for code in self.value_map(each.view)]

    def facts(self, view: FactsView) -> list[Code]:
        """Return how much there is in a line."""
        return [call("par", self.labels.facts(view.products, view.companies, view.newest))]

    def criteria(self, view: CriteriaView) -> list[Code]:
        """Return what the criteria judge, how they combine, and the verdicts."""
        _ = self.labels
        described = [[_.weighed(item), item.description] for item in view.criteria]
        drawn = [call("par", _.criteria_scale(view))]
        drawn.append(call("criteria-table", head=[_.criterion, ""], rows=described, wide=True))
        drawn.append(call("par", _.criteria_sum(view)))
        rows = [[_.span(band), band.name] for band in view.bands]
        if rows:
            drawn.append(call("criteria-table", head=[_.overall, _.verdict], rows=rows))
        return drawn

    def left_out(self, view: ValueMapView) -> list[str]:
        """Return how many reviews the map cannot show, where there are any."""
        if not view.left_out:
            return []
        phrase = self.labels.words.ngettext(
            "{count} review without a price in this currency is not shown.",
            "{count} reviews without a price in this currency are not shown.",
            view.left_out,
        )
        return [phrase.format(count=self.formats.number(view.left_out))]

    def drawn_map(self, view: ValueMapView, alt: str) -> Code:
        """Return the drawing of a value map."""
        drawn = plot(view, most=7)
        by_price = {p.entry.docname: p for p in drawn.points if p.front}
        front = [by_price[entry.docname] for entry in view.front]
        named = drawn.points if len(drawn.points) <= NAMED_POINTS else front[:NAMED_POINTS]
        amount = self.formats.amount
        return call(
            "value-map",
            points=[p[:2] for p in drawn.points if not p.front],
            front=[p[:2] for p in front],
            names=list(self.names_apart(drawn.points, named)),
            across=f"{self.labels.price} ({view.currency})",
            up=self.labels.overall,
            x=[{"at": at, "label": amount(n, view.currency)} for at, n in drawn.prices],
            y=[{"at": at, "label": self.formats.score(n)} for at, n in drawn.scores],
            alt=alt,
        )

    def names_apart(
        self, points: Sequence[MapPoint], named: Sequence[MapPoint]
    ) -> Iterator[tuple[float, float, str]]:
        """Yield the names with their places in millimetres, clear of points and each other."""
        all_points = [(p.across * self.across, (1 - p.up) * MAP_HEIGHT) for p in points]
        wanted = [(p.across * self.across, (1 - p.up) * MAP_HEIGHT, p.entry.name) for p in named]
        for box, name in positions_of(all_points, wanted, self.across, MAP_HEIGHT):
            yield box.left, box.top, name

    # Tools and sources

    def tool(self, view: ToolView) -> list[Code]:
        """Return the comparisons that a tool stands for, or where it works."""
        if not view.pairs:
            return [call("small", self.labels.website_only)]
        pairs = [[self.link(entry.docname, entry.name) for entry in pair] for pair in view.pairs]
        lines = [Code(f"{{ {first}; {value(' / ')}; {second} }}") for first, second in pairs]
        return [call("caption-of", self.labels.pairs), call("statements", lines)]

    def sources(self, view: SourcesView) -> list[Code]:
        """Return the cited domains and the oldest evidence as tables."""
        _ = self.labels
        cited = [[d.name, str(len(d.reviews)), self.examples(d)] for d in view.domains]
        aged = [
            [self.formats.day(s.accessed), s.label, self.link(s.entry.docname, s.entry.name)]
            for s in view.oldest
        ]
        dead = [[s.domain, s.url, self.link(s.entry.docname, s.entry.name)] for s in view.silent]
        head = (_.domain, _.source, _.review)
        return [
            self.rows(_.domains, (_.domain, _.reviews, _.cited_by), cited),
            *([self.rows(_.silent, head, dead)] if dead else []),
            self.rows(_.oldest, (_.accessed, _.source, _.review), aged),
        ]

    def examples(self, domain: CitedDomain) -> Code:
        """Return the first reviews that cite a domain, linked."""
        parts = [str(self.link(entry.docname, entry.name)) for entry in domain.examples]
        joined = f"; {value(self._(', '))}; ".join(parts)
        return Code(f"{{ {joined}; {value(' …')} }}" if domain.more else f"{{ {joined} }}")

    def rows(self, caption: str, head: Sequence[str], rows: Sequence[object]) -> Code:
        """Return a plain table of three columns."""
        widths = [Code("auto"), Code("auto"), Code("1fr")]
        return call(
            "listing", caption=caption, head=head, rows=rows, widths=widths, numeric=[False] * 3
        )

    def index(self, view: IndexView) -> Code:
        """Return an index in columns."""
        if not view.items:
            return self.nothing()
        groups = []
        for heading, items in view.groups:
            lines = []
            for item in items:
                entry = item.only or item.best
                line = view.told(item)
                named = self.link(entry.docname, entry.name) if entry else None
                before = f"{line}: " if line else ""
                lines.append(Code(f"{{ {value(before)}; {named} }}") if named else value(line))
            groups.append((heading, lines))
        return call("index-groups", groups)


DRAWINGS: dict[type, Callable[..., list[Code]]] = {
    ReviewView: Painter.review,
    CardsView: lambda painter, view, _: painter.cards(view),
    ListView: lambda painter, view, _: [painter.listing(view)],
    ComparisonView: lambda painter, view, _: painter.comparison(view),
    ValueMapView: lambda painter, view, _: painter.value_map(view),
    FactsView: lambda painter, view, _: painter.facts(view),
    MapsView: lambda painter, view, _: painter.maps(view) or [painter.nothing()],
    IndexView: lambda painter, view, _: [painter.index(view)],
    ToolView: lambda painter, view, _: painter.tool(view),
    SourcesView: lambda painter, view, _: painter.sources(view),
    CriteriaView: lambda painter, view, _: painter.criteria(view),
}
"""How each view is drawn here."""


def painter(
    lang: Language, rubric: Rubric, target: Callable[[str], Code | None], across: float = 150.0
) -> Painter:
    """Return the painter of a language, for drawings of a width in millimetres."""
    return Painter(lang.labels, lang.formats, rubric, target, across)
