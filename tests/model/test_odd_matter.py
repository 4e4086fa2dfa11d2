"""Front matter as other authors write it: read where it is plain what is meant, else told well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from support import body, read, review


def with_value(key: str, value: str) -> str:
    """Return a review whose front matter has a key as it is given here."""
    return review(**({"ref": "acme-one"} | {key: value}), text=body())


@pytest.mark.parametrize(
    "written", ['"100"', "'100 '", ">\n  100", "|\n  100", '" 100.00"', "１００", "100 # street"]
)
def test_a_number_may_be_quoted_or_stand_below(written: str) -> None:
    """Blanks and a line's end around it are none of it."""
    found = read(with_value("price", written)).review
    assert found
    assert found.price
    assert found.price.amount == Decimal(100)


@pytest.mark.parametrize("written", ['"2025-07-08"', "|\n  2025-07-08", "'2025-07-08 '"])
def test_a_day_may_be_quoted_or_stand_below(written: str) -> None:
    """As a number may."""
    found = read(with_value("date", written)).review
    assert found
    assert found.date == date(2025, 7, 8)


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("value", ["open", "It''s open", "A \\\\ b"])
def test_an_open_quotation_is_told_where_it_begins(quote: str, value: str) -> None:
    """YAML itself names the line where the text ends."""
    (found,) = [
        item
        for item in read(with_value("title", quote + value)).diagnostics
        if item.code.value == "review.front-matter.yaml"
    ]
    assert (found.line, found.hint) == (3, "close the quotation marks at the end of the line")


@pytest.mark.parametrize(
    "name", ["\\u200b", "\\u3164 \\u2060", "\\u00ad", "\\ufe0f\\u0301", "\\U000e0041"]
)
def test_a_name_can_be_seen(name: str) -> None:
    """Links to a page without a visible name could not be followed."""
    outcome = read(with_value("title", f'"{name}"'))
    assert outcome.review is None
    assert "has no character that can be seen" in outcome.diagnostics[0].message
    assert outcome.diagnostics[0].line == 3


@pytest.mark.parametrize("name", ["?", "🎧", "Ω", "ア", "!", "1"])
def test_a_name_may_be_a_sign(name: str) -> None:
    """One character is enough."""
    found = read(with_value("author", f'"{name}"')).review
    assert found
    assert found.author == name


def test_an_empty_item_is_told_as_such() -> None:
    """The list has entries enough; one of them is empty."""
    outcome = read(with_value("tags", '["One", ""]'))
    assert "tags holds an empty text" in [item.message for item in outcome.diagnostics]
