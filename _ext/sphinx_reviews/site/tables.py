"""Tables of prose under our own theme: each in a box that scrolls, for the keyboard as well."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from ..documents.domain import review_domain


class table_box(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The box around a table; ``label`` names it to readers who cannot see it."""


class BoxTables(SphinxPostTransform):
    """Put each table into a box, under the theme that styles it."""

    default_priority = 999
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Put each table that stands in no other into a box of its own."""
        theme = getattr(review_domain(self.env).builder, "theme", None)
        if theme is None or theme.name != "reviews":
            return
        for number, table in enumerate(list(self.document.findall(nodes.table)), start=1):
            if not isinstance(table.parent, table_box):
                box = table_box("", label=self._label(table, number))
                table.parent.replace(table, box)
                box.append(table)

    def _label(self, table: nodes.table, number: int) -> str:
        """Return the table's own title, else its number: no two boxes of a page share a name."""
        domain = review_domain(self.env)
        title = next(iter(table.findall(nodes.title)), None)
        lang = domain.catalogue.lang_of(self.env.docname) or self.config.language or "en"
        word = domain.language(lang).gettext("Table")
        return title.astext() if title else f"{word} {number}"


def visit_html(translator: HTML5Translator, node: table_box) -> None:
    """Open the box."""
    attributes = {"role": "region", "tabindex": "0", "aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "div", CLASS="table-wrapper", **attributes))


def depart_html(translator: HTML5Translator, node: table_box) -> None:
    """Close the box."""
    translator.body.append("</div>\n")
