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
            case tree.Marked() | tree.Abbreviation() | tree.Role():
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
