"""Measure ``make live``: from a saved file to the news that its page is another.

``python tests/bench/live.py --sizes 300,2000`` lays sites out as ``run.py`` does and edits ten reviews of
each, one after the other, each when the site is whole again. The second column is the time to the page of
another review that is saved while the site is built for the first, the third that to a whole site.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from sphinx_reviews.site.live_worker import BREATH

if __package__:
    from .run import ROOT, lay_out, longer, real_files, repeated
else:
    from run import ROOT, lay_out, longer, real_files, repeated

EDITS = 10
LONGEST = 900.0


@contextmanager
def live(source: Path, out: Path, log: Path, *options: str) -> Iterator[str]:
    """Yield the address of a site that is served while it is written."""
    command = [
        sys.executable,
        "-m",
        "sphinx_reviews",
        "live",
        "--port",
        "0",
        *options,
        str(source),
        str(out),
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "_ext"), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        while not (found := re.search(r"Serving on (\S+)/", log.read_text("utf-8"))):
            if process.poll() is not None:
                raise RuntimeError(log.read_text("utf-8"))
            time.sleep(0.05)
        yield found[1]
    finally:
        process.terminate()
        process.wait()


def news(base: str, address: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a page is told, as a browser hears it."""
    state: Mapping[str, Any] = {}
    with urllib.request.urlopen(f"{base}/_live/events?at={quote(address)}") as lines:  # noqa: S310
        for line in lines:
            if line.startswith(b"data: "):
                state = json.loads(line[6:])
            if state and line.startswith((b"data: ", b":")):
                yield state


def until(base: str, address: str, done: Callable[[Mapping[str, Any]], bool]) -> None:
    """Wait until a page is told something; fail where that does not come at all."""
    end = time.monotonic() + LONGEST
    for state in news(base, address):
        if done(state):
            return
        if time.monotonic() > end:
            break
    raise RuntimeError(f"{address} was never told what was waited for")


def edits(folder: Path, size: int, corpus: Path) -> tuple[float, float, float]:
    """Return the median seconds to the page, to one saved during a build, and to the whole site."""
    made = folder / "reviews"
    ours, _ = lay_out(folder, repeated(made, real_files(corpus), corpus, size), made)
    files = sorted((ours / "reviews").rglob("*.md"))
    first, during, whole = [], [], []
    with live(ours, folder / "out", folder / "log") as base:
        until(base, "/", lambda state: bool(state["built"]))
        for number in range(EDITS):
            path = files[number * len(files) // EDITS]
            count = next(news(base, "/"))["built"]
            began = time.perf_counter()
            first.append(seen(base, path))
            time.sleep(2 * BREATH)
            during.append(seen(base, files[number * len(files) // EDITS + 1]))
            until(base, "/", lambda state, was=count: state["built"] > was)
            whole.append(time.perf_counter() - began)
            until(base, "/", lambda state, was=count: state["built"] > was + 1)
    return median(first), median(during), median(whole)


def seen(base: str, path: Path) -> float:
    """Edit a review; return the seconds until its page is told of."""
    found = re.search(r"^permalink: *\"?([^\"\s]+)", path.read_text("utf-8"), re.MULTILINE)
    assert found
    before = next(news(base, found[1]))["page"]
    began = time.perf_counter()
    path.write_text(longer(path.read_text("utf-8")), "utf-8")
    until(base, found[1], lambda state: state["page"] != before)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", default=os.environ.get("REVIEWS_CORPUS", ""))
    options.add_argument("--sizes", default=os.environ.get("SIZES", "300,2000"))
    given = options.parse_args()
    corpus = Path(given.corpus) if given.corpus else ROOT / "reviews"
    print("| reviews | seconds to the page, p50 | during a build, p50 | to the whole site, p50 |")
    print(f"|{'-' * 9}|{'-' * 26}|{'-' * 21}|{'-' * 24}|")
    for size in given.sizes.split(","):
        with tempfile.TemporaryDirectory() as name:
            page, during, site = edits(Path(name), int(size), corpus)
        print(f"| {size:>7} | {page:24.2f} | {during:19.2f} | {site:22.2f} |", flush=True)


if __name__ == "__main__":
    main()
