"""Split a file into front matter and body, and read the front matter with its places.

Files of a Jekyll site are accepted as they are: a byte-order mark, CRLF line ends, fences with
trailing blanks. Values stay text here; what they must be is the schema's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .plain_matter import PlainEntry, plain_entries
from .records import Mark

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8

_FENCE = re.compile(r"---[ \t]*")
_LINE_END = re.compile(r"\r\n?")
_OPEN_QUOTE = re.compile(r"(?:[A-Za-z_]+:|[ \t]*-)[ \t]+(?:\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)")
"""A value that begins with a quotation mark and does not end on its line."""
_BRACKET = re.compile(r"[\[\]{}]")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s,\[\]{}]")

Value = str | list[str] | None
"""A front-matter value as written: a scalar, a flat list of scalars, or nothing."""


class FrontMatterError(ValueError):
    """Front matter that cannot be read, with the line where it breaks."""

    def __init__(
        self, message: str, line: int = 1, hint: str = "", *, missing: bool = False
    ) -> None:
        """Keep the message, the line, how to mend it, and whether there is no block at all."""
        super().__init__(message)
        self.line = line
        self.hint = hint
        self.missing = missing


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One front-matter key with its value and places; ``items`` are the places of list items."""

    key: str
    value: Value
    mark: Mark
    """Where the key stands."""

    value_mark: Mark
    """Where the value stands; the key where the value begins on another line."""

    items: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries in the order written (repeats included), and where the body begins."""

    entries: tuple[KeyEntry, ...]
    body: str
    body_line: int


def normalise(text: str) -> str:
    """Return the text without a byte-order mark and with plain line feeds."""
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def split(text: str) -> tuple[str, str, int]:
    """Return front matter, body, and the body's first line number of normalised text.

    Raises FrontMatterError where the block is missing or not closed.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise FrontMatterError("the file does not start with a line '---'", missing=True)
    for number, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    raise FrontMatterError("the front matter is not closed by a line '---'", missing=True)


def read(text: str) -> FrontMatter:
    """Read the front matter of normalised text; raise FrontMatterError where it cannot be read."""
    block, body, body_line = split(text)
    if len(block.encode()) > MAX_BYTES:
        raise FrontMatterError(f"the front matter is larger than {MAX_BYTES} bytes")
    _refuse_depth(block)
    plain = plain_entries(block)
    entries = _entries(_compose(block)) if plain is None else _placed(plain)
    return FrontMatter(tuple(entries), body, body_line)


def _placed(plain: list[PlainEntry]) -> Iterator[KeyEntry]:
    """Yield the entries of a block that has one on each line; its first line is the second."""
    for line, (key, value, column, columns) in enumerate(plain, start=2):
        items = tuple(Mark(line, column) for column in columns)
        yield KeyEntry(key, value, Mark(line, 1), Mark(line, column), items)


def _refuse_depth(block: str) -> None:
    """Refuse deep nesting before the parser recurses into it (also by indentation)."""
    depth = 0
    for bracket in _BRACKET.findall(block):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise FrontMatterError("the front matter is nested too deeply")
    if re.search(rf"^[ \t]*(?:[-?:][ \t]+){{{MAX_DEPTH}}}", block, re.MULTILINE):
        raise FrontMatterError("the front matter is nested too deeply")
    if re.search(r"^ {200}", block, re.MULTILINE):
        raise FrontMatterError("the front matter is indented too deeply")


def _compose(block: str) -> yaml.MappingNode:
    try:
        if _ANCHOR.search(block):
            _refuse_anchors(block)
        node = yaml.compose(block, Loader=yaml.CSafeLoader)
    except FrontMatterError:
        raise
    except yaml.MarkedYAMLError as error:
        reason = str(error.problem or error.context)
        mark = error.problem_mark or error.context_mark
        if "',' or ']'" in reason and error.context_mark:
            mark = error.context_mark
        line = mark.line + 2 if mark else 1
        raise FrontMatterError(f"YAML: {reason}", *_cause(block, line, reason)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FrontMatterError(f"YAML: {reason}") from error
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterError("the front matter is not a list of 'key: value' lines", 2)
    return node


def _cause(block: str, line: int, reason: str) -> tuple[int, str]:
    """Return the line where the mistake was made, and how to mend it, where that is plain."""
    lines = block.split("\n")
    for number, text in enumerate(lines[: line - 1], start=2):
        if _OPEN_QUOTE.fullmatch(text):
            return number, "close the quotation marks at the end of the line"
    text = lines[line - 2] if 2 <= line <= len(lines) + 1 else ""
    if text.startswith("\t") or "\t" in text.partition(":")[0]:
        return line, "use blanks, not tabs, at the beginning of the line"
    if "mapping values" in reason:
        return line, "put the value in quotation marks: it holds a colon and a blank"
    if "',' or ']'" in reason:
        return line, "close the list with ']'"
    return line, ""


def _refuse_anchors(block: str) -> None:
    """Refuse anchors and aliases: a few lines of them can stand for gigabytes."""
    for event in yaml.parse(block, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError("YAML: anchors and aliases are not allowed", _event_line(event))


def _event_line(event: yaml.Event) -> int:
    return event.start_mark.line + 2 if event.start_mark else 1


def _entries(node: yaml.MappingNode) -> list[KeyEntry]:
    entries = []
    for key, value in node.value:
        line = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError("a front-matter key must be a plain word", line)
        _refuse_tag(key)
        mark = Mark(line, key.start_mark.column + 1)
        items: tuple[Mark, ...] = ()
        if isinstance(value, yaml.SequenceNode):
            items = tuple(_mark(item) for item in value.value)
        entries.append(KeyEntry(key.value, _plain(value), mark, _value_mark(mark, value), items))
    return entries


def _value_mark(key: Mark, value: yaml.Node) -> Mark:
    """Return where a value's first character stands, behind its quotation mark."""
    begin = _mark(value)
    quoted = isinstance(value, yaml.ScalarNode) and value.style in ("'", '"')
    return Mark(key.line, begin.column + quoted) if begin.line == key.line else key


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 2, node.start_mark.column + 1)


def _plain(node: yaml.Node) -> Value:
    """Return a scalar's text or a list of them; refuse anything nested."""
    _refuse_tag(node)
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_scalar(item) for item in node.value]
    raise FrontMatterError(
        "a front-matter value must be text, a number, a date or a list", _line(node)
    )


def _scalar(node: yaml.Node) -> str:
    _refuse_tag(node)
    if not isinstance(node, yaml.ScalarNode):
        raise FrontMatterError("a list in the front matter may hold plain values only", _line(node))
    return str(node.value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 2


_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
)
"""The tags of plain values, which YAML finds by itself."""


def _refuse_tag(node: yaml.Node) -> None:
    if node.tag not in _TAGS:
        raise FrontMatterError(f"YAML: the tag {node.tag!r} is not allowed", _line(node))


def scalars(block: str) -> dict[str, str]:
    """Return the plain ``key: value`` pairs of a block; anything else is passed over."""
    node = _compose(block)
    return {
        key.value: str(value.value)
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
