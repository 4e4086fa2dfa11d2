"""Records that one build keeps for the next: put in place whole, refused where they are damaged."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..model.hashing import hash_of

try:
    from msgspec import json as codec
except ImportError:  # It is compiled for CPython only.
    codec = None  # type: ignore[assignment]


def keep(file: Path, record: Mapping[str, object]) -> None:
    """Write a record, sealed, in one step."""
    keep_bytes(file, _encoded(record))


def kept(file: Path) -> Mapping[str, object]:
    """Return what was kept, nothing where it is absent or not as it was written."""
    with suppress(ValueError):
        record = _decoded(kept_bytes(file) or b"{}")
        return record if isinstance(record, dict) else {}
    return {}


def keep_bytes(file: Path, data: bytes) -> None:
    """Write bytes with their hash before them, in one step."""
    beside = file.with_name(f".{file.name}.new")
    discard_folder(beside)
    beside.write_bytes(hash_of(data).encode() + b"\n" + data)
    discard_folder(file)
    os.replace(beside, file)


def kept_bytes(file: Path) -> bytes | None:
    """Return what was kept, None where it is absent or not as it was written."""
    with suppress(OSError):
        seal, _, data = file.read_bytes().partition(b"\n")
        return data if seal == hash_of(data).encode() else None
    return None


def _encoded(record: Mapping[str, object]) -> bytes:
    if codec:
        return codec.encode(record)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _decoded(data: bytes) -> object:
    return codec.decode(data) if codec else json.loads(data)


def discard(path: Path) -> None:
    """Remove what cannot be used, whatever lies in its place."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def discard_folder(path: Path) -> None:
    """Remove a folder that lies where a file belongs."""
    if path.is_dir() and not path.is_symlink():
        discard(path)


def discard_file(path: Path) -> None:
    """Remove a file that lies where a folder belongs."""
    if path.exists() and not path.is_dir():
        discard(path)
