"""Measure the build beside stock Sphinx on the same files, in the same run: ``make bench``.

``REVIEWS_CORPUS`` (or ``--corpus``) names a directory of real reviews; without one, the starter
reviews are multiplied. Seconds are of the clock on the wall; beside them the time on a core, which
other work on the machine disturbs less. Memory is the largest resident set of any one process.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STOCK = """\
project = "stock"
extensions = ["myst_parser"]
myst_enable_extensions = ["dollarmath"]
html_theme = "basic"
suppress_warnings = ["myst.header", "toc.not_included"]
"""


@dataclass(frozen=True)
class Run:
    """What one command took: seconds, peak resident memory in MB; and its exit status."""

    seconds: float
    cpu: float
    megabytes: float
    status: int


def measure(command: Sequence[str], folder: Path) -> Run:
    """Run a command and return what it took; its output is thrown away."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "_ext")}
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / 1024, process.returncode)


def sphinx(folder: Path, out: Path, *options: str) -> Run:
    """Measure one build."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", *options, ".", str(out)]
    return measure(command, folder)


def real_files(corpus: Path) -> list[Path]:
    """Return the files of a corpus in a fixed order that mixes kinds and languages."""
    files = sorted(corpus.rglob("*.md"))
    return sorted(files, key=lambda path: (hash_of(path.name), path.as_posix()))


def hash_of(name: str) -> int:
    """Return a number that is the same on every machine."""
    return sum(ord(c) * 31**i for i, c in enumerate(name)) % 1009


def lay_out(folder: Path, files: Sequence[Path], base: Path) -> tuple[Path, Path]:
    """Lay out our site and a stock one over the same reviews; return both folders."""
    ours, stock = folder / "ours", folder / "stock"
    for site in (ours, stock):
        for path in files:
            target = site / "reviews" / path.relative_to(base)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(ROOT / "conf.py", ours)
    shutil.copytree(ROOT / "docs", ours / "docs")
    (ours / "_ext").symlink_to(ROOT / "_ext")
    (stock / "conf.py").write_text(STOCK)
    (stock / "index.md").write_text("# Reviews\n")
    return ours, stock


def multiplied(folder: Path, count: int) -> Path:
    """Write ``count`` reviews made from the starter ones by renaming their subjects."""
    starters = sorted((ROOT / "reviews").rglob("*.md"))
    for number in range(count):
        source = starters[number % len(starters)]
        text = source.read_text("utf-8")
        text = re.sub(r"^(ref: .*)$", rf"\1-{number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(permalink: .*)/$", rf"\1-{number}/", text, count=1, flags=re.MULTILINE)
        text = re.sub(
            r'^(target_name: ".*)"$', rf'\1 No. {number}"', text, count=1, flags=re.MULTILINE
        )
        target = folder / source.relative_to(ROOT / "reviews").with_stem(f"{source.stem}-{number}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def build_figures(files: Sequence[Path], base: Path, processes: int) -> list[tuple[str, Run]]:
    """Measure stock and our builds of the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, stock = lay_out(folder, files, base)
        out = folder / "out"
        figures = [
            ("stock Sphinx, theme basic", sphinx(stock, folder / "stock-out")),
            ("this project, one process", sphinx(ours, folder / "one")),
            (f"this project, -j {processes}", sphinx(ours, out, "-j", str(processes))),
            ("  again, nothing changed", sphinx(ours, out)),
        ]
        edited = ours / "reviews" / files[0].relative_to(base)
        edited.write_text(edited.read_text("utf-8").rstrip() + "\n\nOne more line.\n", "utf-8")
        figures.append(("  again, one review edited", sphinx(ours, out)))
        check = [sys.executable, "-m", "sphinx_reviews", "check", "."]
        figures.append(("check, cold", measure([*check, "--no-cache"], ours)))
        measure(check, ours)
        figures.append(("check, unchanged", measure(check, ours)))
        return figures


def show(title: str, pages: int, figures: Sequence[tuple[str, Run]]) -> None:
    """Print one table."""
    print(f"\n{title}\n")
    print(f"| {'what':<28} | {'seconds':>8} | {'ms/page':>8} | {'CPU s':>8} | {'MB':>6} | exit |")
    print(f"|{'-' * 30}|{'-' * 10}|{'-' * 10}|{'-' * 10}|{'-' * 8}|------|")
    for name, run in figures:
        each = 1000 * run.seconds / pages
        print(
            f"| {name:<28} | {run.seconds:8.1f} | {each:8.1f} | {run.cpu:8.1f} "
            f"| {run.megabytes:6.0f} | {run.status:4} |",
            flush=True,
        )


def main() -> None:
    """Measure and print everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", default=os.environ.get("REVIEWS_CORPUS", ""))
    options.add_argument("--sizes", default="500,2000,0", help="numbers of reviews; 0 is all")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--only", choices=("build", "browser", "search", "pdf"), default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(given.corpus) if given.corpus else multiplied(Path(name), 1000)
        files = real_files(base)
        print(f"{len(files)} reviews in {given.corpus or 'the multiplied starter set'}")
        if given.only in ("", "build"):
            wanted = (int(size) or len(files) for size in given.sizes.split(","))
            for size in sorted({size for size in wanted if size <= len(files)}):
                figures = build_figures(files[:size], base, given.processes)
                show(f"{size} reviews", size, figures)
    for part in ("browser", "search", "pdf"):
        script = Path(__file__).with_name(f"{part}.py")
        if given.only in ("", part) and script.exists():
            print(f"\n{part}\n", flush=True)
            subprocess.run([sys.executable, str(script)], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
