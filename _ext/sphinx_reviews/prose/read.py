"""From the tokens of a review's body to its prose: one pass that guards, numbers and links.

What a review may not contain becomes plain text here and is told; no output has to look again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from markdown_it.token import Token

from ..model import frontmatter
from ..model.body import CLOSING_DATE, MARKER
from ..model.diagnostics import Code, Diagnostic, diagnostic
from ..model.markdown import line_tokens, tokens
from ..model.questions import read_asked
from ..model.records import Review
from ..model.safety import OWN_DIRECTIVES, directive_allowed, math_problem
from ..model.settings import Settings
from ..model.text import drawable
from ..model.views import Badge
from . import sources, tree
from .ids import Ids
from .inline import InlineReader
from .notes import Footnotes
from .plain import plain

HTML_COMMENT = ("<!--", "-->")


def read_prose(
    text: str, review: Review, settings: Settings, pictures: Container[str] = ()
) -> tree.Prose:
    """Return the prose of a review's file; ``pictures`` are the paths of those it may show."""
    return reader_of(text, review, settings, pictures).read()


def reader_of(
    text: str, review: Review, settings: Settings, pictures: Container[str] = ()
) -> Reader:
    """Return what reads a review's file."""
    _, body, body_line = frontmatter.split(frontmatter.normalise(text))
    return Reader(review, settings, drawable(body), body_line, pictures)


@dataclass(slots=True)
class Reader:
    """Reads one review."""

    review: Review
    settings: Settings
    body: str
    first_line: int
    pictures: Container[str] = ()
    asked: dict[str, None] = field(default_factory=dict)
    """The pictures that the text asks for, shown or not."""
    refused: list[Diagnostic] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    known: set[int] = field(default_factory=set)
    cited: set[int] = field(default_factory=set)
    notes: Footnotes = field(default_factory=Footnotes)
    targets: dict[str, object] = field(default_factory=dict)
    """Where the text defines that links and footnotes lead."""

    def read(self) -> tree.Prose:
        """Return the tree of the whole text."""
        stream = tokens(self.body, self.targets)
        title_id = self.ids.of(self.review.target_name)
        self.notes = Footnotes(stream)
        drafts = self._titled(_drafts(stream, self.review))
        _inherit(drafts)
        for draft in drafts:
            if draft.references:
                listed = self._blocks(draft.tokens, draft, linked=False)
                draft.blocks = sources.joined(listed)
                self.known |= sources.numbers(draft.blocks)
        for draft in drafts:
            if not draft.references:
                draft.blocks = self._blocks(draft.tokens, draft, linked=True)
        for draft in drafts:
            if draft.references:
                draft.blocks = sources.led_back(draft.blocks, self.cited)
        blocks = (*_nested(drafts), *self.notes.made())
        return tree.Prose(title_id, blocks, tuple(self.refused), tuple(self.asked))

    def _titled(self, drafts: Iterator[Draft]) -> list[Draft]:
        """Return the drafts with their titles; below one without words the text goes on."""
        kept = [next(drafts)]
        for draft in drafts:
            draft.line = self._line(draft.heading) if draft.heading else 0
            draft.title = self._inline(draft.heading, linked=False) if draft.heading else ()
            words = plain(draft.title)
            if not words.strip():
                self.refuse(Code.CONTENT_NODE, draft.line, "a heading has no words", "#")
                kept[-1].tokens += draft.tokens
                continue
            draft.id, draft.name = self.ids.of(words), self.settings.section_id(words)
            kept.append(draft)
        return kept

    def further(self, text: str, line: int, section: str) -> tree.Blocks:
        """Return the blocks of a text that a directive holds, in the section of a name."""
        first, self.first_line = self.first_line, line
        stream = tokens(text, self.targets)
        self.notes.number(stream)
        draft = Draft(1, None, name=section, references=section == "references")
        blocks = self._blocks(stream, draft, linked=not draft.references)
        self.first_line = first
        return blocks

    def further_line(self, text: str, line: int) -> tree.Inlines:
        """Return the parts of a line that a directive or a role holds."""
        return InlineReader(self, line, linked=False).read(line_tokens(text, self.targets))

    def refuse(self, code: Code, line: int, message: str, value: str) -> None:
        """Note what is refused."""
        self.refused.append(
            diagnostic(code, self.review.path, line, message, value=value, lang=self.review.lang)
        )

    def _line(self, token: Token) -> int:
        return self.first_line + token.map[0] if token.map else self.first_line

    def _inline(self, token: Token, *, linked: bool, listing: bool = False) -> tree.Inlines:
        reader = InlineReader(self, self._line(token), linked=linked, listing=listing)
        return reader.read(token.children or [])

    def _blocks(self, stream: Sequence[Token], draft: Draft, *, linked: bool) -> tree.Blocks:
        return tuple(
            block
            for opening, inside in _elements(stream)
            for block in self._element(opening, inside, draft, linked=linked)
        )

    def _element(
        self, token: Token, inside: Sequence[Token], draft: Draft, *, linked: bool
    ) -> Iterator[tree.Block]:
        """Yield the blocks of one element; ``inside`` are the tokens between its two ends."""

        def blocks(of: Sequence[Token]) -> tree.Blocks:
            return self._blocks(of, draft, linked=linked)

        match token.type:
            case "paragraph_open":
                yield from self._paragraph(inside[0], draft, linked=linked)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token, inside, draft, linked=linked)
            case "blockquote_open":
                yield tree.Quote(blocks(inside))
            case "table_open":
                yield self._table(inside, draft, linked=linked)
            case "dl_open":
                yield self._definitions(inside, blocks, draft, linked=linked)
            case "heading_open":
                parts = self._inline(inside[0], linked=False)
                yield tree.Paragraph(parts, "heading", self._line(token))
            case "code_block" if draft.references:
                yield from sources.entries(self._indented(token), self.known)
            case "fence" | "colon_fence" | "code_block":
                yield self._code(token)
            case "math_block":
                yield self._formula(token, draft)
            case "html_block":
                yield from self._html(token)
            case "hr":
                yield tree.Rule()
            case "footnote_reference_open":
                self.notes.keep(str(token.meta["label"]), blocks(inside))
            case _:
                yield from self._unknown(token)

    def _paragraph(self, token: Token, draft: Draft, *, linked: bool) -> Iterator[tree.Block]:
        if draft.references:
            runs = sources.runs_of(token, self._line(token), self.review)
            lines = [(number, self._split(run, line)) for number, line, run in runs]
            yield from sources.entries(lines, self.known)
            return
        parts = self._inline(token, linked=linked)
        if parts:
            dated = CLOSING_DATE.fullmatch(token.content)
            yield tree.Paragraph(parts, "date" if dated else "", self._line(token))

    def _split(self, children: list[Token], line: int) -> tree.Inlines:
        return InlineReader(self, line, linked=False, listing=True).read(children)

    def _list(
        self, token: Token, inside: Sequence[Token], draft: Draft, *, linked: bool
    ) -> tree.List:
        numbered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1)) if numbered else None
        items = [
            item
            for opening, within in _elements(inside)
            for item in self._items(opening, within, draft, linked=linked)
        ]
        return tree.List(tuple(items), start)

    def _items(
        self, token: Token, inside: Sequence[Token], draft: Draft, *, linked: bool
    ) -> Iterator[tree.Item]:
        """Yield the items of one list item: several, where entries stand line by line in it."""
        blocks = self._blocks(inside, draft, linked=linked)
        if not draft.references:
            yield tree.Item(blocks)
            return
        number = sources.number_at(self._line(token), self.review)
        yield from sources.items(blocks, number, self.known)

    def _table(self, inside: Sequence[Token], draft: Draft, *, linked: bool) -> tree.Table:
        def read(token: Token) -> tree.Inlines:
            return self._inline(token, linked=linked, listing=draft.references)

        rows = [
            tuple(tree.Cell(read(within[0]), _alignment(cell)) for cell, within in _elements(row))
            for _, part in _elements(inside)
            for _, row in _elements(part)
        ]
        return tree.Table(rows[0], tuple(rows[1:]))

    def _definitions(
        self,
        inside: Sequence[Token],
        blocks: Callable[[Sequence[Token]], tree.Blocks],
        draft: Draft,
        *,
        linked: bool,
    ) -> tree.Definitions:
        items: list[tree.Definition] = []
        for token, within in _elements(inside):
            if token.type == "dt_open":
                term = self._inline(within[0], linked=linked, listing=draft.references)
                items.append(tree.Definition(term, ()))
            elif items:
                meanings = (*items[-1].meanings, blocks(within))
                items[-1] = replace(items[-1], meanings=meanings)
        return tree.Definitions(tuple(items))

    def _code(self, token: Token) -> tree.Block:
        info = token.info.strip()
        if info.startswith("{"):
            name = info.partition("}")[0].strip("{ ")
            if name in OWN_DIRECTIVES:
                return read_asked(info, token.content, self._line(token))
            if directive_allowed(name, self.settings):
                argument = info.partition("}")[2].strip()
                # Colons that open a fence are no option's.
                above = "\n" if token.content.startswith(":::") else ""
                return tree.Directive(name, argument, above + token.content, self._line(token))
            message = "this directive is not allowed"
            self.refuse(Code.CONTENT_DIRECTIVE, self._line(token), message, name)
            return tree.CodeBlock(f"{token.markup}{token.info}\n{token.content}{token.markup}")
        language = info.split(maxsplit=1)[0] if info else ""
        return tree.CodeBlock(token.content, language, self._line(token))

    def _indented(self, token: Token) -> list[sources.Line]:
        """Return indented lines of the references: their author meant entries, not code."""
        lines = enumerate(token.content.rstrip().split("\n"), start=self._line(token))
        return [
            (
                sources.number_at(number, self.review),
                self._split([Token("text", "", 0, content=line.strip())], number),
            )
            for number, line in lines
        ]

    def _formula(self, token: Token, draft: Draft) -> tree.Block:
        marker = MARKER.fullmatch(f"$${token.content}$$")
        if marker:
            return self._badge(Decimal(marker[1]), draft)
        tex, line = token.content.strip(), self._line(token)
        if problem := math_problem(tex):
            self.refuse(Code.CONTENT_MATH, line, problem, tex)
            return tree.Paragraph((tree.Code(tex),), line=line)
        return tree.Formula(tex, True, line)

    def _badge(self, value: Decimal, draft: Draft) -> Badge:
        rubric = self.settings.the_rubric
        ids = [criterion.id for criterion in rubric.criteria]
        known = draft.name in ids
        scale = rubric.scale if known else rubric.overall
        return Badge(draft.name if known else "overall", value, scale.high, scale.share(value))

    def _html(self, token: Token) -> Iterator[tree.Block]:
        """Show HTML as text; a comment vanishes."""
        if not is_comment(token.content):
            self.refuse(Code.CONTENT_HTML, self._line(token), "raw HTML", token.content)
            yield tree.CodeBlock(token.content)

    def _unknown(self, token: Token) -> Iterator[tree.Block]:
        message = "reviews may not contain this"
        self.refuse(Code.CONTENT_NODE, self._line(token), message, token.type)
        if token.content:
            yield tree.CodeBlock(token.content)


def is_comment(html: str) -> bool:
    """Tell whether raw HTML is one comment and nothing else."""
    text = html.strip()
    opening, closing = HTML_COMMENT
    return text.startswith(opening) and text.find(closing) == len(text) - len(closing) > 3


@dataclass(slots=True)
class Draft:
    """A heading while it is read: its tokens, and what becomes of them."""

    level: int
    heading: Token | None
    tokens: list[Token] = field(default_factory=list)
    title: tree.Inlines = ()
    id: str = ""
    name: str = ""
    references: bool = False
    blocks: tree.Blocks = ()
    line: int = 0


def _drafts(stream: list[Token], review: Review) -> Iterator[Draft]:
    """Cut the tokens at the headings that stand in nothing else.

    A first-level heading that repeats the title is dropped, any other stands below the page's own.
    """
    draft = Draft(1, None)
    end = 0
    for index, token in enumerate(stream):
        if index < end or token.type != "heading_open" or token.level:
            if index >= end:
                draft.tokens.append(token)
            continue
        heading, end = stream[index + 1], index + 3
        repeated = heading.content.strip() in (review.title, review.target_name)
        if token.tag != "h1" or not repeated:
            yield draft
            draft = Draft(max(2, int(token.tag[1:])), heading)
    yield draft


def _inherit(drafts: list[Draft]) -> None:
    """Count what stands below the references as part of them."""
    within = 0
    for draft in drafts:
        if within and draft.level <= within:
            within = 0
        if not within and draft.name == "references":
            within = draft.level
        draft.references = bool(within)


def _nested(drafts: list[Draft]) -> tree.Blocks:
    """Return sections within sections, by their levels."""
    stack: list[tuple[Draft, list[tree.Block]]] = [(drafts[0], list(drafts[0].blocks))]

    def close() -> None:
        draft, blocks = stack.pop()
        level, title = len(stack) + 1, draft.title
        section = tree.Section(draft.id, level, draft.name, title, tuple(blocks), draft.line)
        stack[-1][1].append(section)

    for draft in drafts[1:]:
        while len(stack) > 1 and stack[-1][0].level >= draft.level:
            close()
        stack.append((draft, list(draft.blocks)))
    while len(stack) > 1:
        close()
    return tuple(stack[0][1])


def _elements(stream: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Yield each element on this level: its first token, and the tokens between its ends."""
    depth = 0
    begin = 0
    for index, token in enumerate(stream):
        if depth == 0:
            begin = index
        depth += token.nesting
        if depth == 0:
            yield stream[begin], stream[begin + 1 : index]


def _alignment(cell: Token) -> str:
    return str(cell.attrs.get("style", "")).removeprefix("text-align:").strip()
