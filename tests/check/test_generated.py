"""Addresses, bold text, encodings, makers and equivalents: built, spelled in many ways, damaged."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_reviews.model.body import holds, raw_urls
from sphinx_reviews.model.emphasis import PARTNER, edited, loose_runs
from sphinx_reviews.model.equivalents import prices_beside
from sphinx_reviews.model.rules.identity import one_letter_apart
from sphinx_reviews.model.rules.prose import meant
from sphinx_reviews.model.rules.sources import url_problem
from support import catalogue_of, review

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=9)
PATHS = (
    "",
    "/",
    "/a-b/c",
    "/x.html",
    "/製品/一覧",
    "/a(b)",
    "/p?q=音楽&n=1",
    "/index.htm#top",
    "/オーディオ",
)
FORMS = (
    "{}", "<{}>", "[{}]({})", "[Page]({})", "A page, {}, accessed 2025-07-01", "公式、{}（2025年7月1日）",
    "公式, {} (accessed 2025)", "{}。", "「{}」", "**{}**", "A: {}; B",
)  # fmt: skip
GLUED = ("参照日 2025-01-01", "アクセス日2025", "より引用", "から")


def problems(text: str) -> list[str]:
    """Return what is wrong with the addresses of an entry."""
    return [problem for raw, after in raw_urls(text) if (problem := url_problem(raw, after))]


@given(
    WORD,
    st.sampled_from(("com", "co.jp", "org", "audio")),
    st.sampled_from(PATHS),
    st.sampled_from(FORMS),
)
def test_a_right_address_is_right_in_every_spelling(
    name: str, end: str, path: str, form: str
) -> None:
    """Links, brackets, quotes and letters of any script do no harm."""
    url = f"https://www.{name}.{end}{path}"
    assert problems(form.format(url, url)) == [], form


@given(WORD, st.sampled_from(("", "/", "/a/b", "/x-1")), st.sampled_from(GLUED))
def test_a_word_glued_to_an_address_is_told(name: str, path: str, word: str) -> None:
    """Words of access behind an address are never part of it."""
    assert problems(f"公式, https://{name}.com{path}{word}")


@given(
    WORD,
    st.sampled_from(("https://{}..com/", "https://{}/x", "https://{}.com:99999/", "https:///{}")),
)
def test_a_broken_host_is_told(name: str, form: str) -> None:
    """Two dots, no top-level domain, a port too high."""
    assume(not name.isdigit())
    assert problems(form.format(name)) or "///" in form


INSIDE = st.sampled_from(
    (
        "FiiO K15（549 USD）",
        "「静か」",
        "速い",
        ">700 Hz",
        "±1 dB",
        "A (B)",
        "太字。",
        "x",
        "0.1%",
        "（仮）",
    )
)
BETWEEN = st.sampled_from(
    ("、", "は", " ", "。", "との", "（", "）", "a", " and ", "、とくに", "「")
)


@given(st.lists(st.tuples(BETWEEN, INSIDE), min_size=1, max_size=4), BETWEEN)
def test_what_a_hint_says_mends_the_text(pairs: list[tuple[str, str]], last: str) -> None:
    """Every ** that stays visible is told; the edits together make all pairs bold, and only them."""
    text = "文" + "".join(f"{before}**{inside}**" for before, inside in pairs) + last + "文"
    told = loose_runs(text)
    shown = MarkdownIt().render(text)
    assert bool(told) == ("**" in shown), shown
    if told and all(mend.hint != PARTNER for mend in told):
        mended = MarkdownIt().render(edited(text, told))
        assert "**" not in mended
        assert mended.count("<strong>") == len(pairs)
        assert loose_runs(edited(text, told)) == ()


LETTERS = st.sampled_from("Ω×éü—“”…±°²µ–あ円カ日。、🎧é")


@given(LETTERS, st.sampled_from(("cp1252", "latin-1")))
def test_a_wrong_encoding_is_told_with_what_was_meant(letter: str, wrong: str) -> None:
    """UTF-8 read as Western text is recognised by decoding it again."""
    try:
        damaged = letter.encode().decode(wrong)
    except UnicodeDecodeError:
        assume(False)
    assert meant(damaged) == letter


@pytest.mark.parametrize("word", ["Ê®", "Ø5", "é–", "ß”", "Ö“"])
def test_letters_of_other_languages_are_no_damage(word: str) -> None:
    """A capital with an accent beside punctuation is a word, not an encoding error."""
    assert meant(word) is None


def maker(company: str, name: str) -> str:
    """Return a company's review."""
    return review(company, layout="company", target_name=name)


@pytest.mark.parametrize(
    ("company", "name", "code", "hint"),
    [
        ("ibasso-audio", "iBasso DX1", "company.spelling", "write 'ibasso'"),
        ("i-basso", "iBasso DX1", "company.spelling", "write 'ibasso'"),
        ("ibaso-audio", "DX1", "company.unknown", "add a review"),
        ("senheiser", "HD 1", "company.unknown", "did you mean 'sennheiser'?"),
        ("ssl", "SSL 2", "company.unknown", "did you mean 'solid-state-logic'?"),
        ("polk", "Polk R1", "company.unknown", "add a review"),
        ("rode", "Rode NT1", "company.unknown", "add a review"),
        ("triod", "Triod A", "company.unknown", "add a review"),
    ],
)
def test_a_maker_is_proposed_by_its_words_or_not_at_all(
    company: str, name: str, code: str, hint: str
) -> None:
    """Strangers that look alike are never proposed."""
    from sphinx_reviews.model.rules import check

    makers = [("ibasso", "iBasso"), ("alo-audio", "ALO audio"), ("triode", "Triode"),
              ("oilsky", "Oilsky"), ("sennheiser", "Sennheiser"),
              ("solid-state-logic", "Solid State Logic")]  # fmt: skip
    product = review(f"{company}-x", company_id=company, target_name=name)
    found = check(catalogue_of(*(maker(*m) for m in makers), product))
    told = [d for d in found if d.code.value.startswith("review.company")]
    assert [d.code.value for d in told] == [f"review.{code}"]
    assert told[0].hint.startswith(hint)


def test_a_declared_name_of_a_maker_is_its_own() -> None:
    """A branch named in the configuration is the maker."""
    from sphinx_reviews.model.rules import check

    product = review("acme-japan-x", company_id="acme-japan")
    texts = (maker("acme", "Acme"), product)
    names = {"acme-japan": "acme"}
    codes = {d.code.value for d in check(catalogue_of(*texts, company_names=names))}
    assert not any(code.startswith("review.company") for code in codes)
    assert any("company" in d.code.value for d in check(catalogue_of(*texts)))


@given(st.text("abcdefgh", min_size=6, max_size=10), st.integers(1, 9), st.sampled_from("xyz"))
def test_one_wrong_letter_is_seen(word: str, place: int, letter: str) -> None:
    """Added, lost, changed or swapped; two wrong letters are another word."""
    place = min(place, len(word) - 2)
    assert one_letter_apart(word, word[:place] + letter + word[place:])
    assert one_letter_apart(word, word[:place] + letter + word[place + 1 :])
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert one_letter_apart(word, swapped)
    assert not one_letter_apart(word, letter + letter + word[2:])


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        (" (176 USD)", ["176"]),
        (" (USD 179.95) is", ["179.95"]),
        ("（26,000円、176 USD）", ["26000", "176"]),
        (" costs approx. 21.90 USD", ["21.90"]),
        (" at about $1,999.", ["1999"]),
        (" is good. Others cost 5 USD", []),
    ],
)
def test_the_prices_beside_a_name_are_read(text: str, prices: list[str]) -> None:
    """Of two currencies both are read; another sentence is not."""
    assert [str(price) for price in prices_beside(text, 0)] == prices


@given(st.integers(1, 99999), st.integers(0, 2))
def test_a_number_is_found_whatever_zeros_it_shows(number: int, zeros: int) -> None:
    """21.9, 21.90 and 21.900 are one number."""
    from decimal import Decimal

    value = Decimal(number) / 10
    assert holds(f"It costs {value:,.1f}{'0' * zeros} USD.", value)
