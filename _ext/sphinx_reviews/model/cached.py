"""Keep what was read by content: a file that did not change is not read again.

The cache is data and nothing else: whoever plants one cannot run code, and what does not have the
shape of an outcome, or names another file, is not taken.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from functools import cache as once
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from .hashing import value_hash
from .outcomes import Outcome
from .records import OwnValue
from .safety import permalink_problem
from .settings import Settings

MAGIC = b"sphinx-reviews cache 1\n"
"""What a cache's file begins with; another shape gets another number."""

_HASH = 16

logger = logging.getLogger(__name__)


class Kept(NamedTuple):
    """A file's outcome in the cache: the digest of its bytes, and the outcome as MessagePack."""

    digest: str
    data: bytes


class _Entry(NamedTuple):
    outcome: Outcome
    numbers: dict[str, Decimal]
    """The values of the site's own keys that are numbers, and below those that are days."""
    days: dict[str, Date]


class _Store(NamedTuple):
    code: str
    settings: str
    files: dict[str, Kept]


T = TypeVar("T")


@once
def _codec(shape: Callable[..., object] | None = None) -> Any:
    """Return what writes MessagePack, or what reads this shape and no other; None without msgspec.

    It is compiled for CPython only; elsewhere nothing is kept and each file is read anew.
    """
    with suppress(ImportError):
        msgpack = import_module("msgspec.msgpack")
        return msgpack.Decoder(shape) if shape else msgpack.Encoder()
    return None


def settings_digest(settings: Settings) -> str:
    """Return a hash of the settings; drafts are read and checked whoever is to see them."""
    return value_hash(replace(settings, drafts=False))


@once
def code_digest() -> str:
    """Return a hash of this layer's own source: other rules give other outcomes."""
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def written(value: object) -> bytes:
    """Return a value as bytes that differ where it does, whatever it holds; functions are named."""
    if _codec():
        with suppress(TypeError, ValueError, OverflowError):
            return bytes(_any_codec().encode(value))
    return repr(value).encode("utf-8", "surrogatepass")


@once
def _any_codec() -> Any:
    return import_module("msgspec.msgpack").Encoder(enc_hook=_described)


def _described(value: object) -> str:
    if callable(value):
        return str(getattr(value, "__qualname__", ""))
    return repr(value)


def outcome_of(kept: Kept, path: str, digest: str) -> Outcome | None:
    """Return a file's kept outcome; None where it is not this file's, or no record could be so."""
    if kept.digest != digest:
        return None
    with suppress(ValueError):
        outcome = opened(kept)
        review = outcome.review
        paths = {item.path for item in outcome.diagnostics} | {path}
        if review is None:
            return outcome if paths == {path} else None
        same = (review.path, review.docname, review.digest) == (path, path[: -len(".md")], digest)
        if same and paths == {path} and not permalink_problem(review.permalink):
            return outcome
    return None


def opened(kept: Kept) -> Outcome:
    """Return the outcome in what was kept; raise ValueError where its shape is another."""
    return _typed(_codec(_Entry).decode(kept.data))


CHANGED = ".changed"
"""Ends the name of the file beside a cache that holds what has changed since it was written."""

FEW = 100
"""Outcomes that are kept beside a cache, so that an edit need not write all of them anew."""


class Known(NamedTuple):
    """Kept outcomes by path: those of the cache, and those beside it, which go before."""

    whole: Mapping[str, Kept] = {}
    changed: Mapping[str, Kept] = {}

    def get(self, path: str) -> Kept | None:
        """Return what is kept of a file, or None."""
        return self.changed.get(path) or self.whole.get(path)


def load(file: Path | None, settings: Settings) -> Known:
    """Return the kept outcomes, none where a file is absent, of other rules, or damaged."""
    if file is None or not _codec():
        return Known()
    return Known(_load(file, settings), _load(_beside(file), settings))


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}{CHANGED}")


def _load(file: Path, settings: Settings) -> Mapping[str, Kept]:
    if not file.is_file():
        return {}
    try:
        store = _unsealed(file.read_bytes(), _Store)
    except (OSError, ValueError):
        logger.info("%s is damaged or foreign: all reviews are read anew", file)
        return {}
    fresh = store.code == code_digest() and store.settings == settings_digest(settings)
    return store.files if fresh else {}


def keep(digest: str, outcome: Outcome) -> Kept:
    """Return an outcome as it is kept for a file with this digest."""
    writer = _codec()
    own = outcome.review.fields if outcome.review else {}
    numbers = {key: value for key, value in own.items() if isinstance(value, Decimal)}
    days = {key: value for key, value in own.items() if isinstance(value, Date)}
    entry = _Entry(outcome, numbers, days)
    return Kept(digest, writer.encode(entry) if writer else b"")


def _typed(entry: _Entry) -> Outcome:
    """Return the outcome with its own keys' values as they were; raise ValueError for others."""
    review = entry.outcome.review
    if review is None or not review.fields:
        return entry.outcome
    if not all(isinstance(value, str) for value in review.fields.values()):
        raise ValueError("a value of an own key is no text")
    typed: dict[str, OwnValue] = {**entry.numbers, **entry.days}
    fields = {key: typed.get(key, value) for key, value in review.fields.items()}
    return replace(entry.outcome, review=replace(review, fields=fields))


def store(file: Path, settings: Settings, files: Mapping[str, Kept], known: Known) -> None:
    """Write the outcomes, a few that differ from those ``known`` beside them, in one step.

    A folder that cannot be written to costs only time.
    """
    if not _codec():
        return
    whole = known.whole
    changed = {path: kept for path, kept in files.items() if whole.get(path) is not kept}
    if whole and len(changed) <= FEW and whole.keys() <= files.keys():
        if changed != known.changed:
            _write(_beside(file), _stored(settings, changed))
    elif files or whole:
        with suppress(OSError):
            _beside(file).unlink(missing_ok=True)
        _write(file, _stored(settings, dict(files)))


def _stored(settings: Settings, files: dict[str, Kept]) -> _Store:
    return _Store(code_digest(), settings_digest(settings), files)


def load_value(file: Path, shape: Callable[..., T]) -> T | None:
    """Return what was kept in a file; None where it is absent, damaged, or of another shape."""
    if _codec():
        with suppress(OSError, ValueError):
            return _unsealed(file.read_bytes(), shape)
    return None


def store_value(file: Path, value: object) -> None:
    """Keep a value of plain data in a file; what cannot be text, as some names of files, is not."""
    if _codec():
        _write(file, value)


def _write(file: Path, value: object) -> None:
    with suppress(OSError, UnicodeEncodeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f"{file.name}.tmp")
        temporary.write_bytes(_sealed(_codec().encode(value)))
        temporary.replace(file)


def _sealed(data: bytes) -> bytes:
    return MAGIC + blake2b(data, digest_size=_HASH).digest() + data


def _unsealed(content: bytes, shape: Callable[..., T]) -> T:
    """Return what a cache's file holds; raise ValueError where it is not as it was written."""
    begin = len(MAGIC) + _HASH
    data = memoryview(content)[begin:]
    if content[:begin] != MAGIC + blake2b(data, digest_size=_HASH).digest():
        raise ValueError("the content is not what was written")
    value: T = _codec(shape).decode(data)
    return value
