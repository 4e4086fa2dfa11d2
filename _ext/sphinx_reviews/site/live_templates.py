"""Compiled templates, kept from build to build: compiling is most of the time of a small one."""

from __future__ import annotations

from collections.abc import Iterable
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class Compiled:
    """What was compiled, for each place among a build's environments."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._shelves: list[_Shelf] = []

    def serve(self, environments: Iterable[Environment]) -> None:
        """Let a build's environments take what those of the last build compiled."""
        for place, environment in enumerate(environments):
            if place == len(self._shelves):
                self._shelves.append(_Shelf())
            # Code of one environment is not that of another: some escape, some do not.
            environment.bytecode_cache = self._shelves[place]


class _Shelf(BytecodeCache):
    """Code by a template's name and the hash of its source, so that an edit is seen."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template of the same name and source."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
