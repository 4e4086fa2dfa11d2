"""The value map in the browser: what a tap shows, the filters, the zoom, the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from browsing import Reader, until

ADDRESS = "/categories/en/headphones/"


def opened(go: Callable[..., Page], **options: object) -> Page:
    """Return the page of a category with its tools ready."""
    page = go(ADDRESS, **options)
    page.wait_for_selector(".rv-map-tools")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    return page


def test_a_tap_tells_what_a_point_is(go: Callable[..., Page]) -> None:
    """Name, score, price and a button to compare; Escape goes back to the point."""
    page = opened(go, viewport={"width": 390, "height": 844}, has_touch=True)
    point = page.locator('.rv-map a[data-ref="akg-k371"]')
    name = point.get_attribute("data-name") or ""
    point.locator(".rv-point").tap()
    card = page.locator(".rv-map-card")
    expect(card).to_be_visible()
    assert card.inner_text().startswith(f"{name} ")
    assert "$" in card.inner_text()
    page.click(".rv-map-card [data-compare]")
    assert page.evaluate("localStorage.getItem('reviews-compare')") == f'[["akg-k371","{name}"]]'
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.dataset.ref") == "akg-k371"
    assert page.url.endswith(ADDRESS)


def test_filters_hold_in_the_map(go: Callable[..., Page]) -> None:
    """Points of products that the list's filters leave out are faint, and their number is told."""
    page = opened(go)
    page.fill(".rv-ex-form input[type=search]", "sony")
    until(page, "document.querySelector('.rv-map-shown').textContent !== ''")
    left = page.evaluate(
        "[...document.querySelectorAll('.rv-map a:not(.rv-out)')].map(a => a.dataset.ref)"
    )
    assert left
    assert all(ref.startswith("sony-") for ref in left)
    rows = page.locator(".rv-explorer tbody tr[aria-rowindex]")
    expect(rows.filter(has_text="$")).to_have_count(len(left))


def test_a_map_that_comes_late_holds_the_filters_too(go: Callable[..., Page]) -> None:
    """Filters in the address hold in the map, though its script comes after the list is drawn."""
    page, held = go("/handbook/"), list[Route]()
    page.route("**/reviews/map.js", lambda route: held.append(route))
    page.goto(page.url.replace("/handbook/", f"{ADDRESS}?q=sony"), wait_until="commit")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(page.locator(".rv-map-shown")).to_contain_text("The filters leave")
    assert page.locator(".rv-map a.rv-out").count() >= 1


def test_the_picture_comes_nearer(go: Callable[..., Page]) -> None:
    """The buttons halve and double what is seen; points keep their size."""
    page = opened(go)
    box = "document.querySelector('.rv-map').getAttribute('viewBox')"
    assert page.evaluate(box) == "0.0 0.0 640.0 460.0"
    assert page.get_by_role("button", name="Farther").is_disabled()
    page.get_by_role("button", name="Nearer").click()
    assert page.evaluate(box) == "160.0 115.0 320.0 230.0"
    page.get_by_role("button", name="Farther").click()
    assert page.evaluate(box) == "0.0 0.0 640.0 460.0"


def test_only_the_front_is_walked_through(go: Callable[..., Page]) -> None:
    """The other points are no stops of the keyboard."""
    page = opened(go)
    stops = page.locator(".rv-map a:not([tabindex='-1'])")
    assert stops.count() == page.locator(".rv-front li").count()
    assert page.locator(".rv-map a").count() > stops.count()


def test_without_scripts_there_is_a_picture_and_a_table(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """The picture, its front as a list, and the ranking stand there."""
    page = read(starter_url, java_script_enabled=False).open(ADDRESS)
    assert page.locator(".rv-map a").count() >= 5
    assert page.locator(".rv-front li").count() >= 1
    assert page.locator("[data-review-list=product] tbody tr").count() == 6
    assert page.locator(".rv-map-tools").count() == 0


def test_the_explorer_keeps_to_its_category(go: Callable[..., Page]) -> None:
    """Its list, its count and its filters are of the category, also when all filters are reset."""
    page = opened(go)
    assert page.inner_text(".rv-ex-status") == "6 of 6 products"
    # The cheapest product of the site is an in-ear monitor for 54.99 USD.
    assert "$55" not in page.inner_text(".rv-ex-form")
    assert not page.get_by_role("group", name="Category").count()
    page.fill(".rv-ex-form input[type=search]", "akg")
    until(page, "document.querySelector('.rv-ex-status').textContent.startsWith('1 of 6')")
    page.get_by_role("button", name="Reset all filters").click()
    until(page, "document.querySelector('.rv-ex-status').textContent.startsWith('6 of 6')")
    assert "category" not in page.url


def test_the_keyboard_skips_the_filters(go: Callable[..., Page]) -> None:
    """A link before the filters leads to the list behind them."""
    page = opened(go, viewport={"width": 1280, "height": 800})
    link = page.get_by_role("link", name="Skip to the results")
    link.focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'rv-results'")
