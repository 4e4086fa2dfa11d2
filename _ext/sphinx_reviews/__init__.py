"""Publish scored reviews of products and companies with Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model.version import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = VERSION


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; imported here, so that the command line never loads Sphinx."""
    from .site.registration import register

    register(app)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
