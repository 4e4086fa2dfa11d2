"""Measure the browser's tools: sizes, times of filters and sorts. Run by ``make bench``.

A list of 3,000 invented products shows the explorer's times; ``REVIEWS_CORPUS`` names real
reviews for the data's, ``REVIEWS_BUILT`` a built site for what its pages load and how far their
layout shifts. Medians in milliseconds; sizes compressed (gzip 9).
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "_ext"), str(ROOT / "tests")]

from browser.bulk import catalogue_of_many  # noqa: E402
from browser.reference import starter_catalogue  # noqa: E402
from browsing import launched  # noqa: E402
from serving import serving  # noqa: E402
from sphinx_reviews.model.catalogue import Catalogue  # noqa: E402
from sphinx_reviews.publishing.files import Addresses, site_files  # noqa: E402

COUNT = 3000
STATIC = ROOT / "_ext" / "sphinx_reviews" / "static"
HTML = """<!DOCTYPE html><html lang="{lang}" data-color-mode="light"><title>x</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/_static/reviews.css">
<link rel="stylesheet" href="/_static/workbench.css">
<main><div class="rv rv-table-wrap" data-review-explorer="product"></div></main>
<script type="module" src="/_static/reviews.js"></script></html>"""

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

STEPS = """async () => {
  const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const timed = async (act) => {
    await pause();
    const began = performance.now();
    act();
    document.body.getBoundingClientRect().height;
    return performance.now() - began;
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const times = { filter: [], sort: [], weights: [] };
  for (let round = 0; round < 15; round += 1) {
    for (const box of all(".rv-facet-list input").slice(round % 3, 3 + (round % 3)).map((b) => b.value)) {
      times.filter.push(await timed(() => all(".rv-facet-list input").find((b) => b.value === box)?.click()));
    }
    for (const head of all("thead button").map((b) => b.dataset.column)) {
      times.sort.push(await timed(() => document.querySelector(`thead [data-column="${head}"]`).click()));
    }
    const slider = document.querySelector(".rv-weights input[type=range]");
    slider.value = (round % 9) + 1;
    times.weights.push(await timed(() => slider.dispatchEvent(new Event("input"))));
  }
  return times;
}"""


def main() -> None:
    """Measure and print everything."""
    print(f"| {'what':<48} | {'value':>12} |\n|{'-' * 50}|{'-' * 14}|")
    explorer(catalogue_of_many(COUNT))
    corpus = os.environ.get("REVIEWS_CORPUS")
    reviews = Path(corpus) if corpus else ROOT / "reviews"
    weights(starter_catalogue(reviews))
    if built := os.environ.get("REVIEWS_BUILT"):
        pages(Path(built))


def kinds(out: Path) -> Iterator[tuple[str, str]]:
    """Yield a name and an address of each kind of page that a built site has."""
    patterns = {
        "home": "en", "list": "products/en", "category": "categories/en/headphones",
        "choice": "best/en/headphones-*", "value map": "value-map/en", "review": "products/en/*",
        "company": "companies/en/*", "tags": "tags/en", "compare": "compare/en",
        "search": "search/en",
    }  # fmt: skip
    asked = {"search": "?q=sony+headphones"}
    for what, pattern in patterns.items():
        found = sorted(path.parent for path in out.glob(f"{pattern}/index.html"))
        if found:
            yield (
                what,
                f"/{found[len(found) // 2].relative_to(out).as_posix()}/{asked.get(what, '')}",
            )


def pages(out: Path) -> None:
    """Measure what each kind of page loads, and how far its layout shifts on a phone and a desk."""
    with serving(out) as base, launched() as browser:
        for what, address in kinds(out):
            for width in (390, 1280):
                page = browser.new_context(viewport={"width": width, "height": 844}).new_page()
                page.add_init_script(SHIFTS)
                loaded: set[str] = set()
                page.on("request", lambda request, seen=loaded: seen.add(request.url))
                page.goto(base + address)
                page.wait_for_timeout(2000)
                files = {out / unquote(urlsplit(url).path).lstrip("/") for url in loaded}
                files = {file / "index.html" if file.is_dir() else file for file in files}
                if width == 390:
                    tell(
                        f"{what}: loaded in all", sum(packed(f) for f in files if f.is_file()), "KB"
                    )
                tell(f"{what}: layout shift at {width} px", page.evaluate("window.shifted"), "")
                page.context.close()


def tell(what: str, value: float, unit: str) -> None:
    """Print one line."""
    print(f"| {what:<48} | {value:9.{1 if unit else 4}f} {unit:<2} |", flush=True)


def packed(path: Path) -> float:
    """Return a file's compressed size in kilobytes."""
    return len(gzip.compress(path.read_bytes(), 9)) / 1024


def link(name: str) -> str:
    """Return an address for a page name."""
    return f"{name}/"


@contextmanager
def site(catalogue: Catalogue, lang: str, folder: Path) -> Iterator[str]:
    """Lay out the data, the scripts and one empty page; yield the address."""
    place = Addresses(link, link, {"compare": "compare/"})
    for name, content in site_files(catalogue, lang, str, place):
        (folder / "_reviews" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "_reviews" / name).write_bytes(content)
    (folder / "_static").symlink_to(STATIC)
    (folder / "index.html").write_text(HTML.format(lang=lang), "utf-8")
    with serving(folder) as base:
        yield base


def explorer(catalogue: Catalogue) -> None:
    """Measure the explorer over many products."""
    with tempfile.TemporaryDirectory() as name, site(catalogue, "en", Path(name)) as base:
        (data,) = Path(name, "_reviews").glob("product.*")
        tell(f"data of {COUNT} products", packed(data), "KB")
        with launched() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            loaded: set[str] = set()
            page.on("request", lambda request: loaded.add(request.url))
            began = time.perf_counter()
            page.goto(base)
            page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
            tell("first interaction", 1000 * (time.perf_counter() - began), "ms")
            page.wait_for_timeout(1500)
            ours = [url for url in loaded if url.endswith(".js")]
            paths = [STATIC / url.partition("/_static/")[2] for url in ours]
            tell("scripts of the page", sum(map(packed, paths)), "KB")
            for what, times in page.evaluate(STEPS).items():
                tell(f"{what}, drawn (median of {len(times)})", median(times), "ms")


def weights(catalogue: Catalogue) -> None:
    """Measure the data of a catalogue's languages."""
    for lang in catalogue.settings.languages:
        with tempfile.TemporaryDirectory() as name, site(catalogue, lang, Path(name)):
            for kind in ("product", "company", "names"):
                (data,) = Path(name, "_reviews").glob(f"{kind}.*")
                tell(f"{lang}: data, {kind}", packed(data), "KB")


if __name__ == "__main__":
    main()
