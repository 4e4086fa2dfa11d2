"""What each line of a review's text is, by the same blocks that its page is drawn from.

Tokens of markdown-it tell lines and no columns. So the rules, which point at columns, go on reading
lines; which of them are headings, code or text they ask here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from markdown_it.token import Token

from .markdown import block_tokens
from .shortcuts import plain_headings

MAX_DEPTH = 20
"""Directives within directives that are looked into; what is deeper counts as text."""

_FENCES = frozenset({"fence", "colon_fence"})
_TEXTS = frozenset({"inline", "tr_open"})
_COMMENT = re.compile("<!--(?:(?!-->).)*-->")
_TICKS = re.compile("`+")


class Heading(NamedTuple):
    """A heading of the text itself, none within a list or a quotation."""

    level: int
    text: str

    @property
    def words(self) -> str:
        """Return what a page shows of the heading; nothing where it has no words."""
        if "<" not in self.text and "&" not in self.text:
            return self.text.strip()
        return unescape(_COMMENT.sub("", self.text)).strip()


class Directive(NamedTuple):
    """A directive, by the number of its first line, counted from 0."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Surface:
    """The lines of a text by what they are, each by its number, counted from 0."""

    headings: dict[int, Heading] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)
    """Lines of code and of directives, with all that these hold."""

    code: set[int] = field(default_factory=set)
    """Lines of code and of fences, but not what directives hold."""

    indented: set[int] = field(default_factory=set)
    """Lines of code without a fence; in the references they are entries that somebody indented."""

    texts: list[tuple[int, int]] = field(default_factory=list)
    """First line and the line behind of each paragraph, heading and row of a table.

    Left out where no line of the text can hold code.
    """

    directives: list[Directive] = field(default_factory=list)
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    """First line and fence of what is open at the end of what holds it."""

    def without_code(
        self, lines: Sequence[str], spans: Callable[[str], str], *, directives: bool
    ) -> list[str]:
        """Return the lines with code blocks empty and code spans replaced by what ``spans`` gives.

        What directives hold is kept where ``directives`` says so.
        """
        gone = self.code if directives else self.blocks
        if not gone and not self.texts:
            return list(lines)
        kept = ["" if number in gone else line for number, line in enumerate(lines)]
        for begin, end in self.texts if any("`" in line for line in kept) else ():
            text = "\n".join(kept[begin:end])
            if "`" in text:
                kept[begin:end] = spans(text).split("\n")
        return kept


@lru_cache(maxsize=2)
def surface_of(text: str) -> Surface:
    """Return the surface of a text; several rules in turn ask for that of the same one."""
    if (plain := plain_headings(text)) is not None:
        return Surface({line: Heading(*heading) for line, heading in plain.items()})
    surface = Surface()
    _read(surface, text, text.split("\n"), 0, 0)
    return surface


def _read(surface: Surface, text: str, lines: Sequence[str], shift: int, depth: int) -> None:
    tokens = block_tokens(text)
    for index, token in enumerate(tokens):
        if not token.map:
            continue
        begin, end = token.map[0] + shift, token.map[1] + shift
        if token.type in _TEXTS:
            surface.texts.append((begin, end))
        elif token.type == "code_block":
            surface.blocks.update(range(begin, end))
            surface.code.update(range(begin, end))
            surface.indented.update(range(begin, end))
        elif token.type in _FENCES:
            surface.blocks.update(range(begin, end))
            _fence(surface, token, lines, begin, end, depth)
        elif token.type == "heading_open" and token.level == 0 and depth == 0:
            surface.headings[begin] = Heading(int(token.tag[1]), tokens[index + 1].content)
            surface.blocks.update(range(begin + 1, end))


def _fence(
    surface: Surface, token: Token, lines: Sequence[str], begin: int, end: int, depth: int
) -> None:
    """Take a fenced block for code, or look for blocks in what a directive holds."""
    closing = rf"[\s>]*{token.markup[0]}{{{len(token.markup)},}}[ \t]*"
    closed = end - begin > 1 and re.fullmatch(closing, lines[end - 1])
    if not closed:
        surface.unclosed.append((begin, token.markup))
    info = token.info.strip()
    if not info.startswith("{"):
        surface.code.update(range(begin, end))
        return
    surface.directives.append(Directive(begin, info[1:].partition("}")[0].strip()))
    surface.code.update({begin, end - 1} if closed else {begin})
    if depth < MAX_DEPTH:
        _read(surface, token.content, lines, begin + 1, depth + 1)


def code_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield begin, end and length of the marks of each code span in one piece of text."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    partner: dict[int, int] = {}
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        size = runs[index][1] - runs[index][0]
        if size in last:
            partner[index] = last[size]
        last[size] = index
    index = 0
    while index < len(runs):
        if index in partner:
            start, size = runs[index][0], runs[index][1] - runs[index][0]
            index = partner[index]
            yield start, runs[index][1], size
        index += 1


def blanked(text: str) -> str:
    """Return a text with blanks in place of its code spans."""
    return _replaced(text, lambda part, size: " " * len(part))


def hollow(text: str) -> str:
    """Return a text with blanks between the marks of its code spans."""
    return _replaced(
        text, lambda part, size: part[:size] + " " * (len(part) - 2 * size) + part[-size:]
    )


def covered(text: str) -> str:
    """Return a text with letters in its code spans, whose first and last character stay."""
    return _replaced(text, lambda part, size: part[0] + "x" * (len(part) - 2) + part[-1])


def _replaced(text: str, new: Callable[[str, int], str]) -> str:
    """Return a text with its code spans replaced, line by line of the same length."""
    pieces, done = [], 0
    for begin, end, size in code_spans(text):
        part = text[begin:end]
        fresh = new(part, size)
        if "\n" in part:
            fresh = "".join("\n" if old == "\n" else c for old, c in zip(part, fresh, strict=True))
        pieces += [text[done:begin], fresh]
        done = end
    return "".join((*pieces, text[done:]))
