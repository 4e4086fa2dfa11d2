"""The roles ``{product}``, ``{company}`` and ``{tag}``, with an optional text: ``text <ref>``."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole

from .domain import Use, review_domain


class ReviewRole(ReferenceRole):
    """A link to a review or a tag, resolved when pages are written."""

    def __init__(self, kind: str) -> None:
        """Make the role of a kind: ``product``, ``company`` or ``tag``."""
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a placeholder and note what it names, unless another project is asked."""
        domain = review_domain(self.env)
        docname = self.env.current_document.docname
        lang = domain.catalogue.lang_of(docname) or next(iter(domain.catalogue.settings.languages))
        if not self.rawtext.lstrip(":{").startswith("external"):
            domain.note_use(docname, Use(self.kind, self.target, lang, self.lineno))
        placeholder = addnodes.pending_xref(
            self.rawtext,
            refdomain="review",
            reftype=self.kind,
            reftarget=self.target,
            refexplicit=self.has_explicit_title,
            refdoc=docname,
            refwarn=False,
        )
        placeholder["review-lang"] = lang
        placeholder += nodes.inline(self.rawtext, self.title, classes=["review-name"])
        self.set_source_info(placeholder)
        return [placeholder], []


ROLES = {kind: ReviewRole(kind) for kind in ("product", "company", "tag")}
