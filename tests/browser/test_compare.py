"""The comparison: what the reader collects, and what stands side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from browsing import Reader, ready, until
from look.conftest import Axe
from pairs import pairs
from sphinx_reviews.model.catalogue import Catalogue
from support import Site, words_of

Go = Callable[..., Page]
THREE = "?p=sony-mdr-z1r,akg-k371,sony-mdr-z7m2"


def tray(page: Page) -> list[str]:
    """Return the names in the tray."""
    return page.locator(".rv-tray .rv-chip").evaluate_all(
        "all => all.map(b => b.firstChild.textContent)"
    )


def heads(page: Page) -> list[str]:
    """Return the names of the products side by side."""
    return page.locator(".rv-compared thead th a").all_inner_texts()


def opened(go: Go, query: str = THREE, lang: str = "en", **options: Any) -> Page:
    """Open the comparison page and wait for its table."""
    page = go(f"/compare/{lang}/{query}", **options)
    page.wait_for_selector(".rv-compared table")
    return page


def row(page: Page, name: str) -> list[str]:
    """Return the cells of a row by its heading."""
    cells = page.locator(
        ".rv-compared tr", has=page.get_by_role("rowheader", name=name, exact=True)
    )
    return [" ".join(text.split()) for text in cells.locator("td").all_inner_texts()]


def test_every_product_page_adds(go: Go) -> None:
    """A product's page has one button that adds it; the choice follows to other pages."""
    page = go("/products/en/sony-mdr-z1r/")
    page.get_by_role("button", name="Add to the comparison").click()
    assert tray(page) == ["Sony MDR-Z1R"]
    page = go("/products/en/akg-k371/")
    page.get_by_role("button", name="Add to the comparison").click()
    assert tray(page) == ["Sony MDR-Z1R", "AKG K371"]
    page = go("/handbook/")
    expect(page.locator(".rv-tray")).to_be_visible()
    assert tray(page) == ["Sony MDR-Z1R", "AKG K371"]


def test_every_list_row_adds(go: Go) -> None:
    """Rows of lists and picks have the button; it says what it would add."""
    for address in ("/categories/en/headphones/", "/products/en/", "/rankings/en/value/"):
        page = go(address)
        page.wait_for_selector(".rv-compare-button")
        ready(page)
        rows = page.locator("main tbody tr:not(.rv-space), main .rv-pick").count()
        assert page.locator("main .rv-compare-button").count() == rows > 0
    page.get_by_role("button", name="Compare AKG K371").click()
    assert tray(page) == ["AKG K371"]
    page.get_by_role("button", name="Compare AKG K371").click()
    expect(page.locator(".rv-tray")).to_be_hidden()


def test_the_tray_leads_to_the_comparison(go: Go) -> None:
    """With two products the tray leads to their comparison, with one it does not."""
    page = go("/products/en/")
    page.get_by_role("button", name="Compare AKG K371").click()
    expect(page.get_by_text("Compare them")).not_to_have_attribute("href", "")
    assert page.get_by_role("link", name="Compare them").count() == 0
    page.get_by_role("button", name="Compare Sony MDR-Z1R").click()
    page.get_by_role("link", name="Compare them").click()
    page.wait_for_selector(".rv-compared table")
    assert heads(page) == ["AKG K371", "Sony MDR-Z1R"]


def test_at_most_six(go: Go) -> None:
    """Six products can be chosen; a seventh is not added until one is taken out."""
    page = go("/products/en/")
    page.wait_for_selector(".rv-compare-button")
    buttons = page.locator("main .rv-compare-button")
    ready(page)  # the tray comes when the page has nothing else to do
    for number in range(6):
        buttons.nth(number).click()
    assert len(tray(page)) == 6
    buttons.nth(6).click()
    assert len(tray(page)) == 6
    expect(page.locator(".rv-refused")).to_contain_text("6 are the most")
    page.locator(".rv-tray .rv-chip").first.click()
    expect(page.locator(".rv-refused")).to_be_empty()
    buttons.nth(6).click()
    assert len(tray(page)) == 6


def test_tray_without_storage(starter_url: str, read: Callable[..., Reader]) -> None:
    """Where the browser forbids storage the buttons still work on the page."""
    reader = read(starter_url)
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page = reader.open("/products/en/sony-mdr-z1r/")
    page.get_by_role("button", name="Add to the comparison").click()
    assert tray(page) == ["Sony MDR-Z1R"]


def test_nonsense_in_storage(go: Go) -> None:
    """Whatever else stands in the storage under our name is passed over."""
    page = go("/en/")
    for text in ("{", "{}", "[1, null, [2, 3]]", '[["a"]]', '"x"'):
        page.evaluate("text => localStorage.setItem('reviews-compare', text)", text)
        page = go("/products/en/akg-k371/")
        page.wait_for_selector(".rv-compare-button")
        ready(page)
        expect(page.locator(".rv-tray")).to_be_hidden()


def test_nothing_is_sent(go: Go) -> None:
    """What is chosen leaves the browser in no request but the comparison's own address."""
    page = go("/products/en/sony-mdr-z1r/")
    page.wait_for_selector(".rv-compare-button")
    ready(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method + request.url))
    page.get_by_role("button", name="Add to the comparison").click()
    ready(page)
    assert sent == []


def test_scores_and_marks(go: Go, catalogue: Catalogue) -> None:
    """Each criterion shows every score, the best and the worst in words, and how far off each is."""
    page = opened(go)
    refs = ("sony-mdr-z1r", "akg-k371", "sony-mdr-z7m2")
    reviews = [catalogue.by_key["product", ref, "en"] for ref in refs]
    for index, criterion in enumerate(catalogue.rubric.criteria):
        cells = row(page, criterion.name("en"))
        values = [review.scores[index] for review in reviews]
        for cell, value in zip(cells, values, strict=True):
            assert cell.startswith(str(value)), criterion.id
            assert ("▲ best" in cell) == (value == max(values))
            assert ("worst" in cell) == (value == min(values))
            behind = f"−{max(values) - value}"
            assert (behind in cell) == (value != max(values))
    # The lowest price is the best; the price of a point follows from price and score.
    assert row(page, "Price") == [
        "$1,549.99 +$1,392 from the best ▽ worst",
        "$158 ▲ best",
        "$550 +$392 from the best",
    ]
    assert row(page, "Price per point")[1] == "$41 ▲ best"


def test_absent_price(go: Go) -> None:
    """A product without a price is neither best nor worst."""
    page = opened(go, "?p=sony-mdr-z1000,akg-k371")
    assert row(page, "Price") == ["not given", "$158"]
    lefts = page.locator("tr:has(> .rv-absent):has-text('Price') > td").evaluate_all(
        "all => all.map(td => getComputedStyle(td).textAlign)"
    )
    assert len(set(lefts)) == 1, lefts


def test_texts_and_chart(go: Go, catalogue: Catalogue) -> None:
    """Summaries, what speaks for and against, and the named equivalent stand side by side.

    The chart has a shape per product with marks of its own, and a legend that names them.
    """
    page = opened(go)
    review = catalogue.by_key["product", "sony-mdr-z1r", "en"]
    assert row(page, "Summary")[0] == review.summary
    assert row(page, "In its favour")[0] == " ".join(review.pros)
    assert row(page, "Against it")[0] == " ".join(review.cons)
    assert row(page, "The cheaper equivalent named here") == [
        "AKG K371",
        "not given",
        "AKG K371",
    ]
    expect(
        page.get_by_text("The review of Sony MDR-Z7M2 names AKG K371 as the cheaper equivalent.")
    ).to_be_visible()
    shapes = page.locator(".rv-radar .rv-shape")
    assert shapes.count() == 3
    marks = {
        shape.locator(".rv-sign").first.evaluate(
            "s => s.tagName + (s.getAttribute('d') || '').replace(/[\\d.-]+/g, '')"
        )
        for shape in shapes.all()
    }
    assert len(marks) == 3
    assert page.locator(".rv-legend li").all_inner_texts() == heads(page)


def test_rows_that_nobody_fills(go: Go) -> None:
    """A row of which no product says anything is left out."""
    page = opened(go, "?p=akg-k371,audio-technica-ath-m50x")
    assert row(page, "Summary") != []
    assert row(page, "The cheaper equivalent named here") == []


def test_six_are_enough(go: Go, catalogue: Catalogue) -> None:
    """With six products side by side no seventh can be added."""
    refs = [review.ref for review in catalogue.of_kind("product", "en")]
    page = opened(go, f"?p={','.join(refs[:5])}")
    expect(page.get_by_label("Add a product")).to_be_enabled()
    page = opened(go, f"?p={','.join(refs[:7])}")
    assert len(heads(page)) == 6
    expect(page.get_by_label("Add a product")).to_be_disabled()
    page = opened(go, f"?p={','.join(refs[:5])}")
    page.get_by_label("Add a product").fill(catalogue.by_key["product", refs[5], "en"].target_name)
    page.wait_for_selector(".rv-suggestions:not([hidden]) button")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-remove='{refs[5]}']")).to_be_focused()


def test_two_in_sight_on_a_phone(go: Go) -> None:
    """On a phone the first two products stand in sight beside the names of the rows."""
    page = opened(go, viewport={"width": 390, "height": 844})
    box = page.locator(".rv-compared thead th").nth(1).bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390


CUT = """all => all.filter(c => c.scrollWidth > c.clientWidth + 1 || c.clientWidth < 80)
  .map(c => c.textContent.trim())"""


@pytest.mark.parametrize("address", ["/compare/en/closed-back/", f"/compare/en/{THREE}"])
def test_nothing_is_cut_on_a_phone(go: Go, address: str) -> None:
    """On a phone every column is as wide as its words, whoever drew the table, and it scrolls."""
    page = go(address, viewport={"width": 390, "height": 844})
    page.wait_for_selector(".rv-comparison")
    cells = page.locator(".rv-comparison :is(td, th)")
    assert cells.count() > 30
    assert cells.evaluate_all(CUT) == []


def test_only_rows_that_differ(go: Go) -> None:
    """Rows in which all are equal can be hidden, numbers and texts; an absent price differs."""
    page = opened(go, "?p=sony-mdr-z1r,sony-mdr-z1000")
    page.get_by_label("Only rows that differ").check()
    assert row(page, "Price") == ["$1,549.99", "not given"]
    expect(page.get_by_role("rowheader", name="Maker", exact=True)).to_be_hidden()
    expect(page.get_by_role("rowheader", name="Price", exact=True)).to_be_visible()
    page = opened(go, "?p=sony-mdr-z1r,akg-k371")
    before = page.locator(".rv-compared tbody tr:visible").count()
    alike = page.locator(".rv-compared tbody tr.rv-same").count()
    page.get_by_label("Only rows that differ").check()
    assert page.locator(".rv-compared tbody tr:visible").count() == before - alike
    assert alike >= 1
    for cells in page.locator(".rv-compared tbody tr:visible:has(.rv-number)").all():
        assert len(set(cells.locator(".rv-number").all_inner_texts())) > 1


def test_adding_and_removing(go: Go) -> None:
    """Products are added by name and removed; the address follows, and so does going back."""
    page = opened(go, "?p=akg-k371,sony-mdr-z1r")
    page.get_by_label("Add a product").fill("z7m2")
    page.locator(".rv-suggestions button").first.click()
    until(page, "location.search === '?p=akg-k371,sony-mdr-z1r,sony-mdr-z7m2'")
    until(page, "document.querySelectorAll('.rv-compared thead th').length === 3")
    page.get_by_role("button", name="Remove AKG K371").click()
    until(page, "location.search === '?p=sony-mdr-z1r,sony-mdr-z7m2'")
    until(page, "document.querySelectorAll('.rv-compared thead th').length === 2")
    assert page.evaluate("document.activeElement.dataset.remove") == "sony-mdr-z1r"
    page.go_back()
    until(page, "document.querySelectorAll('.rv-compared thead th').length === 3")
    assert heads(page) == ["AKG K371", "Sony MDR-Z1R", "Sony MDR-Z7M2"]


PRESS = """([letter, key]) => {
  const box = document.activeElement;
  box.value += letter;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}"""
"""One letter more and a key, before the list can answer to the letter."""


def test_two_are_added_while_the_facts_come(go: Go) -> None:
    """Who adds a second product before the first is there gets both, in the order of adding."""
    page, held = go("/compare/en/"), list[Route]()
    page.route("**/details*/*.json", lambda route: held.append(route))
    for number, name in enumerate(("akg k371", "mdr-z1r"), 1):
        page.get_by_label("Add a product").fill(name)
        page.locator(".rv-suggestions button").first.click()
        until(page, "() => document.querySelector('.rv-suggestions').hidden")
        assert held, number
    held[0].continue_()
    until(page, "location.search === '?p=akg-k371,sony-mdr-z1r'")
    assert heads(page) == ["AKG K371", "Sony MDR-Z1R"]
    page.go_back()
    until(page, "location.search === ''")
    assert heads(page) == []


def test_what_fails_to_load_is_asked_for_again(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """Where the facts of a product do not come the page says so, and the next try may succeed."""
    reader = read(starter_url)
    page = reader.open("/compare/en/")
    page.route("**/details*/*.json", lambda route: route.abort())
    for wanted in ("could not be loaded", "Choose at least two"):
        page.get_by_label("Add a product").fill("akg k371")
        page.locator(".rv-suggestions button").first.click()
        expect(page.locator(".rv-compare-tool [role=status]")).to_contain_text(wanted)
        page.unroute_all()
    assert heads(page) == ["AKG K371"]


def test_enter_adds_what_fits_the_last_letter(go: Go) -> None:
    """Enter right after a letter adds the product that the whole name is of; without one, nothing."""
    page = opened(go, "?p=akg-k371")
    page.get_by_label("Add a product").fill("sony mdr-z")
    page.wait_for_selector(".rv-suggestions:not([hidden]) button")
    second = page.locator(".rv-suggestions button").nth(1).inner_text()
    assert second != "Sony MDR-Z7M2"
    page.evaluate(PRESS, ["7", "Enter"])
    until(page, "location.search === '?p=akg-k371,sony-mdr-z7m2'")
    page.keyboard.press("Enter")
    page.get_by_label("Add a product").fill("sony")
    page.wait_for_selector(".rv-suggestions:not([hidden]) button")
    page.evaluate(PRESS, [" ", "Escape"])
    page.keyboard.press("Enter")
    ready(page)
    expect(page.locator(".rv-suggestions")).to_be_hidden()
    assert heads(page) == ["AKG K371", "Sony MDR-Z7M2"]


def test_the_focus_stays_on_a_suggestion(go: Go) -> None:
    """Who goes down to the suggestions right after a letter is still there when the list has settled."""
    page = go("/compare/en/")
    page.get_by_label("Add a product").fill("sony")
    page.wait_for_selector(".rv-suggestions:not([hidden]) button")
    page.evaluate(PRESS, [" z7", "ArrowDown"])
    ready(page)
    focused = page.locator(":focus")
    expect(focused).to_contain_text("Sony MDR-Z7M2")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Add a product")).to_be_focused()
    expect(page.locator(".rv-suggestions")).to_be_hidden()


def test_unknown_products(go: Go) -> None:
    """What an address names and the site has not is told, and the rest is compared."""
    page = opened(go, "?p=akg-k371,nothing,toString,sony-mdr-z1r")
    assert heads(page) == ["AKG K371", "Sony MDR-Z1R"]
    expect(page.locator(".rv-compare-tool [role=status]")).to_contain_text("Not found: 2.")


def test_the_choice_is_shown_without_an_address(go: Go) -> None:
    """The page alone shows what was collected before."""
    page = go("/products/en/akg-k371/")
    page.get_by_role("button", name="Add to the comparison").click()
    page = opened(go, "")
    assert heads(page) == ["AKG K371"]
    assert page.evaluate("location.search") == "?p=akg-k371"


def test_japanese(go: Go) -> None:
    """The same address under the other language speaks that language."""
    page = opened(go, lang="ja")
    assert row(page, "価格")[0].startswith("￥")


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), pairs(("en", "ja"), (390, 1280), ("light", "dark"))
)
def test_accessible(go: Go, axe: Axe, lang: str, width: int, scheme: str) -> None:
    """axe-core finds nothing, and the page does not scroll sideways."""
    page = opened(go, lang=lang, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_accessible_tray(go: Go, axe: Axe) -> None:
    """axe-core finds nothing where the tray is open, on a phone either."""
    page = go("/products/en/sony-mdr-z1r/", viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="Add to the comparison").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pairs_have_static_pages(starter: Site, catalogue: Catalogue) -> None:
    """Each product and its equivalent stand side by side without scripts; both link there."""

    @cache
    def links(page: str) -> set[str]:
        found = starter.page(page).find("main").find_all("a", href=True)
        return {urlsplit(urljoin(page, link["href"])).path for link in found}

    for lang in ("en", "ja"):
        pairs = catalogue.pairs(lang)
        assert pairs
        wanted = {
            f"/compare/{lang}/{one.ref}-vs-{other.ref}/": (one, other) for one, other in pairs
        }
        for address, both in wanted.items():
            heads = starter.page(address).select(".rv-comparison thead a")
            assert [words_of(head) for head in heads] == [each.target_name for each in both]
            assert all(address in links(each.permalink) for each in both), address
        (prepared,) = starter.page(f"/compare/{lang}/").select(".rv-prepared a")
        page = urljoin(f"/compare/{lang}/", str(prepared["href"]))
        listed = starter.page(page).select("main .rv-pairs a")
        assert {urljoin(page, str(link["href"])) for link in listed} == set(wanted)
        assert starter.page(page).select(".rv-pairs h2")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_moves_nothing(
    starter_url: str, read: Callable[..., Reader], width: int
) -> None:
    """A product's page keeps its place when the button that adds to the comparison comes."""
    reader = read(starter_url, viewport={"width": width, "height": 900})
    top = "document.querySelector('h2').getBoundingClientRect().top"
    reader.context.add_init_script("window.requestIdleCallback = (run) => (window.idle = run)")
    page = reader.open("/products/en/sony-mdr-z1r/")
    before = page.evaluate(top)
    assert page.locator(".rv-card-compare").count() == 0
    page.evaluate("window.idle()")
    page.wait_for_selector(".rv-card-compare")
    assert page.evaluate(top) == before
