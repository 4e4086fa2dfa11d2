"""Where findings about content go when Sphinx runs: one function, one shape."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util import logging

from ..model.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def report(finding: Diagnostic) -> None:
    """Tell Sphinx of a finding, so that ``-W`` and ``suppress_warnings`` work on its code."""
    kind, _, subtype = finding.code.value.partition(".")
    # Sphinx takes a place without a line for the name of a document.
    location = f"{finding.path}:{finding.line or 1}" if finding.path else None
    if finding.severity is Severity.NOTE:
        logger.info("%s: %s [%s]", location, finding.text(), finding.code.value)
    else:
        logger.warning(finding.text(), type=kind, subtype=subtype, location=location)


def source_of(node: nodes.Node, env: BuildEnvironment) -> tuple[str, int]:
    """Return the file, as findings name it, and the line that a node comes from."""
    source, line = get_source_line(node)
    return path_in_project(source or "", env), line or 0


def path_in_project(source: str, env: BuildEnvironment) -> str:
    """Return a file's path as findings name it: relative to the source directory, with ``/``."""
    path = Path(source)
    inside = path.is_absolute() and path.is_relative_to(env.srcdir)
    return (path.relative_to(env.srcdir) if inside else path).as_posix()


def path_of(docname: str, env: BuildEnvironment) -> str:
    """Return a document's file as findings name it."""
    return Path(str(env.doc2path(docname, False))).as_posix()
