"""Text that would not show as meant: lost and invisible characters, loose `**` and `$`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..body import masked
from ..diagnostics import Code, Diagnostic
from ..emphasis import PARTNER, loose_runs
from ..markdown import block_tokens
from .file import FileText

_LOST = re.compile("\ufffd")
_MORE = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    rf"(?:[Â-ß][{_MORE}]|[à-ï][{_MORE}]{{2}}|[ð-ô][{_MORE}]{{3}})+"
    r"|[\u0080-\u0084\u0086-\u009f]|[縺繧繝][^\s。、]{0,2}[縺繧繝]"
)
"""Bytes of UTF-8 read one by one as Western text, controls that no text holds, and UTF-8 read as
Shift JIS."""

_BEGUN = re.compile(rf"[Â-ô][{_MORE}]")
_STRANGE = re.compile("[\u0080-\u0084\u0086-\u009f縺繧繝]")
"""What mojibake cannot do without: these are found several times as fast."""

_LIKELY = re.compile(
    "[\u00a0-\u00ff\u0370-\u03ff\u0400-\u04ff\u2010-\u2bff\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef"
    "\ufeff\U0001f300-\U0001faff]+"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u200d(?=[\\s\\w])"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]"
)
_UNSEEN = "\u034f\u115f\u1160\u3164\uffa0"
"""Invisible characters that Unicode counts among the printable ones."""

_ODD = re.compile(
    "[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007fÂ-ô縺繧繝]"
)
"""Every character that one of the patterns needs; most files have none."""

_DOLLAR = re.compile(r"(?<!\\)\$")
_FORMULA = re.compile(
    r"\$\$(?:[^$\n]|\n(?![ \t]*\n))+\$\$"
    r"|(?<![\w$\\])\$(?=[^$\n]*\\[A-Za-z]|[^\d$\n][^$\n]*[\^_{])(?![\s$])[^$\n]+(?<![\s\\])\$(?![\d$])"
)
"""Formulas that can be nothing else, such as two prices."""


def characters(file: FileText) -> Iterator[Diagnostic]:
    """Look for replacement characters, mojibake and invisible characters, line by line."""
    text = file.whole
    if not _ODD.search(text):
        return
    lost = "a replacement character stands for something lost"
    for pattern, code, message, there in (
        (_LOST, Code.TEXT_REPLACEMENT, lost, "\ufffd" in text),
        (_INVISIBLE, Code.TEXT_INVISIBLE, "an invisible character", may_hide(text)),
    ):
        if there:
            for number, line in enumerate(file.lines, start=1):
                if match := pattern.search(line):
                    yield _character(file, code, number, match, message)
    if _BEGUN.search(text) or _STRANGE.search(text):
        for number, line in enumerate(file.lines, start=1):
            match = next((m for m in _MOJIBAKE.finditer(line) if meant(m[0]) is not None), None)
            if match:
                message = "characters come from a wrong encoding"
                finding = _character(file, Code.TEXT_MOJIBAKE, number, match, message)
                yield (
                    replace(finding, hint=f"write {meant(match[0])}")
                    if meant(match[0])
                    else finding
                )


def may_hide(text: str) -> bool:
    """Tell whether the text can hold an invisible character, by looks that cost little."""
    plain = text.replace("\n", "").replace("\u3000", "").isprintable()
    return not plain or any(character in text for character in _UNSEEN)


def _character(
    file: FileText, code: Code, number: int, match: re.Match[str], message: str
) -> Diagnostic:
    written = match[0] if match[0].isprintable() else f"U+{ord(match[0][0]):04X}"
    return file.finding(code, number, message, column=match.start() + 1, value=written)


def meant(text: str) -> str | None:
    """Return what wrongly read characters stand for, empty where unknown, None where not wrong."""
    if not "Â" <= text[0] <= "ô":
        return ""
    try:
        decoded = b"".join(_byte(character) for character in text).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return decoded if _LIKELY.fullmatch(decoded) else None


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def wave_dashes(file: FileText) -> Iterator[Diagnostic]:
    """Look for files that use both wave dashes; the rarer one is reported once."""
    text = file.whole
    counts = {dash: text.count(dash) for dash in "\u301c\uff5e"}
    if all(counts.values()):
        rare = min(counts, key=lambda dash: (counts[dash], dash))
        number = text.count("\n", 0, text.index(rare)) + 1
        column = file.lines[number - 1].index(rare) + 1
        yield file.finding(
            Code.TEXT_WAVE_DASH,
            number,
            "both wave dashes are used, 〜 (U+301C) and ～ (U+FF5E)",
            column=column,
            value=f"U+{ord(rare):04X}",
            hint="use the other, which is more frequent here",
        )


def tables(file: FileText) -> Iterator[Diagnostic]:
    """Look for rows with more cells than their table's head, which Markdown leaves out."""
    lines = file.text.split("\n")
    if not any("|" in line and _RULED.fullmatch(line) for line in lines):
        return
    columns = 0
    for token in block_tokens(file.text):
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            number = token.map[0]
            row = _BEFORE_ROW.sub("", lines[number], count=1).strip().removeprefix("|")
            cells = _BAR.split(_LAST_BAR.sub("", row))
            lost = " ".join(" ".join(cells[columns:]).split())
            if lost:
                yield file.finding(
                    Code.TEXT_TABLE,
                    file.body_line + number,
                    f"the row has {len(cells)} cells, the table's head {columns}",
                    value=lost,
                )


_RULED = re.compile(r"[\s>*+-]*\|?[\s:|-]*-[\s:|-]*")
_BEFORE_ROW = re.compile(r"[\s>]*(?:[-*+]\s+)?(?=\|)|[\s>]*")
_BAR, _LAST_BAR = re.compile(r"(?<!\\)\|"), re.compile(r"(?<!\\)\|\Z")
_NO_BREAK = re.compile(r"[^\n]")


def dollars(file: FileText) -> Iterator[Diagnostic]:
    """Look for bare dollar signs outside formulas, code and addresses; one finding per line."""
    for section in file.body.sections if file.body else ():
        if "$" not in section.prose:
            continue
        prose = _FORMULA.sub(lambda match: _NO_BREAK.sub(" ", match[0]), section.prose)
        for number, line in enumerate(prose.split("\n"), start=section.text_line):
            match = _DOLLAR.search(line)
            if match and "\\Large" not in line:
                written = line[match.start() : match.start() + 20]
                yield file.finding(
                    Code.TEXT_DOLLAR,
                    number,
                    "a bare $ stands in the prose",
                    column=match.start() + 1,
                    value=written,
                )


def emphasis(file: FileText) -> Iterator[Diagnostic]:
    """Look for ``**`` that CommonMark leaves as it is; one finding per line."""
    for section in file.body.sections if file.body else ():
        if "**" not in section.prose:
            continue
        reported: set[int] = set()
        for number, text in blocks(file, section.text_line, section.prose.count("\n") + 1):
            if "**" not in text:
                continue
            runs = loose_runs(masked(text))
            # Of an unclosed pair, the run that fails to close is the one to mend.
            for run in sorted(runs, key=lambda run: (run.hint == PARTNER, run.start)):
                line = number + text.count("\n", 0, run.start)
                if line in reported:
                    continue
                reported.add(line)
                column = run.start - text.rfind("\n", 0, run.start)
                written = text[max(0, run.start - 8) : run.start + 10].replace("\n", " ")
                yield file.finding(
                    Code.TEXT_EMPHASIS,
                    line,
                    "a ** stays visible",
                    column=column,
                    value=written,
                    hint=run.hint,
                )


_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BREAK = re.compile(r"[ \t]*(?:\*[ \t]*){3,}")


def blocks(file: FileText, start: int, count: int) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs, list items and table cells of a stretch of lines, with their lines."""
    begin, block = start, list[str]()
    fence = ""
    for number in range(start, start + count):
        line = file.lines[number - 1] if number <= len(file.lines) else ""
        stripped = line.lstrip(" >\t")
        if stripped.startswith(("```", "~~~", ":::")):
            fence = "" if fence and stripped.startswith(fence) else fence or stripped[:3]
            line = ""
        item = _ITEM.match(line)
        alone = fence or not stripped or _BREAK.fullmatch(line) or stripped.startswith(("|", "#"))
        if alone or item:
            if block:
                yield begin, "\n".join(block)
            begin, block = number, []
        if stripped.startswith("|") and not fence:
            yield from ((number, _only(line, cell)) for cell in _cells(line))
        elif stripped.startswith("#") and not fence:
            yield number, line
        elif item:
            block = [" " * item.end() + line[item.end() :]]
        elif not alone:
            if not block:
                begin = number
            block.append(line)
    if block:
        yield begin, "\n".join(block)


def _cells(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"(?<!\\)\|", line):
        yield start, match.start()
        start = match.end()
    yield start, len(line)


def _only(line: str, cell: tuple[int, int]) -> str:
    """Return the line with everything outside the cell blanked."""
    return " " * cell[0] + line[cell[0] : cell[1]] + " " * (len(line) - cell[1])
