"""Measure the full text: time to index, size, and what a question costs a phone. Run by ``make bench``.

``REVIEWS_CORPUS`` names real reviews, ``REVIEWS_BUILT`` the site built from them. The phone is Chromium
with a processor four times slower, on slow 4G as its developer tools have it: 1.44 Mbit/s, 563 ms to
each answer. Files come compressed over HTTP/2, as hosts send them. A question is measured twice: from
the opening of the page with the question in its address, and from typing it where the page stands.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "_ext"), str(ROOT / "tests")]

from playwright.sync_api import Browser, Page  # noqa: E402

from browser.reference import starter_catalogue  # noqa: E402
from browsing import launched  # noqa: E402
from sphinx_reviews.model.catalogue import Catalogue  # noqa: E402
from sphinx_reviews.publishing.search import source_below, update  # noqa: E402

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
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 180000,
    "uploadThroughput": 84375,
}
STEPS = {
    "names": ".rv-name-hits a",
    "texts": ".rv-text-hits li",
    "passages": ".rv-passage:not(:empty)",
}


WATCH = """
const steps = %s;
const seen = (window.seen = {});
new MutationObserver(() => {
  for (const [what, selector] of Object.entries(steps)) {
    if (!(what in seen) && document.querySelector(selector)) seen[what] = performance.now();
  }
}).observe(document, { childList: true, subtree: true, characterData: true });
"""
"""Notes in the page when each part of the answer stands there: to ask for it would take its time."""


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a folder as a host does, under a certificate made for the purpose; yield its address."""
    node, openssl = shutil.which("node"), shutil.which("openssl")
    if not node or not openssl:
        raise SystemExit("the search is measured over HTTP/2, which needs node and openssl")
    with tempfile.TemporaryDirectory() as name:
        key, certificate = str(Path(name, "key.pem")), str(Path(name, "certificate.pem"))
        subprocess.run(
            [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        script = Path(__file__).with_name("host.mjs")
        with subprocess.Popen(
            [node, str(script), str(folder), key, certificate], stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout
            try:
                yield f"https://127.0.0.1:{server.stdout.readline().strip()}"
            finally:
                server.terminate()


def phone(browser: Browser) -> tuple[Page, list[int]]:
    """Return a page of a slow phone, and a list that takes the weights of its answers."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, ignore_https_errors=True)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW_4G)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    weights: list[int] = []
    client.on(
        "Network.loadingFinished", lambda told: weights.append(int(told["encodedDataLength"]))
    )
    return page, weights


def opened(browser: Browser, address: str) -> tuple[dict[str, float], float]:
    """Return the milliseconds from opening an address to each part of the answer, and the kilobytes."""
    page, weights = phone(browser)
    page.add_init_script(WATCH % json.dumps(STEPS))
    page.goto(address)
    page.wait_for_function("'passages' in window.seen", polling=200, timeout=60000)
    seen = page.evaluate("window.seen")
    page.wait_for_timeout(300)
    page.context.close()
    times = {"first answer": min(seen.values())} | {w: seen[w] for w in ("texts", "passages")}
    return times, sum(weights) / 1024


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


def index(catalogue: Catalogue, root: Path, lang: str) -> None:
    """Measure the making of a language's index."""
    with tempfile.TemporaryDirectory() as name:
        count = sum(review.lang == lang for review in catalogue.reviews)
        began = time.process_time()
        made = update(catalogue, lang, Path(name), source_below(root, catalogue))
        took = time.process_time() - began
        tell(f"{lang}: indexing {count} reviews, processor time of each", 1000 * took / count, "ms")
        terms = sum(path.stat().st_size for path in Path(name).rglob("*.bin"))
        tell(f"{lang}: files of terms, {made.files} of them", terms / 1e6, "MB")


def questions(base: str, lang: str) -> None:
    """Measure what questions cost on a built site."""
    page = f"{base}/search/{lang}/"
    with launched() as browser:
        asked = [opened(browser, f"{page}?q={question}") for question in QUESTIONS[lang]]
        for what in asked[0][0]:
            took = median(times[what] for times, _ in asked)
            tell(f"{lang}: page opened with a question, {what}, median", took, "ms")
        tell(f"{lang}: all that it loads, most", max(weight for _, weight in asked), "KB")
        again = [typed(browser, page, question) for question in QUESTIONS[lang]]
        tell(f"{lang}: question typed, median", median(took for took, _ in again), "ms")
        tell(f"{lang}: all that it loads, most", max(weight for _, weight in again), "KB")


def main() -> None:
    """Measure and print everything."""
    corpus = os.environ.get("REVIEWS_CORPUS")
    reviews = Path(corpus) if corpus else ROOT / "reviews"
    catalogue = starter_catalogue(reviews)
    for lang in catalogue.settings.languages:
        index(catalogue, reviews.parent, lang)
    if built := os.environ.get("REVIEWS_BUILT"):
        with host(Path(built)) as base:
            for lang in catalogue.settings.languages:
                questions(base, lang)


if __name__ == "__main__":
    main()
