"""Real broken reviews, one folder per kind of defect: each is named, none stops the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from check.planting import points_at_value
from sphinx_reviews.model.diagnostics import Severity
from sphinx_reviews.model.frontmatter import normalise
from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.settings import Settings

BROKEN = Path(os.environ.get("REVIEWS_BROKEN") or "absent")

EXPECTED = {
    "bare-in-prose": "review.text.dollar",
    "criterion-section-missing": "review.section.missing",
    "date-is-str": "review.front-matter.type",
    "inline-section-score-front-matter": "review.score.marker",
    "missing-key-permalink": "review.front-matter.required",
    "no-front-matter-block": "review.front-matter.missing",
    "overall-sum": "review.score.sum",
    "product-missing-price": None,
    "raw-html": "review.content.html",
}
"""Folder to the code its files must give; None where the oddity is legitimate: a price may be
missing."""

LEGITIMATE = {"5826a0b8": "review.permalink.mismatch", "c843dce6": "review.permalink.mismatch"}
"""Files of ``bare-in-prose`` whose dollar signs stand in code only, which is legitimate; what is
wrong with them is that the permalink and the ref disagree."""

FILES = sorted(BROKEN.rglob("*.md")) if BROKEN.is_dir() else []


@pytest.mark.skipif(not FILES, reason="REVIEWS_BROKEN names no folder of broken reviews")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name[:8]}")
def test_a_broken_review_gives_its_folders_code(path: Path) -> None:
    """The finding has the folder's code, a line inside the file, and one line of text."""
    data = path.read_bytes()
    found = read_review(data, path.name.rpartition("__")[2], Settings()).diagnostics
    expected = LEGITIMATE.get(path.name[:8]) or EXPECTED[path.parent.name]
    codes = {item.code.value for item in found}
    errors = [item for item in found if item.severity is Severity.ERROR]
    assert expected in codes if expected else not errors
    for item in found:
        assert 1 <= item.line <= data.count(b"\n") + 1
        assert "\n" not in item.text()
        assert points_at_value(item, normalise(data.decode()).split("\n"))
