"""Claims: the quotients are right, and the cost section agrees with price and score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..claims import Claim, Result, Verdict, agrees, judge_claim
from ..diagnostics import Code, Diagnostic
from ..records import Review
from ..rubric import Rubric, round_to
from .file import FileText

FULL = Decimal(1)
"""The ratio that earns the whole of a criterion's scale; a greater one earns no more."""


def claims(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Work out every stated division again."""
    for claim in review.claims:
        verdict, result = judge_claim(claim, FULL)
        if result:
            yield _judged(file, claim, verdict, result)


def _judged(file: FileText, claim: Claim, verdict: Verdict, result: Result) -> Diagnostic:
    exact = _shown(claim.quotient)
    first = result is claim.results[0]
    if verdict is Verdict.WRONG:
        code = Code.CLAIM_QUOTIENT if first else Code.CLAIM_ROUNDING
        message = "the quotient is wrong" if first else "the quotient is rounded wrongly"
    elif verdict is Verdict.IMPRECISE:
        code, message = Code.CLAIM_IMPRECISE, "the quotient is not that of the amounts as written"
    else:
        code, message = Code.CLAIM_TRUNCATED, "the quotient is cut off, not rounded"
    hint = f"{claim.a.value:f} ÷ {claim.b.value:f} is {exact}, not {result.value}"
    return file.found(code, claim.line, message, column=claim.column, value=claim.text, hint=hint)


def _shown(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.0001')).normalize():f}"


def cost(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare the cost section's claims with the product's price and score.

    One agreeing claim is enough: a section may compare with several products. A company's score
    is an average, so its claims prove nothing about it.
    """
    rubric = file.settings.the_rubric
    own = [claim for claim in review.claims if claim.section == rubric.cost]
    if review.kind != "product" or not rubric.cost or not own:
        return
    yield from _price(file, review, own)
    score = review.scores[rubric.index(rubric.cost)]
    if not any(score in possible_scores(claim, rubric) for claim in own):
        last = own[-1]
        yield file.found(
            Code.CLAIM_SCORE,
            last.line,
            f"the calculation gives {_shown(last.quotient)}, the score is {score}",
            column=last.column,
            value=last.text,
            hint="mend the score or the calculation",
        )


def possible_scores(claim: Claim, rubric: Rubric) -> set[Decimal]:
    """Return the scores that a claim may stand for, each rounded half up and capped.

    A ratio of prices is a share of the scale: 0.5 stands for 5 where scores reach from 0 to 10.
    """
    scale = rubric.scale
    ratios = [claim.quotient, *(result.value for result in claim.results)]
    shares = [min(max(ratio, Decimal(0)), FULL) for ratio in ratios]
    values = [scale.low + share * (scale.high - scale.low) for share in shares]
    return {round_to(value, scale.step) for value in values} | set(values[1:])


def _price(file: FileText, review: Review, own: list[Claim]) -> Iterator[Diagnostic]:
    price = review.price
    if not price:
        return
    same = [claim for claim in own if claim.b.currency == price.currency]
    if not same or any(agrees(claim.b, price.amount) for claim in same):
        return
    first = same[0]
    if agrees(first.a, price.amount):
        hint = "dividend and divisor are exchanged"
    else:
        hint = f"the front matter says {price.amount:f} {price.currency}"
    yield file.found(
        Code.CLAIM_PRICE,
        first.line,
        "the calculation divides by another price than the review's",
        column=first.column,
        value=first.text,
        hint=hint,
    )
