"""One hash for whatever plain values a decision follows from."""

from __future__ import annotations

from hashlib import blake2b


def value_hash(value: object) -> str:
    """Return a hash of a value by its ``repr``; equal values have equal hashes everywhere."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
