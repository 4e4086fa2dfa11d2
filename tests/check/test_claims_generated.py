"""Claims built from numbers: each spelling is read, and exactly the damage is told."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from check.spelling import (
    ABOUT,
    EQUALS,
    LEADS,
    ROUNDED,
    SILENT,
    TENTH,
    amounts,
    division,
    rounded,
)
from sphinx_reviews.model.claims import find_claims
from sphinx_reviews.model.judging import Verdict, judge_claim, judge_results
from sphinx_reviews.model.sums import find_sums

ONE = Decimal(1)
PRICES = amounts()
LEAD, TAIL = st.sampled_from(LEADS), st.sampled_from(ROUNDED)
END = st.sampled_from(SILENT)


def verdict(line: str) -> tuple[Verdict, Decimal]:
    """Return the verdict on the only claim of a line, and the number it is about."""
    (claim,) = find_claims(line, 1)
    found = judge_claim(claim, ONE)
    return (found.verdict, found.result.value) if found else (Verdict.RIGHT, Decimal(-1))


@given(st.data(), PRICES, LEAD, st.integers(2, 5), st.sampled_from(EQUALS + ABOUT), END)
def test_a_right_quotient_is_right_in_every_spelling(
    data: st.DataObject,
    prices: tuple[Decimal, Decimal],
    lead: str,
    digits: int,
    join: str,
    end: str,
) -> None:
    """Whatever the currency, the signs, the width and the remarks, nothing is told."""
    result = rounded(prices[0] / prices[1], digits)
    line = f"{lead}{data.draw(division(*prices))}{join}{result}{end}"
    assert verdict(line)[0] is Verdict.RIGHT, line


@given(st.data(), PRICES, LEAD, st.sampled_from(EQUALS), st.integers(2, 4), TAIL, st.booleans())
def test_a_rounding_is_judged_in_every_spelling(
    data: st.DataObject, prices: tuple[Decimal, Decimal], lead: str, join: str, digits: int,
    tail: str, damaged: bool,
) -> None:  # fmt: skip
    """The score behind the quotient is right, or off by two tenths and told."""
    exact = prices[0] / prices[1]
    middle = rounded(exact, digits)
    score = rounded(exact, 1)
    assume(rounded(middle, 1) == score)
    if damaged:
        score += 2 * TENTH if score < Decimal("0.7") else -2 * TENTH
        assume(score not in (TENTH, ONE))
    line = f"{lead}{data.draw(division(*prices))}{join}{middle}{tail.format(score)}"
    told = (Verdict.WRONG, score) if damaged else (Verdict.RIGHT, Decimal(-1))
    assert verdict(line) == told, line


@given(st.data(), PRICES, LEAD, st.sampled_from(EQUALS + ABOUT), st.integers(1, 4), END)
def test_a_unit_too_many_is_told(
    data: st.DataObject,
    prices: tuple[Decimal, Decimal],
    lead: str,
    join: str,
    digits: int,
    end: str,
) -> None:
    """No sign allows a whole unit of the last digit upwards."""
    exact = prices[0] / prices[1]
    unit = Decimal(1).scaleb(-digits)
    result = rounded(exact, digits) + unit
    line = f"{lead}{data.draw(division(*prices))}{join}{result}{end}"
    assert verdict(line) in ((Verdict.WRONG, result), (Verdict.IMPRECISE, result)), line


@given(st.data(), PRICES, st.sampled_from(EQUALS + ABOUT), st.sampled_from(("", "…", "...")))
def test_a_cut_is_told_unless_it_says_so(
    data: st.DataObject, prices: tuple[Decimal, Decimal], join: str, dots: str
) -> None:
    """Digits that are cut off are a note; with ``…`` they are right."""
    exact = prices[0] / prices[1]
    result = exact.quantize(Decimal("0.001"), ROUND_DOWN)
    assume(result != rounded(exact, 3) and exact * 2000 % 1)
    line = f"{data.draw(division(*prices))}{join}{result}{dots}"
    assert verdict(line)[0] is (Verdict.RIGHT if dots else Verdict.TRUNCATED), line


@given(st.data(), st.integers(0, 8), st.integers(1000, 9999), TAIL)
def test_rounding_twice_is_told(data: st.DataObject, tenth: int, b: int, tail: str) -> None:
    """0.7498 is 0.75 and is 0.7, but never 0.8."""
    a = (Decimal(tenth) / 10 + Decimal("0.0498")) * b
    a = a.quantize(Decimal("0.01"), ROUND_DOWN)
    exact = a / b
    middle = rounded(exact, 2)
    score = rounded(middle, 1)
    assume(score != rounded(exact, 1) and score != TENTH)
    line = f"{data.draw(division(a, Decimal(b)))} = {middle}{tail.format(score)}"
    assert verdict(line) == (Verdict.TWICE, score), line


@given(PRICES, st.integers(2, 4))
def test_two_currencies_are_told(prices: tuple[Decimal, Decimal], digits: int) -> None:
    """A quotient of two currencies is a claim of its own kind, unless brackets give both."""
    a, b = (f"{price:,}" for price in prices)
    result = rounded(prices[0] / prices[1], digits)
    (claim,) = find_claims(f"{a} USD ÷ {b}円 = {result}", 1)
    assert claim.mixed
    assert not list(find_claims(f"{a} USD（{b}円）÷ {b}円 = {result}", 1))


SCORES = st.integers(0, 10).map(lambda n: Decimal(n) / 10)


@given(
    st.lists(SCORES, min_size=2, max_size=6), LEAD, st.sampled_from(("÷", " ÷ ", "/", " / ")),
    st.sampled_from(("+", " + ", "＋")), st.sampled_from(EQUALS), st.booleans(), END,
)  # fmt: skip
def test_an_average_is_worked_out_again(
    scores: list[Decimal], lead: str, over: str, plus: str, join: str, damaged: bool, end: str
) -> None:
    """A mean of scores is right to its digits; off by two tenths it is told."""
    exact = sum(scores, Decimal(0)) / len(scores)
    result = rounded(exact, 2)
    if damaged:
        result += Decimal("0.2") if result < Decimal("0.7") else Decimal("-0.2")
    terms = plus.join(map(str, scores))
    line = f"{lead}({terms}){over}{len(scores)}{join}{result}{end}"
    (item,) = find_sums(line)
    found = judge_results(item.exact, item.results, ONE, item.slack)
    assert (found is not None and found.verdict is Verdict.WRONG) is damaged, line


@given(
    st.lists(st.tuples(SCORES, st.integers(1, 9)), min_size=2, max_size=5), LEAD,
    st.sampled_from(("×", " × ")), st.booleans(), st.sampled_from(("", "result", "step")),
)  # fmt: skip
def test_a_weighted_average_is_worked_out_step_by_step(
    parts: list[tuple[Decimal, int]], lead: str, times: str, bracketed: bool, damage: str
) -> None:
    """A wrong step and a wrong result are both found."""
    weights = [Decimal(weight) / 10 for _, weight in parts]
    terms = [score * weight for (score, _), weight in zip(parts, weights, strict=True)]
    if damage == "step":
        terms[0] += Decimal("0.3")
    total = sum(terms, Decimal(0)) + (Decimal("0.3") if damage == "result" else 0)
    one = "({}{}{})" if bracketed else "{}{}{}"
    products = (
        one.format(score, times, weight) for (score, _), weight in zip(parts, weights, strict=True)
    )
    line = f"{lead}{' + '.join(products)} = {' + '.join(map(str, terms))} = {total}"
    told = [judge_results(i.exact, i.results, ONE, i.slack) for i in find_sums(line)]
    assert len(told) == 2, line
    assert [bool(found) for found in told] == [damage == "step", damage == "result"], line


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from((" mm", " kHz", " Ω", "dB", "W")))
def test_other_units_are_left_alone(a: int, b: int, unit: str) -> None:
    """A calculation of lengths, frequencies or levels is none of ours."""
    assert not list(find_sums(f"{a}{unit} × {b}{unit} = 7{unit}"))
    assert not list(find_claims(f"{a}{unit} ÷ {b}{unit} = 0.5", 1))
    assert not list(find_sums(f"f({a} × {b}, 3) and 10^({a} × {b}) = 7"))
