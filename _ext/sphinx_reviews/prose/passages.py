"""The prose as passages: what stands below each heading, in plain text, for search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import tree
from .plain import plain


class Passage(NamedTuple):
    """A part of a text: its heading, the heading's id on the page where it has one, its text."""

    heading: str
    anchor: str
    text: str


def passages(prose: tree.Prose) -> list[Passage]:
    """Return what stands above the first heading and below each, one line per block."""
    above = _text([b for b in prose.blocks if not isinstance(b, tree.Section | tree.Notes)])
    notes = (Passage("", f.id, _text(f.blocks)) for f in _notes(prose))
    return [*([Passage("", "", above)] if above else []), *_below(prose.blocks), *notes]


def _notes(prose: tree.Prose) -> Iterator[tree.Note]:
    for block in prose.blocks:
        if isinstance(block, tree.Notes):
            yield from block.items


def _below(blocks: tree.Blocks) -> Iterator[Passage]:
    for section in blocks:
        if isinstance(section, tree.Section):
            own = [block for block in section.blocks if not isinstance(block, tree.Section)]
            yield Passage(_line(section.title), section.id, _text(own))
            yield from _below(section.blocks)


def _text(blocks: Sequence[tree.Block]) -> str:
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: tree.Block) -> Iterator[str]:
    match block:
        case tree.Paragraph():
            yield _line(block.parts)
        case tree.List():
            yield from _all(tuple(b for item in block.items for b in item.blocks))
        case tree.Quote():
            yield from _all(block.blocks)
        case tree.Table():
            yield from (_line(cell.parts) for row in (block.head, *block.rows) for cell in row)
        case tree.Definitions():
            for item in block.items:
                yield _line(item.term)
                yield from _all(tuple(b for meaning in item.meanings for b in meaning))
        case tree.CodeBlock():
            yield block.text.strip()
        case tree.Directive():
            yield block.content.strip()
        case tree.Formula():
            yield block.tex
        case tree.Picture():
            yield block.alt


def _all(blocks: tree.Blocks) -> Iterator[str]:
    for block in blocks:
        yield from _lines(block)


def _line(parts: tree.Inlines) -> str:
    return plain(parts).replace("\n", " ").strip()
