"""Blocks and badges as HTML, drawn from templates that escape whatever they are given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..model.addresses import Links, no_links
from ..model.blocks import (
    BlockView,
    CardsView,
    IndexView,
    ReviewView,
    SourcesView,
    ToolView,
    ValueMapView,
)
from ..model.comparisons import ComparisonView
from ..model.entries import Entry
from ..model.languages import language
from ..model.lists import ListView
from ..model.rubric import Rubric
from ..model.views import Badge, CompanyView
from ..model.words import LOCALE
from . import svg

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
    ) -> None:
        """Prepare the templates; the site's own folders come before ours."""
        self.rubric = rubric
        self.languages = languages or {}
        loaders = [FileSystemLoader(folder / "reviews") for folder in template_folders]
        self.templates = Environment(
            loader=ChoiceLoader([*loaders, FileSystemLoader(TEMPLATES)]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        self.templates.globals.update(
            svg=svg,
            colour=self.colour,
            band_level=self.band_level,
            language=self.own_name,
            pdf_links=pdf_links,
        )
        self._tools: dict[str, dict[str, object]] = {}

    def version(self) -> str:
        """Return a hash of everything but the catalogue that blocks are drawn from."""
        made = blake2b(digest_size=16)
        for name in sorted(self.templates.list_templates()):
            source, _, _ = self.templates.loader.get_source(self.templates, name)  # type: ignore[union-attr]
            made.update(f"{name}\0{source}\0".encode())
        for path in (*sorted(LOCALE.glob("*.po")), *sorted(PACKAGE.rglob("*.py"))):
            made.update(path.read_bytes())
        return made.hexdigest()

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
            found = language(lang)
            self._tools[lang] = {
                "_": found.words.gettext,
                "ngettext": found.words.ngettext,
                "fmt": found.formats,
                "labels": found.labels,
                "lang": lang,
                "rubric": self.rubric,
            }
        return self._tools[lang]

    def draw(self, template: str, links: Links, **values: object) -> Markup:
        """Return a template filled in."""
        found = self.templates.get_template(template)
        tools = self._tools_of(links.lang)
        return Markup(found.render(tools | {"link": links} | values))  # noqa: S704 - it escapes

    def block(self, view: BlockView, links: Links) -> Markup:
        """Return a block's HTML."""
        if isinstance(view, ReviewView):
            return self._review(view, links)
        if isinstance(view, CardsView):
            return self.draw("cards.html", links, cards=view.cards)
        if isinstance(view, ListView):
            return self.draw("list.html", links, view=view)
        if isinstance(view, ComparisonView):
            return self.draw("comparison.html", links, view=view)
        if isinstance(view, ValueMapView):
            return self._value_map(view, links)
        if isinstance(view, ToolView):
            return self.draw(view.what.replace("-", "_") + ".html", links, view=view)
        if isinstance(view, SourcesView):
            return self.draw("sources.html", links, view=view)
        return self._index(view, links)

    def _review(self, view: ReviewView, links: Links) -> Markup:
        if view.part == "head":
            return self.draw("head.html", links, view=view.view, card=view.view.card)
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
        return self.draw("index.html", links, view=view, item_link=kinds.get(view.what))

    def _value_map(self, view: ValueMapView, links: Links) -> Markup:
        drawing = Markup("")
        if view.points:
            title = language(links.lang).gettext(
                "Price against overall score; each point is a link"
            )
            drawing = self._map(view, links, title)
        return self.draw("value_map.html", links, view=view, drawing=drawing)

    def _map(self, view: ValueMapView, links: Links, title: str) -> Markup:
        formats = language(links.lang).formats
        amounts = [float(e.price.amount) for e in view.points if e.price]
        low, high = math.log10(min(amounts)), math.log10(max(amounts))
        margin = max((high - low) * 0.04, 0.05)
        low, high = low - margin, high + margin
        front = {e.docname for e in view.front}
        span = float(view.high - view.low)

        def point(entry: Entry) -> svg.Point:
            price = formats.money(entry.price) if entry.price else ""
            label = f"{entry.name}: {formats.score(entry.overall)}, {price}"
            amount = float(entry.price.amount) if entry.price else 1.0
            return svg.Point(
                (math.log10(amount) - low) / (high - low),
                float(entry.overall - view.low) / span,
                links(entry.docname),
                label,
                entry.docname in front,
            )

        x_ticks = [
            svg.Tick(
                (math.log10(value) - low) / (high - low),
                formats.short_amount(Decimal(value), view.currency),
            )
            for value in log_ticks(low, high)
        ]
        y_ticks = [
            svg.Tick(step / 5, formats.score(view.low + (view.high - view.low) * step / 5))
            for step in range(6)
        ]
        return svg.scatter(map(point, view.points), x_ticks, y_ticks, title)

    def badge(self, badge: Badge, lang: str) -> Markup:
        """Return a section's score badge."""
        return self.draw("badge.html", no_links(lang), badge=badge)


def log_ticks(low: float, high: float, most: int = 9) -> list[int]:
    """Return round amounts between two powers of ten: 1, 2, 5 times ten, else tens only."""
    for factors in ((1, 2, 5), (1, 3), (1,)):
        ticks = [
            factor * 10**power
            for power in range(math.floor(low), math.ceil(high) + 1)
            for factor in factors
            if power >= 0 and low <= math.log10(factor) + power <= high
        ]
        if len(ticks) <= most:
            return ticks
    return ticks[:: -(-len(ticks) // most)]
