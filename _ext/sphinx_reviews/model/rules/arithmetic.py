"""Claims: the calculations are right, and the cost section agrees with price and score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..amounts import agrees
from ..diagnostics import Code, Diagnostic, Severity
from ..judging import Judgement, Verdict, judge, judge_claim, judge_results
from ..records import Review
from ..rubric import Rubric, round_to
from ..stated import Claim
from ..sums import find_sums
from .file import FileText

FULL = Decimal(1)
"""The ratio that earns the whole of a criterion's scale; a greater one earns no more."""

_MESSAGES = {
    Code.CLAIM_QUOTIENT: "the quotient is wrong",
    Code.CLAIM_SUM: "the calculation gives another result",
    Code.CLAIM_ROUNDING: "the result is rounded wrongly",
    Code.CLAIM_TWICE: "the result is rounded twice",
    Code.CLAIM_DIGIT: "the last digits are wrong",
    Code.CLAIM_IMPRECISE: "the result is not that of the numbers as written",
    Code.CLAIM_TRUNCATED: "the result is cut off, not rounded",
}


def claims(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Work out every stated division again."""
    for claim in review.claims:
        if claim.mixed:
            yield from _mixed(file, claim)
            continue
        judgement = judge_claim(claim, FULL)
        if judgement and not (judgement.verdict is Verdict.TWICE and _is_cost(file, review, claim)):
            written = f"{claim.a.value:f} ÷ {claim.b.value:f}"
            code = _code(judgement, claim.quotient, Code.CLAIM_QUOTIENT, _share_step(file))
            yield _misstated(
                file, claim.line, claim.column, claim.text, code, judgement, written, claim.quotient
            )


def sums(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Work out every stated sum, average and compound calculation again."""
    scale = file.settings.the_rubric.scale
    for section in review.sections:
        if section.id == "references":
            continue
        for offset in range(section.prose.count("\n") + 1):
            number = section.text_line + offset
            if number > len(file.lines):
                break
            for item in find_sums(file.lines[number - 1]):
                judgement = judge_results(item.exact, item.results, FULL, item.slack)
                if judgement:
                    code = _code(judgement, item.exact, Code.CLAIM_SUM, scale.step)
                    yield _misstated(
                        file, number, item.column, item.text, code, judgement, "it", item.exact
                    )


def _share_step(file: FileText) -> Decimal:
    """Return how much of a ratio is one step of the scale: a ratio is a share of it."""
    scale = file.settings.the_rubric.scale
    return scale.step / (scale.high - scale.low)


def _code(judgement: Judgement, exact: Decimal, wrong: Code, step: Decimal) -> Code:
    """Return the code by what the finding does to a score: another score, or a last digit."""
    same = round_to(exact, step) == round_to(judgement.result.value, step)
    if judgement.verdict is Verdict.TRUNCATED:
        return Code.CLAIM_TRUNCATED if same or judgement.first else Code.CLAIM_ROUNDING
    if same or judgement.verdict is Verdict.TWICE:
        return Code.CLAIM_DIGIT
    if judgement.verdict is Verdict.IMPRECISE:
        return Code.CLAIM_IMPRECISE
    return wrong if judgement.first else Code.CLAIM_ROUNDING


def _misstated(
    file: FileText,
    line: int,
    column: int,
    text: str,
    code: Code,
    judgement: Judgement,
    what: str,
    exact: Decimal,
) -> Diagnostic:
    hint = f"{what} is {_rounded(exact)}, not {judgement.result.value}"
    if judgement.verdict is Verdict.TWICE:
        hint = f"{what} is {_rounded(exact)}; round that once"
    return file.finding(code, line, _MESSAGES[code], column=column, value=text, hint=hint)


def _mixed(file: FileText, claim: Claim) -> Iterator[Diagnostic]:
    if claim.results:
        yield file.finding(
            Code.CLAIM_CURRENCY,
            claim.line,
            f"the calculation divides {claim.a.currency} by {claim.b.currency}",
            column=claim.column,
            value=claim.text,
            hint="write both amounts in one currency",
        )


def _rounded(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.0001')).normalize():f}"


def _is_cost(file: FileText, review: Review, claim: Claim) -> bool:
    return review.kind == "product" and claim.section == file.settings.the_rubric.cost


def cost(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare the cost section's claims with the product's price and score.

    One agreeing claim is enough: a section may compare with several products. A company's score
    is an average, so its claims prove nothing about it.
    """
    rubric = file.settings.the_rubric
    own = [c for c in review.claims if c.section == rubric.cost and not c.mixed]
    if review.kind != "product" or not rubric.cost or not own:
        return
    yield from _price(file, review, own)
    score = review.scores[rubric.index(rubric.cost)]
    if any(score in exact_scores(claim, rubric) for claim in own):
        return
    twice = next((claim for claim in own if score in stated_scores(claim, rubric)), None)
    if twice is None:
        last = own[-1]
        yield file.finding(
            Code.CLAIM_SCORE,
            last.line,
            f"the calculation gives {_rounded(last.quotient)}, the score is {score}",
            column=last.column,
            value=last.text,
            hint="mend the score or the calculation",
        )
    else:
        yield from _stated_score(file, twice, score)


def _stated_score(file: FileText, claim: Claim, score: Decimal) -> Iterator[Diagnostic]:
    """Tell of a score that only the stated numbers give, unless they are told of already."""
    exact, rubric = claim.quotient, file.settings.the_rubric
    judgement = judge_claim(claim, FULL)
    step = _share_step(file)
    if (
        judgement
        and _code(judgement, exact, Code.CLAIM_QUOTIENT, step).severity is not Severity.NOTE
    ):
        return
    between = [
        result.value
        for result in claim.results
        if result.value != score and judge(exact, result.value) is not Verdict.WRONG
    ]
    twice = score in _scores(between, rubric)
    yield file.finding(
        Code.CLAIM_TWICE if twice else Code.CLAIM_ROUNDING,
        claim.line,
        f"the score {score} comes from {'rounding twice' if twice else 'wrong rounding'}",
        column=claim.column,
        value=claim.text,
        hint=f"{_rounded(exact)} rounds to {min(exact_scores(claim, rubric))}",
    )


def exact_scores(claim: Claim, rubric: Rubric) -> set[Decimal]:
    """Return the scores that the exact quotients give; a half may be rounded to even."""
    even = (_to_even(quotient, rubric) for quotient in claim.quotients)
    return _scores(list(claim.quotients), rubric).union(*even)


def stated_scores(claim: Claim, rubric: Rubric) -> set[Decimal]:
    """Return the scores that the numbers stated by the claim give, each rounded and capped.

    A ratio of prices is a share of the scale: 0.5 stands for 5 where scores reach from 0 to 10.
    """
    values = [result.value for result in claim.results]
    return _scores(values, rubric) | set(_on_scale(values, rubric))


def _on_scale(ratios: list[Decimal], rubric: Rubric) -> list[Decimal]:
    scale = rubric.scale
    shares = [min(max(ratio, Decimal(0)), FULL) for ratio in ratios]
    return [scale.low + share * (scale.high - scale.low) for share in shares]


def _scores(ratios: list[Decimal], rubric: Rubric) -> set[Decimal]:
    return {round_to(value, rubric.scale.step) for value in _on_scale(ratios, rubric)}


def _to_even(ratio: Decimal, rubric: Rubric) -> set[Decimal]:
    """Return the lower neighbour where the ratio lies exactly between two steps."""
    (value,) = _on_scale([ratio], rubric)
    step = rubric.scale.step
    return {value - step / 2} if value % step == step / 2 else set()


def _price(file: FileText, review: Review, own: list[Claim]) -> Iterator[Diagnostic]:
    price = review.price
    if not price:
        return
    same = [claim for claim in own if claim.b.currency == price.currency]
    if not same or any(_fits(claim, price.amount, file) for claim in same):
        return
    first = same[0]
    if agrees(first.a, price.amount):
        hint = "dividend and divisor are exchanged"
    elif first.b.value in (price.amount * 2, price.amount / 2):
        hint = f"one of them is the price of a pair: the front matter says {price.amount:f}"
    else:
        hint = f"the front matter says {price.amount:f} {price.currency}"
    yield file.finding(
        Code.CLAIM_PRICE,
        first.line,
        "the calculation divides by another price than the review's",
        column=first.column,
        value=first.text,
        hint=hint,
    )


def _fits(claim: Claim, price: Decimal, file: FileText) -> bool:
    """Tell whether the divisor is the price, or so near that the score is the same with it."""
    if agrees(claim.b, price):
        return True
    step = file.settings.the_rubric.scale.step
    near = abs(claim.b.value - price) * 50 <= price
    return near and round_to(claim.a.value / price, step) == round_to(claim.quotient, step)
