"""Give findings the severity the site's settings ask for, and order them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..diagnostics import AnyCode, Diagnostic, Severity


def settled(
    findings: Iterable[Diagnostic], severities: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Return the findings by path, line and code, those that are switched ``off`` left out.

    A key of ``severities`` is a code or the head of several: ``review.tag`` covers
    ``review.tag.near``; the longest that fits counts.
    """
    kept = []
    for finding in findings:
        wanted = severity_of(finding.code, severities)
        if wanted == "off":
            continue
        if wanted != finding.severity:
            finding = replace(finding, severity=Severity(wanted))
        kept.append(finding)
    return tuple(sorted(dict.fromkeys(kept), key=_order))


def severity_of(code: AnyCode, severities: Mapping[str, str]) -> str:
    """Return ``error``, ``warning``, ``note`` or ``off`` for a code."""
    name = code.value
    while name:
        if name in severities:
            return severities[name]
        name = name.rpartition(".")[0]
    return code.severity.value


def _order(finding: Diagnostic) -> tuple[str, int, str, int, str]:
    return (finding.path, finding.line, finding.code.value, finding.column, finding.message)
