"""Books on machines that lack something, on other paper, and what they tell of their site."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.config import Config
from sphinx.errors import ConfigError

from books import small, tool
from sphinx_reviews.books import typesetter
from sphinx_reviews.books.pdf_builder import ReviewPdfBuilder
from sphinx_reviews.renderers.names_apart import Box, positions_of
from support import Site, new_site, path_of, review

MakeSite = Callable[..., Site]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30" fill="#a00"/></svg>'
BOTH = {
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review("acme-two", price="200"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
}
NAMED = 'project = "Measured"\nhtml_baseurl = "https://example.org/r/"\nhtml_logo = "logo.svg"\n'


def test_without_japanese_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The English book is made; the Japanese one is left out, told with its remedy, and fails."""
    monkeypatch.setattr(typesetter, "_package_fonts", list)
    monkeypatch.setattr(typesetter, "_system_fonts", list)
    site = new_site(tmp_path / "site", BOTH, 'project = "Measured"\n').build("reviewpdf")
    assert [path.name for path in sorted(site.out.glob("*.pdf"))] == ["measured-en.pdf"]
    assert "Acme Two" in tool("pdftotext", str(site.out / "measured-en.pdf"), "-")
    (told,) = [line for line in site.warnings if "review.pdf" in line]
    assert "the book is left out: ja; no font 'Noto Sans CJK JP'; install it with" in told
    assert site.exit_code == 1


def test_a_latin_site_needs_no_japanese_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Japanese reviews nothing is missing."""
    monkeypatch.setattr(typesetter, "_package_fonts", list)
    monkeypatch.setattr(typesetter, "_system_fonts", list)
    files = {path: text for path, text in BOTH.items() if "/ja/" not in path}
    site = new_site(tmp_path / "site", files).build("reviewpdf")
    assert site.warnings == []
    assert site.exit_code == 0


def test_without_the_typesetter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain install has no typesetter; the builder says in one line what brings it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    builder = object.__new__(ReviewPdfBuilder)
    builder.doctreedir, builder.config = tmp_path, Config({}, {})
    builder.config.add("reviewpdf_fonts", [], "", ())
    with pytest.raises(ConfigError, match=r"^reviewpdf: .*pip install 'sphinx-reviews\[pdf\]'$"):
        builder.find_fonts()


@pytest.mark.parametrize(
    "line",
    [
        'reviewpdf_fonts = ["nothere.ttf"]',
        "reviewpdf_fonts = [7]",
        'reviewpdf_limit = "x"',
        "reviewpdf_paper = 7",
        'reviewpdf_file = "../book"',
        'reviewpdf_refs = ["acme-one"]',
    ],
)
def test_a_value_that_cannot_be_is_told_in_one_line(tmp_path: Path, line: str) -> None:
    """What is wrong with a value of the books ends the build before a page is read."""
    made = small(tmp_path, BOTH, f"suppress_warnings = ['config']\n{line}\n")
    assert made.status == 2
    last = made.stderr.splitlines()[-1]
    assert last.startswith("ERROR: ")
    assert line.split()[0] in last
    assert "raceback" not in made.stderr


def test_paper_logo_and_address(tmp_path: Path) -> None:
    """A book has the paper asked for; its cover shows the site's logo and address."""
    made = small(tmp_path, {**BOTH, "logo.svg": LOGO}, NAMED, paper="us-letter", language="en")
    assert made.status == 0, made.stderr
    book = str(made.out / "measured-en.pdf")
    assert "612 x 792 pts" in tool("pdfinfo", book)
    cover = tool("pdftotext", "-l", "1", book, "-")
    assert "https://example.org/r/" in cover
    tool("pdftoppm", "-l", "1", "-r", "40", book, str(tmp_path / "cover"))
    picture = next(tmp_path.glob("cover*.ppm")).read_bytes()
    assert bytes((170, 0, 0)) * 20 in picture


def test_paper_that_does_not_exist(tmp_path: Path) -> None:
    """An unknown size ends the build with the nearest that is known."""
    made = small(tmp_path, BOTH, paper="us-leter")
    assert made.status != 0
    assert "reviewpdf_paper: nothing has 'us-leter'; did you mean 'us-letter'?" in made.stderr


def test_a_single_review_names_its_site(tmp_path: Path) -> None:
    """A file of one review says which site it is of and where it stands there."""
    made = small(tmp_path, BOTH, NAMED.replace('html_logo = "logo.svg"', ""), refs="acme-two")
    text = made.text("measured-acme-two-en.pdf")
    assert text.startswith("Measured Acme Two")
    assert "Online at https://example.org/r/products/en/acme-two/" in text


def test_japanese_prose_is_mincho(tmp_path: Path) -> None:
    """Japanese prose is set in the serif where the machine has one, headings in the sans."""
    if not any("Serif" in path.name for path in typesetter._system_fonts()):
        pytest.skip("Noto Serif CJK is not installed (Debian package fonts-noto-cjk)")
    made = small(tmp_path, BOTH, 'project = "Measured"\n', language="ja")
    fonts = tool("pdffonts", str(made.out / "measured-ja.pdf"))
    assert re.search(r"NotoSerifCJK\S*-Regular", fonts)
    assert re.search(r"NotoSansCJK\S*-Bold", fonts)


points = st.tuples(st.floats(0, 150), st.floats(0, 92))


@given(st.lists(st.tuples(points, st.text(min_size=1, max_size=40)), max_size=30))
def test_names_lie_on_nothing(found: list[tuple[tuple[float, float], str]]) -> None:
    """No name lies on a point or on another name, and none leaves the drawing."""
    spots = [spot for spot, _ in found]
    boxes = [box for box, _ in positions_of(spots, [(*s, n) for s, n in found], 150, 92)]
    for number, box in enumerate(boxes):
        assert not any(box.touches(other) for other in boxes[:number])
        assert not any(box.touches(Box(x, y, x, y)) for x, y in spots)
        assert box.left >= 0
        assert box.right <= 155


def test_a_name_alone_stands_right_of_its_point() -> None:
    """Where there is room a name stands beside its point, at its height."""
    ((box, name),) = positions_of([(10, 50)], [(10, 50, "Acme One")], 150, 92)
    assert name == "Acme One"
    assert box.left > 10
    assert box.top < 50 < box.bottom
