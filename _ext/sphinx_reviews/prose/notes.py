"""Footnotes: numbered in the order in which they are first named, their texts kept for the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markdown_it.token import Token

from . import tree


class Footnotes:
    """The footnotes of one text while it is read."""

    def __init__(self, stream: Iterable[Token] = ()) -> None:
        """Give numbers to those that the tokens name; one that none names comes behind them."""
        self._numbers: dict[str, int] = {}
        self._marks: Counter[int] = Counter()
        self._texts: dict[int, tree.Blocks] = {}
        self._made: set[int] = set()
        self.number(stream)

    def number(self, stream: Iterable[Token]) -> None:
        """Give numbers to the footnotes that further tokens name."""
        marks = (child for token in stream for child in token.children or ())
        for mark in marks:
            if mark.type == "footnote_ref":
                self._numbers.setdefault(str(mark.meta["label"]), len(self._numbers) + 1)

    def mark(self, label: str) -> tree.NoteMark:
        """Return the next mark of a footnote."""
        number = self._numbers[label]
        self._marks[number] += 1
        return tree.NoteMark(number, self._marks[number])

    def keep(self, label: str, blocks: tree.Blocks) -> None:
        """Keep the text of a footnote; a second one of the same name is one that nobody names."""
        number = self._numbers.setdefault(label, len(self._numbers) + 1)
        if number in self._texts or number in self._made:
            number = self._numbers[f"{label} {len(self._numbers)}"] = len(self._numbers) + 1
        self._texts[number] = blocks

    def made(self) -> tree.Blocks:
        """Return the part for the end of the text, none where no footnote is left to show."""
        texts = sorted(self._texts.items())
        self._made |= self._texts.keys()
        self._texts = {}
        items = tuple(tree.Note(number, self._marks[number], blocks) for number, blocks in texts)
        return (tree.Notes(items),) if items else ()
