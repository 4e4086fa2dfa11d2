"""Run every rule that needs no more than the file itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..diagnostics import Diagnostic
from ..records import Review
from . import arithmetic, content, footnotes, identity, proof, prose, scores, sources, tags, wording
from .file import FileText

ON_TEXT: tuple[Callable[[FileText], Iterator[Diagnostic]], ...] = (
    content.fields,
    content.text,
    content.unwritten,
    prose.characters,
    prose.wave_dashes,
    prose.dollars,
    prose.tables,
    prose.emphasis,
    tags.mapped,
)
ON_REVIEW: tuple[Callable[[FileText, Review], Iterator[Diagnostic]], ...] = (
    identity.names,
    scores.rating,
    scores.sections,
    arithmetic.claims,
    arithmetic.sums,
    arithmetic.cost,
    sources.citations,
    sources.entries,
    sources.brackets,
    footnotes.footnotes,
    proof.sources,
    proof.days,
    proof.price,
    proof.sections,
    wording.quantities,
    wording.summary,
    wording.names,
    wording.languages,
)


def check_file(file: FileText) -> Iterator[Diagnostic]:
    """Yield what is wrong with one file; a file without a record is judged by its text alone."""
    for rule in ON_TEXT:
        yield from rule(file)
    if file.review:
        for judge in ON_REVIEW:
            yield from judge(file, file.review)
