"""Read the day on which a source was read, in the ways authors write it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - as in the records
from functools import lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?P<y>\d{4})(?:[-‐‑–/.](?P<m>\d{1,2})(?:[-‐‑–/.](?P<d>\d{1,2}))?|年(?:(?P<mj>\d{1,2})月(?:(?P<dj>\d{1,2})日)?)?)?"
    rf"|(?P<name>{_MONTH}) (?:(?P<dn>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<yn>\d{{4}})"
    rf"|(?P<df>\d{{1,2}}) (?P<namef>{_MONTH}),? (?P<yf>\d{{4}})"
)
# What a place begins with is looked at first: that spares most places the whole pattern.
_AFTER = re.compile(
    r"(?=[arvcア参閲確])(?:\b(?:accessed|retrieved|viewed|checked|verified|confirmed)(?: on| in)?"
    r"|アクセス日?|参照日?|閲覧日?|確認日?)"
    rf"[\s:：]{{0,3}}(?:{_DAY})(?P<rest>[\w-]*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?=[\djfmasond])(?<![\d.])(?:{_DAY})(?P<rest>)[\s、]{{0,2}}(?:に)?(?:アクセス|参照|閲覧|確認|accessed)",
    re.IGNORECASE,
)
_HINTS = (
    "ccessed",
    "etrieved",
    "iewed",
    "hecked",
    "erified",
    "onfirmed",
    "アクセス",
    "参照",
    "閲覧",
    "確認",
)


@lru_cache(maxsize=256)
def accessed(text: str) -> tuple[Date | None, str]:
    """Return the day of access that the text tells, and the words that are no day.

    ``accessed Aug 2025`` stands for the month's first day, ``accessed 2025`` for the year's.
    """
    if not any(hint in text for hint in _HINTS):
        return None, ""
    match = _AFTER.search(text) or _BEFORE.search(text)
    if not match:
        return None, ""
    try:
        return _date(match), ""
    except ValueError:
        return None, match[0]


def _date(match: re.Match[str]) -> Date:
    """Return the date; raise ValueError where it is no day of the calendar."""
    groups = match.groupdict()
    if re.search(r"[0-9A-Za-z]", groups["rest"] or ""):
        raise ValueError(groups["rest"])
    year = int(groups["y"] or groups["yn"] or groups["yf"])
    month = int(groups["m"] or groups["mj"] or 1)
    day = int(groups["d"] or groups["dj"] or groups["dn"] or groups["df"] or 1)
    if name := groups["name"] or groups["namef"]:
        month = _MONTHS.index(name[:3].lower()) + 1
    if not 1990 <= year <= 2100:
        raise ValueError(year)
    return Date(year, month, day)


_WHOLE = re.compile(rf"(?:{_DAY})(?P<rest>)", re.IGNORECASE)


def whole_day(text: str) -> Date | None:
    """Return the day that a text is, in a form that can be read in one way only.

    ``2025/7/8``, ``2025年7月8日``, ``July 8, 2025`` are such; ``7/8/2025`` is not.
    """
    match = _WHOLE.fullmatch(text.strip())
    if not match or not any(match[name] for name in ("d", "dj", "dn", "df")):
        return None
    try:
        return _date(match)
    except ValueError:
        return None


def closing_date(line: str) -> Date | None:
    """Return the day of a line such as ``(2025.7.8)``, None where it is no day."""
    numbers = [int(part) for part in re.findall(r"\d+", line)]
    try:
        return Date(*numbers[:3])
    except (ValueError, TypeError):
        return None


def today() -> Date:
    """Return the day of the build: that of ``SOURCE_DATE_EPOCH`` where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date()
