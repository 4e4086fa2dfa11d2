"""Parse reviews with a Markdown that is closed to everything a stranger should not reach.

Hand-written pages go through MyST as the site configures it. Reviews never do: their front matter
is cut off before MyST could take it for configuration, they get one fixed set of syntax, and the
renderer and the guard refuse what is left.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Parser as RstParser
from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from ..model import frontmatter
from ..model.blocks import Block, own_block
from ..model.markdown import tame
from ..model.pictures import no_portrait
from ..model.records import Review
from ..model.text import drawable
from .build import Build
from .domain import review_domain
from .guard import guard
from .myst_renderer import ReviewRenderer
from .nodes import review_block

SYNTAX = MdParserConfig(
    enable_extensions={"dollarmath", "colon_fence", "deflist"},
    disable_syntax=["myst_line_comment", "myst_block_break", "myst_target", "front_matter"],
    heading_anchors=0,
    dmath_allow_labels=False,
    dmath_allow_digits=False,
    update_mathjax=False,
    suppress_warnings=["myst.header"],
)
"""The Markdown of reviews, the same on every site."""


IDLE = frozenset(
    {
        "AnonymousHyperlinks", "AutoIndexUpgrader", "CitationDefinitionTransform",
        "CitationReferenceTransform", "Decorations", "DefaultSubstitutions", "DocInfo", "DocTitle",
        "DoctestTransform", "ExtraTranslatableNodes", "GlossarySorter", "IndirectHyperlinks",
        "MoveModuleTargets", "RefOnlyBulletListTransform", "ReorderConsecutiveTargetAndIndexNodes",
        "ResolveSectionRefs", "SectionSubTitle", "SphinxSmartQuotes", "StripComments",
        "Substitutions", "Validate",
    }
)  # fmt: skip
"""Transforms with nothing to do: a review holds none of their nodes, yet each walks every page."""


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
        render(inputstring, review, build, document)
        guard(document, review, build)
        transformer = document.transformer
        transformer.transforms = [t for t in transformer.transforms if t[1].__name__ not in IDLE]
        review_domain(env).note_block(_add_blocks(document, review, build))


def render(text: str, review: Review, build: Build, document: nodes.document) -> None:
    """Render the body below a heading made of the subject's name, with true line numbers."""
    _, body, body_line = frontmatter.split(frontmatter.normalise(text))
    parser = _parser()
    parser.options["document"] = document
    parser.options["review"] = review
    parser.options["build"] = build
    env: dict[str, Any] = {}
    tokens = parser.parse("\n" * (body_line - 1) + drawable(body), env)
    parser.renderer.render([*_title(review), *_lower(tokens, review)], parser.options, env)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the one parser of all reviews; making one costs as much as parsing a page."""
    return tame(create_md_parser(SYNTAX, ReviewRenderer))


def _title(review: Review) -> list[Token]:
    """Return a heading whose text is the name, inert whatever it contains."""
    text = Token("text", "", 0, content=review.target_name)
    line = review.mark("target_name").line
    inline = Token(
        "inline", "", 0, content=review.target_name, children=[text], map=[line - 1, line]
    )
    opening = Token("heading_open", "h1", 1, markup="#", map=[line - 1, line], block=True)
    return [opening, inline, Token("heading_close", "h1", -1, markup="#", block=True)]


def _lower(tokens: list[Token], review: Review) -> list[Token]:
    """Drop a first heading that repeats the title; keep any other below the document's own."""
    kept: list[Token] = []
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.type == "heading_open" and token.tag == "h1":
            if tokens[index + 1].content.strip() in (review.title, review.target_name):
                skip = 2
            else:
                kept.append(token.copy(tag="h2"))
        else:
            kept.append(token)
    return kept


def _add_blocks(document: nodes.document, review: Review, build: Build) -> Block:
    """Put card and picture under the title, the context behind the text; return what is asked."""
    section = next(document.findall(nodes.section))
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
