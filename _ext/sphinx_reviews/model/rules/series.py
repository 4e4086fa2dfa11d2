"""Series beside reviews: that each is there and can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..curves import read, series_fields
from ..diagnostics import Code, Diagnostic, diagnostic
from ..fields import Field
from ..records import Review
from ..series import Fault, beside
from ..taken import printable
from ..text import did_you_mean
from .file import finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def files(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell of each series that is not there, or cannot be drawn; of one file once."""
    reported: set[str] = set()
    for series in series_fields(catalogue):
        for review in (r for r in catalogue.reviews if series.id in r.fields):
            name = str(review.fields[series.id])
            path, content = beside(name, review.path), read(catalogue, series, review)
            if content is None:
                yield _missing(catalogue, series, review, name)
            elif content.fault and path not in reported:
                reported.add(path)
                yield _bad(content.fault, path, review)


def _missing(catalogue: Catalogue, series: Field, review: Review, name: str) -> Diagnostic:
    inside = bool(beside(name, review.path))
    text = "no such file stands beside this review" if inside else "it leads to no CSV file in here"
    home = review.path.rpartition("/")[0]
    near = [path.removeprefix(f"{home}/") for path in catalogue.series if path.startswith(home)]
    return finding_about(
        review, Code.SERIES_FILE, f"{series.id}: {text}",
        key=series.id, value=name, hint=did_you_mean(name, near),
    )  # fmt: skip


def _bad(fault: Fault, path: str, review: Review) -> Diagnostic:
    code, line, message, value, hint = fault
    item = diagnostic(code, printable(path), line, message, value=value, hint=hint)
    return replace(item, ref=review.ref, lang=review.lang, cause=review.path)
