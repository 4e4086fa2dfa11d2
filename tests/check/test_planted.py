"""Defects planted in the starter's reviews are found, and the column is that of the value."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from check.planting import DEFECTS, Defect, points_at_value
from sphinx_reviews.model.diagnostics import Code, Diagnostic, diagnostic
from sphinx_reviews.model.pointing import pointed
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.settings import Settings

STARTER = sorted((Path(__file__).parent.parent / "starter").rglob("*.md"))


@cache
def sound(path: Path) -> tuple[str, Review | None]:
    """Return a review's text and its record."""
    text = path.read_text("utf-8")
    return text, read_review(text.encode(), path.name, Settings()).review


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: str(defect.name))
def test_a_planted_defect_is_found_at_its_place(defect: Defect) -> None:
    """Each kind of defect gives one of its codes at its line, with the column of the value."""
    rng = random.Random(f"planted {defect.name}")  # noqa: S311 - the same places in every run
    planted = 0
    for path in STARTER:
        text, review = sound(path)
        change = defect.plant(text.split("\n"), review, rng) if review else None
        if change is None:
            continue
        planted += 1
        lines, line = change
        found = read_review("\n".join(lines).encode(), path.name, Settings()).diagnostics
        own = [d for d in found if d.code in defect.codes and d.line == line]
        assert own, (path, line, lines[line - 1])
        assert [d for d in found if not points_at_value(d, lines)] == []
    assert planted or defect.name in ("praise", "other_price")


def told(value: str, column: int = 0, code: Code = Code.TEXT_QUANTITY) -> Diagnostic:
    """Return a finding in the second line."""
    return diagnostic(code, "a.md", 2, "wrong", column=column, value=value)


@pytest.mark.parametrize(
    ("value", "column", "expected"),
    [
        ("9 kHz", 0, 12),
        ("19 kHz", 0, 5),
        ("absent", 0, 3),
        ("absent", 7, 7),
        ("", 0, 3),
        ("kHz", 9, 14),
        ("to", 12, 12),
    ],
)
def test_the_value_is_looked_for_as_a_whole_word(value: str, column: int, expected: int) -> None:
    """What stands inside a longer word or before the place that is told is not meant."""
    assert pointed(
        told(value, column), ("", "  x 19 kHz to 9 kHz"[:4] + "19 kHz 9 kHz")
    ).column == (expected)


def test_a_count_stands_nowhere() -> None:
    """The number of scores is not looked for among the scores."""
    lines = ("", "rating: [5, 1]")
    assert pointed(told("5", 9, Code.SCORE_COUNT), lines).column == 9
    assert pointed(told("5"), ("only one line",)).column == 0
