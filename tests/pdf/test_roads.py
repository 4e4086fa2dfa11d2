"""A review's pages in a book are the same whether written from its text or from a document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from books import small
from faults import PNG
from roads import BLOCKS, REFERENCES, real_reviews
from sphinx_reviews.books.book import Book
from sphinx_reviews.books.pdf_builder import ReviewPdfBuilder
from support import Site, body, copy_starter, new_site, path_of, review, take_out_the_handbook

CONF = "reviews_search = False\n"
OPENING = """
The Acme Two [1] is *small*, **sturdy *and* cheap** and costs `100  USD`; see https://example.org/x.
Next line with a break\\
and [a link](https://example.org/ "Title"), [the list](/products/en/acme-two/#overview),
[its file](acme-two.md), [no file](nothing.md), [no page](/products/en/nothing/), [up](#advice),
[down](#nothing), {product}`acme-two`, {product}`this one <acme-two>`, {product}`nothing`,
{company}`acme`, {tag}`Wired`, {tag}`nothing`, {abbr}`SNR (signal to noise)`, H{sub}`2`O,
x{sup}`2`, {kbd}`Ctrl`, {math}`x^2` and $\\frac{1}{2}$. <!-- gone --> & "quoted" <b>
#panic(1) $5 or $6 @a ~ -- [x]

"""
ENDING = """
Deeper [1, 2] and [9].

#### Further below

![not here](missing.png) and ![A dot](dot.png "Title")

![Alone](dot.png)
"""
TEXT = OPENING + BLOCKS + ENDING


def files() -> dict[str, str | bytes]:
    """Return reviews that hold every construct of the prose."""
    made: dict[str, str | bytes] = {
        path_of("acme-two"): review("acme-two"),
        path_of("acme", kind="company"): review("acme", layout="company", image="dot.png"),
        path_of("acme-ja", "ja"): review("acme-ja", body(prose="日本\n語"), lang="ja"),
    }
    for path in [path_of("acme-two"), path_of("acme", kind="company")]:
        made[f"{path.rpartition('/')[0]}/dot.png"] = PNG
    for name, references in REFERENCES.items():
        text = body(overview=TEXT, references=references)
        made[path_of(f"acme-{name}")] = review(f"acme-{name}", text)
    return made


def sources(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, str], list[str]]:
    """Return the source of each page by document, and what was told, without setting it."""
    found: dict[str, str] = {}

    def keep(builder: ReviewPdfBuilder, stem: str, book: Book, day: object) -> None:
        found.update({book.origins.get(n, f"{stem}/{n}"): text for n, text in book.files.items()})

    monkeypatch.setattr(ReviewPdfBuilder, "write_pdf", keep)
    site.build("reviewpdf")
    return found, sorted(site.warnings)


def both(
    folder: Path, made: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, str], dict[str, str], list[str], list[str]]:
    """Return the sources of both roads, and what was told on them."""
    read = CONF + "reviews_doctrees = True\n"
    straight, told = sources(new_site(folder / "drawn", made, CONF), monkeypatch)
    other, said = sources(new_site(folder / "read", made, read), monkeypatch)
    return straight, other, told, said


def normal(source: str) -> str:
    """Return source in which the text of a link that leads nowhere stands in no block of its own."""
    return re.sub(r'(?<=\n)\{\n("[^\n]*")\n\}(?=\n)', r"\1", source)


def differing(first: dict[str, str], second: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return the first lines that differ, by document."""
    found = {}
    for name in sorted(first.keys() | second.keys()):
        lines = [normal(side.get(name, "")).split("\n") for side in (first, second)]
        pairs = [pair for pair in zip(*lines, strict=False) if pair[0] != pair[1]]
        if pairs or len(lines[0]) != len(lines[1]):
            found[name] = pairs[0] if pairs else (str(len(lines[0])), str(len(lines[1])))
    return found


def test_both_roads_give_the_same_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every construct of the prose is written the same, and the same is told."""
    drawn, read, told, said = both(tmp_path, files(), monkeypatch)
    assert differing(drawn, read) == {}
    assert len(drawn) > len(files()) - 2
    assert told == said
    assert any("[review.pdf.math]" in line for line in told)


def test_real_reviews_give_the_same_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An even sample of real reviews is written the same on both roads."""
    made = real_reviews()
    drawn, read, told, said = both(tmp_path, made, monkeypatch)
    assert len(drawn) > len(made) / 2
    assert differing(drawn, read) == {}
    assert told == said


def test_every_construct_can_be_set(tmp_path: Path) -> None:
    """The compiler takes both roads' sources with all its checks on, and sets the same text."""
    made = [
        small(tmp_path / name, files(), CONF + conf, language="en")
        for name, conf in (("drawn", ""), ("read", "reviews_doctrees = True\n"))
    ]
    texts = [built.text("project-name-not-set-en.pdf") for built in made]
    assert [built.status for built in made] == [0, 0], made[0].stderr
    assert "Acme Two" in texts[0]
    assert texts[0] == texts[1]


def test_the_starter_site_gives_the_same_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The books of the starter site are written the same, hand-written pages included."""
    texts = []
    for name in ("drawn", "read"):
        site = Site(copy_starter(tmp_path / name))
        take_out_the_handbook(site.root)
        more = "reviews_doctrees = True\n" if name == "read" else ""
        site.write("conf.py", site.root.joinpath("conf.py").read_text("utf-8") + more)
        texts.append(sources(site, monkeypatch))
    assert len(texts[0][0]) > 30
    assert differing(texts[0][0], texts[1][0]) == {}
    assert texts[0][1] == texts[1][1]


FOOTNOTES = """\
Rates[^rates] and more[^more], rates again[^rates].

[^more]: More *words* of the Acme Two [1].

[^rates]: As of then.

    - a list
"""


def test_footnotes_stand_below_the_text(tmp_path: Path) -> None:
    """Footnotes are numbered as they are named, below the text, and can be set on both roads.

    The compiler refuses a link to a mark that is not there.
    """
    text = body(overview=FOOTNOTES)
    site = {path_of("acme-one"): review("acme-one", text), path_of("acme-two"): review("acme-two")}
    for name, conf in (("drawn", ""), ("read", "reviews_doctrees = True\n")):
        made = small(tmp_path / name, site, CONF + conf, refs="acme-one")
        assert made.status == 0, made.stderr
        (file,) = made.files()
        shown = made.text(file)
        assert "Rates1 and more2, rates again1." in shown
        assert "1 As of then." in shown
        assert "2 More words of the Acme Two [1]." in shown
        if name == "drawn":
            assert shown.index("1 As of then.") < shown.index("In comparison")
