"""The facts of a catalogue: what moves them, and what an edit of a text leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_reviews.model.facts import facts
from support import body, catalogue_of, review


def told(text: str = "", other: str = "", **changes: Any) -> str:
    """Return the facts of two reviews of which the first is changed."""
    settings = {"drafts": True} if changes.pop("drafts", False) else {}
    first = review("acme-one", body(overview=text or "An overview."), **changes)
    return facts(catalogue_of(first, other or review("acme-two"), **settings))


def test_a_text_moves_no_facts() -> None:
    """Whatever stands in a text, wherever it moves the lines below: other pages do not show it."""
    assert told() == told("Another overview.\n\nWith a second paragraph.")


def test_a_name_in_a_text_is_a_fact() -> None:
    """A text that names another subject is told on that subject's page."""
    assert told() != told("Better than the Acme Two.")


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": "[3.9, 0.8, 0.9, 0.6, 0.9, 0.7]"},
        {"price": 99},
        {"summary": "Another summary."},
        {"tags": "[Other]"},
        {"target_name": "Acme Uno"},
        {"permalink": "/products/en/elsewhere/"},
        {"date": "2025-07-09"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_front_matter_moves_them(changes: dict[str, Any]) -> None:
    """Everything in the front matter may stand on other pages."""
    assert told() != told(**changes)


def test_the_day_counts_where_authors_see_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which reviews wait for their day changes with the day, for those who see them."""
    found = {}
    for drafts in (False, True):
        for day in ("1800000000", "1900000000"):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
            found[drafts, day] = told(drafts=drafts)
    assert found[False, "1800000000"] == found[False, "1900000000"]
    assert found[True, "1800000000"] != found[True, "1900000000"]
