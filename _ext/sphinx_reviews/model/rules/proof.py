"""What a reader can check a review by: sources, their worth and days, sections, price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlsplit

from ..amounts import agrees, may_be, money_in, ranges_in
from ..body import CLOSING_DATE
from ..dates import closing_date
from ..diagnostics import Code, Diagnostic
from ..records import Review, Section
from ..stated import Amount
from ..sums import find_sums
from .file import FileText

_PAGE = re.compile(r"https?://[^/?#]+/[^/?#]")
"""An address with a path, as most are; only one with a question can be a page of results."""

_SEARCH_HOST = re.compile(r"(?:^|\.)(?:google|bing|duckduckgo|baidu|yahoo)\.[a-z.]{2,6}$")
_SEARCH_PATH = re.compile(r"/(?:search|s|results|gp/search)/?$|/search/", re.IGNORECASE)
_SEARCH_QUERY = re.compile(
    r"(?:^|&)(?:q|s|k|p|query|keywords?|search|search_query|field-keywords)="
)


def sources(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Tell of a review without any source, and of sources that prove little."""
    if not any(source.text for source in review.sources):
        expected = "references" in file.settings.sections
        if expected and not any("://" in line for line in file.lines[file.body_line - 1 :]):
            yield file.finding(
                Code.SOURCE_NONE, file.body_line, "the review names no source at all"
            )
        return
    seen: dict[str, int] = {}
    for source in review.sources:
        if len(source.urls) != 1:
            continue
        url = source.urls[0]
        after = source.text.partition(url)[2][:1]
        if not after.isalnum() and (problem := weakness(url)):
            yield file.finding(Code.SOURCE_WEAK, source.line, f"the source is {problem}", value=url)
        first = seen.setdefault(url.rstrip("/").partition("#")[0], source.number)
        if first != source.number:
            yield file.finding(
                Code.SOURCE_TWICE,
                source.line,
                f"the address stands under [{first}] already",
                value=url,
            )


def weakness(url: str) -> str:
    """Return what a source is that leads to no certain page, or an empty string."""
    if _PAGE.match(url) and "?" not in url and "/search" not in url:
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.path in ("", "/") and not parts.query and not parts.fragment:
        return "a home page" if host.count(".") <= 2 and "archive" not in host else ""
    searching = _SEARCH_PATH.search(parts.path) and _SEARCH_QUERY.search(parts.query)
    if searching or (_SEARCH_HOST.search(host) and parts.path == "/search"):
        return "a page of search results"
    return ""


def days(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare the days of the sources and the closing date with the review's own date."""
    for source in review.sources:
        if source.accessed and source.accessed > review.reviewed:
            yield file.finding(
                Code.SOURCE_LATER,
                source.line,
                "the source was read after the review's date",
                value=source.accessed.isoformat(),
                hint=f"the review is of {review.reviewed}; set updated",
            )
            break
    for number in range(len(file.lines), max(len(file.lines) - 12, file.body_line), -1):
        line = file.lines[number - 1]
        if not CLOSING_DATE.fullmatch(line):
            continue
        day = closing_date(line)
        if day is None:
            yield file.finding(
                Code.DATE_CLOSING,
                number,
                "the closing date is no day of the calendar",
                value=line.strip(),
            )
        elif day not in (review.date, review.reviewed):
            yield file.finding(
                Code.DATE_CLOSING,
                number,
                "the closing date is not the review's date",
                value=line.strip(),
                hint=f"the front matter says {review.reviewed}",
            )
        return


def price(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Tell of a price that no price in the text comes near, and of a cost score without proof."""
    rubric = file.settings.the_rubric
    if review.kind != "product" or not rubric.cost:
        return
    score = review.scores[rubric.index(rubric.cost)]
    if review.price is None:
        if score == rubric.scale.high:
            mark = review.mark("rating")
            yield file.finding(
                Code.PRICE_MISSING,
                mark.line,
                f"{rubric.cost} is {score} and the review names no price",
                column=mark.column,
                hint="add the key price",
            )
        return
    yield from _near(file, review, review.price.amount, review.price.currency)
    section = review.section(rubric.cost)
    if section and score < rubric.scale.high and not _reckoned(file, review, section):
        yield file.finding(
            Code.CLAIM_ABSENT,
            section.line,
            f"the score {score} is not worked out",
            value=section.heading,
            hint="show the division of the two prices",
        )


_BETWEEN = ",'’ \u00a0\u2009\u202f"
"""What stands between thousands."""


def _near(file: FileText, review: Review, own: Decimal, currency: str) -> Iterator[Diagnostic]:
    texts = [s.prose for s in review.sections if s.id != "references"]
    forms = {f"{own:f}", *(f"{own:,}".replace(",", sign) for sign in _BETWEEN)}
    if any(form in text for form in forms for text in texts):
        return
    named = [amount for text in texts for _, _, amount in money_in(text)]
    if any(may_be(amount, own, currency, file.settings.exchange) for amount in named):
        return
    if any(_within(own, currency, ends) for text in texts for ends in ranges_in(text)):
        return
    amounts = [amount.value for amount in named if amount.currency == currency]
    if not amounts or not own or any(agrees(claim.b, own) for claim in review.claims):
        return
    nearest = min(amounts, key=lambda value: abs(value - own))
    if abs(nearest - own) * 10 <= own or any(value in (own * 2, own / 2) for value in amounts):
        return
    mark = review.mark("price")
    yield file.finding(
        Code.PRICE_TEXT,
        mark.line,
        "no price in the text comes near the review's",
        column=mark.column,
        value=f"{own:f} {currency}",
        hint=f"the nearest in the text is {nearest:f}",
    )


def _within(price: Decimal, currency: str, ends: tuple[Amount, Amount]) -> bool:
    low, high = ends
    return low.currency == currency and low.value <= price <= high.value


def _reckoned(file: FileText, review: Review, section: Section) -> bool:
    """Tell whether a calculation of any form stands in the section."""
    if any(claim.section == section.id for claim in review.claims):
        return True
    for number in range(section.text_line, section.text_line + section.prose.count("\n") + 1):
        line = file.lines[number - 1] if number <= len(file.lines) else ""
        if any(sign in line for sign in "÷=≈≒＝") or next(find_sums(line), None):
            return True
    return False


def sections(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Tell of required sections that are missing, or stand on the wrong side of the criteria."""
    known = file.settings.sections
    required = [name for name in file.settings.required_sections if name in known]
    indexes = {s.id: index for index, s in reversed(list(enumerate(review.sections))) if s.id}
    criteria = [indexes[c.id] for c in file.settings.the_rubric.criteria if c.id in indexes]
    for name in required:
        heading = _heading(file, name, review.lang)
        if name not in indexes:
            if name != "references" or any(source.text for source in review.sources):
                line = review.sections[-1].line if review.sections else file.body_line
                yield file.finding(
                    Code.SECTION_ABSENT,
                    line,
                    "a section is missing",
                    value=heading,
                    hint=f"add a heading {heading!r}",
                )
        elif criteria and _misplaced(name, indexes[name], criteria):
            section = review.sections[indexes[name]]
            yield file.finding(
                Code.SECTION_ORDER,
                section.line,
                "the section stands on the wrong side of the criteria",
                value=section.heading,
                hint=f"put it {'before' if name == 'overview' else 'behind'} them",
            )


def _misplaced(name: str, index: int, criteria: list[int]) -> bool:
    return index > criteria[0] if name == "overview" else index < criteria[-1]


def _heading(file: FileText, name: str, lang: str) -> str:
    words = file.settings.sections.get(name, {})
    return next(iter(words.get(lang, ())), name)
