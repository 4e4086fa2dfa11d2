"""Read sums, averages and compound calculations: ``(0.6 × 0.4) + (1.0 × 0.6) = 0.84 → 0.8``.

What stands before an equals sign must be a whole expression of plain numbers or amounts of one
currency; a word, another unit or an operator in front of it leaves the text alone. Divisions of
two amounts are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

from .amounts import BEGINS, amount_of, amount_pattern
from .claims import plain
from .results import read_results
from .stated import Amount, Result

MAX_LINE = 20_000
MAX_TOKENS = 80


class Sum(NamedTuple):
    """A calculation with what it is said to give; ``slack`` is how far its numbers are rounded."""

    column: int
    text: str
    exact: Decimal
    slack: Decimal
    results: tuple[Result, ...]


class _Token(NamedTuple):
    kind: str
    """``n`` a number, one of ``+-*/()=``, or ``?`` for anything else."""

    start: int
    end: int
    amount: Amount | None = None


_HINT = re.compile(
    r"[\d０-９)）円]\s{0,3}(?:[A-Z]{3}\s?)?(?:[×÷＋+*／/−]|-\s)\s{0,3}[($€£¥（\d０-９]"
)
_MORE = re.compile(r"[+＋×−]|\s[-－*＊]\s")
"""An operator that makes more of a line than a division."""

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<mark>\*\*|`|_(?=\W))"
    rf"|(?P<number>{BEGINS}(?<![\w.,]){amount_pattern('n')}(?!\s?[A-Za-zΩ°µ]|:\d))"
    r"|(?P<op>[+×÷/()=≈≒→−]|(?<=\s)[-*](?=\s))|(?P<other>\w+|.)"
)
_PLAIN = {"×": "*", "÷": "/", "−": "-", "≈": "=", "≒": "=", "→": "="}
_BEFORE = re.compile(r"[+×÷*/^√∑](?:[^=.。;；:]{0,60})\Z")


def find_sums(line: str) -> Iterator[Sum]:
    """Yield the calculations of a line of text."""
    if not ("=" in line or "＝" in line or "≈" in line or "≒" in line) or len(line) > MAX_LINE:
        return
    if not _MORE.search(line) or not _HINT.search(line):
        return
    text = plain(line)
    tokens = list(_tokens(text))
    for index, token in enumerate(tokens):
        if token.kind == "=" and text[token.start] not in "→":
            item = _read(text, tokens, index)
            if item:
                yield item


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match["number"]:
            yield _Token("n", match.start(), match.end(), amount_of(match, "n"))
        elif match["op"]:
            yield _Token(_PLAIN.get(match[0], match[0]), match.start(), match.end())
        elif match["other"]:
            yield _Token("?", match.start(), match.end())


def _read(text: str, tokens: Sequence[_Token], start: int) -> Sum | None:
    """Return the calculation that ends at an equals sign, where it can be read whole."""
    begin = start
    while begin and tokens[begin - 1].kind not in "=?" and start - begin < MAX_TOKENS:
        begin -= 1
    own = tokens[begin:start]
    if not _worth_reading(own) or _BEFORE.search(_clean(text[: own[0].start])[-80:]):
        return None
    results, end = _results(text, own[-1].end) or _further(tokens, start)
    exact = _value([_with(token, Decimal(0)) for token in own]) if results else None
    if exact is None:
        return None
    if exact > 1 and not any(token.kind == "/" for token in own):
        # A total of money; what follows it is worked out from more than the total.
        results = results[:1]
    written = _clean(text[own[0].start : end]).strip(" ,、")
    return Sum(own[0].start + 1, written, exact, _slack(own, exact), results)


def _clean(text: str) -> str:
    return text.replace("**", "").replace("`", "")


def _worth_reading(own: Sequence[_Token]) -> bool:
    """Tell whether the tokens are more than a division of two amounts, in one currency."""
    operators = [token.kind for token in own if token.kind in "+-*/"]
    currencies = {t.amount.currency for t in own if t.amount and t.amount.currency}
    if len(currencies) > 1 or not operators or own[0].kind in "+-*/":
        return False
    return operators != ["/"] and set(operators) != {"/"} and set(operators) != {"-"}


def _further(tokens: Sequence[_Token], start: int) -> tuple[tuple[Result, ...], int]:
    """Return the value of a sum that stands between this equals sign and the next one."""
    stop = next((i for i in range(start + 1, len(tokens)) if tokens[i].kind in "=?"), start)
    step = tokens[start + 1 : stop]
    if stop == start or tokens[stop].kind != "=" or {t.kind for t in step} != {"n", "+"}:
        return (), 0
    value = _value([_with(token, Decimal(0)) for token in step])
    rounded = sum((t.amount.step / 2 for t in step if t.amount), Decimal(0))
    return (() if value is None else (Result(value, f"+{rounded}"),)), step[-1].end


def _results(text: str, end: int) -> tuple[tuple[Result, ...], int] | None:
    """Return the results, None where the first is part of a further calculation."""
    kept = [i for i, c in enumerate(text) if (i >= end and c not in "*`") or i < end]
    shorter = "".join(text[i] for i in kept)
    results, stop = read_results(shorter, end)
    if not results or _GOES_ON.match(shorter, _after_first(shorter, end)):
        return None
    return results, kept[stop - 1] + 1


_GOES_ON = re.compile(
    r"\s?(?:[×÷/+^−]|-\s?\d"
    r"|(?!USD|JPY|EUR|GBP|is|as|or|so|to|in|by|at|for|and|vs|but)[A-Za-zΩµ]{1,3}\b)"
)
_NUMBER = re.compile(r"[^\d]{0,40}[\d,]+(?:\.\d+)?")


def _after_first(text: str, end: int) -> int:
    match = _NUMBER.match(text, end)
    return match.end() if match else end


def _with(token: _Token, off: Decimal) -> str | Decimal:
    return token.amount.value + off if token.amount else token.kind


def _slack(own: Sequence[_Token], exact: Decimal) -> Decimal:
    """Return how far the result moves where one number with decimals is off by half a digit."""
    largest = Decimal(0)
    for index, token in enumerate(own):
        if token.amount and token.amount.step < 1 and not token.amount.currency:
            moved = [_with(t, t.amount.step / 2 if i == index and t.amount else Decimal(0))
                     for i, t in enumerate(own)]  # fmt: skip
            largest = max(largest, abs((_value(moved) or exact) - exact))
    return largest


def _value(items: list[str | Decimal]) -> Decimal | None:
    """Work the expression out; None where it is none."""
    rest = [*items, "end"]
    try:
        value = _sum(rest)
    except (SyntaxError, DivisionByZero, InvalidOperation, RecursionError):
        return None
    return value if rest == ["end"] else None


def _sum(rest: list[str | Decimal]) -> Decimal:
    value = _product(rest)
    while rest[0] in ("+", "-"):
        sign = rest.pop(0)
        term = _product(rest)
        value = value + term if sign == "+" else value - term
    return value


def _product(rest: list[str | Decimal]) -> Decimal:
    value = _atom(rest)
    while rest[0] in ("*", "/"):
        sign = rest.pop(0)
        factor = _atom(rest)
        value = value * factor if sign == "*" else value / factor
    return value


def _atom(rest: list[str | Decimal]) -> Decimal:
    item = rest.pop(0)
    if isinstance(item, Decimal):
        return item
    if item != "(":
        raise SyntaxError(item)
    value = _sum(rest)
    if rest.pop(0) != ")":
        raise SyntaxError(item)
    return value
