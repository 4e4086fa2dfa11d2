"""What a site sets of the theme is on its pages, or the build stops and says why it is not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browsing import Reader
from sphinx_reviews.site.theming import problems
from support import EXTENSIONS, ROOT, Site, new_site, path_of, review, words_of

MakeSite = Callable[..., Site]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
REVIEWS = {
    path_of("acme-one"): review("acme-one"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
    "own/sign.svg": PICTURE,
    "own/small.svg": PICTURE,
    "own/post.svg": PICTURE,
}
CONF = """
html_theme = "reviews"
html_static_path = ["own"]
html_logo = "own/sign.svg"
html_favicon = "own/small.svg"
html_theme_options = {
    "announcement": {"en": "We <b>moved</b>.", "ja": "移転しました。"},
    "accent_color": "#8a1c1c",
    "accent_color_dark": "#ffb3a8",
    "header_links": [{"name": {"en": "Shop", "ja": "店"}, "url": "https://shop.example.org/"}],
    "footer_links": [{"name": "Start", "page": "index"}],
    "social_links": [{"name": "Posts", "url": "https://social.example.org/@us", "icon": "post.svg"}],
}
"""


@pytest.fixture(scope="module")
def decorated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that sets everything."""
    return new_site(tmp_path_factory.mktemp("theme") / "site", REVIEWS, CONF).build()


def test_everything_set_is_there(decorated: Site) -> None:
    """Logo, icon, announcement and links stand on a review's page, in its language."""
    assert decorated.warnings == []
    page = decorated.page("/products/ja/acme-one/")
    assert page.select_one(".site-brand img")["src"] == "../../../_static/sign.svg"
    assert "_static/small.svg" in page.find("link", rel="icon")["href"]
    assert words_of(page.select_one(".site-announcement")) == "移転しました。"
    shop = page.select_one('.site-nav a[href="https://shop.example.org/"]')
    assert words_of(shop) == "店"
    own = page.select_one('.site-foot a[rel="me"]')
    assert words_of(own) == "Posts"
    assert own.img["src"] == "../../../_static/post.svg"
    assert page.select_one(".site-foot li a")["href"] == "../../../"
    english = decorated.page("/products/en/acme-one/").select_one(".site-announcement")
    assert words_of(english) == "We moved ."
    assert english.b is not None


def test_a_logo_and_icons_are_published(decorated: Site) -> None:
    """Every picture that a page names lies there."""
    page = decorated.page("/products/en/acme-one/")
    for picture in page.select("header img, footer img"):
        place = decorated.out / "products/en/acme-one" / picture["src"].split("?")[0]
        assert place.resolve().is_file(), picture


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "138, 28, 28"), ("dark", "255, 179, 168")]
)
def test_the_accent_is_seen(
    decorated: Site,
    serve: Callable[[Path], str],
    read: Callable[..., Reader],
    scheme: str,
    colour: str,
) -> None:
    """Links have the site's colour, light and dark, under the strict policy."""
    reader = read(serve(decorated.out), color_scheme=scheme)
    reader.page.goto(f"{reader.base}/products/en/acme-one/")
    found = reader.page.eval_on_selector(".rv-tags a, .rv a", "e => getComputedStyle(e).color")
    assert found == f"rgb({colour})"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"accent_color": "red"}, "accent_color is 'red'; write it like '#1d4f91'"),
        ({"accent_color": "#ffcc00"}, "accent_color: #ffcc00 has a contrast of 1.4, not 4.5"),
        ({"color_mode": "night"}, "color_mode is 'night', not auto, light or dark"),
        ({"header_links": "shop"}, "header_links is a list of links such as"),
        ({"footer_links": [{"name": "A", "url": "javascript:x"}]}, "is no address with https"),
        ({"footer_links": [{"name": "A"}]}, "needs either a url or a page"),
        ({"announcement": 3}, "announcement is a text, or texts by language"),
    ],
)
def test_what_cannot_be_honoured_is_refused(options: dict[str, Any], told: str) -> None:
    """One line names the option, its value and what to write."""
    (found,) = problems(options)
    assert told in found
    assert "\n" not in found


def test_a_refusal_stops_the_build(tmp_path: Path) -> None:
    """The build fails and says which option is wrong."""
    conf = 'html_theme = "reviews"\nhtml_theme_options = {"color_mode": "night"}\n'
    site = new_site(tmp_path / "site", REVIEWS, conf).run()
    assert site.exit_code != 0
    assert "conf.py: html_theme_options: color_mode is 'night', not auto" in site.log
    conf = 'html_theme = "reviews"\nhtml_theme_options = []\n'
    site = new_site(tmp_path / "list", REVIEWS, conf).run()
    assert "ERROR: conf.py: html_theme_options: write it like {" in site.log
    assert "raceback" not in site.log


def test_unknown_options_and_pages_are_told(make_site: MakeSite) -> None:
    """A misspelled option and a link to no page are warnings with their names."""
    options = {"acent": "#000000", "header_links": [{"name": "A", "page": "nowhere"}]}
    site = make_site(REVIEWS, f'html_theme = "reviews"\nhtml_theme_options = {options!r}\n')
    assert any("unsupported theme option 'acent'" in line for line in site.warnings)
    assert any("header_links leads to no page: nowhere" in line for line in site.warnings)


def test_nothing_set_changes_nothing(make_site: MakeSite) -> None:
    """A site without options has our mark, no announcement and no further style sheet."""
    page = make_site(REVIEWS, 'html_theme = "reviews"\n').page("/products/en/acme-one/")
    assert "mark.svg" in page.select_one(".site-brand img")["src"]
    assert page.select(".site-announcement, link[href*=accent]") == []


def test_every_option_is_in_the_handbook() -> None:
    """The handbook's table names the theme's options, all of them and no other."""
    theme = tomllib.loads((EXTENSIONS / "sphinx_reviews/theme/theme.toml").read_text("utf-8"))
    page = (ROOT / "docs/handbook/themes.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert told == list(theme["options"])
