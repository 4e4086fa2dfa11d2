"""A site's own keys of the front matter: what is refused in conf.py, and how values are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.columns import Named
from sphinx_reviews.model.diagnostics import Code, Severity
from sphinx_reviews.model.fields import field_from, read_field
from sphinx_reviews.model.formats import Formats
from sphinx_reviews.model.lists import listing
from sphinx_reviews.model.query import Query, select
from sphinx_reviews.model.scan import Outcome, read_review
from sphinx_reviews.model.settings import settings_from
from support import catalogue_of, front_matter, review

NAMES = {"en": "X", "ja": "エックス"}
FIELDS: dict[str, dict[str, Any]] = {
    "weight": {"type": "number", "names": NAMES, "unit": "g", "least": 0, "most": 5000,
               "better": "low", "kinds": ["product"]},
    "form": {"type": "choice", "names": {"en": "Form"},
             "choices": {"open": {"en": "Open", "ja": "開放型"}, "closed": {"en": "Closed"}}},
    "released": {"type": "date", "names": {"en": "Released"}},
    "colour": {"type": "text", "names": {"en": "Colour"}, "most": 12},
}  # fmt: skip
SETTINGS = settings_from({"reviews_fields": FIELDS})


@pytest.mark.parametrize(
    ("identifier", "change", "message"),
    [
        ("Weight", {}, "'Weight' is no key"),
        (
            "weight",
            {"type": "money"},
            "the type is 'money'; use one of number, text, choice, date, series",
        ),
        ("weight", {"names": {}}, "it needs names"),
        ("weight", {"names": "Weight"}, "the names of weight|wrong shape"),
        ("weight", {"colour": 1}, "unknown key 'colour'"),
        ("weight", {"least": 9, "most": 1}, "least 9 is above most 1"),
        ("weight", {"most": "much"}, "most of weight is 'much', not a number"),
        ("weight", {"better": "up"}, "better is 'up'"),
        ("weight", {"kinds": ["shop"]}, "kinds are product, company"),
        ("weight", {"kinds": []}, "kinds are product, company"),
        ("weight", {"shown": ["front"]}, "it cannot be shown in 'front'"),
        ("weight", {"choices": {"a": NAMES}}, "only a choice has them"),
        ("form", {"type": "choice", "unit": ""}, "a choice needs choices"),
        ("form", {"type": "text", "unit": "g"}, "only a number has a unit"),
        ("form", {"type": "date", "shown": ["filter"]}, "only numbers and choices filter"),
        ("form", {"type": "date", "least": 1}, "a date has no least"),
        ("weight", {"most": "NaN"}, "most of weight is 'NaN', not a number"),
        ("weight", {"unit": 5}, "the unit of weight is 5, not a text"),
        ("weight", {"required": "no"}, "required of weight is 'no'; write True or False"),
        ("weight", {"shown": "card"}, "shown of weight are 'card', not a list"),
        ("form", {"type": "text", "most": 0}, "most 0 leaves no room"),
        ("price", {}, "'price' has a meaning already"),
        ("tags", {}, "'tags' has a meaning already"),
        ("per-point", {}, "'per-point' has a meaning already"),
        ("design-rationality", {}, "'design-rationality' has a meaning already"),
    ],
)
def test_a_field_that_cannot_be_used_is_refused(
    identifier: str, change: dict[str, Any], message: str
) -> None:
    """The configuration error names the value, the field and the reason."""
    item = {"type": "number", "names": NAMES} | change
    with pytest.raises(ValueError, match=f"^reviews_fields: .*({message})"):
        settings_from({"reviews_fields": {identifier: item}})


def read(**changes: Any) -> Outcome:
    """Read a complete review with further keys."""
    text = review("acme-one", **changes)
    return read_review(text.encode(), "reviews/products/en/acme/acme-one.md", SETTINGS)


def test_values_have_their_types() -> None:
    """Each key is read as its field's type."""
    found = read(weight="312.50", form="open", released="2025-07-20", colour='"Deep  blue"')
    assert [d for d in found.diagnostics if d.severity is not Severity.NOTE] == []
    assert found.review is not None
    assert found.review.fields == {
        "weight": Decimal("312.50"), "form": "open",
        "released": date(2025, 7, 20), "colour": "Deep blue",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "message", "code"),
    [
        ("weight", "312 g", "weight must be a plain number", Code.FRONT_MATTER_TYPE),
        ("weight", "-1", "weight must be at least 0", Code.FRONT_MATTER_TYPE),
        ("weight", "5000.1", "weight must be at most 5000", Code.FRONT_MATTER_TYPE),
        ("weight", "[1, 2]", "weight must be one plain value", Code.FRONT_MATTER_TYPE),
        ("weight", "1e9", "weight must be a plain number", Code.FRONT_MATTER_TYPE),
        ("form", "opne", "form must be one of open, closed", Code.FRONT_MATTER_TYPE),
        ("released", "2025-02-30", "released must be a date", Code.FRONT_MATTER_TYPE),
        ("released", "20250720", "released must be a date", Code.FRONT_MATTER_TYPE),
        ("colour", '"a very long colour"', "colour must have 1 to 12", Code.FRONT_MATTER_TYPE),
        ("colour", '"a\\u202eb"', "colour must not contain control", Code.FRONT_MATTER_TYPE),
        ("wieght", "1", "unknown key", Code.FRONT_MATTER_KEY),
    ],
)
def test_a_value_that_does_not_fit_is_told(key: str, value: str, message: str, code: Code) -> None:
    """The finding stands at the key's own line; the review is left out, as with any such key."""
    found = read(**{key: value})
    assert found.review is None
    (finding,) = (d for d in found.diagnostics if d.code is code)
    assert finding.message.startswith(message)
    line = review("acme-one", **{key: value}).split("\n")[finding.line - 1]
    assert line.startswith(f"{key}:")


def test_a_misspelled_choice_or_key_is_suggested() -> None:
    """The hint names the nearest choice, and the nearest key also among the site's own."""
    assert "open" in read(form="opne").diagnostics[0].hint
    assert "weight" in read(wieght="1").diagnostics[0].hint


def test_a_key_of_the_other_kind_is_refused() -> None:
    """A field of products is no key of a company."""
    text = review("acme", layout="company", weight="1")
    found = read_review(text.encode(), "reviews/companies/en/acme.md", SETTINGS)
    assert [d.message for d in found.diagnostics] == ["a company has no key 'weight'"]


def test_a_required_key_is_missed() -> None:
    """A review without a required key is an error; a review of another kind needs it not."""
    fields = {"weight": FIELDS["weight"] | {"required": True}}
    settings = settings_from({"reviews_fields": fields})
    product = read_review(review("acme-one").encode(), "reviews/products/en/a.md", settings)
    assert [d.code for d in product.diagnostics] == [Code.FRONT_MATTER_REQUIRED]
    company = review("acme", layout="company")
    assert read_review(company.encode(), "reviews/companies/en/a.md", settings).review


@given(st.decimals(0, 5000, places=2).map(str))
def test_every_number_within_its_limits_is_read_exactly(text: str) -> None:
    """No number is rounded on the way."""
    assert read_field(field_from("weight", FIELDS["weight"]), text) == Decimal(text)


def test_a_field_sorts_and_shows_like_any_column() -> None:
    """The least weight comes first, reviews without one last; cells tell unit and choice's name."""
    catalogue = catalogue_of(
        front_matter("a-1", weight="312.5", form="closed"),
        front_matter("a-2", weight="90", form="open"),
        front_matter("a-3"),
        fields=FIELDS,
    )
    shown = listing(catalogue, select(catalogue, Query("en", sort="weight")), ["weight", "form"])
    assert [row.ref for row in shown.rows] == ["a-2", "a-1", "a-3"]
    assert shown.cells[2] == (None, None)
    assert shown.cells[0][1] == Named("Open", "", "open")
    formats = Formats("en")
    cells = [formats.value(c, v) for c, v in zip(shown.columns, shown.cells[1], strict=True)]
    assert cells == ["312.5 g", "Closed"]
    by_form = select(catalogue, Query("en", sort="form"))
    assert [review.ref for review in by_form] == ["a-2", "a-1", "a-3"]
