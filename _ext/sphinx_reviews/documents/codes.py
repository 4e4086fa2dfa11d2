"""The directive ``review-codes``: the handbook's page of findings, drawn from the list of codes."""

from __future__ import annotations

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from ..model.diagnostics import codes_markdown


class ReviewCodesDirective(SphinxDirective):
    """List every code with its severity, its meaning and how to mend it."""

    def run(self) -> list[nodes.Node]:
        """Parse the generated Markdown in place."""
        lines = StringList(codes_markdown().splitlines(), source="review-codes")
        holder = nodes.section()
        holder.document = self.state.document
        self.state.nested_parse(lines, self.content_offset, holder, match_titles=True)
        return list(holder.children)
