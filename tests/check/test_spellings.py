"""Spellings met in real reviews, each as it stood there: what is wrong is told, what is right not."""

from __future__ import annotations

import pytest

from sphinx_reviews.model.body import find_urls
from support import body, catalogue_of, read, review

QUIET = {
    "review.claim.absent", "review.name.unused", "review.source.uncited", "review.price.text",
}  # fmt: skip
"""What the fixture itself gives, whatever the text is."""


def codes(text: str, lang: str = "en", **changes: object) -> set[str]:
    """Return the codes, without their head, of a review whose overview is the text."""
    found = read(review(text=body(lang, overview=text), lang=lang, **changes)).diagnostics
    return {d.code.value.removeprefix("review.") for d in found if d.code.value not in QUIET}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A step, a cap or a number of decimals is no result.
        ("2,702 USD ÷ 3,500 USD = 0.77 → 0.8 (rounded to 0.1 increments).", set()),
        ("2,702 USD ÷ 3,500 USD = 0.77, rounded to the nearest 0.1: 0.8.", set()),
        ("3,600 USD ÷ 3,500 USD = 1.03, clamped at 1.0.", set()),
        ("2,702 USD ÷ 3,500 USD = 0.772 → 0.1刻みに四捨五入 = 0.8。", set()),
        ("2,702 USD ÷ 3,500 USD = 0.77 → 0.9 (rounded to 0.1 increments).", {"claim.rounding"}),
        # No sign allows a whole unit upwards.
        ("3 USD ÷ 59 USD ≈ 0.06.", {"claim.digit"}),
        ("3 USD ÷ 59 USD ≈ 0.05.", set()),
        ("8 USD ÷ 19 USD = 0.43...", {"claim.digit"}),
        ("8 USD ÷ 19 USD = 0.42...", set()),
        # A list's bullet is no minus.
        ("- 138.99 USD ÷ 976 USD = 0.14", set()),
        ("- 138.99 USD ÷ 976 USD = 0.24", {"claim.quotient"}),
        # Two currencies in one quotient.
        ("109 USD ÷ 242,000 yen = 0.07.", {"claim.currency"}),
        # Sums, averages, and rounding twice.
        ("(0.6 × 0.4) + (1.0 × 0.6) = 0.84 → 0.8.", set()),
        ("(0.6 + 0.8) ÷ 2 = 0.9.", {"claim.sum"}),
        ("29.99 USD ÷ 40 USD = 0.7498 → 0.75 → 0.8.", {"claim.digit"}),
        # Wrongly decoded characters, and what merely looks so.
        ("The output is 32 Î©.", {"text.mojibake"}),
        ("It is 3 Ã— faster.", {"text.mojibake"}),
        ("Île, Ã, ×2 and 32 Ω are right.", set()),
        # Lost units.
        ("It covers 20–20 kHz.", {"text.quantity"}),
        ("It covers 40–15 kHz.", {"text.quantity"}),
        ("It covers 5–40 kHz.", set()),
        ("It has S/N 117 dBu.", {"text.quantity"}),
        ("It has S/N 117 dB.", set()),
        ("It costs 4,800円.", {"text.language"}),
        # A hint mends.
        ("文は、**FiiO K15（549 USD）**は良い。", {"text.emphasis"}),
        ("文は、**FiiO K15（549 USD）** は良い。", set()),
    ],
)  # fmt: skip
def test_a_spelling_of_the_text(text: str, expected: set[str]) -> None:
    """Exactly what is wrong is told."""
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("[1] A, [https://a.com/x](https://a.com/x)", set()),
        ("[1] A, https://mijinko.jp/オーディオケーブル", set()),
        ("[1] Headphones.com, https://headphones.com/x", set()),
        ("[1] A, https://a.com/xAccessed", {"source.url"}),
        ("[1] A, https:/a.com/x", {"source.url"}),
        ("[1] A, ttps://a.com/x", {"source.url"}),
        ("[1] A, https//a.com/x", {"source.url"}),
        ("［1］ A, https://a.com/x", {"source.brackets"}),
        ("[1]: A, https://a.com/x", set()),
        ("[1]: https://a.com/x", set()),
        ("1. A, https://a.com/x", set()),
        ("- [1] A, https://a.com/x", set()),
        ("(1) A, https://a.com/x", set()),
        ("[2] A, https://a.com/x", {"source.missing", "source.numbering"}),
    ],
)
def test_a_spelling_of_an_entry(entry: str, expected: set[str]) -> None:
    """A citation finds its entry however that is labelled, and an address is read whole."""
    found = read(review(text=body(overview="As said [1].", references=entry))).diagnostics
    told = {d.code.value.removeprefix("review.") for d in found if d.code.value not in QUIET}
    assert told == expected


def test_an_address_ends_where_the_links_target_begins() -> None:
    """The text of a link may be its target: that is one address."""
    assert find_urls("[https://a.com/x](https://a.com/x)") == ["https://a.com/x"]


@pytest.mark.parametrize(
    ("own", "others", "proposed"),
    [
        ("ibasso-audio", ("alo-audio", "ibasso"), "ibasso"),
        ("polk", ("oilsky", "klipsch"), ""),
        ("polk", ("polk-audio", "oilsky"), "polk-audio"),
        ("rode", ("triode", "ode-audio"), ""),
        ("ssl", ("solid-state-logic", "sml"), "solid-state-logic"),
    ],
)
def test_no_stranger_is_proposed_for_a_maker(
    own: str, others: tuple[str, ...], proposed: str
) -> None:
    """The telling words of the ids decide; nothing is proposed rather than nonsense."""
    from sphinx_reviews.model.rules import check

    makers = [review(ref, layout="company", company_id=ref, target_name=ref) for ref in others]
    found = check(catalogue_of(review("x-one", company_id=own, target_name="X One"), *makers))
    hints = [d.hint for d in found if d.code.value.startswith("review.company")]
    assert len(hints) == 1
    named = [maker for maker in others if f"'{maker}'" in hints[0]]
    assert named == ([proposed] if proposed else [])


COST = "$$ \\Large \\text{0.3} $$"


@pytest.mark.parametrize(
    ("sentence", "price", "expected"),
    [
        ("The Zed Open (approx. 30 USD) does it: 30 USD ÷ 100 USD = 0.3.", "30", "zed-open"),
        ("The Zed Open (21.90 USD) does it: 21.9 USD ÷ 100 USD = 0.22.", "21.9", "zed-open"),
        ("The Zed Open (USD 179.95) does it: 179.95 USD ÷ 200 USD = 0.9.", "179.95", "zed-open"),
        ("The Zed Open (4,500円, 30 USD) does it: 30 USD ÷ 100 USD = 0.3.", "30", "zed-open"),
        ("The Zed Open (clip) (30 USD) does it: 30 USD ÷ 100 USD = 0.3.", "30", "zed-clip"),
    ],
)
def test_the_equivalent_is_read_from_the_sentence(sentence: str, price: str, expected: str) -> None:
    """Abbreviations end no sentence, zeros and second currencies do not matter, longer names win."""
    catalogue = catalogue_of(
        review("acme-one", text=body().replace(COST, f"{COST}\n\n{sentence}"), price="200"),
        review("zed-open", target_name="Zed Open", price=price),
        review("zed-clip", target_name="Zed Open (clip)", price=price),
    )
    one = catalogue.get("product", "acme-one", "en")
    assert one is not None
    other = catalogue.equivalent(one)
    assert other is not None
    assert other.ref == expected


def test_a_doubled_name_and_a_rate_in_words() -> None:
    """``KEF KEF R7`` is told once; a rate is no price."""
    assert "name.doubled" in codes("x", target_name="KEF KEF R7 Meta")
    assert codes("The rate is 100 JPY per USD, not 100-200.") == set()
