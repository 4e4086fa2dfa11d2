"""How each output format visits our nodes, and the post-transform that fills blocks elsewhere."""

from __future__ import annotations

from decimal import Decimal

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.writers.html5 import HTML5Translator

from ..documents import fallback
from ..documents.domain import ReviewDomain, review_domain
from ..documents.nodes import review_block, score_badge
from ..model.blocks import Block
from ..model.extras import OwnView
from ..model.lists import ListView, page_of
from ..model.views import Badge
from .page_links import page_links


def visit_block_html(translator: HTML5Translator, node: review_block) -> None:
    """Draw a block from its template."""
    domain = review_domain(translator.builder.env)
    block: Block = node["block"]
    view = domain.view(block)
    if block.paged and isinstance(view, ListView):
        view = page_of(view, 1, domain.catalogue.settings.page_size)
    links = page_links(domain, translator.builder.current_docname, block.lang, block)
    translator.body.append(str(domain.html.block(view, links)))
    raise nodes.SkipNode


def visit_badge_html(translator: HTML5Translator, node: score_badge) -> None:
    """Draw a section's score."""
    domain = review_domain(translator.builder.env)
    value, high = Decimal(node["value"]), Decimal(node["high"])
    badge = Badge(node["criterion"], value, high, node["share"])
    translator.body.append(str(domain.html.badge(badge, node["lang"])))
    raise nodes.SkipNode


def skip(translator: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Pass over a node that the post-transform has replaced already."""
    raise nodes.SkipNode


class FillBlocks(SphinxPostTransform):
    """Show blocks and badges with standard nodes where the output is not HTML."""

    default_priority = 5
    """Before Sphinx resolves references (10), so that nothing it does passes our nodes by."""

    def is_supported(self) -> bool:
        """Work for every output but the one that draws all views itself."""
        return review_domain(self.env).builder.format != "html"

    def run(self, **kwargs: object) -> None:
        """Replace each of our nodes."""
        domain = review_domain(self.env)
        for node in list(self.document.findall(review_block)):
            if domain.builder.format != "typst" or self.is_own(domain, node["block"]):
                node.replace_self(self.filled(domain, node["block"]))
        if domain.builder.format == "typst":
            return
        for badge in list(self.document.findall(score_badge)):
            lang = domain.language(badge["lang"])
            drawn = fallback.badge(
                badge["value"], Decimal(badge["high"]), lang.labels, lang.formats
            )
            badge.replace_self(drawn)
        if domain.builder.format == "latex":
            self.mark_sources()

    def mark_sources(self) -> None:
        """Mark the sources that citations lead to: LaTeX's writer passes over ids of list items."""
        for item in self.document.findall(nodes.list_item):
            if item["ids"] and item.children:
                first = item[0] if isinstance(item[0], nodes.TextElement) else item
                first.insert(0, nodes.target("", "", ids=item["ids"]))

    def is_own(self, domain: ReviewDomain, block: Block) -> bool:
        """Tell whether another extension draws the block: books know only our views."""
        return isinstance(domain.view(block), OwnView)

    def filled(self, domain: ReviewDomain, block: Block) -> list[nodes.Node]:
        """Return a block's standard nodes."""
        docname = self.env.current_document.docname

        def link(target: str, text: str) -> nodes.Node:
            if not target:
                return nodes.Text(text)
            try:
                return make_refnode(domain.builder, docname, target, "", nodes.Text(text))
            except NoUri:
                return nodes.Text(text)

        lang = domain.language(block.lang)
        filler = fallback.Filler(lang.labels, lang.formats, link)
        return filler.fill(domain.view(block))
