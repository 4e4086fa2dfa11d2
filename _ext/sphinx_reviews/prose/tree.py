"""The parts that the prose of a review consists of: a closed set, frozen and plain.

Whatever an author writes ends as one of these; an output has one function for each. Texts are as
written: every output escapes for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..model.diagnostics import Diagnostic
from ..model.questions import Asked
from ..model.records import Key
from ..model.views import Badge


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; a line break of the source is a line feed."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Parts that are emphasised, or strongly so."""

    how: Literal["emphasis", "strong"]
    parts: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """Code within a line, or refused source shown as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula from the list of allowed commands, within a line or on lines of its own."""

    tex: str
    display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a place that reviews may link to.

    ``to`` tells how ``target`` is read: ``web`` an address as it is, ``site`` an address inside
    the site such as ``/products/en/x/``, ``file`` a document name, ``here`` an id of the page.
    ``bare`` marks an address that stands in the text without Markdown.
    """

    to: Literal["web", "site", "file", "here"]
    target: str
    parts: Inlines
    fragment: str = ""
    title: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A ``[3]`` that has an entry; the first one of each is where the entry leads back to."""

    number: int
    text: str
    first: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of another reviewed subject, as it stands in the text."""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A role ``product``, ``company`` or ``tag``: what it names, and its text if it has one."""

    kind: str
    ref: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that is raised, lowered or a key to press."""

    how: Literal["sup", "sub", "kbd"]
    text: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation and what it stands for."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asks for."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a footnote, and which of the marks of the same it is, from 1."""

    number: int
    place: int

    @property
    def id(self) -> str:
        """Return the mark's id; no heading has one with such a stroke."""
        return f"{note_id(self.number)}_{self.place}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the review: its path relative to the source directory, and its text."""

    path: str
    alt: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Role:
    """A role of another extension that reviews may use, as it is written."""

    name: str
    text: str
    line: int


Inline = (
    Text
    | Wrapped
    | Code
    | Formula
    | Link
    | Citation
    | Mention
    | Named
    | Marked
    | Abbreviation
    | Break
    | NoteMark
    | Picture
    | Role
)
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; the date that closes a review and headings within others are marked."""

    parts: Inlines
    role: Literal["", "date", "heading"] = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; ``name`` is the criterion or section it stands for.

    ``level`` is 2 for the sections of the page, whose title is the only heading of level 1.
    """

    id: str
    level: int
    name: str
    title: Inlines
    blocks: Blocks
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list. ``source`` is the entry's number in the references, else 0."""

    blocks: Blocks
    source: int = 0
    label: str = ""
    """How the number is written in front of an entry; empty where the list itself numbers."""
    cited: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list; ``start`` is the first number of a numbered one, None where it is not numbered."""

    items: tuple[Item, ...]
    start: int | None = None
    sources: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code on lines of its own; ``language`` may be empty."""

    text: str
    language: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``align`` is ``left``, ``center``, ``right`` or empty."""

    parts: Inlines
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and its meanings."""

    term: Inlines
    meanings: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote, and how many marks lead to it."""

    number: int
    marks: int
    blocks: Blocks

    @property
    def id(self) -> str:
        """Return where marks lead."""
        return note_id(self.number)

    @property
    def backs(self) -> tuple[str, ...]:
        """Return the ids of its marks."""
        return tuple(NoteMark(self.number, place).id for place in range(1, self.marks + 1))


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes, at the end of the text."""

    items: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive of another extension that reviews may use, as it is written."""

    name: str
    argument: str
    content: str
    line: int

    @property
    def source(self) -> str:
        """Return what it was written like."""
        return f"```{{{self.name}}} {self.argument}".rstrip() + f"\n{self.content}```"


def note_id(number: int) -> str:
    """Return the id of a footnote."""
    return f"footnote_{number}"


Block = (
    Paragraph
    | Section
    | List
    | Quote
    | CodeBlock
    | Formula
    | Badge
    | Asked
    | Table
    | Definitions
    | Rule
    | Notes
    | Picture
    | Directive
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """What the text of a review came to, and what was refused on the way."""

    title_id: str
    blocks: Blocks
    refused: tuple[Diagnostic, ...] = ()
    asked: tuple[str, ...] = ()
    """Paths of the pictures that the text asks for, shown or not."""


def walk(parts: Blocks | Inlines) -> Iterator[Block | Inline]:
    """Yield every part of a tree, each before what it holds."""
    for part in parts:
        yield part
        for held in holdings(part):
            yield from walk(held)


def holdings(part: Block | Inline) -> Iterator[Blocks | Inlines]:
    """Yield the sequences of parts that a part holds."""
    match part:
        case Wrapped() | Link() | Paragraph():
            yield part.parts
        case Section():
            yield part.title
            yield part.blocks
        case Quote():
            yield part.blocks
        case List() | Notes():
            yield from (item.blocks for item in part.items)
        case Table():
            yield from (cell.parts for row in (part.head, *part.rows) for cell in row)
        case Definitions():
            for item in part.items:
                yield item.term
                yield from item.meanings
