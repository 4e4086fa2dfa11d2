"""Pages as Typst source: one visitor over the nodes that MyST and our directives make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.locale
from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from ..documents.domain import review_domain
from ..documents.nodes import review_block, score_badge
from ..documents.report import source_of
from ..model.blocks import block_view
from ..model.diagnostics import Code as Finding
from ..model.diagnostics import diagnostic
from ..model.words import words
from .typst import Code, block, call, flow, quote, value
from .typst_leaf import RULE, Leaf, formula_call, linked, raw
from .typst_math import UnknownFormula

if TYPE_CHECKING:
    from sphinx.builders import Builder


@dataclass(slots=True)
class _Table:
    columns: int = 1
    header: list[Code] = field(default_factory=list)
    body: list[Code] = field(default_factory=list)
    in_header: bool = False


_WRAPPED = {
    "emphasis": "emph", "strong": "strong", "superscript": "super", "subscript": "sub",
    "title_reference": "emph", "literal_emphasis": "emph", "literal_strong": "strong",
    "block_quote": "quotation", "caption": "small", "legend": "small", "attribution": "small",
    "rubric": "caption-of", "system_message": "small",
}  # fmt: skip

_PLAIN = (
    "document", "inline", "container", "compound", "tgroup", "compact_paragraph",
    "line_block", "topic", "sidebar", "glossary", "centered", "generated", "problematic", "bullet",
    "start_of_file", "legend_text", "field_body", "field_name", "classifier", "manpage",
)  # fmt: skip

_SILENT = (
    "comment", "index", "substitution_definition", "colspec", "meta", "highlightlang", "pending",
    "tabular_col_spec", "toctree", "title_block", "decoration", "acks_marker",
)  # fmt: skip

_NOTICES = {
    "note": "Note", "tip": "Tip", "hint": "Hint", "warning": "Warning", "caution": "Caution",
    "attention": "Attention", "important": "Important", "danger": "Danger", "error": "Error",
    "seealso": "See also",
}  # fmt: skip


class TypstTranslator(SphinxTranslator):
    """Turn one page into the lines of a code block."""

    leaf: Leaf

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        """Prepare for one page; ``render`` says how it stands in the book."""
        super().__init__(document, builder)
        self.frames: list[list[str]] = [[]]
        self.tables: list[_Table] = []
        self.depth = 0
        self.level = 0
        self.ids: set[str] = set()

    def render(self, leaf: Leaf) -> list[str]:
        """Return the page's lines."""
        self.leaf = leaf
        self.level = leaf.level - 1
        self.ids = {name for node in self.document.findall(nodes.Element) for name in node["ids"]}
        self.document.walkabout(self)
        return self.frames[0]

    # Frames: what a node's children give is collected, then wrapped.

    def put(self, line: str) -> None:
        """Add a line to the innermost frame."""
        self.frames[-1].append(line)

    def begin(self, node: nodes.Element | None = None) -> None:
        """Open a frame; anchors of the node's ids stand first in it."""
        self.frames.append([])
        for name in node["ids"] if node is not None else ():
            self.put(self.leaf.anchor(name))

    def end(self) -> Code:
        """Close a frame and return its content."""
        return block(self.frames.pop())

    def unknown_visit(self, node: nodes.Node) -> None:
        """Tell of a node that has no form here, and show its text."""
        name = type(node).__name__
        self.tell(Finding.PDF_NODE, node, "the PDF has no form for this; its text is shown", name)
        text = node.astext().strip()
        if text:
            inline = isinstance(node, nodes.Inline) or isinstance(node.parent, nodes.TextElement)
            self.put(quote(flow(text)) if inline else f"par({quote(flow(text))})")
        raise nodes.SkipNode

    def tell(self, code: Finding, node: nodes.Node, message: str, value: str) -> None:
        """Tell of something that the book shows otherwise."""
        env = self.builder.env
        finding = diagnostic(code, *source_of(node, env), message, value=value)
        review_domain(env).build.tell(finding)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Do nothing."""

    # Text and inline nodes

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils names it so
        """Put the text as a string literal."""
        text = flow(str(node))
        place = node.parent.index(node)
        before = node.parent[place - 1] if place else None
        broken = isinstance(before, nodes.raw) and before["format"] == "latex"
        if text and not (broken and text.isspace()):
            self.put(quote(text))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Do nothing."""

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Open an abbreviation."""
        self.begin(node)

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """Close an abbreviation; paper shows at once what a screen shows on demand."""
        meaning = node.get("explanation", "")
        if meaning:
            self.put(value(f" ({meaning})"))
        self.put(self.end())

    def visit_literal(self, node: nodes.Element) -> None:
        """Show code within a line."""
        self.put(raw(node.astext()))
        raise nodes.SkipNode

    def visit_math(self, node: nodes.Element) -> None:
        """Set a formula."""
        self._formula(node, display=False)

    def visit_math_block(self, node: nodes.Element) -> None:
        """Set a formula on lines of its own."""
        self._formula(node, display=True)

    def _formula(self, node: nodes.Element, *, display: bool) -> None:
        tex = node.astext()
        try:
            self.put(formula_call(tex, display=display))
        except UnknownFormula as unknown:
            message = f"the PDF cannot set {unknown} in a formula; its source is shown"
            self.tell(Finding.PDF_MATH, node, message, tex)
            self.put(raw(tex))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.Element) -> None:
        """Keep the line breaks that MyST writes as raw HTML; pass over other outputs' own text."""
        if "html" in node.get("format", "").split():
            text = node.astext().strip()
            if text.startswith("<br"):
                self.put("linebreak()")
            elif text not in ("<s>", "</s>"):
                self.unknown_visit(nodes.raw("", text, format="html"))
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link."""
        self.begin(node)

    def depart_reference(self, node: nodes.Element) -> None:
        """Close a link: into the book, out of it, or to nowhere."""
        self.put(linked(self._target(node), self.end()))

    def _target(self, node: nodes.Element) -> Code | None:
        if refid := node.get("refid"):
            return self.leaf.label(refid) if refid in self.ids else None
        uri = str(node.get("refuri", ""))
        if uri.startswith("%"):
            return self.leaf.target(uri[1:])
        if uri.startswith("/"):
            return self.leaf.target(uri)
        return quote(uri) if "://" in uri or uri.startswith("mailto:") else None

    def visit_target(self, node: nodes.Element) -> None:
        """Mark a place."""
        self._anchors(node)

    def depart_target(self, node: nodes.Element) -> None:
        """Do nothing."""

    def _anchors(self, node: nodes.Element) -> None:
        for name in node["ids"]:
            self.put(self.leaf.anchor(name))

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Link to a footnote."""
        self.begin(node)
        self.put(quote(node.astext()))
        body = Code(f"super({self.end()})")
        target = self._target(node)
        self.put(f"inner({target}, {body})" if target else body)
        raise nodes.SkipNode

    def visit_image(self, node: nodes.Element) -> None:
        """Show a picture with its text; the text alone where the file cannot be shown."""
        alt = node.get("alt") or node.get("uri", "")
        name = self.leaf.picture(str(node.get("uri", "")))
        if name:
            inline = isinstance(node.parent, nodes.TextElement)
            self.put(call("picture", name, alt=alt, inline=inline))
        else:
            message = "the PDF cannot show this picture; its text is shown"
            self.tell(Finding.PDF_IMAGE, node, message, str(node.get("uri", "")))
            self.put(call("emph", alt))
        raise nodes.SkipNode

    # Blocks

    def visit_section(self, node: nodes.Element) -> None:
        """Go one level down."""
        self.depth += 1

    def depart_section(self, node: nodes.Element) -> None:
        """Come one level up."""
        self.depth -= 1

    def visit_title(self, node: nodes.Element) -> None:
        """Open a heading, or the name of a table or notice."""
        self.begin()

    def depart_title(self, node: nodes.Element) -> None:
        """Close a heading; levels never jump, as accessible documents require."""
        body = self.end()
        if not isinstance(node.parent, nodes.section | nodes.document):
            self.put(f"caption-of({body})")
            return
        depth = max(self.depth, 1)
        self.level = min(self.leaf.level + depth - 1, self.level + 1)
        for line in self.leaf.headline(body, depth, self.level, node.parent["ids"]):
            self.put(line)

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Open a paragraph."""
        self.begin(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Close a paragraph; the first of a list item or cell is the item's own line."""
        body = self.end()
        tight = (nodes.list_item, nodes.entry, nodes.definition, nodes.footnote)
        parent = node.parent
        beside = 1 if isinstance(parent, nodes.footnote) else 0
        first = parent is not None and len(parent) > beside and parent[beside] is node
        bare = (first and isinstance(node.parent, tight)) or holds_blocks(node)
        self.put(body if bare else f"par({body})")

    def visit_bullet_list(self, node: nodes.Element) -> None:
        """Open a list."""
        self.begin()

    def depart_bullet_list(self, node: nodes.Element) -> None:
        """Close a list; its items are arguments."""
        name = "sources" if "review-sources" in node["classes"] else "list"
        self.put(f"{name}({', '.join(self.frames.pop())})")

    visit_enumerated_list = visit_bullet_list

    def depart_enumerated_list(self, node: nodes.Element) -> None:
        """Close a numbered list."""
        self.put(f"enum(start: {int(node.get('start', 1))}, {', '.join(self.frames.pop())})")

    def visit_list_item(self, node: nodes.Element) -> None:
        """Open an item."""
        self.begin(node)

    def depart_list_item(self, node: nodes.Element) -> None:
        """Close an item."""
        self.put(self.end())

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Open a list of terms."""
        self.begin()

    def depart_definition_list(self, node: nodes.Element) -> None:
        """Close a list of terms."""
        self.put(f"defined({', '.join(self.frames.pop())})")

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        """Open a term and its meaning."""
        self.begin()

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        """Close a term and its meanings, which are the last children."""
        parts = self.frames.pop()
        meanings = sum(isinstance(n, nodes.definition | nodes.field_body) for n in node.children)
        border = len(parts) - meanings
        self.put(f"({block(parts[:border])}, {block(parts[border:])})")

    visit_field_list, depart_field_list = visit_definition_list, depart_definition_list
    visit_field, depart_field = visit_definition_list_item, depart_definition_list_item
    visit_term = visit_definition = visit_list_item
    depart_term = depart_definition = depart_list_item
    visit_field_name = visit_field_body = visit_list_item
    depart_field_name = depart_field_body = depart_list_item

    def visit_line(self, node: nodes.Element) -> None:
        """Open a line."""

    def depart_line(self, node: nodes.Element) -> None:
        """End a line."""
        self.put("linebreak()")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Show code."""
        self._anchors(node)
        self.put(f"listed-code({quote(node.astext())})")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_transition(self, node: nodes.Element) -> None:
        """Draw a line across."""
        self.put(RULE)
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        """Open a footnote, which stands where its text stands."""
        self.begin(node)

    def depart_footnote(self, node: nodes.Element) -> None:
        """Close a footnote."""
        self.put(f"small(block({self.end()}))")

    visit_citation, depart_citation = visit_footnote, depart_footnote

    def visit_label(self, node: nodes.Element) -> None:
        """Show a footnote's number."""
        self.put(quote(f"{node.astext()} "))
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.Element) -> None:
        """Open a figure."""
        self.begin(node)

    def depart_figure(self, node: nodes.Element) -> None:
        """Close a figure."""
        self.put(f"align(center, {self.end()})")

    def visit_admonition(self, node: nodes.Element) -> None:
        """Open a notice with a title of its own."""
        self.begin(node)

    def depart_admonition(self, node: nodes.Element) -> None:
        """Close a notice."""
        lines = self.frames.pop()
        self.put(f"notice([], {block(lines)})")

    def _notice(self, node: nodes.Element) -> None:
        folder = Path(sphinx.locale.__file__).parent
        translations = words(self.leaf.lang, (*self.leaf.catalogue.extras.locales, folder))
        name = translations.gettext(_NOTICES[type(node).__name__])
        self.put(f"notice({value(name)}, {self.end()})")

    # Tables

    def visit_table(self, node: nodes.Element) -> None:
        """Open a table."""
        self._anchors(node)

    def depart_table(self, node: nodes.Element) -> None:
        """Do nothing: the table was written with its last row."""

    def visit_tgroup(self, node: nodes.Element) -> None:
        """Begin to collect cells."""
        self.tables.append(_Table(columns=int(node.get("cols", 1))))

    def depart_tgroup(self, node: nodes.Element) -> None:
        """Write the table."""
        table = self.tables.pop()
        cells = "".join(f", {cell}" for cell in table.body)
        header = "".join(f"{cell}, " for cell in table.header)
        self.put(f"rows-of(columns: {table.columns}, header: ({header}){cells})")

    def visit_thead(self, node: nodes.Element) -> None:
        """Begin the header."""
        self.tables[-1].in_header = True

    def depart_thead(self, node: nodes.Element) -> None:
        """End the header."""
        self.tables[-1].in_header = False

    def visit_entry(self, node: nodes.Element) -> None:
        """Open a cell."""
        self.begin(node)

    def depart_entry(self, node: nodes.Element) -> None:
        """Close a cell."""
        spans = {
            name: node[key] + 1
            for name, key in (("colspan", "morecols"), ("rowspan", "morerows"))
            if node.get(key)
        }
        body = self.end()
        cell = call("table.cell", body, **spans) if spans else body
        table = self.tables[-1]
        (table.header if table.in_header else table.body).append(cell)

    # Our own nodes

    def visit_review_block(self, node: review_block) -> None:
        """Draw a block from the catalogue."""
        view = block_view(self.leaf.catalogue, node["block"])
        level = min(self.leaf.level + 1, self.level + 1)
        self.frames[-1].extend(self.leaf.painter.block(view, level))
        raise nodes.SkipNode

    def visit_score_badge(self, node: score_badge) -> None:
        """Draw a section's score."""
        overall = node["criterion"] == "overall"
        self.put(
            self.leaf.painter.badge(
                Decimal(node["value"]), Decimal(node["high"]), node["share"], overall=overall
            )
        )
        raise nodes.SkipNode


def holds_blocks(node: nodes.Element) -> bool:
    """Tell whether something stands in a paragraph that cannot: Typst makes its own around it."""
    return any(
        (
            isinstance(part, nodes.math_block | nodes.Body | score_badge | review_block)
            and not isinstance(part, nodes.Inline | nodes.TextElement | nodes.image)
        )
        or isinstance(part, nodes.math_block | nodes.literal_block | nodes.table)
        for part in node.findall(include_self=False)
    )


def _nothing(self: TypstTranslator, node: nodes.Element) -> None:
    """Do nothing."""


def _skip(self: TypstTranslator, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _open(self: TypstTranslator, node: nodes.Element) -> None:
    self.begin(node)


def _wrap(name: str) -> Callable[[TypstTranslator, nodes.Element], None]:
    def depart(self: TypstTranslator, node: nodes.Element) -> None:
        self.put(f"{name}({self.end()})")

    return depart


def _method(name: str, visit: Any, depart: Any) -> None:
    if not hasattr(TypstTranslator, f"visit_{name}"):
        setattr(TypstTranslator, f"visit_{name}", visit)
        setattr(TypstTranslator, f"depart_{name}", depart)


for _name, _function in _WRAPPED.items():
    _method(_name, _open, _wrap(_function))
for _name in _PLAIN:
    _method(_name, TypstTranslator._anchors, _nothing)
for _name in (*_SILENT,):
    _method(_name, _skip, _nothing)
for _name in ("tbody", "row", "definition_term"):
    _method(_name, _nothing, _nothing)
for _name in _NOTICES:
    _method(_name, _open, TypstTranslator._notice)
