"""The entries of the references: which lines begin one, their labels, and the ways back.

The catalogue has read the entries already. Here a line begins an entry exactly where the catalogue
says so; the page and every check thus speak of the same entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeGuard

from markdown_it.token import Token

from ..model.body import CLOSING_DATE, LABEL
from ..model.records import Review
from . import tree

Line = tuple[int, tree.Inlines]
"""The number of the entry that begins here (0: none does), and the parts of the line."""


def number_at(line: int, review: Review) -> int:
    """Return the number of the entry that begins at a line of the file, 0 where none does."""
    return next((source.number for source in review.sources if source.line == line), 0)


def runs_of(token: Token, line: int, review: Review) -> list[tuple[int, int, list[Token]]]:
    """Cut a paragraph at the line breaks of its source: number, line and tokens of each piece.

    Where no line begins an entry, the line breaks stay what they are.
    """
    children = token.children or []
    runs: list[tuple[int, int, list[Token]]] = [(number_at(line, review), line, [])]
    depth, first = 0, line
    for child in children:
        depth += child.nesting
        broken = child.type in ("softbreak", "hardbreak")
        line += broken or child.content.count("\n")
        if broken and depth == 0:
            runs.append((number_at(line, review), line, []))
        else:
            runs[-1][2].append(child)
    return runs if any(number for number, _, _ in runs) else [(0, first, children)]


def entries(lines: list[Line], known: set[int]) -> Iterator[tree.Block]:
    """Yield a paragraph's blocks: what stands before its first entry, and a list of entries."""
    begins = [index for index, (number, _) in enumerate(lines) if number]
    head = lines[: begins[0]] if begins else lines
    parts = _together(parts for _, parts in head)
    if parts:
        yield tree.Paragraph(parts, "date" if _is_date(parts) else "")
    ends = [*begins[1:], len(lines)]
    entered = tuple(_entry(lines[b:e], known) for b, e in zip(begins, ends, strict=False))
    if entered:
        yield tree.List(entered, sources=True)


def _is_date(parts: tree.Inlines) -> bool:
    only = parts[0] if len(parts) == 1 else None
    return isinstance(only, tree.Text) and bool(CLOSING_DATE.fullmatch(only.text))


def _entry(lines: list[Line], known: set[int]) -> tree.Item:
    number = lines[0][0]
    label, first = without_label(lines[0][1])
    parts = _together([first, *(parts for _, parts in lines[1:])])
    return tree.Item((tree.Paragraph(parts),), _new(number, known), label)


def _new(number: int, known: set[int]) -> int:
    """Return the number for the first entry that has it, 0 for any other."""
    if number in known:
        return 0
    known.add(number)
    return number


def _together(lines: Iterable[tree.Inlines]) -> tree.Inlines:
    """Join lines by blanks."""
    parts: list[tree.Inline] = []
    for line in lines:
        if parts and line:
            parts.append(tree.Text(" "))
        parts.extend(line)
    return tuple(parts)


def without_label(parts: tree.Inlines) -> tuple[str, tree.Inlines]:
    """Return the label that a line begins with, such as ``[3]``, and the rest of the line."""
    for index, part in enumerate(parts):
        if isinstance(part, tree.Text):
            if not part.text.strip():
                continue
            match = LABEL.match(part.text)
            if not match:
                return "", parts
            number = re.sub(r"\D", "", match[0])
            rest = part.text[match.end() :]
            kept = (tree.Text(rest),) if rest else ()
            return f"[{number}]", (*kept, *parts[index + 1 :])
        if isinstance(part, tree.Wrapped):
            label, inside = without_label(part.parts)
            if not label:
                return "", parts
            held = (replace(part, parts=inside),) if inside else ()
            return label, (*held, *parts[index + 1 :])
        return "", parts
    return "", parts


def items(blocks: tree.Blocks, number: int, known: set[int]) -> Iterator[tree.Item]:
    """Yield the items that a list item of the references makes.

    Its own entries were made lists already: they take its place. A numbered item is an entry by
    its number.
    """
    own = blocks[0] if blocks else None
    if isinstance(own, tree.List) and own.sources:
        *others, last = own.items
        yield from others
        yield replace(last, blocks=(*last.blocks, *blocks[1:]))
    else:
        yield tree.Item(blocks, _new(number, known) if number else 0)


def joined(blocks: tree.Blocks) -> tree.Blocks:
    """Make one list of neighbouring lists of entries."""
    merged: list[tree.Block] = []
    for block in blocks:
        before = merged[-1] if merged else None
        if _entries(block) and _entries(before):
            merged[-1] = replace(before, items=(*before.items, *block.items))
        else:
            merged.append(block)
    return tuple(merged)


def _entries(block: tree.Block | None) -> TypeGuard[tree.List]:
    return isinstance(block, tree.List) and block.sources


def numbers(blocks: tree.Blocks) -> set[int]:
    """Return the numbers of all entries that have an anchor."""
    lists = (part for part in tree.walk(blocks) if isinstance(part, tree.List))
    return {item.source for listing in lists for item in listing.items if item.source}


def led_back(blocks: tree.Blocks, cited: set[int]) -> tree.Blocks:
    """Mark the entries that the prose cites."""
    return tuple(_led_back(block, cited) for block in blocks)


def _led_back(block: tree.Block, cited: set[int]) -> tree.Block:
    if isinstance(block, tree.List):
        items = (
            replace(item, cited=item.source in cited, blocks=led_back(item.blocks, cited))
            for item in block.items
        )
        return replace(block, items=tuple(items))
    if isinstance(block, tree.Quote):
        return replace(block, blocks=led_back(block.blocks, cited))
    return block
