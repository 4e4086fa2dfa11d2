"""Sharing and coming back: what is sent leaves one's own alone, and nothing chosen is lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from browsing import frames, until

SHARED = "/compare/en/?p=akg-k371,sony-mdr-z1r"
KEPT = "JSON.parse(localStorage.getItem('reviews-compare') ?? '[]').map(([ref]) => ref)"


def with_tray(go: Callable[..., Page], *refs: str) -> Page:
    """Return a window whose reader has chosen products."""
    page = go("/handbook/")
    page.evaluate(
        "refs => localStorage.setItem('reviews-compare', JSON.stringify(refs.map(r => [r, r])))",
        list(refs),
    )
    return page


def test_a_shared_comparison_leaves_ones_own_alone(go: Callable[..., Page]) -> None:
    """It is shown, changed, and left; only a click makes it one's own."""
    with_tray(go, "sony-mdr-z7m2", "sony-mdr-z1000", "audio-technica-ath-m50x")
    page = go(SHARED)
    page.wait_for_selector(".rv-shared:not([hidden])")
    assert "Your own of 3 is kept" in page.inner_text(".rv-shared")
    page.click("button[data-remove='akg-k371']")
    until(page, "document.querySelectorAll('[data-remove]').length === 1")
    assert page.evaluate(KEPT) == ["sony-mdr-z7m2", "sony-mdr-z1000", "audio-technica-ath-m50x"]
    page.get_by_role("button", name="Back to mine").click()
    until(page, "document.querySelectorAll('[data-remove]').length === 3")
    page = go(SHARED)
    page.get_by_role("button", name="Make this one mine").click()
    assert page.evaluate(KEPT) == ["akg-k371", "sony-mdr-z1r"]
    assert page.locator(".rv-shared").is_hidden()


def test_without_an_own_one_a_shared_comparison_is_taken(go: Callable[..., Page]) -> None:
    """Nobody is asked where nothing could be lost."""
    page = go(SHARED)
    page.wait_for_selector(".rv-comparison")
    assert page.locator(".rv-shared").is_hidden()
    assert page.evaluate(KEPT) == ["akg-k371", "sony-mdr-z1r"]


def test_the_title_names_the_products(go: Callable[..., Page]) -> None:
    """So a bookmark and a tab say what is in them."""
    page = go(SHARED)
    page.wait_for_selector(".rv-comparison")
    assert page.title().startswith("AKG K371 · Sony MDR-Z1R – Compare products")


def test_a_seventh_is_refused_with_a_word(go: Callable[..., Page]) -> None:
    """The button can be pressed, and the tray says why nothing is added."""
    page = with_tray(go, *(f"made-up-{n}" for n in range(6)))
    page = go("/products/en/akg-k371/")
    page.wait_for_selector(".rv-card-compare button")
    page.click(".rv-card-compare button")
    told = page.locator(".rv-refused")
    assert "6 are the most" in told.inner_text()
    assert "AKG K371" in told.inner_text()
    assert len(page.evaluate(KEPT)) == 6


def test_shortlists_are_kept_under_their_names(go: Callable[..., Page]) -> None:
    """A comparison gets a name, comes back by a click after a reload, and can be dropped."""
    page = go(SHARED)
    page.wait_for_selector(".rv-shortlists")
    page.fill("#rv-list-name", "For <b>mixing</b>")
    page.get_by_role("button", name="Keep it").click()
    page = go("/compare/en/?p=sony-mdr-z7m2,sony-mdr-z1000")
    page.wait_for_selector(".rv-shortlists li")
    page.get_by_role("button", name="For <b>mixing</b>", exact=True).click()
    until(page, "location.search === '?p=akg-k371,sony-mdr-z1r'")
    page.get_by_role("button", name="Remove For <b>mixing</b>").click()
    assert page.locator(".rv-shortlists li").count() == 0


def test_what_is_shown_can_be_saved(explore: Callable[..., Page]) -> None:
    """The file has the rows, their order and the columns of the list."""
    page = explore("?maker=sony&sort=price&cols=name,maker,overall,price,date")
    with page.expect_download() as waiting:
        page.click(".rv-ex-file")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["ref", "Name", "Maker", "Overall", "Price", "Reviewed"]
    shown = page.locator(".rv-explorer tbody tr[aria-rowindex] th[scope=row] a").all_inner_texts()
    assert [row[1] for row in rows[1:]] == shown
    priced = [float(row[4].split()[0]) for row in rows[1:] if row[4]]
    assert priced == sorted(priced)
    assert {row[2] for row in rows[1:]} == {"Sony"}


def test_another_language_keeps_the_question(explore: Callable[..., Page]) -> None:
    """Filters and sort go along; so does a search."""
    page = explore("?maker=sony&sort=price")
    page.click(".site-languages a[hreflang=ja]")
    page.wait_for_url("**/products/ja/?maker=sony&sort=price")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    assert page.locator(".rv-chip").count() >= 1


def test_unknown_filters_are_told(explore: Callable[..., Page]) -> None:
    """What an address asks for and nobody knows is named; what is known holds."""
    page = explore("?maker=sony,nobody&colour=red&sort=weight&utm_source=mail")
    told = page.inner_text(".rv-ex-lost")
    assert told == "Not known here and left out: nobody, colour, weight"
    assert page.locator(".rv-ex-chosen .rv-chip").count() == 1
    assert explore("?maker=sony").locator(".rv-ex-lost").count() == 0


def test_reload_and_back_lead_to_the_row(explore: Callable[..., Page]) -> None:
    """The place in the list is found again although its rows are made by a script."""
    window = {"viewport": {"width": 800, "height": 300}, "reduced_motion": "no-preference"}
    page = explore("", **window)
    page.evaluate("scrollTo({ top: 450, behavior: 'instant' })")
    frames(page)
    before = page.evaluate("scrollY")
    assert before > 200
    page.reload()
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    until(page, f"Math.abs(scrollY - {before}) < 4")
    page.click(".rv-explorer tbody tr[aria-rowindex] th a >> nth=2")
    page.wait_for_selector(".rv-card")
    page.go_back()
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    until(page, "scrollY > 200")
    assert json.loads(page.evaluate("sessionStorage.getItem('reviews-place:/products/en/')"))[1] > 0
