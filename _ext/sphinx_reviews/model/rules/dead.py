"""Sources whose addresses no longer answer, as far as the file of results knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic, diagnostic

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def silent(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find sources that did not answer when they were last asked."""
    dead = catalogue.dead_links
    for review in catalogue.reviews if dead else ():
        for source in review.sources:
            for url in source.urls:
                if url in dead:
                    message = f"no answer on {dead[url].day} ({dead[url].said or 'no reason told'})"
                    yield diagnostic(
                        Code.SOURCE_DEAD, review.path, source.line, message,
                        value=url, ref=review.ref, lang=review.lang,
                    )  # fmt: skip
