"""What each page's template is told: language, words, description, the other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Any

import sphinx.locale
from markupsafe import Markup
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import (
    AUTHORS,
    CATEGORIES,
    CHOICES,
    FINDINGS,
    OPEN_DATA,
    RANKINGS,
    AuthorPage,
    CategoryPage,
    ChoicePage,
    FindingsPage,
    RankingPage,
    choice_of,
    folder_of,
    last_of,
)
from ..model.catalogue import Catalogue
from ..model.choices import contest_of, weighted
from ..model.formats import direction
from ..model.memo import Memo
from ..model.words import folders, words
from .relative import RelativeAddresses

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_handbook: Memo[Catalogue, None, list[tuple[str, str]]] = Memo()
_titles: Memo[Catalogue, None, Mapping[str, str]] = Memo()
_languages: Memo[Catalogue, str, list[tuple[str, str]]] = Memo()
_folders: Memo[Catalogue, None, tuple[Path, ...]] = Memo()
"""What every page asks for, once in a build: each has a catalogue of its own."""


def base_of(app: Sphinx) -> str:
    """Return the site's public address with a ``/`` at its end, or an empty string.

    Many a conf.py has a mere ``/`` where the host names no address; nobody outside can follow that.
    """
    base = str(app.config.html_baseurl or "")
    return base.rstrip("/") + "/" if base.startswith(("https://", "http://")) else ""


def page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page its own language, words, description and alternates."""
    domain = review_domain(app.env)
    catalogue = domain.catalogue
    lang = context.get("review_lang") or catalogue.lang_of(pagename) or app.config.language or "en"
    if isinstance(app.builder, SerializingHTMLBuilder):
        context["language"] = lang
        return
    translations = words(lang, site_words(app.builder))
    context.update(
        language=lang,
        _=translations.gettext,
        gettext=translations.gettext,
        ngettext=translations.ngettext,
        review_lang=lang,
        review_direction=direction(lang),
        review_languages=catalogue.settings.languages,
        review_alternates=alternates(domain, pagename, lang),
        review_home=home_page(domain, lang),
        review_nav=navigation(domain, lang),
        review_language_links=language_links(domain, pagename),
        review_site_name=site_title(domain, lang),
        review_trail=trail(domain, pagename, lang),
        review_handbook=pagename.startswith(normpath(f"{catalogue.settings.pages}/handbook")),
        review_handbook_page=named_page(domain, "handbook", ""),
        review_data_page=data_page(domain, lang),
        review_findings_page=findings_page(domain, lang),
        review_search_page=named_page(domain, "search", lang),
        review_handbook_pages=handbook_pages(domain),
    )
    cached_tags(app, pagename, context)
    review = catalogue.by_docname.get(pagename)
    context["review"] = review


def cached_tags(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Work out each style sheet's and script's tag once per folder depth, and links once a folder.

    Sphinx reads and hashes every such file again for every page.
    """
    _cached_links(app, pagename, context)
    known: dict[tuple[object, ...], str] = app.builder.__dict__.setdefault("_review_tags", {})
    context["review_assets"] = _assets(context.get("content_root", ""), known)
    for name in ("css_tag", "js_tag"):
        make = context.get(name)
        if make:
            context[name] = _cached(make, name, context.get("content_root", ""), known)


def _cached_links(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    make, builder = context.get("pathto"), app.builder
    if not make or not hasattr(builder, "relative"):
        return
    relative: RelativeAddresses = builder.relative
    address = builder.get_target_uri
    way = relative.ways(address(pagename))

    def pathto(other: str, resource: bool = False, baseuri: str | None = None) -> str:
        if baseuri is not None:
            return str(make(other, resource, baseuri))
        return way(other if resource else address(other), lambda: str(make(other, resource)))

    context["pathto"] = pathto


def _assets(
    root: str, known: dict[tuple[object, ...], str]
) -> Callable[[Sequence[Any], Callable[[Any], str], str], Markup]:
    def tags(
        files: Sequence[Any], tag: Callable[[Any], str], without: str = "", late: bool = False
    ) -> Markup:
        """Return the tags of style sheets or scripts, those left out whose names hold a word.

        Where they are ``late``, modules come first and no other script holds the page up.
        """
        names = ((file, str(getattr(file, "filename", file))) for file in files)
        wanted = [file for file, name in names if not without or without not in name]
        # The first tag shows how this page writes them: one for missing addresses from the root.
        key = (root, late, *map(tag, wanted[:1]), *wanted)
        if key not in known:
            known[key] = "\n  ".join(_late(map(tag, wanted)) if late else map(tag, wanted))
        return Markup(known[key])  # noqa: S704 - Sphinx writes the tags

    return tags


def _late(tags: Iterable[str]) -> list[str]:
    """Return scripts that wait for the page, modules first; as they are if one has no file."""
    found = list(tags)
    if any(tag.startswith("<script>") for tag in found):
        return found
    found = [tag.replace("<script src=", "<script defer src=", 1) for tag in found]
    return sorted(found, key=lambda tag: 'type="module"' not in tag)


def _cached(
    make: Callable[[Any], str], name: str, root: str, known: dict[tuple[object, ...], str]
) -> Callable[[Any], str]:
    def tag(asset: Any) -> str:
        key = (name, root, repr(asset))
        if key not in known:
            known[key] = make(asset)
        return known[key]

    return tag


def site_words(builder: Builder) -> tuple[Path, ...]:
    """Return the folders of the site's, the theme's and Sphinx's own catalogues."""
    catalogue, theme = review_domain(builder.env).catalogue, getattr(builder, "theme", None)

    def find() -> tuple[Path, ...]:
        near = _words_near(tuple(map(str, theme.get_theme_dirs() if theme else ())))
        return (*catalogue.extras.locales, *near)

    return _folders.of(catalogue, None, find)


@lru_cache(maxsize=4)
def _words_near(dirs: tuple[str, ...]) -> tuple[Path, ...]:
    own = Path(sphinx.locale.__file__).parent
    near = [parent / "locale" for folder in dirs for parent in list(Path(folder).parents)[:2]]
    return folders([*near, own])


def alternates(domain: ReviewDomain, pagename: str, lang: str) -> list[tuple[str, str]]:
    """Return (language, page name) of the page in every language it exists in, its own included."""
    catalogue = domain.catalogue
    review = catalogue.by_docname.get(pagename)
    if review:
        others = [(other.lang, other.docname) for other in catalogue.translations(review)]
        return sorted([(lang, pagename), *others])
    page = catalogue.page_by_docname.get(pagename)
    if page and page.translation:
        return sorted(
            (other.lang, other.docname)
            for other in catalogue.pages
            if other.translation == page.translation and other.lang
        )
    return _languages.of(catalogue, pagename, lambda: _drawn_alternates(domain, pagename))


def findings_page(domain: ReviewDomain, lang: str) -> str:
    """Return the page of what the checks find, or an empty string where the site has none."""
    settings = domain.catalogue.settings
    wanted = settings.findings_page and lang in settings.languages
    return FindingsPage(lang).name if wanted else ""


def _drawn_alternates(domain: ReviewDomain, pagename: str) -> list[tuple[str, str]]:
    """Return the languages of a category's, a ranking's or an author's page, the same in each."""
    catalogue, folder = domain.catalogue, folder_of(pagename)
    pages: list[CategoryPage | ChoicePage | RankingPage | FindingsPage | AuthorPage] = []
    if not last_of(pagename):
        return _data_pages(domain, pagename)
    for lang in sorted(catalogue.settings.languages):
        if folder == CATEGORIES and catalogue.in_category(last_of(pagename), lang):
            pages.append(CategoryPage(lang, last_of(pagename)))
        elif folder == CHOICES:
            pages += _same_choice(catalogue, pagename, lang)
        elif folder == AUTHORS and catalogue.author(last_of(pagename), lang):
            pages.append(AuthorPage(lang, last_of(pagename)))
        elif folder == FINDINGS:
            pages.append(FindingsPage(lang))
        elif folder == RANKINGS and catalogue.of_kind("product", lang):
            pages.append(RankingPage(lang, last_of(pagename)))
    return [(page.lang, page.name) for page in pages]


def _same_choice(catalogue: Catalogue, pagename: str, lang: str) -> list[ChoicePage]:
    """Return the page of a language for the same category and the same step of its currency."""
    own, (category, amount, preset) = pagename.split("/")[1], choice_of(pagename)
    steps = [
        catalogue.settings.budgets.get(catalogue.settings.currency(c), ()) for c in (own, lang)
    ]
    same = [there for here, there in zip(*steps, strict=False) if str(here) == amount]
    limits = {int(limit.amount): limit for limit in contest_of(catalogue, category, lang).limits}
    there = [(step, limits[step]) for step in same if step in limits] if amount else [(0, None)]
    return [
        ChoicePage(lang, category, step, preset)
        for step, limit in there
        if not preset or preset in [p.id for p in weighted(catalogue, category, lang, limit)]
    ]


def data_page(domain: ReviewDomain, lang: str) -> str:
    """Return the name of the page that explains the open data, nothing where there are none."""
    settings = domain.catalogue.settings
    if not settings.data.get("license") or not hasattr(domain.builder, "permalinks"):
        return ""
    return OPEN_DATA if lang == next(iter(settings.languages)) else f"{OPEN_DATA}/{lang}"


def _data_pages(domain: ReviewDomain, pagename: str) -> list[tuple[str, str]]:
    pages = [
        (lang, data_page(domain, lang)) for lang in sorted(domain.catalogue.settings.languages)
    ]
    return pages if pagename in dict(pages).values() else []


def language_links(domain: ReviewDomain, pagename: str) -> list[tuple[str, str, str]]:
    """Return (language, page name, the language's own name); the home page where none is paired."""
    paired = dict(alternates(domain, pagename, domain.catalogue.lang_of(pagename)))
    languages = domain.catalogue.settings.languages
    links = (
        (code, paired.get(code) or home_page(domain, code), languages[code]) for code in languages
    )
    return [(code, page, name) for code, page, name in links if page]


def trail(domain: ReviewDomain, pagename: str, lang: str) -> list[tuple[str, str]]:
    """Return (page name, title) of the pages above this one, the home page first."""
    if pagename == domain.env.config.root_doc:
        return []
    home = home_page(domain, lang)
    titles = {**review_titles(domain), home: site_title(domain, lang)}
    review = domain.catalogue.by_docname.get(pagename)
    above = {"product": "products", "company": "companies"}.get(review.kind, "") if review else ""
    above = above or folder_of(pagename)
    if above == CHOICES:
        return _above_choice(domain, pagename, lang, home)
    pages = [home, named_page(domain, above, lang) if above else ""]
    if pagename in dict(handbook_pages(domain)):
        pages.append(named_page(domain, "handbook", ""))
    crumbs = [(page, titles.get(page, page)) for page in pages if page and page != pagename]
    company = domain.catalogue.company_of(review) if review and review.kind == "product" else None
    return [*crumbs, (company.docname, company.target_name)] if company else crumbs


def _above_choice(
    domain: ReviewDomain, pagename: str, lang: str, home: str
) -> list[tuple[str, str]]:
    """Return the pages above one that chooses: the categories and its own."""
    categories = domain.catalogue.settings.the_categories
    own = [c for c in categories if c.id == choice_of(pagename)[0]]
    index = named_page(domain, CATEGORIES, lang)
    titles = {**review_titles(domain), home: site_title(domain, lang)}
    above = [(page, titles.get(page, page)) for page in (home, index) if page]
    return [*above, *((CategoryPage(lang, c.id).name, c.name(lang)) for c in own)]


def site_title(domain: ReviewDomain, lang: str) -> str:
    """Return the site's name in a language."""
    return domain.catalogue.settings.titles.get(lang) or str(domain.env.config.project)


def handbook_pages(domain: ReviewDomain) -> list[tuple[str, str]]:
    """Return (page name, title) of the handbook's pages in the order of its table of contents."""

    def find() -> list[tuple[str, str]]:
        first = named_page(domain, "handbook", "")
        titles = domain.env.titles
        pages = [first, *domain.env.toctree_includes.get(first, ())]
        return [(page, titles[page].astext()) for page in pages if page in titles]

    return _handbook.of(domain.catalogue, None, find)


def home_page(domain: ReviewDomain, lang: str) -> str:
    """Return the home page of a language, or an empty string."""
    return named_page(domain, "home", lang)


def navigation(domain: ReviewDomain, lang: str) -> list[tuple[str, str]]:
    """Return (page name, title) of the pages that the site's header links to."""
    titles = review_titles(domain)
    pages = (named_page(domain, name, lang) for name in domain.catalogue.settings.navigation)
    return [(page, titles.get(page, page)) for page in pages if page]


def named_page(domain: ReviewDomain, translation: str, lang: str) -> str:
    """Return the hand-written page with a ``translation`` name in a language, or nothing."""
    return domain.catalogue.page_named(translation, lang)


def review_titles(domain: ReviewDomain) -> Mapping[str, str]:
    """Return the titles of hand-written pages; to be asked for when all pages are read."""

    def find() -> Mapping[str, str]:
        titles = domain.env.titles
        return {
            page.docname: titles[page.docname].astext()
            for page in domain.catalogue.pages
            if page.docname in titles
        }

    return _titles.of(domain.catalogue, None, find)


def named_pages(domain: ReviewDomain) -> list[tuple[str, str, str]]:
    """Return name, address and title of the hand-written pages, which every page may link to."""
    titles = review_titles(domain)
    pages = domain.catalogue.pages
    return sorted((page.docname, page.permalink, titles.get(page.docname, "")) for page in pages)
