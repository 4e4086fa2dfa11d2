"""Claims: divisions of prices in prose are read, worked out again, and compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sphinx_reviews.model.claims import find_claims
from sphinx_reviews.model.judging import Verdict, judge, judge_claim

ONE = Decimal(1)


def read_one(text: str) -> tuple[str, str, str, str, list[str]]:
    """Return both amounts with their currencies and the results of the only claim."""
    (claim,) = find_claims(text, 1)
    results = [str(result.value) for result in claim.results]
    a, b = claim.a, claim.b
    return f"{a.value.normalize():f}", a.currency, f"{b.value.normalize():f}", b.currency, results


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("176 USD ÷ 1,549.99 USD = 0.1.", ("176", "USD", "1549.99", "USD", ["0.1"])),
        ("$176 ÷ $1,549.99 = 0.11", ("176", "USD", "1549.99", "USD", ["0.11"])),
        ("USD $176 ÷ USD $800 = 0.22", ("176", "USD", "800", "USD", ["0.22"])),
        ("USD 150 ÷ USD 200 = 0.75, poor", ("150", "USD", "200", "USD", ["0.75"])),
        ("8,165 yen ÷ 18,800 yen = 0.43", ("8165", "JPY", "18800", "JPY", ["0.43"])),
        ("8,165円 ÷ 18,800円 = 0.43となり、", ("8165", "JPY", "18800", "JPY", ["0.43"])),
        ("８，１６５円÷１８，８００円＝０．４３", ("8165", "JPY", "18800", "JPY", ["0.43"])),
        ("約1.5万円 ÷ 3万円 = 0.5", ("15000", "JPY", "30000", "JPY", ["0.5"])),
        ("97万5000円 ÷ 285万円 = 0.34", ("975000", "JPY", "2850000", "JPY", ["0.34"])),
        ("19米ドル ÷ 219米ドル = 0.1", ("19", "USD", "219", "USD", ["0.1"])),
        ("6,100 JPY ÷ 18,000 JPY = 0.34", ("6100", "JPY", "18000", "JPY", ["0.34"])),
        ("€370 ÷ €416 ≒ 0.89", ("370", "EUR", "416", "EUR", ["0.89"])),
        ("£80 ÷ £1,499 = 0.05", ("80", "GBP", "1499", "GBP", ["0.05"])),
        ("**CP = 199 ÷ 1200 = 0.166 → 0.2**", ("199", "", "1200", "", ["0.166", "0.2"])),
        (
            "120 USD ÷ 550 USD = **0.218**, rounded to **0.2**.",
            ("120", "USD", "550", "USD", ["0.218", "0.2"]),
        ),
        (
            "`60 USD (Anker Soundcore 3) ÷ 130 USD (Sony ULT) ≈ 0.46`",
            ("60", "USD", "130", "USD", ["0.46"]),
        ),
        (
            "103,999円（649.99 USD） ÷ 239,840円（1,499 USD） = 0.4336 → 0.4",
            ("103999", "JPY", "239840", "JPY", ["0.4336", "0.4"]),
        ),
        (
            "CP = min(1.0, 66,499円 ÷ 134,800円) = 0.493 → **0.5**。",
            ("66499", "JPY", "134800", "JPY", ["0.493", "0.5"]),
        ),
        (
            "4,500円 ÷ 6,750円 = 0.67、0.7に丸められます",
            ("4500", "JPY", "6750", "JPY", ["0.67", "0.7"]),
        ),
        (
            "4,400円 ÷ 40,000円 = 0.11となり、四捨五入して0.1",
            ("4400", "JPY", "40000", "JPY", ["0.11", "0.1"]),
        ),
        (
            "319.99 USD ÷ 249 USD = 1.29 → CP = 1.0",
            ("319.99", "USD", "249", "USD", ["1.29", "1.0"]),
        ),
        ("99 USD / 199 USD = 0.497", ("99", "USD", "199", "USD", ["0.497"])),
        ("CP = 15.99/23.99 = 0.67", ("15.99", "", "23.99", "", ["0.67"])),
        ("176 USD divided by 550 USD equals 0.32", ("176", "USD", "550", "USD", ["0.32"])),
        ("8,000円を16,000円で割ると = 0.5", ("8000", "JPY", "16000", "JPY", ["0.5"])),
        ("competitor price 159 USD ÷ subject price 75 USD", ("159", "USD", "75", "USD", [])),
    ],
)
def test_amounts_currencies_and_chains_are_read(
    text: str, expected: tuple[str, str, str, str, list[str]]
) -> None:
    """A claim is read with its amounts, its currency words and each stated result."""
    assert read_one(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "about 10% ÷ 0.003% ≈ 3333 times",
        "約10% ÷ 0.003% ≈ 3333倍",
        "(24.99 + 32.39) ÷ 149 = 0.385",
        "(0.33 + 0.40 + 0.20) ÷ 3 = 0.31",
        "15 USD + 16 USD ÷ 300 USD = 0.1",
        "100-150 USD ÷ 300 USD = 0.4",
        "100 USD ÷ 200-300 USD = 0.4",
        "100 USD ÷ 0 USD = 0.0",
        "a 24-bit/192kHz stream = 9.2 Mbit/s",
        "on 7/8 = most days",
        "最安製品価格 ÷ 対象製品価格",
        "price ÷ SU-X 134,800円 = 0.5",
        "20 W ÷ 8 Ω = 2.5",
        "https://example.org/a/12/13?x=1",
    ],
)
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    """A sum, a range, a unit that is no money, or words alone make no claim."""
    assert list(find_claims(text, 1)) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("176 USD ÷ 1,549.99 USD = 0.1", Verdict.RIGHT),
        ("176 USD ÷ 1,549.99 USD = 0.114", Verdict.RIGHT),
        ("176 USD ÷ 1,549.99 USD = 0.113", Verdict.TRUNCATED),
        ("176 USD ÷ 1,549.99 USD = 0.113…", Verdict.RIGHT),
        ("176 USD ÷ 1,549.99 USD ≈ 0.11", Verdict.RIGHT),
        ("176 USD ÷ 1,549.99 USD = 0.2", Verdict.WRONG),
        ("8,165円 ÷ 18,800円 = 0.43、0.4に四捨五入", Verdict.RIGHT),
        ("8,165円 ÷ 18,800円 = 0.43、0.5に四捨五入", Verdict.WRONG),
        ("8,165円 ÷ 18,800円 = 0.53", Verdict.WRONG),
        ("63 USD ÷ 78 USD = 0.810", Verdict.IMPRECISE),
        ("300 USD ÷ 1,200 USD = 0.25, rounded to 0.3", Verdict.RIGHT),
        ("300 USD ÷ 1,200 USD = 0.25, rounded to 0.2", Verdict.RIGHT),
        ("50 USD ÷ 20 USD = 2.5 → 1.0 (clamped)", Verdict.RIGHT),
        ("80 USD ÷ 65 USD = 1.0", Verdict.RIGHT),
        ("299 ÷ 1,249 ≈ 0.239（約23.9%）", Verdict.RIGHT),
        ("100 USD ÷ 400 USD = 25%", Verdict.RIGHT),
        ("2,284 USD ÷ 10,000 USD = 0.2284", Verdict.RIGHT),
        ("16,300円 ÷ 114,180円 = 0.3", Verdict.WRONG),
        ("599 USD ÷ 1,800 USD = 0.333 → 0.3 (rounded to one decimal). [2]", Verdict.RIGHT),
        ("185 USD ÷ 549 USD = 0.337 → 0.3 (rounded to one decimal). SRH1540", Verdict.RIGHT),
    ],
)
def test_each_stated_number_is_judged_to_its_digits(text: str, verdict: Verdict) -> None:
    """Right, cut off, explained by rounded amounts, and wrong are told apart."""
    (claim,) = find_claims(text, 1)
    found = judge_claim(claim, ONE)
    assert (found.verdict if found else Verdict.RIGHT) is verdict


def test_arithmetic_is_decimal() -> None:
    """0.15 rounds half up to 0.2 or half even, never by a binary fraction below it."""
    assert judge(Decimal("0.15"), Decimal("0.2")) is Verdict.RIGHT
    assert judge(Decimal("0.25"), Decimal("0.3")) is Verdict.RIGHT
    assert judge(Decimal("0.35"), Decimal("0.3")) is Verdict.TRUNCATED


def test_each_of_several_claims_is_read() -> None:
    """A line with three claims gives three, each at its own column."""
    line = "A: 149.99 ÷ 1,099 = **0.14**／B: 149.99 ÷ 1,699 = **0.09**／C: 1 USD ÷ 2 USD = 0.5"
    found = list(find_claims(line, 7))
    assert [claim.line for claim in found] == [7, 7, 7]
    assert [line[claim.column - 1 :][:3] for claim in found] == ["149", "149", "1 U"]
