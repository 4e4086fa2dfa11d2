"""Diagnostics: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error fails a check, a warning does not, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(Enum):
    """The dotted name, default severity, meaning and remedy of each finding.

    The handbook's page of codes is generated from this list. Names are stable: a baseline or a
    ``suppress_warnings`` entry written today must still mean the same next year.
    """

    def __new__(cls, name: str, severity: Severity, meaning: str, remedy: str) -> Code:
        """Make the dotted name the member's value."""
        member = object.__new__(cls)
        member._value_ = name
        member.severity = severity
        member.meaning = meaning
        member.remedy = remedy
        member.__doc__ = f"{meaning} {remedy}"
        return member

    severity: Severity
    meaning: str
    remedy: str

    FILE_ENCODING = (
        "review.file.encoding",
        Severity.ERROR,
        "The file is not valid UTF-8.",
        "Save it as UTF-8 without other encodings mixed in.",
    )
    FILE_UNREADABLE = (
        "review.file.unreadable",
        Severity.ERROR,
        "The file cannot be read: it is missing, a link that leads outside, or too large.",
        "Put a regular file of at most 1 MiB in its place.",
    )
    FRONT_MATTER_MISSING = (
        "review.front-matter.missing",
        Severity.ERROR,
        "The file does not start with a front-matter block between two `---` lines.",
        "Start the file with `---`, the keys, and a line `---` of its own.",
    )
    FRONT_MATTER_YAML = (
        "review.front-matter.yaml",
        Severity.ERROR,
        "The front matter is not a YAML mapping, or uses anchors, aliases, tags or deep nesting.",
        "Mend the YAML at the place named; write every value out.",
    )
    FRONT_MATTER_KEY = (
        "review.front-matter.key",
        Severity.ERROR,
        "A front-matter key is outside the closed set of keys.",
        "Use the key suggested, or remove it.",
    )
    FRONT_MATTER_DUPLICATE = (
        "review.front-matter.duplicate",
        Severity.ERROR,
        "A front-matter key stands twice; YAML would silently keep the last.",
        "Remove one of the two.",
    )
    FRONT_MATTER_REQUIRED = (
        "review.front-matter.required",
        Severity.ERROR,
        "A required front-matter key is missing or empty.",
        "Add the key with its value.",
    )
    FRONT_MATTER_TYPE = (
        "review.front-matter.type",
        Severity.ERROR,
        "A front-matter value has the wrong type or shape.",
        "Write the value in the shape the message names.",
    )
    ID_UNSAFE = (
        "review.id.unsafe",
        Severity.ERROR,
        "A ref or company_id is not safe as part of an address and a file name.",
        "Use lower-case letters, digits and single hyphens.",
    )
    PERMALINK_UNSAFE = (
        "review.permalink.unsafe",
        Severity.ERROR,
        "A permalink is not a plain path inside the site.",
        "Write it as `/products/en/some-name/`, with letters, digits, `-`, `_` and `.` only.",
    )
    DUPLICATE_REF = (
        "review.duplicate.ref",
        Severity.ERROR,
        "Two files review the same subject in the same language.",
        "Give one of them another ref, or remove it.",
    )
    DUPLICATE_PERMALINK = (
        "review.duplicate.permalink",
        Severity.ERROR,
        "Two pages claim the same address (letter case aside).",
        "Give one of them another permalink.",
    )
    SCORE_COUNT = (
        "review.score.count",
        Severity.ERROR,
        "The rating has not exactly one overall score and one score per criterion.",
        "Write the overall score first, then each criterion in the rubric's order.",
    )
    SCORE_RANGE = (
        "review.score.range",
        Severity.ERROR,
        "A score lies outside the rubric's scale.",
        "Use a score within the scale.",
    )
    DIRECTIVE_UNKNOWN_REF = (
        "review.ref.unknown",
        Severity.WARNING,
        "A directive or role names a review that does not exist.",
        "Use the ref suggested, or add the review.",
    )
    CONTENT_DIRECTIVE = (
        "review.content.directive",
        Severity.ERROR,
        "A review uses a directive outside the allow-list; its text is shown as code.",
        "Write the same with plain Markdown or an allowed directive.",
    )
    CONTENT_ROLE = (
        "review.content.role",
        Severity.ERROR,
        "A review uses a role outside the allow-list; its text is shown as code.",
        "Write the same with plain Markdown or an allowed role.",
    )
    CONTENT_HTML = (
        "review.content.html",
        Severity.ERROR,
        "A review contains raw HTML; it is shown as text.",
        "Write it in Markdown; put a lone `<` in backquotes.",
    )
    CONTENT_LINK = (
        "review.content.link",
        Severity.ERROR,
        "A link leads to a scheme or a file that reviews may not link to.",
        "Use http, https, mailto, an address inside the site, or a review's ref.",
    )
    CONTENT_MATH = (
        "review.content.math",
        Severity.ERROR,
        "A formula uses a command outside what a formula needs.",
        "Use plain LaTeX mathematics without definitions, links, styles or inclusion.",
    )
    CONTENT_NODE = (
        "review.content.node",
        Severity.ERROR,
        "The parsed review contains an element that reviews may not contain; it was removed.",
        "Remove it from the text.",
    )


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place.

    ``line`` and ``column`` count from 1; 0 stands for the whole file. ``value`` is what was found,
    ``hint`` how to mend this very case.
    """

    code: Code
    path: str
    line: int
    message: str
    column: int = 0
    value: str = ""
    hint: str = ""
    ref: str = ""
    lang: str = ""
    severity: Severity = field(default=Severity.ERROR)

    def text(self) -> str:
        """Say what is wrong, the value, and how to mend it, in one line."""
        parts = [self.message]
        if self.value:
            parts.append(f": {clip(self.value)}")
        if self.hint:
            parts.append(f"; {self.hint}")
        return "".join(parts)

    def __str__(self) -> str:
        """Return ``path:line: code: text``."""
        return f"{self.path}:{self.line}: {self.code.value}: {self.text()}"


def diagnostic(
    code: Code,
    path: str,
    line: int,
    message: str,
    *,
    column: int = 0,
    value: object = "",
    hint: str = "",
    ref: str = "",
    lang: str = "",
) -> Diagnostic:
    """Return a finding of the code's own severity; the one way findings come about."""
    return Diagnostic(
        code,
        path,
        line,
        message,
        column=column,
        value=str(value),
        hint=hint or code.remedy,
        ref=ref,
        lang=lang,
        severity=code.severity,
    )


def clip(value: str, limit: int = 80) -> str:
    """Return the value as one printable line of at most ``limit`` characters."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(value.split()))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
