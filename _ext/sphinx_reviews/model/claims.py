"""Read arithmetic claims such as ``176 USD ÷ 1,549.99 USD = 0.11, rounded to 0.1`` from prose.

Only what can be read with certainty becomes a claim: an amount whose unit is no money, a sum or a
range beside the division, or a name with digits between sign and amount leave the text alone.
All arithmetic is decimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

MAX_SIGNS = 100
"""Signs of division that are looked at in one line."""

_WIDE = str.maketrans(
    "０１２３４５６７８９，．＄￥％＝（）［］＋－／：～＊　\u00a0\u202f\u2009",
    "0123456789,.$¥%=()[]+-/:~*    ",
)
_QUIET = str.maketrans(dict.fromkeys("*`_"))
_SIGNS = {
    "US$": "USD",
    "$": "USD",
    "USD": "USD",
    "US dollars": "USD",
    "US dollar": "USD",
    "dollars": "USD",
    "米ドル": "USD",
    "ドル": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "euros": "EUR",
    "ユーロ": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "pounds": "GBP",
    "ポンド": "GBP",
    "JPY": "JPY",
    "¥": "JPY",
    "yen": "JPY",
    "日本円": "JPY",
    "円": "JPY",
    "CNY": "CNY",
    "RMB": "CNY",
    "人民元": "CNY",
    "元": "CNY",
    "CHF": "CHF",
    "KRW": "KRW",
    "ウォン": "KRW",
    "A$": "AUD",
    "AUD": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "CAD": "CAD",
    "HK$": "HKD",
    "HKD": "HKD",
    "SGD": "SGD",
    "INR": "INR",
    "₹": "INR",
    "TWD": "TWD",
    "SEK": "SEK",
    "DKK": "DKK",
    "NOK": "NOK",
}
_SCALES = {"万": 10_000, "千": 1000, "億": 100_000_000, "k": 1000, "K": 1000}
_NUMBER = r"(?:\d{1,4}万\d{1,4}(?=円)|(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12})(?:\.\d{1,8})?)"
_UNIT = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_BRACKET = r"(?:\s{0,3}\([^()÷=]{0,90}\)|\s{0,3}\[\d{1,3}\])"


def _amount(name: str) -> str:
    return (
        rf"(?:(?P<{name}pre>{_UNIT})\s?)?(?P<{name}>{_NUMBER})\s?(?P<{name}scale>[万千億kK])?"
        rf"\s?(?P<{name}unit>{_UNIT})?(?![A-Za-z0-9%,.]*[A-Za-z0-9%]|倍)"
    )


_LEFT = re.compile(
    rf"(?<![\d.,])(?<![\d万千]\s){_amount('a')}(?P<note>{_BRACKET}{{0,2}})\s{{0,3}}\Z"
)
_SIGN = re.compile(
    r"÷|divided by|/(?=\s{0,3}[$€£¥]?(?:USD |EUR |GBP |JPY )?\d[\d,.]*[^=≈≒→⇒÷/]{0,40}[=≈≒→⇒])"
)
_RIGHT = re.compile(
    r"\s{0,3}(?P<words>\(?[A-Za-z\u3040-\u30ff\u4e00-\u9fff'’: ]{0,40}?)\s?"
    rf"{_amount('b')}{_BRACKET}{{0,2}}"
)
_DIVIDED = re.compile(
    rf"(?<![\d.,]){_amount('a')}を\s?{_amount('b')}で(?:割ると|割った|除すると|除した)"
)
_OPERATOR_BEFORE = re.compile(r"[-+×*/÷~〜–—^]\s{0,2}(?:[$€£¥]\s?)?\Z|\d\s?(?:万|千|億)\Z")
_OPERATOR_AFTER = re.compile(
    r"\s{0,2}(?:[-+×÷~〜–—^/]\s{0,2}[\d$€£¥(A-Za-z]|\*\s?\d|以上|以下|前後)"
)
_ABOUT = r"(?:約|およそ|ほぼ|approximately |approx\. ?|about |roughly |~)"
_RATIO = r"(?P<value>\d{1,6}(?:,\d{3})*(?:\.\d{1,8})?)"
_FIRST = re.compile(
    r"[\s)]{0,4}(?:,\s?)?(?P<sign>=|≈|≒|≃|≅|→|⇒|->|=>|equals|gives|yields)\s{0,3}"
    r"(?:(?P<cp>[A-Za-z]{2,8}|スコア|比率)\s?=\s?)?"
    rf"(?P<about>{_ABOUT}?)\s?{_RATIO}(?P<tail>\s?(?:…|⋯|\.{{3}}|%|倍|x\b|×|:1))?(?![\d,.]*\d)"
)
_ROUNDED = re.compile(
    r"(?:となり|になり|であり|で)?(?:\s|[,、;:()]|\[\d{1,3}\]){0,6}"
    r"(?:(?:→|⇒|->|=>|≈|≒|=)\s{0,3}|(?:which|that|this)?\s?"
    r"(?:is )?(?:rounded|rounds|rounding|rounded off|四捨五入|丸め|小数第[一1]位)"
    r"[^\d%\[\]=().。;]{0,40}?)"
    r"(?:CP\s?=\s?|score (?:of )?|スコア(?:は)?\s?|"
    r"rounded to |rounds to |四捨五入(?:で|して|により)\s?)?"
    r"(?P<value>\d{1,3}\.\d{1,8}|[01])(?![\d,.]*\d|\s?(?:decimal|桁|位|%|番|place))"
)
_INTO = re.compile(rf"[\s,、(]{{0,4}}{_RATIO}\s?(?:に(?:四捨五入|丸め)|(?:after|when) round)")


class Verdict(StrEnum):
    """How a stated number stands to the exact one."""

    RIGHT = "right"
    TRUNCATED = "truncated"
    IMPRECISE = "imprecise"
    """Not the quotient of the amounts as written, though it may be that of unrounded ones."""

    WRONG = "wrong"


class Amount(NamedTuple):
    """A number as written: its value, its currency where one is written, its smallest step."""

    value: Decimal
    currency: str
    step: Decimal


class Result(NamedTuple):
    """A stated quotient: its value, how it is joined (``=``, ``≈``, ``cut``, ``→``)."""

    value: Decimal
    join: str


class Claim(NamedTuple):
    """A division in prose with what it is said to give."""

    line: int
    column: int
    text: str
    a: Amount
    b: Amount
    results: tuple[Result, ...] = ()
    note: str = ""
    """What stands in brackets after the first amount, such as a product's name."""

    section: str = ""
    """Id of the section in which the claim stands."""

    context: str = ""
    """The sentences of the section that name the first amount; for resolving the product."""

    @property
    def quotient(self) -> Decimal:
        """Return the exact quotient to 28 digits."""
        return self.a.value / self.b.value


def find_claims(line: str, number: int) -> Iterator[Claim]:
    """Yield the claims of one line, the line's number in its file being ``number``."""
    if not may_claim(line):
        return
    text = line.translate(_WIDE)
    kept: Sequence[int] = range(len(text))
    if any(sign in text for sign in "*`_"):
        kept = [place for place, character in enumerate(text) if character not in "*`_"]
        text = text.translate(_QUIET)
    for match in islice(_SIGN.finditer(text), MAX_SIGNS):
        left = _LEFT.search(text, max(0, match.start() - 240), match.start())
        right = _RIGHT.match(text, match.end()) if left else None
        if left and right:
            yield from _claim(text, left, right, match[0], number, kept)
    for match in _DIVIDED.finditer(text) if "円で" in text or "ルで" in text else ():
        yield from _claim(text, match, match, "÷", number, kept)


def may_claim(line: str) -> bool:
    """Tell whether the line can hold a claim, by a look that costs next to nothing."""
    if "÷" in line or "divided by" in line or "で割" in line or "で除" in line:
        return True
    return "/" in line and any(c in line for c in "=≈≒→⇒＝") and bool(_SLASH.search(line))


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
    if _OPERATOR_BEFORE.search(text, max(0, start - 6), start) or _OPERATOR_AFTER.match(text, stop):
        return
    a, b = _read(left, "a"), _read(right, "b")
    results, end = _results(text, stop)
    if b.value == 0 or not _certain(text[max(0, start - 12) : start], sign, a, b, results):
        return
    note = left["note"].strip(" ()") if left is not right else ""
    shown = text[start:end].strip(" ,、(")
    yield Claim(number, kept[start] + 1, shown, a, b, results, note)


def _certain(before: str, sign: str, a: Amount, b: Amount, results: tuple[Result, ...]) -> bool:
    """Tell whether the division can only be a ratio of two prices."""
    if a.currency and b.currency and a.currency != b.currency:
        return False
    if sign != "/":
        return True
    return bool(results) and bool((a.currency and b.currency) or _NAMED.search(before))


_NAMED = re.compile(r"(?:CP|MIN\(1(?:\.0)?)\s?[=,:]\s?\(?\Z", re.IGNORECASE)


def _read(match: re.Match[str], name: str) -> Amount:
    digits = match[name].replace(",", "")
    head, mixed, rest = digits.partition("万")
    if mixed:
        digits = str(int(head) * 10_000 + int(rest))
    scale = _SCALES.get(match[f"{name}scale"] or "", 1)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])) * scale
    unit = match[f"{name}unit"] or match[f"{name}pre"] or ""
    return Amount(Decimal(digits) * scale, _SIGNS.get(unit, ""), step)


def _results(text: str, start: int) -> tuple[tuple[Result, ...], int]:
    """Return the numbers that the division is said to give, and where the last one ends."""
    first = _FIRST.match(text, start)
    if not first:
        return (), start
    tail = (first["tail"] or "").strip()
    value = Decimal(first["value"].replace(",", ""))
    join = "≈" if first["about"] or first["sign"] in "≈≒≃≅→⇒->" else "="
    if tail in ("…", "⋯", "..."):
        join = "cut"
    if tail == "%":
        value /= 100
    found, end = [Result(value, join)], first.end()
    for _ in range(3):
        match = _ROUNDED.match(text, end) or _INTO.match(text, end)
        if not match:
            break
        found.append(Result(Decimal(match["value"].replace(",", "")), "→"))
        end = match.end()
    return tuple(found), end


def _unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def judge(exact: Decimal, stated: Decimal, join: str = "=", cap: Decimal | None = None) -> Verdict:
    """Judge a stated number against the exact one, to the digits it shows.

    A ratio over the cap may be stated as the cap. ``≈`` and ``cut`` allow one unit of the last
    digit either way of cutting; halves may be rounded to even.
    """
    if cap is not None and exact > cap and stated == cap:
        return Verdict.RIGHT
    unit = _unit(stated)
    if any(
        exact.quantize(unit, rounding) == stated for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    ):
        return Verdict.RIGHT
    if exact.quantize(unit, ROUND_DOWN) == stated:
        return Verdict.RIGHT if join == "cut" else Verdict.TRUNCATED
    if join in ("≈", "cut") and exact.quantize(unit, ROUND_UP) == stated:
        return Verdict.RIGHT
    return Verdict.WRONG


def judge_claim(claim: Claim, cap: Decimal) -> tuple[Verdict, Result | None]:
    """Judge all results of a claim; return the worst verdict and the result it is about."""
    exact = claim.quotient
    truncated: Result | None = None
    previous: list[Decimal] = [exact]
    for result in claim.results:
        verdicts = {judge(value, result.value, result.join, cap) for value in previous}
        if verdicts == {Verdict.WRONG}:
            rounded = result is claim.results[0] and _within_rounding(claim, result.value)
            return (Verdict.IMPRECISE if rounded else Verdict.WRONG), result
        if Verdict.RIGHT not in verdicts:
            truncated = truncated or result
        previous.append(result.value)
    return (Verdict.TRUNCATED, truncated) if truncated else (Verdict.RIGHT, None)


def _within_rounding(claim: Claim, stated: Decimal) -> bool:
    """Tell whether amounts that round to the written ones can have the stated quotient."""
    a, b = claim.a, claim.b
    half, exact = _unit(stated) / 2, claim.quotient
    if b.value <= b.step / 2 or abs(stated - exact) > exact * Decimal("0.03"):
        return False
    low = (a.value - a.step / 2) / (b.value + b.step / 2)
    high = (a.value + a.step / 2) / (b.value - b.step / 2)
    return low - half <= stated <= high + half


def agrees(amount: Amount, price: Decimal) -> bool:
    """Tell whether an amount is the price to the digits it shows, or to whole units.

    A round amount, such as 15,000 for 14,850, may be off by one per cent.
    """
    apart = abs(amount.value - price)
    rounded = amount.value % 100 == 0 and apart * 100 <= price
    return apart < 1 or apart <= amount.step / 2 or rounded
