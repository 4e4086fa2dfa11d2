"""What a per-file rule is given, and the one way it reports."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..body import Body
from ..diagnostics import Code, Diagnostic, diagnostic
from ..frontmatter import FrontMatter
from ..records import Review
from ..settings import Settings


@dataclass(frozen=True, slots=True)
class FileText:
    """One file as text, with what could be read of it."""

    path: str
    lines: tuple[str, ...]
    """All lines of the file; ``lines[0]`` is line 1."""

    settings: Settings
    matter: FrontMatter | None = None
    body: Body | None = None
    review: Review | None = None
    ref: str = ""
    lang: str = ""

    @property
    def whole(self) -> str:
        """Return all of the file."""
        return "\n".join(self.lines)

    @property
    def text(self) -> str:
        """Return the text after the front matter."""
        return self.matter.body if self.matter else self.whole

    @property
    def body_line(self) -> int:
        """Return the line at which the text after the front matter begins."""
        return self.matter.body_line if self.matter else 1

    def finding(
        self,
        code: Code,
        line: int,
        message: str,
        *,
        column: int = 0,
        value: object = "",
        hint: str = "",
    ) -> Diagnostic:
        """Return a finding in this file."""
        item = diagnostic(code, self.path, line, message, column=column, value=value, hint=hint)
        return replace(item, ref=self.ref, lang=self.lang)


def finding_about(
    review: Review,
    code: Code,
    message: str,
    *,
    key: str = "",
    line: int = 0,
    column: int = 0,
    value: object = "",
    hint: str = "",
    cause: Review | None = None,
) -> Diagnostic:
    """Return a finding about a review, at a front-matter key's value or a line.

    ``cause`` is another review whose change can bring the finding about.
    """
    mark = review.mark(key)
    item = diagnostic(
        code,
        review.path,
        line or mark.line,
        message,
        column=column if line else mark.column,
        value=value,
        hint=hint,
    )
    path = cause.path if cause else ""
    return replace(item, ref=review.ref, lang=review.lang, cause=path)
