"""Defects planted in real reviews are found: at least 99 of 100, at the right line."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from check.planting import DEFECTS, Defect, points_at_value
from sphinx_reviews.model.diagnostics import Diagnostic
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.settings import Settings

CORPUS = os.environ.get("REVIEWS_CORPUS", "")
COUNT = int(os.environ.get("REVIEWS_MUTATIONS", "50"))
LEAST = min(COUNT, 20)
"""What must be found of a kind that fits few reviews, however many have to be tried."""
FIRST = COUNT * 6
"""How many files are tried for all that is wanted of a kind."""
SETTINGS = Settings()

pytestmark = pytest.mark.skipif(
    not Path(CORPUS or "absent").is_dir(),
    reason="REVIEWS_CORPUS names no folder of real reviews to plant defects in",
)


Real = tuple[str, list[str], Review]
"""A file's name, its lines and its record."""


@cache
def files() -> list[Path]:
    """Return the corpus's files in one order by chance, the same in every run."""
    found = sorted(Path(CORPUS).rglob("*.md"))
    return random.Random("files").sample(found, len(found))  # noqa: S311 - no secret


@cache
def real(path: Path) -> Real | None:
    """Return a file that can be read and is not told to be a double."""
    text = path.read_bytes().decode().replace("\r\n", "\n")
    outcome = read_review(text.encode(), path.name, SETTINGS)
    if not outcome.review or any(d.code.value.endswith("duplicate") for d in outcome.diagnostics):
        return None
    return path.name, text.split("\n"), outcome.review


def planted_in(defect: Defect) -> Iterator[tuple[str, list[str], int]]:
    """Yield names and changed lines of files, and where the defect stands: as many as are wanted.

    All kinds draw on the same files, so that few have to be read; a rare one goes on to the others.
    """
    rng, planted = random.Random(f"planted {defect.name}"), 0  # noqa: S311 - the same in every run
    first, others = files()[:FIRST], files()[FIRST:]
    for place, path in enumerate([*rng.sample(first, len(first)), *others]):
        found = real(path)
        change = found and defect.plant(list(found[1]), found[2], rng)
        if found and change:
            yield found[0], *change
            planted += 1
        if planted >= (COUNT if place < FIRST else LEAST):
            return


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: str(defect.name))
def test_a_planted_defect_is_found_at_its_line(defect: Defect) -> None:
    """Each kind of defect, planted in files by chance, gives one of its codes at its line."""
    planted, missed, astray = 0, list[tuple[str, int, str]](), list[Diagnostic]()
    for name, changed, line in planted_in(defect):
        outcome = read_review("\n".join(changed).encode(), name, SETTINGS)
        planted += 1
        if not any(d.code in defect.codes and d.line == line for d in outcome.diagnostics):
            missed.append((name, line, changed[line - 1]))
        astray += [d for d in outcome.diagnostics if not points_at_value(d, changed)]
    assert planted >= LEAST
    assert len(missed) <= planted // 100, missed
    assert not astray
