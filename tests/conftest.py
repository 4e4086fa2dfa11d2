"""Fixtures that all tests share."""

from __future__ import annotations

import fcntl
import gc
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from browsing import Reader, Windows, launched
from costs import Costs
from keeping import keep
from serving import serving
from support import Site, copies, copy_corpus, new_site, sphinx_build, starter_root

settings.register_profile("project", deadline=None)
settings.load_profile("project")
keep()
logging.disable(logging.DEBUG)  # Sphinx would write a thousand lines a build that nobody reads.

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder of a run has a name of its own
ROOM = 4 << 30
"""Bytes that must be free in memory, so that small sites are laid out there and not on a disk."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew, and the one that measures."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--costs", action="store_true", help="tell what each file of tests costs")


def pytest_configure(config: pytest.Config) -> None:
    """Measure where that is asked for."""
    if config.getoption("--costs"):
        config.pluginmanager.register(Costs())


LONGEST = (
    "browser/test_search.py", "browser/test_explorer.py", "build/test_scripts.py",
    "look/test_every_page.py", "security/test_table_books.py", "security/test_table_web.py",
    "build/test_hosting.py", "build/test_faults.py", "build/test_incremental.py", "build/test_broken.py",
    "browser/test_compare.py", "pdf/test_books.py", "look/test_themes.py", "build/test_builders.py",
    "build/test_guest.py", "browser/test_labels.py", "look/test_kinds.py", "build/test_shares.py",
    "build/test_unchanged.py", "build/test_live.py", "build/test_links.py", "build/test_bare_site.py",
    "browser/test_weight.py", "build/test_moving.py", "security/test_pictures.py",
    "check/test_mutations.py", "build/test_moved_facts.py", "browser/test_names_found.py",
)  # fmt: skip
"""The files that take longest, so that none of them is begun last while other processes wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; the others follow as they were collected."""
    rank = {name: place for place, name in enumerate(LONGEST)}
    here = Path(__file__).parent
    items.sort(key=lambda item: rank.get(item.path.relative_to(here).as_posix(), len(rank)))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lives as long as the run, and begin to copy."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    copies.begin()


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that lays out a small site and builds it in this process."""
    made: list[Site] = []

    def make(files: Mapping[str, str | bytes], conf: str = "", builder: str = "dirhtml") -> Site:
        made.append(new_site(tmp_path / f"site{len(made)}", files, conf))
        return made[-1].build(builder)

    return make


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Site:
    """Return the starter site, built once per run with warnings as errors by plain Sphinx."""
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent
    out = base / "starter"
    with (base / "starter.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            options = ("-W", "--keep-going", "-b", "dirhtml", "-d", str(base / "starter-doctrees"))
            done = sphinx_build(starter_root(), out, *options)
            assert done.returncode == 0, done.stderr
    return Site(starter_root(), output=out)


@pytest.fixture(scope="session")
def built_corpus(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Site:
    """Return the site of the real reviews, built once per run; skip where there are none.

    It holds 200 taken evenly from all of them, or as many as ``REVIEWS_SAMPLE`` says; 0 is all.
    """
    folder = os.environ.get("REVIEWS_CORPUS")
    if not folder:
        pytest.skip("REVIEWS_CORPUS names no folder of real reviews")
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent
    site = Site(base / "corpus", output=base / "corpus-html")
    with (base / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.out.exists():
            sample = int(os.environ.get("REVIEWS_SAMPLE", "200"))
            copy_corpus(Path(folder), site.root, sample)
            options = ("-b", "dirhtml", "-j", "auto", "-D", "reviews_search=0")
            done = sphinx_build(site.root, site.out, *options, "-d", str(base / "corpus-doctrees"))
            assert done.returncode == 0, done.stderr[-5000:]
    return site


@pytest.fixture(scope="session")
def starter_site(starter: Site) -> Path:
    """Return the folder of the starter site's pages."""
    return starter.out


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder under the strict policy and returns its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


@pytest.fixture(scope="session")
def starter_url(starter_site: Path) -> Iterator[str]:
    """Return the address at which the starter site is served."""
    with serving(starter_site, kept="/_static/") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return headless Chromium."""
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def windows(browser: Any) -> Windows:
    """Return the windows that tests use one after another."""
    return Windows(browser)


@pytest.fixture
def read(windows: Windows) -> Iterator[Callable[..., Reader]]:
    """Return a function that opens a window on a site; options are those of a browser context."""
    opened: list[Reader] = []

    def new(base: str, **options: Any) -> Reader:
        opened.append(Reader(windows, base, **options))
        return opened[-1]

    yield new
    for reader in opened:
        reader.close()
