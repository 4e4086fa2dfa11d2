"""Measure the build beside stock Sphinx on the same files, in the same run: ``make bench``.

``REVIEWS_CORPUS`` (or ``--corpus``) names a directory of real reviews, else the starter's are taken;
where more are wanted than there are, they come again about other subjects. Seconds are of the clock on the wall; beside them the time on a core, which
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
from collections.abc import Mapping, Sequence
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
    # An author's Python keeps compiled modules; where a machine is told not to, it is no measure.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
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


def repeated(folder: Path, files: Sequence[Path], base: Path, count: int) -> list[Path]:
    """Write ``count`` reviews: those given, again and again, each time about other subjects."""
    made = []
    for number in range(count):
        source, turn = files[number % len(files)], number // len(files)
        text = source.read_text("utf-8")
        if turn:
            text = renamed(text, turn)
        name = source.relative_to(base)
        target = folder / (name.with_stem(f"{name.stem}-{turn}") if turn else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        made.append(target)
    return made


def renamed(text: str, turn: int) -> str:
    """Return a review about another subject: ref, address, name and title carry a number."""
    name = re.search(r"^target_name: *\"?([^\"\n]+)", text, re.MULTILINE)
    if name:
        title = re.compile(rf"^(title:.*{re.escape(name[1].strip())})", re.MULTILINE)
        text = title.sub(rf"\1 No. {turn}", text, count=1)
    for key, found, put in (
        ("ref", r"^(ref: *\"?[^\"\s]+)", rf"\1-{turn}"),
        ("permalink", r"^(permalink: *\"?[^\"\s]+?)/(\"?)$", rf"\1-{turn}/\2"),
        ("target_name", r"^(target_name: *\"?[^\"\n]+)", rf"\1 No. {turn}"),
    ):
        text, changed = re.subn(found, put, text, count=1, flags=re.MULTILINE)
        if not changed:
            raise ValueError(f"no {key} in one line")
    return text


def build_figures(
    files: Sequence[Path], base: Path, processes: int, stock_too: bool
) -> list[tuple[str, Run]]:
    """Measure stock and our builds of the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, stock = lay_out(folder, files, base)
        out, jobs = folder / "out", ("-j", str(processes))
        figures = []
        if stock_too:
            stock_out = folder / "stock-out"
            figures = [
                ("stock Sphinx, theme basic", sphinx(stock, stock_out, *jobs)),
                ("  again, nothing changed", sphinx(stock, stock_out, *jobs)),
            ]
        without = sphinx(ours, folder / "without", *jobs, "-D", "reviews_search=0")
        shutil.rmtree(folder / "without")
        figures += [
            (f"ours, -j {processes}, no full text", without),
            (f"ours, -j {processes}", sphinx(ours, out, *jobs)),
            ("  again, nothing changed", sphinx(ours, out, *jobs)),
        ]
        edited = ours / "reviews" / files[0].relative_to(base)
        edited.touch()
        figures.append(("  again, one file touched", sphinx(ours, out, *jobs)))
        edited.write_text(longer(edited.read_text("utf-8")), "utf-8")
        figures.append(("  again, one text edited", sphinx(ours, out, *jobs)))
        edited.write_text(scored(edited.read_text("utf-8")), "utf-8")
        figures.append(("  again, one score edited", sphinx(ours, out, *jobs)))
        check = [sys.executable, "-m", "sphinx_reviews", "check", "."]
        figures.append(("check, cold", measure([*check, "--no-cache"], ours)))
        measure(check, ours)
        figures.append(("check, unchanged", measure(check, ours)))
        return figures


def medians(tables: Sequence[list[tuple[str, Run]]]) -> list[tuple[str, Run]]:
    """Return, line by line, the run that took the middle of all times; of two the shorter."""
    lines = zip(*tables, strict=True)
    return [
        (
            line[0][0],
            sorted((run for _, run in line), key=lambda r: r.seconds)[(len(line) - 1) // 2],
        )
        for line in lines
    ]


def share_figures(
    files: Sequence[Path], base: Path, processes: int, count: int
) -> list[tuple[str, Run]]:
    """Measure shares of a site one after the other, and merging them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, _ = lay_out(folder, files, base)
        jobs = ("-j", str(processes))
        shares = [folder / f"share-{number}" for number in range(1, count + 1)]
        runs = [
            sphinx(ours, out, *jobs, "-D", f"reviews_shard={number}/{count}")
            for number, out in enumerate(shares, start=1)
        ]
        merge = [sys.executable, "-m", "sphinx_reviews", "merge", *map(str, shares)]
        longest = max(runs, key=lambda run: run.seconds)
        return [
            (f"first of {count} shares, -j {processes}", runs[0]),
            (f"longest of {count} shares", longest),
            ("merging them", measure([*merge, "-o", str(folder / "out")], ours)),
        ]


def longer(text: str) -> str:
    """Return a review with a sentence more below its first heading."""
    return re.sub(r"^(## .*\n)", r"\1\nOne more sentence.\n", text, count=1, flags=re.MULTILINE)


def scored(text: str) -> str:
    """Return a review whose last score is another."""
    found = re.search(r"^rating: \[(.*)\]$", text, re.MULTILINE)
    if not found:
        raise ValueError("no rating in one line")
    *others, last = found[1].split(",")
    other = " 0.3" if last.strip() != "0.3" else " 0.4"
    return text.replace(found[0], f"rating: [{','.join([*others, other])}]")


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
    options.add_argument("--sizes", default="500,2000,7611", help="numbers of reviews; 0 is all")
    options.add_argument("--no-stock", action="store_true", help="leave stock Sphinx out")
    options.add_argument("--runs", type=int, default=3, help="how often each build is measured")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument(
        "--only", choices=("build", "shares", "browser", "search", "live", "pdf"), default=""
    )
    options.add_argument("--shares", type=int, default=4, help="machines to build on; 0 for none")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(given.corpus) if given.corpus else ROOT / "reviews"
        files = real_files(base)
        print(f"{len(files)} reviews in {given.corpus or 'the starter set'}")
        wanted = (int(size) or len(files) for size in given.sizes.split(","))
        for size in sorted(set(wanted)):
            made = Path(name, str(size))
            sample = repeated(made, files, base, size)
            if given.only in ("", "build"):
                tables = [
                    build_figures(sample, made, given.processes, not given.no_stock)
                    for _ in range(given.runs)
                ]
                times = f", the median of {given.runs} runs" if given.runs > 1 else ""
                show(f"{size} reviews{times}", size, medians(tables))
            if given.shares and given.only in ("", "shares"):
                shared = share_figures(sample, made, given.processes, given.shares)
                show(f"{size} reviews in shares", size, shared)
            if parts := [part for part in ("browser", "search") if given.only in ("", part)]:
                readers(parts, size, sample, made, given.processes)
            shutil.rmtree(made)
    if given.only in ("", "live"):
        print("\nlive\n", flush=True)
        run_part("live", {"REVIEWS_CORPUS": given.corpus, "SIZES": given.sizes})
    if given.only in ("", "pdf"):
        print("\npdf\n", flush=True)
        run_part("pdf", {})


def readers(
    parts: Sequence[str], size: int, files: Sequence[Path], base: Path, processes: int
) -> None:
    """Measure what readers of a site of these reviews meet: its pages as built, and its search."""
    with tempfile.TemporaryDirectory() as name:
        ours, _ = lay_out(Path(name), files, base)
        built = sphinx(ours, Path(name, "out"), "-j", str(processes))
        if built.status:
            raise SystemExit(f"the build failed: {built.status}")
        environment = {
            "REVIEWS_CORPUS": str(ours / "reviews"), "REVIEWS_BUILT": str(Path(name, "out")),
        }  # fmt: skip
        for part in parts:
            print(f"\n{part}, {size} reviews\n", flush=True)
            run_part(part, environment)


def run_part(part: str, environment: Mapping[str, str]) -> None:
    """Run the script that measures a part."""
    command = [sys.executable, str(Path(__file__).with_name(f"{part}.py"))]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | environment)


if __name__ == "__main__":
    main()
