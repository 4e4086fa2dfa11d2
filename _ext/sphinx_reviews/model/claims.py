"""Read arithmetic claims such as ``176 USD ÷ 1,549.99 USD = 0.11, rounded to 0.1`` from prose.

Only what can be read with certainty becomes a claim: an amount whose unit is no money, a sum or a
range beside the division, or a name with digits between sign and amount leave the text alone.
All arithmetic is decimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .amounts import BEGINS, amount_of, amount_pattern, money_in, narrow
from .results import read_results
from .stated import Amount, Claim, Result

MAX_SIGNS = 100
"""Signs of division that are looked at in one line."""

_QUIET = str.maketrans(dict.fromkeys("*`_"))
_BULLET = re.compile(r"[ \t>]*(?:[-+*•・]|\d{1,3}[.)])(?=[ \t])[ \t]+")
_BRACKET = r"(?:\s{0,3}\([^()÷=]{0,90}\)|\s{0,3}\[\d{1,3}\])"
_LEFT = re.compile(
    rf"{BEGINS}(?<![\d.,万億])(?<!\d['’])(?<![\d万千]\s){amount_pattern('a')}"
    rf"(?P<note>{_BRACKET}{{0,2}})\s{{0,3}}\Z"
)
_SIGN = re.compile(
    r"÷|divided by|/(?=\s{0,3}[$€£¥]?(?:USD |EUR |GBP |JPY )?\d[\d,.]*[^=≈≒→⇒÷/]{0,40}[=≈≒→⇒])"
)
_RIGHT = re.compile(
    r"\s{0,3}(?P<words>\(?[A-Za-z\u3040-\u30ff\u4e00-\u9fff'’: ]{0,40}?)\s?"
    rf"{amount_pattern('b')}(?P<after>{_BRACKET}{{0,2}})"
)
_DIVIDED = re.compile(
    rf"{BEGINS}(?<![\d.,万億]){amount_pattern('a')}を\s?{amount_pattern('b')}で(?:割ると|割った|除すると|除した)"
)
_OPERATOR_BEFORE = re.compile(
    r"(?:[×÷^+/]\s{0,2}|(?:\d|\)|円|元|ドル|USD|JPY|EUR|GBP|yen)\s{0,2}[-−~〜–—]\s{0,2}|[-−])"
    r"(?:[$€£¥]\s?)?\Z|\d\s?[万千億]\Z"
)
"""An operator in front of the first amount; a dash is one only between two amounts."""

_OPERATOR_AFTER = re.compile(
    r"\s{0,2}(?:[-+×÷~〜–—^/]\s{0,2}[\d$€£¥(A-Za-z]|\*\s?\d|以上|以下|前後)"
    r"|(?<=\d) \d{3}(?!\d)"
)
"""What makes another number of the second amount, such as the blank in 1 549."""


def find_claims(line: str, number: int) -> Iterator[Claim]:
    """Yield the claims of one line, the line's number in its file being ``number``."""
    if not may_claim(line):
        return
    text = plain(line)
    kept: Sequence[int] = range(len(text))
    if any(sign in text for sign in "*`_"):
        kept = [index for index, character in enumerate(text) if character not in "*`_"]
        text = text.translate(_QUIET)
    for match in islice(_SIGN.finditer(text), MAX_SIGNS):
        left = _LEFT.search(text, max(0, match.start() - 240), match.start())
        right = _RIGHT.match(text, match.end()) if left else None
        if left and right:
            yield from _claim(text, left, right, match[0], number, kept)
    for match in _DIVIDED.finditer(text) if "円で" in text or "ルで" in text else ():
        yield from _claim(text, match, match, "÷", number, kept)


def plain(line: str) -> str:
    """Return the line with plain signs and without its list marker, character by character."""
    bullet = _BULLET.match(line)
    if bullet:
        line = " " * bullet.end() + line[bullet.end() :]
    return narrow(line)


def may_claim(line: str) -> bool:
    """Tell whether the line can hold a claim, by a look that costs next to nothing."""
    if "÷" in line or "divided by" in line or "で割" in line or "で除" in line:
        return True
    slash = "/" in line or "／" in line
    return slash and any(c in line for c in "=≈≒→⇒＝") and bool(_SLASH.search(line))


_SLASH = re.compile(r"[\d)）円\w]\s?[/／]\s{0,3}[$€£¥＄￥]?(?:USD |EUR |GBP |JPY )?[\d０-９]")


def _claim(
    text: str,
    left: re.Match[str],
    right: re.Match[str],
    sign: str,
    number: int,
    kept: Sequence[int],
) -> Iterator[Claim]:
    start, stop = left.start(), right.end()
    if _OPERATOR_BEFORE.search(text, max(0, start - 12), start) or _OPERATOR_AFTER.match(
        text, stop
    ):
        return
    a, b = amount_of(left, "a"), amount_of(right, "b")
    results, end = read_results(text, stop)
    if b.value == 0 or not _certain(text[max(0, start - 12) : start], sign, a, b, results):
        return
    note, after = (left["note"], right["after"]) if left is not right else ("", "")
    if a.currency != b.currency and _stated_twice(a, b, note, after):
        return
    written = text[start:end].strip(" ,、(")
    beside = _beside(money_in(note), money_in(after), a.currency)
    yield Claim(number, kept[start] + 1, written, a, b, results, note.strip(" ()"), beside=beside)


Money = tuple[tuple[int, int, Amount], ...]


def _beside(first: Money, second: Money, currency: str) -> tuple[Amount, Amount] | None:
    """Return the amounts that two brackets tell once more in one other currency."""
    if len(first) != 1 or len(second) != 1:
        return None
    one, two = first[0][2], second[0][2]
    fits = one.currency == two.currency != currency and two.value
    return (one, two) if fits else None


def _certain(before: str, sign: str, a: Amount, b: Amount, results: tuple[Result, ...]) -> bool:
    """Tell whether the division can only be a ratio of two prices."""
    if sign != "/":
        return True
    return bool(results) and bool((a.currency and b.currency) or _NAMED.search(before))


def _stated_twice(a: Amount, b: Amount, note: str, after: str) -> bool:
    """Tell whether a bracket gives one of the amounts in the other's currency as well."""
    beside = {m.currency for _, _, m in (*money_in(note), *money_in(after))}
    return bool(beside & {a.currency, b.currency} - {""})


_NAMED = re.compile(r"(?:CP|MIN\(1(?:\.0)?)\s?[=,:]\s?\(?\Z", re.IGNORECASE)
