"""The directive ``review-contents``: every review of a language, by maker.

On the web it is a page of links. A book needs its chapters in a table of contents, so for builders
that make one document of many it leaves a real one; no other builder ever sees a review in a
table of contents, which would cost each page a walk over all of them.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ..model.blocks import makers
from .directives import BlockDirective
from .domain import review_domain

BOOKS = frozenset({"latex", "texinfo", "man", "singlehtml", "epub"})
"""The builders that take their documents from tables of contents."""


class ReviewContentsDirective(BlockDirective):
    """List every review by maker, or make chapters of them."""

    what = "review-contents"

    def run(self) -> list[nodes.Node]:
        """Leave a block for pages, a table of contents for books; note which, to read it again."""
        domain = review_domain(self.env)
        result = super().run()
        docname = self.env.current_document.docname
        book = domain.builder.name in BOOKS
        lang = self.question().block.lang
        listed = [r.docname for _, group in makers(domain.catalogue, lang) for r in group]
        domain.data["contents"][docname] = listed if book else []
        return [self.chapters(listed)] if book else result

    def chapters(self, docnames: list[str]) -> nodes.Node:
        """Return a table of contents of all reviews."""
        toctree = addnodes.toctree()
        toctree.update_all_atts(
            {
                "parent": self.env.current_document.docname,
                "entries": [(None, docname) for docname in docnames],
                "includefiles": docnames,
                "maxdepth": 1,
                "caption": None,
                "rawcaption": "",
                "glob": False,
                "hidden": True,
                "includehidden": False,
                "numbered": 0,
                "titlesonly": True,
            }
        )
        self.set_source_info(toctree)
        return nodes.compound("", toctree, classes=["toctree-wrapper"])
