"""The texts that a new review begins with: written by a command, and found where they stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

SUMMARIES: Mapping[str, str] = {
    "en": "One sentence that says what to think of it.",
    "ja": "どう評価するかを1文で書きます。",
}
SOURCES: Mapping[str, str] = {
    "en": "[1] Who, what, https://example.org/, accessed {today}",
    "ja": "[1] 著者、題名、https://example.org/、{today}にアクセス",
}
HEADS = (*(text.partition("{")[0] for text in SOURCES.values()), *SUMMARIES.values())


def placeholders(line: str) -> Iterator[tuple[int, str]]:
    """Yield the column and the text of each placeholder in a line."""
    for head in HEADS:
        if (column := line.find(head)) >= 0:
            yield column + 1, head
