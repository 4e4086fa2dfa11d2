"""What a reader prints: dark ink on white, complete, and on few sheets."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Page

from bench.browser import site
from browser.bulk import catalogue_of_many
from browsing import Reader, settled

DARK_INK = """() => [...document.querySelectorAll("main :is(h1, h2, p, td, th, dt, dd, li, .rv-number)")]
  .filter((each) => each.getClientRects().length && each.textContent.trim())
  .map((each) => getComputedStyle(each).color.match(/\\d+/g).slice(0, 3).map(Number))
  .filter((colour) => Math.max(...colour) > 160)"""

needs_poppler = pytest.mark.skipif(not which("pdfinfo"), reason="poppler is not installed")


def printed(page: Page, path: Path) -> tuple[int, str]:
    """Print a page on A4 as browsers do unasked; return the number of sheets and the text."""
    page.pdf(path=path, format="A4", print_background=False)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    sheets = re.search(r"Pages: +(\d+)", told)
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert sheets
    return int(sheets[1]), text.stdout


@needs_poppler
@pytest.mark.parametrize("address", ["/products/en/akg-k371/", "/products/ja/sony-mdr-z1r/"])
def test_a_review_takes_two_sheets(
    address: str, starter_url: str, read: Callable[..., Reader], tmp_path: Path
) -> None:
    """A review is on two sheets, its last section included."""
    page = read(starter_url, color_scheme="dark").open(address)
    last = page.locator("#references, #参考情報, h2").last.inner_text()
    sheets, text = printed(page, tmp_path / "a.pdf")
    assert sheets <= 2
    assert last.strip("#").strip() in text


@pytest.mark.parametrize("address", ["/products/en/akg-k371/", "/companies/ja/sony/"])
def test_the_card_is_low_on_paper(
    address: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """On paper dial, scores and facts stand side by side, within a sixth of the sheet."""
    page = read(starter_url, viewport={"width": 718, "height": 1000}).open(address)
    page.emulate_media(media="print")
    card, scores, facts = (
        page.locator(f".rv-card{part}").first.bounding_box()
        for part in ("", " .rv-scores", " .rv-facts")
    )
    assert card
    assert scores
    assert facts
    assert card["height"] < 1047 / 6
    assert scores["x"] + scores["width"] <= facts["x"]
    assert facts["y"] + facts["height"] <= card["y"] + card["height"]


@needs_poppler
def test_a_comparison_takes_few_sheets(
    starter_url: str, read: Callable[..., Reader], tmp_path: Path
) -> None:
    """Three products side by side are on at most three sheets."""
    page = read(starter_url).open("/compare/en/?p=akg-k371,sony-mdr-z1r,sony-ier-z1r")
    page.wait_for_selector(".rv-radar")
    sheets, text = printed(page, tmp_path / "a.pdf")
    assert sheets <= 3
    assert "AKG K371" in text
    assert "Remove" not in text
    assert "Keep it" not in text


@pytest.fixture(scope="module")
def many_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a list of 300 invented products."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("many")
        yield stack.enter_context(site(catalogue_of_many(300), "en", folder))


@needs_poppler
def test_a_filtered_list_is_complete(
    many_url: str, read: Callable[..., Reader], tmp_path: Path
) -> None:
    """Every row that the filters leave is on paper, each sheet has the heads, and there is no button."""
    page = read(many_url).open("/?priced=1&overall=2.4-")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    told = page.locator(".rv-ex-status").inner_text()
    count = int(told.split()[0])
    assert count > 60
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("tbody tr:not(.rv-space)").count() == count
    names = page.locator("tbody th[scope=row]").all_inner_texts()
    assert all(names)
    assert len(set(names)) > count * 0.9
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("tbody tr:not(.rv-space)").count() < count
    page.emulate_media(media="null")
    sheets, text = printed(page, tmp_path / "a.pdf")
    assert [sheet for sheet in text.split("\f")[:sheets] if "Overall" not in sheet] == []
    assert "CSV" not in text
    words = text.split()
    assert sum(name.split()[-1] in words for name in names) > count * 0.95


@pytest.mark.parametrize(
    "address", ["/products/en/akg-k371/", "/products/ja/", "/companies/en/sony/"]
)
@pytest.mark.parametrize("how", ["system", "button"])
def test_dark_pages_print_dark_ink(
    address: str, how: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """Whoever reads light on dark prints dark on white, and bars show what they show on a screen."""
    reader = read(starter_url, color_scheme="dark" if how == "system" else "light")
    if how == "button":
        reader.context.add_init_script("localStorage.setItem('_theme', 'dark')")
    page = reader.open(address)
    settled(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(DARK_INK) == []
    bar = page.locator("main .rv-bar").first
    if bar.count():
        fills = bar.evaluate(
            "bar => ['track', 'value'].map(p => getComputedStyle(bar.querySelector('.rv-bar-' + p)).fill)"
        )
        track, value = ([int(n) for n in re.findall(r"\d+", fill)[:3]] for fill in fills)
        assert sum(track) > sum(value)
