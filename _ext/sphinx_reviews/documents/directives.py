"""The directives that ask the catalogue; each leaves one placeholder."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from ..model.blocks import Block
from ..model.diagnostics import Code, diagnostic
from ..model.query import Query, order
from ..model.records import Kind
from ..model.text import did_you_mean
from .domain import ReviewDomain, Use, review_domain
from .nodes import review_block


def _words(argument: str | None) -> tuple[str, ...]:
    """Return a comma- or blank-separated option as its parts."""
    return tuple(part for part in (argument or "").replace(",", " ").split() if part)


def _phrases(argument: str | None) -> tuple[str, ...]:
    """Return a comma-separated option as its parts, which may hold blanks."""
    return tuple(part.strip() for part in (argument or "").split(",") if part.strip())


def _kind(argument: str) -> str:
    return str(directives.choice(argument, ("product", "company")))


class BlockDirective(SphinxDirective):
    """A question to the catalogue; the class attributes say which, and what usually holds."""

    what: ClassVar[str]
    sort: ClassVar[str] = "overall"
    limit: ClassVar[int] = 0
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "kind": _kind,
        "lang": directives.unchanged_required,
        "company": directives.unchanged_required,
        "category": directives.unchanged_required,
        "tags": _phrases,
        "sort": directives.unchanged_required,
        "limit": directives.nonnegative_int,
        "columns": _words,
        "caption": directives.unchanged_required,
        "paged": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Leave the placeholder, note the question, and tell what in it cannot be."""
        domain = review_domain(self.env)
        docname = self.env.current_document.docname
        query = self.query(domain)
        block = Block(
            self.what,
            query.lang,
            docname,
            query,
            columns=self.columns(domain),
            caption=self.options.get("caption", ""),
            paged="paged" in self.options,
        )
        for ref in self.named():
            domain.note_use(docname, Use(block.query.kind, ref, block.lang, self.lineno))
        for tag in query.tags:
            domain.note_use(docname, Use("tag", tag, block.lang, self.lineno))
        if query.company:
            domain.note_use(docname, Use("maker", query.company, block.lang, self.lineno))
        domain.note_block(block)
        node = review_block(block=block)
        self.set_source_info(node)
        return [node]

    def language(self, domain: ReviewDomain) -> str:
        """Return the block's language: its option, else its page's, else the site's first."""
        languages = domain.catalogue.settings.languages
        wanted = self.options.get("lang", "")
        if wanted and wanted not in languages:
            self.complain(f"unknown language {wanted!r}", f"use one of {', '.join(languages)}")
            wanted = ""
        here = domain.catalogue.lang_of(self.env.current_document.docname)
        return wanted or (here if here in languages else "") or next(iter(languages))

    def named(self) -> tuple[str, ...]:
        """Return the refs that the argument names."""
        return _words(self.arguments[0]) if self.arguments else ()

    def query(self, domain: ReviewDomain) -> Query:
        """Return the selection that the options describe."""
        categories = domain.catalogue.settings.categories
        category = self.options.get("category", "")
        if category and category not in categories:
            known = (
                f"known: {', '.join(categories)}" if categories else "reviews_categories has none"
            )
            hint = did_you_mean(category, categories) or known
            self.complain(f"unknown category {category!r}", hint)
            category = ""
        return Query(
            self.language(domain),
            kind=cast("Kind", self.options.get("kind", "product")),
            company=self.options.get("company", ""),
            category=category,
            tags=self.options.get("tags", ()),
            refs=self.named(),
            sort=self.sorting(domain),
            limit=self.options.get("limit", self.limit),
        )

    def sorting(self, domain: ReviewDomain) -> str:
        """Return the sort word, the usual one where the option's is unknown."""
        wanted = str(self.options.get("sort", self.sort))
        try:
            order(domain.catalogue, (), wanted)
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            self.complain(message, hint)
            return self.sort
        return wanted

    def columns(self, domain: ReviewDomain) -> tuple[str, ...]:
        """Return the columns that exist; tell of those that do not."""
        known = domain.catalogue.columns.ids
        wanted: tuple[str, ...] = self.options.get("columns", ())
        for column in wanted:
            if column not in known:
                hint = did_you_mean(column, known) or f"known: {', '.join(known)}"
                self.complain(f"unknown column {column!r}", hint)
        return tuple(column for column in wanted if column in known)

    def complain(self, message: str, hint: str = "") -> None:
        """Warn about an option, at the directive's line."""
        path = self.env.doc2path(self.env.current_document.docname, False)
        problem = f"{self.name}: {message}"
        finding = diagnostic(Code.DIRECTIVE_OPTION, str(path), self.lineno, problem, hint=hint)
        review_domain(self.env).build.tell(finding)


class ScoreCardDirective(BlockDirective):
    """Show the score cards of the refs named, or of the reviews that the options select."""

    what = "score-card"
    limit = 6


class ReviewListDirective(BlockDirective):
    """Show a table of reviews."""

    what = "review-list"


class RankingDirective(BlockDirective):
    """Show a table of reviews with their ranks by the column sorted by."""

    what = "ranking"


class ComparisonDirective(BlockDirective):
    """Show the refs named, or the reviews that the options select, side by side."""

    what = "comparison"
    limit = 4


class CompanyProductsDirective(BlockDirective):
    """Show a company's products; the argument or the ``company`` option names the company."""

    what = "company-products"

    def named(self) -> tuple[str, ...]:
        """Return no refs: the argument is a company."""
        return ()

    def query(self, domain: ReviewDomain) -> Query:
        """Select the company's products."""
        if self.arguments:
            self.options.setdefault("company", self.arguments[0].strip())
        company = self.options.get("company", "")
        if not company:
            self.complain("no company is named", "write its company_id behind the name")
        query: Any = super().query(domain)
        return cast("Query", query)


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
    limit = 100


class CriteriaDirective(BlockDirective):
    """Show what each criterion judges, its scale, how the overall score follows, the verdicts."""

    what = "criteria"


class LatestDirective(BlockDirective):
    """Show the newest reviews."""

    what = "latest"
    sort = "date"
    limit = 10


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
