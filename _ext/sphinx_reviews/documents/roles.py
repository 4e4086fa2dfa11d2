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
        use = Use(self.kind, self.target, lang, self.lineno)
        if not self.rawtext.lstrip(":{").startswith("external"):
            domain.note_use(docname, use)
        placeholder = named(docname, use, self.title if self.has_explicit_title else "")
        self.set_source_info(placeholder)
        return [placeholder], []


def named(docname: str, use: Use, text: str) -> addnodes.pending_xref:
    """Return the placeholder of the link to what a page names."""
    placeholder = addnodes.pending_xref(
        "",
        nodes.inline("", text or use.ref, classes=["review-name"]),
        refdomain="review",
        reftype=use.kind,
        reftarget=use.ref,
        refexplicit=bool(text),
        refdoc=docname,
        refwarn=False,
    )
    placeholder["review-lang"] = use.lang
    return placeholder


ROLES = {kind: ReviewRole(kind) for kind in ("product", "company", "tag")}
