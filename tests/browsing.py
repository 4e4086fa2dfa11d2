"""Serving a built site under a strict policy, and looking at it with headless Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'self'"
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


FRAMES = "/frames-of-the-tests"
"""An empty page without a policy, in which others can be opened."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files with a policy, and the site's own page for what is missing."""

    def __init__(self, *args: Any, policy: str = "", enforced: bool = True, **kwargs: Any) -> None:
        """Remember the policy; the base class answers the request at once."""
        self.policy = policy
        self.header = f"Content-Security-Policy{'' if enforced else '-Report-Only'}"
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        if self.policy and self.path != FRAMES:
            self.send_header(self.header, self.policy)
        super().end_headers()

    def do_GET(self) -> None:
        """Answer with a file, or with the empty page."""
        if self.path != FRAMES:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            b"<!doctype html><link rel='icon' href='data:,'><title>Frames</title><body>"
        )

    def send_error(self, code: int, *args: Any, **kwargs: Any) -> None:
        """Answer with the site's page for missing addresses."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, *args, **kwargs)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


@contextmanager
def serving(folder: Path, policy: str = POLICY, *, enforced: bool = True) -> Iterator[str]:
    """Serve a folder and yield its address, without a ``/`` at the end."""
    handler = partial(Handler, directory=str(folder), policy=policy, enforced=enforced)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def chromium() -> str:
    """Return the system's Chromium; skip the test where there is none, but not in CI."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
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
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


class Reader:
    """Opens pages of one site and remembers what the browser complains of."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        """Open a window; the options are Playwright's for a context."""
        self.base = base
        self.context: BrowserContext = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _failed(self, request: Request) -> None:
        """Note what could not be loaded, unless the reader had gone on to another page."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(request.url)

    def open(self, address: str) -> Page:
        """Go to an address of the site, with everything that it loads."""
        self.page.goto(self.base + address, wait_until="load")
        return self.page
