"""Link the first mention of each other reviewed subject in every section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..model.catalogue import Catalogue
from ..model.mentions import MentionIndex
from ..model.records import Key, Review
from . import tree


def with_mentions(prose: tree.Prose, review: Review, catalogue: Catalogue) -> tree.Prose:
    """Return the prose with the names that the catalogue found in it as mentions.

    The text above the first heading and the references name nobody.
    """
    named = {other.key for other in catalogue.names(review)}
    named -= {other.key for other in catalogue.translations(review)}
    if not named:
        return prose
    index = catalogue.mention_index[review.lang]
    blocks = tuple(
        _linked(block, index, set(named))
        if isinstance(block, tree.Section) and block.name != "references"
        else block
        for block in prose.blocks
    )
    return replace(prose, blocks=blocks)


def with_further_mentions(
    blocks: tree.Blocks, section: tree.Section, review: Review, catalogue: Catalogue
) -> tree.Blocks:
    """Return blocks that a directive in a section holds, with the names not linked there yet.

    The catalogue does not look into directives of others, so every name of the language is sought.
    """
    left = set(catalogue.by_key) - {review.key}
    left -= {other.key for other in catalogue.translations(review)}
    left -= {part.key for part in tree.walk(section.blocks) if isinstance(part, tree.Mention)}
    index = catalogue.mention_index[review.lang]
    return tuple(_linked(block, index, left) for block in blocks)


def _linked(block: tree.Block, index: MentionIndex, left: set[Key]) -> tree.Block:
    def change(parts: tree.Inlines) -> tree.Inlines:
        return tuple(_changed(parts, index, left)) if left else parts

    return rebuilt(block, change)


def _changed(parts: tree.Inlines, index: MentionIndex, left: set[Key]) -> Iterator[tree.Inline]:
    for part in parts:
        if isinstance(part, tree.Text):
            yield from _found(part, index, left)
        elif isinstance(part, tree.Wrapped):
            yield replace(part, parts=tuple(_changed(part.parts, index, left)))
        else:
            yield part


def _found(part: tree.Text, index: MentionIndex, left: set[Key]) -> Iterator[tree.Inline]:
    text, end = part.text, 0
    for mention in index.find(text):
        if mention.key not in left:
            continue
        left.discard(mention.key)
        if mention.start > end:
            yield tree.Text(text[end : mention.start])
        yield tree.Mention(mention.key, text[mention.start : mention.end])
        end = mention.end
    if not end:
        yield part
    elif end < len(text):
        yield tree.Text(text[end:])


def rebuilt(block: tree.Block, change: Callable[[tree.Inlines], tree.Inlines]) -> tree.Block:
    """Return a block with the parts of all its lines changed; headings stay as they are."""

    def each(blocks: tree.Blocks) -> tree.Blocks:
        return tuple(rebuilt(one, change) for one in blocks)

    def row(cells: tuple[tree.Cell, ...]) -> tuple[tree.Cell, ...]:
        return tuple(replace(cell, parts=change(cell.parts)) for cell in cells)

    match block:
        case tree.Paragraph():
            return replace(block, parts=change(block.parts))
        case tree.Section() | tree.Quote():
            return replace(block, blocks=each(block.blocks))
        case tree.List():
            items = (replace(item, blocks=each(item.blocks)) for item in block.items)
            return replace(block, items=tuple(items))
        case tree.Table():
            return replace(block, head=row(block.head), rows=tuple(map(row, block.rows)))
        case tree.Definitions():
            items_ = (
                replace(one, term=change(one.term), meanings=tuple(map(each, one.meanings)))
                for one in block.items
            )
            return replace(block, items=tuple(items_))
    return block
