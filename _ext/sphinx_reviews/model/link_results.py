"""Which addresses answered when they were last asked: a file that ``linkcheck`` keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date  # noqa: N812 - as in the records
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

FRESH = timedelta(days=30)
"""So long an address that answered is not asked again."""


class LinkResult(NamedTuple):
    """What came of asking an address on a day; ``said`` is why there was no answer."""

    url: str
    day: Date
    answers: bool
    said: str = ""


def read_results(file: Path) -> dict[str, LinkResult]:
    """Return the results by address; a line that cannot be read is asked anew."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {result.url: result for result in _results(lines)}


def _results(lines: Iterable[str]) -> Iterator[LinkResult]:
    for line in lines:
        try:
            data = json.loads(line)
            day, answers = Date.fromisoformat(data["day"]), data["answers"] is True
            yield LinkResult(str(data["url"]), day, answers, str(data.get("said", ""))[:200])
        except (ValueError, TypeError, KeyError, RecursionError):
            continue


def written_results(results: Mapping[str, LinkResult]) -> str:
    """Return the file's text: a line for each address, in order."""
    text = ""
    for url in sorted(results):
        data = results[url]._asdict() | {"day": results[url].day.isoformat()}
        if not data["said"]:
            del data["said"]
        text += json.dumps(data, ensure_ascii=False) + "\n"
    return text


def is_fresh(result: LinkResult, day: Date) -> bool:
    """Tell whether an address needs no asking: it answered not long ago."""
    return result.answers and timedelta(0) <= day - result.day < FRESH


def merged(
    known: Mapping[str, LinkResult], asked: Iterable[LinkResult], cited: Iterable[str]
) -> dict[str, LinkResult]:
    """Return the results of addresses that are still cited, new ones in place of old."""
    wanted = set(cited)
    results = {**known, **{result.url: result for result in asked}}
    return {url: result for url, result in results.items() if url in wanted}
