"""Templates that are filled in thousands of times: what Jinja asks each time, asked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, new_context
from markupsafe import Markup


class _QuickContext(Context):
    """Calls functions and methods straight."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """Return what is called; Jinja looks up twice whether it wants to know the context."""
        if type(called) in _PLAIN and not hasattr(called, "jinja_pass_arg"):
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return called(*args, **named)
        return super().call(called, *args, **named)


_PLAIN = frozenset((FunctionType, MethodType))


class Templates(Environment):
    """The templates of blocks: the site's own folders come before ours."""

    context_class = _QuickContext

    def __init__(self, folders: Iterable[Path]) -> None:
        """Take templates from the folders; whatever they are given is escaped."""
        super().__init__(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        self._loaded: dict[str, Template] = {}

    def fill(self, name: str, values: Mapping[str, object]) -> Markup:
        """Return a template filled in."""
        loaded = self._loaded.get(name)
        if loaded is None:
            loaded = self._loaded[name] = self.get_template(name)
        known = {**self.globals, **values}
        context = new_context(self, name, loaded.blocks, known, shared=True)
        try:
            return Markup("".join(loaded.root_render_func(context)))  # noqa: S704 - it escapes
        except Exception:
            self.handle_exception()
