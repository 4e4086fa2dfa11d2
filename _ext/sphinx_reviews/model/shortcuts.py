"""What most texts are made of, taken at once: markdown-it asks fifteen rules one after the other.

A shortcut takes nothing that another rule would have read otherwise; tests compare the tokens, and
the headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_SIGNS = re.compile(r"[\n!$&*<\[\\\]_`{]")
"""The characters that a rule of ours begins with, and the end of a link's text."""

_CITED = r"\[\d{1,3}(?:[,-] ?\d{1,3})*\](?!\()"
_NUMBERS = re.compile(_CITED)
_TEXT = r"[^\n!$&*<\[\\\]_`{]++"
_NO_MARKUP = re.compile(_TEXT)
_CITING = re.compile(f"(?:{_TEXT}|{_CITED})++")


def shorten(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser of reviews take plain lines, headings and citations without asking around."""
    parser.inline.terminator_re = _SIGNS
    parser.inline.ruler.after("text", "citation", _citation)
    parser.block.ruler.before("table", "plain", _plain)
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """Read the lines of all blocks; most hold no markup, or citations and bold words at most."""
    plain = _NO_MARKUP if state.env.get("references") else _CITING
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if plain.fullmatch(token.content):
                token.children.append(Token("text", "", 0, content=token.content))
            elif bold := _bold(token.content.split("**"), plain):
                token.children += bold
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _bold(pieces: Sequence[str], plain: Pattern[str]) -> list[Token]:
    """Return a text whose every second piece is strong; nothing where that is in doubt."""
    paired = len(pieces) > 1 and len(pieces) % 2 and all(pieces[1:-1])
    if not paired or not all(plain.fullmatch(piece) for piece in filter(None, pieces)):
        return []
    found = [Token("text", "", 0, content=pieces[0])]
    for before, strong, after in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        ends = strong[-1:].isalnum() or (not strong[-1:].isspace() and after[:1] in ("", " "))
        if before[-1:] not in _APART or not strong[:1].isalnum() or not ends:
            return []
        if after[:1] not in _APART:
            return []
        found += (
            Token("strong_open", "strong", 1, markup="**"),
            Token("text", "", 0, level=1, content=strong),
            Token("strong_close", "strong", -1, markup="**"),
            Token("text", "", 0, content=after),
        )
    return found


_APART = ("", " ", *"\u3000\u3001\u3002\uff08\uff09\uff1a,.:;()/")
"""What stands beside ``**`` where it can only begin or end strong words, nothing included."""


def _citation(state: StateInline, silent: bool) -> bool:
    """Take ``[3]`` for text, unless something is defined that it could refer to."""
    if silent or state.src[state.pos] != "[" or state.env.get("references"):
        return False
    match = _NUMBERS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pending += match[0]
    state.pos = match.end()
    return True


def _plain(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """Take a heading or a paragraph of one line, where what follows makes nothing else of it."""
    if silent or state.is_code_block(begin) or (begin + 1 < end and not state.isEmpty(begin + 1)):
        return False
    first = _first(state, begin)
    if first == "#":
        return heading(state, begin, end, silent)
    plain = first.isalpha() or first > "\x7f"
    # A line that begins so makes a term of what stands above it, a blank line between or not.
    if not plain or (begin + 2 < end and _first(state, begin + 2) in (":", "~")):
        return False
    return paragraph(state, begin, end, silent)


def _first(state: StateBlock, line: int) -> str:
    """Return the character that a line begins with, nothing where it is empty."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : min(start + 1, state.eMarks[line])]


_LONGER = ("`", "    ", "\t", "~~~", ":::", "\r", "\0")
"""What code and directives cannot do without, and what the parser reads as something else."""

_WITHIN = r"[ >*+.)0-9-]"
_UNSURE = re.compile(
    rf" +#|#.*# *$|{_WITHIN}{{13}}|\[\^[^\]]*\]:"
    rf"|{_WITHIN}*(?:[<:~=|]|\$\$(?![^$]+\$\$ *$)|$)"
)
"""Lines that may hold, end or underline others, in quotations and lists too, or stand too deep."""

_HEADING = re.compile(r"(#{1,6})(?: (.*))?")


def plain_headings(text: str) -> dict[int, tuple[int, str]] | None:
    """Return level and text of each heading by its line, None where that takes the whole parser.

    Where no line holds others, a line that begins with ``#`` ends whatever stands above it.
    """
    if any(sign in text for sign in _LONGER):
        return None
    found: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(text.split("\n")):
        first = line[:1]
        if not first or first.isalpha() or first > "\x7f":
            continue
        if _UNSURE.match(line):
            return None
        if first == "#" and (heading := _HEADING.fullmatch(line)):
            words = (heading[2] or "").strip(" ")
            if words != words.strip():
                return None
            found[number] = len(heading[1]), words
    return found
