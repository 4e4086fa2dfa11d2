"""The editor's page, where the owner switches it on: what the checks find, for all to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import FindingsPage
from ..model.findings import findings_view
from .generated_pages import drawn_page, family
from .page import Page, of_body
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def collect_findings(app: Sphinx) -> Iterable[Page]:
    """Return the page of findings in every language; an edit of any text can change it."""
    domain = review_domain(app.env)
    return family(app, "", lambda: _pages(domain))


def _pages(domain: ReviewDomain) -> Iterator[Page]:
    settings = domain.catalogue.settings
    if settings.findings_page:
        yield from (_page(domain, lang) for lang in settings.languages)


def _page(domain: ReviewDomain, lang: str) -> Page:
    name = FindingsPage(lang).name
    _ = domain.language(lang).gettext
    findings = findings_view(domain.catalogue, domain.build.findings, lang)
    view = findings._replace(
        codes=tuple(g._replace(title=_coded(_(g.title))) for g in findings.codes)
    )
    title = _("What the checks find")

    def draw() -> Markup:
        return domain.html.draw("findings.html", page_links(domain, name, lang), view=view)

    return drawn_page(name, title, of_body((view,), draw), lang)


def _coded(text: str) -> Markup:
    """Return the text with what stands between backquotes as code."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    pieces = enumerate(text.split("`"))
    return Markup("").join((code if n % 2 else plain).format(piece) for n, piece in pieces)
