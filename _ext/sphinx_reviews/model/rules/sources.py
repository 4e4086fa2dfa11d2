"""Sources: citations and entries belong together; addresses and days can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..body import raw_urls, trim_url
from ..dates import accessed
from ..diagnostics import Code, Diagnostic
from ..records import Review, Source
from .file import FileText

_REASON = re.compile(
    r"no url|offline|print|paper|book|isbn|\bdoi\b|patent|manual|brochure|catalogue?\b|in[- ]store|"
    r"market research|various|multiple|several|same as|personal|e-?mail|interview|not public|"
    r"\[\d+\]|（\d+）|https?:|特許|書籍|冊子|取扱説明書|説明書|カタログ|複数|各種|各社|市場調査|市場価格|店頭|"
    r"非公開|同上|公開終了|URLなし|リンク切れ|印刷|調査|問い合わせ|直接",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:^|[\s(（,、])/[a-z0-9]+/[^\s]*/")
_WITHOUT_SCHEME = re.compile(
    r"(?<![@\w./-])(?:www\.(?:[a-z0-9-]+\.)+[a-z]{2,}|(?:[a-z0-9-]+\.)+[a-z]{2,}(?=/[a-z0-9?]))"
    r"(?:/[^\s,)）、。]*)?",
    re.IGNORECASE,
)
"""``www.example.org`` or ``example.org/page``; a name such as ``Headphones.com`` is no address."""

_INNER = re.compile(r"(?<![=:])https?://")
_ARCHIVED = re.compile(r"https?://(?:[^/]*archive[^/]*/.*|.*/\d{8,14}[a-z_]{0,3}/)")
_GLUED = re.compile(
    r"(?:[,;]|\.(?=[A-Z]))?(?:accessed|retrieved|Accessed|Retrieved)(?:\d|$|[,.:])|\.html?(?=[A-Z][a-z]{2})"
)
_GLUING = (".htm", "ccessed", "etrieved")
_RUNS_ON = re.compile(r"[A-Za-z0-9]\Z")
"""An address that ends in the middle of a word; behind ``/``, ``=`` or ``-`` a word may go on."""

_PATH_ON = re.compile(r"[^\s、。（「,]*[/?=%]")
_ACCESS = re.compile(
    r"(?:最終)?(?:アクセス|参照|閲覧|確認|取得)|accessed|retrieved|より|から|にて|による|および|です|を|は"
)
_USUAL = re.compile(r"https?://(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}(?:[/?#]|$)")
_HOST = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}\.?")


def citations(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Join citations and entries by number."""
    numbers = {source.number for source in review.sources}
    cited = {citation.number for citation in review.citations}
    if review.citations and not numbers:
        first = review.citations[0]
        numbered = ", ".join(f"[{number}]" for number in sorted(cited)[:8])
        yield file.finding(
            Code.SOURCE_MISSING,
            first.line,
            "the review cites sources but has no numbered entries",
            column=first.column,
            value=numbered,
            hint="add a section of references with [1] …",
        )
        return
    reported: set[int] = set()
    for citation in review.citations:
        if citation.number not in numbers | reported:
            reported.add(citation.number)
            yield file.finding(
                Code.SOURCE_MISSING,
                citation.line,
                "the citation has no entry in the references",
                column=citation.column,
                value=f"[{citation.number}]",
            )
    yield from _uncited(file, review, cited)


def _uncited(file: FileText, review: Review, cited: set[int]) -> Iterator[Diagnostic]:
    if review.sources and not cited:
        yield file.finding(
            Code.SOURCE_UNCITED,
            review.sources[0].line,
            "no entry of the references is cited",
            value=", ".join(f"[{source.number}]" for source in review.sources),
        )
        return
    left = [source for source in review.sources if source.number not in cited]
    if left:
        several = len(left) > 1
        yield file.finding(
            Code.SOURCE_UNCITED,
            left[0].line,
            "entries are cited nowhere" if several else "the entry is cited nowhere",
            value=", ".join(f"[{source.number}]" for source in left),
        )


_WIDE = re.compile(r"[［【]\s?\d[\d,、，;；・–—〜～~−\s-]{0,20}\s?[］】]")


def brackets(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Tell once of citations in full-width brackets."""
    for number, line in enumerate(file.lines[file.body_line - 1 :], start=file.body_line):
        if match := _WIDE.search(line) if "［" in line or "【" in line else None:
            yield file.finding(
                Code.SOURCE_BRACKETS,
                number,
                "a citation stands in full-width brackets",
                column=match.start() + 1,
                value=match[0],
            )
            return


def entries(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Check the numbers, addresses and days of the entries."""
    for index, source in enumerate(review.sources, start=1):
        if source.number != index:
            seen = any(s.number == source.number for s in review.sources[: index - 1])
            yield file.finding(
                Code.SOURCE_NUMBERING,
                source.line,
                "the entry's number stands twice" if seen else "the entry is out of number",
                value=f"[{source.number}]",
                hint=f"[{index}] should stand here",
            )
            break
    for source in review.sources:
        yield from _address(file, source)
        if bad := accessed(source.text)[1]:
            yield file.finding(
                Code.SOURCE_DATE,
                source.line,
                "the day of access is no day of the calendar",
                value=bad,
            )


_SLIP = re.compile(
    r"(?<![\w/.])(?:https?:/?|https?//|htt?ps?;//|h?tt?ps?:/{0,3}|https?:///)(?!/)"
    r"([\w-]+(?:\.[\w-]+)+[^\s,;、。]*)",
    re.ASCII,
)
"""An address whose scheme has lost or doubled a character, and what stands behind it."""


def _address(file: FileText, source: Source) -> Iterator[Diagnostic]:
    if not source.urls:
        if slip := _SLIP.search(source.text):
            yield file.finding(
                Code.SOURCE_URL,
                source.line,
                "the scheme of the address is misspelled",
                value=slip[0],
                hint=f"write https://{slip[1]}",
            )
            return
        if _PATH.search(source.text) or not any(c.isalnum() for c in source.text):
            return
        if _REASON.search(source.text):
            return
        if domain := _WITHOUT_SCHEME.search(source.text):
            yield file.finding(
                Code.SOURCE_URL,
                source.line,
                "the address has no scheme",
                value=domain[0],
                hint=f"write https://{domain[0].lstrip('/')}",
            )
        else:
            yield file.finding(
                Code.SOURCE_ADDRESS,
                source.line,
                "the entry has no web address",
                value=f"[{source.number}] {source.text}",
            )
        return
    for raw, after in raw_urls(source.text):
        if problem := url_problem(raw, after):
            yield file.finding(
                Code.SOURCE_URL,
                _line_of(file, source, raw),
                f"the address {problem}",
                value=raw,
            )
            return


def _line_of(file: FileText, source: Source, url: str) -> int:
    """Return the line of an entry on which the address stands."""
    for number in range(source.line, min(source.line + 6, len(file.lines) + 1)):
        if url in file.lines[number - 1]:
            return number
    return source.line


def _glued(url: str) -> bool:
    """Tell whether a word of access or a sentence goes on behind the address without a blank."""
    return any(word in url for word in _GLUING) and bool(_GLUED.search(url))


def url_problem(raw: str, after: str = "") -> str:
    """Return what is wrong with an address as it stands in the text, or an empty string."""
    url = trim_url(raw)
    if after[:1].isalpha() and url == raw and _RUNS_ON.search(url) and not _PATH_ON.match(after):
        return "runs into the next word; put a space behind it"
    if after[:1].isalpha() and _ACCESS.match(after):
        return "runs into the next word; put a space behind it"
    inner = _INNER.search(url, 8)
    if (inner and not _ARCHIVED.fullmatch(url, 0, inner.start())) or _glued(url):
        return "has the next word glued to it"
    if _USUAL.match(url) and ".." not in url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "is not well formed"
    if not _HOST.fullmatch(host) or ".." in host:
        return "names no proper host"
    return ""
