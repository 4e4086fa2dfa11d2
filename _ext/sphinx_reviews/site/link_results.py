"""Sphinx's ``linkcheck`` with a memory: what answered not long ago is not asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.linkcheck import CheckExternalLinksBuilder
from sphinx.util import logging

from ..documents.domain import review_domain
from ..model.dates import today
from ..model.link_results import LinkResult, is_fresh, merged, read_results, written_results

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_ANSWERS = {"working": True, "redirected": True, "broken": False, "timeout": False}


def remember(app: Sphinx) -> None:
    """Let the builder pass over what is known, and keep what it finds out."""
    builder, name = app.builder, review_domain(app.env).catalogue.settings.link_results
    if not name or not isinstance(builder, CheckExternalLinksBuilder):
        return
    file, finish = Path(app.srcdir, name), builder.finish

    def finish_rest() -> None:
        known, day, cited = read_results(file), today(), set(builder.hyperlinks)
        fresh = {url for url in cited if url in known and is_fresh(known[url], day)}
        for url in fresh:
            del builder.hyperlinks[url]
        logger.info(
            "%d addresses answered not long ago, %d are asked", len(fresh), len(cited - fresh)
        )
        finish()
        results = merged(known, _asked(Path(app.outdir)), cited)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written_results(results), "utf-8", newline="\n")

    builder.finish = finish_rest  # type: ignore[method-assign]


def _asked(out: Path) -> Iterator[LinkResult]:
    """Yield what the builder wrote of each address that it has asked."""
    for line in (out / "output.json").read_text("utf-8").splitlines():
        line_data = json.loads(line)
        if line_data["status"] in _ANSWERS:
            answers = _ANSWERS[line_data["status"]]
            said = "" if answers else " ".join(str(line_data["info"]).split())[:200]
            yield LinkResult(line_data["uri"], today(), answers, said)
