"""``python -m sphinx_reviews fix``: show, and with ``--write`` make, what is certain to mend."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from ..model.catalogue import Catalogue
from ..model.diagnostics import Code
from ..model.mend import Edit, Forms, edits, in_order, mended, with_days
from ..model.records import Review
from ..model.rules.order import usual_order
from ..model.rules.tags import canonical_forms
from ..model.scan import read_review
from .targets import Target, cache_of, targets

NOTHING, SOMETHING = 0, 1


class Usual(NamedTuple):
    """What most reviews of a site do: the forms of tags, the order of keys."""

    forms: Forms
    order: tuple[str, ...]


def fix_command(arguments: argparse.Namespace) -> int:
    """Show what can be mended as a diff; exit with 1 while something is left to write."""
    counts: Counter[Code] = Counter()
    for target in targets(arguments.paths):
        catalogue = target.catalogue(cache_of(target, arguments))
        usual = Usual(canonical_forms(catalogue), usual_order(catalogue))
        for path in filter(target.wants, _paths(catalogue)):
            counts.update(_fix(target, path, usual, write=arguments.write))
    for code, count in counts.most_common():
        print(f"{count:6}  {code.value}", file=sys.stderr)
    return SOMETHING if counts and not arguments.write else NOTHING


def _paths(catalogue: Catalogue) -> list[str]:
    """Return the reviews' files, and those that a value of the front matter keeps from being so."""
    kept = {review.path for review in catalogue.reviews}
    wrong = {d.path for d in catalogue.diagnostics if d.code is Code.FRONT_MATTER_TYPE}
    return sorted(kept | wrong)


def _fix(target: Target, name: str, usual: Usual, *, write: bool) -> list[Code]:
    path = target.root / name
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return []
    new, changes = _mended(text, name, target, usual)
    if new == text:
        return []
    if not harmless(text, new, name, target):
        print(f"{name}: not mended, mend it by hand", file=sys.stderr)
        return []
    if write:
        put(path, new)
    else:
        sys.stdout.writelines(_diff(text, new, name))
    return [change.code for change in changes]


def _mended(text: str, name: str, target: Target, usual: Usual) -> tuple[str, list[Edit]]:
    """Return the text with all that is certain mended; a day first, since it may hide the rest."""
    new, days = with_days(text)
    review = read_review(new.encode(), name, target.settings).review
    if review is None:
        return text, []
    new, moved = in_order(new, usual.order)
    fixes = edits(new, review, target.settings, usual.forms)
    return mended(new, fixes), [*days, *moved[:1], *fixes]


def harmless(text: str, new: str, name: str, target: Target) -> bool:
    """Tell whether the new text reads as the same review, with no finding that it had not.

    Of a file that was no review before, nothing but a day was in the way.
    """
    before = read_review(text.encode(), name, target.settings)
    outcome = read_review(new.encode(), name, target.settings)
    if outcome.review is None or before.review is None:
        return outcome.review is not None
    counts = Counter(d.code for d in outcome.diagnostics)
    counts.subtract(d.code for d in before.diagnostics)
    same = _facts(before.review) == _facts(outcome.review)
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
