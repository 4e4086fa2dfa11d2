"""``python -m sphinx_reviews fix``: show, and with ``--write`` make, what is certain to mend."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections import Counter
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.diagnostics import Code
from ..model.mend import Edit, Forms, edits, mended
from ..model.records import Review
from ..model.rules.tags import canonical_forms
from ..model.scan import read_review
from .targets import Target, cache_of, targets

NOTHING, SOMETHING = 0, 1


def fix_command(arguments: argparse.Namespace) -> int:
    """Show what can be mended as a diff; exit with 1 while something is left to write."""
    counts: Counter[Code] = Counter()
    for target in targets(arguments.paths):
        catalogue = target.catalogue(cache_of(target, arguments))
        forms = canonical_forms(catalogue)
        for review in filter(lambda r: target.wants(r.path), catalogue.reviews):
            counts.update(_fix(target, catalogue, review, forms, write=arguments.write))
    for code, count in counts.most_common():
        print(f"{count:6}  {code.value}", file=sys.stderr)
    return SOMETHING if counts and not arguments.write else NOTHING


def _fix(
    target: Target, catalogue: Catalogue, review: Review, forms: Forms, *, write: bool
) -> list[Code]:
    path = target.root / review.path
    text = path.read_bytes().decode("utf-8")
    changes = edits(text, review, catalogue.settings, forms)
    if not changes:
        return []
    new = mended(text, changes)
    if not harmless(review, new, changes, target):
        print(f"{review.path}: not mended, mend it by hand", file=sys.stderr)
        return []
    if write:
        put(path, new)
    else:
        sys.stdout.writelines(_diff(text, new, review.path))
    return [edit.code for edit in changes]


def harmless(review: Review, new: str, changes: list[Edit], target: Target) -> bool:
    """Tell whether the new text reads as the same review, with no finding that it had not."""
    outcome = read_review(new.encode(), review.path, target.settings)
    before = read_review((target.root / review.path).read_bytes(), review.path, target.settings)
    after = outcome.review
    if after is None or before.review is None:
        return False
    same = _facts(before.review) == _facts(after)
    counts = Counter(d.code for d in outcome.diagnostics)
    counts.subtract(d.code for d in before.diagnostics)
    return same and all(count <= 0 for count in counts.values())


def _facts(review: Review) -> tuple[object, ...]:
    return (
        review.key, review.overall, review.scores, review.price, review.permalink, review.date,
        review.title, review.summary, len(review.tags),
        [(claim.a, claim.b, claim.results) for claim in review.claims],
        [section.id for section in review.sections],
        sorted(citation.number for citation in review.citations),
        [(source.number, source.urls) for source in review.sources],
    )  # fmt: skip


def _diff(old: str, new: str, path: str) -> list[str]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, path, path, n=0)
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def put(path: Path, text: str) -> None:
    """Put the text in the file's place in one step, so that nothing is ever half written."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(text.encode("utf-8"))
    os.chmod(temporary, path.stat().st_mode & 0o7777)
    temporary.replace(path)
