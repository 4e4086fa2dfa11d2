"""Measure the full text: time to index, size, and what a question costs a phone. Run by ``make bench``.

``REVIEWS_CORPUS`` names real reviews. The phone is Chromium with a processor four times slower, on
slow 4G as its developer tools have it: 1.44 Mbit/s, 563 ms to each answer; files are compressed on
their way as hosts do it. A question is measured twice: from the opening of the page with the question
in its address, and from typing it where the page stands.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "_ext"), str(ROOT / "tests")]

from playwright.sync_api import Browser, Page  # noqa: E402

from browser.reference import starter_catalogue  # noqa: E402
from browsing import Handler, launched  # noqa: E402
from sphinx_reviews.model.catalogue import Catalogue  # noqa: E402
from sphinx_reviews.publishing.files import Addresses, site_files  # noqa: E402
from sphinx_reviews.publishing.modules import FOLDER, module_tags  # noqa: E402
from sphinx_reviews.publishing.search import source_below, update  # noqa: E402

STATIC = ROOT / "_ext" / "sphinx_reviews" / "static"
QUESTIONS = {
    "en": (
        "distortion",
        "noise floor",
        "frequency response",
        "wh-1000xm5",
        "battery life warranty",
    ),
    "ja": ("ノイズキャンセリング", "ヘッドホン", "全高調波歪率", "周波数特性", "WH-1000XM5"),
}
HTML = """<!DOCTYPE html><html lang="{lang}"><title>x</title>{modules}
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<main><div class="rv" data-review-search-page></div></main>
<script type="module" src="/_static/reviews.js"></script></html>"""
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180000,
    "uploadThroughput": 84375,
}
TEXT = (".js", ".json", ".html", ".css", ".txt")


class Packing(Handler):
    """Compresses what hosts compress, and notes what each answer weighs."""

    def do_GET(self) -> None:  # noqa: N802 - the base class names it
        """Answer with the file, compressed where it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, packed = path.read_bytes(), path.suffix in TEXT
        content = gzip.compress(content, 6) if packed else content
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def packing(folder: Path) -> Iterator[str]:
    """Serve a folder as a host does; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def phone(browser: Browser) -> tuple[Page, list[int]]:
    """Return a page of a slow phone, and a list that takes the weights of its answers."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW_4G)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    weights: list[int] = []
    client.on(
        "Network.loadingFinished", lambda told: weights.append(int(told["encodedDataLength"]))
    )
    return page, weights


def opened(browser: Browser, address: str) -> tuple[float, float]:
    """Return the milliseconds from opening an address to the first passage, and the kilobytes."""
    page, weights = phone(browser)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".rv-text-hits li", timeout=60000)
    took = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(300)
    page.context.close()
    return took, sum(weights) / 1024


def typed(browser: Browser, address: str, question: str) -> tuple[float, float]:
    """Return the milliseconds from typing a question to its first passage, and the kilobytes."""
    page, weights = phone(browser)
    page.goto(address)
    page.wait_for_selector("#rv-q")
    page.wait_for_load_state("networkidle")
    weights.clear()
    began = time.perf_counter()
    page.fill("#rv-q", question)
    page.wait_for_selector(".rv-text-hits li", timeout=60000)
    took = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(300)
    page.context.close()
    return took, sum(weights) / 1024


def tell(what: str, value: float, unit: str) -> None:
    """Print one line."""
    print(f"| {what:<56} | {value:9.1f} {unit} |", flush=True)


def link(name: str) -> str:
    """Return an address for a page name."""
    return f"{name}/"


def measure(catalogue: Catalogue, root: Path, lang: str, folder: Path) -> None:
    """Measure one language."""
    data = folder / "_reviews"
    count = sum(review.lang == lang for review in catalogue.reviews)
    began = time.process_time()
    index = update(catalogue, lang, data, source_below(root, catalogue))
    took = time.process_time() - began
    tell(f"{lang}: indexing {count} reviews, processor time of each", 1000 * took / count, "ms")
    terms = sum(path.stat().st_size for path in data.rglob("*.bin"))
    tell(f"{lang}: files of terms, {index.files} of them", terms / 1e6, "MB")
    for name, content in site_files(catalogue, lang, str, Addresses(link, link, {}), index):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    (folder / "_static").symlink_to(STATIC)
    (folder / "index.html").write_text(
        HTML.format(lang=lang, modules=module_tags(["search-tool"], FOLDER)), "utf-8"
    )
    with packing(folder) as base, launched() as browser:
        asked = [opened(browser, f"{base}/?q={question}") for question in QUESTIONS[lang]]
        tell(f"{lang}: page opened with a question, median", median(a for a, _ in asked), "ms")
        tell(f"{lang}: all that it loads, most", max(b for _, b in asked), "KB")
        asked = [typed(browser, f"{base}/", question) for question in QUESTIONS[lang]]
        tell(f"{lang}: question typed, median", median(a for a, _ in asked), "ms")
        tell(f"{lang}: all that it loads, most", max(b for _, b in asked), "KB")


def main() -> None:
    """Measure and print everything."""
    corpus = os.environ.get("REVIEWS_CORPUS")
    reviews = Path(corpus) if corpus else ROOT / "reviews"
    catalogue = starter_catalogue(reviews)
    for lang in catalogue.settings.languages:
        with tempfile.TemporaryDirectory() as name:
            measure(catalogue, reviews.parent, lang, Path(name))


if __name__ == "__main__":
    main()
