"""Links from documents to reviews whose pages are drawn: Sphinx knows no document of theirs."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from .domain import review_domain


class ReviewFileLinks(SphinxPostTransform):
    """Resolve ``{doc}`` and Markdown links to the files of reviews."""

    default_priority = 8
    """Before MyST (9) and Sphinx (10) look for a document of the name."""

    def run(self, **kwargs: object) -> None:
        """Replace each link to a review that is no document."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            docname = self.target(node)
            if docname and docname not in self.env.all_docs:
                self.resolve(node, docname)

    def target(self, node: addnodes.pending_xref) -> str:
        """Return the document name that a link asks for, an empty string for any other link."""
        if node.get("reftype") == "doc" and node.get("refdomain") == "std":
            return docname_join(node.get("refdoc", ""), node["reftarget"])
        if node.get("reftype") == "myst" and node.get("refdomain") == "doc":
            return str(node["reftarget"])
        return ""

    def resolve(self, node: addnodes.pending_xref, docname: str) -> None:
        """Point the link at the review's page."""
        domain = review_domain(self.env)
        review = domain.catalogue.by_docname.get(docname)
        if review is None:
            return
        label = nodes.inline("", "", classes=["doc"])
        if node.get("refexplicit"):
            label += node[0].children if len(node) else []
        else:
            label += nodes.Text(review.target_name)
        here = self.env.current_document.docname
        fragment = node.get("reftargetid") or ""
        node.replace_self(make_refnode(domain.builder, here, docname, fragment, label))
