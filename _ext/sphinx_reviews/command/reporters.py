"""Findings as text for people, and as JSON, GitHub annotations and SARIF for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ..model.baseline import LineText
from ..model.diagnostics import AnyCode, Diagnostic, Severity, clip

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

Formatter = Callable[[Sequence[Diagnostic], LineText, bool], str]
"""From findings, a way to their lines, and whether colours are wanted, to the output."""


FEW = 20
"""Findings that are shown in full; of more, each code shows the first of ``WORST`` files."""

WORST = 3


def as_text(findings: Sequence[Diagnostic], line_text: LineText, colour: bool) -> str:
    """Group the findings by code, the most harmful first, between two summaries."""
    few = len(findings) <= FEW
    parts = [] if few else [*_summary(findings, colour), ""]
    for code in _by_harm(findings):
        own = [finding for finding in findings if finding.code is code]
        listed = own if few else _of_each_file(own)[:WORST]
        severity = own[0].severity
        head = f"{severity.value}  {code.value}  {len(own)}"
        parts += [_paint(head, _COLOURS[severity], colour), f"  {code.meaning}"]
        for finding in listed:
            parts.extend(_item(finding, line_text(finding.path, finding.line), colour))
        if len(own) > len(listed):
            left = len(own) - len(listed)
            parts.append(f"  … {left} more: --only {code.value} --format lines")
        parts.append("")
    return "\n".join([*parts, *_summary(findings, colour), ""])


def _by_harm(findings: Sequence[Diagnostic]) -> list[AnyCode]:
    """Return the codes, errors first, of equal severity the most frequent first."""
    order = list(Severity)
    counts = Counter((finding.severity, finding.code) for finding in findings)
    ranked = sorted(counts, key=lambda key: (order.index(key[0]), -counts[key], key[1].value))
    return list(dict.fromkeys(code for _, code in ranked))


def _of_each_file(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    first: dict[str, Diagnostic] = {}
    for finding in findings:
        first.setdefault(finding.path, finding)
    return list(first.values())


def as_lines(findings: Sequence[Diagnostic], line_text: LineText, colour: bool) -> str:
    """Return one line a finding: ``path:line:column: severity: code: text``."""
    return "\n".join(
        f"{f.path}:{f.line}:{f.column or 1}: {f.severity.value}: {f.code.value}: {f.text()}"
        for f in findings
    )


def _item(finding: Diagnostic, line: str, colour: bool) -> list[str]:
    column = f":{finding.column}" if finding.column else ""
    location = _paint(f"{finding.path}:{finding.line}{column}", "1", colour)
    cause = f"  caused by {finding.cause}" if finding.cause else ""
    lines = [f"  {location}  {clip(finding.text(), 300)}{cause}"]
    if line.strip():
        lines.append(f"      | {_excerpt(line, finding.column)}")
    return lines


def _excerpt(line: str, column: int, width: int = 90) -> str:
    """Return the part of the line around the column, as printable text."""
    start = max(0, column - 1 - width // 3) if len(line) > width else 0
    cut = clip(line[start : start + width], width)
    return f"{'…' if start else ''}{cut}{'…' if start + width < len(line) else ''}"


def _summary(findings: Sequence[Diagnostic], colour: bool) -> list[str]:
    if not findings:
        return [_paint("no findings", "32", colour)]
    order = list(Severity)
    totals = Counter(finding.severity for finding in findings)
    by_severity = ", ".join(
        f"{totals[s]} {s.value}{'s' * (totals[s] != 1)}" for s in order if totals[s]
    )
    files = len({finding.path for finding in findings})
    counts = Counter(finding.code for finding in findings)
    severities = {finding.code: finding.severity.value for finding in findings}
    codes = _by_harm(findings)
    lines = [f"{counts[code]:6}  {severities[code]:7}  {code.value}" for code in codes]
    return [*lines, f"{by_severity} in {files} file{'s' * (files != 1)}"]


def _paint(text: str, colour: str, wanted: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if wanted else text


def as_json(findings: Sequence[Diagnostic], line_text: LineText, colour: bool) -> str:
    """Return an array of objects, one per finding."""
    return json.dumps([_record(finding) for finding in findings], ensure_ascii=False, indent=1)


def _record(finding: Diagnostic) -> dict[str, Any]:
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "value": finding.value,
        "hint": finding.hint,
        "ref": finding.ref,
        "lang": finding.lang,
        "cause": finding.cause,
    }


def as_github(findings: Sequence[Diagnostic], line_text: LineText, colour: bool) -> str:
    """Return one workflow command per finding, which GitHub shows beside the line."""
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for finding in findings:
        column = f",col={finding.column}" if finding.column else ""
        location = f"file={_property(finding.path)},line={max(1, finding.line)}{column}"
        title = f"title={_property(finding.code.value)}"
        lines.append(
            f"::{names[finding.severity]} {location},{title}::{_data(clip(finding.text(), 400))}"
        )
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Diagnostic], line_text: LineText, colour: bool) -> str:
    """Return a SARIF 2.1.0 log (OASIS), as code-scanning services take it."""
    codes = sorted({finding.code for finding in findings}, key=lambda code: code.value)
    driver = {
        "name": "sphinx-reviews",
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(finding, codes, line_text) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(code: AnyCode) -> dict[str, Any]:
    return {
        "id": code.value,
        "shortDescription": {"text": code.meaning},
        "help": {"text": code.remedy},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(finding: Diagnostic, codes: list[AnyCode], line_text: LineText) -> dict[str, Any]:
    from ..model.baseline import known_as

    region: dict[str, int] = {"startLine": max(1, finding.line)}
    if finding.column:
        region["startColumn"] = finding.column
    return {
        "ruleId": finding.code.value,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": clip(finding.text(), 1000)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.path)},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"finding/v1": known_as(finding, line_text).key},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


FORMATS: dict[str, Formatter] = {
    "text": as_text,
    "lines": as_lines,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
