"""All findings of a site, kept between runs: where nothing has changed no rule is run again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import cached
from .dates import today
from .diagnostics import Diagnostic
from .hashing import value_hash
from .settings import Settings

if TYPE_CHECKING:
    from .catalogue import Catalogue


class _Kept(NamedTuple):
    key: str
    findings: tuple[Diagnostic, ...]


def checked(catalogue: Catalogue, file: Path | None) -> tuple[Diagnostic, ...]:
    """Return all findings of a catalogue, from the file where it holds those of this very state.

    The rules of other extensions may look at anything, so with them nothing is kept.
    """
    # Loaded only here: where nothing changed, no rule is needed.
    from .rules import check

    if file is None or not catalogue.state or catalogue.extras.rules:
        return check(catalogue)
    known = kept(catalogue.state, catalogue.settings, file)
    if known is not None:
        return known
    findings = check(catalogue)
    cached.store_value(file, _Kept(_key(catalogue.state, catalogue.settings), findings))
    return findings


def kept(state: str, settings: Settings, file: Path | None) -> tuple[Diagnostic, ...] | None:
    """Return what was found when the site was in this state; None where that is not known."""
    value = cached.load_value(file, _Kept) if file else None
    return value.findings if value and value.key == _key(state, settings) else None


def _key(state: str, settings: Settings) -> str:
    """Name all that findings follow from: files, settings, the rules themselves, and the day."""
    parts = (state, cached.settings_digest(settings), cached.code_digest(), today().isoformat())
    return value_hash(parts)
