"""The search: the box on every page, the search page, and that Japanese is found exactly."""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from browsing import Reader, Windows, ready, until
from look.conftest import Axe
from pairs import pairs
from serving import serving
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.publishing.files import Addresses, site_files
from sphinx_reviews.publishing.search import searched as passages_of
from sphinx_reviews.publishing.search import source_below, update
from sphinx_reviews.publishing.search_text import fold
from support import EXTENSIONS, copy_below, evenly, starter_root

from .reference import starter_catalogue

Go = Callable[..., Page]

TYPE_AND_CHOOSE = """(letter) => {
  const box = document.activeElement;
  box.value += letter;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
}"""
"""One letter more, and up to the last line, before the list can answer to the letter."""


def typed(go: Go, text: str, address: str = "/en/", **options: Any) -> Page:
    """Type into the header's box, found by its key, and wait for all that it shows."""
    page = go(address, **options)
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    ready(page)  # texts come after names, and the list is drawn again with them
    return page


def group(page: Page, name: str) -> list[str]:
    """Return the options of a group in the box's list."""
    return page.get_by_role("group", name=name).locator(".rv-found-name").all_inner_texts()


def searched(go: Go, query: str, lang: str = "en", **options: Any) -> Page:
    """Open the search page with a question and wait for its answer."""
    page = go(f"/search/{lang}/?q={query}", **options)
    page.wait_for_selector(".rv-search-tool [role=status]:not(:empty)")
    ready(page)
    return page


def asked(page: Page, question: str) -> Page:
    """Ask another question on an open search page, as a reader does, and wait for the answer."""
    page.fill("#rv-q", question)
    until(page, "q => new URLSearchParams(location.search).get('q') === q", question)
    ready(page)
    return page


def texts(page: Page) -> list[str]:
    """Return the names of the texts found."""
    return page.locator(".rv-text-hits li > a").all_inner_texts()


def count(page: Page) -> int:
    """Return how many texts the page says that it found."""
    status = page.locator(".rv-search-tool [role=status]").inner_text()
    found = re.search(r"(\d+) in the text", status)
    assert found, status
    return int(found[1])


@pytest.mark.parametrize(
    "address", ["/en/", "/products/ja/akg-k371/", "/handbook/", "/products/en/"]
)
def test_slash_goes_to_the_box(go: Go, address: str) -> None:
    """On every page the key / leads to the box, but not while something is being typed."""
    page = go(address)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('[data-review-search]') !== null")
    page.keyboard.type("a/b")
    assert page.evaluate("document.activeElement.value") == "a/b"


def test_names_come_first(go: Go) -> None:
    """Products, companies and tags come before passages of text, each with its place."""
    page = typed(go, "sony")
    page.get_by_role("group", name="In the text").wait_for()
    labels = page.locator("#rv-found [role=group]").evaluate_all(
        "all => all.map(group => group.getAttribute('aria-label'))"
    )
    assert labels == ["Products", "Companies", "Tags", "In the text"]
    assert group(page, "Companies") == ["Sony"]


def test_product_codes(go: Go) -> None:
    """A product is found however its code is written, and with one wrong letter."""
    page = typed(go, "mdrz1r")
    assert group(page, "Products")[0] == "Sony MDR-Z1R"
    for text in ("MDR-Z1R", "mdr z1r", "ＭＤＲ－Ｚ１Ｒ", "sonny mdr-z1r"):
        page.fill("[data-review-search] input[type=search]", "")
        page.wait_for_selector(".rv-found", state="hidden")
        page.fill("[data-review-search] input[type=search]", text)
        page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
        ready(page)
        assert group(page, "Products")[0] == "Sony MDR-Z1R", text


def test_keyboard_alone(go: Go) -> None:
    """Arrow keys choose, Enter opens, Escape closes; the focus stays in the box."""
    page = typed(go, "k371")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#{chosen}")).to_contain_text("AKG K371")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.type(" ")
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/products/en/akg-k371/")


def test_a_choice_stays_when_texts_arrive(go: Go) -> None:
    """Who has gone to the last line is still there when hits in texts have come before it."""
    page, held = go("/en/"), list[Route]()
    page.route("**/*.bin*", lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("akg")
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    page.keyboard.press("ArrowUp")
    chosen = page.locator(".rv-found [aria-selected=true]")
    expect(chosen).to_have_class("rv-found-all")
    texts = page.get_by_role("group", name="In the text")
    while not texts.count():
        while held:
            held.pop().continue_()
        page.wait_for_timeout(20)
    expect(chosen).to_have_class("rv-found-all")


@pytest.mark.parametrize(("question", "more"), [("akg k", "3"), ("akg k371", " ")])
def test_a_choice_stays_when_names_arrive(go: Go, question: str, more: str) -> None:
    """Who chooses right after the last letter has chosen, though the list is that of the letter before."""
    page = typed(go, question)
    until(page, "() => document.querySelector('.rv-found-all')")
    page.evaluate(TYPE_AND_CHOOSE, more)
    ready(page)
    chosen = page.locator(".rv-found [aria-selected=true]")
    expect(chosen).to_have_class("rv-found-all")
    page.keyboard.press("Enter")
    asked = urllib.parse.urlencode({"q": (question + more).strip()})
    page.wait_for_url(f"**/search/en/?{asked}")


def test_typing_on_takes_a_choice_back(go: Go) -> None:
    """What was chosen before another letter is chosen no more: Enter asks the question."""
    page = typed(go, "akg k")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("3")
    expect(page.locator(".rv-found [aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/en/?q=akg+k3")


def test_escape_closes_for_good(go: Go) -> None:
    """A list that was closed does not open again when what was asked for before arrives."""
    page, held, closed = go("/en/"), list[Route](), list[bool]()
    page.route("**/*.bin*", lambda route: route.continue_() if closed else held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("akg")
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.press("Escape")
    closed.append(True)
    for each in held:
        each.continue_()
    ready(page)
    expect(page.locator(".rv-found")).to_be_hidden()
    page.keyboard.type("k")
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    page.evaluate(TYPE_AND_CHOOSE.replace("ArrowUp", "Escape"), "3")
    ready(page)
    expect(page.locator(".rv-found")).to_be_hidden()


def test_names_that_failed_to_come_are_asked_for_again(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """Where the names do not come, the next letter asks again."""
    reader = read(starter_url)
    reader.page.route("**/names.*.json", lambda route: route.abort())
    page = reader.open("/en/")
    page.keyboard.press("/")
    page.keyboard.type("akg")
    ready(page)
    assert any("names." in text for text in reader.complaints)
    page.unroute_all()
    page.keyboard.type(" ")
    page.wait_for_selector(".rv-found:not([hidden]) [role=option]")
    ready(page)
    assert "AKG K371" in group(page, "Products")


def test_enter_leads_to_the_search_page(go: Go) -> None:
    """Enter without a choice opens the search page with the same question."""
    page = typed(go, "distortion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/en/?q=distortion")
    page.wait_for_selector(".rv-text-hits li")


@pytest.mark.parametrize(("lang", "text"), [("en", "akg k371 & co"), ("ja", "ヘッドホン 音質")])
def test_enter_opens_a_page_fetched_ahead(go: Go, lang: str, text: str) -> None:
    """While the reader looks at the suggestions the page of all results is fetched: Enter waits for none."""
    page = typed(go, text, f"/{lang}/")
    ahead = page.locator("head link[rel=prefetch]")
    expect(ahead).to_have_count(1)
    address = ahead.evaluate("link => link.href")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.url == address
    # The tests' host has a browser ask whether what it keeps holds; the answer weighs 300 bytes.
    assert page.evaluate("performance.getEntriesByType('navigation')[0].transferSize") <= 300


def test_passages_mark_the_term(go: Go) -> None:
    """Each text shows the passage in which the term stands."""
    page = searched(go, "distortion")
    for item in page.locator(".rv-text-hits li").all():
        item.scroll_into_view_if_needed()
        expect(item.locator(".rv-passage:not(:empty)")).to_be_attached()
        marked = item.locator("mark").all_inner_texts()
        assert {text.lower() for text in marked} == {"distortion"}


def test_passages_come_as_they_near_the_window(go: Go) -> None:
    """Of ten texts found the first three bring their passages at once, the others when they are near."""
    page = go("/search/en/", viewport={"width": 390, "height": 500})
    asked: list[str] = []
    page.on(
        "request", lambda one: asked.append(one.url) if "/search/en/product/" in one.url else None
    )
    page.fill("#rv-q", "distortion")
    items, passages = page.locator(".rv-text-hits li"), page.locator(".rv-passage:not(:empty)")
    expect(passages).to_have_count(3)
    ready(page)
    assert items.count() > len(asked) == 3
    height = items.last.bounding_box()
    items.last.scroll_into_view_if_needed()
    expect(items.last.locator(".rv-passage:not(:empty)")).to_be_attached()
    after = items.last.bounding_box()
    assert height
    assert after
    assert height["height"] == after["height"]


def test_word_forms(go: Go) -> None:
    """In English other forms of a word are found too."""
    page = searched(go, "measuring")
    found = [count(page), *(count(asked(page, text)) for text in ("measured", "measures"))]
    assert len(set(found)) == 1
    assert found[0] > 5


def test_beginnings_of_words(go: Go) -> None:
    """While the last word is being typed its beginning is enough."""
    page = searched(go, "distor")
    assert count(page) == count(asked(page, "distortion")) > 5


def test_every_word_counts(go: Go) -> None:
    """Texts are found that hold all words asked for."""
    page = searched(go, "warranty")
    one, both = count(page), count(asked(page, "distortion warranty"))
    assert 0 < both <= one
    assert count(asked(page, "distortion qqqqzzzz")) == 0


def test_filters(go: Go, catalogue: Catalogue) -> None:
    """Results are filtered by kind, category and score, and the address says so."""
    page = searched(go, "distortion")
    page.get_by_label("Kind").select_option("company")
    page.wait_for_url("**kind=company")
    ready(page)
    companies = {review.target_name for review in catalogue.of_kind("company", "en")}
    until(page, "document.querySelectorAll('.rv-text-hits li').length < 6")
    assert set(texts(page)) <= companies
    page = searched(go, "distortion&category=in-ear-monitors")
    monitors = {r.target_name for r in catalogue.in_category("in-ear-monitors", "en")}
    assert set(texts(page)) <= monitors
    assert texts(page)
    page = searched(go, "distortion&band=3")
    good = {r.target_name for r in catalogue.reviews if r.overall >= 3.5}
    assert set(texts(page)) <= good
    assert texts(page)


def test_filters_hold_for_names(go: Go) -> None:
    """The filters hold for names as for texts."""
    page = searched(go, "sony&kind=company")
    assert page.locator(".rv-name-hits a").all_inner_texts() == ["Sony"]


def test_back_and_reload(go: Go) -> None:
    """A question survives reloading, and going back returns to the one before."""
    page = searched(go, "akg")
    page.locator("#rv-q").fill("beyerdynamic")
    page.locator("#rv-q").press("Enter")
    page.wait_for_url("**?q=beyerdynamic")
    page.reload()
    page.wait_for_selector(".rv-name-hits a")
    assert page.locator("#rv-q").input_value() == "beyerdynamic"


def test_nothing_found(go: Go) -> None:
    """Where nothing is found the page says so in numbers."""
    page = searched(go, "qqqqzzzz")
    expect(page.locator(".rv-search-tool [role=status]")).to_have_text(
        "0 found by name, 0 in the text"
    )


def test_markup_in_a_question(go: Go) -> None:
    """A question is text, whatever it looks like."""
    page = searched(go, "%3Cimg%20src=x%20onerror=alert(1)%3E%20distortion")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("address", ["/search/", "/search/en/", "/search/ja/"])
def test_search_pages(go: Go, address: str) -> None:
    """The search page is ours in every language, and so is the one that themes expect."""
    page = go(address)
    expect(page.locator("#rv-q")).to_be_visible()


def test_no_index_of_sphinx(starter_site: Path) -> None:
    """Sphinx's own search index is not written."""
    assert not (starter_site / "searchindex.js").exists()


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), pairs(("en", "ja"), (390, 1280), ("light", "dark"))
)
def test_accessible(go: Go, axe: Axe, lang: str, width: int, scheme: str) -> None:
    """axe-core finds nothing in the open box nor on the page of results."""
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = typed(go, "sony", f"/{lang}/", **options)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page = searched(go, "sony", lang, **options)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_below_another_address(starter_site: Path, tmp_path: Path, go: Go) -> None:
    """Under a sub-path, as on Read the Docs, the search finds and links as at the root."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "latest").symlink_to(starter_site)
    with serving(tmp_path) as base:
        page = go("/en/")
        page.goto(f"{base}/en/latest/search/ja/?q=歪み")
        page.wait_for_selector(".rv-text-hits li")
        hrefs = page.locator(".rv-text-hits a").evaluate_all("all => all.map(a => a.pathname)")
        assert all(href.startswith("/en/latest/") for href in hrefs)
        answer = page.goto(f"{base}{hrefs[0]}")
        assert answer
        assert answer.ok


# Japanese, exactly

TERMS = (
    "ノイズキャンセリング", "ヘッドホン", "イヤホン", "ドライバー", "ケーブル", "ダイナミックドライバー",
    "プラグ", "フラグ", "バス", "パス", "周波数特性", "全高調波歪率", "測定", "密閉型", "信号対雑音比",
    "日本", "歪み", "ﾍｯﾄﾞﾎﾝ", "ＵＳＢ", "ｂｌｕｅｔｏｏｔｈ", "WH-1000XM5", "wh1000xm5", "MDR-Z1R",
    "mdrz1r", "HD600", "LDAC", "Amazon", "THD+N", "dB", "ノイズ・キャンセリング",
)  # fmt: skip
"""Katakana and kanji compounds, voiced beside unvoiced, mixed width, codes, English words."""


def holds(plain: str, term: str) -> bool:
    """Tell whether a folded text contains a term; codes may have hyphens and blanks inside."""
    wanted = fold(term)
    if wanted in plain:
        return True
    core = re.sub(r"[^a-z0-9]", "", wanted)
    if not (
        core == wanted.replace("-", "") and re.search(r"\d", core) and re.search("[a-z]", core)
    ):
        return False
    return re.search("[- ]?".join(core), plain) is not None


@pytest.fixture(scope="module")
def hits(starter_url: str, windows: Windows) -> dict[str, list[str]]:
    """Return what the index of the starter site has for each term."""
    reader = Reader(windows, starter_url)
    page = reader.open("/ja/")
    found = {term: sorted(page.evaluate(FIND, ["ja", term])) for term in TERMS}
    reader.close()
    assert reader.complaints == []
    return found


FIND = """async ([lang, term]) => {
  const { search } = await import("/_static/reviews/fulltext.js");
  const site = await (await fetch(`/_reviews/site.${lang}.json`)).json();
  return (await search(site, `"${term}"`)).map(({ name }) => name.url);
}"""


def expected(catalogue: Catalogue, lang: str, root: Path, term: str) -> list[str]:
    """Return the addresses of the reviews whose text contains a term."""
    texts = folded(catalogue, lang, root)
    return sorted(address for address, text in texts.items() if holds(text, term))


@cache
def folded(catalogue: Catalogue, lang: str, root: Path) -> dict[str, str]:
    """Return what is searched of each review, without what the search makes no difference of."""
    return {address: fold(text) for address, text in shown(catalogue, lang, root).items()}


def shown(catalogue: Catalogue, lang: str, root: Path) -> dict[str, str]:
    """Return what is searched of each review of a language, by address."""
    source = source_below(root, catalogue)
    return {
        review.permalink.lstrip("/"): "\n\n".join(
            f"{heading}\n{text}"
            for heading, _, text in passages_of(catalogue, review, source(review))
        )
        for review in catalogue.reviews
        if review.lang == lang
    }


@pytest.mark.parametrize("term", TERMS)
def test_japanese_is_exact(term: str, hits: dict[str, list[str]], catalogue: Catalogue) -> None:
    """The reviews found for a term are exactly those that contain it."""
    assert hits[term] == expected(catalogue, "ja", starter_root(), term)


def test_terms_find_something(catalogue: Catalogue) -> None:
    """Most terms of the list stand in some review, so that the list proves something."""
    hits = [bool(expected(catalogue, "ja", starter_root(), term)) for term in TERMS]
    assert sum(hits) > len(TERMS) / 2


@pytest.fixture(scope="module")
def sample(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    """Return a folder with Japanese reviews taken evenly from the real ones, and its catalogue.

    There are 200 of them, or a half of what ``REVIEWS_SAMPLE`` says; 0 is all.
    """
    root = tmp_path_factory.mktemp("sample")
    count = int(os.environ.get("REVIEWS_SAMPLE", "400")) // 2
    files = sorted(path for path in corpus.rglob("*.md") if "/ja/" in path.as_posix())
    copy_below(evenly(files, count), corpus, root / corpus.name)
    return root, starter_catalogue(root / corpus.name)


@pytest.fixture
def sample_index(sample: tuple[Path, Catalogue], tmp_path: Path) -> Iterator[str]:
    """Yield the address of a folder with an index of real reviews."""
    root, real = sample
    folder = tmp_path / "_reviews"
    index = update(real, "ja", folder, source_below(root, real))
    place = Addresses(_permalink(real), lambda _: "", {})
    for name, content in site_files(real, "ja", str, place, index):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (tmp_path / "_static").symlink_to(EXTENSIONS / "sphinx_reviews" / "static")
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "index.html").write_text(
        "<!DOCTYPE html><html lang=ja><title>x</title><link rel=icon href=data:,>"
    )
    with serving(tmp_path) as base:
        yield base


def _permalink(catalogue: Catalogue) -> Callable[[str], str]:
    """Return where each page is: a review at its permalink, any other by its name."""
    reviews = catalogue.by_docname
    return lambda name: reviews[name].permalink.lstrip("/") if name in reviews else f"{name}/"


def test_japanese_is_exact_over_real_reviews(
    sample_index: str, sample: tuple[Path, Catalogue], read: Callable[..., Any]
) -> None:
    """Over real reviews, too, the hits are exactly the true ones."""
    page = read(sample_index).open("/ja/")
    root, real = sample
    assert len(real.reviews) > 100
    wrong = {}
    for term in TERMS:
        true = expected(real, "ja", root, term)
        hits = sorted(page.evaluate(FIND, ["ja", term]))
        if hits != true:
            wrong[term] = (sorted({*hits} - {*true})[:3], sorted({*true} - {*hits})[:3])
    assert wrong == {}


# What a question means


def offered(page: Page) -> list[tuple[str, str]]:
    """Return what the search page offers beside names and texts: words and address."""
    links = page.locator(".rv-offer a")
    found = links.evaluate_all("all => all.map(a => [a.textContent, a.pathname + a.search])")
    return [(text, address) for text, address in found]


def test_a_word_more_than_the_name(go: Go) -> None:
    """Words of intent, and one word that no name holds, do not hide the product."""
    page = go("/search/en/")
    other = "DT 770 Pro 80 ohm"  # between the others, so that each answer is another
    for question in ("akg k371 review", other, "best k371", other, "k371 amazon"):
        first = asked(page, question).locator(".rv-name-hits a").first.inner_text()
        wanted = "beyerdynamicDT770Pro" if question == other else "AKGK371"
        assert first.replace(" ", "") == wanted, question


def words_with(catalogue: Catalogue, lang: str) -> list[tuple[str, bool]]:
    """Return questions of a maker and a word of the review, and whether a name holds both."""
    made: list[tuple[str, bool]] = []
    called = " ".join(
        fold(f"{r.target_name} {catalogue.maker_name(r)} {' '.join(r.tags)}")
        for r in catalogue.reviews
    )
    for review in catalogue.of_kind("product", lang)[:5]:
        maker = catalogue.maker_name(review)
        found = re.findall(r"[a-z]{7,}" if lang == "en" else r"[一-龠]{3,5}", fold(review.summary))
        made += [(f"{maker} {word}", False) for word in found if word not in called][:2]
        made.append((f"{maker} {review.target_name.split()[-1]}", True))
    return made


LEADS = "() => [...document.querySelectorAll('.rv-results :is(.rv-entries, .rv-text-hits)')].map(list => list.className)"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_names_in_part_stand_below_whole_texts(go: Go, catalogue: Catalogue, lang: str) -> None:
    """Names that hold all that was asked come first; those that hold a part follow the texts."""
    told: set[tuple[bool, str]] = set()
    page = go(f"/search/{lang}/")
    for question, whole in words_with(catalogue, lang):
        order = asked(page, question).evaluate(LEADS)
        assert "rv-text-hits" in order, question
        assert (order[0] == "rv-entries") == whole, (question, order)
        told.add((whole, order[-1]))
    assert told >= {(True, "rv-text-hits"), (False, "rv-entries")}


def test_names_beside_words_are_underlined(go: Go) -> None:
    """Where a maker stands beside a name, more than the colour tells which of both is the link."""
    page = searched(go, "headphones")
    links = page.locator(".rv-name-hits .rv-entries a")
    assert links.count() > 1
    lines = links.evaluate_all("all => all.map(a => getComputedStyle(a).textDecorationLine)")
    assert set(lines) == {"underline"}


def test_the_box_puts_whole_texts_first(go: Go) -> None:
    """In the box, too, names that hold only a part follow the texts that hold all."""
    page = typed(go, "akg impedance")
    first = page.locator("#rv-found [role=group]").first
    expect(first).to_have_attribute("aria-label", "In the text")
    numbers = page.locator("#rv-found [role=option]").evaluate_all("all => all.map(one => one.id)")
    assert numbers == [f"rv-found-{number}" for number in range(len(numbers))]
    page.fill("[data-review-search] input[type=search]", "akg k371")
    page.get_by_role("group", name="In the text").wait_for()
    expect(first).to_have_attribute("aria-label", "Products")


def test_a_comparison_is_offered(go: Go) -> None:
    """Two names with `vs` between them lead to their comparison."""
    page = searched(go, "k371+vs+mdr-z1r")
    ((text, address),) = offered(page)
    assert text == "Compare AKG K371 and Sony MDR-Z1R"
    assert address == "/compare/en/?p=akg-k371,sony-mdr-z1r"


def test_a_list_is_offered(go: Go) -> None:
    """A maker with a category, or a price, leads to the list with just these filters."""
    ((_, address),) = offered(searched(go, "sony+headphones"))
    assert address == "/products/en/?category=headphones&maker=sony"
    ((text, address),) = offered(searched(go, "headphones+under+%24200"))
    assert address == "/products/en/?category=headphones&price=..200"
    assert "200" in text
    page = go(address)
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    assert page.locator(".rv-chip").count() == 2


def test_a_page_that_chooses_is_offered(go: Go) -> None:
    """The best of a category has a page; a price finds the step within it."""
    ((text, address),) = offered(searched(go, "best+headphones"))
    assert (text, address) == ("Best headphones", "/categories/en/headphones/")
    ((text, address),) = offered(searched(go, "おすすめ+ヘッドホン", "ja"))
    assert (text, address) == ("おすすめのヘッドホン", "/categories/ja/headphones/")


def test_wrong_letters_are_told(go: Go) -> None:
    """Where letters are wrong the page finds what was meant, and says so."""
    page = searched(go, "beyerdinamik+dt770")
    assert page.locator(".rv-meant").inner_text().startswith("Did you mean beyerdynamic")
    assert "DT770" in page.locator(".rv-name-hits a").first.inner_text().replace(" ", "")


def test_the_button_searches(go: Go) -> None:
    """The forms have a button each: in the header and on the page."""
    page = go("/en/")
    page.locator(".rv-search input").fill("akg")
    page.locator(".rv-search button").click()
    page.wait_for_url("**/search/en/?q=akg")
    page.locator("#rv-q").fill("sony")
    page.locator(".rv-search-form button").click()
    page.wait_for_url("**/search/en/?q=sony")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_button_is_one_line(go: Go, lang: str) -> None:
    """On a phone, too, the word on the button stands in one line."""
    page = go(f"/search/{lang}/", viewport={"width": 390, "height": 844})
    button = page.locator(".rv-search-form button")
    lines = """e => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return range.getClientRects().length;
    }"""
    assert button.evaluate(lines) == 1


def test_words_joined_by_marks(go: Go, catalogue: Catalogue) -> None:
    """Words that a dash, a slash or quotation marks join are found alone."""
    texts = shown(catalogue, "en", starter_root())
    joined = re.compile(r"[a-z]{4,}(?:—|/|“|”|’)([a-z]{5,})")
    words = sorted({found[1] for text in texts.values() for found in joined.finditer(text)})
    assert words
    page = go("/search/en/")
    for word in words[:3]:
        assert count(asked(page, f'"{word}"')) == sum(
            re.search(rf"(?<![^\W_]){word}(?![^\W_])", fold(text)) is not None
            for text in texts.values()
        )
