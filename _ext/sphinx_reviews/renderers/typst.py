"""Typst source in code mode: whatever comes from outside is a string literal, never markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date as Date  # noqa: N812 - distinguishes the type from fields named so
from decimal import Decimal

from ..model.text import drawable

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE = "[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff]"
_WIDE_BREAK = re.compile(f"(?<={_WIDE})[ \t]*[\r\n]+[ \t]*(?={_WIDE})")


class Code(str):
    """Typst source to be taken as it stands."""

    __slots__ = ()


def quote(text: str) -> Code:
    """Return a string literal; the two characters that mean something in one are escaped."""
    whole = drawable(_SURROGATE.sub("\ufffd", text))
    return Code('"' + whole.replace("\\", "\\\\").replace('"', '\\"') + '"')


def flow(text: str) -> str:
    """Return prose with its line breaks as blanks; none arises between two wide characters."""
    return _SPACES.sub(" ", _WIDE_BREAK.sub("", text))


def value(given: object) -> Code:
    """Return a Python value as a Typst expression."""
    if isinstance(given, Code):
        return given
    if given is None or isinstance(given, bool):
        return Code({None: "none", True: "true", False: "false"}[given])
    if isinstance(given, str):
        return quote(flow(given))
    if isinstance(given, int | float | Decimal):
        return Code(
            f"{given:.5f}".rstrip("0").rstrip(".") if not isinstance(given, int) else str(given)
        )
    if isinstance(given, Date):
        return Code(f"datetime(year: {given.year}, month: {given.month}, day: {given.day})")
    if isinstance(given, Mapping):
        items = ", ".join(f"{quote(str(key))}: {value(item)}" for key, item in given.items())
        return Code(f"({items})" if items else "(:)")
    if isinstance(given, Sequence):
        return Code("(" + "".join(f"{value(item)}, " for item in given) + ")")
    raise TypeError(f"no Typst value for {type(given).__name__}")


def call(name: str, /, *arguments: object, **named: object) -> Code:
    """Return a function call; underscores of argument names become hyphens."""
    parts = [str(value(argument)) for argument in arguments]
    parts += [f"{key.replace('_', '-')}: {value(item)}" for key, item in named.items()]
    return Code(f"{name}({', '.join(parts)})")


def block(lines: Sequence[str]) -> Code:
    """Return a code block whose lines are joined to one content."""
    return Code("{\n" + "\n".join(lines) + "\n}") if lines else Code("[]")
