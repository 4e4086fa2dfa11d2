"""The worked site in another field: coffee grinders, four criteria of ten, euros, German."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from sphinx_reviews.command.cli import main
from support import ROOT, Site, path_of, review, sphinx_build, words_of

EXAMPLE = ROOT / "examples" / "kaffeemuehlen"
BOTH = {"Name", ", ", "{one} and {other}", "{value} of {high}"}
"""Words that are the same in German, or too short to tell apart."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the example, built with warnings as errors by plain Sphinx."""
    base = tmp_path_factory.mktemp("example")
    # Sphinx may compile the words anew, beside those that are here.
    root = shutil.copytree(EXAMPLE, base / "site")
    options = ("-W", "--keep-going", "-b", "dirhtml", "-d", str(base / "doctrees"))
    done = sphinx_build(root, base / "out", *options)
    assert done.returncode == 0, done.stderr
    return Site(root, output=base / "out")


def test_the_check_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """Every number is right, calculations with a decimal comma among them."""
    assert main(["check", str(EXAMPLE), "--no-cache", "--format", "lines"]) == 0
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if "note:" not in line] == []


def test_a_wrong_calculation_would_be_found(tmp_path: Path) -> None:
    """The check reads the calculation: another quotient fails it."""
    text = (EXAMPLE / "reviews/products/de/adlerwerk/adlerwerk-turm.md").read_text("utf-8")
    (tmp_path / "conf.py").write_text((EXAMPLE / "conf.py").read_text("utf-8"), "utf-8")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews/turm.md").write_text(text.replace("= 0,21", "= 0,31"), "utf-8")
    assert main(["check", str(tmp_path), "--no-cache", "--ignore", "review.equivalent"]) == 1


def test_the_page_is_german(site: Site) -> None:
    """Language, numbers, prices and dates are German, and the criteria are the site's."""
    page = site.page("/products/de/adlerwerk-spatz/")
    assert page.html["lang"] == "de"
    assert "dir" not in page.html.attrs
    card = words_of(page.select_one(".rv-card"))
    assert "5,8" in card
    assert "89,90 €" in card.replace("\xa0", " ")
    assert "16. März 2026" in card
    names = [words_of(name) for name in page.select(".rv-card .rv-score dt")]
    assert names == ["Mahlqualität", "Bedienung", "Haltbarkeit", "Preis und Leistung"]
    rows = [words_of(row).replace("\xa0", " ") for row in page.select(".rv-specifications tr")]
    assert rows == ["Gewicht 1.150 g", "Mahlwerk Kegel"]


def test_no_english_word_is_left(site: Site) -> None:
    """No page shows in English what the site's own catalogue has in German."""
    with (EXAMPLE / "locales/de/LC_MESSAGES/sphinx_reviews.po").open("rb") as file:
        ids = {m.id if isinstance(m.id, str) else m.id[1] for m in read_po(file) if m.id} - BOTH
    assert len(ids) > 80
    patterns = {i: re.compile(re.sub(r"\\\{\w*\\\}", ".{1,60}", re.escape(i))) for i in ids}
    left = {
        (path.relative_to(site.out).as_posix(), message)
        for path in sorted(site.out.rglob("*.html"))
        for text in set(shown(BeautifulSoup(path.read_text("utf-8"), "html.parser")))
        for message, pattern in patterns.items()
        if pattern.fullmatch(text)
    }
    assert left == set()


def shown(page: BeautifulSoup) -> list[str]:
    """Return every text of a page, those for screen readers and in hints among them."""
    texts = [" ".join(text.split()) for text in page.find_all(string=True)]
    names = ("aria-label", "title", "placeholder", "alt")
    return texts + [str(tag[name]) for name in names for tag in page.find_all(attrs={name: True})]


def test_right_to_left(make_site: Callable[..., Site]) -> None:
    """A page of a language written from right to left says so; the others do not."""
    conf = 'html_theme = "reviews"\nreviews_languages = {"en": "English", "ar": "العربية"}\n'
    conf += 'reviews_currencies = {"en": "USD", "ar": "EUR"}\n'
    files = {
        path_of("acme-one"): review("acme-one"),
        path_of("acme-one", "ar"): review("acme-one", lang="ar").replace(
            "/products/en/", "/products/ar/"
        ),
    }
    site = make_site(files, conf)
    assert site.page("/products/ar/acme-one/").html["dir"] == "rtl"
    assert "dir" not in site.page("/products/en/acme-one/").html.attrs
