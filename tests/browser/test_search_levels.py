"""How often a phone has to ask and wait before a question in an address is answered, and how much it loads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route

from browsing import Reader

from .test_weight import weight

QUIET = 400
"""Milliseconds without a request after which a page waits for the answers to those it has made."""

PATIENCE = 2000
"""Milliseconds in which a page shows what has been answered, on a machine with much else to do."""

IDLE = "() => new Promise((done) => requestIdleCallback(() => done(), { timeout: 5000 }))"
"""Ends when the page has nothing to do: on a busy machine it may be about to ask for more."""

NAMES = ".rv-name-hits a"
TEXTS = ".rv-text-hits li"
PASSAGES = ".rv-text-hits .rv-passage:not(:empty)"


class Rounds:
    """Hold all requests of a page until it makes no more, then answer them together.

    The page itself is the first round, and answered at once.
    """

    def __init__(self, page: Page, address: str) -> None:
        """Open the address."""
        self.page = page
        self.held: list[Route] = []
        self.asked: list[list[str]] = [[address]]
        page.route("**/*", self.hold)
        page.goto(address, wait_until="commit")

    def hold(self, route: Route) -> None:
        """Leave a request without an answer for now."""
        if route.request.is_navigation_request():
            route.continue_()
        else:
            self.held.append(route)

    def answer(self) -> None:
        """Wait until the page makes no more requests, and answer all that it has made."""
        count = -1
        while count != len(self.held):
            count = len(self.held)
            self.page.wait_for_timeout(QUIET)
            self.page.evaluate(IDLE)
        held, self.held = self.held, []
        if held:
            self.asked.append([unquote(urlsplit(route.request.url).path) for route in held])
        for route in held:
            route.continue_()

    def until(self, selector: str) -> int:
        """Answer until something is there; return how many rounds that took in all."""
        for _ in range(8):
            for _ in range(PATIENCE // QUIET):
                if self.page.locator(selector).count():
                    return len(self.asked)
                self.page.wait_for_timeout(QUIET)
            self.answer()
        raise AssertionError(self.asked)


@pytest.mark.parametrize(("lang", "question"), [("en", "sony"), ("ja", "ソニー")])
def test_a_shared_question_is_answered_in_few_rounds(
    lang: str,
    question: str,
    starter_url: str,
    starter_site: Path,
    read: Callable[..., Reader],
) -> None:
    """Names stand there after the page and what its head names, texts one round later, then passages."""
    page = read(starter_url, viewport={"width": 390, "height": 844}).page
    rounds = Rounds(page, f"{starter_url}/search/{lang}/?q={question}")
    assert rounds.until(NAMES) == 2, rounds.asked
    assert page.locator(".rv-search-tool [role=status]").inner_text()
    assert rounds.until(TEXTS) == 3, rounds.asked
    assert rounds.until(PASSAGES) == 4, rounds.asked
    paths = [path for asked in rounds.asked[1:] for path in asked]
    twice = [path for path, times in Counter(paths).items() if times > 1]
    assert [path for path in twice if "_reviews" in path or path.endswith(".js")] == []
    scripts = [path for path in paths if "/_static/reviews/" in path]
    assert sorted(scripts) == ["/_static/reviews/begin.js", "/_static/reviews/search.js"]
    assert weight(starter_site, paths) < 150 * 1024
