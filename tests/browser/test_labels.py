"""What numbers mean stays in sight: heads and names of tables, and rows while one scrolls fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench.browser import site
from browsing import Reader, until
from browsing import frames as drawn

from .bulk import catalogue_of_many

PHONE = {"width": 390, "height": 844}

HEADS = """(inside) => {
  const box = document.querySelector(inside);
  const held = box.previousElementSibling?.matches(".rv-held") && box.previousElementSibling.querySelector(".rv-held-line:not([hidden])");
  const heads = [...(held || box).querySelectorAll("thead th, thead td")];
  const line = [...box.querySelectorAll("tbody tr:not(.rv-space)")].find((row) => row.getBoundingClientRect().top > 150);
  const seen = (cell) => {
    const { left, right, top, bottom } = cell.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x > 0 && x < innerWidth && cell.contains(document.elementFromPoint(x, y));
  };
  return heads.map((head, i) => {
    const [a, b] = [head, line.cells[i]].map((each) => each.getBoundingClientRect());
    return { text: head.textContent, top: a.top, apart: Math.abs(a.left - b.left) + Math.abs(a.width - b.width), head: seen(head), cell: seen(line.cells[i]), left: b.left };
  });
}"""

BLANK = """(inside) => {
  globalThis.frames = [0, 0];
  const look = () => {
    const items = [...document.querySelectorAll(inside)].map((each) => each.getBoundingClientRect());
    const [top, bottom] = [Math.min(...items.map((each) => each.top)), Math.max(...items.map((each) => each.bottom))];
    frames[0] += 1;
    if (top > 60 || bottom < innerHeight - 8) frames[1] += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""

TABLE = ".rv-ex-results > .rv-table-wrap"


@pytest.fixture(scope="module")
def many_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a list of 600 invented products."""
    folder: Path = tmp_path_factory.mktemp("many")
    with ExitStack() as stack:
        yield stack.enter_context(site(catalogue_of_many(600), "en", folder))


@pytest.fixture
def far(many_url: str, read: Callable[..., Reader]) -> Callable[..., Page]:
    """Return a function that opens the long list and scrolls down, and sideways."""

    def scrolled(width: int, down: int = 5000, sideways: int = 0) -> Page:
        page = read(many_url, viewport={"width": width, "height": 844}).open("/")
        page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
        page.evaluate("y => scrollTo(0, y)", down)
        page.locator(TABLE).evaluate("(box, x) => box.scrollTo(x, 0)", sideways)
        drawn(page)
        return page

    return scrolled


@pytest.mark.parametrize(
    ("width", "sideways"), [(390, 0), (390, 160), (390, 400), (768, 0), (1024, 0), (1280, 0)]
)
def test_heads_and_names_stay(width: int, sideways: int, far: Callable[..., Page]) -> None:
    """Far down a list each number in sight has its column's head above it and a name beside it."""
    page = far(width, sideways=sideways)
    found = page.evaluate(HEADS, TABLE)
    assert all(0 <= head["top"] < 10 and head["apart"] < 1.5 for head in found), found
    inner = [head for head in found if head["text"] and head["cell"] and head["left"] < width - 90]
    assert len(inner) >= 3
    assert all(head["head"] for head in inner), inner
    (name,) = (head for head in found if head["text"].startswith("Name"))
    assert name["head"]
    assert name["cell"]


def test_a_held_head_sorts(far: Callable[..., Page]) -> None:
    """The head that stays is a button as the one that scrolled away."""
    page = far(390)
    page.locator(".rv-held-line:not([hidden]) th.rv-col-name button").click()
    until(page, "location.search.includes('sort=name')")
    assert page.locator(".rv-held-line th.rv-col-name").get_attribute("aria-sort") == "ascending"


def test_more_columns_are_hinted_at(far: Callable[..., Page]) -> None:
    """Where columns lie beyond the edge a sign says so, shows them, and goes when there are no more."""
    page = far(390, down=0)
    sign = page.locator(".rv-held-more")
    assert sign.is_visible()
    sign.click()
    until(page, f"document.querySelector('{TABLE}').scrollLeft > 100")
    page.locator(TABLE).evaluate("box => box.scrollTo(5000, 0)")
    until(page, "document.querySelector('.rv-held-more').hidden")


@pytest.mark.parametrize("width", [1024, 1100, 1280])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_usual_columns_fit(
    width: int, lang: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """From 1,024 pixels up the usual columns of products stand side by side without scrolling."""
    page = read(starter_url, viewport={"width": width, "height": 844}).open(f"/products/{lang}/")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    assert page.locator(TABLE).evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.locator(".rv-held").count() == 0


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("/companies/en/sony/", "#products ~ .rv-table-wrap"),
        ("/compare/en/closed-back/", "main .rv-table-wrap:not(.rv-held-line):has(.rv-comparison)"),
        ("/rankings/ja/cost-performance/", "main .rv-table-wrap:not(.rv-held-line)"),
    ],
)
def test_drawn_tables_keep_their_heads(
    address: str, inside: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """Tables that the server drew, a company's products and a comparison, keep heads and names, too."""
    page = read(starter_url, viewport={"width": 390, "height": 500}).open(address)
    until(page, f"document.querySelector('{inside}').matches('.rv-fits, .rv-held + *')")
    page.locator(inside).evaluate(
        "box => { scrollTo({ top: scrollY + box.getBoundingClientRect().top + 90, behavior: 'instant' }); box.scrollTo(60, 0); }"
    )
    drawn(page)
    found = page.evaluate(HEADS, inside)
    assert all(0 <= head["top"] < 20 and head["apart"] < 1.5 for head in found), found
    assert any(head["head"] and head["cell"] and head["left"] < 60 for head in found), found


def test_own_comparison_keeps_names(starter_url: str, read: Callable[..., Reader]) -> None:
    """Down a comparison of three on a phone each column still has its product's name above it."""
    page = read(starter_url, viewport=PHONE).open(
        "/compare/en/?p=akg-k371,sony-mdr-z1r,sony-ier-z1r"
    )
    page.wait_for_selector(".rv-compared > .rv-table-wrap table")
    page.evaluate(
        "scrollTo(0, scrollY + document.querySelector('.rv-compared tbody').getBoundingClientRect().top + 700)"
    )
    drawn(page)
    found = page.evaluate(HEADS, ".rv-compared > .rv-table-wrap")
    assert [head["head"] for head in found[1:3]] == [True, True]
    assert "K371" in found[1]["text"]


def test_without_scripts_heads_stay_in_their_box(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """Without scripts a table scrolls in a box no taller than the window, below its heads."""
    page = read(
        starter_url, viewport={"width": 390, "height": 300}, java_script_enabled=False
    ).open("/products/en/")
    box = page.locator(".rv-table-wrap").first
    box.scroll_into_view_if_needed()
    top = box.bounding_box()
    box.hover()
    page.mouse.wheel(0, 150)
    page.wait_for_timeout(200)
    head = box.locator("thead th").first.bounding_box()
    assert top is not None
    assert head is not None
    now = box.bounding_box()
    assert now is not None
    assert abs(head["y"] - now["y"]) < 2


@pytest.mark.parametrize("view", ["table", "cards"])
def test_a_fling_shows_rows(view: str, many_url: str, read: Callable[..., Reader]) -> None:
    """While a finger flings the list, at most one frame in ten shows a place without rows."""
    reader = read(many_url, viewport=PHONE, has_touch=True, reduced_motion="no-preference")
    page = reader.open(f"/?view={view}")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    inside = "tbody tr:not(.rv-space)" if view == "table" else ".rv-ex-card"
    page.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    drawn(page)
    page.evaluate(BLANK, inside)
    page.mouse.move(200, 400)
    for _ in range(10):  # where a busy machine draws few frames, the finger stays longer
        for _ in range(40):
            page.mouse.wheel(0, 250)
        frames, blank = page.evaluate("frames")
        if frames >= 20:
            break
    until(page, "() => scrollY > 9000")
    assert frames >= 20
    assert blank <= frames / 10, (frames, blank)
