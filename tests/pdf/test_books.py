"""The books of the starter site: what is in them, and what they are made of."""

from __future__ import annotations

import re
import runpy
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import Built, build, small, starter, tool
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.formats import Formats
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import settings_from
from sphinx_reviews.renderers.typst_book import Chapter, parts
from support import (
    STARTER,
    catalogue_of,
    copy_starter,
    path_of,
    starter_root,
    take_out_the_handbook,
)
from support import review as review_text


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return both books of the starter site."""
    return starter(tmp_path_factory.mktemp("books") / "pdf")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Return the starter site's reviews."""
    settings = settings_from(runpy.run_path(str(starter_root() / "conf.py")))
    return Catalogue(scan(starter_root(), settings, cache=None), settings)


def joined(text: str) -> str:
    """Return the text without blanks: lines break anywhere in Japanese."""
    return re.sub(r"\s+", "", text)


def pdf_problems(stderr: str) -> list[str]:
    """Return the messages that the builder itself gave."""
    return [line for line in stderr.splitlines() if "pdf." in line or "reviewpdf" in line]


def test_a_book_per_language(books: Built) -> None:
    """The builder writes one book per language and complains of nothing."""
    assert books.status == 0, books.stderr
    assert books.files() == ["measured-en.pdf", "measured-ja.pdf"]
    assert pdf_problems(books.stderr) == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_everything_stands_in_order(books: Built, catalogue: Catalogue, lang: str) -> None:
    """Each review shows its name, overall score, criterion scores and summary, in this order."""
    text = joined(books.text(f"measured-{lang}.pdf"))
    formats = Formats(lang)
    reviews = [r for r in catalogue.reviews if r.lang == lang]
    assert len(reviews) == 15
    for review in reviews:
        scores = [formats.score(score) for score in (review.overall, *review.scores)]
        names = [c.name(lang) for c in catalogue.rubric.criteria]
        rows = [part for pair in zip(names, scores[1:], strict=True) for part in pair]
        wanted = [review.target_name, scores[0], *rows, review.summary]
        assert found_in_order(text, [joined(part) for part in wanted]), review.ref


def found_in_order(text: str, parts: list[str]) -> bool:
    """Tell whether the parts follow each other closely somewhere in the text."""
    pattern = ".{0,250}?".join(re.escape(part) for part in parts)
    return re.search(pattern, text, re.DOTALL) is not None


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_page_holds_but_a_line_or_two(books: Built, lang: str) -> None:
    """Between the cover and the colophon each page has more than five lines below its head."""
    pages = tool("pdftotext", "-layout", str(books.out / f"measured-{lang}.pdf"), "-").split("\f")
    for number, page in enumerate(pages[1:-2], start=2):
        lines = [line for line in page.splitlines() if line.strip()]
        assert len(lines) > 7, (number, page)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_prose_and_sources(books: Built, catalogue: Catalogue, lang: str) -> None:
    """Each review's sources are numbered as written and its sections are all there."""
    text = joined(books.text(f"measured-{lang}.pdf"))
    for review in (r for r in catalogue.reviews if r.lang == lang):
        assert all(joined(section.heading) in text for section in review.sections), review.ref
        assert all(first_words(review, n) in text for n in range(len(review.sources))), review.ref


def first_words(review: Review, place: int) -> str:
    """Return how a source begins."""
    source = review.sources[place]
    return joined(f"[{source.number}] {source.text}")[:24]


def test_front_and_back(books: Built) -> None:
    """A book has its cover, contents, scores, comparison, value map, indexes and colophon."""
    text = books.text("measured-en.pdf")
    for words in (
        "10 products · 5 companies",
        "Contents",
        "How the scores work",
        "Closed-back headphones compared",
        "Value map",
        "Index of products and companies",
        "Index of tags",
        "About this book",
        "Typst",
    ):
        assert words in text, words


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_fonts_are_embedded(books: Built, lang: str) -> None:
    """Every font of a book is embedded and maps back to Unicode."""
    rows = tool("pdffonts", str(books.out / f"measured-{lang}.pdf")).splitlines()[2:]
    assert rows
    assert [row for row in rows if not re.search(r"\byes (yes|no ) yes\b", row)] == []


def test_metadata(books: Built) -> None:
    """A book is tagged and carries its title, language, and the day of its newest review."""
    said = tool("pdfinfo", "-isodates", str(books.out / "measured-ja.pdf"))
    assert re.search(r"^Title: +Measured 計測レビュー$", said, re.M)
    assert re.search(r"^Tagged: +yes$", said, re.M)
    newest = max(re.findall(r"^CreationDate: +(\d{4}-\d\d-\d\d)", said, re.M))
    dates = re.findall(r"^date: (\S+)", "".join(texts("ja")), re.M)
    updated = re.findall(r"^updated: (\S+)", "".join(texts("ja")), re.M)
    assert newest == max([*dates, *updated])
    raw = (books.out / "measured-ja.pdf").read_bytes()
    assert b"/Lang (ja)" in raw or b"/Lang(ja)" in raw
    assert b"pdfuaid" in raw


def texts(lang: str) -> list[str]:
    """Return the starter reviews of a language."""
    return [p.read_text("utf-8") for p in STARTER.rglob("*.md") if f"/{lang}/" in str(p)]


def test_the_same_input_gives_the_same_bytes(books: Built, tmp_path: Path) -> None:
    """A book made in another folder under another hash seed is equal byte for byte."""
    source = copy_starter(tmp_path / "elsewhere")
    take_out_the_handbook(source)
    again = build(source, tmp_path / "pdf", seed="3", language="en")
    assert again.status == 0, again.stderr
    first, second = (b.out / "measured-en.pdf" for b in (books, again))
    assert first.read_bytes() == second.read_bytes()


def test_one_review(tmp_path: Path) -> None:
    """A book of one review is that review alone, without a cover."""
    made = starter(tmp_path / "pdf", refs="sony-mdr-z1r", language="en")
    assert made.files() == ["measured-sony-mdr-z1r-en.pdf"], made.stderr
    text = made.text("measured-sony-mdr-z1r-en.pdf")
    assert text.startswith("Measured Sony MDR-Z1R Sony MDR-Z1R 1.5")
    assert "Contents" not in text


def test_one_company_and_one_category(tmp_path: Path) -> None:
    """A company's book holds its products only; a category's book holds no company's review."""
    made = starter(tmp_path / "pdf", company="sony", language="en")
    text = made.text("measured-sony-en.pdf")
    assert "5 products · 1 company" in text
    assert "Closed-back headphones compared" not in text
    made = starter(tmp_path / "pdf", category="headphones", language="ja")
    assert made.files() == ["measured-headphones-ja.pdf", "measured-sony-en.pdf"]
    assert "企業索引" not in made.text("measured-headphones-ja.pdf").partition("目次")[0]


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"company": "sonny"}, "did you mean 'sony'?"),
        ({"refs": "sony-mdr-z1r,sony-mdr-z1x"}, "sony-mdr-z1x"),
        ({"category": "headphone"}, "did you mean 'headphones'?"),
        ({"language": "jp"}, "reviewpdf_language: nothing has 'jp'"),
    ],
)
def test_selecting_nothing(tmp_path: Path, values: dict[str, str], hint: str) -> None:
    """What no review has is an error that names the nearest."""
    made = starter(tmp_path / "pdf", **values)
    assert made.status != 0
    assert hint in made.stderr
    assert made.stderr.startswith("ERROR: reviewpdf")
    assert made.stderr.count("\n") == 1
    assert made.files() == []


def few(**sizes: int) -> dict[str, str | bytes]:
    """Return companies with so many short products each, and a page with a map of values."""
    files: dict[str, str | bytes] = {
        "index.md": "# Home\n\n```{toctree}\ndocs/map\n```\n",
        "docs/map.md": "---\nlang: en\n---\n# Value map\n\n```{value-map}\n```\n",
    }
    for maker, size in sizes.items():
        files[path_of(maker, kind="company")] = review_text(maker, SHORT, layout="company")
        for place in range(size - 1):
            ref = f"{maker}-{place}"
            files[path_of(ref)] = review_text(ref, SHORT, price=str(100 + place))
    return files


SHORT = "## Overview\n\nWhat it is.\n"


def test_a_long_book_is_cut(tmp_path: Path) -> None:
    """Past the limit a book becomes parts of whole companies and one file that lists them."""
    files = few(acme=4, beta=4, gamma=4)
    made = small(tmp_path, files, NAMED, limit=5)
    names = ["measured-en-1.pdf", "measured-en-2.pdf", "measured-en-3.pdf"]
    assert made.files() == [*names, "measured-en.pdf"], made.stderr
    listed = made.text("measured-en.pdf")
    assert all(name in listed for name in names)
    assert "Value map" in listed
    assert "Value map" not in made.text(names[0])
    made = small(tmp_path, files, NAMED, limit=8)
    assert made.files() == [*names[:2], "measured-en.pdf"]


NAMED = "project = 'Measured'\n"


def test_a_long_company_is_cut(tmp_path: Path) -> None:
    """A company longer than the limit goes on in the next part, and the files link to each other."""
    made = small(tmp_path, few(acme=6, beta=2), NAMED, limit=4, company="acme")
    names = ["measured-acme-en-1.pdf", "measured-acme-en-2.pdf"]
    assert made.files() == [*names, "measured-acme-en.pdf"], made.stderr
    assert "Acme, continued" in made.text(names[1])
    linked = re.findall(
        r"(\S+\.pdf)#nameddest=(\S+)",
        tool("pdfinfo", "-url", str(made.out / "measured-acme-en.pdf")),
    )
    assert {file for file, _ in linked} == set(names)
    for file, name in linked:
        assert f'"{name}"' in tool("pdfinfo", "-dests", str(made.out / file))


REVIEW = catalogue_of(review_text()).reviews[0]
MANY = tuple(replace(REVIEW, ref=f"acme-{place}") for place in range(12 * 40))
"""Made once: to make a record costs more than to cut a book."""


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 30))
def test_parts_hold_everything_in_order(sizes: list[int], limit: int) -> None:
    """The parts hold every review once and in order, and none holds more than the limit."""
    ends = list(accumulate(sizes))
    whole = [
        Chapter(f"m{end}", None, MANY[end - size : end])
        for size, end in zip(sizes, ends, strict=True)
    ]
    cut = parts(whole, limit)
    held = [[r.ref for c in part for r in c.reviews] for part in cut]
    assert [ref for part in held for ref in part] == [r.ref for c in whole for r in c.reviews]
    assert max(map(len, held)) <= limit
    assert min(map(len, held)) > 0


def test_one_file(tmp_path: Path) -> None:
    """A single file holds all languages, and the score cards alone where it would be too long."""
    japanese = {path_of("acme-9", "ja"): review_text("acme-9", lang="ja", price="9000")}
    files = few(acme=4, beta=2) | japanese
    made = small(tmp_path, files, single=1, file="site")
    assert made.files() == ["site.pdf"], made.stderr
    assert {"Contents", "目次"} <= set(made.text("site.pdf").split())
    assert "What it is." in made.text("site.pdf")
    made = small(tmp_path, files, single=1, file="site", limit=5)
    text = made.text("site.pdf")
    assert "Scores and summaries; the full reviews are online." in text
    assert "Acme 1" in text
    assert "What it is." not in text


def test_a_file_for_each_review(tmp_path: Path) -> None:
    """Each review of a selection can have a file of its own, at its address."""
    made = starter(tmp_path / "pdf", each=1, company="akg", language="en")
    assert made.files() == ["companies/en/akg.pdf", "products/en/akg-k371.pdf"], made.stderr
