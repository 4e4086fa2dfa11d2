"""Compiled templates, kept from build to build: an edit draws few pages, and would compile all."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from .kept import keep_bytes, kept_bytes
from .ledger import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "reviews-templates"
"""The folder beside Sphinx's environment; what lies in it is run, as what is unpickled there."""


def keep_compiled(app: Sphinx, *environments: jinja2.Environment | None) -> None:
    """Let template environments keep what they compile, each kind its own, for the whole build."""
    for environment in environments:
        if environment is None:
            continue
        # Else each use of a template asks the file system for its time.
        environment.auto_reload = False
        if environment.bytecode_cache is None:
            folder = Path(app.doctreedir, FOLDER, kind_of(environment))
            environment.bytecode_cache = CompiledTemplates(folder)


def kind_of(environment: jinja2.Environment) -> str:
    """Name all that compiled code follows from, beside the template itself."""
    parts = (
        jinja2.__version__, type(environment).__qualname__, *sorted(environment.extensions),
        str(bool(environment.autoescape)), str(environment.trim_blocks),
        str(environment.lstrip_blocks),
    )  # fmt: skip
    return digest(*parts)


class CompiledTemplates(BytecodeCache):
    """Files of bytecode, each sealed; a damaged one is made anew."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made when the first is written."""
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept of a template with this very source."""
        data = kept_bytes(self._folder / bucket.key)
        if data:
            bucket.load_bytecode(BytesIO(data))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where that is impossible it is compiled again next time."""
        written = BytesIO()
        bucket.write_bytecode(written)
        # Another process may keep the same at this moment: then this one gives way, or a reader
        # meets a seal that does not fit, and compiles.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            keep_bytes(self._folder / bucket.key, written.getvalue())
