"""Front matter: what is accepted as it is, and where reading stops."""

from __future__ import annotations

import codecs
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model import frontmatter
from sphinx_reviews.model.diagnostics import Code
from sphinx_reviews.model.frontmatter import FrontMatterError
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.records import Mark
from sphinx_reviews.model.schema import KEYS
from support import body, front_matter, read, review


def test_a_review_becomes_a_typed_record() -> None:
    """Each key's value arrives with its type."""
    record = read(review(category=None, updated="2025-08-01", author="Ann")).review
    assert record is not None
    assert (record.kind, record.ref, record.lang) == ("product", "acme-one", "en")
    assert (record.title, record.target_name) == ("Acme One Review", "Acme One")
    assert (record.date, record.updated) == (date(2025, 7, 8), date(2025, 8, 1))
    assert record.overall == Decimal("3.2")
    assert record.scores == tuple(map(Decimal, ("0.8", "0.7", "0.3", "0.7", "0.7")))
    assert all(isinstance(score, Decimal) for score in (record.overall, *record.scores))
    assert record.price == Money(Decimal(100), "USD")
    assert record.tags == ("Headphones", "Wired")
    assert record.author == "Ann"


def test_each_key_has_its_line_and_column() -> None:
    """The record knows where each value stands, counted from 1 with the fence as line 1."""
    record = read(review()).review
    assert record is not None
    assert record.mark("layout") == Mark(2, 9)
    assert record.mark("rating") == Mark(9, 9)
    assert record.mark("permalink") == Mark(13, 12)
    assert record.body_line == 15


def test_a_price_nobody_gave_is_absent() -> None:
    """A missing price is None and not zero."""
    record = read(review(price=None)).review
    assert record is not None
    assert record.price is None


def test_a_price_of_zero_is_a_price() -> None:
    """What costs nothing has the price 0."""
    record = read(review(price="0")).review
    assert record is not None
    assert record.price == Money(Decimal(0), "USD")


@pytest.mark.parametrize(("lang", "currency"), [("en", "USD"), ("ja", "JPY")])
def test_a_price_without_currency_has_the_language_s(lang: str, currency: str) -> None:
    """The language decides the currency where the front matter does not."""
    record = read(review(lang=lang)).review
    assert record is not None
    assert record.price == Money(Decimal(100), currency)


def test_a_price_keeps_its_own_currency() -> None:
    """``price_currency`` overrules the language."""
    record = read(review(price="99.50", price_currency="EUR")).review
    assert record is not None
    assert record.price == Money(Decimal("99.50"), "EUR")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: codecs.BOM_UTF8 + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: data.replace(b"---\n", b"---  \t\n"),
    ],
    ids=["bom", "crlf", "bom-crlf", "cr", "fence-blanks"],
)
def test_files_of_other_systems_read_the_same(change: object) -> None:
    """A byte-order mark, other line ends and blanks behind a fence change nothing."""
    plain, changed = read(review()), read(change(review().encode()))  # type: ignore[operator]
    assert changed.diagnostics == plain.diagnostics
    assert changed.review == plain.review


def test_a_blank_line_before_the_fence_is_no_front_matter() -> None:
    """The block starts on the file's first line or not at all."""
    with pytest.raises(FrontMatterError, match="does not start") as caught:
        frontmatter.split("\n---\na: b\n---\n")
    assert caught.value.missing


def test_an_unclosed_block_is_told() -> None:
    """A block without its second fence is missing, whatever follows."""
    with pytest.raises(FrontMatterError, match="not closed") as caught:
        frontmatter.split("---\na: b\n\n## Overview\n")
    assert caught.value.missing


def test_a_rule_in_the_body_ends_nothing() -> None:
    """Only the first closing fence counts."""
    assert frontmatter.split("---\na: b\n---\nText\n\n---\n\nMore\n") == (
        "a: b",
        "Text\n\n---\n\nMore\n",
        4,
    )


@pytest.mark.parametrize(
    ("block", "line", "reason"),
    [
        ("layout: product\ntitle: [a, b\nref: x", 3, "YAML"),
        ("layout: product\ntitle: 'a\nref: x", 3, "YAML"),
        ("a: b\n\tc: d", 3, "YAML"),
        ("a: &x b\nc: *x", 2, "anchors and aliases"),
        ("a: b\nc: !!python/object:os.system x", 3, "tag"),
        ("a: b\nc: !own x", 3, "tag"),
        ("a:\n  b: c", 3, "must be text"),
        ("a: b\nc: [[1]]", 3, "plain values only"),
        ("a: b\n? [x]\n: y", 3, "plain word"),
        ("- a\n- b", 2, "not a list of"),
        ("just text", 2, "not a list of"),
        ("a: " + "[" * 9 + "]" * 9, 1, "nested too deeply"),
        ("- " * 9 + "a", 1, "nested too deeply"),
        ("a:\n" + " " * 200 + "b", 1, "indented too deeply"),
        ("a: " + "x" * frontmatter.MAX_BYTES, 1, "larger than"),
    ],
    ids=lambda value: str(value)[:24].replace("\n", " "),
)
def test_what_cannot_be_read_is_refused_at_its_line(block: str, line: int, reason: str) -> None:
    """Front matter that is no flat list of plain values is refused where it breaks."""
    with pytest.raises(FrontMatterError, match=reason) as caught:
        frontmatter.read(f"---\n{block}\n---\n")
    assert caught.value.line == line
    assert not caught.value.missing


@pytest.mark.parametrize(
    "value", ["no", "yes", "on", "1e3", "0x10", "12:30:45", "2025-07-08", ".inf"]
)
def test_values_stay_text_until_the_schema_reads_them(value: str) -> None:
    """YAML's own guesses about booleans, numbers and times do not touch a value."""
    matter = frontmatter.read(f"---\ntarget_name: {value}\n---\n")
    assert matter.entries[0].value == value


def test_items_of_a_list_have_places() -> None:
    """A list's items know their own lines, on one line or several."""
    matter = frontmatter.read("---\ntags: [a, bc, d]\npros:\n  - one\n  - two\n---\n")
    assert matter.entries[0].items == (Mark(2, 8), Mark(2, 11), Mark(2, 15))
    assert matter.entries[1].items == (Mark(4, 5), Mark(5, 5))


@given(st.text(max_size=200))
def test_any_text_reads_or_is_refused(text: str) -> None:
    """Whatever stands in a file, reading gives a record or findings and never raises."""
    for content in (text, f"---\n{text}\n---\n", front_matter() + text):
        outcome = read(content.encode("utf-8", "surrogatepass"))
        assert outcome.review or outcome.diagnostics


@given(st.binary(max_size=200))
def test_any_bytes_read_or_are_refused(data: bytes) -> None:
    """Bytes that are no UTF-8 are a finding as well."""
    outcome = read(b"---\n" + data)
    assert outcome.review is None
    assert outcome.diagnostics


def test_the_set_of_keys_is_closed_and_known() -> None:
    """The keys are those the handbook names, no more and no fewer."""
    required = "layout title target_name company_id lang ref date rating summary tags permalink"
    optional = (
        "price price_currency category author pros cons equivalent image updated redirect_from "
        "links draft reason"
    )
    assert set(KEYS) == set(required.split()) | set(optional.split())


def test_the_body_may_start_at_once() -> None:
    """A heading directly below the closing fence is the first section."""
    record = read(front_matter() + body()).review
    assert record is not None
    assert record.sections[0].id == "overview"
    assert record.sections[0].line == record.body_line


def test_a_file_may_end_without_a_line_break() -> None:
    """The last line counts without its line end."""
    record = read(review().rstrip("\n")).review
    assert record is not None
    assert [source.number for source in record.sources] == [1]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("summary: Good: very", "put the value in quotation marks"),
        ('summary: "Good', "close the quotation marks"),
        ("tags: [Wired, Closed", "close the list with ']'"),
        ("\tprice: 3", "use blanks, not tabs"),
    ],
)
def test_a_usual_mistake_in_yaml_is_told_at_its_line(line: str, hint: str) -> None:
    """The finding stands at the line that is wrong, not where the parser stumbles."""
    text = f'---\nlayout: product\n{line}\ntitle: "A title"\nlang: en\n---\n'
    (item,) = [d for d in read(text).diagnostics if d.code is Code.FRONT_MATTER_YAML]
    assert item.line == 3
    assert item.hint.startswith(hint)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"price": '"1,580"'}, "write a plain number such as 1580"),
        ({"price": "-3"}, "price must be at least 0"),
        ({"layout": "produkt"}, "layout must be 'product' or 'company': produkt"),
        ({"rating": "3.9"}, "write a list of numbers such as"),
        ({"rating": "[3,9, 0,7, 0,8, 1,0, 0,4, 1,0]"}, "write decimals with a point"),
    ],
)
def test_a_wrong_value_is_told_with_its_remedy(change: dict[str, str], part: str) -> None:
    """A value of the wrong kind is told in words that say what to write."""
    assert any(part in item.text() for item in read(front_matter(**change)).diagnostics)
