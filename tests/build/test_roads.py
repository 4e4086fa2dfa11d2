"""A review's page is the same whether it is drawn from its text or written as a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from roads import BLOCKS, REFERENCES, real_reviews
from support import Site, body, new_site, path_of, review

CONF = 'html_theme = "basic"\nreviews_search = False\nreviews_severities = {"review": "off"}\n'
OPENING = """
The Acme Two [1] is *small*, **sturdy *and* cheap** and costs `100  USD`; see https://example.org/x.
Next line with a break\\
and [a link](https://example.org/ "Title"), [the list](/products/en/acme-two/#overview),
[its file](acme-two.md), [up](#advice), {product}`acme-two`, {product}`this one <acme-two>`,
{company}`acme`, {tag}`Wired`, {tag}`nothing`, {abbr}`SNR (signal to noise)`, H{sub}`2`O,
x{sup}`2`, {kbd}`Ctrl`, {math}`x^2` and $\\frac{1}{2}$. <!-- gone --> & "quoted" <b>

"""
ENDING = """
Deeper [1, 2] and [9]. Rates[^rates] and others[^others], rates again[^rates].

[^others]: Other *words* of the Acme Two [1].

[^rates]: As of then, see https://example.org/rates.

    A second paragraph.

![not here](missing.png)
"""
TEXT = OPENING + BLOCKS + ENDING


def files() -> dict[str, str | bytes]:
    """Return reviews that hold every construct of the prose."""
    made: dict[str, str | bytes] = {
        path_of("acme-two"): review("acme-two"),
        path_of("acme", kind="company"): review("acme", layout="company"),
        path_of("acme-ja", "ja"): review("acme-ja", lang="ja"),
    }
    for name, references in REFERENCES.items():
        text = body(overview=TEXT, references=references)
        made[path_of(f"acme-{name}")] = review(f"acme-{name}", text)
    return made


def both(folder: Path, made: dict[str, str | bytes]) -> tuple[Site, Site]:
    """Return the site built both ways."""
    drawn = new_site(folder / "drawn", made, CONF).build()
    read = new_site(folder / "read", made, CONF + "reviews_doctrees = True\n").build()
    return drawn, read


def parts(site: Site, path: str) -> list[str]:
    """Return the article of a page, a line for each start, text and end."""
    soup = BeautifulSoup((site.out / path).read_text("utf-8"), "html.parser")
    article = soup.find("div", class_="body") or soup
    return lines(article)


def lines(node: Tag) -> list[str]:
    """Return what an element holds, without what only lays out."""
    found: list[str] = []
    for child in node.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            found += [" ".join(child.split())] if child.strip() else []
        elif isinstance(child, Tag) and WRAPPING & {child.name, *child.get("class", [])}:
            found += lines(child)
        elif isinstance(child, Tag):
            found += [start(child), *lines(child), f"</{child.name}>"]
    return found


WRAPPING = {"table-wrapper"}
"""The box of one way around what the other way has too."""


def start(tag: Tag) -> str:
    """Return an element's name and attributes."""
    if tag.name == "img":
        tag["src"] = tag["src"].rpartition("/")[2]
    shown = {
        name: " ".join(sorted(value)) if isinstance(value, list) else value
        for name, value in sorted(tag.attrs.items())
    }
    return f"<{tag.name} {shown}>"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """Return the site of every construct, built both ways."""
    return both(tmp_path_factory.mktemp("roads"), files())


@pytest.mark.parametrize("name", REFERENCES)
def test_both_ways_give_the_same_article(sites: tuple[Site, Site], name: str) -> None:
    """Every construct of the prose comes out the same, part by part."""
    drawn, read = (parts(site, f"products/en/acme-{name}/index.html") for site in sites)
    assert drawn == read


def test_a_language_that_nobody_knows_is_told_at_its_line(sites: tuple[Site, Site]) -> None:
    """The highlighter's own warning names the file and the line, whichever way the page is made."""
    path = path_of("acme-lines")
    text = str(files()[path])
    line = text[: text.index("```no-such-language")].count("\n") + 1
    for site in sites:
        told = [warning for warning in site.warnings if "Pygments lexer" in warning]
        assert len(told) == len(REFERENCES)
        assert any(warning.startswith(f"{path}:{line}: WARNING") for warning in told)


def test_no_drawn_review_is_a_document(sites: tuple[Site, Site]) -> None:
    """The first site reads no review, the second reads them all."""
    drawn, read = sites
    assert not [name for name in drawn.env.all_docs if name.startswith("reviews/")]
    assert len([name for name in read.env.all_docs if name.startswith("reviews/")]) == len(files())


def test_other_projects_find_the_same_objects(sites: tuple[Site, Site]) -> None:
    """The inventory names the same documents, products and companies."""
    from sphinx.util.inventory import InventoryFile

    found = [InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="") for site in sites]
    first, second = (
        {
            (kind, name): item.uri
            for kind, names in inventory.data.items()
            for name, item in names.items()
        }
        for inventory in found
    )
    assert first == second


def test_real_reviews_come_out_the_same(tmp_path: Path) -> None:
    """An even sample of real reviews has the same articles both ways."""
    made = real_reviews()
    drawn, read = both(tmp_path, made)
    pages = sorted(p for p in drawn.bytes() if p.startswith(("products/", "companies/")))
    assert len(pages) > len(made) / 2
    assert [p for p in pages if parts(drawn, p) != parts(read, p)] == []
