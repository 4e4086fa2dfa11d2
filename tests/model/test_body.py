"""The body: sections in both languages, markers, citations, sources and addresses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.body import find_urls, read_body, trim_url
from sphinx_reviews.model.records import Marker
from sphinx_reviews.model.settings import Settings
from support import HEADINGS, OTHERS, front_matter, read, review

IDS = [criterion.id for criterion in Settings().the_rubric.criteria]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_sections_are_recognised_in_both_languages(lang: str) -> None:
    """Each heading of a review stands for its criterion or its part."""
    record = read(review(lang=lang)).review
    assert record is not None
    assert [s.id for s in record.sections] == ["overview", *IDS, "advice", "references"]
    assert [s.heading for s in record.sections] == [
        OTHERS[lang][0],
        *HEADINGS[lang],
        *OTHERS[lang][1:],
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_language_does_not_limit_the_headings(lang: str) -> None:
    """A heading in the other language counts as well."""
    other = "ja" if lang == "en" else "en"
    record = read(front_matter(lang=lang) + f"## {HEADINGS[other][2]}\n").review
    assert record is not None
    assert record.sections[0].id == "cost-performance"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("cost-performance", "cost-performance"),
        ("Cost Performance", "cost-performance"),
        ("COST‐PERFORMANCE", "cost-performance"),
        ("Reliability and Support", ""),
        ("Reliability & Support", "reliability-support"),
        ("References (verified)", "references"),
        ("参考情報（2025年）", "references"),
        ("Sources", "references"),
        ("Something else", ""),
        ("", ""),
    ],
)
def test_headings_are_compared_by_their_letters(heading: str, expected: str) -> None:
    """Case, blanks, hyphens and remarks in brackets do not matter; other words do."""
    assert Settings().section_id(heading) == expected


def test_sections_keep_level_and_line() -> None:
    """A section knows its heading's level and its line in the file."""
    record = read(front_matter() + "\n## Overview\n\nText\n\n### Detail\n\n## Advice ##\n").review
    assert record is not None
    first = record.body_line + 1
    assert [(s.heading, s.level, s.line) for s in record.sections] == [
        ("Overview", 2, first),
        ("Detail", 3, first + 4),
        ("Advice", 2, first + 6),
    ]


@pytest.mark.parametrize(
    ("marker", "value"),
    [
        (r"$$ \Large \text{0.8} $$", "0.8"),
        (r"$$\Large\text{0.8}$$", "0.8"),
        (r"  $$ \Large \text{ 1.0 } $$  ", "1.0"),
        (r"$$ \Large \text{10} $$", "10"),
    ],
)
def test_a_marker_is_a_score(marker: str, value: str) -> None:
    """A score line is read with its exact digits and its line."""
    record = read(front_matter() + f"\n## Technology Level\n\n{marker}\n").review
    assert record is not None
    assert record.sections[0].markers == (Marker(Decimal(value), record.body_line + 3),)
    assert str(record.sections[0].markers[0].value) == value


@pytest.mark.parametrize(
    "line",
    [r"$$ \text{0.8} $$", r"$ \Large \text{0.8} $", r"$$ \Large \text{good} $$", r"$$ x^2 $$"],
)
def test_other_formulas_are_no_markers(line: str) -> None:
    """Only the agreed form is a score."""
    record = read(front_matter() + f"\n## Technology Level\n\n{line}\n").review
    assert record is not None
    assert record.sections[0].markers == ()


def test_code_hides_headings_markers_and_citations() -> None:
    """What stands in a fence is no heading, no score and no citation."""
    text = "## Overview\n\n```\n## Advice\n$$ \\Large \\text{0.8} $$\n[1]\n```\n\nAfter `[2]` comes [3].\n"
    record = read(front_matter() + text).review
    assert record is not None
    assert [s.id for s in record.sections] == ["overview"]
    assert record.sections[0].markers == ()
    assert [c.number for c in record.citations] == [3]


def test_citations_have_places() -> None:
    """Each citation knows number, line and column; links are none."""
    record = read(
        front_matter() + "\n## Overview\n\nOne [1] and [2], not [3](x).\nThen［4］.\n"
    ).review
    assert record is not None
    first = record.body_line + 3
    assert [tuple(c) for c in record.citations] == [
        (1, first, 5),
        (2, first, 13),
        (4, first + 1, 5),
    ]


def test_sources_are_read_with_number_address_and_day() -> None:
    """An entry of the references gives number, text, addresses, line and day of access."""
    text = (
        "## References\n\n[1] Lab, Test, https://example.org/a(b), accessed 2025-07-01\n\n"
        "[2] Print only\n    on two lines\n\n(2025.7.8)\n"
    )
    record = read(front_matter() + text).review
    assert record is not None
    first, second = record.sources
    assert (first.number, first.urls, first.accessed) == (
        1, ("https://example.org/a(b)",), date(2025, 7, 1),
    )  # fmt: skip
    assert first.line == record.body_line + 2
    assert (second.number, second.text, second.urls) == (2, "Print only on two lines", ())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("see https://example.org/a, and", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("(see https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("https://example.org/a。次の文", "https://example.org/a"),
        ("https://example.org/aを参照", "https://example.org/a"),
        ("「https://example.org/a」", "https://example.org/a"),
        ("https://example.org/a、2025年", "https://example.org/a"),
        ("https://example.org/?q=1&r=%20#x!", "https://example.org/?q=1&r=%20#x"),
        ("**https://example.org/a**", "https://example.org/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("http://example.org/a;", "http://example.org/a"),
    ],
)
def test_addresses_end_where_the_sentence_begins(text: str, address: str) -> None:
    """Trailing punctuation and glued Japanese text stand outside an address."""
    assert find_urls(text) == [address]


@given(st.text(alphabet="a/._-()[]!?,;:'*~&=%#", max_size=40))
def test_trimming_twice_changes_nothing(tail: str) -> None:
    """A trimmed address is its own trimmed address."""
    once = trim_url("https://example.org/" + tail)
    assert trim_url(once) == once
    assert ("https://example.org/" + tail).startswith(once)


@given(st.text(alphabet="#`$[]()- \n1aあ*\\", max_size=200))
def test_any_body_reads(text: str) -> None:
    """No text breaks the scanner, and its lines lie in the text."""
    found = read_body(text, 10, Settings().section_id)
    last = 10 + text.count("\n") + 1
    assert all(10 <= section.line <= last for section in found.sections)
    assert all(10 <= citation.line <= last for citation in found.citations)


def test_prose_keeps_its_offsets() -> None:
    """Code, links and addresses are blanked character by character."""
    line = "Say `K371` or [K371](x) or https://example.org/K371 or K371."
    record = read(front_matter() + f"## Overview\n\n{line}\n").review
    assert record is not None
    prose = record.sections[0].prose.split("\n")[1]
    assert len(prose) == len(line)
    assert prose.count("K371") == 1
    assert prose.index("K371") == line.rindex("K371")
