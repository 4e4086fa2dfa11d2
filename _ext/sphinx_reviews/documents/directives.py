"""The directives that ask the catalogue; each leaves one placeholder."""

from __future__ import annotations

from typing import ClassVar, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from ..model.diagnostics import Code, diagnostic
from ..model.questions import OPTIONS, Options, Question, question
from .domain import Use, review_domain
from .nodes import review_block


class BlockDirective(SphinxDirective):
    """A question to the catalogue; ``what`` says which."""

    what: ClassVar[str]
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {**OPTIONS}

    def run(self) -> list[nodes.Node]:
        """Leave the placeholder, note the question, and tell what in it cannot be."""
        domain = review_domain(self.env)
        docname = self.env.current_document.docname
        asked = self.question()
        for message, hint in asked.complaints:
            self.complain(message, hint)
        for kind, name in asked.named:
            domain.note_use(docname, Use(kind, name, asked.block.lang, self.lineno))
        domain.note_block(asked.block)
        node = review_block(block=asked.block)
        self.set_source_info(node)
        return [node]

    def question(self) -> Question:
        """Return what is asked."""
        docname = self.env.current_document.docname
        argument = self.arguments[0] if self.arguments else ""
        catalogue = review_domain(self.env).catalogue
        return question(catalogue, self.what, docname, argument, cast("Options", self.options))

    def complain(self, message: str, hint: str = "") -> None:
        """Warn about an option, at the directive's line."""
        path = self.env.doc2path(self.env.current_document.docname, False)
        text = f"{self.name}: {message}"
        item = diagnostic(Code.DIRECTIVE_OPTION, str(path), self.lineno, text, hint=hint)
        review_domain(self.env).build.tell(item)


class ScoreCardDirective(BlockDirective):
    """Show the score cards of the refs named, or of the reviews that the options select."""

    what = "score-card"


class ReviewListDirective(BlockDirective):
    """Show a table of reviews."""

    what = "review-list"


class RankingDirective(BlockDirective):
    """Show a table of reviews with their ranks by the column sorted by."""

    what = "ranking"


class ComparisonDirective(BlockDirective):
    """Show the refs named, or the reviews that the options select, side by side."""

    what = "comparison"


class CompanyProductsDirective(BlockDirective):
    """Show a company's products; the argument or the ``company`` option names the company."""

    what = "company-products"


class ValueMapDirective(BlockDirective):
    """Show price against score."""

    what = "value-map"


class ValueMapsDirective(BlockDirective):
    """Show what no other product beats, in a map per category."""

    what = "value-maps"


class TagIndexDirective(BlockDirective):
    """Show all tags."""

    what = "tag-index"


class CategoryIndexDirective(BlockDirective):
    """Show all categories."""

    what = "category-index"


class RankingIndexDirective(BlockDirective):
    """Show the rankings there are, one per criterion."""

    what = "ranking-index"


class SourceIndexDirective(BlockDirective):
    """Show what the reviews cite: domains by use, entries by age, ``limit`` of each."""

    what = "source-index"


class CriteriaDirective(BlockDirective):
    """Show what each criterion judges, its scale, how the overall score follows, the verdicts."""

    what = "criteria"


class LatestDirective(BlockDirective):
    """Show the newest reviews."""

    what = "latest"


class ReviewFactsDirective(BlockDirective):
    """Tell in a line how many reviews there are and how new the newest is."""

    what = "review-facts"


class CompareToolDirective(BlockDirective):
    """Make room for the browser's comparison; without it, list the comparisons there are."""

    what = "compare-tool"


class SearchToolDirective(BlockDirective):
    """Make room for the browser's search; without it, name the ways to browse."""

    what = "search-tool"


DIRECTIVES: tuple[type[BlockDirective], ...] = (
    ScoreCardDirective,
    ReviewListDirective,
    RankingDirective,
    ComparisonDirective,
    CompanyProductsDirective,
    ValueMapDirective,
    ValueMapsDirective,
    TagIndexDirective,
    CategoryIndexDirective,
    RankingIndexDirective,
    SourceIndexDirective,
    CriteriaDirective,
    LatestDirective,
    ReviewFactsDirective,
    CompareToolDirective,
    SearchToolDirective,
)
"""Every directive; each is registered under its ``what``."""
