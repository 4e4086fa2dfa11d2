"""Staged builds: readers meet the old site or the new one, never a part of either."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from faults import KILL, Begun, Whole, begin, clean, differences, doctrees, forked, whole
from sphinx_reviews.site import staging
from sphinx_reviews.site.upkeep import OUTPUT
from support import Site, new_site, path_of, review

KILLS = int(os.environ.get("REVIEWS_KILLS", "4")) // 4
STAGED = "reviews_staged = True\n"
FILES: dict[str, str | bytes] = {
    path_of("acme-a"): review("acme-a"),
    path_of("acme-b"): review("acme-b", rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]"),
    "index.md": "# Home\n\n```{review-list}\n```\n",
}


def edit(site: Site) -> None:
    """Add a review and take another away."""
    site.write(path_of("acme-c"), review("acme-c"))
    site.remove(path_of("acme-b"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return a staged site, built."""
    return begin(tmp_path_factory.mktemp("begun"), FILES, STAGED + 'html_theme = "basic"\n')


@pytest.fixture(scope="module")
def expected(begun: Begun, tmp_path_factory: pytest.TempPathFactory) -> tuple[Whole, Whole]:
    """Return what clean builds give, of the first site and of the edited one."""
    site = begun.again()
    first = clean(site, tmp_path_factory.mktemp("clean"))
    edit(site)
    return first, clean(site, tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize("at_once", [True, False])
def test_the_site_changes_at_once(
    begun: Begun,
    expected: tuple[Whole, Whole],
    monkeypatch: pytest.MonkeyPatch,
    *,
    at_once: bool,
) -> None:
    """While a build is at work nothing of the site changes; then it is the new one, exactly."""
    site = begun.again()
    seen: list[Whole] = []
    exchange = staging.exchange

    def noted(staged: Path, live: Path) -> None:
        seen.append(whole(site))
        exchange(staged, live)

    monkeypatch.setattr(staging, "exchange", noted)
    if not at_once:
        monkeypatch.setattr(staging, "_exchanged_at_once", lambda staged, live: False)
    assert differences(whole(site), expected[0]) == []
    for _ in range(2):
        edit(site) if not seen else site.write(path_of("acme-c"), review("acme-c", price="7"))
        site.build()
        assert site.out.is_dir()
    assert differences(seen[0], expected[0]) == []
    assert differences(seen[1], expected[1]) == []
    assert site.status.rstrip().endswith("site-dirhtml.")


@pytest.mark.parametrize("caches", ["beside", "within"])
def test_a_staged_site_is_as_any_other(tmp_path: Path, caches: str) -> None:
    """Hidden files stay, caches in the folder of the site stay there, other pages go."""
    site = new_site(tmp_path / "site", FILES, STAGED)
    options = ["-d", str(tmp_path / "doctrees")] if caches == "beside" else []
    site.run(*options)
    (site.out / ".nojekyll").write_text("")
    edit(site)
    site.run(*options)
    assert site.exit_code == 0, site.log
    assert (site.out / ".nojekyll").is_file()
    assert (site.out / ".doctrees").is_dir() == (caches == "within")
    assert (site.out / "products/en/acme-c/index.html").is_file()
    assert not (site.out / "products/en/acme-b").exists()
    assert not list(tmp_path.rglob("*.before"))


def test_a_build_with_warnings_is_not_published(tmp_path: Path) -> None:
    """Where warnings are errors, what was built with one stays beside."""
    site = new_site(tmp_path / "site", FILES, STAGED)
    assert site.run("-W").exit_code == 0, site.log
    site.write("index.md", "# Home\n\n{doc}`nowhere`\n")
    assert site.run("-W").exit_code == 1
    assert "nowhere" not in site.file("index.html")
    assert "nowhere" in (tmp_path / "site-dirhtml.staged/index.html").read_text("utf-8")


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_staged_build_leaves_a_whole_site(
    begun: Begun, expected: tuple[Whole, Whole], seed: int
) -> None:
    """Whenever it is killed, the site is the old one or the new one."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    site = begun.again()
    edit(site)
    build = forked(site)
    time.sleep(dice.uniform(0, 1.5))
    build.kill(KILL, group=True)
    build.wait()
    found = whole(site)
    assert [] in [differences(found, each) for each in expected]
    assert differences(whole(site.build()), expected[1]) == []


def test_what_a_stopped_build_had_removed_goes_with_the_next(
    begun: Begun, expected: tuple[Whole, Whole]
) -> None:
    """A build was stopped when its record was stored, but neither its seal nor the site in place."""
    site = begun.again()
    seal = doctrees(site) / OUTPUT
    sealed = seal.read_bytes()
    live = site.out.with_name("live")
    shutil.copytree(site.out, live, symlinks=True)
    edit(site)
    site.build()
    shutil.rmtree(site.out)
    live.rename(site.out)
    seal.write_bytes(sealed)
    assert differences(whole(site.build()), expected[1]) == []
