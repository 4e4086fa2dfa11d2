"""What one build has beside the environment: made when the builder is ready, never pickled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ..model.addresses import Links
from ..model.blocks import BlockView
from ..model.catalogue import Catalogue
from ..model.diagnostics import AnyCode, Diagnostic
from ..model.rules.severities import settled
from ..model.views import Badge
from .report import report

if TYPE_CHECKING:
    from markupsafe import Markup
    from sphinx.builders import Builder

Reported = Mapping[str, frozenset[tuple[AnyCode, int]]]
"""Which (code, line) the catalogue's own rules have told, by path."""


class BlockRenderer(Protocol):
    """What draws blocks as HTML, in the language and with the addresses that the links know."""

    def block(self, view: BlockView, links: Links) -> Markup:
        """Return a block's HTML."""

    def badge(self, badge: Badge, lang: str) -> Markup:
        """Return a section's score."""

    def draw(self, template: str, links: Links, **values: object) -> Markup:
        """Return a template filled in."""


@dataclass(frozen=True, slots=True)
class Build:
    """The catalogue, who draws and who writes, and what has been told already."""

    catalogue: Catalogue
    builder: Builder
    html: BlockRenderer
    reported: Reported = field(default_factory=dict)
    findings: Sequence[Diagnostic] = ()
    """All that the checks have found, known to a baseline or not."""

    announced: list[Diagnostic] = field(default_factory=list)
    """The findings that this build has told, in its order."""

    def announce(self, item: Diagnostic) -> None:
        """Tell Sphinx of a finding."""
        self.announced.append(item)
        report(item)

    def tell(self, item: Diagnostic) -> None:
        """Tell of what only the build finds, unless the catalogue has told it for this line."""
        if (item.code, item.line) in self.reported.get(item.path, frozenset()):
            return
        for finding in settled([item], self.catalogue.settings.severities):
            self.announce(finding)


def reported_lines(findings: Iterable[Diagnostic]) -> Reported:
    """Return where findings have been told."""
    by_path: dict[str, set[tuple[AnyCode, int]]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, set()).add((finding.code, finding.line))
    return {path: frozenset(lines) for path, lines in by_path.items()}
