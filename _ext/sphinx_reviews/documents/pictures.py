"""Publish of a review's pictures only those that the scan found sound, whatever name led there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..adapters.sphinx_private import forget_image_name
from ..model.diagnostics import Code
from ..model.records import Review
from .build import Build
from .domain import review_domain
from .guard import as_written, refuse

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def withdraw_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """Take back what Sphinx has collected for a review and may not be published.

    Sphinx looks for pictures by itself, with wildcards and per language, so its result counts.
    """
    build = review_domain(app.env).build
    pictures = build.catalogue.pictures
    review = build.catalogue.by_docname.get(app.env.current_document.docname)
    if review is None:
        return
    for node in list(doctree.findall(nodes.image)):
        paths: list[str] = list(node.get("candidates", {}).values())
        refused = [path for path in paths if path not in pictures]
        for path in refused:
            _forget(app.env, review.docname, path)
        if refused:
            _show_text(node, review, refused[0], build)


def _forget(env: BuildEnvironment, docname: str, path: str) -> None:
    """Withdraw a file from what is copied, unless another page shows it."""
    if path in env.images:
        docnames, name = env.images[path]
        docnames.discard(docname)
        if not docnames:
            del env.images[path]
            forget_image_name(env, name)


def _show_text(node: nodes.image, review: Review, path: str, build: Build) -> None:
    line = node.line or (node.parent.line if node.parent else 0) or review.body_line
    refuse(build, Code.CONTENT_PICTURE, review, line, "the picture may not be published", path)
    node.replace_self(as_written(node, node.get("alt", "") or path))
