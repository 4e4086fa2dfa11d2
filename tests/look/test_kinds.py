"""The kinds of pages that the starter site is too small for: choices, authors, series."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browsing import Reader
from pairs import pairs
from support import Site, new_site, path_of, review

from .conftest import Axe
from .test_html import findings

CONF = """
html_theme = "reviews"
reviews_languages = {"en": "English", "ja": "日本語"}
reviews_categories = {"lamps": {"names": {"en": "Lamps", "ja": "ランプ"}, "tags": ["Lamp"]}}
reviews_presets = {"long": {"names": {"en": "Built to last", "ja": "長く使う"},
                            "weights": {"reliability-support": 2}}}
reviews_fields = {
    "spectrum": {"type": "series", "names": {"en": "Spectrum", "ja": "分光分布"},
        "across": {"names": {"en": "Wavelength", "ja": "波長"}, "unit": "nm", "least": 380, "most": 780},
        "up": {"names": {"en": "Power", "ja": "強さ"}, "unit": "%", "least": 0, "most": 100}},
}
"""
PRICES = (15, 10, 12, 18, 19, 90, 95, 400)
RATINGS = {0: "[3.6, 0.9, 0.9, 0.9, 0.2, 0.7]", 1: "[2.8, 0.5, 0.5, 0.3, 1.0, 0.5]",
           7: "[4.0, 0.8, 0.8, 0.8, 0.8, 0.8]"}  # fmt: skip
PAGES = (
    "best/{lang}/lamps-under-{step}", "best/{lang}/lamps-under-{step}-by-long",
    "best/{lang}/lamps-by-long", "categories/{lang}/lamps", "products/{lang}/acme-0",
    "compare/{lang}/acme-0-vs-acme-1", "authors/{lang}/ann-lee",
)  # fmt: skip
STEPS = {"en": 20, "ja": 3000}


def address_of(page: str, lang: str) -> str:
    """Return a page's address in a language."""
    return f"/{page.format(lang=lang, step=STEPS[lang])}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site of lamps in two languages, of which two were measured."""
    files: dict[str, str | bytes] = {}
    for lang, factor in (("en", 1), ("ja", 150)):
        for number, price in enumerate(PRICES):
            ref = f"acme-{number}"
            own = {"lang": lang, "price": str(price * factor), "tags": "[Lamp]"}
            own["author"] = "Ann Lee"
            own["rating"] = RATINGS.get(number, "[2.5, 0.5, 0.5, 0.5, 0.5, 0.5]")
            if number < 2:
                own["spectrum"] = f"{ref}.csv"
                rows = (f"{x},{(x * (number + 3)) % 90}\n" for x in range(380, 781, 20))
                files[str(Path(path_of(ref, lang)).with_suffix(".csv"))] = "".join(rows)
            own |= {"equivalent": "acme-1"} if not number else {}
            files[path_of(ref, lang)] = review(ref, **own)
    return new_site(tmp_path_factory.mktemp("kinds"), files, conf=CONF).build()


@pytest.fixture(scope="module")
def site_url(site: Site, serve: Callable[[Path], str]) -> str:
    """Serve it."""
    return serve(site.out)


def test_they_are_valid(site: Site) -> None:
    """No page has an error."""
    addresses = [address_of(page, lang) for page in PAGES for lang in STEPS]
    pages = [site.out / address.strip("/") / "index.html" for address in addresses]
    assert [page for page in pages if not page.is_file()] == []
    assert findings(pages) == []


@pytest.mark.parametrize(
    ("page", "lang", "width", "scheme"), pairs(PAGES, [*STEPS], (390, 1280), ("light", "dark"))
)
def test_they_are_accessible(
    page: str,
    lang: str,
    width: int,
    scheme: str,
    site_url: str,
    read: Callable[..., Reader],
    axe: Axe,
) -> None:
    """No rule of axe-core is violated, nothing is complained of, a phone stays in its width."""
    reader = read(site_url, viewport={"width": width, "height": 844}, color_scheme=scheme)
    shown = reader.open(address_of(page, lang))
    assert axe(shown) == []
    assert reader.complaints == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_the_front_carries_names(width: int, site_url: str, read: Callable[..., Reader]) -> None:
    """In either width each point of the front has its number, and names lie on no other name."""
    page = read(site_url, viewport={"width": width, "height": 844}).open("/categories/en/lamps/")
    boxes = page.locator(".rv-map .rv-front-name:visible").evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect()])"
        ".map(([t, b]) => [t, b.left, b.top, b.right, b.bottom])"
    )
    assert [told.split()[0] for told, *_ in boxes] == ["1", "2", "3"]
    assert any("Acme" in told for told, *_ in boxes)
    for n, (_, left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= width
        for _, other_left, other_top, other_right, other_bottom in boxes[:n]:
            beside = left >= other_right - 1 or other_left >= right - 1
            assert beside or top >= other_bottom - 3 or other_top >= bottom - 3


def test_a_long_title_does_without_the_site(tmp_path: Path) -> None:
    """Beyond seventy letters the page's own words are what is shown."""
    name = "Acme One with a Name that Leaves no Room for Anything Else"
    files = {
        path_of("acme-one"): review("acme-one", target_name=name, title=f'"{name}"'),
        path_of("acme-two"): review("acme-two"),
    }
    conf = 'html_theme = "reviews"\nreviews_titles = {"en": "Measured Everything"}\n'
    site = new_site(tmp_path / "site", files, conf=conf).build()
    assert site.page("/products/en/acme-one/").title.string == name
    assert site.page("/products/en/acme-two/").title.string.endswith(" – Measured Everything")
