"""The content that the site is about, whatever it is: what holds of any ``reviews/``."""

from __future__ import annotations

import fcntl
import re
from pathlib import Path

import pytest

from sphinx_reviews.command.targets import read_settings
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.scan import scan
from support import ROOT, STARTER, Site, sphinx_build, words_of


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site as it is published; the tests' own one where it has the same reviews."""
    if contents(ROOT / "reviews") == contents(STARTER):
        site: Site = request.getfixturevalue("starter")
        return site
    base = tmp_path_factory.getbasetemp()
    base = base.parent if hasattr(request.config, "workerinput") else base
    out = base / "own"
    with (base / "own.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            options = ("-b", "dirhtml", "-D", "reviews_search=0", "-d", str(base / "own-doctrees"))
            done = sphinx_build(ROOT, out, *options)
            assert done.returncode == 0, done.stderr
    return Site(ROOT, output=out)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Return the site's own catalogue."""
    settings = read_settings(ROOT / "conf.py")
    return Catalogue(scan(ROOT, settings), settings)


def test_each_review_stands_at_its_permalink(own: Site, catalogue: Catalogue) -> None:
    """Every review that can be used is published where it says, under its subject's name."""
    for review in catalogue.reviews:
        page = own.page(review.permalink)
        assert page.find("html")["lang"] == review.lang, review.path
        assert words_of(page.find("h1")).rstrip(" #¶") == " ".join(review.target_name.split())


def test_each_review_shows_the_scores_of_its_file(own: Site, catalogue: Catalogue) -> None:
    """The card's numbers are those of the front matter."""
    for review in catalogue.reviews:
        card = own.page(review.permalink).find(class_="rv-card")
        overall = re.search(r"[\d.]+", words_of(card.find(class_="rv-overall")))
        assert overall is not None
        shown = [words_of(n) for n in card.find(class_="rv-scores").find_all(class_="rv-number")]
        assert [overall[0], *shown] == [str(s) for s in (review.overall, *review.scores)]
