"""The prose of a review as nodes of docutils, for outputs that are not drawn from it straight."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote

from docutils import nodes

from ..model.questions import Asked, question_in
from ..model.records import Review
from ..model.views import Badge
from ..prose import tree
from ..prose.names import with_further_mentions, with_mentions
from ..prose.plain import plain
from ..prose.read import Reader
from .domain import ReviewDomain, Use
from .foreign import ForeignRunner
from .nodes import review_block, score_badge
from .places import mention, place
from .roles import named

N = TypeVar("N", bound=nodes.Element)
Made = nodes.Node | list[nodes.Node]
_MARKED = {"sup": nodes.superscript, "sub": nodes.subscript, "kbd": nodes.literal}


@dataclass
class ProseNodes:
    """Makes the nodes of one review."""

    review: Review
    reader: Reader
    document: nodes.document
    domain: ReviewDomain
    within: list[tree.Section] = field(default_factory=list)
    """The sections that a part stands in, the outermost first."""
    entries: list[tuple[nodes.Element, int]] = field(default_factory=list)
    """The lines of the references, each with its number."""

    ids: set[str] = field(default_factory=set)
    """The ids that links within the page may lead to."""

    def fill(self) -> nodes.section:
        """Fill the document; return the section of the whole text."""
        review, catalogue = self.review, self.domain.catalogue
        prose = with_mentions(self.reader.read(), review, catalogue)
        self.ids = {prose.title_id} | {
            part.id for part in tree.walk(prose.blocks) if isinstance(part, tree.Section)
        }
        line = review.mark("target_name").line
        root = self._section(prose.title_id, (tree.Text(review.target_name),), prose.blocks, line)
        self.document += root
        notes = self.blocks(self.reader.notes.made())
        begun = bool(prose.blocks) and isinstance(prose.blocks[-1], tree.Notes)
        root += notes[1:] if begun else notes
        for entry, number in self.entries:
            if number in self.reader.cited:
                entry += nodes.Text(" ")
                entry += _cross(f"cite-{number}", "↑", "review-back")
        for finding in self.reader.refused:
            self.domain.build.tell(finding)
        return root

    @property
    def docname(self) -> str:
        """Return the document's name."""
        return self.review.docname

    def _placed(self, node: N, line: int) -> N:
        node.source, node.line = self.document["source"], line or self._line
        return node

    @property
    def _line(self) -> int:
        return self.within[-1].line if self.within else self.review.body_line

    # Blocks

    def blocks(self, blocks: tree.Blocks) -> list[nodes.Node]:
        """Return the nodes of blocks."""
        return list(_flat(_BLOCKS[type(block)](self, block) for block in blocks))

    def section(self, part: tree.Section) -> nodes.section:
        """Return a section."""
        self.within.append(part)
        made = self._section(part.id, part.title, part.blocks, part.line)
        self.within.pop()
        return made

    def _section(
        self, identifier: str, title: tree.Inlines, blocks: tree.Blocks, line: int
    ) -> nodes.section:
        heading = self._placed(nodes.title(plain(title), "", *self.line(title)), line)
        section = nodes.section("", heading, *self.blocks(blocks), ids=[identifier])
        self.document.ids[identifier] = section
        return self._placed(section, line)

    def paragraph(self, part: tree.Paragraph) -> nodes.Element:
        """Return a paragraph, or a heading within something else."""
        kind = nodes.rubric if part.role == "heading" else nodes.paragraph
        classes = ["review-date"] if part.role == "date" else []
        made = kind(plain(part.parts), "", *self.line(part.parts), classes=classes)
        return self._placed(made, part.line)

    def listing(self, part: tree.List) -> nodes.Element:
        """Return a list."""
        items = map(self.item, part.items)
        if part.start is None:
            classes = ["review-sources"] if part.sources else []
            return nodes.bullet_list("", *items, bullet="-", classes=classes)
        numbers = {"start": part.start} if part.start != 1 else {}
        return nodes.enumerated_list(
            "", *items, enumtype="arabic", prefix="", suffix=".", **numbers
        )

    def item(self, item: tree.Item) -> nodes.list_item:
        """Return an item; an entry of the references with its label and its anchor."""
        made = nodes.list_item("", *self.blocks(item.blocks))
        if item.source:
            made["ids"].append(f"source-{item.source}")
        first = made[0] if made.children else None
        if isinstance(first, nodes.paragraph):
            if item.label:
                first.insert(0, nodes.inline("", f"{item.label} ", classes=["source-label"]))
            self.entries += [(first, item.source)] if item.source else []
        return made

    def quote(self, part: tree.Quote) -> nodes.block_quote:
        """Return a quotation."""
        return nodes.block_quote("", *self.blocks(part.blocks))

    def code_block(self, part: tree.CodeBlock) -> nodes.literal_block:
        """Return code on lines of its own."""
        language = part.language or "none"
        made = nodes.literal_block(part.text, part.text, language=language, force=True)
        return self._placed(made, part.line)

    def formula_block(self, part: tree.Formula) -> nodes.math_block:
        """Return a formula on lines of its own."""
        return self._placed(nodes.math_block(part.tex, part.tex), part.line)

    def badge(self, badge: Badge) -> score_badge:
        """Return a section's score."""
        return score_badge(
            value=str(badge.value),
            high=str(badge.high),
            criterion=badge.criterion,
            share=badge.share,
            lang=self.review.lang,
        )

    def asked(self, asked: Asked) -> review_block:
        """Return the placeholder of what a directive asks for; note what it names."""
        made, findings = question_in(self.domain.catalogue, asked, self.review)
        for finding in findings:
            self.domain.build.tell(finding)
        for kind, name in made.named:
            self.domain.note_use(self.docname, Use(kind, name, made.block.lang, asked.line))
        self.domain.note_block(made.block)
        return self._placed(review_block(block=made.block), asked.line)

    def table(self, part: tree.Table) -> nodes.table:
        """Return a table."""
        count = len(part.head)
        columns = [nodes.colspec("", colwidth=100 // count) for _ in part.head]
        body = [nodes.tbody("", *map(self._row, part.rows))] if part.rows else []
        head = nodes.thead("", self._row(part.head))
        group = nodes.tgroup("", *columns, head, *body, cols=count)
        return nodes.table("", group, classes=["colwidths-auto"])

    def _row(self, cells: tuple[tree.Cell, ...]) -> nodes.row:
        return nodes.row("", *map(self._cell, cells))

    def _cell(self, cell: tree.Cell) -> nodes.entry:
        classes = [f"text-{cell.align}"] if cell.align else []
        return nodes.entry("", self.paragraph(tree.Paragraph(cell.parts)), classes=classes)

    def definitions(self, part: tree.Definitions) -> nodes.definition_list:
        """Return a list of terms."""
        return nodes.definition_list(
            "", *map(self._definition, part.items), classes=["simple", "myst"]
        )

    def _definition(self, item: tree.Definition) -> nodes.definition_list_item:
        term = self._placed(nodes.term(plain(item.term), "", *self.line(item.term)), 0)
        meanings = (nodes.definition("", *self.blocks(blocks)) for blocks in item.meanings)
        return nodes.definition_list_item("", term, *meanings)

    def rule(self, part: tree.Rule) -> nodes.transition:
        """Return a line across."""
        return nodes.transition()

    def notes(self, part: tree.Notes) -> list[nodes.Node]:
        """Return the footnotes below a line across."""
        return [nodes.transition(classes=["footnotes"]), *map(self.note, part.items)]

    def note(self, note: tree.Note) -> nodes.footnote:
        """Return a footnote."""
        label = nodes.label("", str(note.number))
        backs = list(note.backs)
        return nodes.footnote("", label, *self.blocks(note.blocks), ids=[note.id], backrefs=backs)

    def directive(self, part: tree.Directive) -> list[nodes.Node]:
        """Return what another extension's directive makes."""
        return self.foreign.directive(part)

    # Parts of a line

    def line(self, parts: tree.Inlines) -> list[nodes.Node]:
        """Return the nodes of parts of a line."""
        return list(_flat(_INLINES[type(part)](self, part) for part in parts))

    def text(self, part: tree.Text) -> nodes.Text:
        """Return plain text."""
        return nodes.Text(part.text)

    def wrapped(self, part: tree.Wrapped) -> nodes.Element:
        """Return emphasised parts."""
        kind = nodes.emphasis if part.how == "emphasis" else nodes.strong
        return kind("", "", *self.line(part.parts))

    def code(self, part: tree.Code) -> nodes.literal:
        """Return code within a line."""
        return nodes.literal(part.text, part.text)

    def formula(self, part: tree.Formula) -> nodes.math:
        """Return a formula within a line."""
        return self._placed(nodes.math(part.tex, part.tex), part.line)

    def link(self, part: tree.Link) -> nodes.Element:
        """Return a link, or its placeholder where it leads to another page."""
        inside = self.line(part.parts)
        here = part.to == "here" and part.fragment in self.ids
        if part.to != "web" and not here:
            more = {"fragment": part.fragment, "title": part.title}
            return place(part.to, part.target, self.docname, inside, **more)
        target = {"refid": part.fragment} if here else {"refuri": part.target}
        classes = ["review-url"] if part.bare else []
        link = nodes.reference("", "", *inside, **target, classes=classes)
        if part.title:
            link["reftitle"] = part.title
        return link

    def citation(self, part: tree.Citation) -> nodes.reference:
        """Return the link to a source; the first to each is where the way back leads."""
        link = _cross(f"source-{part.number}", part.text, "review-cite")
        link["ids"] += [f"cite-{part.number}"] if part.first else []
        return link

    def mention(self, part: tree.Mention) -> nodes.Element:
        """Return the placeholder of the link to another review."""
        self.domain.note_use(self.docname, Use(*part.key, 0))
        return mention(part.key, part.text, self.docname)

    def named(self, part: tree.Named) -> nodes.Element:
        """Return the placeholder of what a role names."""
        use = Use(part.kind, part.ref, self.review.lang, 0)
        self.domain.note_use(self.docname, use)
        return self._placed(named(self.docname, use, part.text), part.line)

    def marked(self, part: tree.Marked) -> nodes.Element:
        """Return raised, lowered or keyed text."""
        classes = ["kbd"] if part.how == "kbd" else []
        return _MARKED[part.how](part.text, part.text, classes=classes)

    def abbreviation(self, part: tree.Abbreviation) -> nodes.abbreviation:
        """Return an abbreviation."""
        return nodes.abbreviation(part.text, part.text, explanation=part.meaning)

    def line_break(self, part: tree.Break) -> list[nodes.Node]:
        """Return a line break for each output that has one, a blank for any other."""
        texts = (("html", "<br />"), ("latex", "\\\\"))
        breaks = (nodes.raw("", text, format=output) for output, text in texts)
        return [*breaks, nodes.Text("\n")]

    def note_mark(self, part: tree.NoteMark) -> nodes.footnote_reference:
        """Return the mark of a footnote."""
        number = str(part.number)
        return nodes.footnote_reference(
            f"[^{number}]", number, ids=[part.id], refid=tree.note_id(part.number)
        )

    def picture(self, part: tree.Picture) -> nodes.image:
        """Return a picture."""
        uri = posixpath.relpath(part.path, posixpath.dirname(self.review.path))
        image = nodes.image(uri=quote(uri), alt=part.alt)
        if part.title:
            image["title"] = part.title
        return self._placed(image, part.line)

    def role(self, part: tree.Role) -> list[nodes.Node]:
        """Return what another extension's role makes."""
        return self.foreign.role(part)

    # What other extensions hold

    @cached_property
    def foreign(self) -> ForeignRunner:
        """Return what runs other extensions' directives and roles."""
        return ForeignRunner.of(self.document, self.held)

    def held(self, text: str, line: int, inline: bool) -> list[nodes.Node]:
        """Return the nodes of a text that a directive or a role holds."""
        if inline:
            return self.line(self.reader.further_line(text, line))
        names = [section.name for section in self.within]
        section = "references" if "references" in names else (names or [""])[-1]
        blocks = self.reader.further(text, line, section)
        if self.within and section != "references":
            catalogue = self.domain.catalogue
            blocks = with_further_mentions(blocks, self.within[0], self.review, catalogue)
        return self.blocks(blocks)


def _flat(made: Iterable[Made]) -> Iterator[nodes.Node]:
    for each in made:
        if isinstance(each, list):
            yield from each
        else:
            yield each


def _cross(identifier: str, text: str, name: str) -> nodes.reference:
    """Return a link within the page."""
    return nodes.reference("", text, refid=identifier, classes=[name])


_BLOCKS: dict[type, Callable[..., Made]] = {
    tree.Section: ProseNodes.section,
    tree.Paragraph: ProseNodes.paragraph,
    tree.List: ProseNodes.listing,
    tree.Quote: ProseNodes.quote,
    tree.CodeBlock: ProseNodes.code_block,
    tree.Formula: ProseNodes.formula_block,
    Badge: ProseNodes.badge,
    Asked: ProseNodes.asked,
    tree.Table: ProseNodes.table,
    tree.Definitions: ProseNodes.definitions,
    tree.Rule: ProseNodes.rule,
    tree.Notes: ProseNodes.notes,
    tree.Picture: ProseNodes.picture,
    tree.Directive: ProseNodes.directive,
}
_INLINES: dict[type, Callable[..., Made]] = {
    tree.Text: ProseNodes.text,
    tree.Wrapped: ProseNodes.wrapped,
    tree.Code: ProseNodes.code,
    tree.Formula: ProseNodes.formula,
    tree.Link: ProseNodes.link,
    tree.Citation: ProseNodes.citation,
    tree.Mention: ProseNodes.mention,
    tree.Named: ProseNodes.named,
    tree.Marked: ProseNodes.marked,
    tree.Abbreviation: ProseNodes.abbreviation,
    tree.Break: ProseNodes.line_break,
    tree.NoteMark: ProseNodes.note_mark,
    tree.Picture: ProseNodes.picture,
    tree.Role: ProseNodes.role,
}
