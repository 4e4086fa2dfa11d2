"""Measure the books of each language: those of ``REVIEWS_CORPUS``, or the starter site's.

Reading is what any first build of the site does; writing is our own part of the books; compiling is
Typst's wall time. Memory is sampled: the largest sum over all processes at one moment.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from run import ROOT, lay_out

LANGUAGES = ("en", "ja")


@dataclass(frozen=True)
class Measured:
    """A finished command: its output, wall and processor seconds, peak memory in MB, status."""

    said: str
    seconds: float
    processor: float
    megabytes: float
    status: int


def run(command: Sequence[str], folder: Path) -> Measured:
    """Run a command and measure it with all that it starts."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "_ext")}
    before, began = os.times(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    ) as process:  # fmt: skip
        peak, over = [0.0], threading.Event()
        sampler = threading.Thread(target=sample, args=(process.pid, peak, over))
        sampler.start()
        said, _ = process.communicate()
        over.set()
        sampler.join()
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    return Measured(said, time.perf_counter() - began, used, peak[0], process.returncode)


def sample(process: int, peak: list[float], over: threading.Event) -> None:
    """Note the largest sum of resident memory until told to stop."""
    while not over.wait(0.1):
        peak[0] = max(peak[0], sum(map(resident, family(process))))


def family(process: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield process
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    for child in told.split():
        yield from family(int(child))


def resident(process: int) -> float:
    """Return a process's resident memory in MB; shared pages count in each."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def books(site: Path, folder: Path, lang: str, count: int) -> None:
    """Set a language's books and print what it took."""
    doctrees = ["-d", str(folder / "doctrees")]
    sphinx = [sys.executable, "-m", "sphinx", *doctrees]
    out = folder / "books"
    reading = run([*sphinx, "-b", "reviewpdf", "-D", "reviewpdf_refs=none", ".", str(out)], site)
    made = run(
        [*sphinx, "-b", "reviewpdf", "-D", f"reviewpdf_language={lang}", ".", str(out)], site
    )
    typst = re.search(r"Typst took ([\d.]+) s", made.said)
    compiling = float(typst[1]) if typst else 0.0
    files = sorted(out.rglob("*.pdf"))
    print(
        f"{lang}: {count} reviews, {len(files)} files, {pages(files)} pages, "
        f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB\n"
        f"  reading {reading.seconds:.1f} s ({reading.processor:.1f} s of processor), "
        f"writing {made.seconds - compiling:.1f} s, compiling {compiling:.1f} s "
        f"(writing and compiling {made.processor:.1f} s of processor), "
        f"peak {made.megabytes:.0f} MB, exit {made.status}, "
        f"{len(re.findall(r'^.*WARNING', made.said, re.M))} warnings",
        flush=True,
    )
    for line in sorted(set(re.findall(r"\[(review\.pdf\.\w+)\]", made.said))):
        print(f"  {line}: {made.said.count(line)}")


def pages(files: Sequence[Path]) -> int | str:
    """Count the pages of the books, where pdfinfo is there to tell."""
    if not shutil.which("pdfinfo"):
        return "?"
    told = (subprocess.run(["pdfinfo", str(f)], capture_output=True, text=True) for f in files)
    return sum(int(found[1]) for t in told if (found := re.search(r"Pages:\s+(\d+)", t.stdout)))


def main() -> None:
    """Measure each language, each from nothing."""
    corpus = os.environ.get("REVIEWS_CORPUS", "")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load at the start {load:.1f}")
    for lang in LANGUAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if corpus:
                files = sorted(Path(corpus, "_products", lang).rglob("*.md"))
                site, _ = lay_out(folder, files, Path(corpus))
            else:
                site, files = ROOT, sorted((ROOT / "reviews").rglob(f"{lang}/**/*.md"))
            books(site, folder, lang, len(files))


if __name__ == "__main__":
    main()
