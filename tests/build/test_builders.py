"""Every output: no exception, no warning that our nodes cause, the same numbers."""

from __future__ import annotations

import fcntl
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup

from pairs import everything
from support import (
    Site,
    body,
    new_site,
    path_of,
    review,
    sphinx_build,
    starter_root,
    words_of,
)  # fmt: skip

BUILDERS = ("text", "latex", "epub", "man", "texinfo", "singlehtml", "linkcheck", "gettext")
WHOLE = BUILDERS if everything() else ("latex", "epub")
"""Those that build the handbook too; the others have the reviews and the pages that list them."""


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return a folder with the starter site's documents read once, for all builders."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    return shared / "outputs"


def built(outputs: Path, builder: str) -> Path:
    """Build the starter site with warnings as errors, offline; return the output folder."""
    outputs.mkdir(exist_ok=True)
    with (outputs / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        out = outputs / builder
        if not out.exists():
            lean = builder not in WHOLE
            kind = "gettext" if builder == "gettext" else "lean" if lean else "whole"
            trees = outputs / f"doctrees-{kind}"
            options = ("-W", "--keep-going", "-D", "linkcheck_ignore=.*", "-d", str(trees))
            done = sphinx_build(starter_root(lean=lean), out, "-b", builder, *options)
            assert done.returncode == 0, done.stderr
            assert done.stderr == ""
    return out


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_builds_the_starter_site(outputs: Path, builder: str) -> None:
    """The starter site builds without exception and without warning."""
    assert any(built(outputs, builder).iterdir())


def reviews() -> list[tuple[str, dict[str, object]]]:
    """Return path without suffix and front matter of each starter review."""
    found = []
    for path in sorted((starter_root() / "reviews").rglob("*.md")):
        values = yaml.load(path.read_text("utf-8").split("---")[1], Loader=yaml.BaseLoader)  # noqa: S506
        found.append((path.relative_to(starter_root()).with_suffix("").as_posix(), values))
    return found


OUT_OF = {"en": r"([\d.]+) of ([\d.]+)", "ja": r"([\d.]+) / ([\d.]+)"}
"""How each language writes a score with its scale."""


def shown(text: str, lang: str) -> list[tuple[str, ...]]:
    """Return the first six scores of a text, each with the top of its scale."""
    return re.findall(OUT_OF[lang], text)[:6]


def expected(values: dict[str, object]) -> list[tuple[str, ...]]:
    """Return the scores of a front matter, each with the top of its scale."""
    rating = values["rating"]
    assert isinstance(rating, list)
    return [(rating[0], "5.0"), *((score, "1.0") for score in rating[1:])]


@pytest.mark.parametrize(
    ("name", "values"), reviews(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_text_shows_the_same_numbers(outputs: Path, name: str, values: dict[str, object]) -> None:
    """The plain text of a review has its scores in a table, and its price."""
    text = (built(outputs, "text") / f"{name}.txt").read_text("utf-8")
    table = "\n".join(line for line in text.split("\n") if line.startswith("|"))
    assert shown(table, str(values["lang"])) == expected(values)
    if values.get("price"):
        amount = f"{float(str(values['price'])):,.2f}".removesuffix(".00")
        assert amount in text


@pytest.mark.parametrize(
    ("name", "values"), reviews(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_latex_shows_the_same_numbers(outputs: Path, name: str, values: dict[str, object]) -> None:
    """The book in LaTeX holds each review with the numbers of its file."""
    label = rf"\label{{\detokenize{{{name}::doc}}}}"
    books = [path.read_text("utf-8") for path in sorted(built(outputs, "latex").glob("*.tex"))]
    (part, *_) = (text.partition(label)[2] for text in books if label in text)
    assert shown(part, str(values["lang"])) == expected(values)


def test_epub_is_well_formed(outputs: Path) -> None:
    """Every page of the e-book is XML, and every link in it leads to a file of it."""
    out, count = built(outputs, "epub"), 0
    for path in out.rglob("*.xhtml"):
        page = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own output
        links = [link.get("href", "") for link in page.iter("{http://www.w3.org/1999/xhtml}a")]
        count += len(links)
        for link in links:
            target = link.partition("#")[0].partition("?")[0]
            if target and "://" not in target and not target.startswith("mailto:"):
                assert (path.parent / target).is_file(), f"{path.name}: {target}"
    assert count > 500


@pytest.mark.parametrize(("builder", "suffix"), [("man", ".1"), ("texinfo", ".texi")])
def test_manuals_hold_the_numbers(outputs: Path, builder: str, suffix: str) -> None:
    """Manual pages and Texinfo show scores and prices as well."""
    (source,) = built(outputs, builder).glob(f"*{suffix}")
    text = source.read_text("utf-8").replace("\\", "")
    assert "1.5 of 5.0" in text
    assert "$1,549.99" in text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site that uses every directive."""
    names = ("score-card", "review-list", "ranking", "comparison", "value-map", "tag-index", "category-index",
             "ranking-index", "latest")  # fmt: skip
    page = "# Home\n\n" + "\n\n".join(f"```{{{name}}}\n```" for name in names)
    page += "\n\n```{company-products} acme\n```\n\n{product}`acme-one` {tag}`wired`\n"
    files = {
        path_of("acme-one"): review("acme-one", body(prose="Beside the Acme Two [1].")),
        path_of("acme-two"): review("acme-two", price=None),
        path_of("acme", kind="company"): review("acme", layout="company"),
        path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
        "index.md": page,
    }
    return new_site(tmp_path_factory.mktemp("small") / "site", files)


@pytest.mark.parametrize(
    "builder",
    [
        "html",
        "singlehtml",
        "json",
        "pickle",
        "xml",
        "pseudoxml",
        "text",
        "man",
        "texinfo",
        "latex",
        "htmlhelp",
        "dummy",
        "changes",
        "gettext",
        "epub",
    ],
)
def test_every_directive_in_every_output(small: Site, builder: str) -> None:
    """Each builder that comes with Sphinx takes every directive in silence."""
    small.build(builder, copyright="2026", version="1")
    assert small.warnings == []


def test_a_list_in_text_is_a_table(small: Site) -> None:
    """A table of the text output has every criterion, and marks what is absent."""
    text = small.build("text").file("index.txt")
    row = next(line for line in text.split("\n") if line.startswith("| Acme Two"))
    assert "–" in row
    assert [cell.strip() for cell in row.split("|")][3] == "3.2"
    assert "best" not in text.split("Rank")[0]


def test_html_files_stand_at_their_permalinks_too(small: Site) -> None:
    """The plain ``html`` builder uses the same addresses, as files, and links to them."""
    small.build("html")
    assert (small.out / "products/en/acme-one/index.html").is_file()
    page = BeautifulSoup(small.file("products/en/acme-one/index.html"), "html.parser")
    assert "../acme-two/index.html" in {
        a["href"] for a in page.find_all("a", class_="review-mention")
    }
    for link in page.find("div", class_="body").find_all("a", href=True):
        target = link["href"].partition("#")[0]
        if target and "://" not in target:
            assert (small.out / "products/en/acme-one" / target).is_file(), target
    assert "Acme One" in words_of(page)
