"""Run Pagefind over a share of the reviews; it never sees the site's own pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .search import Record, page, share_key, shares

NEEDED = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "index",
    "fragment",
    "filter",
)
"""What the browser loads, beside one file with statistics and one with the program."""


class SearchIndexError(RuntimeError):
    """Pagefind is missing or failed; the message says which, with its own words."""


def binary() -> Path:
    """Return the program that the package ``pagefind[extended]`` brings."""
    try:
        from pagefind_bin_extended import get_executable  # type: ignore[import-untyped]
    except ImportError:
        raise SearchIndexError(
            "install pagefind[extended], or set reviews_search = False"
        ) from None
    return Path(get_executable())


def index(
    records: Sequence[Record],
    lang: str,
    folder: Path,
    body: Callable[[Record], str],
    workers: int = 1,
) -> tuple[list[str], int]:
    """Index a language's records; return the folders (relative) and how many records were indexed.

    A share that stands there already is left alone. Raises SearchIndexError.
    """
    parts = shares(records) if records else []
    names = [f"search/{lang}/{number}" for number in range(len(parts))]

    def work(part: Sequence[Record], name: str) -> int:
        return index_share(part, folder / name, body)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        return names, sum(pool.map(work, parts, names))


def index_share(share: Sequence[Record], target: Path, body: Callable[[Record], str]) -> int:
    """Write one index unless it stands there already; return the number of reviews indexed."""
    stamp, key = target / "key.txt", share_key(share)
    if stamp.is_file() and stamp.read_text("ascii") == key:
        return 0
    build_index((page(record, body(record)) for record in share), target)
    stamp.write_text(key, "ascii")
    return len(share)


def build_index(pages: Iterable[str], target: Path) -> None:
    """Write the index of the given HTML pages into a folder, replacing it."""
    with tempfile.TemporaryDirectory(prefix="reviews-search-") as folder:
        source, made = Path(folder, "pages"), Path(folder, "index")
        source.mkdir()
        for number, content in enumerate(pages):
            Path(source, f"{number:06}.html").write_text(content, "utf-8")
        _run([str(binary()), "--site", str(source), "--output-path", str(made), "--silent"], folder)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for path in sorted(made.iterdir()):
            if path.name in NEEDED or path.suffix in (".pf_meta", ".pagefind"):
                shutil.move(path, target / path.name)


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SearchIndexError((done.stderr or done.stdout).strip()[-2000:] or "Pagefind failed")
