"""Directives and roles of other extensions in reviews: MyST runs them, what they hold is prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from ..prose import tree

Read = Callable[[str, int, bool], Iterable[nodes.Node]]
"""From a text, its line, and whether it stands within a line, to nodes."""


class ForeignRunner(SphinxRenderer):
    """MyST's renderer without its Markdown: it knows how to run what docutils registers."""

    read: Read

    @classmethod
    def of(cls, document: nodes.document, read: Read) -> ForeignRunner:
        """Return what runs the directives and roles of one document."""
        runner = cls(MarkdownIt())
        runner.setup_render({"myst_config": MdParserConfig(), "document": document}, {})
        runner.read = read
        return runner

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        """Read what a directive or a role holds as any other text of the review."""
        self.current_node += list(self.read(text, lineno if inline else lineno + 1, inline))

    def directive(self, part: tree.Directive) -> list[nodes.Node]:
        """Return what a directive makes."""
        holder = nodes.Element()
        with self.current_node_context(holder):
            made = self.run_directive(
                part.name, part.argument, part.content, part.line, block_text=part.source
            )
        return [*holder.children, *made]

    def role(self, part: tree.Role) -> list[nodes.Node]:
        """Return what a role makes."""
        token = Token("myst_role", "", 0, content=part.text, meta={"name": part.name})
        token.map = [part.line, part.line + 1]
        holder = nodes.Element()
        with self.current_node_context(holder):
            self.render_myst_role(SyntaxTreeNode([token]).children[0])
        return list(holder.children)
