"""The handbook's recipes, each cooked as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_reviews.command.cli import main
from support import ROOT, Site, new_site, path_of, review, words_of

TEXT = (ROOT / "docs/handbook/recipes.md").read_text("utf-8")
RECIPES = {
    part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}


def blocks(recipe: str, language: str) -> list[str]:
    """Return the fenced blocks of a recipe in a language."""
    pattern = rf"^( *)(`{{3,}}){language}\n(.*?)^\1\2$"
    return [dedent(m[3]) for m in re.finditer(pattern, RECIPES[recipe], re.MULTILINE | re.DOTALL)]


def cooked(root: Path, recipe: str, **more: str) -> Site:
    """Return a site with a recipe's configuration and its page."""
    conf = "\n".join(blocks(recipe, "python"))
    page = "\n".join(["# Home", *blocks(recipe, "markdown")])
    files = {
        path_of("acme-one"): review("acme-one"),
        path_of("acme-two"): review("acme-two", price="50"),
        "index.md": page,
        **more,
    }
    return new_site(root / "site", files, conf)


def cells(site: Site) -> list[list[str]]:
    """Return the first table of the home page as text."""
    rows = site.article("/").find("table").find_all("tr")
    return [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in rows]


def test_every_recipe_is_tried() -> None:
    """No recipe stands in the handbook that no test below cooks."""
    assert set(RECIPES) == {"A column", "A rule", "A block", "A language", "An output"}
    assert all(blocks(recipe, "python") for recipe in RECIPES)


def test_a_column(tmp_path: Path) -> None:
    """The list has the column, and every review its number."""
    site = cooked(tmp_path, "A column").build()
    assert site.warnings == []
    assert cells(site) == [["Name", "Sources"], ["Acme One", "1"], ["Acme Two", "1"]]


def test_a_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The build and the checker tell the finding, the checker without a Sphinx of its own."""
    site = cooked(tmp_path, "A rule").build()
    assert [line for line in site.warnings if "an old review: 2025-07-08; Look again." in line]
    assert main(["check", str(site.root), "--no-cache", "--only", "acme.old"]) == 0
    assert "warning  acme.old" in capsys.readouterr().out


def test_a_block(tmp_path: Path) -> None:
    """The directive shows the one review that the recipe chooses."""
    site = cooked(tmp_path, "A block").build()
    assert site.warnings == []
    assert cells(site) == [["Name", "Price"], ["Acme Two", "$50"]]


def test_a_language(tmp_path: Path) -> None:
    """A German review has German words where the file has them, and prices as Germans write them."""
    (words,) = blocks("A language", "text")
    german = review("acme-one", lang="de", permalink="/produkte/acme-one/", price="1234.5")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\n'
    site = cooked(
        tmp_path, "A language",
        **{"reviews/de/acme-one.md": german, "locales/de/LC_MESSAGES/sphinx_reviews.po": head + words},
    ).build()  # fmt: skip
    facts = words_of(site.article("/produkte/acme-one/").find(class_="rv-facts"))
    assert re.search(r"Preis 1\.234,50 €", facts.replace("\xa0", " "))
    assert "Maker" in facts


def test_an_output(tmp_path: Path) -> None:
    """The file is in the site, and another after an edit."""
    site = cooked(tmp_path, "An output").build()
    assert site.file("scores.csv") == "name,score\nAcme One,3.2\nAcme Two,3.2\n"
    site.write(path_of("acme-two"), review("acme-two", target_name="Acme Second"))
    site.build()
    assert "Acme Second,3.2" in site.file("scores.csv")
    site.write("conf.py", (site.root / "conf.py").read_text("utf-8").partition("def setup")[0])
    site.build()
    assert not (site.out / "scores.csv").exists()
