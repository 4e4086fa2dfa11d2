"""Serving a built site under a strict policy, with an empty page and axe-core beside it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'self'"
)

FRAMES = "/frames-of-the-tests"
"""An empty page without a policy, in which others can be opened."""

AXE_FILE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
AXE = "/axe-of-the-tests"
"""Where every site has it: what a page loads is compiled once, what is sent to it each time."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files with a policy, and the site's own page for what is missing."""

    protocol_version = "HTTP/1.1"  # one connection and one thread for many files
    disable_nagle_algorithm = True

    def __init__(
        self, *args: Any, policy: str = "", enforced: bool = True, kept: str = "", **kwargs: Any
    ) -> None:
        """Remember the policy and what may be kept; the base class answers the request at once."""
        self.policy, self.kept = policy, kept
        self.header = f"Content-Security-Policy{'' if enforced else '-Report-Only'}"
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        if self.policy and self.path != FRAMES:
            self.send_header(self.header, self.policy)
        kept = (AXE, self.kept) if self.kept else AXE
        keep = self.path.startswith(kept)  # else a browser asks whether it holds
        self.send_header("Cache-Control", "max-age=3600" if keep else "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer with a file, with the empty page, or with axe-core."""
        if self.path == FRAMES:
            page = b"<!doctype html><link rel='icon' href='data:,'><title>Frames</title><body>"
            self._answer(200, page)
        elif self.path == AXE:
            self._answer(200, AXE_FILE.read_bytes(), "text/javascript")
        else:
            super().do_GET()

    def _answer(self, code: int, page: bytes, kind: str = "text/html") -> None:
        """Send a page or a script."""
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def send_error(self, code: int, *args: Any, **kwargs: Any) -> None:
        """Answer with the site's page for missing addresses."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, *args, **kwargs)
            return
        self._answer(404, page.read_bytes())

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Answers until it is closed, and not on the connections that browsers keep after that."""

    def __init__(self, handler: Callable[..., Handler]) -> None:
        """Listen on a port that nobody has."""
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember a connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that has ended."""
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """End all connections, too."""
        super().server_close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(
    folder: Path, policy: str = POLICY, *, enforced: bool = True, kept: str = ""
) -> Iterator[str]:
    """Serve a folder and yield its address, without a ``/`` at the end.

    What lies below ``kept`` never changes, and a browser need not ask for it twice.
    """
    handler = partial(Handler, directory=str(folder), policy=policy, enforced=enforced, kept=kept)
    server = Server(handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
