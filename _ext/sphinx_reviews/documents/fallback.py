"""Blocks as standard nodes: the same numbers as tables and lists, for every format but HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from unicodedata import east_asian_width

from docutils import nodes

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
from ..model.curves import Plot
from ..model.entries import Card, Entry
from ..model.extras import OwnView
from ..model.formats import Formats
from ..model.labels import Labels
from ..model.lists import ListView
from ..model.value_maps import MapsView, ValueMapView
from ..model.views import CompanyView, Placing, ProductView, Relation, View

Cell = str | nodes.Node
Linker = Callable[[str, str], nodes.Node]
"""From a document name and a text to a link, or to the text where there is no such page."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Draws views with standard nodes in one language."""

    labels: Labels
    formats: Formats
    link: Linker

    def fill(self, view: BlockView) -> list[nodes.Node]:
        """Return the nodes that show the view."""
        if isinstance(view, OwnView):
            return own_nodes(view, self.link)
        return DRAWINGS[type(view)](self, view)

    def review(self, view: ReviewView) -> list[nodes.Node]:
        """Return one of the two parts of a review's own page."""
        return self.head(view) if view.part == "head" else self.context(view)

    def cards(self, view: CardsView) -> list[nodes.Node]:
        """Return score cards."""
        drawn = [node for card in view.cards for node in self.card(card, named=True)]
        return drawn or [self.nothing()]

    def nothing(self) -> nodes.paragraph:
        """Return the words for an empty selection."""
        return nodes.paragraph("", self.labels.nothing)

    def head(self, view: ReviewView) -> list[nodes.Node]:
        """Return a review's card, summary, and what speaks for and against."""
        card = view.view.card
        drawn = [
            *self.card(card),
            nodes.paragraph("", card.entry.summary, classes=["review-summary"]),
        ]
        for label, items in ((self.labels.pros, card.pros), (self.labels.cons, card.cons)):
            if items:
                drawn += [rubric(label), bullets(items)]
        rows = [(self.labels.row(c), self.formats.value(c, v)) for c, v in card.specifications]
        if rows:
            drawn += [rubric(self.labels.specifications), table(rows, header=False)]
        plots = self.plots(view.view.plots)
        return [*drawn, *plots, *self.history(view.view), *self.out_links(card)]

    def history(self, view: View) -> list[nodes.Node]:
        """Return what has changed since the review was written."""
        changes = [self.labels.changed(change) for change in view.history]
        return [rubric(self.labels.history), bullets(changes)] if changes else []

    def plots(self, plots: Iterable[Plot]) -> list[nodes.Node]:
        """Return the values of curves as tables, below what they come to in words."""
        drawn: list[nodes.Node] = []
        for plot in plots:
            words = " ".join(self.labels.curve(plot, curve) for curve in plot.curves)
            drawn += [
                rubric(plot.name),
                nodes.paragraph("", words),
                table(self.labels.values(plot)),
            ]
        return drawn

    def out_links(self, card: Card) -> list[nodes.Node]:
        """Return the links out of the site, below the words that say who is paid."""
        drawn: list[nodes.Node] = []
        if card.paid:
            drawn.append(nodes.paragraph("", self.labels.disclosure(card)))
        for link in card.links:
            reference = nodes.reference("", link.name, refuri=link.address)
            said = nodes.Text(f" {self.labels.paid_link}" if link.paid else "")
            drawn.append(nodes.paragraph("", "", reference, said))
        return drawn

    def card(self, card: Card, *, named: bool = False) -> list[nodes.Node]:
        """Return a score card as a table of two columns."""
        _ = self.labels
        entry = card.entry
        overall = _.out_of(self.formats.score(entry.overall), self.formats.score(card.high))
        rows: list[Sequence[Cell]] = [(_.overall, f"{overall} – {card.band_name}".strip(" –"))]
        for score in card.scores:
            label = _.out_of(
                self.formats.score(score.value), self.formats.score(card.criterion_high)
            )
            rows.append((score.name, bar_text(score.share, label)))
        price = self.formats.money(entry.price) if entry.price else _.no_price
        if entry.kind == "product":
            rows.append((_.price, price))
            rows.append((_.maker, self.link(entry.maker_docname, entry.maker)))
        if card.category_name:
            rows.append((_.category, card.category_name))
        rows += [(_.row(column), self.formats.value(column, value)) for column, value in card.facts]
        rows.append((_.reviewed, self.formats.date(entry.date)))
        gettext = _.words.gettext
        if card.author:
            rows.append((gettext("Reviewer"), card.author))
        if card.tags:
            rows.append((gettext("Tags"), gettext(", ").join(tag.label for tag in card.tags)))
        title = [self.link(entry.docname, entry.name)] if named else []
        return [*(paragraph(part) for part in title), table(rows, header=False)]

    def context(self, view: ReviewView) -> list[nodes.Node]:
        """Return what a review's page shows of others."""
        if isinstance(view.view, CompanyView):
            return self.company(view.view)
        return self.product(view.view)

    def placing(self, placing: Placing) -> str:
        """Return a standing in words."""
        return self.labels.placing(placing)

    def product(self, view: ProductView) -> list[nodes.Node]:
        """Return a product's standing and its relations."""
        _ = self.labels
        drawn: list[nodes.Node] = [rubric(_.standing), bullets(map(self.placing, view.placings))]
        return [*drawn, *self.relations(view.relations)]

    def relations(self, related: Iterable[Relation]) -> list[nodes.Node]:
        """Return lists of names under their headings."""
        groups = ((rubric(self.labels.relation(r)), self.entry_list(r.entries)) for r in related)
        return [node for group in groups for node in group]

    def company(self, view: CompanyView) -> list[nodes.Node]:
        """Return a company's products and how they compare with its own score."""
        _ = self.labels
        drawn: list[nodes.Node] = [rubric(_.standing), bullets(map(self.placing, view.placings))]
        if not view.products.rows:
            absent = self.labels.words.gettext("None of its products is reviewed yet.")
            return [*drawn, nodes.paragraph("", absent), *self.relations(view.relations)]
        rows: list[Sequence[Cell]] = [(_.criterion, _.company_score, _.product_median)]
        for item in view.criteria:
            median = "" if item.median is None else self.formats.score(item.median)
            own = self.formats.score(item.score.value)
            rows.append((item.score.name, own, median or self.labels.dash))
        drawn += [rubric(_.company_and_products), table(rows)]
        drawn += [rubric(_.products), *self.listing(view.products)]
        return [*drawn, *self.relations(view.relations)]

    def entry_list(self, entries: Iterable[Entry]) -> nodes.bullet_list:
        """Return linked names with scores."""
        items = []
        for entry in entries:
            price = f", {self.formats.money(entry.price)}" if entry.price else ""
            line = nodes.paragraph("", "", self.link(entry.docname, entry.name))
            line += nodes.Text(f": {self.formats.score(entry.overall)}{price}")
            items.append(nodes.list_item("", line))
        return nodes.bullet_list("", *items)

    def listing(self, view: ListView) -> list[nodes.Node]:
        """Return a table of reviews."""
        head: list[Cell] = [self.labels.rank] if view.ranks else []
        head += map(self.labels.column, view.columns)
        rows: list[Sequence[Cell]] = [head]
        for index, cells in enumerate(view.cells):
            rank: list[Cell] = [str(view.ranks[index])] if view.ranks else []
            pairs = zip(view.columns, cells, strict=True)
            rows.append([*rank, *(self.cell(column, value) for column, value in pairs)])
        if not view.rows:
            return [self.nothing()]
        return [table(rows, caption=view.caption)]

    def cell(self, column: Column, value: Value) -> Cell:
        """Return one cell of a list."""
        if isinstance(value, Named) and value.docname:
            return self.link(value.docname, value.text)
        return self.formats.value(column, value) or self.labels.dash

    def comparison(self, view: ComparisonView) -> list[nodes.Node]:
        """Return a table with a column per subject."""
        names: list[Cell] = [self.link(c.entry.docname, c.entry.name) for c in view.cards]
        rows: list[Sequence[Cell]] = [["", *names]]
        for row in view.rows:
            cells = (self.compared(row, index) for index in range(len(view.cards)))
            rows.append([self.labels.row(row.column), *cells])
        for texts in view.texts:
            prices = ("; ".join(each) or self.labels.no_price for each in texts.texts)
            rows.append([self.labels.compared(texts), *prices])
        return [table(rows), *self.plots(view.plots)] if view.cards else [self.nothing()]

    def compared(self, row: ComparisonRow, index: int) -> str:
        """Return a value with its mark in words."""
        value = self.formats.compared(row, index)
        if not value:
            return self.labels.no_price
        if index in row.best:
            return f"{value} ({self.labels.best})"
        return f"{value} ({self.labels.worst})" if index in row.worst else value

    def value_map(self, view: ValueMapView) -> list[nodes.Node]:
        """Return the Pareto front as a table."""
        if not view.points:
            return [self.nothing()]
        return [nodes.paragraph("", self.labels.front_note), *self.listing(view.table)]

    def maps(self, view: MapsView) -> list[nodes.Node]:
        """Return each category's front as a table."""
        drawn = [[rubric(m.name), *self.value_map(replace(m.view, caption=""))] for m in view.maps]
        return [node for part in drawn for node in part] or [self.nothing()]

    def facts(self, view: FactsView) -> list[nodes.Node]:
        """Return how much there is in a line."""
        sentence = self.labels.facts(view.products, view.companies, view.newest)
        return [nodes.paragraph("", sentence)]

    def criteria(self, view: CriteriaView) -> list[nodes.Node]:
        """Return what the criteria judge, how they combine, and the verdicts."""
        _ = self.labels
        items = (
            nodes.definition_list_item(
                "", nodes.term("", _.weighed(item)),
                nodes.definition("", nodes.paragraph("", item.description)),
            )
            for item in view.criteria
        )  # fmt: skip
        drawn: list[nodes.Node] = [nodes.paragraph("", _.criteria_scale(view))]
        drawn += [nodes.definition_list("", *items), nodes.paragraph("", _.criteria_sum(view))]
        rows = [(_.overall, _.verdict), *((_.span(band), band.name) for band in view.bands)]
        return [*drawn, *([table(rows)] if view.bands else [])]

    def pairs(self, view: ToolView) -> list[nodes.Node]:
        """Return the comparisons that a tool stands for, or where it works."""
        if not view.pairs:
            return [nodes.paragraph("", self.labels.website_only)]
        lines = []
        for pair in view.pairs:
            first, second = (self.link(entry.docname, entry.name) for entry in pair)
            line = nodes.paragraph("", "", first, nodes.Text(" / "), second)
            lines.append(nodes.list_item("", line))
        return [rubric(self.labels.pairs), nodes.bullet_list("", *lines)]

    def sources(self, view: SourcesView) -> list[nodes.Node]:
        """Return the cited domains and the oldest evidence as tables."""
        _ = self.labels
        cited: list[Sequence[Cell]] = [(_.domain, _.reviews, _.cited_by)]
        cited += [(d.name, str(len(d.reviews)), self.examples(d)) for d in view.domains]
        aged: list[Sequence[Cell]] = [(_.accessed, _.source, _.review)]
        for item in view.oldest:
            link = self.link(item.entry.docname, item.entry.name)
            aged.append((self.formats.day(item.accessed), item.label, link))
        tables = [table(cited, caption=_.domains), table(aged, caption=_.oldest)]
        dead: list[Sequence[Cell]] = [(_.domain, _.source, _.review)]
        dead += [(s.domain, s.url, self.link(s.entry.docname, s.entry.name)) for s in view.silent]
        return [*tables, *([table(dead, caption=_.silent)] if view.silent else [])]

    def examples(self, domain: CitedDomain) -> nodes.inline:
        """Return the first reviews that cite a domain, linked."""
        drawn = nodes.inline()
        for entry in domain.examples:
            drawn += nodes.Text(self.labels.words.gettext(", ") if drawn.children else "")
            drawn += self.link(entry.docname, entry.name)
        drawn += nodes.Text(" …" if domain.more else "")
        return drawn

    def index(self, view: IndexView) -> list[nodes.Node]:
        """Return an index as lists under their headings."""
        if not view.items:
            return [self.nothing()]
        drawn: list[nodes.Node] = []
        for heading, items in view.groups:
            drawn += [rubric(heading)] if heading else []
            lines = []
            for item in items:
                entry = item.only or item.best
                text = view.told(item)
                line = nodes.paragraph("", text)
                if entry:
                    line += nodes.Text(": " if text else "")
                    line += self.link(entry.docname, entry.name)
                lines.append(nodes.list_item("", line))
            drawn.append(nodes.bullet_list("", *lines))
        return drawn


DRAWINGS: dict[type, Callable[..., list[nodes.Node]]] = {
    ReviewView: Filler.review,
    CardsView: Filler.cards,
    ListView: Filler.listing,
    ComparisonView: Filler.comparison,
    ValueMapView: Filler.value_map,
    MapsView: Filler.maps,
    FactsView: Filler.facts,
    IndexView: Filler.index,
    ToolView: Filler.pairs,
    SourcesView: Filler.sources,
    CriteriaView: Filler.criteria,
}
"""How each view is drawn here."""


def own_nodes(view: OwnView, link: Linker) -> list[nodes.Node]:
    """Return the nodes of another extension's view; raise TypeError for anything else."""
    drawn = [node for node in view.nodes(link) if isinstance(node, nodes.Node)]
    if len(drawn) < len(view.nodes(link)):
        raise TypeError(f"{type(view).__name__}.nodes() returns what is no docutils node")
    return drawn


def bar_text(share: float, label: str, width: int = 10) -> str:
    """Return a bar of plain characters with its number: it prints anywhere."""
    full = round(share * width)
    return f"{'#' * full}{'.' * (width - full)} {label}"


def rubric(text: str) -> nodes.rubric:
    """Return a heading that stands in no table of contents."""
    return nodes.rubric("", text)


def bullets(lines: Iterable[str]) -> nodes.bullet_list:
    """Return a plain list."""
    items = (nodes.list_item("", nodes.paragraph("", line)) for line in lines)
    return nodes.bullet_list("", *items)


def paragraph(content: Cell) -> nodes.paragraph:
    """Return a paragraph of a text or an inline node."""
    if isinstance(content, str):
        return nodes.paragraph("", content)
    return nodes.paragraph("", "", content)


def table(
    rows: Sequence[Sequence[Cell]],
    *,
    header: bool = True,
    caption: str = "",
) -> nodes.table:
    """Return a table; the first row is the header unless told otherwise.

    Columns are as wide as their longest cell, within reason: plain text wraps cells at the width.
    """
    columns = len(rows[0])
    group = nodes.tgroup("", cols=columns)
    group += [nodes.colspec("", colwidth=column_width(cells)) for cells in zip(*rows, strict=True)]
    if header:
        group += nodes.thead("", _row(rows[0]))
        rows = rows[1:]
    group += nodes.tbody("", *map(_row, rows))
    drawn = nodes.table("", classes=["review-table", "colwidths-auto"])
    if caption:
        drawn += nodes.title("", caption)
    drawn += group
    return drawn


def column_width(cells: Iterable[Cell], most: int = 40) -> int:
    """Return the width of a column in characters; those of East Asia take the room of two."""
    texts = (cell if isinstance(cell, str) else cell.astext() for cell in cells)
    widths = (sum(1 + (east_asian_width(c) in "FW") for c in text) for text in texts)
    return min(max(widths, default=0) + 1, most)


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def badge(value: str, high: Decimal, labels: Labels, formats: Formats) -> nodes.paragraph:
    """Return a section's score as a line of its own."""
    label = labels.out_of(formats.score(Decimal(value)), formats.score(high))
    return nodes.paragraph("", "", nodes.strong("", f"{labels.score}: {label}"))
