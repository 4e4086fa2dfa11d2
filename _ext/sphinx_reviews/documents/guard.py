"""Look once more at a parsed review: nothing may be in it that reviews may not contain.

The catalogue tells of forbidden content from the text alone, on every build. What only the parser
finds is told here, so that nothing is refused in silence and nothing is told twice.
"""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from ..model.diagnostics import Code, diagnostic
from ..model.pictures import reached
from ..model.records import Review
from ..model.safety import link_problem, math_problem
from ..model.settings import Settings
from .build import Build
from .nodes import review_block, score_badge

ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Text, nodes.document, nodes.section, nodes.title, nodes.paragraph, nodes.inline,
    nodes.emphasis, nodes.strong, nodes.literal, nodes.literal_block, nodes.doctest_block,
    nodes.subscript, nodes.superscript, nodes.abbreviation, nodes.reference, nodes.target,
    nodes.bullet_list, nodes.enumerated_list, nodes.list_item, nodes.definition_list,
    nodes.definition_list_item, nodes.term, nodes.classifier, nodes.definition,
    nodes.block_quote, nodes.attribution, nodes.transition, nodes.line_block, nodes.line,
    nodes.table, nodes.tgroup, nodes.colspec, nodes.thead, nodes.tbody, nodes.row, nodes.entry,
    nodes.image, nodes.figure, nodes.caption, nodes.legend, nodes.rubric, nodes.container,
    nodes.footnote, nodes.footnote_reference, nodes.label, nodes.math, nodes.math_block,
    nodes.note, nodes.tip, nodes.hint, nodes.warning, nodes.caution, nodes.attention,
    nodes.important, nodes.danger, nodes.admonition, nodes.comment, nodes.system_message,
    nodes.problematic, addnodes.pending_xref, addnodes.seealso, review_block, score_badge,
)  # fmt: skip
"""Every node a review may consist of; anything else is removed and told."""


def guard(document: nodes.document, review: Review, build: Build) -> None:
    """Remove what reviews may not contain, tell of it, and switch off what reviews do not need."""
    for node in list(document.findall()):
        if type(node) not in ALLOWED and not _line_break(node):
            _remove(node, review, build)
        elif isinstance(node, nodes.reference):
            _check_reference(node, review, build)
        elif isinstance(node, nodes.math | nodes.math_block):
            _check_formula(node, review, build)
        elif isinstance(node, nodes.image | nodes.figure):
            for attribute in ("width", "height", "scale"):
                node.attributes.pop(attribute, None)
            if isinstance(node, nodes.image):
                _check_picture(node, review, build)


def refuse(build: Build, code: Code, review: Review, line: int, message: str, value: str) -> None:
    """Tell of refused content unless the catalogue has told it already for this line."""
    build.tell(diagnostic(code, review.path, line, message, value=value, lang=review.lang))


def _line_break(node: nodes.Node) -> bool:
    """Tell whether a raw node is a line break."""
    return isinstance(node, nodes.raw) and node.astext() in ("<br />", "\\\\")


def _remove(node: nodes.Node, review: Review, build: Build) -> None:
    if node.parent is None:
        return
    line = node.line or review.body_line
    message = "reviews may not contain this"
    refuse(build, Code.CONTENT_NODE, review, line, message, type(node).__name__)
    node.parent.replace(node, as_written(node, node.astext()))


def _check_reference(node: nodes.reference, review: Review, build: Build) -> None:
    target = node.get("refuri", "")
    folder = build.catalogue.settings.folder
    problem = link_problem(target, path=review.path, folder=folder) if target else ""
    if problem:
        line = node.line or review.body_line
        refuse(build, Code.CONTENT_LINK, review, line, f"this link {problem}", target)
        node.replace_self(list(node.children))


def _check_formula(node: nodes.Element, review: Review, build: Build) -> None:
    """Show as text what a role or a directive would make a formula of, unless it may be one."""
    for attribute in ("label", "number", "no-wrap", "nowrap"):
        node.attributes.pop(attribute, None)
    problem = math_problem(node.astext())
    if problem:
        line = node.line or (node.parent.line if node.parent else 0) or review.body_line
        refuse(build, Code.CONTENT_MATH, review, line, problem, node.astext())
        node.replace_self(as_written(node, node.astext()))


def as_written(node: nodes.Node, text: str) -> nodes.Node:
    """Return text to show in place of a node, within a line or by itself."""
    inline = isinstance(node, nodes.Inline) or isinstance(node.parent, nodes.TextElement)
    return nodes.literal(text, text) if inline else nodes.literal_block(text, text)


def picture_problem(target: str, review: Review, settings: Settings) -> str:
    """Return why a review may not show the picture, or an empty string."""
    return link_problem(target, path=review.path, folder=settings.folder, image=True)


def _check_picture(node: nodes.image, review: Review, build: Build) -> None:
    """Show text in place of a picture that is taken from elsewhere or may not be published."""
    target = node.get("uri", "")
    line = node.line or (node.parent.line if node.parent else 0) or review.body_line
    problem = picture_problem(target, review, build.catalogue.settings)
    if problem:
        refuse(build, Code.CONTENT_LINK, review, line, f"this picture {problem}", target)
    elif reached(target, review.path) not in build.catalogue.pictures:
        message = "no picture that may be published stands there"
        refuse(build, Code.CONTENT_PICTURE, review, line, message, target)
    else:
        node["uri"] = unquote(target)
        return
    node.replace_self(as_written(node, node.get("alt", "") or target))
