"""Judge what a calculation is said to give against what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from .stated import Amount, Claim, Result


class Verdict(StrEnum):
    """How a stated number stands to the exact one."""

    RIGHT = "right"
    TRUNCATED = "truncated"
    IMPRECISE = "imprecise"
    """Not what the numbers as written give, though it may be what unrounded ones give."""

    TWICE = "twice"
    """Right for the rounded number before it, not for the exact one."""

    WRONG = "wrong"


class Judgement(NamedTuple):
    """A verdict other than ``RIGHT``, and the result it is about."""

    verdict: Verdict
    result: Result
    first: bool
    """Whether it is the calculation's first result, before any rounding."""


def unit_of(value: Decimal) -> Decimal:
    """Return the step of the last digit that a number shows."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def judge(exact: Decimal, stated: Decimal, join: str = "=", cap: Decimal | None = None) -> Verdict:
    """Judge a stated number against the exact one, to the digits it shows.

    A ratio over the cap may be stated as the cap. Halves may be rounded to even. Cut digits are
    right where ``…`` says so; no sign allows more than half a unit upwards.
    """
    if cap is not None and exact > cap and stated == cap:
        return Verdict.RIGHT
    unit = unit_of(stated)
    if any(
        exact.quantize(unit, rounding) == stated for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    ):
        return Verdict.RIGHT
    if exact.quantize(unit, ROUND_DOWN) == stated:
        return Verdict.RIGHT if join == "cut" else Verdict.TRUNCATED
    return Verdict.WRONG


def judge_results(
    exact: Decimal, results: Sequence[Result], cap: Decimal, slack: Decimal
) -> Judgement | None:
    """Return the worst that is wrong with a chain of results, or None.

    ``slack`` is how far the exact number may be off because the numbers it comes from are
    rounded themselves.
    """
    worst: Judgement | None = None
    before: list[Decimal] = []
    for index, result in enumerate(results):
        if result.join.startswith("+") and abs(exact - result.value) <= Decimal(result.join[1:]):
            return None
        own = judge(exact, result.value, result.join, cap)
        chained = {judge(value, result.value, result.join, cap) for value in before}
        if own is Verdict.WRONG and result.join == "?":
            continue
        if own is Verdict.WRONG and Verdict.RIGHT in chained:
            worst = worst or Judgement(Verdict.TWICE, result, False)
        elif own is Verdict.WRONG and Verdict.TRUNCATED not in chained:
            near = not index and abs(result.value - exact) <= slack + unit_of(result.value) / 2
            return Judgement(Verdict.IMPRECISE if near else Verdict.WRONG, result, not index)
        elif own is not Verdict.RIGHT and Verdict.RIGHT not in chained:
            worst = worst or Judgement(Verdict.TRUNCATED, result, not index)
        before.append(result.value)
    return worst


def judge_claim(claim: Claim, cap: Decimal) -> Judgement | None:
    """Return what is wrong with the results of a division, or None.

    Where both amounts are told in a second currency, the results may be those of that one.
    """
    judgement = judge_results(claim.quotient, claim.results, cap, _slack(claim.a, claim.b))
    if not judgement or not claim.beside:
        return judgement
    a, b = claim.beside
    return judge_results(a.value / b.value, claim.results, cap, _slack(a, b)) and judgement


def _slack(a: Amount, b: Amount) -> Decimal:
    """Return how far the quotient moves within the last digits of its amounts, 3 % at most."""
    if b.value <= b.step / 2:
        return Decimal(0)
    quotient = a.value / b.value
    high = (a.value + a.step / 2) / (b.value - b.step / 2)
    return min(high - quotient, quotient * Decimal("0.03"))
