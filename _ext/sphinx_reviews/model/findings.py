"""What the checks find, as the editor's page shows it: by code and by company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from .catalogue import Catalogue
from .diagnostics import AnyCode, Diagnostic, Severity
from .records import Review

K = TypeVar("K")

MOST = 200
"""Findings that a group shows; of more it tells the number."""


class Finding(NamedTuple):
    """One finding: the page it is about, if any, the line and the value in the file."""

    name: str
    docname: str
    path: str
    line: int
    value: str
    code: str


class Group(NamedTuple):
    """Findings that belong together: ``title`` is a code's meaning or a company's name."""

    id: str
    title: str
    severity: str
    size: int
    findings: tuple[Finding, ...]


class FindingsView(NamedTuple):
    """The findings of one language: numbers by severity, then the groups."""

    reviews: int
    totals: tuple[tuple[str, int], ...]
    codes: tuple[Group, ...]
    companies: tuple[Group, ...]


def findings_view(catalogue: Catalogue, findings: Sequence[Diagnostic], lang: str) -> FindingsView:
    """Return the findings in a language's reviews; those of no known language count in each."""
    own = [f for f in findings if f.lang == lang or f.lang not in catalogue.settings.languages]
    by_path = {review.path: review for review in catalogue.reviews}
    reviews = [review for review in catalogue.reviews if review.lang == lang]
    order = list(Severity)
    totals = tuple((s.value, sum(f.severity is s for f in own)) for s in order)
    codes = _grouped(own, lambda finding: finding.code)
    ranked = sorted(
        codes, key=lambda c: (order.index(codes[c][0].severity), -len(codes[c]), c.value)
    )
    companies = _grouped(own, lambda f: _company(catalogue, by_path.get(f.path)))
    named = sorted((c for c in companies if c), key=lambda c: (-len(companies[c]), c))
    return FindingsView(
        len(reviews),
        tuple((name, count) for name, count in totals if count),
        tuple(_by_code(code, codes[code], by_path) for code in ranked),
        tuple(_by_company(name, companies[name], by_path) for name in named),
    )


def _company(catalogue: Catalogue, review: Review | None) -> str:
    return catalogue.maker_name(review) if review else ""


def _grouped(
    findings: Iterable[Diagnostic], key: Callable[[Diagnostic], K]
) -> dict[K, list[Diagnostic]]:
    groups: dict[K, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        groups[key(finding)].append(finding)
    return groups


def _by_code(code: AnyCode, findings: Sequence[Diagnostic], pages: dict[str, Review]) -> Group:
    first = tuple(_finding(f, pages) for f in islice(findings, MOST))
    return Group(code.value, code.meaning, findings[0].severity.value, len(findings), first)


def _by_company(name: str, findings: Sequence[Diagnostic], pages: dict[str, Review]) -> Group:
    order = list(Severity)
    worst = sorted(findings, key=lambda f: order.index(f.severity))
    first = tuple(_finding(f, pages) for f in islice(worst, MOST))
    return Group("", name, worst[0].severity.value, len(findings), first)


def _finding(finding: Diagnostic, pages: dict[str, Review]) -> Finding:
    review = pages.get(finding.path)
    name, docname = (review.target_name, review.docname) if review else ("", "")
    return Finding(
        name, docname, finding.path, finding.line, finding.value[:120], finding.code.value
    )
