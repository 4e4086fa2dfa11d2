"""Keep what was read by content: a file that did not change is not read again."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import suppress
from functools import cache as once
from hashlib import blake2b
from pathlib import Path

from .settings import Settings

Kept = Mapping[str, tuple[str, bytes]]
"""Path to the digest of the file's bytes and the pickled outcome."""


def settings_digest(settings: Settings) -> str:
    """Return a hash of everything in the settings."""
    return blake2b(repr(settings).encode(), digest_size=16).hexdigest()


@once
def code_digest() -> str:
    """Return a hash of this layer's own source: other rules give other outcomes."""
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(file: Path | None, settings: Settings) -> Kept:
    """Return the kept outcomes, none where the file is absent, foreign or damaged."""
    if file is None or not file.is_file():
        return {}
    try:
        code, digest, kept = pickle.loads(file.read_bytes())
    except Exception:
        return {}
    fresh = code == code_digest() and digest == settings_digest(settings)
    return dict(kept) if fresh else {}


def store(file: Path, settings: Settings, kept: Kept) -> None:
    """Write the outcomes in one step; a folder that cannot be written to costs only time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        data = pickle.dumps((code_digest(), settings_digest(settings), dict(kept)), protocol=5)
        temporary = file.with_suffix(".tmp")
        temporary.write_bytes(data)
        temporary.replace(file)
