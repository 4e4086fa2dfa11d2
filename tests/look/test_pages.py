"""How pages behave in a browser: on a phone, under a strict policy, without scripts."""

from __future__ import annotations

from collections.abc import Callable

from browsing import Reader, until

PHONE = {"width": 390, "height": 844}


def test_page_stays_still_before_the_scripts_know(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """A table that fitted a moment ago, before a window shrank, does not widen the page."""
    page = read(starter_url, viewport=PHONE).open("/rankings/en/cost-performance/")
    wide = page.evaluate(
        """() => {
            const box = document.querySelector(".rv-table-wrap");
            box.classList.add("rv-fits");
            return [document.documentElement.scrollWidth, box.firstElementChild.offsetWidth];
        }"""
    )
    assert wide[0] <= 390 < wide[1]


def test_wide_table_scrolls_in_its_own_box(starter_url: str, read: Callable[..., Reader]) -> None:
    """On a phone a wide table scrolls inside its box and keeps the names in view."""
    page = read(starter_url, viewport=PHONE).open("/companies/en/sony/")
    box = page.locator("#products ~ .rv-table-wrap")
    box.evaluate("box => box.scrollTo(200, 0)")
    assert box.evaluate("box => box.scrollLeft") == 200
    name = box.locator("tbody th").first.bounding_box()
    assert name is not None
    assert 0 <= name["x"] < 30


def test_nothing_from_other_hosts(starter_url: str, read: Callable[..., Reader]) -> None:
    """A page asks no other host for anything."""
    reader = read(starter_url, locale="ja-JP")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open("/products/ja/sony-mdr-z1r/")
    assert asked
    assert [url for url in asked if not url.startswith(starter_url)] == []


def test_complete_without_scripts(starter_url: str, read: Callable[..., Reader]) -> None:
    """Without scripts the navigation, the languages, the card and the tables are all there."""
    page = read(starter_url, java_script_enabled=False).open("/companies/en/sony/")
    assert page.locator(".site-nav a").first.is_visible()
    assert page.locator(".site-languages a[hreflang=ja]").is_visible()
    assert page.locator(".rv-card .rv-gauge").is_visible()
    assert page.locator("#products ~ .rv-table-wrap tbody tr").count() == 5
    assert not page.locator(".site-colours").is_visible()


def test_colours_are_the_readers(starter_url: str, read: Callable[..., Reader]) -> None:
    """The button goes from the system's colours to light to dark, and the choice is kept."""
    reader = read(starter_url, color_scheme="dark")
    page = reader.open("/en/")
    dark = "document.documentElement.classList.contains('dark')"
    assert page.evaluate(dark)
    page.locator(".site-colours").click()
    assert not page.evaluate(dark)
    page = reader.open("/products/en/")
    assert not page.evaluate(dark)
    page.locator(".site-colours").click()
    assert page.evaluate(dark)


def test_badge_stands_beside_its_heading(starter_url: str, read: Callable[..., Reader]) -> None:
    """A section's score stands on the line of its heading."""
    page = read(starter_url).open("/products/en/sony-mdr-z1r/")
    heading, badge = page.evaluate(
        """["h2:has(+ .rv-badge)", "h2 + .rv-badge"].map(
            (selector) => document.querySelector(selector).getBoundingClientRect().toJSON()
        )"""
    )
    assert badge["left"] > heading["right"]
    assert badge["top"] < heading["bottom"]


def test_prose_has_a_readable_measure(starter_url: str, read: Callable[..., Reader]) -> None:
    """A line of prose holds no more than about 80 letters, however wide the window."""
    page = read(starter_url, viewport={"width": 2000, "height": 900}).open("/products/en/akg-k371/")
    wide, em = page.locator("#overview > p").first.evaluate(
        "p => [p.clientWidth, parseFloat(getComputedStyle(p).fontSize)]"
    )
    assert 30 * em <= wide <= 42 * em


def test_skip_link_comes_first(starter_url: str, read: Callable[..., Reader]) -> None:
    """The first stop of the Tab key leads past the header, and shows itself."""
    page = read(starter_url).open("/en/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#content"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'content'")


def test_forced_colours_keep_bars(starter_url: str, read: Callable[..., Reader]) -> None:
    """Where the system forces its colours, bars and dial still stand out from their ground."""
    page = read(starter_url, forced_colors="active").open("/products/en/sony-mdr-z1r/")
    fills = page.locator(".rv-card .rv-bar").first.evaluate(
        "bar => ['.rv-bar-track', '.rv-bar-value']"
        ".map(part => getComputedStyle(bar.querySelector(part)).fill)"
    )
    assert fills[0] != fills[1]


def test_print_is_plain(starter_url: str, read: Callable[..., Reader]) -> None:
    """On paper the navigation is gone and the scores are not."""
    page = read(starter_url).open("/products/en/sony-mdr-z1r/")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".site-toc").is_visible()
    assert page.locator(".rv-card .rv-scores").is_visible()


def test_values_are_told_in_words(starter_url: str, read: Callable[..., Reader]) -> None:
    """Best and worst values, absent prices and verdicts are words, not only shapes or colours."""
    reader = read(starter_url)
    page = reader.open("/compare/en/closed-back/")
    assert "best" in page.locator(".rv-best").first.inner_text()
    assert "worst" in page.locator(".rv-worst").first.inner_text()
    page = reader.open("/products/en/sony-ier-z1r/")
    assert "not given" in page.locator(".rv-facts").inner_text()
    assert page.locator(".rv-card .rv-band").inner_text().strip() == "Below average"
