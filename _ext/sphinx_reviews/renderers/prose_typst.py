"""The prose of a review as Typst source, written straight from its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model.diagnostics import Code as Finding
from ..model.questions import Asked
from ..model.views import Badge
from ..prose import tree
from .typst import Code, block, call, flow, quote, value
from .typst_leaf import RULE, Leaf, formula_call, linked, raw
from .typst_math import UnknownFormula

Tell = Callable[[Finding, int, str, str], None]
"""Takes what the book shows otherwise: code, line, message, value."""


@dataclass(slots=True)
class ProseTypst:
    """Writes the prose of one page."""

    leaf: Leaf
    prose: tree.Prose
    tell: Tell
    answer: Callable[[Asked], list[Code]]
    """Gives the lines that show what a directive asks for."""

    def page(self, title: str, head: Iterable[Code], context: Iterable[Code]) -> list[Code]:
        """Return the lines of a page: title, what stands above the text, the text, what follows."""
        heading = self.leaf.headline(block([value(title)]), 1, self.leaf.level, [self.title_id])
        return [*heading, *head, *self.blocks(self.prose.blocks), *context]

    @property
    def title_id(self) -> str:
        """Return the id of the page's title."""
        return self.prose.title_id

    # Blocks

    def blocks(self, blocks: tree.Blocks) -> Iterator[Code]:
        """Yield the lines of blocks one after the other."""
        for each in blocks:
            yield from self.block(each)

    def block(self, each: tree.Block) -> Iterator[Code]:
        """Yield the lines of one block."""
        if isinstance(each, tree.Section):
            yield from self.section(each)
        else:
            yield _BLOCKS[type(each)](self, each)

    def section(self, section: tree.Section) -> Iterator[Code]:
        """Yield a heading and what stands below it."""
        level = self.leaf.level + section.level - 1
        yield from self.leaf.headline(self.line(section.title), section.level, level, [section.id])
        yield from self.blocks(section.blocks)

    def paragraph(self, paragraph: tree.Paragraph) -> Code:
        """Return a paragraph, or a heading within something else."""
        name = "caption-of" if paragraph.role == "heading" else "par"
        return Code(f"{name}({self.line(paragraph.parts)})")

    def listing(self, found: tree.List) -> Code:
        """Return a list; its items are arguments."""
        items = ", ".join(map(self.item, found.items))
        if found.start is not None:
            return Code(f"enum(start: {found.start}, {items})")
        return Code(f"{'sources' if found.sources else 'list'}({items})")

    def item(self, item: tree.Item) -> Code:
        """Return an item; an entry of the references with its label and the way back."""
        lines = [self.leaf.anchor(f"source-{item.source}")] if item.source else []
        label = [quote(f"{item.label} ")] if item.label else []
        back = self.back(item.source) if item.cited else []
        return block([*lines, *self.tight(item.blocks, label, back)])

    def back(self, number: int) -> list[Code]:
        """Return the way from an entry to where it is first cited."""
        return [quote(" "), linked(self.leaf.label(f"cite-{number}"), block([quote("↑")]))]

    def tight(
        self, blocks: tree.Blocks, before: list[Code] | None = None, after: list[Code] | None = None
    ) -> Iterator[Code]:
        """Yield blocks of which the first paragraph is the own line of what holds them."""
        first = blocks[0] if blocks else None
        if isinstance(first, tree.Paragraph) and first.role != "heading":
            yield block([*(before or ()), *self.parts(first.parts), *(after or ())])
            blocks = blocks[1:]
        yield from self.blocks(blocks)

    def quotation(self, found: tree.Quote) -> Code:
        """Return a quotation."""
        return Code(f"quotation({block(list(self.blocks(found.blocks)))})")

    def code_block(self, found: tree.CodeBlock) -> Code:
        """Return code on lines of its own."""
        return Code(f"listed-code({quote(found.text)})")

    def directive(self, found: tree.Directive) -> Code:
        """Return the source of what only a document can show."""
        return self.code_block(tree.CodeBlock(found.source))

    def badge(self, badge: Badge) -> Code:
        """Return a section's score."""
        overall = badge.criterion == "overall"
        return self.leaf.painter.badge(badge.value, badge.high, badge.share, overall=overall)

    def asked(self, asked: Asked) -> Code:
        """Return what a directive asks for."""
        return Code("\n".join(self.answer(asked)))

    def table(self, table: tree.Table) -> Code:
        """Return a table."""
        header = "".join(f"{self.cell(cell)}, " for cell in table.head)
        cells = "".join(f", {self.cell(cell)}" for row in table.rows for cell in row)
        return Code(f"rows-of(columns: {len(table.head)}, header: ({header}){cells})")

    def cell(self, cell: tree.Cell) -> Code:
        """Return a cell of a table."""
        return block([self.line(cell.parts)])

    def definitions(self, found: tree.Definitions) -> Code:
        """Return a list of terms."""
        return Code(f"defined({', '.join(map(self.definition, found.items))})")

    def definition(self, item: tree.Definition) -> Code:
        """Return a term with its meanings."""
        meanings = [block(list(self.tight(meaning))) for meaning in item.meanings]
        return Code(f"({block([self.line(item.term)])}, {block(meanings)})")

    def rule(self, found: tree.Rule) -> Code:
        """Return a line across."""
        return RULE

    def notes(self, notes: tree.Notes) -> Code:
        """Return the footnotes below a line across."""
        return Code("\n".join([RULE, *map(self.note, notes.items)]))

    def note(self, note: tree.Note) -> Code:
        """Return a footnote, which begins with its number."""
        lines = [self.leaf.anchor(note.id), *self.tight(note.blocks, [quote(f"{note.number} ")])]
        return Code(f"small(block({block(lines)}))")

    # Parts of a line

    def line(self, parts: tree.Inlines) -> Code:
        """Return the parts of a line as one content."""
        return block(self.parts(parts))

    def parts(self, parts: tree.Inlines) -> list[Code]:
        """Return the parts of a line; what shows nothing is left out."""
        found = (_INLINES[type(part)](self, part) for part in parts)
        return [code for code in found if code]

    def text(self, part: tree.Text) -> Code:
        """Return plain text."""
        text = flow(part.text)
        return quote(text) if text else Code()

    def wrapped(self, part: tree.Wrapped) -> Code:
        """Return emphasised parts."""
        return Code(f"{'emph' if part.how == 'emphasis' else 'strong'}({self.line(part.parts)})")

    def code(self, part: tree.Code) -> Code:
        """Return code within a line."""
        return raw(part.text)

    def role(self, part: tree.Role) -> Code:
        """Return the text of what only a document can show."""
        return raw(part.text)

    def formula(self, part: tree.Formula) -> Code:
        """Return a formula; its source where Typst has no form for it."""
        try:
            return formula_call(part.tex, display=part.display)
        except UnknownFormula as unknown:
            message = f"the PDF cannot set {unknown} in a formula; its source is shown"
            self.tell(Finding.PDF_MATH, part.line, message, part.tex)
            return raw(part.tex)

    def link(self, part: tree.Link) -> Code:
        """Return a link, or its text where it leads nowhere."""
        return linked(self.target(part), self.line(part.parts))

    def target(self, part: tree.Link) -> Code | None:
        """Return where a link leads: into the book, out of it, or nowhere."""
        match part.to:
            case "web":
                return quote(part.target)
            case "here":
                return self.leaf.label(part.fragment) if part.fragment in self.ids() else None
            case "site":
                docname = self.leaf.catalogue.docname_at(part.target)
                return self.leaf.target(docname) if docname else None
            case _:
                return self.leaf.target(part.target)

    def ids(self) -> Iterator[str]:
        """Yield the ids that the page has."""
        yield self.title_id
        for part in tree.walk(self.prose.blocks):
            match part:
                case tree.Section():
                    yield part.id
                case tree.List():
                    yield from (f"source-{item.source}" for item in part.items if item.source)
                case tree.Citation(first=True):
                    yield f"cite-{part.number}"

    def citation(self, part: tree.Citation) -> Code:
        """Return the link to a source; the first to each is where the way back leads."""
        here = [self.leaf.anchor(f"cite-{part.number}")] if part.first else []
        return linked(self.leaf.label(f"source-{part.number}"), block([*here, quote(part.text)]))

    def mention(self, part: tree.Mention) -> Code:
        """Return the link to another review."""
        target = self.leaf.target(self.leaf.catalogue.by_key[part.key].docname)
        return linked(target, block([quote(flow(part.text))]))

    def named(self, part: tree.Named) -> Code:
        """Return what a role names; a book has no pages of tags."""
        review = self.leaf.catalogue.find(part.kind, part.ref, self.leaf.lang)
        text = quote(flow(part.text or (review.target_name if review else part.ref)))
        return linked(self.leaf.target(review.docname), block([text])) if review else text

    def marked(self, part: tree.Marked) -> Code:
        """Return raised, lowered or keyed text."""
        if part.how == "kbd":
            return raw(part.text)
        return Code(f"{'super' if part.how == 'sup' else 'sub'}({block([value(part.text)])})")

    def abbreviation(self, part: tree.Abbreviation) -> Code:
        """Return an abbreviation; paper shows at once what a screen shows on demand."""
        return block([value(part.text), value(f" ({part.meaning})")])

    def line_break(self, part: tree.Break) -> Code:
        """Return a line break."""
        return Code("linebreak()")

    def note_mark(self, part: tree.NoteMark) -> Code:
        """Return the mark of a footnote."""
        mark = block([self.leaf.anchor(part.id), quote(str(part.number))])
        return linked(self.leaf.label(tree.note_id(part.number)), Code(f"super({mark})"))

    def picture(self, part: tree.Picture, *, inline: bool = True) -> Code:
        """Return a picture with its text; the text alone where the file cannot be shown."""
        alt = part.alt or part.path
        if name := self.leaf.picture(part.path):
            return call("picture", name, alt=alt, inline=inline)
        message = "the PDF cannot show this picture; its text is shown"
        self.tell(Finding.PDF_IMAGE, part.line, message, part.path)
        return call("emph", alt)

    def picture_block(self, part: tree.Picture) -> Code:
        """Return a picture on lines of its own."""
        return self.picture(part, inline=False)


_BLOCKS: dict[type, Callable[..., Code]] = {
    tree.Paragraph: ProseTypst.paragraph,
    tree.List: ProseTypst.listing,
    tree.Quote: ProseTypst.quotation,
    tree.CodeBlock: ProseTypst.code_block,
    tree.Formula: ProseTypst.formula,
    Badge: ProseTypst.badge,
    Asked: ProseTypst.asked,
    tree.Table: ProseTypst.table,
    tree.Definitions: ProseTypst.definitions,
    tree.Rule: ProseTypst.rule,
    tree.Notes: ProseTypst.notes,
    tree.Picture: ProseTypst.picture_block,
    tree.Directive: ProseTypst.directive,
}
_INLINES: dict[type, Callable[..., Code]] = {
    tree.Text: ProseTypst.text,
    tree.Wrapped: ProseTypst.wrapped,
    tree.Code: ProseTypst.code,
    tree.Formula: ProseTypst.formula,
    tree.Link: ProseTypst.link,
    tree.Citation: ProseTypst.citation,
    tree.Mention: ProseTypst.mention,
    tree.Named: ProseTypst.named,
    tree.Marked: ProseTypst.marked,
    tree.Abbreviation: ProseTypst.abbreviation,
    tree.Break: ProseTypst.line_break,
    tree.NoteMark: ProseTypst.note_mark,
    tree.Role: ProseTypst.role,
    tree.Picture: ProseTypst.picture,
}
