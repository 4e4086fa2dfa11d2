"""Run Pagefind over shares of the reviews; it never sees the site's own pages.

Indexing takes a good part of a build's time and needs nothing that Sphinx makes, only the review
files. So it runs beside the build, in a process of its own, and is awaited at the end.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .search import Record, body_of, page, share_key, shares, whole_text
from .search_text import SPACELESS

NEEDED = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "index",
    "fragment",
    "filter",
)
"""What the browser loads, beside one file with statistics and one with the program."""

Plan = Mapping[str, Sequence[Record]]
"""An index's folder, relative to the data's, to the records in it."""


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


def plan(found: Sequence[Record], lang: str) -> Plan:
    """Deal a language's records out to indexes."""
    parts = shares(found) if found else []
    return {f"search/{lang}/{number}": part for number, part in enumerate(parts)}


def due(planned: Plan, folder: Path) -> Plan:
    """Return the indexes that do not stand there already."""
    return {name: part for name, part in planned.items() if not _stands(folder / name, part)}


def _stands(target: Path, part: Sequence[Record]) -> bool:
    stamp = target / "key.txt"
    return stamp.is_file() and stamp.read_text("ascii") == share_key(part)


class Indexing:
    """Indexes in the making, beside whatever the caller does."""

    def __init__(self, root: Path, folder: Path, planned: Plan) -> None:
        """Begin to write the indexes below a folder, of review files below a root.

        Raises SearchIndexError where Pagefind is not installed.
        """
        self.count = sum(map(len, planned.values()))
        package = str(Path(__file__).parents[2])
        known = os.environ.get("PYTHONPATH")
        path = os.pathsep.join((package, known)) if known else package
        with tempfile.TemporaryFile() as job:
            pickle.dump((binary(), root, folder, planned), job)
            job.seek(0)
            self._process = subprocess.Popen(  # noqa: S603 - our own module and interpreter
                [sys.executable, "-m", __name__],
                env={**os.environ, "PYTHONPATH": path},
                stdin=job,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )

    def wait(self) -> None:
        """Return when everything stands. Raises SearchIndexError."""
        _, said = self._process.communicate()
        if self._process.returncode:
            raise SearchIndexError(said.decode("utf-8", "replace").strip() or "the indexer died")

    def stop(self) -> None:
        """Give up; what is half done is begun anew another time."""
        self._process.terminate()
        self._process.communicate()


def index(root: Path, folder: Path, planned: Plan, program: Path) -> None:
    """Write the indexes one after another. Raises SearchIndexError."""
    for name, part in planned.items():
        texts = [
            whole_text(record, body_of(root / record.review.path, record.review.body_line))
            for record in part
        ]
        files = [
            f"{name}/text/{number}.txt" if record.review.lang in SPACELESS else ""
            for number, record in enumerate(part)
        ]
        build_index(map(page, part, texts, files), folder / name, program)
        for file, text in zip(files, texts, strict=True):
            if file:
                Path(folder, file).parent.mkdir(exist_ok=True)
                Path(folder, file).write_text(text, "utf-8")
        (folder / name / "key.txt").write_text(share_key(part), "ascii")


def build_index(pages: Iterable[str], target: Path, program: Path) -> None:
    """Write the index of the given HTML pages into a folder, replacing it."""
    with tempfile.TemporaryDirectory(prefix="reviews-search-") as folder:
        source, made = Path(folder, "pages"), Path(folder, "index")
        source.mkdir()
        for number, content in enumerate(pages):
            Path(source, f"{number:06}.html").write_text(content, "utf-8")
        _run([str(program), "--site", str(source), "--output-path", str(made), "--silent"], folder)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for path in sorted(made.iterdir()):
            if path.name in NEEDED or path.suffix in (".pf_meta", ".pagefind"):
                shutil.move(path, target / path.name)


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SearchIndexError((done.stderr or done.stdout).strip()[-2000:] or "Pagefind failed")


def main() -> None:
    """Do the job on standard input, which ``Indexing`` wrote; say on standard error what failed."""
    program, root, folder, planned = pickle.load(sys.stdin.buffer)
    try:
        index(root, folder, planned, program)
    except (SearchIndexError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
