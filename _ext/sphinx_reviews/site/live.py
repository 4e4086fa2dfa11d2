"""``live``: serve a site while it is written; each saved file is seen in the browser at once."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .live_messages import Failed, LiveBuild, Saved

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from .live_server import LiveSite


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command; what it needs is loaded when it runs."""
    command = commands.add_parser(
        "live",
        help="serve the site, and build what is saved",
        description="Serve the site with its drafts, and build what is saved. Ctrl-C ends it.",
    )
    command.add_argument("source", type=Path, help="the folder with conf.py")
    command.add_argument("out", type=Path, help="the folder to build in")
    command.add_argument("-d", dest="doctrees", type=Path, help="the folder of Sphinx's caches")
    command.add_argument(
        "-b", dest="builder", choices=("dirhtml", "html"), default="dirhtml",
        help="dirhtml makes a folder of each page, html a file",
    )  # fmt: skip
    command.add_argument(
        "-j", dest="jobs", type=_jobs, default="auto", metavar="N",
        help="processes for large builds; auto takes one for each processor",
    )  # fmt: skip
    command.add_argument(
        "-D", dest="values", type=_value, action="append", default=[], metavar="NAME=VALUE",
        help="a value that replaces that of conf.py",
    )  # fmt: skip
    command.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    command.add_argument("--port", type=_port, default=8000, help="the port; 0 takes any")
    command.set_defaults(run=live_command)


def _jobs(text: str) -> int:
    """Read a number of processes."""
    count = (os.cpu_count() or 1) if text == "auto" else int(text) if text.isdecimal() else 0
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is neither auto nor a number from 1")
    return count


def _port(text: str) -> int:
    """Read a port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 0 to 65535")
    return int(text)


def _value(text: str) -> tuple[str, str]:
    """Read a value of the configuration."""
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise argparse.ArgumentTypeError(f"{text!r} is not written as NAME=VALUE")
    return name, value


def live_command(arguments: argparse.Namespace) -> int:
    """Serve and build until interrupted."""
    site = _site(arguments)
    if not (site.source / "conf.py").is_file():
        print(f"sphinx_reviews: {site.source}: there is no conf.py", file=sys.stderr)
        return 2
    if site.out == site.source:
        print(f"sphinx_reviews: {site.out}: build in another folder", file=sys.stderr)
        return 2
    try:
        from .live_watch import saved
    except ImportError:
        print(
            "sphinx_reviews: live needs watchfiles: install sphinx-reviews[live]", file=sys.stderr
        )
        return 2
    from .live_server import LiveSite, serve

    gc.enable()  # other commands end before garbage matters
    site.out.mkdir(parents=True, exist_ok=True)
    live_site = LiveSite(site.out)
    try:
        server = serve(live_site, arguments.host, arguments.port)
    except OSError as error:
        address = f"{arguments.host}:{arguments.port}"
        print(f"sphinx_reviews: cannot listen at {address}: {error.strerror}", file=sys.stderr)
        return 2
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving on http://{arguments.host}:{server.server_address[1]}/", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    builds = Builds(site, live_site)
    try:
        builds.begin()
        for paths in saved(site.source, [site.out, site.doctrees]):
            builds.take(paths)
    except KeyboardInterrupt:
        print()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        builds.end()
    return 0


def _site(arguments: argparse.Namespace) -> LiveBuild:
    source, out = arguments.source.resolve(), arguments.out.resolve()
    doctrees = (arguments.doctrees or out / ".doctrees").resolve()
    values = {"reviews_drafts": "1", **dict(arguments.values)}
    return LiveBuild(source, out, doctrees, arguments.builder, arguments.jobs, values)


def work(line: Connection, site: LiveBuild) -> None:
    """Be the process that builds; Sphinx is loaded here and stays."""
    from .live_worker import Worker

    Worker(line, site).run()


class Builds:
    """The process that builds: begun anew where its code or configuration is another."""

    def __init__(self, site: LiveBuild, live_site: LiveSite) -> None:
        """Nothing is begun yet."""
        self._site, self._live_site = site, live_site
        self._worker: Any = None
        self._line: Connection | None = None
        self._failed = False

    def begin(self) -> None:
        """Begin a process, which builds the site."""
        context = get_context("spawn")
        self._failed = False
        self._line, theirs = context.Pipe()
        self._worker = context.Process(target=work, args=(theirs, self._site))
        self._worker.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(self._line,), daemon=True).start()

    def _listen(self, line: Connection) -> None:
        """Show what the process says, until it ends."""
        try:
            while True:
                message = line.recv()
                # It ends by itself then; whatever is sent to it would be lost.
                self._failed = isinstance(message, Failed) and line is self._line
                self._live_site.take(message)
        except (EOFError, OSError):
            if line is self._line and not self._failed:
                self._live_site.take(
                    Failed("the build ended without a word; save a file to try again")
                )

    def take(self, paths: Iterable[Path]) -> None:
        """Hand on what was saved; begin anew for code and configuration, or after a failure."""
        names = tuple(sorted(_below(path, self._site.source) for path in paths))
        again = any(name.endswith(ONCE) for name in names)
        if again or self._failed or not self._worker.is_alive():
            self.end()
            self.begin()
        elif self._line:
            try:
                self._line.send(Saved(names))
            except OSError:
                self.take(paths)

    def end(self) -> None:
        """End the process, wherever it is: the next build does what it left."""
        line, self._line = self._line, None
        if self._worker is not None:
            self._worker.terminate()
            self._worker.join()
        if line is not None:
            line.close()


def _below(path: Path, source: Path) -> str:
    return path.relative_to(source).as_posix() if path.is_relative_to(source) else path.as_posix()


ONCE = (".py", ".po", ".mo", ".css", ".js", ".jinja", ".toml", "_t")
"""Endings of files that Python or Sphinx read once in a process: code, words, check sums."""
