"""Each review has a picture for those who share its address: drawn once, of what the page says."""

from __future__ import annotations

import struct
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_reviews.books import share_images as drawing
from sphinx_reviews.books.typesetter import font_folder
from sphinx_reviews.model.entries import card
from sphinx_reviews.model.languages import language
from sphinx_reviews.renderers.typst_share import share_image, without_texts
from support import Site, catalogue_of, new_site, path_of, review

BASE = "https://example.org/site/"
CONF = f'html_baseurl = "{BASE}"\nreviews_share_images = True\n'
ONE, TWO, JA = path_of("acme-one"), path_of("acme-two"), path_of("acme-one", "ja")
FILES = {
    ONE: review("acme-one"),
    TWO: review("acme-two"),
    JA: review("acme-one", lang="ja", price="15000", target_name="山田 電機 一号"),
}
PLACE = "_share/en/product/acme-one.png"


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height that a PNG tells."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with pictures."""
    return new_site(tmp_path_factory.mktemp("share") / "site", FILES, CONF).build()


def test_each_review_has_a_picture_and_tells_of_it(site: Site) -> None:
    """The page names its picture with size and words; pages without a review have none."""
    for lang, ref in (("en", "acme-one"), ("en", "acme-two"), ("ja", "acme-one")):
        page = site.page(f"/products/{lang}/{ref}/")
        told = {m["property"]: m["content"] for m in page.select('meta[property^="og:image"]')}
        png = (site.out / told["og:image"].removeprefix(BASE)).read_bytes()
        assert size_of(png) == (1200, 630)
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert page.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"
    assert told["og:image:alt"].startswith("山田 電機 一号: ")
    assert "3.2" in told["og:image:alt"]
    assert not site.page("/").select('meta[property="og:image"]')
    assert site.warnings == []


def test_only_what_is_new_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of a text draws nothing, of a score one picture; all are those of a clean build."""
    site = new_site(tmp_path / "site", FILES, CONF).build()
    drawn: list[str] = []
    usual = drawing.drawn_images

    def counted(calls, bare, fonts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        drawn.extend(calls.values())
        return usual(calls, bare, fonts)

    monkeypatch.setattr(sys.modules["sphinx_reviews.site.share_images"], "drawn_images", counted)
    site.build()
    site.write(ONE, FILES[ONE].replace("Advice.", "Other advice."))
    site.build()
    assert drawn == []
    site.write(ONE, review("acme-one", rating="[3.4, 0.8, 0.7, 0.5, 0.7, 0.7]"))
    site.build()
    assert len(drawn) == 1
    assert "3.4" in drawn[0]
    site.remove(TWO)
    (site.out / PLACE).write_bytes(b"damaged")
    site.build()
    assert len(drawn) == 1
    edited = {p.name: p.read_bytes() for p in (site.out / "_share").rglob("*.png")}
    assert size_of(edited["acme-one.png"]) == (1200, 630)
    assert set(edited) == {"acme-one.png"}
    for path in (tmp_path / "site-doctrees-dirhtml/share-images").iterdir():
        path.write_bytes(b"x" * 100)
    site.build(fresh=True)
    assert {p.name: p.read_bytes() for p in (site.out / "_share").rglob("*.png")} == edited


def test_without_the_value_there_is_none(tmp_path: Path) -> None:
    """A site that does not ask for pictures has none, and one that stops asking loses them."""
    site = new_site(tmp_path / "site", FILES, f'html_baseurl = "{BASE}"\n').build()
    assert not (site.out / "_share").exists()
    site.build(reviews_share_images=True)
    assert (site.out / PLACE).exists()
    site.build(reviews_share_images=False)
    assert not (site.out / "_share").exists()


def test_without_the_typesetter_one_line_says_so(tmp_path: Path) -> None:
    """The build stops before it begins and names what to install."""
    site = new_site(tmp_path / "site", FILES, CONF)
    (site.root / "conf.py").write_text(
        (site.root / "conf.py").read_text() + "import sys\nsys.modules['typst'] = None\n"
    )
    site.run(PYTHONHASHSEED="0")  # in a process of its own: the build ends it
    assert site.exit_code == 2
    assert "pip install 'sphinx-reviews[pdf]'" in site.log
    assert 'File "' not in site.log


HOSTILE = [
    '"); #panic("x") #("',
    "$x$ *b* #let a = 1 \\ // </svg>",
    "A" * 400,
    "無" * 300,
    "ﷺ \u0e33 a\u0489\u0301 \U0001f9ff \U000e0041 x",
    "\U00012000" * 3,
]


def test_any_name_is_drawn(tmp_path: Path) -> None:
    """Names are text: none runs code or stops the others, and what no font has is a mark."""
    catalogue, lang = catalogue_of(review("acme-one")), language("en")
    usual = card(catalogue, catalogue.reviews[0])
    cards = {
        str(n): replace(usual, entry=replace(usual.entry, name=name, maker=name), band_name=name)
        for n, name in enumerate(HOSTILE)
    }
    calls = {ref: share_image(shown, "A <site>", lang) for ref, shown in cards.items()}
    bare = {ref: without_texts(shown, lang) for ref, shown in cards.items()}
    made = list(drawing.drawn_images(calls, bare, font_folder(tmp_path / "fonts")))
    assert {name for name, _, _ in made} == set(cards)
    assert {size_of(png) for _, png, _ in made} == {(1200, 630)}
    assert [problem for _, _, problem in made if problem] == []


def test_one_that_cannot_be_drawn_stops_no_other(tmp_path: Path) -> None:
    """A picture that Typst refuses shows the score alone, and the others are as they were."""
    catalogue, lang = catalogue_of(review("acme-one"), review("acme-two")), language("en")
    cards = {one.ref: card(catalogue, one) for one in catalogue.reviews}
    calls = {ref: share_image(shown, "Site", lang) for ref, shown in cards.items()}
    bare = {ref: without_texts(shown, lang) for ref, shown in cards.items()}
    fonts = font_folder(tmp_path / "fonts")
    good = {name: png for name, png, _ in drawing.drawn_images(calls, bare, fonts)}
    broken = calls | {"acme-one": type(calls["acme-one"])('panic("no")')}
    made = {name: (png, told) for name, png, told in drawing.drawn_images(broken, bare, fonts)}
    assert made["acme-two"] == (good["acme-two"], "")
    assert "panicked" in made["acme-one"][1]
    assert size_of(made["acme-one"][0]) == (1200, 630)
