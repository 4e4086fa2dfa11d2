"""LaTeX: what a review brings into a book is text, checked again where the book is put together.

TeX is a language in which text can run. Sphinx's writer escapes text by itself; formulas, raw
pieces and the names of pictures it writes as they are, so here these are held to what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..documents.domain import review_domain
from ..documents.report import source_of
from ..model.diagnostics import Code, diagnostic
from ..model.safety import math_problem
from .mathml import mathml

LINE_BREAKS = frozenset({"\\\\"})
"""The raw LaTeX that a review's text may become."""

PICTURES = (".png", ".jpg", ".jpeg")
"""The pictures of reviews that TeX can show."""

_COMMAND = re.compile(r"(\\[A-Za-z]+)(?=[^\x00-\x7f])")
_DISPLAY = re.compile(r"(\\(?:begin|end)\s*)\{(?:align|gather|equation)\*?\}")


LISTS = (
    nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.block_quote,
    nodes.line_block,
)  # fmt: skip
MAX_LISTS = 4
"""How deep lists may stand in each other; LaTeX gives up at the seventh, counting its own."""


def depth(node: nodes.Node) -> int:
    """Return how many lists a node stands in, itself counted."""
    levels = int(isinstance(node, LISTS))
    while node.parent is not None:
        node = node.parent
        levels += isinstance(node, LISTS)
    return levels


def formula(tex: str) -> str:
    """Return a formula as TeX shall read it; raise ValueError where it may or can not be set.

    Letters of other scripts end a command for everybody but LuaTeX, and Sphinx puts each formula
    into an environment of its own, in which another display cannot stand.
    """
    if problem := math_problem(tex):
        raise ValueError(problem)
    mathml(tex, "block")
    return _DISPLAY.sub(r"\1{aligned}", _COMMAND.sub(r"\1 ", tex))


class LatexWall(SphinxPostTransform):
    """Write as text what a review may not hand to TeX."""

    default_priority = 900
    """Behind all others, so that nothing is put in afterwards."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        """Check the parts of the book that are reviews; hand-written pages are the owner's."""
        reviews = review_domain(self.env).catalogue.by_docname
        for docname, part in self.parts():
            if docname in reviews:
                for node in list(part.findall()):
                    self.check(node)

    def parts(self) -> Iterator[tuple[str, nodes.Element]]:
        """Yield the documents that the book is put together from."""
        yield self.env.current_document.docname, self.document
        for part in self.document.findall(addnodes.start_of_file):
            yield part["docname"], part

    def check(self, node: nodes.Node) -> None:
        """Replace one node where TeX would read more than text in it."""
        if isinstance(node, nodes.math | nodes.math_block):
            self.check_formula(node)
        elif isinstance(node, nodes.raw) and "latex" in node.get("format", "").split():
            if node.astext() not in LINE_BREAKS:
                node.parent.replace(node, nodes.Text(node.astext()))
        elif isinstance(node, nodes.image):
            self.check_picture(node)
        elif isinstance(node, LISTS) and depth(node) > MAX_LISTS:
            node.replace_self(nodes.paragraph("", node.astext()))

    def check_formula(self, node: nodes.Element) -> None:
        """Hand on a formula that is allowed; show any other as it was written."""
        try:
            node.children = [nodes.Text(formula(node.astext()))]
        except ValueError as error:
            text = node.astext()
            message = f"the formula cannot be set ({error}) and is shown as it was written"
            self.tell(Code.LATEX_MATH, node, message, text)
            kind = nodes.literal if isinstance(node, nodes.math) else nodes.literal_block
            node.replace_self(kind(text, text))

    def check_picture(self, node: nodes.image) -> None:
        """Show the alternative text of a picture that is not there or of no kind that TeX reads."""
        if not node["uri"].lower().endswith(PICTURES) or node["uri"] not in self.env.images:
            message = "TeX cannot show this picture; its alternative text stands instead"
            self.tell(Code.LATEX_IMAGE, node, message, node["uri"])
            text = node.get("alt", "") or node["uri"]
            node.replace_self(nodes.inline(text, text))

    def tell(self, code: Code, node: nodes.Node, message: str, value: str) -> None:
        """Tell of something that the book shows otherwise."""
        finding = diagnostic(code, *source_of(node, self.env), message, value=value)
        review_domain(self.env).build.tell(finding)
