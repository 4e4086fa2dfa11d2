"""Where findings about content go when Sphinx runs: one function, one shape."""

from __future__ import annotations

from sphinx.util import logging

from ..model.diagnostics import Diagnostic, Severity

logger = logging.getLogger(__name__)


def report(found: Diagnostic) -> None:
    """Tell Sphinx of a finding, so that ``-W`` and ``suppress_warnings`` work on its code."""
    kind, _, subtype = found.code.value.partition(".")
    location = f"{found.path}:{found.line}"
    if found.severity is Severity.NOTE:
        logger.info("%s: %s [%s]", location, found.text(), found.code.value)
    else:
        logger.warning(found.text(), type=kind, subtype=subtype, location=location)
