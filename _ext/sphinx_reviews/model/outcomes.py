"""What reading gave, file by file, and which reviews keep their subject and their address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .diagnostics import Code, Diagnostic, diagnostic
from .moves import Lists
from .records import Page, Review
from .series import SeriesFile
from .taken import address_key, holder_of, page_key

SUFFIX = ".md"
"""How the names of review files end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file gave: a record unless it cannot be used, and what is wrong with it."""

    review: Review | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """The outcome of a folder, in the order of the paths, and the hand-written pages' addresses."""

    outcomes: tuple[Outcome, ...]
    pages: tuple[Page, ...] = ()
    taken: tuple[str, ...] = ()
    """Names of further documents and files at the site's root that only the build knows."""

    lists: Lists = field(default_factory=Lists)
    """Redirects, and the addresses that must go on answering."""

    pictures: frozenset[str] = frozenset()
    """The pictures that reviews may show, relative to the source directory."""

    series: Mapping[str, SeriesFile] = field(default_factory=dict)
    """The files with series that reviews may name, by path relative to the source directory."""

    state: str = ""
    """Hash of everything that was seen in the folder; empty for a scan made otherwise."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the findings of all files."""
        return tuple(d for outcome in self.outcomes for d in outcome.diagnostics)


def first_of_each(scanned: Scan, languages: Iterable[str]) -> tuple[list[Review], list[Diagnostic]]:
    """Return the reviews whose subject and address are theirs alone, and a finding for each other.

    What the site's owner or the build has put somewhere stays there; of several reviews the one
    of the earliest day keeps its place, of the same day the first in the order of paths.
    """
    kept: list[Review] = []
    findings: list[Diagnostic] = []
    subjects: dict[tuple[str, str, str], Review] = {}
    taken = {page_key(name): name for name in scanned.taken}
    taken |= {page_key(page.docname, page.permalink): page.docname for page in scanned.pages}
    langs = tuple(languages)
    reviews = (outcome.review for outcome in scanned.outcomes if outcome.review)
    for review in sorted(reviews, key=lambda r: (r.date, r.path)):
        same = subjects.get(review.key)
        if same:
            findings.append(_taken(Code.DUPLICATE_REF, review, "ref", review.ref, same.path))
        elif holder := holder_of(review.permalink, taken, langs):
            permalink = review.permalink
            findings.append(
                _taken(Code.DUPLICATE_PERMALINK, review, "permalink", permalink, holder)
            )
        else:
            subjects[review.key] = review
            taken[address_key(review.permalink)] = review.path
            kept.append(review)
    return kept, findings


def _taken(code: Code, review: Review, key: str, value: str, holder: str) -> Diagnostic:
    mark = review.mark(key)
    finding = diagnostic(
        code, review.path, mark.line, f"this {key} is taken by {holder}",
        column=mark.column, value=value,
    )  # fmt: skip
    return replace(finding, ref=review.ref, lang=review.lang)
