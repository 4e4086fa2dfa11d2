"""The prose of a review as HTML, written straight; the same HTML that Sphinx makes of its nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Protocol

from ..model.questions import Asked
from ..model.views import Badge
from ..prose import tree
from ..prose.plain import plain

_WORDS = re.compile(r"[^ \n]+| +|\n")


class Surroundings(Protocol):
    """What a text asks its page for; each address is relative to the page, empty for no page."""

    def site(self, address: str) -> str:
        """Return where an address inside the site leads."""

    def file(self, docname: str) -> str:
        """Return where another document is."""

    def mention(self, mention: tree.Mention) -> str:
        """Return where a mentioned review is."""

    def named(self, named: tree.Named) -> tuple[str, str, str]:
        """Return address, text and title of what a role names."""

    def picture(self, picture: tree.Picture) -> str:
        """Return where a picture is."""

    def formula(self, formula: tree.Formula) -> str:
        """Return a formula as MathML, or as code where it cannot be drawn."""

    def badge(self, badge: Badge) -> str:
        """Return a score's badge."""

    def code(self, block: tree.CodeBlock) -> str:
        """Return a block of code."""

    def answer(self, asked: Asked) -> str:
        """Return what a directive asks for."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """How headings offer a link to themselves: the sign (empty: not at all) and its title."""

    sign: str
    title: str


@dataclass(slots=True)
class ProseHtml:
    """Writes the prose of one page."""

    around: Surroundings
    anchors: Anchors
    within_simple: bool = False
    """Whether what is drawn stands in simple bullets, so that bullets below need not say so."""

    def page(self, title: str, prose: tree.Prose, head: str, context: str) -> str:
        """Return the whole article: title, what stands above the text, the text, what follows."""
        heading = self.heading(1, escape(title), prose.title_id)
        body = self.blocks(prose.blocks)
        return f'<section id="{prose.title_id}">\n{heading}{head}{body}{context}</section>\n'

    def heading(self, level: int, inside: str, identifier: str) -> str:
        """Return a heading with the link to itself."""
        link = ""
        if self.anchors.sign and identifier:
            link = (
                f'<a class="headerlink" href="#{identifier}"'
                f' title="{escape(self.anchors.title)}">{escape(self.anchors.sign)}</a>'
            )
        level = min(level, 6)
        return f"<h{level}>{inside}{link}</h{level}>\n"

    # Blocks

    def blocks(self, blocks: tree.Blocks) -> str:
        """Return blocks one after the other."""
        return "".join(self.block(block) for block in blocks)

    def block(self, block: tree.Block) -> str:
        """Return one block."""
        return _BLOCKS[type(block)](self, block)

    def section(self, section: tree.Section) -> str:
        """Return a section."""
        heading = self.heading(section.level, self.line(section.title), section.id)
        return f'<section id="{section.id}">\n{heading}{self.blocks(section.blocks)}</section>\n'

    def paragraph(self, paragraph: tree.Paragraph) -> str:
        """Return a paragraph."""
        start = {"date": '<p class="review-date">', "heading": '<p class="rubric">', "": "<p>"}[
            paragraph.role
        ]
        return f"{start}{self.line(paragraph.parts)}</p>\n"

    def list(self, part: tree.List) -> str:
        """Return a list."""
        classes = ["review-sources"] if part.sources else []
        classes += ["arabic"] if part.start is not None else []
        bullets, simple, before = part.start is None, _simple(part), self.within_simple
        classes += ["simple"] if simple and not (bullets and before) else []
        tag = "ul" if bullets else "ol"
        start = f' start="{part.start}"' if part.start not in (None, 1) else ""
        named = f' class="{" ".join(classes)}"' if classes else ""
        self.within_simple = simple if bullets else before
        items = "".join(map(self.item, part.items))
        self.within_simple = before
        return f"<{tag}{named}{start}>\n{items}</{tag}>\n"

    def item(self, item: tree.Item) -> str:
        """Return an item; an entry of the references with its label and the way back."""
        anchor = f' id="source-{item.source}"' if item.source else ""
        blocks = item.blocks
        first = blocks[0] if blocks else None
        if not isinstance(first, tree.Paragraph) or not (item.label or item.cited):
            return f"<li{anchor}>{self._tight(blocks)}</li>\n"
        label = f'<span class="source-label">{escape(item.label)} </span>' if item.label else ""
        back = ""
        if item.cited:
            href = f"#cite-{item.source}"
            back = f' <a class="review-back reference internal" href="{href}">↑</a>'
        below = f"\n{self._tight(blocks[1:])}" if blocks[1:] else ""
        return f"<li{anchor}><p>{label}{self.line(first.parts)}{back}</p>{below}</li>\n"

    def _tight(self, blocks: tree.Blocks) -> str:
        return self.blocks(blocks).removesuffix("\n")

    def quote(self, quote: tree.Quote) -> str:
        """Return a quotation."""
        return f"<blockquote>\n<div>{self.blocks(quote.blocks)}</div></blockquote>\n"

    def code_block(self, block: tree.CodeBlock) -> str:
        """Return code on lines of its own."""
        return self.around.code(block)

    def formula_block(self, formula: tree.Formula) -> str:
        """Return a formula on lines of its own."""
        return f'<div class="math rv-formula">\n{self.around.formula(formula)}</div>\n'

    def badge(self, badge: Badge) -> str:
        """Return a score's badge."""
        return self.around.badge(badge)

    def asked(self, asked: Asked) -> str:
        """Return what a directive asks for."""
        return self.around.answer(asked)

    def table(self, table: tree.Table) -> str:
        """Return a table."""
        head = self._row(table.head, "row-odd", "th", "head")
        rows = "".join(
            self._row(row, "row-odd" if number % 2 else "row-even", "td", "")
            for number, row in enumerate(table.rows)
        )
        body = f"<tbody>\n{rows}</tbody>\n" if rows else ""
        drawn = f'<table class="docutils align-default">\n<thead>\n{head}</thead>\n{body}</table>'
        return f'<div class="table-wrapper docutils container">{drawn}</div>\n'

    def _row(self, cells: tuple[tree.Cell, ...], parity: str, tag: str, kind: str) -> str:
        drawn = "\n".join(self._cell(cell, tag, kind) for cell in cells)
        return f'<tr class="{parity}">{drawn}\n</tr>\n'

    def _cell(self, cell: tree.Cell, tag: str, kind: str) -> str:
        names = " ".join(filter(None, (kind, f"text-{cell.align}" if cell.align else "")))
        named = f' class="{names}"' if names else ""
        return f"<{tag}{named}><p>{self.line(cell.parts)}</p></{tag}>"

    def definitions(self, part: tree.Definitions) -> str:
        """Return a list of terms."""
        items = "".join(
            f"<dt>{self.line(item.term)}</dt>"
            + "".join(f"<dd>{self._tight(meaning)}</dd>\n" for meaning in item.meanings)
            for item in part.items
        )
        return f'<dl class="simple myst">\n{items}</dl>\n'

    def directive(self, part: tree.Directive) -> str:
        """Return the source of what only a document can show."""
        return self.around.code(tree.CodeBlock(part.source))

    def rule(self, rule: tree.Rule) -> str:
        """Return a line across."""
        return '<hr class="docutils" />\n'

    def notes(self, notes: tree.Notes) -> str:
        """Return the footnotes, each with the ways back to its marks."""
        items = "".join(map(self.note, notes.items))
        return (
            '<hr class="footnotes docutils" />\n'
            f'<aside class="footnote-list brackets">\n{items}</aside>\n'
        )

    def note(self, note: tree.Note) -> str:
        """Return a footnote: its number leads back, or a number for each of several marks."""
        backs = [f'<a role="doc-backlink" href="#{back}">' for back in note.backs]
        number = f"{backs[0]}{note.number}</a>" if len(backs) == 1 else str(note.number)
        label = f'<span class="label">{_bracketed(number)}</span>\n'
        if len(backs) > 1:
            ways = ",".join(f"{back}{place}</a>" for place, back in enumerate(backs, 1))
            label += f'<span class="backrefs">({ways})</span>\n'
        start = f'<aside class="footnote brackets" id="{note.id}" role="doc-footnote">'
        return f"{start}\n{label}{self.blocks(note.blocks)}</aside>\n"

    # Parts of a line

    def line(self, parts: tree.Inlines) -> str:
        """Return the parts of a line."""
        return "".join([_INLINES[type(part)](self, part) for part in parts])

    def text(self, part: tree.Text) -> str:
        """Return plain text."""
        return escape(part.text, quote=False)

    def wrapped(self, part: tree.Wrapped) -> str:
        """Return emphasised parts."""
        tag = "em" if part.how == "emphasis" else "strong"
        return f"<{tag}>{self.line(part.parts)}</{tag}>"

    def code(self, part: tree.Code) -> str:
        """Return code within a line; its words do not break."""
        words = "".join(_unbroken(word) for word in _WORDS.findall(part.text))
        return f'<code class="docutils literal notranslate">{words}</code>'

    def role(self, part: tree.Role) -> str:
        """Return the text of what only a document can show."""
        return self.code(tree.Code(part.text))

    def formula(self, part: tree.Formula) -> str:
        """Return a formula within a line."""
        return self.around.formula(part)

    def link(self, part: tree.Link) -> str:
        """Return a link, or its text where it leads nowhere."""
        inside = self.line(part.parts)
        if part.to == "web":
            kind = "review-url reference external" if part.bare else "reference external"
            return _link(part.target, kind, inside, part.title)
        address = self._address(part)
        if not address and part.to != "here":
            return inside
        fragment = f"#{part.fragment}" if part.fragment else ""
        return _link(address + fragment, "reference internal", inside, part.title)

    def _address(self, part: tree.Link) -> str:
        if part.to == "site":
            return self.around.site(part.target)
        return self.around.file(part.target) if part.to == "file" else ""

    def citation(self, part: tree.Citation) -> str:
        """Return the link to a source; the first to each is where the way back leads."""
        identifier = f' id="cite-{part.number}"' if part.first else ""
        kind = "review-cite reference internal"
        href = f"#source-{part.number}"
        return f'<a class="{kind}" href="{href}"{identifier}>{escape(part.text)}</a>'

    def mention(self, part: tree.Mention) -> str:
        """Return the link to another review."""
        address = self.around.mention(part)
        if not address:
            return escape(part.text)
        return _link(address, "review-mention reference internal", escape(part.text))

    def named(self, part: tree.Named) -> str:
        """Return what a role names."""
        address, text, title = self.around.named(part)
        inside = f'<span class="review-name">{escape(text)}</span>'
        return _link(address, "reference internal", inside, title) if address else inside

    def marked(self, part: tree.Marked) -> str:
        """Return raised, lowered or keyed text."""
        named = ' class="kbd docutils literal notranslate"' if part.how == "kbd" else ""
        return f"<{part.how}{named}>{escape(part.text)}</{part.how}>"

    def abbreviation(self, part: tree.Abbreviation) -> str:
        """Return an abbreviation."""
        return f'<abbr title="{escape(part.meaning)}">{escape(part.text)}</abbr>'

    def line_break(self, part: tree.Break) -> str:
        """Return a line break."""
        return "<br />\n"

    def note_mark(self, part: tree.NoteMark) -> str:
        """Return the mark of a footnote."""
        kind = "footnote-reference brackets"
        start = f'<a class="{kind}" href="#{tree.note_id(part.number)}" id="{part.id}"'
        return f'{start} role="doc-noteref">{_bracketed(str(part.number))}</a>'

    def picture(self, part: tree.Picture) -> str:
        """Return a picture."""
        source, alt = escape(self.around.picture(part)), escape(part.alt)
        title = f' title="{escape(part.title)}"' if part.title else ""
        return f'<img alt="{alt}" src="{source}"{title} />'


def contents(title: str, prose: tree.Prose) -> str:
    """Return the page's own table of contents as nested lists."""

    def entry(identifier: str, text: str, inside: str) -> str:
        link = f'<a class="reference internal" href="#{identifier}">{text}</a>'
        return f"<li>{link}{inside}</li>\n"

    def below(blocks: tree.Blocks) -> str:
        sections = [block for block in blocks if isinstance(block, tree.Section)]
        items = "".join(entry(s.id, escape(plain(s.title)), below(s.blocks)) for s in sections)
        return f"<ul>\n{items}</ul>\n" if items else ""

    top = entry("", escape(title), below(prose.blocks))
    return f"<ul>\n{top}</ul>\n"


def _link(address: str, kind: str, inside: str, title: str = "") -> str:
    titled = f' title="{escape(title)}"' if title else ""
    return f'<a class="{kind}" href="{escape(address)}"{titled}>{inside}</a>'


def _bracketed(inside: str) -> str:
    return f'<span class="fn-bracket">[</span>{inside}<span class="fn-bracket">]</span>'


def _unbroken(word: str) -> str:
    if word.isspace():
        return word if word == "\n" or len(word) == 1 else "&#160;" * (len(word) - 1) + " "
    return f'<span class="pre">{escape(word, quote=False)}</span>'


def _simple(part: tree.List) -> bool:
    """Tell whether each item is one paragraph, with at most such a list below it."""
    for item in part.items:
        blocks = list(item.blocks)
        last = blocks[-1] if len(blocks) > 1 else None
        if isinstance(last, tree.List):
            if not _simple(last):
                return False
            blocks.pop()
        if len(blocks) > 1 or not all(isinstance(block, tree.Paragraph) for block in blocks):
            return False
    return True


_BLOCKS: dict[type, Callable[..., str]] = {
    tree.Section: ProseHtml.section,
    tree.Paragraph: ProseHtml.paragraph,
    tree.List: ProseHtml.list,
    tree.Quote: ProseHtml.quote,
    tree.CodeBlock: ProseHtml.code_block,
    tree.Formula: ProseHtml.formula_block,
    Badge: ProseHtml.badge,
    Asked: ProseHtml.asked,
    tree.Table: ProseHtml.table,
    tree.Definitions: ProseHtml.definitions,
    tree.Rule: ProseHtml.rule,
    tree.Notes: ProseHtml.notes,
    tree.Picture: ProseHtml.picture,
    tree.Directive: ProseHtml.directive,
}
_INLINES: dict[type, Callable[..., str]] = {
    tree.Text: ProseHtml.text,
    tree.Wrapped: ProseHtml.wrapped,
    tree.Code: ProseHtml.code,
    tree.Formula: ProseHtml.formula,
    tree.Link: ProseHtml.link,
    tree.Citation: ProseHtml.citation,
    tree.Mention: ProseHtml.mention,
    tree.Named: ProseHtml.named,
    tree.Marked: ProseHtml.marked,
    tree.Abbreviation: ProseHtml.abbreviation,
    tree.Break: ProseHtml.line_break,
    tree.NoteMark: ProseHtml.note_mark,
    tree.Role: ProseHtml.role,
    tree.Picture: ProseHtml.picture,
}
