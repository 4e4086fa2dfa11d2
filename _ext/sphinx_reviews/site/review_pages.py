"""The pages of reviews in HTML: drawn from the catalogue and the prose, without a doctree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from sphinx.util.osutil import relative_uri

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import TagPage
from ..model.blocks import Block, block_view, own_block
from ..model.diagnostics import Code, Diagnostic, diagnostic
from ..model.foreign import drawn_reviews
from ..model.pictures import no_portrait, reached
from ..model.questions import Asked, asked_again, in_review
from ..model.records import Review
from ..model.slices import review_slice
from ..model.views import Badge, fingerprint
from ..prose import tree
from ..prose.names import with_mentions
from ..prose.passages import passages
from ..prose.read import read_prose
from ..renderers.mathml import mathml
from ..renderers.prose_html import Anchors, ProseHtml, contents
from .context import trail
from .page import Drawing, Drawn, Page, published_at
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
"""What docutils puts into the head of every document."""


def review_pages(app: Sphinx) -> Iterator[Page]:
    """Yield (page name, context, template) of every drawn review."""
    domain = review_domain(app.env)
    for review in drawn_reviews(domain.catalogue, app.config.root_doc):
        yield page_of(app, domain, review)


def page_of(app: Sphinx, domain: ReviewDomain, review: Review) -> Page:
    """Return the page of a review."""
    body = ReviewPage(app, domain, review).drawing()
    context = {"title": escape(review.title), "body": body, "review_lang": review.lang}
    return review.docname, context, "page.html"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review's page: what it shows, and how it is drawn."""

    app: Sphinx
    domain: ReviewDomain
    review: Review

    def drawing(self) -> Drawing:
        """Return the drawing: everything of the catalogue that it shows, and the way to draw it."""
        return Drawing(self._content, self.draw, self.answer, self.review.digest, self._slice)

    def _slice(self) -> str:
        return review_slice(self.domain.catalogue, self.review)

    def _content(self) -> tuple[object, ...]:
        catalogue, review = self.domain.catalogue, self.review
        named = [(other.key, other.permalink) for other in catalogue.names(review)]
        return (
            review.digest,
            review.permalink,
            block_view(catalogue, own_block(review, "head")),
            named,
            trail(self.domain, review.docname, review.lang),
        )

    def answer(self, question: str) -> str:
        """Answer what a text asked when it was drawn: where a document or a named review is."""
        kind, _, name = question.partition(":")
        if kind == "file":
            address = self._published(name)
            return self.app.builder.get_target_uri(name) if address else ""
        if kind == "block":
            block, findings = in_review(self.domain.catalogue, asked_again(name), self.review)
            return fingerprint(
                (block_view(self.domain.catalogue, block), [f.text() for f in findings])
            )
        if kind == "picture":
            return "shown" if name in self.domain.catalogue.pictures else ""
        return "\n".join(self._named(kind, name))

    def draw(self) -> Drawn:
        """Read the text and draw the page."""
        catalogue, review = self.domain.catalogue, self.review
        text = Path(self.app.srcdir, review.path).read_text("utf-8", "replace")
        prose = read_prose(text, review, catalogue.settings, catalogue.pictures)
        prose = with_mentions(prose, review, catalogue)
        around = Around(self)
        writer = ProseHtml(around, self._anchors())
        head = self._drawn("head") + around.portrait()
        body = writer.page(review.target_name, prose, head, self._drawn("context"))
        around.asked.update((f"picture:{path}", None) for path in prose.asked)
        findings = (*prose.refused, *around.findings)
        return Drawn(
            self._context(prose, body),
            findings,
            tuple(around.asked),
            tuple(around.pictures),
            passages(prose) if catalogue.settings.search else (),
        )

    def _context(self, prose: tree.Prose, body: str) -> Mapping[str, Any]:
        """Return what a theme gets for any page of a document."""
        builder, review = self.app.builder, self.review
        copied = self.app.config.html_copy_source
        return {
            "body": body,
            "toc": contents(review.target_name, prose),
            "display_toc": any(isinstance(block, tree.Section) for block in prose.blocks),
            "meta": {},
            "metatags": VIEWPORT,
            "parents": [],
            "prev": None,
            "next": None,
            "rellinks": builder.globalcontext["rellinks"][:],  # type: ignore[attr-defined]
            "sourcename": source_name(self.app, review) if copied else "",
            "page_source_suffix": ".md",
        }

    def _anchors(self) -> Anchors:
        config = self.app.config
        words = self.domain.language(self.review.lang).gettext
        sign = config.html_permalinks_icon if config.html_permalinks else ""
        return Anchors(sign, words("Link to this heading"))

    def _drawn(self, what: str) -> str:
        return self.block(own_block(self.review, what))

    def block(self, block: Block) -> str:
        """Return what the catalogue answers, drawn."""
        view = block_view(self.domain.catalogue, block)
        links = page_links(self.domain, self.review.docname, self.review.lang, block)
        return str(self.domain.html.block(view, links))

    def _published(self, docname: str) -> bool:
        catalogue = self.domain.catalogue
        return docname in catalogue.by_docname or docname in self.app.env.found_docs

    def _named(self, kind: str, ref: str) -> tuple[str, str, str]:
        """Return page name, name and title of what a role names; no page where nothing does."""
        catalogue, lang = self.domain.catalogue, self.review.lang
        if kind == "tag":
            tag = catalogue.tag(ref, lang)
            paged = tag is not None and catalogue.has_page(tag)
            return (TagPage(lang, tag.slug).name if tag and paged else "", "", "")
        review = catalogue.find(kind, ref, lang)
        return (review.docname, review.target_name, review.title) if review else ("", "", "")


def source_name(app: Sphinx, review: Review) -> str:
    """Return the name of the copied text below ``_sources``."""
    suffix = app.config.html_sourcelink_suffix
    return review.path + ("" if suffix == ".md" else suffix)


@dataclass(slots=True)
class Around:
    """What the prose of one page asks for; remembers each question whose answer may change."""

    page: ReviewPage
    findings: list[Diagnostic] = field(default_factory=list)
    asked: dict[str, None] = field(default_factory=dict)
    pictures: dict[str, None] = field(default_factory=dict)

    @property
    def _builder(self) -> StandaloneHTMLBuilder:
        return self.page.app.builder  # type: ignore[return-value]

    def _to(self, pagename: str) -> str:
        return self._builder.get_relative_uri(self.page.review.docname, pagename) or "#"

    def site(self, address: str) -> str:
        """Return where an address inside the site leads."""
        catalogue = self.page.domain.catalogue
        docname = catalogue.docname_at(address)
        return self._to(docname) if docname else self._relative(address.lstrip("/"))

    def _relative(self, target: str) -> str:
        here = self._builder.get_target_uri(self.page.review.docname)
        return relative_uri(here, target)

    def file(self, docname: str) -> str:
        """Return where another document is."""
        self.asked[f"file:{docname}"] = None
        return self._to(docname) if self.page._published(docname) else ""

    def mention(self, mention: tree.Mention) -> str:
        """Return where a mentioned review is."""
        return self._to(self.page.domain.catalogue.by_key[mention.key].docname)

    def named(self, named: tree.Named) -> tuple[str, str, str]:
        """Return address, text and title of what a role names."""
        self.asked[f"{named.kind}:{named.ref}"] = None
        pagename, name, title = self.page._named(named.kind, named.ref)
        return self._to(pagename) if pagename else "", named.text or name or named.ref, title

    def picture(self, picture: tree.Picture) -> str:
        """Return where a picture is published."""
        self.pictures[picture.path] = None
        return self._relative(published_at(picture.path))

    def portrait(self) -> str:
        """Return the picture of the subject, where the review has one."""
        review = self.page.review
        if not review.image:
            return ""
        self.asked[f"picture:{reached(review.image, review.path)}"] = None
        path = self.page.domain.catalogue.picture_of(review)
        if not path:
            self.findings.append(no_portrait(review))
            return ""
        source = self.picture(tree.Picture(path, review.target_name, "", 1))
        drawn = Markup('<img alt="{}" class="review-picture" src="{}" />\n')
        return str(drawn.format(review.target_name, source))

    def formula(self, formula: tree.Formula) -> str:
        """Return a formula as MathML, as code where it cannot be drawn."""
        try:
            return mathml(formula.tex, "block" if formula.display else "inline")
        except ValueError as error:
            message = f"the formula cannot be drawn ({error}) and is shown as it was written"
            review = self.page.review
            self.findings.append(
                diagnostic(
                    Code.HTML_MATH, review.path, formula.line, message,
                    value=formula.tex, lang=review.lang,
                )
            )  # fmt: skip
            return str(Markup("<code>{}</code>").format(formula.tex))

    def badge(self, badge: Badge) -> str:
        """Return a score's badge."""
        return str(self.page.domain.html.badge(badge, self.page.review.lang))

    def answer(self, asked: Asked) -> str:
        """Return what a directive asks for; its answer may change without the text."""
        self.asked[f"block:{asked}"] = None
        block, findings = in_review(self.page.domain.catalogue, asked, self.page.review)
        self.findings += findings
        return self.page.block(block)

    def code(self, block: tree.CodeBlock) -> str:
        """Return a block of code, in colours where its language is known."""
        language = block.language or "none"
        place = f"{self.page.review.path}:{block.line}"
        drawn = self._builder.highlighter.highlight_block(
            block.text, language, force=True, location=place
        )
        return f'<div class="highlight-{escape(language)} notranslate">{drawn}</div>\n'
