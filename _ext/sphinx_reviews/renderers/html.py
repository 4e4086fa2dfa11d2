"""Blocks and badges as HTML, drawn from templates that escape whatever they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from ..model.addresses import Links, no_links
from ..model.blocks import (
    BlockView,
    CardsView,
    FactsView,
    IndexView,
    ReviewView,
    SourcesView,
    ToolView,
)
from ..model.columns import Column, Value
from ..model.comparisons import ComparisonView
from ..model.criteria import CriteriaView
from ..model.curves import Plot
from ..model.extras import OwnView
from ..model.languages import language
from ..model.lists import ListView
from ..model.rubric import Rubric
from ..model.value_maps import MapPoint, MapsView, ValueMapView, plot
from ..model.views import Badge, CompanyView
from . import svg
from .curve_svg import curves
from .pieces import Pieces
from .templating import Templates

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "templates" / "blocks"


class HtmlRenderer:
    """Draws views for one site."""

    def __init__(
        self,
        rubric: Rubric,
        template_folders: Iterable[Path] = (),
        languages: Mapping[str, str] | None = None,
        *,
        pdf_links: bool = False,
        locales: tuple[Path, ...] = (),
    ) -> None:
        """Prepare the templates; the site's own folders come before ours."""
        self.rubric = rubric
        self.languages = languages or {}
        self.locales = locales
        self.templates = Templates([*(f / "reviews" for f in template_folders), TEMPLATES])
        self.pieces = Pieces(self.templates)
        self.templates.globals.update(
            svg=svg,
            pieces=self.pieces,
            colour=self.colour,
            band_level=self.band_level,
            language=self.own_name,
            pdf_links=pdf_links,
        )
        self._tools: dict[str, dict[str, object]] = {}
        self._badges: dict[tuple[str, Badge], Markup] = {}

    def colour(self, criterion: str) -> str:
        """Return the class that carries a criterion's colour; ``overall`` has its own."""
        ids = [c.id for c in self.rubric.criteria]
        return f"rv-c{ids.index(criterion) % 8 + 1}" if criterion in ids else "rv-c0"

    def band_level(self, band: str) -> tuple[int, int]:
        """Return the place of a verdict band counted from the lowest, and how many there are."""
        ids = [b.id for b in sorted(self.rubric.bands, key=lambda b: b.least)]
        return ids.index(band) + 1, len(ids)

    def own_name(self, code: str) -> str:
        """Return a language's own name, its code where it has none."""
        return self.languages.get(code, code)

    def _tools_of(self, lang: str) -> dict[str, object]:
        """Return what every template of a language may use: words, labels and formats."""
        if lang not in self._tools:
            lang_words = language(lang, self.locales)
            self._tools[lang] = {
                "_": lang_words.words.gettext,
                "ngettext": lang_words.words.ngettext,
                "fmt": lang_words.formats,
                "labels": lang_words.labels,
                "lang": lang,
                "rubric": self.rubric,
            }
        return self._tools[lang]

    def draw(self, template: str, links: Links, **values: object) -> Markup:
        """Return a template filled in."""
        return self.templates.fill(
            template, {**self._tools_of(links.lang), "link": links, **values}
        )

    def block(self, view: BlockView, links: Links) -> Markup:
        """Return a block's HTML."""
        if isinstance(view, OwnView):
            return Markup(view.html(links))  # noqa: S704 - whoever brings a view escapes in it
        return DRAWINGS[type(view)](self, view, links)

    def _cards(self, view: CardsView, links: Links) -> Markup:
        return self.draw("cards.html", links, cards=view.cards)

    def _list(self, view: ListView, links: Links) -> Markup:
        cells = self._row_drawer(links)
        return self.draw("list.html", links, view=view, cells=cells)

    def _row_drawer(self, links: Links) -> Callable[[Sequence[Column], Sequence[Value]], Markup]:
        """Return what draws a row's cells."""
        known = language(links.lang, self.locales)

        def row(columns: Sequence[Column], values: Sequence[Value]) -> Markup:
            return self.pieces.row(columns, values, links, known.formats, known.labels)

        return row

    def _comparison(self, view: ComparisonView, links: Links) -> Markup:
        return self.draw("comparison.html", links, view=view, plots=self._plots(view.plots, links))

    def _plots(self, plots: Iterable[Plot], links: Links) -> Markup:
        return Markup("").join(self._plot(plot, links) for plot in plots)

    def _plot(self, plot: Plot, links: Links) -> Markup:
        lang_words = language(links.lang, self.locales)
        title = " ".join(
            (plot.name, *(lang_words.labels.curve(plot, each) for each in plot.curves))
        )
        drawing = curves(plot, lang_words.formats, title)
        return self.draw("curves.html", links, plot=plot, drawing=drawing)

    def _tool(self, view: ToolView, links: Links) -> Markup:
        return self.draw(view.what.replace("-", "_") + ".html", links, view=view)

    def _sources(self, view: SourcesView, links: Links) -> Markup:
        return self.draw("sources.html", links, view=view)

    def _criteria(self, view: CriteriaView, links: Links) -> Markup:
        return self.draw("criteria.html", links, view=view)

    def _review(self, view: ReviewView, links: Links) -> Markup:
        if view.part == "head":
            plots = self._plots(view.view.plots, links)
            return self.draw("head.html", links, view=view.view, card=view.view.card, plots=plots)
        if not isinstance(view.view, CompanyView):
            return self.draw("product_context.html", links, view=view.view)
        products = self.block(view.view.products, links)
        return self.draw(
            "company_context.html",
            links,
            view=view.view,
            products_table=products,
        )

    def _index(self, view: IndexView, links: Links) -> Markup:
        kinds = {"tag": links.tag, "category": links.category, "ranking": links.ranking}
        template = "tag_index.html" if view.what == "tag" else "index.html"
        return self.draw(template, links, view=view, item_link=kinds.get(view.what))

    def _value_map(self, view: ValueMapView, links: Links) -> Markup:
        drawing = Markup("")
        if view.points:
            title = language(links.lang, self.locales).gettext(
                "Price against overall score; each point is a link"
            )
            drawing = self._map(view, links, title)
        return self.draw("value_map.html", links, view=view, drawing=drawing)

    def _facts(self, view: FactsView, links: Links) -> Markup:
        sentence = language(links.lang).labels.facts(view.products, view.companies, view.newest)
        return Markup('<p class="rv rv-facts-line">{}</p>').format(sentence)

    def _maps(self, view: MapsView, links: Links) -> Markup:
        drawn = [self._value_map(replace(each.view, caption=""), links) for each in view.maps]
        return self.draw("value_maps.html", links, maps=list(zip(view.maps, drawn, strict=True)))

    def _map(self, view: ValueMapView, links: Links, title: str) -> Markup:
        formats = language(links.lang, self.locales).formats
        drawn = plot(view)

        def point(at: MapPoint) -> svg.Point:
            entry = at.entry
            price = formats.money(entry.price) if entry.price else ""
            label = f"{entry.name}: {formats.score(entry.overall)}, {price}"
            return svg.Point(
                at.across, at.up, links(entry.docname), label, at.front, entry.ref, entry.name
            )

        prices = [
            svg.Tick(at, formats.short_amount(value, view.currency)) for at, value in drawn.prices
        ]
        scores = [svg.Tick(at, formats.score(value)) for at, value in drawn.scores]
        return svg.scatter(map(point, drawn.points), prices, scores, title)

    def badge(self, badge: Badge, lang: str) -> Markup:
        """Return a section's score badge; there are few, so each is drawn once."""
        if (lang, badge) not in self._badges:
            self._badges[lang, badge] = self.draw("badge.html", no_links(lang), badge=badge)
        return self._badges[lang, badge]


DRAWINGS: dict[type, Callable[..., Markup]] = {
    ReviewView: HtmlRenderer._review,
    CardsView: HtmlRenderer._cards,
    ListView: HtmlRenderer._list,
    ComparisonView: HtmlRenderer._comparison,
    ValueMapView: HtmlRenderer._value_map,
    MapsView: HtmlRenderer._maps,
    FactsView: HtmlRenderer._facts,
    IndexView: HtmlRenderer._index,
    ToolView: HtmlRenderer._tool,
    SourcesView: HtmlRenderer._sources,
    CriteriaView: HtmlRenderer._criteria,
}
"""How each view is drawn here."""
