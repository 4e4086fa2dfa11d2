"""Formulas as MathML, which browsers draw themselves: no script, nothing from another host."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from ..documents.domain import review_domain
from ..documents.report import source_of
from ..model.diagnostics import Code, diagnostic

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
ELEMENTS = frozenset(
    [
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    ]
)
ATTRIBUTES = frozenset(
    [
        "accent",
        "columnalign",
        "columnlines",
        "columnspacing",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "linebreak",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "notation",
        "rowlines",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "width",
    ]
)
"""The converter passes some characters through as they are, so its result is held to these."""


_SIZES = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|[Ll]arge|LARGE|[Hh]uge)(?![A-Za-z])"
)
_AWAY = {ord("<"): "\ue000", ord(">"): "\ue001"}
_BACK = {0xE000: "<", 0xE001: ">"}
"""Characters that are markup in XML pass through the converter as private ones."""


@lru_cache(maxsize=512)
def mathml(tex: str, display: str) -> str:
    """Return a formula as MathML, ``display`` being ``inline`` or ``block``.

    Raises ValueError where the formula cannot be converted to MathML and nothing else.
    """
    ElementTree.register_namespace("", NAMESPACE[1:-1])
    try:
        markup = convert(_plain(tex), display=display)
        root = ElementTree.fromstring(markup)  # noqa: S314 - the converter writes no entities
    except Exception as error:
        raise ValueError(str(error) or type(error).__name__) from error
    for element in root.iter():
        known = element.tag.removeprefix(NAMESPACE) in ELEMENTS
        if not known or not ATTRIBUTES.issuperset(element.attrib):
            raise ValueError("it does not convert to plain MathML")
        element.text = (element.text or "").translate(_BACK) or None
    return ElementTree.tostring(root, encoding="unicode")


def _plain(tex: str) -> str:
    """Return the formula without sizes and markup, with names that the converter knows."""
    for name, known in (("aligned", "align*"), ("gathered", "gather*"), ("split", "align*")):
        tex = tex.replace(f"{{{name}}}", f"{{{known}}}")
    return _SIZES.sub(" ", tex).translate(_AWAY)


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Draw a formula within a line."""
    _draw(translator, node, "inline")


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Draw a formula of its own."""
    translator.body.append(translator.starttag(node, "div", "", CLASS="math rv-formula"))
    _draw(translator, node, "block")


def _draw(translator: HTML5Translator, node: nodes.Element, display: str) -> None:
    try:
        translator.body.append(mathml(node.astext(), display))
    except ValueError as error:
        env = translator.builder.env
        message = f"the formula cannot be drawn ({error}) and is shown as it was written"
        finding = diagnostic(Code.HTML_MATH, *source_of(node, env), message, value=node.astext())
        review_domain(env).build.tell(finding)
        code = Markup("<code>{}</code>").format(node.astext())
        translator.body.append(str(code))
    if display == "block":
        translator.body.append("</div>\n")
    raise nodes.SkipNode
