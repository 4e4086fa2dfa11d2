"""The parser of documents: reviews are made from their prose, everything else as MyST does.

Hand-written pages go through MyST as the site configures it. Reviews never do: no front matter of
theirs can configure it, and what they may not contain is plain text in their prose already.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Parser as RstParser
from myst_parser.parsers.sphinx_ import MystParser

from ..model.blocks import Block, own_block
from ..model.pictures import no_portrait
from ..model.records import Review
from ..prose.read import reader_of
from .build import Build
from .domain import review_domain
from .guard import guard
from .nodes import review_block
from .prose_nodes import ProseNodes

IDLE = frozenset(
    {
        "AnonymousHyperlinks", "AutoIndexUpgrader", "CitationDefinitionTransform",
        "CitationReferenceTransform", "Decorations", "DefaultSubstitutions", "DocInfo", "DocTitle",
        "DoctestTransform", "ExtraTranslatableNodes", "GlossarySorter", "IndirectHyperlinks",
        "MoveModuleTargets", "RefOnlyBulletListTransform", "ReorderConsecutiveTargetAndIndexNodes",
        "ResolveSectionRefs", "SectionSubTitle", "SphinxSmartQuotes", "StripComments",
        "Substitutions", "Transitions", "Validate", "UnreferencedFootnotesDetector",
        "SortFootnotes", "CollectFootnotes", "AddSlugIds", "PrioritiseExplicitIds",
        "ResolveAnchorIds",
    }
)  # fmt: skip
"""Transforms with nothing to do in reviews, or nothing that their prose has not done already."""


class ReviewParser(MystParser):
    """Parse reviews ourselves, everything else as MyST does."""

    settings_spec = RstParser.settings_spec

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document from Markdown text."""
        env = document.settings.env
        build = review_domain(env).build
        review = build.catalogue.by_docname.get(env.current_document.docname)
        if review is None:
            super().parse(inputstring, document)
            return
        env.metadata[review.docname]["orphan"] = ""
        document["title"] = review.title
        catalogue = build.catalogue
        reader = reader_of(inputstring, review, catalogue.settings, catalogue.pictures)
        root = ProseNodes(review, reader, document, review_domain(env)).fill()
        guard(document, review, build)
        transformer = document.transformer
        transformer.transforms = [t for t in transformer.transforms if t[1].__name__ not in IDLE]
        review_domain(env).note_block(_add_blocks(root, review, build))


def _add_blocks(section: nodes.section, review: Review, build: Build) -> Block:
    """Put card and picture under the title, the context behind the text; return what is asked."""
    for what, index in (("head", 1), ("context", len(section) + 1)):
        block = own_block(review, what)
        section.insert(index, review_block(block=block))
    if review.image and not build.catalogue.picture_of(review):
        build.tell(no_portrait(review))
    elif review.image:
        picture = nodes.image(uri=review.image, alt=review.target_name, classes=["review-picture"])
        picture.source, picture.line = review.path, review.mark("image").line
        section.insert(2, picture)
    return block
