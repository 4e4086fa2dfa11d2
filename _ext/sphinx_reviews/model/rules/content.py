"""Content is data, never code: what a review may not contain, told from its text.

The parser's guards enforce the same; these rules name the place before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..diagnostics import Code, Diagnostic
from ..placeholders import HEADS, placeholders
from ..safety import (
    MAX_MATH,
    OWN_DIRECTIVES,
    directive_allowed,
    link_problem,
    math_problem,
    role_allowed,
)
from ..surface import Surface, hollow, surface_of
from .file import FileText

MAX_DEPTH = 20
MAX_LINE = 50_000

_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]{0,4000}>|<!--|<\?[A-Za-z]|<!\[CDATA\[|<![A-Za-z]"
    r"|</?(?:script|style|iframe|object|embed|img|svg|form|input|textarea|pre|link|meta|base|div)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\{([A-Za-z_][^{}\s`]{0,80})\}(?=`)")
_INLINE = re.compile(
    r"(!?)\[[^\[\]]{0,999}\]\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)|(\])\(\s*(<[^<>\n]*>|[^\s()]*)"
)
_DEFINITION = re.compile(
    r"(?m)^[ >]{0,12}\[(?!\^)[^\]\n]{1,300}\]:[ \t]*(<[^<>\n]*>|\S+)[ \t]*(?:[\"'(].*)?$"
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*)>")
_INLINE_MATH = re.compile(r"(?<![\\$])\$(?![\s$])([^$\n]{1,400})(?<![\\\s])\$(?!\$)")
_SEVERAL = re.compile(r"(?m)^[ >]*\$\$([^$\n]+\$\$[^\n]+)\$\$[ \t]*$")
"""A line that begins and ends with ``$$`` is one formula, whatever stands between."""
_MATH_ROLE = re.compile(r"\{math\}(`+)")
_MARKER = re.compile(r"\s*\\Large\s*\\text\{[\d.]+\}\s*")
_TEMPLATE = re.compile(r"\{\{|\{%")
_DEEP = re.compile(
    rf"^[ \t]*(?:>[ \t]*){{{MAX_DEPTH}}}|^[ \t]*(?:[-*+][ \t]+){{{MAX_DEPTH}}}"
    r"|[\[(]{60}|^[ \t]{400}",
    re.MULTILINE,
)
_DEEP_HINTS = ("[" * 60, "(" * 60, " " * 400, "\t" * 400, ">>", "> >", "- -", "* *", "+ +")
_FIELD_HINT = re.compile(r"[<{\\#\]]|^[-=@+\t\r]")
_FIELD_MARKUP = (
    ("markup", re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>?|!--|!\[|\?[a-z])|\]\]>")),
    ("a template expression", _TEMPLATE),
    (
        "a TeX command",
        re.compile(r"\\(?:[A-Za-z]+\s*[\[{]|input|include|write|def|immediate|catcode|csname)"),
    ),
    (
        "a Typst expression",
        re.compile(r"#[a-z]+(?:\.[a-z]+)*[(\[]|#(?:import|include|let|set|show)\b"),
    ),
    ("a link or a role", re.compile(r"\]\(|\{[a-z][\w:-]*\}`")),
    ("a spreadsheet formula", re.compile(r"^[=@]|^[+-][^|!]*(?:\(|[|!])|^[\t\r]")),
)
_PLAIN_KEYS = frozenset(
    {"permalink", "ref", "company_id", "date", "rating", "price", "layout", "lang"}
)


def fields(file: FileText) -> Iterator[Diagnostic]:
    """Look for markup of any output format in the values of the front matter."""
    for entry in file.matter.entries if file.matter else ():
        if entry.key in _PLAIN_KEYS or entry.value is None:
            continue
        values = [entry.value] if isinstance(entry.value, str) else entry.value
        for index, value in enumerate(values):
            if not _FIELD_HINT.search(value):
                continue
            mark = entry.items[index] if index < len(entry.items) else entry.mark
            for what, pattern in _FIELD_MARKUP:
                if pattern.search(value):
                    yield file.finding(
                        Code.CONTENT_MARKUP,
                        mark.line,
                        f"the value of {entry.key} holds {what}",
                        column=mark.column,
                        value=value,
                        hint="write plain text",
                    )
                    break


def text(file: FileText) -> Iterator[Diagnostic]:
    """Look through the body, code left out."""
    lines = file.lines[file.body_line - 1 :]
    surface = surface_of(file.text)
    yield from _fences(file, surface, lines)
    for number, heading in surface.headings.items():
        if not heading.words:
            line = file.body_line + number
            yield file.finding(Code.CONTENT_NODE, line, "a heading has no words", value="#")
    body = "\n".join(surface.without_code(lines, hollow, directives=True))
    line_of = _Lines(body, file.body_line)
    if "<" in body:
        yield from _html(file, body, line_of)
    if "}`" in body:
        yield from _roles(file, body, line_of)
    if "](" in body or "]:" in body or "<" in body:
        yield from _links(file, body, line_of)
    if "\\" in body or "^^" in body or "$$" in body:
        yield from _math(file, body, line_of)
    if "{math}`" in body:
        raw = "\n".join(surface.without_code(lines, str, directives=True))
        yield from _math_roles(file, body, raw, line_of)
    for match in _TEMPLATE.finditer(body) if "{{" in body or "{%" in body else ():
        line, column = line_of(match.start())
        yield file.finding(
            Code.CONTENT_MARKUP,
            line,
            "the text holds a template expression",
            column=column,
            value=body[match.start() : match.start() + 30].partition("\n")[0],
        )
    fenced = surface.code - surface.indented
    kept = ["" if n in fenced else line for n, line in enumerate(lines)] if fenced else lines
    yield from _size(file, kept)


def _size(file: FileText, kept: Sequence[str]) -> Iterator[Diagnostic]:
    if max(map(len, kept), default=0) <= MAX_LINE:
        body = "\n".join(kept)
        if not any(hint in body for hint in _DEEP_HINTS):
            return
    for number, line in enumerate(kept, start=file.body_line):
        if len(line) > MAX_LINE:
            yield file.finding(Code.CONTENT_SIZE, number, "the line is too long", value=len(line))
        elif _DEEP.search(line):
            yield file.finding(
                Code.CONTENT_SIZE, number, "the text is nested too deeply", value=line[:40]
            )


class _Lines:
    """From an offset to line and column."""

    def __init__(self, body: str, first: int) -> None:
        self.body, self.first = body, first

    def __call__(self, offset: int) -> tuple[int, int]:
        before = self.body.count("\n", 0, offset)
        return self.first + before, offset - self.body.rfind("\n", 0, offset)


def _fences(file: FileText, surface: Surface, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Look for directives outside the allow-list, and for what is never closed."""
    for line, name in surface.directives:
        if not directive_allowed(name, file.settings):
            allowed = [*sorted(OWN_DIRECTIVES), *file.settings.directives]
            yield file.finding(
                Code.CONTENT_DIRECTIVE,
                file.body_line + line,
                "the directive is not allowed in a review",
                column=lines[line].find("{") + 1,
                value=f"{{{name}}}",
                hint=f"allowed are {', '.join(allowed)}",
            )
    for line, fence in surface.unclosed[:1]:
        message = "the block is never closed"
        yield file.finding(Code.TEXT_FENCE, file.body_line + line, message, value=fence)


def _html(file: FileText, body: str, line_of: _Lines) -> Iterator[Diagnostic]:
    reported = 0
    for match in _TAG.finditer(body):
        line, column = line_of(match.start())
        if line == reported or body[match.start() - 1 : match.start()] == "\\":
            continue
        reported = line
        hidden = match[0] == "<!--" and "-->" in body[match.end() :]
        yield file.finding(
            Code.CONTENT_HTML,
            line,
            "a comment is left out of the page" if hidden else "raw HTML is shown as text",
            column=column,
            value=match[0][:60],
            hint="remove it, or write it as text" if hidden else "",
        )


def _roles(file: FileText, body: str, line_of: _Lines) -> Iterator[Diagnostic]:
    for match in _ROLE.finditer(body):
        if not role_allowed(match[1], file.settings):
            line, column = line_of(match.start())
            yield file.finding(
                Code.CONTENT_ROLE,
                line,
                "the role is not allowed in a review",
                column=column,
                value=match[0],
                hint=f"allowed are {', '.join(file.settings.roles)}",
            )


def _links(file: FileText, body: str, line_of: _Lines) -> Iterator[Diagnostic]:
    folder = file.settings.folder
    targets = []
    for match in _INLINE.finditer(body) if "](" in body else ():
        target = match[2] if match[2] is not None else match[4]
        targets.append((match.start(), target, match[1] == "!"))
    for hint, pattern in (("]:", _DEFINITION), ("<", _AUTOLINK)):
        if hint in body:
            targets += [(m.start(), m[1], False) for m in pattern.finditer(body)]
    for start, target, image in targets:
        plain = target[1:-1] if target.startswith("<") and target.endswith(">") else target
        problem = link_problem(plain, path=file.path, folder=folder, image=image)
        if problem:
            line, column = line_of(start)
            yield file.finding(
                Code.CONTENT_LINK,
                line,
                f"the {'picture' if image else 'link'} {problem}",
                column=column,
                value=target or "()",
                hint="put the picture beside the review" if image else "",
            )


def _math(file: FileText, body: str, line_of: _Lines) -> Iterator[Diagnostic]:
    for match in _SEVERAL.finditer(body) if "$$" in body else ():
        if problem := math_problem(match[1].strip()):
            yield _formula(file, line_of, match.start(1), problem, match[1])
    body = _SEVERAL.sub(lambda match: " " * len(match[0]), body) if "$$" in body else body
    offset = 0
    for index, part in enumerate(body.split("$$")):
        if index % 2 and not _MARKER.fullmatch(part):
            problem = math_problem(part.strip())
            if problem and "\n\n" in part:
                # Whatever follows would pair up wrongly as well.
                problem = "the formula is not closed; write $$ on both sides of it"
                yield _formula(file, line_of, offset, problem, part.strip().partition("\n")[0])
                break
            if problem:
                yield _formula(file, line_of, offset, problem, part)
        elif index % 2 == 0 and "$" in part:
            for match in _INLINE_MATH.finditer(part):
                problem = math_problem(match[1]) if "\\" in match[1] or "^^" in match[1] else ""
                if problem:
                    yield _formula(file, line_of, offset + match.start(), problem, match[1])
        offset += len(part) + 2


def _math_roles(file: FileText, body: str, raw: str, line_of: _Lines) -> Iterator[Diagnostic]:
    """Judge formulas in roles by the raw text, for a role's inside is masked as code is."""
    for match in _MATH_ROLE.finditer(body):
        inside = raw[match.end() : match.end() + MAX_MATH + 1]
        closed = re.search(rf"(?<!`){match[1]}(?!`)", inside)
        problem = math_problem(inside[: closed.start()] if closed else inside)
        if problem:
            yield _formula(file, line_of, match.start(), problem, inside[:60])


def _formula(file: FileText, line_of: _Lines, offset: int, problem: str, value: str) -> Diagnostic:
    line, column = line_of(offset)
    return file.finding(Code.CONTENT_MATH, line, problem, column=column, value=value.strip())


def unwritten(file: FileText) -> Iterator[Diagnostic]:
    """Look for texts that a new review begins with."""
    whole = file.whole
    if not any(head in whole for head in HEADS):
        return
    for number, line in enumerate(file.lines, start=1):
        for column, text in placeholders(line):
            message = "this text was there from the beginning"
            yield file.finding(Code.TEXT_PLACEHOLDER, number, message, column=column, value=text)
