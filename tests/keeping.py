"""What a process of tests makes once, though each of its builds would make it anew.

Only what follows from installed code alone is kept, so no build can tell the difference: compiled
templates, the themes that are installed, the options of docutils, and the package's own scripts.
Templates alone are half of what a small site costs, the rest a sixth of what is left.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import entry_points
from types import CodeType
from typing import Any

import sphinx.theming
from docutils import SettingsSpec
from docutils.frontend import OptionParser
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from sphinx.util.logging import SphinxLoggerAdapter

from sphinx_reviews.publishing import modules


def keep() -> None:
    """Keep all of it, as long as this process lives."""
    keep_templates()
    keep_texts()
    keep_options()
    keep_silence()
    sphinx.theming.entry_points = cache(entry_points)  # type: ignore[attr-defined]
    modules.bundle = lru_cache(modules.bundle)  # type: ignore[assignment]


Kind = tuple[object, ...]
"""What the code of a template depends on beside its text.

Code for an environment that escapes, or that is sandboxed, is not that of one that does not.
"""


def kind_of(env: Environment) -> Kind:
    """Return what a template's code depends on in its environment."""
    return (type(env), env.autoescape, env.trim_blocks, env.lstrip_blocks, *sorted(env.extensions))


class Kept(BytecodeCache):
    """Templates compiled once per process: to compile them takes half of a small build's time."""

    def __init__(self) -> None:
        """Begin with none."""
        self.compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template with the same name, file and source."""
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.compiled[bucket.key, bucket.checksum] = bucket.code


def keep_templates() -> None:
    """Let every template environment of this process share what is compiled, one kind with its own."""
    kept: dict[Kind, Kept] = defaultdict(Kept)
    begin = Environment.__init__

    def init(self: Environment, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        self.bytecode_cache = self.bytecode_cache or kept[kind_of(self)]

    Environment.__init__ = init  # type: ignore[method-assign]


def keep_texts() -> None:
    """Compile a template that has no file, such as a style sheet's, once for each text."""
    kept: dict[tuple[Kind, str], CodeType] = {}
    compiled = Environment.compile

    def compile_once(self: Environment, source: Any, *args: Any, **kwargs: Any) -> Any:
        if args or kwargs or not isinstance(source, str):
            return compiled(self, source, *args, **kwargs)
        key = (kind_of(self), source)
        if key not in kept:
            kept[key] = compiled(self, source)
        return kept[key]

    Environment.compile = compile_once  # type: ignore[method-assign]


def keep_options() -> None:
    """Let docutils put together the options of the same parsers and writers once."""
    kept: dict[tuple[object, ...], dict[str, Any]] = {}
    populate = OptionParser.populate_from_components

    def populate_once(self: OptionParser, components: Iterable[SettingsSpec]) -> None:
        own, *others = components
        key = (type(own), *others)
        if own is not self or any(not isinstance(other, type) for other in others):
            populate(self, (own, *others))
            return
        if key not in kept:
            before = dict(self.defaults)
            populate(self, (own, *others))
            assert not before
            kept[key] = _state(self)
        vars(self).update(_copied(kept[key]))

    OptionParser.populate_from_components = populate_once  # type: ignore[method-assign]


FILLED = ("lists", "defaults", "relative_path_settings", "option_list", "option_groups")
"""What is read of an option parser that only tells its defaults."""


def _state(parser: OptionParser) -> dict[str, Any]:
    return {name: _copy(getattr(parser, name)) for name in FILLED}


def _copied(state: dict[str, Any]) -> dict[str, Any]:
    return {name: _copy(value) for name, value in state.items()}


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


def keep_silence() -> None:
    """Let a message that nobody would hear end at once; there are a thousand in each build."""
    log = SphinxLoggerAdapter.log

    def log_heard(self: Any, level: int | str, message: str, *args: Any, **kwargs: Any) -> None:
        if level != logging.DEBUG or logging.root.manager.disable < logging.DEBUG:
            log(self, level, message, *args, **kwargs)

    SphinxLoggerAdapter.log = log_heard  # type: ignore[method-assign]
