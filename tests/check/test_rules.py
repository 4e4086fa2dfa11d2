"""The rules on one file: right, wrong, and tempting but right, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_reviews.model.diagnostics import Code, Severity
from support import body, read, review

OF_TEMPLATE = (Code.CLAIM_ABSENT, Code.NAME_UNUSED)
"""What the short text of these tests lacks: a calculation, and the subject's name."""

PATH = {"en": "reviews/products/en/acme/acme-one.md", "ja": "reviews/products/ja/acme/acme-one.md"}


def found(text: str, path: str = PATH["en"], **settings: Any) -> list[str]:
    """Return ``code@line`` of what a text gives, notes included, without ``review.``."""
    outcome = read(text, path, **settings)
    told = [d for d in outcome.diagnostics if d.code not in OF_TEMPLATE]
    return [f"{d.code.value.removeprefix('review.')}@{d.line}" for d in told]


def codes(text: str, path: str = PATH["en"], **settings: Any) -> set[str]:
    """Return the codes alone."""
    return {item.partition("@")[0] for item in found(text, path, **settings)}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_right_review_gives_nothing(lang: str) -> None:
    """The template of these tests is clean, so every finding below comes from its change."""
    assert found(review(lang=lang, text=body(lang)), PATH[lang]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rating": "[3.3, 0.8, 0.7, 0.3, 0.7, 0.7]"}, "score.sum"),
        ({"rating": "[3.2, 0.85, 0.65, 0.3, 0.7, 0.7]"}, "score.step"),
        ({"rating": "[3.2, 1.8, -0.3, 0.3, 0.7, 0.7]"}, "score.range"),
        ({"rating": "[3.2, 0.8, 0.7, 0.3]"}, "score.count"),
        ({"title": '"Another Thing Review"'}, "title.mismatch"),
        ({"ref": "acme-two"}, "file.name"),
        ({"company_id": "other"}, "file.folder"),
        ({"permalink": "/products/ja/acme-one/"}, "permalink.mismatch"),
        ({"permalink": "/companies/en/acme-one/"}, "permalink.mismatch"),
        ({"permalink": "/products/en/acme-2/"}, "permalink.mismatch"),
        ({"summary": '"<script>alert(1)</script>"'}, "content.markup"),
        ({"tags": "[Wired, '=1+1']"}, "content.markup"),
        ({"sumary": "x"}, "front-matter.key"),
    ],
)
def test_a_wrong_front_matter_is_named(change: dict[str, Any], code: str) -> None:
    """Each defect of the front matter gives its own code."""
    assert code in codes(review(text=body(), **change))


@pytest.mark.parametrize(
    "change",
    [
        {"title": '"ACME ONE review"'},
        {"title": '"Ａｃｍｅ Ｏｎｅ Review"'},
        {"price": None},
        {"price": "0"},
        {"permalink": "/products/en/Acme-One/"},
        {"permalink": "/reviews/acme-one"},
        {"summary": '"THD < 0.1 %, SNR > 100 dB, -3 dB at 20 kHz"'},
        {"pros": "[+6 dB headroom, -3 dB at 20 kHz, '#1 in its class']"},
    ],
)
def test_a_tempting_front_matter_is_right(change: dict[str, Any]) -> None:
    """Other letter case or width, a missing price, comparison signs and signed figures are fine."""
    assert codes(review(text=body(), **change)) == set()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_section_scores_are_found_by_their_headings(lang: str) -> None:
    """A changed, a missing and a malformed score are told at their lines."""
    text = review(lang=lang, text=body(lang))
    lines = text.split("\n")
    marker = next(n for n, line in enumerate(lines) if "Large" in line)

    def with_marker(line: str) -> list[str]:
        return found("\n".join([*lines[:marker], line, *lines[marker + 1 :]]), PATH[lang])

    assert with_marker("$$ \\Large \\text{0.9} $$") == [f"score.marker@{marker + 1}"]
    assert with_marker("") == [f"score.marker-missing@{marker - 1}"]
    assert with_marker("$$ \\Large \\text{0,8} $$") == [f"score.marker-missing@{marker + 1}"]


def test_a_sixth_score_in_the_overview_is_the_overall_one() -> None:
    """The overview may show the overall score, but no other."""
    right = "$$ \\Large \\text{3.2} $$\n\nWhat it is [1]."
    wrong = right.replace("3.2", "3.1")
    assert codes(review(text=body(overview=right))) == set()
    assert codes(review(text=body(overview=wrong))) == {"score.marker"}


@pytest.mark.parametrize(
    ("lang", "old", "new", "code"),
    [
        ("en", "## Technology Level", "## Innovation", "section.missing"),
        ("ja", "## 技術レベル", "## 革新性", "section.missing"),
        ("en", "## Technology Level", "## Scientific Validity", "section.repeated"),
        ("en", "## References", "## Literature", "source.missing"),
    ],
)
def test_headings_are_known_by_their_names(lang: str, old: str, new: str, code: str) -> None:
    """A heading outside the rubric is told with the line to mend."""
    assert code in codes(review(lang=lang, text=body(lang).replace(old, new)), PATH[lang])


def test_sections_out_of_order_are_told_once() -> None:
    """The first section that stands before its turn is named."""
    text = body()
    technology = text[text.index("## Technology") : text.index("## Cost")]
    moved = text.replace(technology, "").replace("## Scientific", f"{technology}## Scientific")
    assert codes(review(text=moved)) == {"section.order"}


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("30 USD ÷ 100 USD = 0.3.", set()),
        ("30 USD ÷ 100 USD = 0.30, rounded to 0.3.", set()),
        ("29.99 USD ÷ 99.99 USD = 0.29993 → 0.3", set()),
        ("30 USD ÷ 100 USD = 0.4.", {"claim.quotient"}),
        ("33 USD ÷ 100 USD = 0.33, rounded to 0.4.", {"claim.rounding"}),
        ("30 USD ÷ 104 USD = 0.28.", {"claim.price", "claim.truncated"}),
        ("60 USD ÷ 100 USD = 0.6.", {"claim.score"}),
        ("100 USD ÷ 333 USD = 0.3.", {"claim.price"}),
        ("3,000円 ÷ 10,000円 = 0.3", {"text.language"}),
        ("30 ÷ 100 = 0.3", set()),
        ("60 USD ÷ 200 USD = 0.3. And 30 USD ÷ 100 USD = 0.3.", set()),
    ],
)
def test_the_cost_section_agrees_with_price_and_score(prose: str, expected: set[str]) -> None:
    """The divisor is the price where the currency is the same; the result rounds to the score."""
    text = body().replace("$$ \\Large \\text{0.3} $$", f"$$ \\Large \\text{{0.3}} $$\n\n{prose}")
    assert codes(review(text=text)) == expected


@pytest.mark.parametrize(
    ("score", "expected"), [("3.5", set()), ("3.0", {"claim.score"}), ("0.5", {"claim.score"})]
)
def test_a_ratio_is_a_share_of_any_scale(score: str, expected: set[str]) -> None:
    """On a scale from 0 to 10 in halves, a third of the price is worth 3.5 points."""
    rubric = {
        "criteria": [{"id": "value", "names": {"en": "Value"}}],
        "scale": {"low": 0, "high": 10, "step": "0.5"},
        "overall": {"low": 0, "high": 10, "step": "0.5"},
        "cost": "value",
    }
    prose = f"## Value\n\n$$ \\Large \\text{{{score}}} $$\n\n100 USD ÷ 300 USD = 0.33.\n"
    text = review(text=prose, rating=f"[{score}, {score}]", price="300")
    assert codes(text, rubric=rubric) - {"section.absent", "source.none"} == expected


def test_a_company_score_is_an_average() -> None:
    """Claims of a company review prove nothing about its score or a price."""
    text = body().replace("{0.3} $$", "{0.3} $$\n\n60 USD ÷ 90 USD = 0.67.")
    path = "reviews/companies/en/acme.md"
    assert codes(review("acme", layout="company", text=text), path) == set()


ENTRY = "[1] A maker, A page, https://example.org/a, accessed 2025-07-01"


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (ENTRY, set()),
        (f"{ENTRY}\n\n[2] A book (print), 2020", {"source.uncited"}),
        (f"{ENTRY}\n\n[3] Other, https://example.org/b", {"source.uncited", "source.numbering"}),
        (f"{ENTRY}\n\n{ENTRY}", {"source.numbering"}),
        ("[1] A maker, A page, accessed 2025-07-01", {"source.address"}),
        ("[1] A maker, manual (no URL)", set()),
        ("[1] Various retailers, accessed 2025-07-01", set()),
        ("[1] メーカー、取扱説明書、2020年", set()),
        ("[1] Our own review, /products/en/acme-two/, accessed 2025-07-01", set()),
        ("[1] A page, example.org/some/page, accessed 2025-07-01", {"source.url"}),
        ("[1] A page https://example.org/aAccessed 2025-07-01", {"source.url"}),
        ("[1] A page https://nohost/a", {"source.url"}),
        ("[1] ページ https://example.org/a参照日 2025-07-01", {"source.url"}),
        ("[1] ページ https://example.org/a（2025年7月1日参照）", set()),
        ("[1] ページ https://www.example.co.jp/製品一覧/dp/B00/", set()),
        ("[1] Copy, https://web.archive.org/web/20200101000000/https://example.org/", set()),
        ("[1] A page, https://example.org/?u=https://example.com/", set()),
        ("[1] A page, https://example.org/a, accessed 2025-13-01", {"source.date"}),
        ("[1] ページ, https://example.org/a, 2025年2月30日アクセス", {"source.date"}),
        ("[1] A page, https://example.org/a, accessed Jul 2025.", set()),
        ("[1] A page, https://example.org/a, accessed 3 July 2025", set()),
        ("1. A page, https://example.org/a, accessed July 3rd, 2025", set()),
        ("- A page, https://example.org/a", {"source.missing"}),
    ],
)
def test_entries_are_numbered_dated_and_addressed(references: str, expected: set[str]) -> None:
    """Numbers, addresses and days of the references are judged, reasons for no address accepted."""
    assert codes(review(text=body(references=references))) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("Said [1, 2] and [3-4].", set()),
        ("そう［1］、［2］［3］[4]。", {"source.brackets"}),
        ("Said [1][2][3][4][5].", {"source.missing"}),
        ("Said [1][2] `x[3]` [4](https://example.org/).", {"source.uncited"}),
    ],
)
def test_every_way_of_citing_counts(cited: str, expected: set[str]) -> None:
    """Lists, ranges and full-width brackets cite; code and link texts do not."""
    references = "\n\n".join(f"[{n}] A page, https://example.org/{n}" for n in range(1, 5))
    assert codes(review(text=body(overview=cited, references=references))) == expected


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("A **bold** word, **two** words, and ***three***.", set()),
        ("本機は**強い**です。**太字**。（**注意**）", set()),
        ("本機は**「強い」** と言う。", {"text.emphasis"}),
        ("本機は **「強い」** と言う。", set()),
        ("価格は**10％**増です。", {"text.emphasis"}),
        ("a ** b", {"text.emphasis"}),
        ("2\\*\\*8 and `2**8` and $$2**8$$", set()),
        ("It costs $99.", {"text.dollar"}),
        ("It costs \\$99 or 99 USD, `$99`, US dollars.", set()),
        ("約5〜6時間、約5～6時間", {"text.wave-dash"}),
        ("約5〜6時間、約7〜8時間", set()),
        ("lost \ufffd", {"text.replacement"}),
        ("cafÃ© and â€œquotedâ€\x9d", {"text.mojibake"}),
        ("café, São Tomé, Ångström, ±3 dB, 20 °C, naïve", set()),
        ("zero\u200bwidth", {"text.invisible"}),
        ("left \u202eright", {"text.invisible"}),
        ("a family 👨‍👩‍👧 and a heart ❤️", set()),
        ("THD < 0.1% and SNR > 100 dB, 3 <5", set()),
        ("a <b>bold</b> word", {"content.html"}),
        ("an address <https://example.org/> and <me@example.org>", set()),
        ("`<b>` and \\<b>", set()),
        ("`code over\ntwo <b> lines`", set()),
        ("[1]: https://example.org", set()),
        ("[a page](https://example.org/a_(b)) ![](picture.png)", set()),
        ("a {abbr}`THD` and {product}`acme-two`", set()),
        ("set {1, 2} and f(x){y}", set()),
        ("$$ \\frac{a}{b} \\times 100\\% $$", set()),
        ("```python\n<b>{{ x }}</b>\n```", set()),
        (":::{note}\nfine\n:::", set()),
        ("a template {{ x }}", {"content.markup"}),
    ],
)
def test_text_shows_as_meant(prose: str, expected: set[str]) -> None:
    """What would show otherwise than meant is named; what only looks odd is not."""
    assert codes(review(text=body(advice=prose))) == expected


def test_the_hint_tells_where_a_space_helps() -> None:
    """Beside Japanese punctuation the hint names the side of the asterisks."""
    outcome = read(review(text=body(advice="本機は**「強い」**と言う。")))
    (item,) = [d for d in outcome.diagnostics if d.code.value == "review.text.emphasis"]
    assert item.hint == "put a space before the ** that precedes '「'"


def test_mapped_tags_are_told_and_renamed() -> None:
    """The tag map renames a tag in the record and tells the file that writes it otherwise."""
    table = {"en": {"Headphone": "Headphones"}}
    outcome = read(review(tags="[Wired, Headphone]"), tag_map=table)
    assert outcome.review
    assert outcome.review.tags == ("Wired", "Headphones")
    mapped = [d for d in outcome.diagnostics if d.code.value == "review.tag.mapped"]
    assert [(d.value, d.severity) for d in mapped] == [("Headphone", Severity.NOTE)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("```python", ["text.fence"]),
        ("```{note}", ["text.fence"]),
        (":::{note}", ["text.fence"]),
        ("```\nx = 1\n```", []),
        ("````\n```\n````", []),
        (":::{note}\nText\n:::", []),
    ],
)
def test_a_block_that_is_never_closed_is_told(line: str, told: list[str]) -> None:
    """The line that opens a block without an end is named; closed blocks are left alone."""
    text = review(text=f"{body()}\n{line}\n")
    place = review(text=f"{body()}\n").count("\n") + 1
    assert found(text) == [f"{code}@{place}" for code in told]


def test_one_open_formula_is_told_once() -> None:
    """A marker that lacks its last sign is one finding about the formula, at its own line."""
    text = review(text=body().replace("{0.8} $$", "{0.8} $\n\nDistortion is 1%.", 1))
    place = next(i for i, line in enumerate(text.split("\n"), start=1) if line.endswith("{0.8} $"))
    assert [f for f in found(text) if f.startswith("content")] == [f"content.math@{place}"]


@pytest.mark.parametrize(
    ("text", "empty"),
    [("", True), ("\n\n", True), ("A reason.", False), ("| A |\n|---|\n| 1 |", False)],
)
def test_a_score_without_a_reason_is_told(text: str, empty: bool) -> None:
    """A criterion's section that holds its score alone is a warning; a table is a reason."""
    marker = "$$ \\Large \\text{0.8} $$"
    before, _, after = body().partition(marker)
    rest = after[after.index("\n## ") :]
    told = codes(review(text=f"{before}{marker}\n\n{text}\n{rest}"))
    assert ("section.empty" in told) is empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rates[^rates].\n\n[^rates]: As of then.", set()),
        ("Rates[^rates], and[^rates].\n\n- an item\n\n  [^rates]: As of then.", set()),
        ("Rates[^rates] and `[^code]`.\n\n[^rates]: As of then.\n\n```\n[^x]: y\n```", set()),
        ("Rates[^rate].\n\n[^rates]: As of then.", {"footnote"}),
        ("Rates[^rates].", {"footnote"}),
        ("Rates.\n\n[^rates]: As of then.", {"footnote"}),
        ("Rates[^rates].\n\n[^rates]: As of then.\n\n[^rates]: Once more.", {"footnote"}),
        ("Rates[^rates].\n\n[^rates]: [x](javascript:y)", {"content.link"}),
        ("A source [^1].", set()),
    ],
)
def test_footnotes_have_one_text_and_are_named(text: str, expected: set[str]) -> None:
    """A footnote without a text, with two, or that nothing names is told; a number is a source."""
    assert codes(review(text=body(advice=text))) == expected
