"""Render the Markdown of reviews: MyST's renderer with every door to the outside closed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, cast

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from ..adapters.myst_private import no_spare_document
from ..model.body import MARKER
from ..model.diagnostics import Code
from ..model.records import Review
from ..model.rubric import Rubric
from ..model.safety import directive_allowed, link_problem, math_problem, role_allowed
from ..model.settings import Settings
from .build import Build
from .guard import picture_problem, refuse
from .nodes import score_badge

_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)


class ReviewRenderer(SphinxRenderer):
    """Fill a document from tokens; what reviews may not contain becomes plain text."""

    @property
    def review(self) -> Review:
        """Return the review being rendered."""
        return cast("Review", self.md_options["review"])

    @property
    def build(self) -> Build:
        """Return the build that runs."""
        return cast("Build", self.md_options["build"])

    @property
    def site(self) -> Settings:
        """Return the site's settings."""
        return self.build.catalogue.settings

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin a document, without the spare one that MyST makes each time and throws away."""
        with no_spare_document():
            super().setup_render(options, env)

    def refuse(self, code: Code, token: SyntaxTreeNode, message: str, value: str) -> None:
        """Tell of something refused, at the token's line."""
        line = token.map[0] if token.map else self.review.body_line
        refuse(self.build, code, self.review, line, message, value)

    def as_text(self, text: str) -> None:
        """Show refused inline source as it was written."""
        self.current_node.append(nodes.literal(text, text))

    def as_code(self, text: str) -> None:
        """Show refused block source as it was written."""
        self.current_node.append(nodes.literal_block(text, text, language="none"))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Show HTML as text; a comment vanishes."""
        if not _COMMENT.fullmatch(token.content):
            self.refuse(Code.CONTENT_HTML, token, "raw HTML", token.content)
            self.current_node.append(nodes.Text(token.content))

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Show HTML as text; a comment vanishes."""
        if not _COMMENT.fullmatch(token.content):
            self.refuse(Code.CONTENT_HTML, token, "raw HTML", token.content)
            self.as_code(token.content)

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any
    ) -> None:
        """Run an allowed directive; show any other as code."""
        if directive_allowed(name, self.site):
            super().render_directive(token, name, arguments, **options)
        else:
            self.refuse(Code.CONTENT_DIRECTIVE, token, "this directive is not allowed", name)
            self.as_code(f"{token.markup}{token.info}\n{token.content}{token.markup}")

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Show embedded reStructuredText as code: it would open every directive."""
        self.refuse(Code.CONTENT_DIRECTIVE, token, "this directive is not allowed", "eval-rst")
        self.as_code(token.content)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run an allowed role; show any other as code."""
        name = str(token.meta["name"])
        if name == "math" and role_allowed(name, self.site):
            self._formula(token, super().render_myst_role)
        elif role_allowed(name, self.site):
            super().render_myst_role(token)
        else:
            self.refuse(Code.CONTENT_ROLE, token, "this role is not allowed", name)
            self.as_text(f"{{{name}}}`{token.content}`")

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Link to where reviews may link; show any other link's text alone."""
        target = str(token.attrGet("href") or "")
        problem = link_problem(target, path=self.review.path, folder=self.site.folder)
        if problem:
            self.refuse(Code.CONTENT_LINK, token, f"this link {problem}", target)
            self.render_children(token)
        elif target.startswith("/"):
            self._render_site_link(token, target)
        else:
            self._render_file_link(token, target)

    def _render_file_link(self, token: SyntaxTreeNode, target: str) -> None:
        """Link to an address or a file; what a system cannot even look for is text."""
        try:
            super().render_link(token)
        except (OSError, RuntimeError):
            message = "this link leads round in a circle or has too long a name"
            self.refuse(Code.CONTENT_LINK, token, message, target)
            self.render_children(token)

    def _render_site_link(self, token: SyntaxTreeNode, target: str) -> None:
        """Leave an address inside the site to be made relative when the page is written."""
        node = nodes.reference(refuri=target, internal=True, classes=["site-link"])
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Show a picture of the site; nothing is loaded from elsewhere."""
        target = str(token.attrGet("src") or "")
        problem = picture_problem(target, self.review, self.site)
        if problem:
            self.refuse(Code.CONTENT_LINK, token, f"this picture {problem}", target)
            self.as_text(token.content or target)
        else:
            super().render_image(token)

    def render_math_block(self, token: SyntaxTreeNode) -> None:
        """Turn a score marker into a badge, any other block into a formula."""
        marker = MARKER.fullmatch(f"$${token.content}$$")
        if marker:
            self.current_node.append(self._badge(marker[1]))
        else:
            self._formula(token, super().render_math_block)

    def render_math_inline(self, token: SyntaxTreeNode) -> None:
        """Render a formula within a line."""
        self._formula(token, super().render_math_inline)

    def render_math_inline_double(self, token: SyntaxTreeNode) -> None:
        """Render a marker or a displayed formula that shares its line with text."""
        self.render_math_block(token)

    def _formula(self, token: SyntaxTreeNode, show: Any) -> None:
        problem = math_problem(token.content)
        if problem:
            self.refuse(Code.CONTENT_MATH, token, problem, token.content)
            self.as_text(token.content)
        else:
            show(token)

    def _badge(self, value: str) -> score_badge:
        heading = ""
        if isinstance(self.current_node, nodes.section) and len(self.current_node):
            heading = self.current_node[0].astext()
        rubric: Rubric = self.site.the_rubric
        criterion = self.site.section_id(heading)
        ids = [c.id for c in rubric.criteria]
        scale = rubric.scale if criterion in ids else rubric.overall
        number = ids.index(criterion) + 1 if criterion in ids else 0
        return score_badge(
            value=value,
            high=str(scale.high),
            criterion=criterion if criterion in ids else "overall",
            number=number,
            share=scale.share(Decimal(value)),
            lang=self.review.lang,
        )
