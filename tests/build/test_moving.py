"""Old addresses lead on, promised ones are kept, and sites are begun and taken over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sphinx_reviews.command.cli import main
from sphinx_reviews.model.diagnostics import Code
from support import CONF, Site, new_site, path_of, review, sphinx_build, words_of

BASE = "https://example.org/site/"
FILES = {
    path_of("acme-one"): review(
        "acme-one", redirect_from="[/products/en/acme-1/, /old/plain.html, /up/there]"
    ),
    path_of("acme-two"): review("acme-two"),
    "docs/about.md": "---\npermalink: /about/\norphan: true\n---\n# About\n",
    "redirects.txt": "# old new\n/about-us/ /about/\n\n/shop/ https://shop.example.org/a?b=1 # elsewhere\n",
}
CONF_MORE = f'html_baseurl = "{BASE}"\nreviews_redirects = "redirects.txt"\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of which pages have moved."""
    return new_site(tmp_path_factory.mktemp("moving") / "site", FILES, CONF_MORE).build()


@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("products/en/acme-1/index.html", "products/en/acme-one/"),
        ("old/plain.html", "products/en/acme-one/"),
        ("up/there.html", "products/en/acme-one/"),
        ("about-us/index.html", "about/"),
    ],
)
def test_an_old_address_leads_on(site: Site, file: str, target: str) -> None:
    """The page at an old address goes to the new one, relative, and names it as the true one."""
    page = BeautifulSoup(site.file(file), "html.parser")
    to = page.find("meta", attrs={"http-equiv": "refresh"})["content"].partition("url=")[2]
    reached = os.path.normpath(os.path.join("/", os.path.dirname(file), to))
    assert reached == "/" + target.rstrip("/")
    assert to.endswith("/")
    assert page.find("a")["href"] == to
    assert page.find("link", rel="canonical")["href"] == BASE + target
    assert site.warnings == []


def test_hosts_get_a_list(site: Site) -> None:
    """The list has each address with its target and the status."""
    lines = site.file("_redirects").splitlines()
    assert "/products/en/acme-1/ /products/en/acme-one/ 301" in lines
    assert "/shop/ https://shop.example.org/a?b=1 301" in lines
    assert "https://shop.example.org/a?b=1" in site.file("shop/index.html")


def test_a_redirect_that_goes_is_removed(make_site: Callable[..., Site]) -> None:
    """Without its line an old address has no page any more."""
    site = make_site(FILES, CONF_MORE)
    site.write(path_of("acme-one"), review("acme-one"))
    site.build(reviews_redirects="")
    for path in ("old/plain.html", "about-us/index.html", "_redirects"):
        assert not (site.out / path).exists()


@pytest.mark.parametrize(
    ("old", "reason"),
    [
        ("/products/en/acme-two/", "is that of reviews/products/en/acme/acme-two"),
        ("/../etc/", "the old address must"),
        ("/tags/en/wired/", "is that of the pages of"),
        ("/404.html", "is that of a page that the build makes"),
        ("https://example.org/x/", "the old address must"),
    ],
)
def test_a_redirect_that_cannot_be_is_told(
    make_site: Callable[..., Site], old: str, reason: str
) -> None:
    """An address that is taken, or no path, is told with its line; no file is written there."""
    files = {
        path_of("acme-two"): review("acme-two"),
        path_of("acme-one"): review("acme-one", redirect_from=f"['{old}']"),
    }
    site = make_site(files)
    (told,) = site.warnings
    assert Code.REDIRECT.value in told
    assert reason in told
    assert told.startswith("reviews/products/en/acme/acme-one.md:")
    assert not (site.out / "_redirects").exists()
    assert words_of(site.article("/products/en/acme-two/").find("h1")).startswith("Acme Two")


def test_lists_are_judged(make_site: Callable[..., Site]) -> None:
    """A line of too many words, an address that leads two ways or to nothing are told."""
    text = "/a/ /about/\n/a/ /products/en/acme-two/\n/b/ /nowhere/\n/c/\n"
    site = make_site(FILES | {"redirects.txt": text}, CONF_MORE)
    told = [line for line in site.warnings if "redirects.txt" in line]
    assert [line.partition(": ")[0] for line in told] == [f"redirects.txt:{n}" for n in (2, 3, 4)]
    assert all(Code.REDIRECT.value in line for line in told)
    site = make_site(FILES, 'reviews_redirects = "missing.txt"\n')
    assert any(
        Code.FILE_UNREADABLE.value in line and "missing.txt" in line for line in site.warnings
    )


def test_no_address_is_lost(
    make_site: Callable[..., Site], capsys: pytest.CaptureFixture[str]
) -> None:
    """The list that the command writes holds; when a page goes without a redirect, that is an error."""
    site = make_site(FILES, CONF_MORE)
    assert main(["addresses", str(site.root), "--no-cache"]) == 0
    listed = capsys.readouterr().out
    assert {"/about/", "/about-us/", "/products/en/acme-two/", "/old/plain.html"} <= set(
        listed.split()
    )
    site.write("addresses.txt", listed)
    site.write(
        "conf.py", (site.root / "conf.py").read_text() + 'reviews_addresses = "addresses.txt"\n'
    )
    assert main(["check", str(site.root), "--no-cache", "--select", "review.address"]) == 0
    site.write(path_of("acme-two"), review("acme-two", permalink="/products/en/acme-2/"))
    assert main(["check", str(site.root), "--no-cache", "--select", "review.address"]) == 1
    out = capsys.readouterr().out
    line = listed.split().index("/products/en/acme-two/") + 1
    assert re.search(rf"addresses.txt:{line}\b", out)
    moved = review(
        "acme-two", permalink="/products/en/acme-2/", redirect_from="[/products/en/acme-two/]"
    )
    site.write(path_of("acme-two"), moved)
    assert main(["check", str(site.root), "--no-cache", "--select", "review.address"]) == 0


def test_a_new_site_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``init`` writes builds without a warning and has no finding; nothing is replaced."""
    folder = tmp_path / "a né new"
    assert main(["init", str(folder)]) == 0
    done = sphinx_build(folder, folder / "_build/html", "-W", "-b", "dirhtml")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "_build/html/products/en/acme-one/index.html").is_file()
    assert f"sphinx-build -b dirhtml '{folder}' '{folder}/_build/html'" in capsys.readouterr().out
    assert main(["check", str(folder), "--no-cache"]) == 0
    assert capsys.readouterr().out == "no findings\n"
    assert main(["init", str(folder)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_a_jekyll_site_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every readable review comes with its bytes and its address; the rest is told with reasons."""
    old = tmp_path / "old"
    texts = {
        "_products/en/acme-one.md": review("acme-one").replace("\n", "\r\n"),
        "_products/ja/acme-one.md": review("acme-one", lang="ja", price="15000"),
        "_companies/en/acme.md": "\ufeff" + review("acme", layout="company"),
        "_products/en/broken.md": review("broken-one", date="soon"),
        "_products/en/twin.md": review("acme-one", permalink="/products/en/twin/"),
        "_site/copy.md": review("acme-copy"),
        "about.md": "---\nlayout: page\npermalink: /about/\n---\n# About\n",
        "README.md": "# Read me\n",
    }
    for path, text in texts.items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_bytes(text.encode())
    site = new_site(tmp_path / "site", {})
    arguments = [
        "import",
        str(old),
        "--site",
        str(site.root),
        "--addresses",
        str(site.root / "addresses.txt"),
    ]
    assert main(arguments) == 1
    out = capsys.readouterr().out
    assert "3 reviews taken" in out
    assert "_products/en/broken.md: not taken: line 8:" in out
    assert ": soon [review.front-matter.type]" in out
    assert "_products/en/twin.md: not taken: _products/en/acme-one.md is about the same" in out
    assert "about.md" not in out
    assert "acme-copy" not in out
    taken = site.root / "reviews/products/en/acme/acme-one.md"
    assert taken.read_bytes() == texts["_products/en/acme-one.md"].encode()
    addresses = (site.root / "addresses.txt").read_text().split()
    assert addresses == ["/companies/en/acme/", "/products/en/acme-one/", "/products/en/broken-one/",
                         "/products/en/twin/", "/products/ja/acme-one/"]  # fmt: skip
    assert main(arguments) == 1  # once more changes nothing
    assert "3 reviews taken" in capsys.readouterr().out
    site.write("conf.py", CONF + 'reviews_search = False\nreviews_addresses = "addresses.txt"\n')
    lost = [line for line in site.build().warnings if Code.ADDRESS_LOST.value in line]
    assert [line.partition(": ")[0] for line in lost] == ["addresses.txt:3", "addresses.txt:4"]


@pytest.mark.skipif(
    "REVIEWS_CORPUS" not in os.environ, reason="REVIEWS_CORPUS names no folder of reviews"
)
def test_a_real_site_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A live site's reviews all come, and no address is lost."""
    source = Path(os.environ["REVIEWS_CORPUS"])
    site = new_site(tmp_path / "site", {})
    listed = tmp_path / "addresses.txt"
    status = main(["import", str(source), "--site", str(site.root), "--addresses", str(listed)])
    out = capsys.readouterr().out
    count = len([path for path in source.rglob("*.md") if path.name != "README.md"])
    assert (status, out.splitlines()[-1]) == (
        0,
        f"{count} reviews taken into {site.root / 'reviews'}, 0 not",
    ), out[-2000:]
    assert len(set(listed.read_text("utf-8").split())) == count
