"""Read what a review's Markdown holds without rendering it: sections, markers, citations, sources.

Which lines are headings or code, the surface tells; within lines this scans for columns.
Every regular expression here is linear in the length of its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from .amounts import has_number, narrow
from .claims import find_claims, may_claim
from .dates import accessed
from .decimal_comma import with_points
from .figures import spelled_figures
from .records import Citation, Link, Marker, Section, Source
from .stated import Claim
from .surface import blanked, covered, surface_of

MAX_CLAIMS = 100
"""Claims that one review may make; no more are read, since each is looked up in its section."""

MARKER = re.compile(r"\s*\$\$\s*\\Large\s*\\text\{\s*([+-]?\d{1,4}(?:\.\d{1,4})?)\s*\}\s*\$\$\s*")
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>")
_MATH = re.compile(r"\$\$[^$]*\$\$")
_INSIDE = re.compile(r"(?<!!)\[[^\[\]]*\]\((/[^()\s]*|[^()\s:]*\.md(?:#[^()\s]*)?)\)")
_NAMED = re.compile(
    r"(?<!`)\{(?:review:)?(product|company|tag)\}`(?:[^`<>]*<)?\s*([^`<>]+?)\s*>?`(?!`)"
)
_COMMAS, _DASHES = ",、，;；・", "–—〜～~−-"
"""What stands between the numbers of a citation: the second kind means those between, too."""

CITATION = re.compile(
    rf"[\[［【] ?\^?(\d{{1,3}}(?:\s?[{_COMMAS}{_DASHES}]\s?\d{{1,3}}){{0,9}}) ?[\]］】](?!\()"
)
"""A citation such as ``[1]``, ``[^1]``, ``[1, 2]`` or ``[3-5]``."""
_NUMBER = r"\\?[\[［【]\^?(\d{1,3})\\?[\]］】]"
_BEFORE = r"[\s>]*(?:(?:[-*+]|\d{1,3}[.)])\s+)?[*_]{0,3}(?:\[(?=\\?\[))?"
_ENTRY = re.compile(rf"{_BEFORE}{_NUMBER}[*_]{{0,3}}[:：]?\s*(.*)")
_NUMBERED = re.compile(r"[\s>]*[(（]?(\d{1,3})[.)）]\s+(.*)")
LABEL = re.compile(rf"\s*(?:{_NUMBER}[:：]?|[(（]?(\d{{1,3}})[.)）](?=\s))\s*")
"""What an entry of the references begins with, where its line is text already."""

URL = re.compile(r"https?://[!#-;=?-Z_a-z~%\[\]]+")
"""A bare address: ASCII only, so that Japanese text glued behind it stays outside."""

_CITED = re.compile(r"(?:\[\d{1,3}(?:[,-]\d{1,3}){0,9}\])+[.,;:!?'*_~)]*\Z")
"""Citations glued to an address: no address ends in numbers in brackets."""

_JOINED = re.compile(r"\]\((?=https?://)")


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a review's text."""

    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()


def read_body(
    body: str, first_line: int, section_id: Callable[[str], str], *, comma: bool = False
) -> Body:
    """Read the body that begins at ``first_line`` of its file.

    ``section_id`` names the criterion or section that a heading stands for; ``comma`` tells that
    the language writes decimals with a comma.
    """
    sections = tuple(_sections(body, first_line, section_id))
    citations = tuple(c for s in sections if s.id != "references" for c in _citations(s))
    sources = tuple(
        e for s in sections if s.id == "references" for e in _sources(body, s, first_line)
    )
    claims = islice(_claims(body, sections, first_line, comma), MAX_CLAIMS)
    return Body(sections, citations, sources, tuple(claims), tuple(_links(body, first_line)))


def _links(body: str, first_line: int) -> Iterator[Link]:
    """Yield the links to addresses inside the site and to other reviews' files; code left out."""
    if "](/" not in body and ".md" not in body and "}`" not in body:
        return
    surface, lines = surface_of(body), body.split("\n")
    prose = surface.without_code(lines, blanked, directives=False)
    for number, text in enumerate(prose):
        yield from (Link(match[1], number + first_line) for match in _INSIDE.finditer(text))
        if number not in surface.blocks:
            matches = _NAMED.finditer(lines[number])
            yield from (Link(match[2], number + first_line, match[1]) for match in matches)


def _sections(body: str, first_line: int, section_id: Callable[[str], str]) -> Iterator[Section]:
    lines = body.split("\n")
    surface = surface_of(body)
    heading, level, heading_line = "", 0, first_line
    text: list[str] = []
    markers: list[Marker] = []
    start = first_line
    references = 0

    def close() -> Section:
        identifier = section_id(heading) or ("references" if 0 < references < level else "")
        whole = "\n".join(text)
        compared = identifier not in ("", "references")
        figures = spelled_figures(whole) if compared else ""
        return Section(
            identifier, heading, level, heading_line, start, whole, tuple(markers), figures
        )

    prose = _joined(surface.without_code(lines, blanked, directives=False))
    for number, line in enumerate(prose, start=first_line):
        opened = surface.headings.get(number - first_line)
        if opened and not opened.words:
            text.append("")
            continue
        if opened:
            section = close()
            if section.heading or section.prose.strip() or section.markers:
                yield section
            heading, level, heading_line = opened.words, opened.level, number
            named = section_id(heading)
            if named or level <= references:
                references = level if named == "references" else 0
            text, markers, start = [], [], number + 1
            continue
        marker = MARKER.fullmatch(line) if "$$" in line else None
        if marker:
            markers.append(Marker(Decimal(marker[1]), number))
            text.append("")
        else:
            text.append(blank(line))
    yield close()


def _joined(lines: list[str]) -> list[str]:
    """Put markers that go over two or three lines onto their first one."""
    for begin, line in enumerate(lines):
        if line.lstrip().startswith("$$") and line.count("$$") == 1:
            parts = lines[begin : begin + 3]
            height = next((n for n, part in enumerate(parts[1:], 2) if "$$" in part), 0)
            if height and MARKER.fullmatch(marker := " ".join(parts[:height])):
                lines[begin : begin + height] = [marker, *[""] * (height - 1)]
    return lines


def blank(line: str) -> str:
    """Return the line with links, autolinks and formulas replaced by spaces."""
    for hint, pattern in (
        ("](", _LINK),
        ("<", _AUTOLINK),
        ("$$", _MATH),
        ("://", URL),
    ):
        if hint in line:
            line = pattern.sub(_spaces, line)
    return line


def _spaces(match: re.Match[str]) -> str:
    """Return spaces in place of what was found; citations behind an address stay."""
    found = match[0]
    cited = _CITED.search(found) if found.startswith("http") else None
    begin = cited.start() if cited else len(found)
    return " " * begin + found[begin:]


def masked(text: str) -> str:
    """Return the text with the inside of code, links, autolinks, addresses and formulas covered.

    Their first and last characters stay, because what stands beside an asterisk decides on it.
    """
    text = covered(text) if "`" in text else text
    for hint, pattern in (
        ("](", _LINK),
        ("<", _AUTOLINK),
        ("$$", _MATH),
    ):
        if hint in text:
            text = pattern.sub(_covered, text)
    return text


def _covered(match: re.Match[str]) -> str:
    inside = "".join("\n" if c == "\n" else "x" for c in match[0][1:-1])
    return f"{match[0][0]}{inside}{match[0][-1]}"


def _claims(
    body: str, sections: Sequence[Section], first_line: int, comma: bool
) -> Iterator[Claim]:
    """Yield the claims of all sections but the references; code is read too."""
    lines = body.split("\n")
    for section in sections:
        if section.id == "references":
            continue
        begin = section.text_line - first_line
        count = section.prose.count("\n") + 1
        for number, line in enumerate(lines[begin : begin + count], start=section.text_line):
            read = with_points(line) if comma else line
            for claim in find_claims(read, number) if may_claim(line) else ():
                context = claim_context(section.prose, claim)
                written = line[claim.column - 1 :][: len(claim.text)]
                text = written if comma and with_points(written) == claim.text else claim.text
                yield claim._replace(section=section.id, context=context, text=text)


def claim_context(prose: str, claim: Claim) -> str:
    """Return the sentences of the prose that hold the claim's first amount, the first few of them.

    A sentence of unusual length is left out: it is none.
    """
    value = claim.a.value
    lines = (line for line in prose.split("\n") if len(line) < MAX_SENTENCES)
    near = (line for line in lines if may_hold(line, value))
    sentences = (part for line in near for part in _SENTENCE.split(line))
    fitting = (sentence for sentence in sentences if holds(sentence, value))
    return "\n".join(islice(fitting, 8))


def holds(text: str, value: Decimal) -> bool:
    """Tell whether the text holds a number of this value, however many zeros it shows."""
    return may_hold(text, value) and has_number(text, value)


def may_hold(text: str, value: Decimal) -> bool:
    """Tell whether the digits of a value stand in the text: ``15`` stands in 1,500 and 1.5k."""
    digits = f"{value:f}".replace(".", "").strip("0") or "0"
    written = narrow(text).replace(",", "").replace(".", "")
    if "万" in written:
        # Zeros may be left out behind it: 1万500 is 10,500.
        written, digits = written.replace("万", ""), digits.partition("0")[0] or "0"
    return digits in written


MAX_SENTENCES = 8000
"""Characters of a line above which it is no paragraph that somebody wrote."""

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!approx\.)(?<!incl\.)(?<!excl\.)(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)(?<!ca\.)(?<!est\.)"
    r"(?<!No\.)(?<!Inc\.)(?<!Ltd\.)(?<!Co\.)(?<!Gen\.)(?<!gen\.)(?<!Ver\.)(?<!ver\.)(?<!Vol\.) +"
    r"|(?<=[。！？])"
)


def may_cite(text: str) -> bool:
    """Tell whether the text holds a bracket that a citation begins with."""
    return "[" in text or "［" in text or "【" in text


def _citations(section: Section) -> Iterator[Citation]:
    for offset, line in enumerate(section.prose.split("\n")):
        for match in CITATION.finditer(line) if may_cite(line) else ():
            for number in _numbers(match[1]):
                yield Citation(number, section.text_line + offset, match.start() + 1)


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers of a citation such as ``1``, ``1, 2`` or ``3-5``."""
    for part in re.split(f"[{_COMMAS}]", text):
        first, _, last = re.sub(f"[{_DASHES}]", "-", part).partition("-")
        yield from range(int(first), min(int(last or first), int(first) + 20) + 1)


def _sources(body: str, section: Section, first_line: int) -> Iterator[Source]:
    """Yield the entries of a references section; a line that starts none continues the last.

    A numbered list may repeat its number, as Markdown allows: its entries are counted on.
    """
    begin = section.text_line - first_line
    count = section.prose.count("\n") + 1
    lines = body.split("\n")[begin : begin + count]
    entry: tuple[int, list[str], int] | None = None
    last = 0
    surface = surface_of(body)
    fenced = surface.blocks - surface.indented
    for number, line in enumerate(lines, start=section.text_line):
        labelled = _ENTRY.fullmatch(line)
        match = labelled or _NUMBERED.fullmatch(line)
        if match and number - first_line not in fenced:
            if entry:
                yield _source(*entry)
            label = int(match[1])
            counted = entry[0] + 1 if entry and not labelled and label == last else label
            entry, last = (counted, [match[2]], number), label
        elif entry and line.strip() and not CLOSING_DATE.fullmatch(line):
            entry[1].append(line)
    if entry:
        yield _source(*entry)


CLOSING_DATE = re.compile(r"\s*[(（]\d{4}[./-]\d{1,2}[./-]\d{1,2}[)）]\s*")
"""The line ``(2025.7.8)`` that closes a review."""


def _source(number: int, lines: list[str], line: int) -> Source:
    text = " ".join(part.strip() for part in lines).strip()
    return Source(number, text, tuple(find_urls(text)), line, accessed(text)[0])


def find_urls(text: str) -> list[str]:
    """Return the bare addresses in the text, without punctuation that belongs to the sentence."""
    return list(dict.fromkeys(trim_url(raw) for raw, _ in raw_urls(text)))


def raw_urls(text: str) -> Iterator[tuple[str, str]]:
    """Yield (address, what follows) of each bare or linked address in the text.

    In ``[https://a](https://a)`` the first ends where the link's target begins.
    """
    for match in URL.finditer(text):
        start = match.start()
        for piece in _JOINED.split(match[0]):
            end = start + len(piece)
            if piece.startswith("http"):
                yield piece, text[end : end + 200]
            start = end + 2


def trim_url(url: str) -> str:
    """Return the address without the punctuation and the citations behind it."""
    cited = _CITED.search(url)
    return _closed(url[: cited.start()] if cited else url)


def _closed(url: str) -> str:
    """Return the address without trailing punctuation; a closing bracket stays if it was opened."""
    surplus = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?'*_~":
            break
        end -= 1
    return url[:end]
