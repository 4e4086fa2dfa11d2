"""What MyST-Parser does inside, as read in 5.2; only this module replaces any of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from myst_parser.mdit_to_docutils import base


def _no_document(*args: Any, **kwargs: Any) -> Any:
    return None


@contextmanager
def no_spare_document() -> Iterator[None]:
    """Let MyST's renderer begin without the document that it makes each time and throws away."""
    spare, base.make_document = base.make_document, _no_document
    try:
        yield
    finally:
        base.make_document = spare
