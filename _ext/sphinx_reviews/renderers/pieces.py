"""Small pieces of pages that come again and again, each drawn once from its template."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from ..model.columns import Named

if TYPE_CHECKING:
    from ..model.addresses import Links
    from ..model.columns import Column, Value
    from ..model.entries import Entry, Score, TagLink
    from ..model.formats import Formats
    from ..model.labels import Labels


MOST_ROWS = 1 << 14
"""Rows that are kept at once: some 20 MB."""


class Pieces:
    """What the macros of the templates draw, kept under all that they show."""

    def __init__(self, templates: Environment) -> None:
        """Begin without any."""
        self._templates = templates
        self._known: dict[tuple[Hashable, ...], Markup] = {}
        self._rows: dict[tuple[Hashable, ...], tuple[Sequence[Value], Markup]] = {}

    def _once(
        self, key: tuple[Hashable, ...], template: str, macro: str, *values: object
    ) -> Markup:
        """Return what a macro draws of values; ``key`` holds all of them that it shows."""
        known = self._known.get((macro, *key))
        if known is None:
            draw = getattr(self._templates.get_template(template).module, macro)
            known = self._known[macro, *key] = Markup(draw(*values))  # noqa: S704 - it escapes
        return known

    def score(self, score: Score, fmt: Formats) -> Markup:
        """Return a criterion's bar and number."""
        key = (fmt.lang, score.criterion, score.name, str(score.value), score.share)
        return self._once(key, "macros.html", "score_row", score, fmt)

    def entry(self, entry: Entry, links: Links, fmt: Formats) -> Markup:
        """Return another review's link, score and price."""
        href = links(entry.docname)
        price = (str(entry.price.amount), entry.price.currency) if entry.price else ()
        key = (fmt.lang, href, entry.name, str(entry.overall), price)
        return self._once(key, "macros.html", "entry_item", entry, links, fmt)

    def tag(self, tag: TagLink, links: Links) -> Markup:
        """Return a tag, as a link where it has a page."""
        page = links.tag(tag.slug)
        return self._once((page, tag.label), "macros.html", "tag_item", tag, page)

    def cell(
        self, column: Column, value: Value, links: Links, fmt: Formats, labels: Labels
    ) -> Markup:
        """Return a cell of a list."""
        text = repr(value)
        if column.type in ("name", "link") and value is not None:
            text = f"{text} {links(value.docname)} {links.picture(value.picture)}"  # type: ignore[union-attr]
        key = (fmt.lang, column.id, text)
        return self._once(key, "cells.html", "cell", column, value, links, fmt, labels)

    def row(
        self,
        columns: Sequence[Column],
        values: Sequence[Value],
        links: Links,
        fmt: Formats,
        labels: Labels,
    ) -> Markup:
        """Return the cells of a row; lists that show the same of a review share one record."""
        ways = [
            (links(value.docname), links.picture(value.picture))
            for value in values
            if isinstance(value, Named)
        ]
        key = (fmt.lang, id(values), *(column.id for column in columns), *ways)
        # What is kept holds the record: no other can get its id meanwhile.
        kept = self._rows.get(key)
        if kept is None:
            cells = (
                self.cell(column, value, links, fmt, labels)
                for column, value in zip(columns, values, strict=True)
            )
            if len(self._rows) >= MOST_ROWS:
                self._rows.clear()
            drawn = Markup("".join(cells))  # noqa: S704 - each was drawn by a template
            kept = self._rows[key] = values, drawn
        return kept[1]
