"""The pages of a review in a book, written from its text and the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model.blocks import Block, block_view, own_block
from ..model.diagnostics import AnyCode, Diagnostic, diagnostic
from ..model.pictures import no_portrait
from ..model.questions import Asked, in_review
from ..model.records import Review
from ..prose import tree
from ..prose.names import with_mentions
from ..prose.read import read_prose
from ..renderers.prose_typst import ProseTypst
from ..renderers.typst import Code
from ..renderers.typst_leaf import Leaf


class ReviewLeaf:
    """A review's pages: what they show, and what was found on the way."""

    def __init__(self, leaf: Leaf, review: Review, source: Path) -> None:
        """Read the text from the source directory."""
        self.leaf = leaf
        self.review = review
        self.findings: list[Diagnostic] = []
        catalogue = leaf.catalogue
        text = Path(source, review.path).read_text("utf-8", "replace")
        prose = read_prose(text, review, catalogue.settings, catalogue.pictures)
        self.findings += prose.refused
        self.writer = ProseTypst(
            leaf, with_mentions(prose, review, catalogue), self.tell, self.answer
        )

    def tell(self, code: AnyCode, line: int, message: str, value: str) -> None:
        """Note something that the book shows otherwise."""
        review = self.review
        finding = diagnostic(code, review.path, line, message, value=value, lang=review.lang)
        self.findings.append(finding)

    def lines(self) -> list[Code]:
        """Return the lines of Typst."""
        head = [*self.drawn("head"), *self.portrait()]
        return self.writer.page(self.review.target_name, head, self.drawn("context"))

    def drawn(self, what: str) -> list[Code]:
        """Return a part of the page that the catalogue answers."""
        return self.block(own_block(self.review, what))

    def answer(self, asked: Asked) -> list[Code]:
        """Return what a directive in the text asks for."""
        block, findings = in_review(self.leaf.catalogue, asked, self.review)
        self.findings += findings
        return self.block(block)

    def block(self, block: Block) -> list[Code]:
        """Return what the catalogue answers."""
        view = block_view(self.leaf.catalogue, block)
        return self.leaf.painter.block(view, self.leaf.level + 1)

    def portrait(self) -> Iterator[Code]:
        """Yield the picture of the subject, where the review has one."""
        review = self.review
        if path := self.leaf.catalogue.picture_of(review):
            line = review.mark("image").line
            yield self.writer.picture_block(tree.Picture(path, review.target_name, "", line))
        elif review.image:
            self.findings.append(no_portrait(review))
