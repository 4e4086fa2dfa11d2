"""Front matter as most files have it, read line by line: YAML takes five times as long.

Taken is only what a line says alone: a word, a colon, and plain text, text in quotation marks or a
list of these. Where one line is anything else nothing is taken; a test compares with YAML.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = r"[\w/](?:[^:#\n]|:(?=\S)|(?<=\S)#)*"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_ITEM = rf"{_QUOTED}|[\w/][^,:#\[\]{{}}?\"'&*!|>%@`]*"
_LIST = rf"\[(?: *(?:{_ITEM})(?:,(?: *)(?:{_ITEM}))*)?\]"
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_]\w{{0,99}}): +"
    rf"(?:(?P<list>{_LIST})|(?P<quoted>{_QUOTED})|(?P<plain>{_PLAIN})) *"
)
_ITEMS = re.compile(rf" *({_ITEM})(?=[,\]])")
_NULLS = frozenset({"null", "Null", "NULL"})


class PlainEntry(NamedTuple):
    """A key with its value; columns, counted from 1, of the value and of each item of a list."""

    key: str
    value: str | list[str] | None
    column: int
    items: tuple[int, ...] = ()


def plain_entries(block: str) -> list[PlainEntry] | None:
    """Return the entry of each line of the front matter, None where YAML has to be asked."""
    lines = block.split("\n")
    if not all(map(_usual, lines)):
        return None
    entries = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        entries.append(_entry(match))
    return entries


def _usual(line: str) -> bool:
    """Tell whether the line holds no character that YAML reads in a way of its own."""
    return line.isprintable() or line.replace("\u3000", "").isprintable()


def _entry(match: re.Match[str]) -> PlainEntry:
    key = match["key"]
    if match["list"]:
        start = match.start("list") + 1
        found = list(_ITEMS.finditer(match.string, start, match.end("list")))
        columns = tuple(item.start(1) + 1 for item in found)
        return PlainEntry(key, [_text(item[1]) for item in found], start, columns)
    if match["quoted"]:
        return PlainEntry(key, match["quoted"][1:-1], match.start("quoted") + 2)
    text = match["plain"].rstrip(" ")
    return PlainEntry(key, None if text in _NULLS else text, match.start("plain") + 1)


def _text(written: str) -> str:
    return written[1:-1] if written[0] in "\"'" else written.rstrip(" ")
