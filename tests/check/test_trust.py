"""What only several reviews together show, and what tempts a rule but is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.quantities import QUANTITIES, slips, table_of
from sphinx_reviews.model.rules import check
from sphinx_reviews.model.rules.proof import weakness
from support import body, catalogue_of, read, review

TABLE = table_of(QUANTITIES)


def told(*texts: str, **settings: object) -> list[str]:
    """Return ``code path-stem:line`` of what the catalogue's rules find."""
    found = check(catalogue_of(*texts, **settings))
    return [f"{d.code.value.removeprefix('review.')} {d.ref}:{d.line}" for d in found]


def product(ref: str, cost: str = "", **changes: object) -> str:
    """Return a product whose cost section holds the text."""
    marker = "$$ \\Large \\text{0.3} $$"
    return review(ref, text=body().replace(marker, f"{marker}\n\n{cost}"), **changes)


def test_one_product_under_two_refs_is_told() -> None:
    """The later review is named; another language or another maker's product is not."""
    one = product("acme-one", target_name="Acme One")
    twin = product("acme-one-2", company_id="acme", target_name="ACME ONE", date="2025-08-01")
    other = product("other-one", target_name="Other One")
    assert "duplicate.subject acme-one-2:4" in told(one, twin, other)
    assert not [t for t in told(one, other) if t.startswith("duplicate")]


@pytest.mark.parametrize(
    ("price", "code"),
    [("30", ""), ("35", ""), ("60", "equivalent.pair"), ("15", "equivalent.pair"),
     ("58", "equivalent.pair"), ("90", "equivalent.drift"), ("20", "equivalent.drift"),
     ("55", "equivalent.drift")],
)  # fmt: skip
def test_the_equivalents_price_is_compared_with_its_own_review(price: str, code: str) -> None:
    """More than a third off is drift; twice or half is a pair."""
    found = told(
        product("acme-one", "Zed Mini Two (30 USD): 30 USD ÷ 100 USD = 0.3."),
        product("zed-two", target_name="Zed Mini Two", price=price),
    )
    assert [t.partition(" ")[0] for t in found if "equivalent" in t] == [code] * bool(code)


@pytest.mark.parametrize(
    ("japanese", "expected"),
    [
        ("20Hzで110dB、1kHzで105dB、9kHzで90dB、質量は7.25g。", 0),
        ("9,000Hzで90dB、20Hzで110dB、1kHzで105dB、質量は7.25g。", 0),
        ("20Hzで119dB、1kHzで105dB、9kHzで90dB、質量は7.25g。", 1),
        ("20Hzで110dB、1kHzで105dB、9kHzで90dB、質量は7.52g。", 1),
        ("20Hzで110dB、1kHzで105dB、9kHzで90dB、質量は7.3g。", 0),
        ("20Hzで119dB、1kHzで105dB、9kHzで90dB、質量は8.25g。", 0),
        ("20Hzで119dB、1kHzで105dB。", 0),
    ],
)
def test_one_figure_that_differs_between_languages_is_told(japanese: str, expected: int) -> None:
    """Of equal figures the one that differs; order, prefixes and fewer digits do not count."""
    prose = "It reaches 110 dB at 20 Hz, 105 dB at 1 kHz and 90 dB at 9 kHz; it weighs 7.25 g."
    english = review(text=body(overview=prose))
    other = review(text=body("ja", overview=japanese), lang="ja")
    found = [t for t in told(english, other) if t.startswith("translation.figure")]
    assert len(found) == expected


def test_a_figure_that_the_other_language_tells_elsewhere_is_no_conflict() -> None:
    """Two texts may say different things of one section; only what is nowhere is another figure."""
    prose = "It reaches {} dB at 20 Hz, 105 dB at 1 kHz and 90 dB at 9 kHz."
    english = review(text=body(overview=prose.format(110), advice="At best 119 dB."))
    other = review(text=body("ja", overview=prose.format(119)), lang="ja")
    assert not [t for t in told(english, other) if "figure" in t]


def test_a_pair_is_not_dearer() -> None:
    """Where the text takes half of the equivalent's price, one of the two is for a pair."""
    cost = "Zed Mini Two (90 USD): 90 USD ÷ 120 USD = 0.75."
    for price, expected in (("176", []), ("130", ["equivalent.dearer"])):
        found = told(
            product("acme-one", cost, price="120"),
            product("zed-two", target_name="Zed Mini Two", price=price),
        )
        names = [t.partition(" ")[0] for t in found if "equivalent" in t]
        assert [name for name in names if name != "equivalent.pair"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs 140 USD.", True),
        ("It costs 104 USD.", False),
        ("It ranges from 80–140 USD.", False),
        ("It ranges from 130–140 USD.", True),
        ("It costs 15,000円; a rival costs 140 USD.", False),
        ("It costs 45,000円; a rival costs 140 USD.", True),
        ("It costs 90 EUR; a rival costs 140 USD.", False),
    ],
)
def test_a_price_may_stand_in_another_currency_or_inside_a_range(text: str, expected: bool) -> None:
    """Within the band of rates, or where no band is known, nobody can tell it is another."""
    found = read(review(text=body(overview=text), price="100")).diagnostics
    assert any(d.code.value == "review.price.text" for d in found) is expected


@pytest.mark.parametrize(
    ("result", "expected"), [("0.64", False), ("0.7", False), ("0.6976", False), ("0.5", True)]
)
def test_amounts_told_in_two_currencies_may_be_divided_in_either(
    result: str, expected: bool
) -> None:
    """Both quotients are right; a number that neither gives is wrong."""
    text = f"4,150円（29.99 USD）÷ 6,480円（42.99 USD）= {result}"
    found = read(review(text=body("ja", overview=text), lang="ja")).diagnostics
    codes = {d.code.value for d in found} - {"review.claim.absent"}
    assert any(code.startswith("review.claim") for code in codes) is expected


def test_a_number_in_round_brackets_labels_an_entry() -> None:
    """``(2) A`` is the second entry, and ``(2025.7.8)`` is none."""
    text = body(
        overview="As said [1][2].", references="[1] A, https://a.org/x\n\n(2) B, https://b.org/x"
    )
    outcome = read(review(text=text))
    assert outcome.review is not None
    assert [source.number for source in outcome.review.sources] == [1, 2]
    assert not any(d.code.value == "review.source.missing" for d in outcome.diagnostics)


def test_days_to_come_and_pages_of_the_site_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the build decides, which a reproducible build can set."""
    entry = "[1] Us, https://reviews.example/products/en/zed-two/, accessed 2031-01-01"
    texts = (review(text=body(references=entry), date="2030-01-01"), review("zed-two"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    found = told(*texts)
    assert [t for t in found if t.startswith("date.future acme-one")] == [
        "date.future acme-one:8",
        "date.future acme-one:56",
    ]
    assert "source.weak acme-one:56" in found
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1956528000")
    assert not [t for t in told(*texts) if t.startswith("date.future")]


NUMBERS = st.integers(1, 999)
UNITS = ("Hz", "kHz", "dB", "Ω", "mW", "g")


@given(st.integers(5, 90), st.integers(10, 60), st.sampled_from(("-", "–", "〜", "～", " - ", " to ")),
       st.sampled_from(("kHz", " kHz")))  # fmt: skip
def test_a_range_that_lost_its_first_unit_is_told(
    low: int, high: int, dash: str, unit: str
) -> None:
    """A range that does not rise has lost a unit; with its units it is right."""
    lost = f"応答は{low}{dash}{high}{unit}です"
    assert bool(list(slips(lost, TABLE))) is (low >= high)
    assert not list(slips(f"It has {low} Hz{dash}{high}{unit} (±3 dB)", TABLE))


@given(NUMBERS, st.sampled_from(("S/N", "SNR", "S/N比", "dynamic range", "ダイナミックレンジ")),
       st.sampled_from((" ", ": ", "は", " of ")), st.sampled_from(("dBu", "dBV", "Ω", "mW", "dB", "dBA")))  # fmt: skip
def test_a_quantity_takes_its_own_units(value: int, word: str, joint: str, unit: str) -> None:
    """A ratio is told in dB, whatever the words around it."""
    right = unit in ("dB", "dBA") and value <= 200
    assert (not list(slips(f"{word}{joint}{value} {unit} だ", TABLE))) is right


@pytest.mark.parametrize(
    "text",
    ["5–40 kHz", "100–50 Hz", "SNR 120 dB (20 Hz–20 kHz)", "impedance 32 Ω at 1 kHz", "±3 dB",
     "インピーダンスは300 Hz付近で下がる", "20 Hz to 20 kHz", "1/3 octave 20 kHz", "THD+N 1 W", "2×12 W",
     "384 kHz / 32 bit", "94 dB SPL", "8 Ω–20 kHz"],
)  # fmt: skip
def test_what_looks_like_a_lost_unit_and_is_none(text: str) -> None:
    """Rising ranges, falling ones in plain hertz, conditions and products are right."""
    assert not list(slips(text, TABLE))


@pytest.mark.parametrize(
    ("url", "weak"),
    [("https://example.org", True), ("https://www.example.org/", True),
     ("https://www.example.org/s?k=a", True), ("https://www.google.com/search?q=a", True),
     ("https://example.org/search/?query=a", True), ("https://example.org/a", False),
     ("https://example.org/?p=12", False), ("https://example.org/research?q=1", False),
     ("https://web.archive.org/", False), ("https://example.org/#/page", False)],
)  # fmt: skip
def test_home_pages_and_searches_prove_nothing(url: str, weak: bool) -> None:
    """A query or a fragment can be a page of its own."""
    assert bool(weakness(url)) is weak


@pytest.mark.parametrize(
    ("summary", "cost", "told_"),
    [
        ("It offers excellent value.", "0.0", True),
        ("Excellent value compared with no rival.", "0.0", False),
        ("Alternatives offer excellent value.", "0.1", False),
        ("It offers excellent value.", "0.9", False),
        ("It is overpriced.", "1.0", True),
        ("It is not overpriced.", "1.0", False),
        ("優れたコストパフォーマンスを持つ。", "0.1", True),
        ("優れたコストパフォーマンスとは言えない。", "0.1", False),
        ("割高な製品。", "1.0", True),
    ],
)
def test_a_summary_may_not_contradict_the_cost_score(summary: str, cost: str, told_: bool) -> None:
    """Praise is judged by its clause: doubt, rivals and the past take it away."""
    rating = f"[{2.9 + float(cost):.1f}, 0.8, 0.7, {cost}, 0.7, 0.7]"
    found = read(review(summary=f'"{summary}"', rating=rating)).diagnostics
    assert any(d.code.value == "review.summary.score" for d in found) is told_
