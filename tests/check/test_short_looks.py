"""Looks that cost little spare rules the long ones: what a long one finds, they never miss."""

from __future__ import annotations

import re
import sys
import unicodedata
from decimal import Decimal
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model import amounts, budget, results
from sphinx_reviews.model.amounts import BEGINS, has_number, numbers_in
from sphinx_reviews.model.body import may_hold
from sphinx_reviews.model.quantities import QUANTITIES, slips, table_of
from sphinx_reviews.model.rules import proof, prose, sources
from sphinx_reviews.model.rules.identity import bare

NEVER = re.compile(r"(?!)")


def mixed(*pieces: str) -> st.SearchStrategy[str]:
    """Return texts made of such pieces."""
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


def test_every_invisible_character_is_suspected() -> None:
    """No character that is told as invisible passes for visible, wherever it stands."""
    for character in map(chr, range(sys.maxunicode + 1)):
        if prose._INVISIBLE.search(text := f"a{character}b"):
            assert prose._ODD.search(text)
            assert prose.may_hide(text)
    assert not prose.may_hide("One – two…\n\u3000三")


@given(mixed(*"aÂßàïðô縺繧。 ", "\x80", "\x9f", "\x85", "€", "™", "\u00a0", "é "))
def test_every_wrong_encoding_is_suspected(text: str) -> None:
    """Whatever looks like bytes read wrongly holds what is looked for first."""
    if prose._MOJIBAKE.search(text):
        assert prose._BEGUN.search(text) or prose._STRANGE.search(text)


@given(
    mixed(
        "1",
        "2,500",
        "0.5",
        " ",
        "USD",
        "US$",
        "$",
        "円",
        "万",
        "k",
        "dollars",
        "A$",
        "d",
        "x",
        "to",
        ".",
    )
)
def test_amounts_begin_as_told(text: str) -> None:
    """The first look at a place loses no amount."""
    whole = re.compile(amounts._MONEY.pattern.removeprefix(BEGINS))
    assert [m.span() for m in whole.finditer(text)] == [m[:2] for m in numbers_in(text)]


@given(mixed("1", "0", "5", "00", "2,500", "0.5", ".", "万", "k", "千", "円", " ", "１", "，"))
def test_the_digits_of_a_number_are_seen(text: str) -> None:
    """A text that holds a number holds its digits, however it is written."""
    values = {amount.value for _, _, amount in numbers_in(text)}
    assert all(may_hold(text, value) and has_number(text, value) for value in values)
    for other in {value * 10 for value in values} | {Decimal(5)}:
        assert has_number(text, other) is (other in values)


@given(
    mixed(
        " ",
        ", ",
        "(",
        ")",
        "rounded to ",
        "→",
        "=> ",
        "≈",
        "0.8",
        "1",
        "四捨五入",
        "で",
        "after round",
        "に",
        "丸め",
        "a",
    )
)
def test_further_results_are_joined(text: str) -> None:
    """No further result stands without one of the signs that are looked for."""
    if results._STEP.match(text):
        assert any(sign in text for sign in results._JOINING)


@given(
    mixed(
        "/",
        "//",
        "search",
        "s",
        "?q=1",
        "?",
        "#a",
        "a.b",
        "www.google.com",
        "https://",
        ".html",
        "Then",
        "accessed",
        "2025",
        ",",
    )
)
def test_ordinary_addresses_are_ordinary(text: str) -> None:
    """An address that is passed over at once would have been found good."""
    url = f"https://{text}"
    found = proof.weakness(url)
    with patch.object(proof, "_PAGE", NEVER):
        assert proof.weakness(url) == found
    assert sources._glued(url) is bool(sources._GLUED.search(url))


@given(st.text() | mixed("*", "`", "語", "a", "_", "\ud800"))
def test_signs_and_letters_are_counted_as_one_by_one(text: str) -> None:
    """Counting signs and leaving letters and digits, all at once, gives what each alone gives."""
    assert budget.signs_of(text) == sum(map(text.count, budget.SIGNS))
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert bare(text) == "".join(c for c in folded if c.isalnum() or c == "+")


@given(
    mixed("Impedance ", "SNR", "S/N比", "İ", "weight: ", "3 kg", "32 Hz", "90 dB", "5 Ω", " ", "は")
)
def test_words_of_quantities_are_seen(text: str) -> None:
    """The words that a text holds are enough to find all that all words find."""
    table = table_of(QUANTITIES)
    assert list(slips(text, table, table.words_in(f"before {text} behind"))) == list(
        slips(text, table)
    )
