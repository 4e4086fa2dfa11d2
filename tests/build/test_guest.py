"""The extension in a project that has pages, a theme and extensions of its own."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from browsing import Reader, until
from serving import serving
from sphinx_reviews.site import shares
from support import CONF, Site, new_site, path_of, review, words_of

BASE = "https://example.org/docs/"
THEMES = ["alabaster", "basic", "furo", "pydata_sphinx_theme", "shibuya", "sphinx_book_theme"]
if sys.version_info < (3, 12):  # the others have a Sphinx that this theme does not know
    THEMES.append("sphinx_rtd_theme")
OTHERS = (
    "sphinx_sitemap",
    "sphinxext.opengraph",
    "sphinx_copybutton",
    "sphinx_reredirects",
    "notfound.extension",
    "sphinx.ext.intersphinx",
    "sphinx.ext.githubpages",
)
PAGES = {
    "index.md": "# Zebra project\n\n```{toctree}\nguide\nparts/index\ndocs/about\n```\n",
    "guide.md": "# Guide\n\nHow to feed a zebra.\n\n```python\nfeed()\n```\n",
    "parts/index.md": "# Parts\n\nA zebra has stripes.\n",
    "docs/about.md": "---\npermalink: /about/\n---\n# About\n\nOur zebra farm.\n",
    "docs/old.md": "---\npermalink: /old/plain.html\norphan: true\n---\n# Old\n\nAn old zebra.\n",
}
REVIEWS = {
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review("acme-two"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
}
MakeSite = Callable[..., Site]


def index_of(site: Site) -> Any:
    """Return Sphinx's search index."""
    text = site.file("searchindex.js")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def served(site: Site, address: str) -> Path:
    """Return the file that a server shows at an address below the root."""
    path = site.out / unquote(urlsplit(address).path)
    if path.is_dir():
        path /= "index.html"
    return path if path.is_file() else path.with_name(f"{path.name}.html")


def test_builders_keep_their_names(make_site: MakeSite) -> None:
    """Extensions that tell builders by the names of their classes find Sphinx's."""
    names = {"dirhtml": "DirectoryHTMLBuilder", "html": "StandaloneHTMLBuilder"}
    for builder, name in names.items():
        site = make_site(PAGES | REVIEWS, f"{HOOK}", builder)
        assert site.file("builder.txt") == name


HOOK = """
def setup(app):
    def note(app, error):
        with open(app.outdir / "builder.txt", "w") as file:
            file.write(type(app.builder).__name__)
    app.connect("build-finished", note)
"""


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_sphinx_finds_the_pages_that_are_no_reviews(make_site: MakeSite, builder: str) -> None:
    """Sphinx's index holds the project's pages at their addresses, and no review."""
    site = make_site(PAGES | REVIEWS, builder=builder)
    found = index_of(site)
    assert sorted(found["filenames"]) == sorted(name for name in PAGES)
    for name in found["docnames"]:
        address = (
            re.sub(r"(^|/)index/$", r"\1", name + "/") if builder == "dirhtml" else name + ".html"
        )
        assert served(site, address).is_file(), address
    assert [term for term in found["terms"] if "acm" in term] == []
    assert len(found["terms"]["zebra"]) >= 3


def test_either_search_can_be_off(make_site: MakeSite) -> None:
    """Without ours the page is Sphinx's alone; without Sphinx's it is ours, and no index is made."""
    site = make_site(PAGES | REVIEWS, "reviews_search = False\n")
    assert site.page("/search/").select("[data-review-search-page]") == []
    site = make_site(PAGES | REVIEWS, "reviews_page_search = False\nreviews_search = True\n")
    assert site.page("/search/").select("[data-review-search-page]") != []
    assert site.page("/search/").find(id="search-results") is None
    assert not (site.out / "searchindex.js").exists()


def test_our_theme_has_our_search_alone(make_site: MakeSite) -> None:
    """On a site of reviews Sphinx makes no index, unless it is asked to."""
    site = make_site(PAGES | REVIEWS, 'html_theme = "reviews"\n')
    assert not (site.out / "searchindex.js").exists()
    site = make_site(PAGES | REVIEWS, 'html_theme = "reviews"\nreviews_page_search = True\n')
    assert "guide" in index_of(site)["docnames"]


def test_an_index_of_no_page(make_site: MakeSite) -> None:
    """Where every page is a review, Sphinx's index is empty and the build goes on."""
    site = make_site({path_of("acme-one"): review("acme-one")})
    site.write("conf.py", CONF + 'root_doc = "reviews/products/en/acme/acme-one"\n')
    site.remove("index.md")
    site.build(fresh=True)
    assert index_of(site)["docnames"] == []


def test_the_index_is_the_same_however_it_is_made(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made in shares, or after an edit, Sphinx's index equals that of one clean build."""
    monkeypatch.setattr(shares, "SMALLEST_SHARE", 5)
    many = {
        f"notes/{n}.md": f"# Note {n}\n\nWord{n} and zebra.\n\n## Part {n}\n" for n in range(12)
    }
    site = make_site(PAGES | REVIEWS | many)
    alone = index_of(site)
    assert index_of(site.build(fresh=True, jobs=2)) == alone
    site.write("guide.md", "# Guide\n\nAn antelope.\n")
    edited = index_of(site.build())
    assert "antelop" in edited["terms"]
    assert index_of(site.build(fresh=True)) == edited


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_reader_finds_both(make_site: MakeSite, theme: str, browser: Any) -> None:
    """What is typed into the theme's search box is looked for in the pages and in the reviews."""
    pages = {"guide.md": PAGES["guide.md"].replace("feed a zebra", "feed the acme zebra")}
    conf = f'html_theme = "{theme}"\nreviews_search = True\n'
    site = make_site(PAGES | REVIEWS | pages, conf)
    with serving(site.out, policy="") as base:
        reader = Reader(browser, base)
        page = reader.open("/search/?q=acme")
        until(page, "() => document.querySelectorAll('#search-results li a').length > 0")
        until(page, "() => document.querySelectorAll('.rv-name-hits a').length > 1")
        page.click("#search-results li a")
        page.wait_for_url("**/guide/*")
        page = reader.open("/search/?q=farm")
        until(page, "() => document.querySelectorAll('#search-results li a').length > 0")
        page.click("#search-results li a")
        page.wait_for_url("**/about/*")
        reader.context.close()


@pytest.fixture(scope="module", params=THEMES)
def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a project with many extensions, built under a theme with warnings as errors."""
    target = request.param
    conf = (
        f'extensions += {list(OTHERS)}\nhtml_theme = "{target}"\nhtml_baseurl = "{BASE}"\n'
        'sitemap_url_scheme = "{link}"\nredirects = {"gone": "guide/"}\nnotfound_urls_prefix = "/docs/"\n'
        'ogp_site_url = html_baseurl\nintersphinx_mapping = {}\nreviews_search = True\n'
    )  # fmt: skip
    site = new_site(tmp_path_factory.mktemp(target) / "site", PAGES | REVIEWS, conf)
    site.run("-W", "--keep-going")
    assert (site.exit_code, site.log) == (0, "")
    return site


def test_both_searches_stand_on_one_page(crowded: Site) -> None:
    """The page of results has the theme's results and, once, ours; it does so under each theme."""
    page = crowded.page("/search/")
    assert page.find(id="search-results") is not None
    assert len(page.select("[data-review-search-page]")) == 1


def test_a_sitemap_has_addresses_that_exist(crowded: Site) -> None:
    """sphinx-sitemap names each page where it is published."""
    found = re.findall("<loc>([^<]*)</loc>", crowded.file("sitemap.xml"))
    dead = [a for a in found if not served(crowded, a.removeprefix(BASE)).is_file()]
    assert (len(found) >= len(PAGES | REVIEWS), dead) == (True, [])
    assert f"{BASE}products/ja/acme-one/" in found
    assert f"{BASE}about/" in found


def test_other_extensions_do_their_work(crowded: Site) -> None:
    """Redirects, the page for missing addresses, copy buttons and GitHub's marker are theirs."""
    assert "guide/" in served(crowded, "gone/").read_text("utf-8")
    assert (crowded.out / ".nojekyll").is_file()
    assert "copybutton.js" in crowded.file("guide/index.html")
    missing = next(p for p in ("404/index.html", "404.html") if (crowded.out / p).is_file())
    assert "Unfortunately we couldn" in crowded.file(missing)
    assert "rv-" not in crowded.file(missing).partition("<body")[2]


def test_no_head_tag_stands_twice(crowded: Site) -> None:
    """Where sphinxext-opengraph describes a page, we do not do it a second time."""
    for address in ("/products/en/acme-one/", "/guide/", "/about/"):
        head = crowded.page(address).find("head")
        for name in ("og:title", "og:url", "og:description"):
            assert len(head.find_all("meta", property=name)) <= 1, (address, name)
        assert len(head.find_all("meta", attrs={"name": "description"})) <= 1, address
        canonical = [link["href"] for link in head.find_all("link", rel="canonical")]
        assert canonical == [BASE + address.lstrip("/")], address


def test_pages_of_the_project_are_left_alone(make_site: MakeSite) -> None:
    """Without reviews' own keys a page has the language, the words and the head it had before."""
    site = make_site(PAGES | REVIEWS, 'language = "de"\nhtml_theme = "alabaster"\n')
    page = site.page("/guide/")
    assert page.find("html")["lang"] == "de"
    assert page.find("meta", attrs={"name": "description"}) is None


def test_an_own_404_page_stays(make_site: MakeSite) -> None:
    """A page for missing addresses that the project has is not replaced."""
    for path, front in (("404.md", ""), ("docs/lost.md", "permalink: /404.html\n")):
        text = f"---\n{front}orphan: true\n---\n# Lost zebra\n"
        site = make_site(PAGES | REVIEWS | {path: text})
        found = next(p for p in ("404.html", "404/index.html") if (site.out / p).is_file())
        assert "Lost zebra" in site.file(found)


def test_all_pages_may_have_addresses(make_site: MakeSite) -> None:
    """With the whole project as the folder of pages, reviews among them, each page is published."""
    files = {"guide.md": "---\npermalink: /how/\nlang: en\n---\n# Guide\n"}
    files["_build/x.md"] = "---\npermalink: /how/\n---\n# Copy\n"
    site = make_site(
        PAGES | REVIEWS | files, 'reviews_pages = "."\nexclude_patterns = ["_build"]\n'
    )
    assert site.warnings == []
    assert words_of(site.article("/how/").find("h1")).startswith("Guide")
    assert words_of(site.article("/products/en/acme-one/").find("h1")).startswith("Acme One")
    assert words_of(site.article("/about/").find("h1")).startswith("About")
