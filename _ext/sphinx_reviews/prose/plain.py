"""The prose as plain text: what a reader sees, without its links and its dress."""

from __future__ import annotations

from collections.abc import Iterator

from . import tree


def plain(parts: tree.Inlines) -> str:
    """Return the text of parts of a line."""
    return "".join(_texts(parts))


def _texts(parts: tree.Inlines) -> Iterator[str]:
    for part in parts:
        match part:
            case tree.Text() | tree.Code() | tree.Citation() | tree.Mention():
                yield part.text
            case tree.Marked() | tree.Abbreviation():
                yield part.text
            case tree.Wrapped() | tree.Link():
                yield from _texts(part.parts)
            case tree.Named():
                yield part.text or part.ref
            case tree.Formula():
                yield part.tex
            case tree.Picture():
                yield part.alt
            case tree.Break():
                yield "\n"


def passages(prose: tree.Prose) -> list[tuple[str, str, str]]:
    """Return (heading, its id, the text below it up to the next heading), one line a block.

    What stands above the first heading has no heading and no id.
    """
    found: list[tuple[str, str, str]] = []

    def collect(heading: str, identifier: str, blocks: tree.Blocks) -> None:
        own = [block for block in blocks if not isinstance(block, tree.Section)]
        lines = [line for line in _lines(tuple(own)) if line.strip()]
        found.append((heading, identifier, "\n".join(lines)))
        for block in blocks:
            if isinstance(block, tree.Section):
                collect(plain(block.title), block.id, block.blocks)

    collect("", "", prose.blocks)
    return found


def _lines(blocks: tree.Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case tree.Paragraph():
                yield _flat(block.parts)
            case tree.List():
                for item in block.items:
                    yield from _lines(item.blocks)
            case tree.Quote():
                yield from _lines(block.blocks)
            case tree.CodeBlock():
                yield block.text
            case tree.Formula():
                yield block.tex
            case tree.Table():
                for row in (block.head, *block.rows):
                    yield " ".join(_flat(cell.parts) for cell in row)
            case tree.Definitions():
                for defined in block.items:
                    yield _flat(defined.term)
                    for meaning in defined.meanings:
                        yield from _lines(meaning)


def _flat(parts: tree.Inlines) -> str:
    return plain(parts).replace("\n", " ")
