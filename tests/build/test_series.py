"""A site with measured series: curves on pages and comparisons, in words elsewhere, kept true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from books import small
from sphinx_reviews.command.cli import main
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.curves import plots
from sphinx_reviews.model.languages import language
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import settings_from
from sphinx_reviews.renderers.typst_blocks import painter as painter_of
from support import Site, new_site, path_of, review, words_of

CONF = """
reviews_languages = {"en": "English", "ja": "日本語"}
reviews_fields = {
    "response": {"type": "series", "names": {"en": "Frequency response", "ja": "周波数特性"},
        "across": {"names": {"en": "Frequency", "ja": "周波数"}, "unit": "Hz", "scale": "log",
                   "least": 20, "most": 20000},
        "up": {"names": {"en": "Level", "ja": "レベル"}, "unit": "dB", "least": -40, "most": 20}},
}
"""
FILES: dict[str, str | bytes] = {
    path_of("acme-one"): review("acme-one", response="one.csv"),
    path_of("acme-two"): review("acme-two", response="two.csv", rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]"),
    path_of("acme-three"): review("acme-three", rating="[1.0, 0.2, 0.2, 0.2, 0.2, 0.2]"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000", response="one.csv"),
    str(Path(path_of("acme-one")).with_name("one.csv")): "frequency (Hz),level (dB)\n20,-6\n1000,0\n20000,-12.5\n",
    str(Path(path_of("acme-two")).with_name("two.csv")): "20,-3\n20000,3\n",
    str(Path(path_of("acme-one", "ja")).with_name("one.csv")): "20,-6\n1000,0\n20000,-12.5\n",
    "index.md": "# Home\n\n```{comparison} acme-one acme-two acme-three\n```\n",
    "other.md": "---\norphan: true\n---\n# Other\n\n```{review-list}\n```\n",
}  # fmt: skip
ONE = str(Path(path_of("acme-one")).with_name("one.csv"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site of three products, of which the third was not measured."""
    return new_site(tmp_path_factory.mktemp("series"), FILES, conf=CONF).build()


def test_a_review_shows_its_curve(site: Site) -> None:
    """The drawing has one line and says in words how far it goes; the table has the same values."""
    assert site.warnings == []
    figure = site.article("/products/en/acme-one/").find("figure", id="curves-response")
    assert words_of(figure.figcaption) == "Frequency response"
    (line,) = figure.find_all("path", class_="rv-curve")
    assert line["d"] == "M50.0 164.3L376.2 134.7L626.0 196.3"
    said = "Acme One: lowest -12.5 dB at 20,000 Hz, highest 0 dB at 1,000 Hz."
    assert said in figure.svg["aria-label"]
    assert said in words_of(figure)
    rows = [[words_of(c) for c in row(["th", "td"])] for row in figure.table("tr")]
    assert rows[0] == ["Frequency (Hz)", "Level (dB)"]
    assert rows[1] == ["20", "-6 dB"]
    assert rows[6] == ["1,000", "0 dB"]


def test_a_page_says_it_in_its_language(site: Site) -> None:
    """Axes, notes and the table's words are Japanese on a Japanese page."""
    figure = site.article("/products/ja/acme-one/").find("figure", id="curves-response")
    assert words_of(figure.figcaption) == "周波数特性"
    assert "周波数 (Hz)" in words_of(figure.svg)
    assert words_of(figure.summary) == "数値の表"
    assert "最小 -12.5 dB" in words_of(figure)


def test_a_comparison_lays_curves_over_another(site: Site) -> None:
    """Those that were measured stand on the same axes, each with its name and its own line."""
    figure = site.article("/").find("figure", id="curves-response")
    lines = figure.find("svg", class_="rv-curves").find_all("path", class_="rv-curve")
    assert [line["class"] for line in lines] == [["rv-curve", "rv-p1"], ["rv-curve", "rv-p2"]]
    legend = [words_of(item) for item in figure.find("ul", class_="rv-legend")("li")]
    assert legend == ["Acme One", "Acme Two"]
    assert words_of(figure.thead) == "Frequency (Hz) Acme One Acme Two"


def test_the_browser_gets_the_same_paths(site: Site) -> None:
    """What the compare page draws is what the pages show."""
    data = json.loads(site.file("_reviews/site.en.json"))
    folder, count, (frame,) = data["curves"]
    parts = [json.loads(site.file(f"_reviews/{folder}/{n}.json")) for n in range(count)]
    curves = {ref: fields for part in parts for ref, fields in part.items()}
    assert set(curves) == {"acme-one", "acme-two"}
    assert curves["acme-one"]["response"][0] == "M50.0 164.3L376.2 134.7L626.0 196.3"
    assert frame["name"] == "Frequency response"
    assert len(frame["ticks"]) == len(curves["acme-one"]["response"][2]) == 10


def test_the_open_data_has_the_points(tmp_path: Path) -> None:
    """Whoever analyses the data gets what was measured, not the name of a file."""
    licence = 'reviews_data = {"license": "MIT"}\n'
    site = new_site(tmp_path / "site", FILES, conf=CONF + licence).build()
    data = json.loads(site.file("data/reviews.json"))
    fields = {(r["ref"], r["lang"]): r["fields"] for r in data["reviews"]}
    assert fields["acme-one", "en"] == {"response": [[20, -6], [1000, 0], [20000, -12.5]]}
    assert fields["acme-three", "en"] == {"response": None}


def test_a_site_without_series_loads_nothing_for_them(tmp_path: Path) -> None:
    """The key is empty, and there is no folder."""
    plain = new_site(tmp_path / "plain", {path_of("acme-one"): review()}).build()
    assert json.loads(plain.file("_reviews/site.en.json"))["curves"] is None


def test_an_edited_file_makes_exactly_the_pages_due_that_show_it(tmp_path: Path) -> None:
    """Its own review's page and the comparison are written again, and equal a clean build's."""
    site = new_site(tmp_path / "site", FILES, conf=CONF).build()
    before = site.stamps()
    site.write(ONE, "20,-6\n1000,1\n20000,-12.5\n")
    site.build()
    written = {name for name, stamp in site.stamps().items() if before.get(name) != stamp}
    always = {"404.html", "search/index.html", "genindex/index.html"}
    assert written - always == {"index.html", "products/en/acme-one/index.html"}
    clean = new_site(tmp_path / "clean", {**FILES, ONE: (site.root / ONE).read_bytes()}, conf=CONF)
    assert site.bytes("**/*") == clean.build().bytes("**/*")


def test_a_file_that_comes_or_goes_is_seen(tmp_path: Path) -> None:
    """Without its file a review stays, without a curve, and the build says why."""
    site = new_site(tmp_path / "site", FILES, conf=CONF).build()
    first = site.bytes()
    site.remove(ONE)
    site.build()
    assert any("review.series.file" in line and "one.csv" in line for line in site.warnings)
    assert site.article("/products/en/acme-one/").find("figure", class_="rv-plot") is None
    site.write(ONE, FILES[ONE])
    assert site.build().bytes() == first


def test_a_check_of_one_review_tells_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who checks a review hears of the file beside it, and of no other review's."""
    site = new_site(tmp_path / "site", {**FILES, ONE: "20,-6\n30,loud\n"}, conf=CONF)
    for ref, expected in (("acme-one", 1), ("acme-two", 0)):
        file = str(site.root / path_of(ref))
        main(["check", file, "--no-cache", "--format", "lines"])
        assert capsys.readouterr().out.count("review.series.number") == expected


def test_an_unreadable_line_is_told_where_it_stands(tmp_path: Path) -> None:
    """The build's line names the CSV file, its line and the remedy."""
    site = new_site(tmp_path / "site", {**FILES, ONE: "20,-6\n30,loud\n"}, conf=CONF).build()
    (line,) = [line for line in site.warnings if "series" in line]
    assert f"{ONE}:2: " in line
    assert "review.series.number" in line
    assert "two plain numbers" in line


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_outputs_say_it_in_words(tmp_path: Path, builder: str) -> None:
    """Where nothing is drawn, the sentence and the table stand."""
    site = new_site(tmp_path / "site", FILES, conf=CONF).build(builder)
    found = "".join(p.read_text() for p in site.out.rglob("*") if p.suffix in (".txt", ".tex"))
    for words in ("Frequency response", "highest 0 dB at 1,000 Hz", "Frequency (Hz)"):
        assert words in " ".join(found.replace("\\sphinxhyphen{}", "-").split())


def test_a_book_draws_it_and_says_it(tmp_path: Path) -> None:
    """The typeset book has the curves on their axes, what they come to, and the values."""
    made = small(tmp_path, FILES, CONF, sources=tmp_path / "typ")
    assert made.status == 0, made.stderr
    (name,) = [name for name in made.files() if name.endswith("-en.pdf")]
    text = made.text(name)
    assert "highest 0 dB at 1,000 Hz" in text
    assert "Level (dB)" in text
    assert "10k 20k" in text
    sources = "".join(path.read_text() for path in (tmp_path / "typ").rglob("page-*.typ"))
    drawn = re.findall(r"curves-plot\(lines: (.*?), names: (\(.*?\)), across", sources)
    assert [names for _, names in drawn] == ["()"] * 3
    one = "((0, 0.5667, ), (0.5663, 0.6667, ), (1, 0.4583, ), )"
    assert [lines.removeprefix("(").removesuffix(", )") for lines, _ in drawn].count(one) == 2


def test_curves_of_several_are_named_in_a_book(site: Site) -> None:
    """Where products are compared the drawing has a line and a name for each that was measured."""
    values: dict[str, object] = {}
    exec(CONF, values)  # noqa: S102 - the text above
    settings = settings_from(values)
    catalogue = Catalogue(scan(site.root, settings, cache=None), settings)
    lang = language("en")
    painter = painter_of(lang, settings.rubric, lambda _: None)
    drawn = painter.plots(plots(catalogue, catalogue.of_kind("product", "en"), "en"))
    (call,) = [each for each in drawn if each.startswith("curves-plot")]
    assert 'names: ("Acme One", "Acme Two", )' in call
    assert call.count("(0, ") >= 2
    assert "highest 0 dB at 1,000 Hz" in call.split("alt: ")[1]
