"""Looking at a served site with headless Chromium, as its readers do."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from serving import FRAMES

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--process-per-site", "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as in the windows of readers
)  # fmt: skip

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What is looked for; the first is the same engine without the windows that nobody sees."""

PATIENCE = 60.0
"""Seconds after which nothing is waited for any more; far more than a busy machine needs."""

expect.set_options(timeout=PATIENCE * 1000)


def chromium() -> str:
    """Return the system's Chromium; skip the test where there is none, but not in CI."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    assert not os.environ.get("CI"), "Chromium is missing"
    pytest.skip("Chromium is not installed")


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a running headless Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression holds.

    Playwright's own way evaluates text in the page, and a strict policy refuses that when it waits.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(20)


def frames(page: Page, count: int = 3) -> None:
    """Wait until the page was drawn some times: what follows a click or a scroll has been done."""
    for _ in range(count):
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")


def settled(page: Page) -> None:
    """Wait until the page asks for nothing more, and is drawn with what has come."""
    page.wait_for_load_state("networkidle")
    frames(page)


TIMERS = """(() => {
  const due = (self.timersOfTheTests = new Set()), start = setTimeout, stop = clearTimeout;
  self.setTimeout = (run, wait, ...given) => {
    const timer = start((...all) => { due.delete(timer); run(...all); }, wait, ...given);
    if (!(wait > 500)) due.add(timer);
    return timer;
  };
  self.clearTimeout = (timer) => { due.delete(timer); stop(timer); };
})()"""
"""Has a page count what it puts off for a moment, as a box that waits for the next letter."""

IDLE = """() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(
  () => requestAnimationFrame(() => done(!self.timersOfTheTests?.size))), { timeout: 1500 }))"""
"""Ends after what the page has put off until it has nothing to do, and after two frames.

True where nothing is put off for a moment either.
"""


Listeners = tuple[tuple[str, Callable[..., None]], ...]
"""Kinds of events, each with what is to be called."""


def listen(page: Page, listeners: Listeners) -> None:
    """Have each function called with the events of its kind."""
    on: Callable[..., None] = page.on
    for event, function in listeners:
        on(event, function)


class Traffic:
    """What a page has asked for, and what of it has not come yet."""

    def __init__(self, page: Page) -> None:
        """Listen from now on."""
        self.asked = 0
        self.open: set[Request] = set()
        self.listeners: Listeners = (
            ("request", self._ask), ("requestfinished", self._end), ("requestfailed", self._end),
        )  # fmt: skip
        listen(page, self.listeners)

    def _ask(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self.open.clear()  # what the page before had asked for does not come any more
        self.asked += 1
        self.open.add(request)

    def _end(self, request: Request) -> None:
        self.open.discard(request)


_traffic: WeakKeyDictionary[Page, Traffic] = WeakKeyDictionary()


def ready(page: Page) -> None:
    """Wait until a reader's page has all that it asks for, and has drawn what it makes of that.

    Tools are loaded when there is time for them, and ask for data then. Two rounds must pass in
    which a page with nothing to do asks for nothing more.
    """
    traffic, quiet, end = _traffic[page], 0, time.monotonic() + PATIENCE
    while quiet < 2:
        assert time.monotonic() < end, [request.url for request in traffic.open]
        before = traffic.asked
        idle = page.evaluate(IDLE)
        quiet = quiet + 1 if idle and traffic.asked == before and not traffic.open else 0


class Windows:
    """Windows of the browser that readers use one after another.

    To open one, and to load everything anew in it, takes longer than most tests. The next reader
    finds nothing of the one before but files that the browser keeps, and it asks whether these hold.
    """

    IDLE = 4
    """Windows that are kept while nobody uses them."""

    def __init__(self, browser: Browser) -> None:
        """Begin with none."""
        self._browser = browser
        self._idle: list[tuple[str, BrowserContext]] = []

    def open(self, options: Mapping[str, Any]) -> tuple[BrowserContext, Page]:
        """Return a context with these options and its only page."""
        wanted = _key(options)
        for place, (key, context) in enumerate(self._idle):
            if key == wanted:
                del self._idle[place]
                return context, _made(context.pages[0], options)
        context = self._browser.new_context(**options)
        context.add_init_script(TIMERS)
        context.set_default_timeout(PATIENCE * 1000)
        return context, context.new_page()

    def give_back(
        self, context: BrowserContext, options: Mapping[str, Any], origins: Set[str]
    ) -> None:
        """Take a context back with the origins that may have stored something in it.

        Its page stays open, and so its process with all that it has loaded and compiled.
        """
        if not _emptied(context, origins):
            context.close()
            return
        self._idle.append((_key(options), context))
        while len(self._idle) > self.IDLE:
            self._idle.pop(0)[1].close()


LOOKS: Mapping[str, Any] = {
    "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none",
}  # fmt: skip
"""What of a window's options its page can have otherwise, and what it is unless told."""

VIEWPORT = {"width": 1280, "height": 720}

FORGET = "() => { localStorage.clear(); sessionStorage.clear(); window.name = ''; }"


def _key(options: Mapping[str, Any]) -> str:
    """Return what a window cannot change any more."""
    return repr(sorted(item for item in options.items() if item[0] not in {*LOOKS, "viewport"}))


def _made(page: Page, options: Mapping[str, Any]) -> Page:
    """Give a page the look that the options want."""
    size = options.get("viewport", VIEWPORT)
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.emulate_media(media="null", **{key: options.get(key, LOOKS[key]) for key in LOOKS})
    return page


def _emptied(context: BrowserContext, origins: Set[str]) -> bool:
    """Leave one page, empty, in a context, and nothing stored; tell whether that could be done."""
    for page in context.pages[1:]:
        page.close()
    try:
        context.pages[0].unroute_all()
        done = [_forgotten(context, context.pages[0], origin) for origin in sorted(origins)]
    except (Error, IndexError):
        return False
    context.clear_cookies()
    context.clear_permissions()
    return bool(done) and all(done)


def _forgotten(context: BrowserContext, page: Page, origin: str) -> bool:
    """Have a site's empty page forget what the site has stored, which must be there for that."""
    answer = page.goto(origin + FRAMES)
    if not (answer and answer.ok):
        return False
    page.evaluate(FORGET)
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    return True


class Reader:
    """Opens pages of one site and remembers what the browser complains of."""

    def __init__(self, opener: Browser | Windows, base: str, **options: Any) -> None:
        """Open a window; the options are Playwright's for a context.

        Unless told otherwise the reader wants no motion: what is scrolled to is there at once.
        """
        options = {"reduced_motion": "reduce"} | options
        self.base, self._options = base, options
        self._windows = opener if isinstance(opener, Windows) else Windows(opener)
        self._context, self.page = self._windows.open(options)
        self._own = opener is not self._windows
        self._origins: set[str] = set()
        self.complaints: list[str] = []
        _traffic[self.page] = Traffic(self.page)
        self._listeners: Listeners = (
            ("console", self._note), ("pageerror", self._raised), ("requestfailed", self._failed),
        )  # fmt: skip
        listen(self.page, self._listeners)
        self._context.on("request", self._ask)

    @property
    def context(self) -> BrowserContext:
        """The window, which is no other reader's any more: who asks for it may change it."""
        self._own = True
        return self._context

    def close(self) -> None:
        """Close the window, or leave it to the next reader."""
        self._context.remove_listener("request", self._ask)
        for event, function in (*self._listeners, *_traffic.pop(self.page).listeners):
            self.page.remove_listener(event, function)
        if self._own:
            self._context.close()
        else:
            self._windows.give_back(self._context, self._options, self._origins)

    def _ask(self, request: Request) -> None:
        if request.is_navigation_request():
            address = urlsplit(request.url)
            self._origins.add(f"{address.scheme}://{address.netloc}")

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _raised(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _failed(self, request: Request) -> None:
        """Note what could not be loaded, unless the reader had gone on to another page."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(request.url)

    def open(self, address: str) -> Page:
        """Go to an address of the site, with everything that it loads."""
        self.page.goto(self.base + address, wait_until="load")
        return self.page
