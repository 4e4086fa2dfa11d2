"""The explorer of the list pages, used as a reader uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browsing import Reader, frames, ready, until
from look.conftest import Axe
from pairs import pairs
from sphinx_reviews.model.catalogue import Catalogue

from .reference import Wanted, chosen

Explore = Callable[..., Page]


def names(page: Page) -> list[str]:
    """Return the names in the table, top to bottom; rows far from the window are not there."""
    page.evaluate("scrollTo(0, 0); new Promise(requestAnimationFrame)")
    return page.locator(".rv-ex-table tbody th a").all_inner_texts()


def shows(page: Page, wanted: list[str]) -> None:
    """Wait until the table shows the names: a page that is loaded or gone back to draws later."""
    expect(page.locator(".rv-ex-table tbody th a")).to_have_text(wanted)


def query(page: Page) -> str:
    """Return the query of the page's address."""
    return str(page.evaluate("location.search"))


def expected(catalogue: Catalogue, lang: str = "en", **wanted: Any) -> list[str]:
    """Return the names that a selection gives by the catalogue."""
    refs = chosen(catalogue, lang, Wanted(**wanted))
    return [catalogue.by_key["product", ref, lang].target_name for ref in refs]


def slide(page: Page, label: str, value: int) -> None:
    """Move a slider to a step, as dragging does."""
    slider = page.get_by_label(label, exact=True)
    slider.evaluate(
        "(s, v) => { s.focus(); s.value = v; s.dispatchEvent(new Event('input', {bubbles: true}));"
        " s.dispatchEvent(new Event('change', {bubbles: true})); }",
        str(value),
    )


def settled(page: Page, part: str) -> None:
    """Wait until the address holds a part."""
    until(page, "part => decodeURIComponent(location.search).includes(part)", part)


def test_shows_all_at_first(explore: Explore, catalogue: Catalogue) -> None:
    """Without a choice all products stand best first, in words a screen reader is told.

    Those with equal scores share a rank, in a sign and in words; the best scores first is
    descending, the lowest prices first is ascending.
    """
    page = explore()
    assert names(page) == expected(catalogue)
    expect(page.locator(".rv-ex-status")).to_have_text("10 of 10 products")
    assert query(page) == ""
    ranks = page.locator(".rv-ex-table tbody .rv-col-rank").all_inner_texts()
    tied = [rank for rank in ranks if "=" in rank]
    assert len(tied) == 2
    assert tied[0] == tied[1]
    assert "tied" in tied[0]
    expect(page.locator("th.rv-col-overall")).to_have_attribute("aria-sort", "descending")
    page.locator("thead [data-column=price]").click()
    expect(page.locator("th.rv-col-price")).to_have_attribute("aria-sort", "ascending")


def test_no_line_waits_empty_for_a_frame(
    read: Callable[..., Reader], starter_url: str, catalogue: Catalogue
) -> None:
    """Where frames are late, or the list is below the window, lines have their names all the same."""
    reader = read(starter_url, viewport={"width": 390, "height": 200})
    reader.context.add_init_script("window.requestAnimationFrame = () => 0")
    page = reader.open("/products/en/")
    page.wait_for_selector(".rv-ex-table tbody th", state="attached")
    lines = page.locator(".rv-ex-table tbody tr:not(.rv-space) th").all_text_contents()
    assert lines == expected(catalogue)[: len(lines)]


def test_the_focus_stays_when_the_scripts_come(go: Callable[..., Page]) -> None:
    """Who has gone on to a name before the scripts are there still stands on it afterwards."""
    page, held = go("/handbook/"), list[Route]()
    page.route("**/_reviews/product.*.json", lambda route: held.append(route))
    page = go("/products/en/")
    page.get_by_role("link", name="AKG K371").focus()
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    expect(page.locator(".rv-explorer :focus")).to_have_text("AKG K371")


def test_text_and_facets(explore: Explore, catalogue: Catalogue) -> None:
    """Typing filters by name, maker, category and tag; so does what is ticked, until it is taken back."""
    page = explore()
    page.get_by_label("Name, maker or tag").fill("mdrz1")
    settled(page, "q=mdrz1")
    assert names(page) == expected(catalogue, text="mdrz1") != []
    page.get_by_label("Name, maker or tag").fill("")
    until(page, "location.search === ''")
    for group, label, key, value in (
        ("Category", "In-ear monitors", "category", "in-ear-monitors"),
        ("Maker", "Truthear", "maker", "truthear"),
        ("Tags", "Closed-back", "tag", "closed-back"),
    ):
        page.get_by_role("group", name=group).get_by_label(label).check()
        settled(page, f"{key}={value}")
        assert names(page) == expected(catalogue, **{key: [value]}) != []
        page.get_by_role("button", name=f"Remove {label}").click()
        assert names(page) == expected(catalogue)


def test_facet_counts(explore: Explore, catalogue: Catalogue) -> None:
    """Beside each category stands how many products choosing it would show."""
    page = explore("?maker=sony")
    group = page.get_by_role("group", name="Category")
    for category in catalogue.settings.the_categories:
        fitting = expected(catalogue, maker=["sony"], category=[category.id])
        label = group.locator("label", has=page.locator(f'[value="{category.id}"]'))
        if label.count():
            assert label.locator(".rv-count").inner_text() == str(len(fitting))


def test_all_tags(explore: Explore, catalogue: Catalogue) -> None:
    """Tags are joined by any of them, or by all of them."""
    page = explore("?tag=closed-back,sony")
    assert names(page) == expected(catalogue, tag=["closed-back", "sony"])
    page.get_by_label("all of these tags").check()
    settled(page, "tags=all")
    assert names(page) == expected(catalogue, tag=["closed-back", "sony"], all_tags=True) != []


def test_each_range(explore: Explore, catalogue: Catalogue) -> None:
    """The overall score can be bounded at both ends, and so can every criterion."""
    page = explore()
    for criterion in catalogue.rubric.criteria:
        slide(page, f"{criterion.name('en')}: at least", 6)
        settled(page, f"c.{criterion.id}=0.6..")
        assert names(page) == expected(catalogue, criteria={criterion.id: ("0.6", "")})
        slide(page, f"{criterion.name('en')}: at least", 0)
    assert names(page) == expected(catalogue)
    slide(page, "Overall score: at least", 23)
    slide(page, "Overall score: at most", 32)
    settled(page, "overall=2.3..3.2")
    assert names(page) == expected(catalogue, overall=("2.3", "3.2")) != []


def test_price_date_and_sources(explore: Explore, catalogue: Catalogue) -> None:
    """Prices are bounded on a scale of ratios, days and sources as they are; each is taken back."""
    page = explore()
    reset = page.get_by_role("button", name="Reset all filters")
    slide(page, "Price: at most", 30)  # who has no price does not fit then
    settled(page, "price=")
    most = query(page).split("..")[1]
    assert 200 < int(most) < 400
    assert names(page) == expected(catalogue, price=("", most)) != []
    reset.click()
    page.get_by_label("Only with a price").check()
    settled(page, "priced=1")
    assert names(page) == expected(catalogue, priced=True)
    assert len(names(page)) < 10
    reset.click()
    page.get_by_text("Evidence and date").click()
    page.get_by_label("from").fill("2025-10-01")
    page.get_by_label("until").fill("2026-03-15")
    settled(page, "date=2025-10-01..2026-03-15")
    assert names(page) == expected(catalogue, date=("2025-10-01", "2026-03-15")) != []
    reset.click()
    assert names(page) == expected(catalogue)
    slide(page, "Sources, at least", 6)
    settled(page, "sources=6")
    assert names(page) == expected(catalogue, sources=6)


def test_sorting_by_headings(explore: Explore, catalogue: Catalogue) -> None:
    """Each column's heading is a button that sorts both ways; exactly one says so."""
    page = explore(
        "?cols=name,maker,category,overall,scientific-validity,price,per-point,date,sources"
    )
    columns = page.locator("thead button").evaluate_all("all => all.map(b => b.dataset.column)")
    assert len(columns) == 9
    for column in columns:
        for _ in range(2):
            page.locator(f"thead [data-column={column}]").click()
            sort = page.locator("#rv-sort").input_value()
            assert sort.removeprefix("-") == column
            assert names(page) == expected(catalogue, sort=sort), sort
            marked = page.locator("[aria-sort]")
            assert marked.count() == 1
            assert marked.locator("button").get_attribute("data-column") == column


def test_own_weights(explore: Explore, catalogue: Catalogue) -> None:
    """A slider per criterion ranks everything anew and shows the own score."""
    page = explore()
    page.get_by_text("Own weights").click()
    slide(page, "Rationality of Design Philosophy", 9)
    settled(page, "w=1,1,1,1,9")
    assert names(page) == expected(catalogue, weights=[1, 1, 1, 1, 9])
    assert page.locator("th.rv-col-own").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="As reviewed").click()
    assert names(page) == expected(catalogue)
    assert query(page) == ""


def test_presets_match_their_static_pages(
    explore: Explore, go: Callable[..., Page], catalogue: Catalogue
) -> None:
    """A preset ranks as its static page does: same order, same own scores."""
    for preset in catalogue.settings.the_presets:
        page = explore()
        page.get_by_text("Own weights").click()
        page.get_by_role("button", name=preset.name("en")).click()
        ranked = names(page)
        own = page.locator(".rv-ex-table td.rv-col-own").all_inner_texts()
        page = go(f"/rankings/en/{preset.id}/")
        static = page.locator("main tbody tr")
        assert static.locator("th a").all_inner_texts() == ranked
        assert static.locator("td:nth-child(4)").all_inner_texts() == own


def test_columns(explore: Explore) -> None:
    """Columns can be chosen; the usual ones need no word in the address."""
    page = explore()
    page.get_by_text("Columns", exact=True).click()
    page.get_by_role("checkbox", name="Sources").check()
    settled(page, "cols=")
    expect(page.locator("th.rv-col-sources")).to_be_visible()
    page.get_by_role("checkbox", name="Sources").uncheck()
    until(page, "location.search === ''")
    expect(page.locator("th.rv-col-sources")).to_have_count(0)


def test_cards(explore: Explore, catalogue: Catalogue) -> None:
    """Cards show the same products in the same order as the table."""
    page = explore("?sort=price")
    page.get_by_role("button", name="Cards").click()
    settled(page, "view=cards")
    shown = page.locator(".rv-ex-card-top a").all_inner_texts()
    assert shown == expected(catalogue, sort="price")
    expect(page.locator(".rv-ex-table")).to_be_hidden()


def test_every_choice_can_be_taken_back(explore: Explore, catalogue: Catalogue) -> None:
    """Whatever was chosen stands above the list in words, and goes from there one by one."""
    chosen = (
        "?q=o&category=headphones&maker=sony,akg&tag=closed-back&overall=1..4.5"
        "&c.technology-level=0.1..&price=10..5000&date=2024-01-01..&priced=1&sources=1&w=1,2,3,4,5"
    )
    page = explore(chosen)
    count = page.locator(".rv-chips button").count()
    assert count == 12
    expect(page.locator(".rv-ex-panel > summary")).to_have_text(f"Filters ({count})")
    for left in range(count - 1, -1, -1):
        page.locator(".rv-chips button").first.click()
        expect(page.locator(".rv-chips button")).to_have_count(left)
    until(page, "location.search === ''")
    assert names(page) == expected(catalogue)
    expect(page.get_by_role("button", name="Reset all filters")).to_be_hidden()


def test_folded_filters_open_when_used(explore: Explore) -> None:
    """Filters that are folded at first stand open where an address uses them."""
    assert explore().locator(".rv-fold[open]").count() == 0
    page = explore("?c.technology-level=0.5..&sources=2&w=1,1,1,1,2")
    assert page.locator(".rv-fold[open]").count() == 3


def in_sight(page: Page, column: Locator) -> None:
    """Check that the button that compares and a column stand within the table's box."""
    box = page.locator(".rv-table-wrap").bounding_box()
    cell = column.bounding_box()
    button = page.locator("tbody .rv-compare-button").first.bounding_box()
    assert box
    assert cell
    assert button
    assert cell["x"] + cell["width"] <= box["x"] + box["width"] + 1
    assert button["x"] >= box["x"]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_usual_columns_are_in_sight(explore: Explore, lang: str) -> None:
    """On a desk no usual column is cut off."""
    page = explore(address=f"/products/{lang}/", viewport={"width": 1280, "height": 844})
    in_sight(page, page.locator("thead th").last)


def test_texts_keep_to_their_columns(explore: Explore) -> None:
    """No number, price or heading is wider than its column."""
    page = explore(
        "?cols=name,maker,category,overall,price,per-point,technology-level,date,sources"
    )
    wide = page.locator(".rv-ex-table :is(th, td)").evaluate_all(
        "all => all.filter(c => c.scrollWidth > c.clientWidth + 1 && !c.className.includes('name')"
        " && getComputedStyle(c).overflow === 'visible').map(c => c.textContent)"
    )
    assert wide == []


def test_reload_and_back(explore: Explore, catalogue: Catalogue) -> None:
    """What is chosen survives reloading, and going back takes the last choice back."""
    page = explore()
    page.get_by_role("group", name="Category").get_by_label("Headphones").check()
    page.locator("thead [data-column=price]").click()
    wanted = expected(catalogue, category=["headphones"], sort="price")
    assert names(page) == wanted != expected(catalogue, category=["headphones"])
    page.reload()
    shows(page, wanted)
    page.go_back()
    until(page, "!location.search.includes('sort')")
    shows(page, expected(catalogue, category=["headphones"]))
    expect(page.get_by_role("group", name="Category").get_by_label("Headphones")).to_be_checked()


def test_typing_is_one_step_back(explore: Explore) -> None:
    """Letters typed one after the other are taken back together."""
    page = explore()
    page.get_by_label("Name, maker or tag").press_sequentially("sony", delay=90)
    settled(page, "q=sony")
    page.go_back()
    until(page, "location.search === ''")


LETTER = """(letter) => {
  document.activeElement.value += letter;
  document.activeElement.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
"""One letter more; what a test does in the same breath comes before the list can answer to it."""


def test_back_takes_typing_and_dragging_out_of_the_fields(
    explore: Explore, catalogue: Catalogue
) -> None:
    """A field that has the focus shows what holds after a step back, and typing begins a new step."""
    page = explore()
    field = page.get_by_label("Name, maker or tag")
    field.fill("sony")
    settled(page, "q=sony")
    page.go_back()
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    shows(page, expected(catalogue))
    field.press_sequentially("ak")
    settled(page, "q=ak")
    slider = page.get_by_label("Overall score: at least")
    slider.focus()
    page.keyboard.press("ArrowRight")
    settled(page, "overall=0.1..")
    page.go_back()
    expect(slider).to_have_value("0")
    expect(field).to_have_value("ak")
    assert query(page) == "?q=ak"
    page.go_back()
    expect(field).to_have_value("")
    assert query(page) == ""


def test_what_is_typed_stays_when_something_else_is_chosen(explore: Explore) -> None:
    """A letter that the list has not answered to yet holds with what is chosen right after it."""
    page = explore()
    page.get_by_label("Name, maker or tag").fill("son")
    settled(page, "q=son")
    page.evaluate(
        f"() => {{ ({LETTER})('y'); document.querySelector('[value=headphones]').click(); }}"
    )
    settled(page, "category=headphones")
    expect(page.get_by_label("Name, maker or tag")).to_have_value("sony")
    assert query(page) == "?q=sony&category=headphones"


def test_reset_takes_back_what_was_just_typed(explore: Explore) -> None:
    """A letter that the list has not answered to yet goes with all else that is taken back."""
    page = explore("?maker=sony")
    page.get_by_label("Name, maker or tag").focus()
    page.evaluate(
        f"() => {{ ({LETTER})('x'); document.querySelector('.rv-ex-chosen > button').click(); }}"
    )
    ready(page)
    assert query(page) == ""
    expect(page.get_by_label("Name, maker or tag")).to_have_value("")


@pytest.mark.parametrize("address", ["/products/en/", "/categories/en/headphones/"])
def test_arrow_keys_move_a_price_step_by_step(explore: Explore, address: str) -> None:
    """Each press of a key moves a handle of the price by one step, whatever prices there are."""
    page = explore(address=address)
    least, most = (
        page.get_by_label(f"Price: {end}", exact=True) for end in ("at least", "at most")
    )
    for step in range(1, 13):
        least.press("ArrowRight")
        most.press("ArrowLeft")
        assert (least.input_value(), most.input_value()) == (str(step), str(60 - step))


def test_a_day_can_be_typed(explore: Explore) -> None:
    """The digits of a day are typed one after the other, and are one step back."""
    page = explore()
    page.get_by_text("Evidence and date").click()
    page.get_by_label("from", exact=True).focus()
    page.keyboard.type("10012025")
    settled(page, "date=2025-10-01..")
    expect(page.get_by_label("from", exact=True)).to_have_value("2025-10-01")
    page.go_back()
    until(page, "location.search === ''")


def test_nonsense_in_the_address(explore: Explore, catalogue: Catalogue) -> None:
    """An address with unknown keys and values still works, without what it does not know."""
    page = explore("?utm=1&maker=sony,nobody&c.taste=1..2&sort=weight&w=9&overall=x..y&view=3d")
    assert names(page) == expected(catalogue, maker=["sony"])


def test_nothing_fits(explore: Explore, catalogue: Catalogue) -> None:
    """Where nothing fits the page says so, and all filters are taken back at once."""
    page = explore("?overall=5..5")
    expect(page.get_by_text("No review fits.")).to_be_visible()
    page.get_by_role("button", name="Reset all filters").click()
    assert names(page) == expected(catalogue)


def test_companies(explore: Explore, catalogue: Catalogue) -> None:
    """Companies have an explorer too, without prices, makers and comparison."""
    page = explore(address="/companies/en/")
    found = [r.target_name for r in catalogue.of_kind("company", "en")]
    assert sorted(names(page)) == sorted(found)
    assert page.locator(".rv-compare-button").count() == 0
    assert page.get_by_label("Only with a price").count() == 0
    page.locator("thead [data-column=name]").click()
    assert names(page) == sorted(found, key=str.casefold)


def test_japanese(explore: Explore, catalogue: Catalogue) -> None:
    """The Japanese explorer speaks Japanese and writes yen as the static pages do."""
    page = explore("?sort=price", address="/products/ja/")
    assert names(page) == expected(catalogue, "ja", sort="price")
    expect(page.locator(".rv-ex-status")).to_have_text("10製品中10製品")
    assert page.locator("tbody tr:not(.rv-space)").first.inner_text().count("￥") == 1


def test_keyboard_alone(explore: Explore, catalogue: Catalogue) -> None:
    """Everything can be done with the keyboard, and the focus stays where it is."""
    page = explore()
    page.locator("thead [data-column=price]").focus()
    page.keyboard.press("Enter")
    assert names(page) == expected(catalogue, sort="price")
    assert page.evaluate("document.activeElement.dataset.column") == "price"
    page.keyboard.press("Space")
    assert names(page) == expected(catalogue, sort="-price")
    page.get_by_role("group", name="Maker").get_by_label("Sony").focus()
    page.keyboard.press("Space")
    assert names(page) == expected(catalogue, sort="-price", maker=["sony"])
    assert page.evaluate("document.activeElement.value") == "sony"
    page.get_by_label("Overall score: at least").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    settled(page, "overall=0.1..")
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "0.1"


VIEWS = ("?view=cards", "?w=1,2,3,4,5&tag=sony", "?overall=5..5")


@pytest.mark.parametrize(
    ("query", "lang", "width", "scheme"),
    pairs(VIEWS, ("en", "ja"), (390, 1280), ("light", "dark")),
)
def test_accessible(
    explore: Explore, axe: Axe, query: str, lang: str, width: int, scheme: str
) -> None:
    """axe-core finds nothing in the explorer with everything opened, on a phone either."""
    options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    page = explore(query, address=f"/products/{lang}/", **options)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert axe(page) == []


@pytest.mark.parametrize("query", ["", "?view=cards", "?w=1,2,3,4,5&category=headphones"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_phone(explore: Explore, lang: str, query: str) -> None:
    """On a phone button, name, score and price are in sight, and the filters begin folded."""
    page = explore(query, address=f"/products/{lang}/", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if "view" not in query and "w=" not in query:
        in_sight(page, page.locator("th.rv-col-price"))
    expect(page.locator(".rv-ex-form")).to_be_hidden()
    page.locator(".rv-ex-panel summary").first.click()
    expect(page.locator(".rv-ex-form")).to_be_visible()
    page.locator(".rv-seen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rv-ex-form")).to_be_hidden()
    expect(page.locator(".rv-ex-status")).to_be_in_viewport()
    page.locator(".rv-ex-panel summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


BULK = """async (count) => {
  const [{ decode }, { TableRows }, { nothing }, { select }, { Formats }] = await Promise.all(
    ["data", "rows", "state", "select", "format"].map((n) => import(`/_static/reviews/${n}.js`)));
  const numbers = Array.from({ length: count }, (_, i) => i);
  const table = decode({
    kind: "product", lang: "en", currency: "USD", cents: 0, base: "p/", same: [], tags: [], url: {},
    name: numbers.map((i) => `Product ${i}`), ref: numbers.map(String), tag: numbers.map(() => []),
    foreign: {}, lists: {},
    columns: [{ id: "name", type: "name", low: true }, { id: "overall", type: "score" }, { id: "price", type: "money", low: true }],
    values: { overall: numbers.map((i) => i % 50), price: numbers.map((i) => i + 1) },
  });
  const rubric = { digits: 1, criteria: [], scale: [0, 10, 1], overall: [0, 50, 1], bands: [], presets: [] };
  const rows = new TableRows({
    table, rubric, formats: new Formats("en", 1), say: (key) => key, heading: (key) => key,
    button: () => null, sort: () => {},
  });
  document.querySelector(".rv-explorer").replaceWith(rows.element);
  rows.element.classList.add("rv");
  window.show = (sort) => {
    rows.window.look();
    rows.show(select(table, rubric, { ...nothing(), sort }), { ...nothing(), sort }, ["name", "price"]);
  };
  window.show("price");
}"""

IN_SIGHT = """() => [...document.querySelectorAll(".rv-ex-table tbody tr:not([hidden]):not(.rv-space)")]
  .filter((row) => { const { top, bottom } = row.getBoundingClientRect(); return bottom > 0 && top < innerHeight; })
  .map((row) => [Number(row.getAttribute("aria-rowindex")) - 2, row.querySelector("th").textContent])"""


def test_rows_near_the_window(explore: Explore) -> None:
    """Of 3,000 rows only those near the window are in the page; scrolling shows each in its place."""
    page = explore()
    page.evaluate(BULK, 3000)
    for order, name in (("price", lambda i: i), ("-price", lambda i: 2999 - i)):
        page.evaluate("order => window.show(order)", order)
        for top in (0, 40_000, 41_000, 39_500, 131_000, 60_000, 400, 0):
            page.evaluate("top => scrollTo(0, top)", top)
            frames(page)
            shown = page.evaluate(IN_SIGHT)
            assert len(shown) > 5, top
            assert [text for _, text in shown] == [f"Product {name(i)}" for i, _ in shown]
            indexes = [i for i, _ in shown]
            assert indexes == list(range(indexes[0], indexes[-1] + 1))
            assert page.locator(".rv-ex-table tbody tr").count() < 80
    height = page.locator(".rv-ex-table tbody").bounding_box()
    assert height
    assert height["height"] == pytest.approx(3000 * 44, rel=0.05)


def test_addresses_of_an_earlier_site(explore: Explore, catalogue: Catalogue) -> None:
    """What an earlier site wrote into its addresses chooses the same here, and nothing is amiss."""
    page = explore("?tags=Closed-back,Sony&mode=or&overall_min=2.0&price_max=1000&sort=rating-asc")
    wanted = expected(
        catalogue,
        tag=["closed-back", "sony"],
        overall=("2.0", ""),
        price=("", "1000"),
        sort="-overall",
    )
    assert names(page) == wanted != []
    assert "not known" not in page.locator(".rv-explorer [role=status]").inner_text()


def test_chosen_ranges_are_written_as_the_language_writes_them(explore: Explore) -> None:
    """Colon and dash of what is chosen are those of the page's language."""
    chips = "?overall=2..4&sources=2"
    page = explore(chips)
    expect(page.locator(".rv-chip").first).to_contain_text("Overall score: 2.0 – 4.0")
    page = explore(chips, address="/products/ja/")
    expect(page.locator(".rv-chip").first).to_contain_text("総合評価：2.0〜4.0")
