"""How a page stands in a book, and what every page writes alike: headings, anchors, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from .typst import Code, call, quote
from .typst_blocks import Painter
from .typst_math import formula

Target = Callable[[str], Code | None]
"""From ``docname``, ``docname#id`` or ``/permalink/`` to a label or an address, or to nothing."""

RULE = Code("align(center, line(length: 30%, stroke: rule))")
"""A line across."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """How a page stands in the book: whose it is, at which level its title stands, and as what."""

    docname: str
    lang: str
    catalogue: Catalogue
    painter: Painter
    target: Target
    picture: Callable[[str], str]
    """From an image's path in the source directory to its name in the book, or nothing."""

    level: int = 1
    kind: str = "chapter"

    def anchor(self, identifier: str) -> Code:
        """Return the mark of a place on the page."""
        return call("anchor", f"{self.docname}#{identifier}")

    def label(self, identifier: str) -> Code:
        """Return the target of a link to a place on the page."""
        return call("label", f"{self.docname}#{identifier}")

    def headline(self, body: Code, depth: int, level: int, ids: Sequence[str]) -> Iterator[Code]:
        """Yield a heading and the anchors of its ids; ``depth`` 1 is the page's title."""
        kind = self.kind if depth == 1 else "section" if depth == 2 else "minor"
        own = [self.docname] if depth == 1 else [f"{self.docname}#{n}" for n in ids[:1]]
        yield call(
            "headline", body, kind=kind, level=level, outlined=depth == 1,
            target=own[0] if own else None,
        )  # fmt: skip
        yield from map(self.anchor, ids if depth == 1 else ids[1:])


def linked(target: Code | None, body: Code) -> Code:
    """Return a link into the book or out of it; what leads nowhere is its text."""
    if target is None:
        return body
    return Code(f"{'inner' if target.startswith('label(') else 'outer'}({target}, {body})")


def formula_call(tex: str, *, display: bool) -> Code:
    """Return a formula with its source as its text; raise UnknownFormula where it has no form."""
    return call("formula", tex, display, formula(tex))


def raw(text: str) -> Code:
    """Return code within a line."""
    return Code(f"raw({quote(text)})")
