"""Faults: whatever stops a build or damages its files, the next one is as a clean build.

A few of each run every time; ``make test-long`` runs as many as the variables below say.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from multiprocessing import active_children
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from faults import (
    DAMAGES,
    KILL,
    NO_MOUNTS,
    PNG,
    Begun,
    Forked,
    Whole,
    begin,
    clean,
    damage,
    differences,
    doctrees,
    forked,
    in_own_world,
    is_clear,
    mount,
    whole,
)  # fmt: skip
from pairs import everything
from sphinx_reviews.site import shares
from support import Site, body, new_site, path_of, review

ALL = everything()
KILLS = int(os.environ.get("REVIEWS_KILLS", "4"))
DAMAGED = int(os.environ.get("REVIEWS_DAMAGES", "8"))
SIZES = int(os.environ.get("REVIEWS_SIZES", "2"))

CONF = """
html_theme = "basic"
html_baseurl = "https://example.org/"
html_static_path = ["_own"]
html_css_files = ["own.css"]
html_extra_path = ["_extra"]
reviews_search = True
reviews_data = {"license": "MIT"}
reviews_moved = {"/old/": "/products/en/acme-a/"}
reviews_categories = {"phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]}}
"""
HOME = "# Home\n\n```{review-list}\n```\n\n```{toctree}\nplain\nja\n```\n\n![A dot](dot.png)\n"
PLAIN = "# Plain\n\nSee {doc}`ja` and {download}`dot.png`.\n"
JAPANESE = "---\nlang: ja\n---\n# Japanese\n\n```{latest}\n:lang: ja\n```\n"


def first_files() -> dict[str, str | bytes]:
    """Return a small site with some of everything that a build publishes."""
    return {
        path_of("acme-a"): review("acme-a", body(prose="Hear the Acme B [1].")),
        path_of("acme-b"): review("acme-b", rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]", price="250"),
        path_of("acme-c"): review("acme-c", rating="[1.0, 0.2, 0.2, 0.2, 0.2, 0.2]", price="99"),
        path_of("acme", kind="company"): review("acme", layout="company"),
        path_of("acme-a", "ja"): review("acme-a", lang="ja", price="15000"),
        "index.md": HOME, "plain.md": PLAIN, "ja.md": JAPANESE, "dot.png": PNG,
        "_own/own.css": "p {}\n", "_extra/CNAME": "example.org\n", "_extra/extra.html": "extra\n",
    }  # fmt: skip


def edit(site: Site) -> None:
    """Change a score, add a review and a page, and take one of each away."""
    site.write(path_of("acme-b"), review("acme-b", rating="[5.0, 1.0, 1.0, 1.0, 1.0, 1.0]"))
    site.write(path_of("acme-d"), review("acme-d", body(prose="Quite new [1].")))
    site.write("index.md", HOME.replace("ja\n", "more\n"))
    site.write("more.md", "# More\n\n{product}`acme-d` ![A dot](dot.png)\n")
    site.remove(path_of("acme-c"))
    site.remove("ja.md")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return the first site, built."""
    return begin(tmp_path_factory.mktemp("begun"), first_files(), CONF)


@pytest.fixture(scope="module")
def expected(begun: Begun, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Whole]:
    """Return what clean builds give, of the first site and of the edited one."""
    site = begun.again()
    found = {"first": clean(site, tmp_path_factory.mktemp("clean"))}
    edit(site)
    found["edited"] = clean(site, tmp_path_factory.mktemp("clean"))
    assert len(found["first"][0]) > 60
    assert found["first"] != found["edited"]
    return found


def test_a_build_after_an_edit_is_as_a_clean_one(begun: Begun, expected: dict[str, Whole]) -> None:
    """Not the pages alone: every file, such as copied texts, pictures, feeds, data, indexes."""
    site = begun.again()
    edit(site)
    assert differences(whole(site.build()), expected["edited"]) == []


# Stopped


@pytest.fixture(scope="module")
def lasting(begun: Begun) -> dict[tuple[str, int], float]:
    """Return how long a build takes, so that it is stopped at any of its moments."""
    found = {}
    for jobs in (1, 2):
        for kind in ("full", "incremental"):
            site = prepared(begun, kind)
            began = time.monotonic()
            build = forked(site, jobs, small_shares)
            assert build.wait() == 0, build.lines
            found[kind, jobs] = time.monotonic() - began
    return found


def small_shares() -> None:
    """Let even a small site be written by several processes."""
    shares.SMALLEST_SHARE = 1
    shares.WRITTEN_AT_ONCE = 3


def prepared(begun: Begun, kind: str) -> Site:
    """Return a site that is to be built: edited, or without anything of an earlier build."""
    site = begun.again()
    edit(site)
    if kind == "full":
        shutil.rmtree(site.out)
        shutil.rmtree(doctrees(site))
    return site


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_build_leaves_nothing_wrong(
    begun: Begun,
    expected: dict[str, Whole],
    lasting: dict[tuple[str, int], float],
    seed: int,
) -> None:
    """Killed at any moment, alone or with its processes: the next build is exact."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    kind, jobs = ("full", "incremental")[seed % 2], 1 + seed // 2 % 2
    group = (seed + seed // 2 + seed // 4) % 2 == 0  # of four seeds, each pair of these
    site = prepared(begun, kind)
    for _ in range(dice.choice((1, 1, 2))):
        build = forked(site, jobs, small_shares)
        time.sleep(dice.uniform(0, lasting[kind, jobs]))
        build.kill(KILL, group=group)
        build.wait()
    assert differences(whole(site.build()), expected["edited"]) == [], (kind, jobs, group)


INTERRUPTED = (
    [(1, (0.4, 0.6, 0.8)), (2, (0.4, 0.6, 0.8))] if ALL else [(1, (0.6,)), (2, (0.4, 0.8))]
)


@pytest.mark.parametrize(("jobs", "parts"), INTERRUPTED)
def test_an_interrupted_build_says_so(
    begun: Begun,
    expected: dict[str, Whole],
    lasting: dict[tuple[str, int], float],
    jobs: int,
    parts: tuple[float, ...],
) -> None:
    """Ctrl-C ends all of a build's processes with one line; the next build is exact."""
    for part in parts:
        site = prepared(begun, "full")
        build = forked(site, jobs, small_shares)
        time.sleep(part * lasting["full", jobs])
        build.kill(signal.SIGINT, group=True)
        status = build.wait()
        assert (status, build.lines[-1:]) == (2, ["Interrupted!"]) or status == 0, build.lines
        assert is_clear(build.lines), build.lines
        assert differences(whole(site.build()), expected["edited"]) == []


# Damaged


def places(site: Site) -> list[tuple[str, Path]]:
    """Return every file that a build keeps for the next, and those of every kind it publishes."""
    kept = [("cache", path) for path in doctrees(site).rglob("*") if path.is_file()]
    return sorted(kept) + sorted(("output", path) for path in site.out.rglob("*") if path.is_file())


def edited(site: Site, dice: random.Random) -> str:
    """Edit the site in two of three cases; return what it is then."""
    if dice.random() < 0.34:
        return "first"
    edit(site)
    return "edited"


# Two of the first eight damage what only a comparison of the bytes finds.
@pytest.mark.parametrize("seed", range(10, 10 + DAMAGED))
def test_a_damaged_file_is_made_anew(begun: Begun, expected: dict[str, Whole], seed: int) -> None:
    """Whatever a file of the caches or of the output has become, the next build is exact."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    site = begun.again()
    where = "cache" if seed % 2 else "output"
    done = []
    for _ in range(dice.choice((1, 1, 3))):
        path = dice.choice([path for kind, path in places(site) if kind == where])
        how = dice.choice(DAMAGES)
        damage(path, how, dice)
        done.append((path.relative_to(site.root.parent).as_posix(), how))
    state = edited(site, dice)
    assert differences(whole(site.build()), expected[state]) == [], (done, state)
    assert differences(whole(site.build()), expected[state]) == [], (done, state)


@pytest.mark.parametrize("name", ["environment.pickle", "plain.doctree"])
def test_a_cache_that_reads_well_but_is_wrong_is_not_used(
    begun: Begun, expected: dict[str, Whole], name: str
) -> None:
    """A flipped letter in what Sphinx keeps would be published: it can be read."""
    site = begun.again()
    file = doctrees(site) / name
    data = file.read_bytes()
    assert b"Plain" in data
    file.write_bytes(data.replace(b"Plain", b"Plaim"))
    (site.out / "plain/index.html").unlink()
    edit(site)
    assert differences(whole(site.build()), expected["edited"]) == []


TOGETHER = (
    ("_images", "products/en/acme-a", "data"), ("_sources", "_reviews/search/en", "feeds"),
    ("products", "_static"), ("_reviews",),
)  # fmt: skip
"""Folders of the output, some at a time; the long run takes each alone."""


@pytest.mark.parametrize(
    "folders", [(each,) for some in TOGETHER for each in some] if ALL else TOGETHER, ids="-".join
)
def test_a_file_in_the_place_of_a_folder_goes(
    begun: Begun, expected: dict[str, Whole], folders: tuple[str, ...]
) -> None:
    """A folder of the output that became a file is a folder again."""
    site = begun.again()
    for folder in folders:
        shutil.rmtree(site.out / folder)
        (site.out / folder).write_bytes(b"no folder")
    assert differences(whole(site.build()), expected["first"]) == []


def test_a_file_in_the_place_of_the_caches_goes(begun: Begun, expected: dict[str, Whole]) -> None:
    """What a build keeps is kept in a folder, whatever lies there."""
    site = begun.again()
    shutil.rmtree(doctrees(site))
    doctrees(site).write_bytes(b"no folder")
    assert differences(whole(site.build()), expected["first"]) == []


@pytest.mark.parametrize("lost", ["caches", "record", "ledger"])
def test_pages_that_nobody_wrote_are_removed(begun: Begun, tmp_path: Path, lost: str) -> None:
    """A stray page goes, also where nothing is known of the last build; other files stay."""
    site = begun.again()
    site.write("../site-dirhtml/products/en/stray/index.html", "stray")
    site.write("../site-dirhtml/.nojekyll", "")
    site.remove(path_of("acme-c"))
    if lost == "caches":
        shutil.rmtree(doctrees(site))
    name = {"record": "reviews-output.json", "ledger": "reviews-pages.json"}.get(lost, "")
    (doctrees(site) / name).unlink() if name else None
    found = whole(site.build())
    assert found[0].pop(".nojekyll") == b""
    assert differences(found, clean(site, tmp_path / "clean")) == []


def test_files_that_were_there_before_the_first_build_stay(tmp_path: Path) -> None:
    """A folder that holds other pages than ours loses none of them."""
    site = new_site(tmp_path / "site", first_files(), CONF)
    site.write("../site-dirhtml/other/index.html", "other")
    for _ in range(2):
        site.build()
        assert site.file("other/index.html") == "other"


# No room, no right


def limited(size: int) -> None:
    """Let no file grow beyond a size."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("seed", range(SIZES))
def test_a_build_that_may_not_write_enough_ends_in_one_line(
    begun: Begun, expected: dict[str, Whole], seed: int
) -> None:
    """At any size that is too small: one line says so, and the next build is exact."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    jobs, kind = 1 + seed % 2, ("full", "incremental")[(seed + seed // 2) % 2]
    site = prepared(begun, kind)

    def before() -> None:
        small_shares()
        limited(int(2 ** dice.uniform(6, 12.5)))

    ends_in_one_line(forked(site, jobs, before))
    assert differences(whole(site.build()), expected["edited"]) == []


def slow_to_begin() -> None:
    """Begin no process before those at work had time to fail: what one tells comes before the last."""
    start = ForkProcess.start

    def start_late(self: ForkProcess) -> None:
        time.sleep(0.3 if active_children() else 0)
        start(self)

    ForkProcess.start = start_late  # type: ignore[method-assign]


@pytest.mark.parametrize("seed", range(SIZES))
def test_a_share_that_fails_before_the_last_is_begun_is_not_forgotten(
    begun: Begun, expected: dict[str, Whole], seed: int
) -> None:
    """Slow machines begin shares one after the other, and an early one may have failed by then."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    site = prepared(begun, "full")

    def before() -> None:
        small_shares()
        slow_to_begin()
        limited(int(2 ** dice.uniform(6, 12.5)))

    ends_in_one_line(forked(site, 2, before))
    assert differences(whole(site.build()), expected["edited"]) == []


@pytest.mark.parametrize("seed", range(SIZES))
def test_a_full_disk_ends_a_build_in_one_line(
    begun: Begun, expected: dict[str, Whole], seed: int
) -> None:
    """Whenever a disk becomes full: one line says so; with room the next build is exact."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    jobs, kind = 1 + seed % 2, ("full", "incremental")[(seed + seed // 2) % 2]

    def work() -> None:
        site = on_a_disk(begun, kind)
        room = dice.randrange({"full": 700, "incremental": 24}[kind]) * 1024
        resized(site, f"size={used(site.root.parent) + room}")
        ends_in_one_line(forked(site, jobs, small_shares))
        resized(site, "size=100m")
        assert differences(whole(site.build()), expected["edited"]) == [], room

    done(in_own_world(work))


def test_an_output_that_cannot_be_written_to_is_told_in_one_line(
    begun: Begun, expected: dict[str, Whole]
) -> None:
    """A disk that may only be read is said to be one, and nothing of the site changes."""

    def work() -> None:
        site = on_a_disk(begun, "incremental")
        resized(site, "ro")
        ends_in_one_line(forked(site))
        new = Site(site.root, output=site.root.parent / "new" / "html")
        ends_in_one_line(forked(new))
        resized(site, "rw")
        assert differences(whole(site.build()), expected["edited"]) == []

    done(in_own_world(work))


def on_a_disk(begun: Begun, kind: str) -> Site:
    """Return the site that is to be built, on a disk of its own."""
    place = begun.site.root.parent
    assert mount("-t", "tmpfs", "-o", "size=100m", "none", str(place))
    shutil.copytree(begun.copy, place, dirs_exist_ok=True)
    site = Site(begun.site.root)
    edit(site)
    if kind == "full":
        shutil.rmtree(site.out)
        shutil.rmtree(doctrees(site))
    return site


def used(place: Path) -> int:
    """Return how many bytes of a disk are taken."""
    found = os.statvfs(place)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def resized(site: Site, option: str) -> None:
    """Change the disk that a site lies on."""
    assert mount("-o", f"remount,{option}", str(site.root.parent))


def done(told: str) -> None:
    """Hold that nothing went wrong; skip where nothing may be mounted."""
    if told == NO_MOUNTS:
        pytest.skip(NO_MOUNTS)
    assert told == "", told


def ends_in_one_line(build: Forked) -> None:
    """Hold that a build failed, and that its last line says why."""
    status = build.wait()
    assert status == 2, build.lines
    assert is_clear(build.lines), build.lines
    assert build.lines[-1].startswith("ERROR: "), build.lines
    assert "cannot write /" in build.lines[-1] or "cannot write below" in build.lines[-1]
    assert sum("cannot" in line for line in build.lines) == 1, build.lines
