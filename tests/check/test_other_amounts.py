"""Amounts and results as other authors write them: read for what they are, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.amounts import money_in, numbers_in
from sphinx_reviews.model.claims import find_claims
from sphinx_reviews.model.judging import judge_claim
from support import HEADINGS, body, read, review

ONE = Decimal(1)


def written(value: int) -> list[str]:
    """Return Japanese spellings of a whole number of yen from 10,000 on."""
    head, rest = divmod(value, 10_000)
    spellings = [f"{value:,}円", f"{value}円"]
    if rest:
        spellings += [f"{head}万{rest}円", f"{head}万{rest:,}円", f"{head}万{rest:,} 円"]
    if rest and rest % 1000 == 0:
        spellings.append(f"{head}万{rest // 1000}千円")
    return spellings


@given(st.integers(1, 9999), st.one_of(st.integers(0, 9999), st.integers(0, 9).map((1000).__mul__)))
def test_yen_are_read_in_every_spelling(head: int, rest: int) -> None:
    """Ten thousands, thousands and commas in any mixture are one amount."""
    value = head * 10_000 + rest
    for text in written(value):
        amounts = [amount.value for _, _, amount in money_in(f"価格は約{text}です")]
        assert amounts == [value], text


@pytest.mark.parametrize("text", ["15万4,9円", "1億2000万5円", "15万49,000円"])
def test_part_of_a_number_is_no_amount(text: str) -> None:
    """What cannot be read as a whole is not read in part."""
    assert Decimal(15) not in [amount.value for _, _, amount in numbers_in(text)]
    assert [amount for _, _, amount in money_in(text)] == []


@pytest.mark.parametrize("sign", ["'", "’", ","])
@pytest.mark.parametrize(("result", "right"), [("0.11", True), (".11", True), ("0.32", False)])
def test_signs_between_thousands_are_read(sign: str, result: str, right: bool) -> None:
    """Swiss authors write apostrophes."""
    (claim,) = find_claims(f"1{sign}176 USD ÷ 10{sign}549 USD = {result}", 1)
    assert (claim.a.value, claim.b.value) == (1176, 10549)
    assert (judge_claim(claim, ONE) is None) is right


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize("form", ["176 USD ÷ 1{}549 USD = 0.11", "1{}176 USD ÷ 9,549 USD = 0.12"])
def test_a_blank_between_digits_leaves_the_text_alone(blank: str, form: str) -> None:
    """``K 240 599 USD`` may be a name and a price, ``1 549 USD`` one number: nobody can tell."""
    assert list(find_claims(form.format(blank), 1)) == []


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u202f", "'", "’"])
def test_such_numbers_cause_no_finding(blank: str) -> None:
    """A right calculation is not told to give another score, and the price is found in the text."""
    heading = HEADINGS["en"][2]
    text = review("acme-one", price="1549", rating="[3.0, 0.8, 0.7, 0.1, 0.7, 0.7]")
    cost = f"The Acme Two costs less: 176 USD ÷ 1{blank}549 USD = 0.11, rounded to 0.1."
    before, _, after = text.partition(f"## {heading}\n")
    changed = f"{before}## {heading}\n{after.replace('Prose.', cost, 1)}"
    told = {item.code.value for item in read(changed).diagnostics}
    assert not {code for code in told if code.startswith(("review.claim", "review.price"))}


@pytest.mark.parametrize(
    "form",
    [
        "176 USD ÷ 1,549 USD, giving {}",
        "176 USD ÷ 1,549 USD results in {}",
        "176 USD ÷ 1,549 USD, resulting in {}",
        "176 USD ÷ 1,549 USD comes to {}",
        "17,600円を154,900円で割ると{}です",
        "17,600円を154,900円で割ると、約{}になります",
        "17,600円を154,900円で除すると{}",
        "17,600円／154,900円＝{}",
        "1万7,600円÷15万4,900円＝{}",
    ],
)
def test_a_wrong_result_is_found_however_it_is_said(form: str) -> None:
    """The right result is right, and another is told."""
    verdicts = []
    for result in ("0.11", "0.32"):
        (claim,) = find_claims(form.format(result), 1)
        verdicts.append(judge_claim(claim, ONE) is None)
    assert verdicts == [True, False]


def test_a_price_in_the_body_of_a_japanese_review_is_found() -> None:
    """What the text gives as 1万4,800円 is the price of the front matter."""
    text = review(
        "acme-one", body("ja", overview="価格は1万4,800円です。"), lang="ja", price="14800"
    )
    assert "review.price.text" not in {item.code.value for item in read(text).diagnostics}
