"""Shares of a site, built apart and merged, are the tree of a single build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pairs import everything
from sphinx_reviews.__main__ import main
from support import Site, copy_starter, new_site, path_of, review

FILES = {
    "index.md": "# Home\n\n```{review-list}\n```\n",
    **{path_of(f"acme-{n}"): review(f"acme-{n}", target_name=f"Acme {n}") for n in range(9)},
    **{path_of(f"acme-{n}", "ja"): review(f"acme-{n}", lang="ja") for n in range(4)},
}
CONF = """reviews_search = True
reviews_languages = {"en": "English", "ja": "日本語"}
reviews_data = {"license": "MIT"}
html_baseurl = "https://reviews.example/"
"""


def share(root: Path, number: int, count: int, *options: str) -> Path:
    """Build a share in a process of its own; return its folder."""
    out = root.parent / f"share-{number}-of-{count}"
    done = Site(root, output=out).run("-D", f"reviews_shard={number}/{count}", *options)
    assert done.exit_code == 0, done.log
    return out


def published(out: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    found = Site(out, output=out).bytes("**/*")
    return {path: data for path, data in found.items() if not path.startswith(".doctrees/")}


def same(found: Path, expected: Path) -> None:
    """Hold that two trees are equal, file by file."""
    ours, theirs = published(found), published(expected)
    assert sorted(ours) == sorted(theirs)
    assert [path for path in theirs if ours[path] != theirs[path]] == []


def drawn_in_shares(root: Path, out: Path, count: int, jobs: str) -> None:
    """Draw the shares of a site and merge them, the last first; each has drawn some reviews."""
    shares = [share(root, number, count, "-j", jobs) for number in range(1, count + 1)]
    assert main(["merge", *map(str, reversed(shares)), "-o", str(out)]) == 0
    drawn = [len(list(each.glob("products/*/*/index.html"))) for each in shares]
    assert all(drawn)
    assert sum(drawn) == len(list(out.glob("products/*/*/index.html")))


def goes_on(root: Path, out: Path, expected: Path) -> None:
    """Hold that a merged site is a clean one, and that the next build writes no review anew."""
    same(out, expected)
    merged = Site(root, output=out)
    pages = ("products/**/*.html", "tags/**/*.html", "_reviews/**/*", "handbook/**/*.html")
    before = [merged.stamps(each) for each in pages]
    merged.run()
    assert merged.exit_code == 0, merged.log
    assert [merged.stamps(each) for each in pages] == before
    same(out, expected)


LARGE = ((1, "1"), (2, "2"), (3, "1"))


@pytest.mark.parametrize(("count", "jobs"), LARGE if everything() else LARGE[1:2])
def test_the_starter_site_comes_out_of_shares(
    starter: Site, tmp_path: Path, count: int, jobs: str
) -> None:
    """Every file is that of one clean build, and the next build over it writes no review anew."""
    root, out = copy_starter(tmp_path / "site"), tmp_path / "merged"
    drawn_in_shares(root, out, count, jobs)
    goes_on(root, out, starter.out)


@pytest.mark.parametrize(("count", "jobs"), [(1, "2"), (3, "1")])
def test_a_small_site_comes_out_of_any_number_of_shares(
    small: Path, tmp_path: Path, count: int, jobs: str
) -> None:
    """Of one share, and of more than there are processes, comes the site of a clean build."""
    shutil.copytree(small / "site", tmp_path / "site")
    drawn_in_shares(tmp_path / "site", tmp_path / "merged", count, jobs)
    goes_on(tmp_path / "site", tmp_path / "merged", small / "clean")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small site, its two shares, and a clean build of it."""
    folder = tmp_path_factory.mktemp("small")
    site = new_site(folder / "site", FILES, CONF)
    for number in (1, 2):
        share(site.root, number, 2)
    clean = Site(site.root, output=folder / "clean").run()
    assert clean.exit_code == 0
    return folder


@pytest.fixture
def copied(small: Path, tmp_path: Path) -> Path:
    """Return a copy to be spoilt."""
    shutil.copytree(small, tmp_path / "copy")
    return tmp_path / "copy"


def refused(folders: Sequence[Path], capsys: pytest.CaptureFixture[str], out: Path) -> str:
    """Return the one line that says why nothing is merged; nothing is left."""
    assert main(["merge", *map(str, folders), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_an_edit_after_merging_equals_a_clean_build(copied: Path) -> None:
    """The next build knows what lies there, and draws what an edit asks for."""
    out, site = copied / "out", copied / "site"
    caches = copied / "caches"
    shares = [str(copied / f"share-{n}-of-2") for n in (1, 2)]
    assert main(["merge", *shares, "-o", str(out), "-d", str(caches)]) == 0
    edited = site / path_of("acme-3")
    edited.write_text(
        review("acme-3", target_name="Acme 3", rating="[3.0, 0.6, 0.7, 0.3, 0.7, 0.7]")
    )
    (site / path_of("acme-5")).unlink()
    after = Site(site, output=out).run("-d", str(caches))
    assert after.exit_code == 0, after.log
    assert not (out / "products/en/acme-5").exists()
    clean = Site(site, output=copied / "clean").run()
    assert clean.exit_code == 0
    same(out, clean.out)


def test_what_is_no_set_of_shares_is_refused(
    copied: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One missing, one twice, another number of shares, no share at all, a folder in use."""
    one, two, out = copied / "share-1-of-2", copied / "share-2-of-2", tmp_path / "out"
    assert "share 2/2 is missing" in refused([one], capsys, out)
    assert "are both share 1/2" in refused([one, one, two], capsys, out)
    third = share(copied / "site", 2, 3)
    assert "these are not of one site" in refused([one, third], capsys, out)
    assert "holds no whole share" in refused([one, copied / "site"], capsys, out)
    assert not out.exists()
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "file").touch()
    assert "is not empty" in refused([one, two], capsys, tmp_path / "used")


@pytest.mark.parametrize("what", ["sources", "configurations"])
def test_shares_of_something_else_are_refused(
    copied: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """A text or a value that one share did not know."""
    site = Site(copied / "site")
    if what == "sources":
        site.write(path_of("acme-1"), FILES[path_of("acme-1")].replace("Prose.", "Other."))
    else:
        site.write("conf.py", (site.root / "conf.py").read_text("utf-8") + "html_title = 'B'\n")
    shutil.rmtree(copied / "share-2-of-2")
    two = share(site.root, 2, 2)
    assert what in refused([copied / "share-1-of-2", two], capsys, copied / "out")


def test_a_share_that_was_changed_is_refused(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that is lost or another, an index, and a page that two shares hold."""
    shares = [copied / f"share-{n}-of-2" for n in (1, 2)]
    page = next(shares[1].glob("products/en/*/index.html"))
    good = page.read_bytes()
    page.write_bytes(good + b"x")
    assert f"{page} is not as the build left it" in refused(shares, capsys, copied / "out")
    page.write_bytes(good)
    record = shares[1] / ".doctrees" / "reviews-pages.json"
    shutil.copy(shares[0] / ".doctrees" / "reviews-pages.json", record)
    assert "both hold the page" in refused(shares, capsys, copied / "out")
    record.write_text("{}", "utf-8")
    assert "the record of the build is lost" in refused(shares, capsys, copied / "out")


@pytest.mark.parametrize("value", ["0/2", "3/2", "1", "a/b", "1/2/3", "1/1000", " 1/2"])
def test_a_value_that_names_no_share(tmp_path: Path, value: str) -> None:
    """It is told in one line with its value."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    site.run("-D", f"reviews_shard={value}")
    assert site.exit_code == 2
    assert f"reviews_shard: {value!r} is no share" in site.log


def test_a_share_never_eats_up_a_site(tmp_path: Path) -> None:
    """A folder that holds a whole site, or another share, is refused; so are caches elsewhere."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")}).run()
    before = site.bytes("**/*.html")
    assert "holds a site" in site.run("-D", "reviews_shard=1/2").log
    assert site.bytes("**/*.html") == before
    elsewhere = Site(site.root, output=tmp_path / "x").run(
        "-D", "reviews_shard=1/2", "-d", str(tmp_path / "y")
    )
    assert "keeps its caches in its own folder" in elsewhere.log
    one = share(site.root, 1, 2)
    assert "holds share 1/2" in Site(site.root, output=one).run("-D", "reviews_shard=2/2").log


def test_the_index_of_shares_finds_the_same(copied: Path) -> None:
    """Each share indexes its own texts alone."""
    names = [
        set(json.loads((copied / f"share-{n}-of-2/_reviews/search/en/texts.json").read_bytes()))
        for n in (1, 2)
    ]
    assert all(names)
    assert not names[0] & names[1]
    assert len(names[0] | names[1]) == 9
