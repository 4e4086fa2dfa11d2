"""One hash for whatever a decision follows from: bytes, or plain values."""

from __future__ import annotations

from hashlib import blake2b


def hash_of(content: bytes) -> str:
    """Return a hash of bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def value_hash(value: object) -> str:
    """Return a hash of a value by its ``repr``; equal values have equal hashes everywhere."""
    return hash_of(repr(value).encode("utf-8", "surrogatepass"))
