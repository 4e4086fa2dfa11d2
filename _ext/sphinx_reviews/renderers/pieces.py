"""Small pieces of pages that come again and again, each drawn once from its template."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

if TYPE_CHECKING:
    from ..model.addresses import Links
    from ..model.columns import Column, Value
    from ..model.entries import Entry, Score, TagLink
    from ..model.formats import Formats
    from ..model.labels import Labels


class Pieces:
    """What the macros of the templates draw, kept under all that they show."""

    def __init__(self, templates: Environment) -> None:
        """Begin without any."""
        self._templates = templates
        self._known: dict[tuple[Hashable, ...], Markup] = {}

    def _drawn(self, template: str, macro: str, *values: object) -> Markup:
        module = self._templates.get_template(template).module
        return Markup(getattr(module, macro)(*values))  # noqa: S704 - it escapes

    def score(self, score: Score, fmt: Formats) -> Markup:
        """Return a criterion's bar and number."""
        key = (fmt.lang, score.criterion, score.name, str(score.value), score.share)
        if key not in self._known:
            self._known[key] = self._drawn("macros.html", "score_row", score, fmt)
        return self._known[key]

    def entry(self, entry: Entry, links: Links, fmt: Formats) -> Markup:
        """Return another review's link, score and price."""
        href = links(entry.docname)
        price = (str(entry.price.amount), entry.price.currency) if entry.price else ()
        key = (fmt.lang, href, entry.name, str(entry.overall), price)
        if key not in self._known:
            self._known[key] = self._drawn("macros.html", "entry_item", entry, links, fmt)
        return self._known[key]

    def tag(self, tag: TagLink, links: Links) -> Markup:
        """Return a tag, as a link where it has a page."""
        page = links.tag(tag.slug)
        key = ("tag", page, tag.label)
        if key not in self._known:
            self._known[key] = self._drawn("macros.html", "tag_item", tag, page)
        return self._known[key]

    def cell(
        self, column: Column, value: Value, links: Links, fmt: Formats, labels: Labels
    ) -> Markup:
        """Return a cell of a list."""
        shown = repr(value)
        if column.type in ("name", "link") and value is not None:
            shown = f"{shown} {links(value.docname)} {links.picture(value.picture)}"  # type: ignore[union-attr]
        key = (fmt.lang, column.id, shown)
        if key not in self._known:
            self._known[key] = self._drawn("cells.html", "cell", column, value, links, fmt, labels)
        return self._known[key]
