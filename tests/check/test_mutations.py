"""Defects planted in real reviews are found: at least 99 of 100, at the right line."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from check.planting import DEFECTS, Defect, points_at_value
from sphinx_reviews.model.diagnostics import Diagnostic
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.settings import Settings

CORPUS = os.environ.get("REVIEWS_CORPUS", "")
COUNT = int(os.environ.get("REVIEWS_MUTATIONS", "200"))
SETTINGS = Settings()

pytestmark = pytest.mark.skipif(
    not Path(CORPUS or "absent").is_dir(),
    reason="REVIEWS_CORPUS names no folder of real reviews to plant defects in",
)


@pytest.fixture(scope="module")
def corpus() -> list[tuple[str, list[str], Review]]:
    """Return name, lines and record of the corpus's files, read once."""
    found = []
    for path in sorted(Path(CORPUS).rglob("*.md")):
        text = path.read_bytes().decode().replace("\r\n", "\n")
        outcome = read_review(text.encode(), path.name, SETTINGS)
        if outcome.review and not any(
            d.code.value.endswith("duplicate") for d in outcome.diagnostics
        ):
            found.append((path.name, text.split("\n"), outcome.review))
    return found


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: str(defect.name))
def test_a_planted_defect_is_found_at_its_line(
    corpus: list[tuple[str, list[str], Review]], defect: Defect
) -> None:
    """Each kind of defect, planted in random files, gives one of its codes at its line."""
    rng = random.Random(f"planted {defect.name}")  # noqa: S311 - the same files in every run
    planted, missed, astray = 0, list[tuple[str, int, str]](), list[Diagnostic]()
    for name, lines, review in rng.sample(corpus, len(corpus)):
        change = defect.plant(list(lines), review, rng)
        if change is None:
            continue
        changed, line = change
        outcome = read_review("\n".join(changed).encode(), name, SETTINGS)
        planted += 1
        if not any(d.code in defect.codes and d.line == line for d in outcome.diagnostics):
            missed.append((name, line, changed[line - 1]))
        astray += [d for d in outcome.diagnostics if not points_at_value(d, changed)]
        if planted == COUNT:
            break
    assert planted >= min(COUNT, 20)
    assert len(missed) <= planted // 100, missed
    assert not astray
