"""What ``live`` serves: the output, pages drawn ahead of it, and what is wrong, as it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..model.hashing import hash_of
from .config import PACKAGE
from .live_messages import Built, DrawnAhead, Failed, Message, Notice

OWN = "/_live/"
"""Below this address is what belongs to the tool and not to the site."""

SCRIPTS = PACKAGE / "live"
STILL_HERE = 15.0
"""Seconds after which a browser is told that nothing is new."""

ELSEWHERE = 8
"""Findings on other files that are shown one by one."""

WAITING = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Building</title></head>
<body><p>The site is being built. This page opens by itself.</p></body></html>
"""


@dataclass(slots=True)
class LiveSite:
    """The site as browsers are to see it now; safe to use from several threads."""

    out: Path
    changed: Condition = field(default_factory=Condition)
    number: int = 0
    """Grows with each change."""

    ahead: dict[str, bytes] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""
    built: int = 0
    """How often it was built."""

    def take(self, message: Message) -> None:
        """Show what the building process says."""
        with self.changed:
            if isinstance(message, DrawnAhead):
                if message.file:
                    self.ahead[message.file] = message.content
                    self.sources = {**self.sources, message.file: message.path}
                others = (other for other in self.notices if other.path != message.path)
                self.notices = (*message.notices, *others)
            elif isinstance(message, Built):
                self._take_build(message)
            elif isinstance(message, Failed):
                self.failure = message.why
            self.number += 1
            self.changed.notify_all()

    def _take_build(self, message: Built) -> None:
        """Show what was built; of what was saved while it ran the drawn pages are newer."""
        missed, sources = message.missed, self.sources
        self.ahead = {f: page for f, page in self.ahead.items() if sources.get(f) in missed}
        newer = tuple(each for each in self.notices if each.path in missed)
        self.notices = (*newer, *(each for each in message.notices if each.path not in missed))
        # A review that cannot be read has no page; where it was, its author waits for it.
        self.sources = {**self.sources, **message.sources}
        self.failure, self.built = "", self.built + 1

    def file_at(self, address: str) -> str:
        """Return the file below the output folder that an address stands for, nothing for none."""
        path = unquote(address.partition("?")[0])
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") for part in parts) or "\0" in path:
            return ""
        name = "/".join(parts)
        whole = bool(parts) and not path.endswith("/") and (self.out / name).is_file()
        return name if whole else f"{name}/index.html".lstrip("/")

    def page(self, file: str) -> bytes:
        """Return a page as it is now, nothing where there is none."""
        with self.changed:
            if file in self.ahead:
                return self.ahead[file]
        try:
            return (self.out / file).read_bytes()
        except OSError:
            return b""

    def state(self, address: str) -> dict[str, object]:
        """Return what the script on a page asks for again and again."""
        file = self.file_at(address)
        content = self.page(file)
        with self.changed:
            source = self.sources.get(file, "")
            here = [each for each in self.notices if source and each.path == source]
            other = [each for each in self.notices if not source or each.path != source]
            return {
                "page": hash_of(content) if content else "",
                "built": self.built,
                "failure": self.failure,
                "here": [_line(each) for each in here],
                "elsewhere": [_line(each) for each in other[:ELSEWHERE]],
                "more": max(0, len(other) - ELSEWHERE),
            }

    def wait(self, number: int) -> int:
        """Wait until something changes, or for a while; return the number of now."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != number, STILL_HERE)
            return self.number


def _line(finding: Notice) -> str:
    location = f"{finding.path}:{finding.line}" if finding.line else finding.path
    return f"{location}: {finding.text}" if location else finding.text


class Handler(SimpleHTTPRequestHandler):
    """Answers a browser."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: LiveSite, *args: Any) -> None:
        """Answer with a site as it is shown."""
        self.site = site
        super().__init__(*args, directory=str(site.out))

    def do_GET(self) -> None:
        """Send a page with the script of this tool, a file as it lies there, or news."""
        parts = urlsplit(self.path)
        file = self.site.file_at(parts.path)
        folder = (self.site.out / file).parent if file.endswith("/index.html") else None
        if parts.path.startswith(OWN):
            self._own(parts.path.removeprefix(OWN), parse_qs(parts.query))
        elif folder and folder.is_dir() and not parts.path.endswith("/"):
            super().do_GET()  # leads on to the address with a stroke
        elif file.endswith(".html") and self.site.page(file):
            self._page(file, HTTPStatus.OK)
        elif file and (self.site.out / file).is_file():
            super().do_GET()
        else:
            self._page("", HTTPStatus.NOT_FOUND)

    def _page(self, file: str, status: HTTPStatus) -> None:
        content = self.site.page(file) if file else b""
        body = content or (self.site.page("404.html") if self.site.built else WAITING)
        self._send(with_script(body, hash_of(content) if content else ""), "text/html", status)

    def _own(self, name: str, query: Mapping[str, list[str]]) -> None:
        if name == "events":
            self._events(query.get("at", ["/"])[0])
        elif name in ("live.js", "live.css"):
            kind = "text/javascript" if name.endswith(".js") else "text/css"
            self._send((SCRIPTS / name).read_bytes(), kind, HTTPStatus.OK)
        else:
            self._send(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def _send(self, body: bytes, kind: str, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _events(self, address: str) -> None:
        """Send the state of a page whenever something changes, until the browser is gone."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        number, before = -1, ""
        try:
            while True:
                number = self.site.wait(number)
                state = json.dumps(self.site.state(address))
                self.wfile.write(f"data: {state}\n\n".encode() if state != before else b":\n\n")
                before = state
        except OSError:
            self.close_connection = True

    def end_headers(self) -> None:
        """Let no browser keep anything."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the build."""


def with_script(page: bytes, content: str) -> bytes:
    """Return a page with the script and its style sheet at the end of its head."""
    tags = (
        f'<link rel="stylesheet" href="{OWN}live.css">'
        f'<script defer src="{OWN}live.js" data-page="{content}"></script>'
    ).encode()
    head, end, rest = page.partition(b"</head>")
    return head + tags + end + rest if end else tags + page


def serve(site: LiveSite, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that listens; whoever asks for it lets it run."""
    ThreadingHTTPServer.daemon_threads = True
    return ThreadingHTTPServer((host, port), partial(Handler, site))
