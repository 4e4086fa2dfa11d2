"""``make live``: what is saved is seen at once, what is wrong stands in the page until it is mended."""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Error, Page

from bench.live import live, news, until
from browsing import Reader
from sphinx_reviews.documents.domain import review_domain
from sphinx_reviews.site.live_messages import Built, LiveBuild
from sphinx_reviews.site.live_worker import BREATH, Worker
from support import Site, new_site, path_of, review

ONE, TWO, DRAFT = "/products/en/acme-one/", "/products/en/acme-two/", "/products/en/acme-draft/"
FILES = {
    "index.md": "# Home\n\n```{review-list}\n```\n\n{product}`acme-one`\n",
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review("acme-two", target_name="Acme Two"),
    path_of("acme-draft"): review("acme-draft", draft="true"),
}


def doctrees(site: Site) -> Path:
    """Return where the site's builds keep what they know."""
    return site.root.parent / f"{site.root.name}-doctrees-{site.builder}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """Serve a small site while the tests of this module edit it."""
    site = new_site(tmp_path_factory.mktemp("live") / "site", FILES)
    log = site.root.parent / "log"
    with live(site.root, site.out, log, "-d", str(doctrees(site))) as base:
        until(base, "/", lambda state: bool(state["built"]))
        yield site, base


def page(base: str, address: str) -> str:
    """Return a page as it is served."""
    with urllib.request.urlopen(base + address) as answer:  # noqa: S310
        return str(answer.read().decode())


def state(base: str, address: str) -> Mapping[str, Any]:
    """Return what a page is told now."""
    return next(iter(news(base, address)))


def whole(base: str, before: int) -> None:
    """Wait for the next build of the whole site."""
    until(base, "/", lambda state: state["built"] > before)


def test_a_saved_review_is_seen(served: tuple[Site, str]) -> None:
    """Its page is another, pages that show nothing of it are not, and the file follows."""
    site, base = served
    one, two, built = state(base, ONE)["page"], state(base, TWO)["page"], state(base, ONE)["built"]
    site.write(path_of("acme-one"), review("acme-one").replace("Prose.", "Seen at once.", 1))
    until(base, ONE, lambda state: state["page"] != one)
    assert "Seen at once." in page(base, ONE)
    ahead = state(base, ONE)["page"]
    whole(base, built)
    assert "Seen at once." in site.file("products/en/acme-one/index.html")
    assert state(base, ONE)["page"] == ahead
    assert state(base, TWO)["page"] == two


def test_the_page_comes_before_the_build(served: tuple[Site, str]) -> None:
    """While another build holds the folder, the page that is edited is drawn all the same."""
    site, base = served
    whole_before = state(base, ONE)
    handle = os.open(site.out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        text = review("acme-one").replace("Prose.", "Drawn ahead.", 1)
        site.write(path_of("acme-one"), text)
        until(base, ONE, lambda state: state["page"] != whole_before["page"])
        assert "Drawn ahead." in page(base, ONE)
        assert "Drawn ahead." not in site.file("products/en/acme-one/index.html")
        assert state(base, ONE)["built"] == whole_before["built"]
    finally:
        os.close(handle)
    whole(base, whole_before["built"])
    assert "Drawn ahead." in site.file("products/en/acme-one/index.html")


def test_what_is_saved_while_a_build_runs_is_seen(served: tuple[Site, str]) -> None:
    """Nobody waits for a build; nor does one that knows nothing of it take the page back."""
    site, base = served
    one, built = state(base, ONE)["page"], state(base, ONE)["built"]
    handle = os.open(site.out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        site.write(path_of("acme-one"), review("acme-one").replace("Prose.", "First.", 1))
        until(base, ONE, lambda state: state["page"] != one)
        time.sleep(5 * BREATH)  # the build has begun, and waits for the folder
        before = state(base, TWO)["page"]
        text = review("acme-two", target_name="Acme Two").replace("Prose.", "Second.", 1)
        site.write(path_of("acme-two"), text)
        until(base, TWO, lambda state: state["page"] != before)
        assert "Second." in page(base, TWO)
        assert state(base, TWO)["built"] == built
        drawn = state(base, TWO)["page"]
    finally:
        os.close(handle)
    shown = set()
    for now in news(base, TWO):
        shown.add(now["page"])
        if now["built"] > built + 1:
            break
    assert shown == {drawn}
    assert "Second." in site.file("products/en/acme-two/index.html")


def test_what_is_wrong_is_told_and_taken_back(served: tuple[Site, str]) -> None:
    """A broken review keeps its last page's address, says what is wrong, and is whole when mended."""
    site, base = served
    assert state(base, TWO)["here"] == []
    good = review("acme-two", target_name="Acme Two")
    site.write(path_of("acme-two"), good.replace("rating: [3.2", "rating: [9.9"))
    until(base, TWO, lambda state: any("acme-two.md:" in line for line in state["here"]))
    site.write(path_of("acme-two"), good)
    until(base, TWO, lambda state: state["here"] == [] and bool(state["page"]))


def test_a_review_that_goes_and_comes_back(served: tuple[Site, str]) -> None:
    """Its page is gone with it, and opens again by itself."""
    site, base = served
    site.remove(path_of("acme-two"))
    until(base, TWO, lambda state: not state["page"])
    site.write(path_of("acme-two"), review("acme-two", target_name="Acme Two"))
    until(base, TWO, lambda state: bool(state["page"]))


def test_a_configuration_that_fails_is_told(served: tuple[Site, str]) -> None:
    """The reason stands in every page; the next that works takes it away."""
    site, base = served
    good = (site.root / "conf.py").read_text("utf-8")
    site.write("conf.py", good + "reviews_page_size = 'many'\n")
    until(base, ONE, lambda state: "reviews_page_size" in state["failure"])
    assert "A summary." in page(base, ONE)
    site.write("conf.py", good + "html_title = 'Another name'\n")
    until(base, ONE, lambda state: not state["failure"])
    assert "Another name" in page(base, ONE)


def test_hand_written_pages_templates_and_new_reviews(served: tuple[Site, str]) -> None:
    """Whatever the site is made of is watched; an address that had nothing opens by itself."""
    site, base = served
    home = state(base, "/")["page"]
    site.write("index.md", FILES["index.md"] + "\nA new line, and {product}`acme-none`.\n")
    until(base, "/", lambda state: state["page"] != home and bool(state["here"]))
    assert "A new line" in page(base, "/")
    assert any("acme-none" in line for line in state(base, "/")["here"])
    new = "/products/en/acme-new/"
    assert state(base, new)["page"] == ""
    site.write(path_of("acme-new"), review("acme-new"))
    until(base, new, lambda state: bool(state["page"]))
    assert state(base, "/")["here"] != []
    site.write("index.md", FILES["index.md"])
    until(base, "/", lambda state: state["here"] == [])


def test_every_address_opens(served: tuple[Site, str]) -> None:
    """One in other letters and with a dot, with its last stroke and without; what it is told fits."""
    site, base = served
    address = quote("/products/en/静か-2.0/")
    site.write(path_of("acme-2"), review("acme-2", permalink="/products/en/静か-2.0/"))
    until(base, address, lambda state: bool(state["page"]))
    for opened in (address, address.rstrip("/")):
        assert "live.js" in page(base, opened)
    site.remove(path_of("acme-2"))
    until(base, address, lambda state: not state["page"])


def test_drafts_are_shown(served: tuple[Site, str]) -> None:
    """Their authors see them, with a line that says that readers do not."""
    assert "A draft: readers do not see it yet." in page(served[1], DRAFT)


def test_the_script_is_served_and_never_published(served: tuple[Site, str]) -> None:
    """Pages get it on their way to the browser; the files hold nothing of it."""
    site, base = served
    assert '<script defer src="/_live/live.js"' in page(base, ONE)
    assert "EventSource" in page(base, "/_live/live.js")
    assert [path for path, data in site.bytes("**/*").items() if b"_live" in data] == []


def test_only_what_is_published_is_served(served: tuple[Site, str]) -> None:
    """Neither caches nor files outside the folder are."""
    for address in ("/.buildinfo", "/../site/conf.py", "/%2e%2e/site/conf.py", "/_live/conf.py"):
        with pytest.raises(urllib.error.HTTPError):
            page(served[1], address)


def in_page(opened: Page, expression: str) -> None:
    """Wait until an expression holds in a page, which may load itself anew meanwhile."""
    for _ in range(600):
        with suppress(Error):
            if opened.evaluate(expression):
                return
        opened.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def test_a_browser_loads_anew_and_shows_what_is_wrong(
    served: tuple[Site, str], read: Callable[..., Reader]
) -> None:
    """The text that is saved stands in the page, the finding beside it comes and goes."""
    site, base = served
    opened = read(base).open(TWO)
    good = review("acme-two", target_name="Acme Two")
    text = good.replace("Prose.", "From the editor.", 1)
    site.write(path_of("acme-two"), text)
    in_page(opened, "() => document.body.innerText.includes('From the editor.')")
    site.write(path_of("acme-two"), text.replace("rating: [3.2", "rating: [9.9"))
    in_page(opened, "() => !!document.querySelector('.rv-live[role=status] details[open] li')")
    assert "acme-two.md" in opened.inner_text(".rv-live")
    site.write(path_of("acme-two"), text)
    in_page(opened, "() => !document.querySelector('.rv-live details[open]')")
    in_page(opened, "() => document.body.innerText.includes('From the editor.')")


def test_the_full_text_follows_and_nothing_is_left_behind(tmp_path: Path) -> None:
    """The index fits when it is quiet; what ``make html`` leaves then equals a clean build."""
    site = new_site(tmp_path / "site", FILES, "reviews_search = True\n")
    site.build()
    with live(site.root, site.out, tmp_path / "log", "-d", str(doctrees(site))) as base:
        until(base, "/", lambda state: bool(state["built"]))
        built = state(base, ONE)["built"]
        site.write(path_of("acme-one"), review("acme-one").replace("Prose.", "Quokka.", 1))
        whole(base, built)
        whole(base, built + 1)
        texts = json.loads(site.file("_reviews/search/en/product/acme-one.json"))
        assert "Quokka." in json.dumps(texts)
        site.write(path_of("acme-two"), review("acme-two").replace("Prose.", "Wombat.", 1))
        whole(base, built + 2)
    site.build()
    clean = Site(site.root, output=tmp_path / "clean").build(fresh=True)
    assert site.bytes("**/*") == clean.bytes("**/*")
    stamps = site.stamps("products/**/*.html")
    assert len(stamps) == 2
    assert site.build().stamps("products/**/*.html") == stamps


def test_the_first_saved_review_waits_for_no_names(tmp_path: Path) -> None:
    """All texts are looked through for names after a build, when nobody waits."""
    site = new_site(tmp_path / "site", FILES).build()
    ours, theirs = Pipe()
    given = LiveBuild(site.root, site.out, doctrees(site))
    worker = Worker(theirs, given)
    worker.build(full_text=False)
    assert isinstance(ours.recv(), Built)
    assert worker.app
    assert "naming" in vars(review_domain(worker.app.env).catalogue)


def test_what_hinders_is_told_in_one_line(tmp_path: Path) -> None:
    """No folder of a site, and a port that is taken."""
    with pytest.raises(RuntimeError, match=r"there is no conf\.py"), live(
        tmp_path, tmp_path / "out", tmp_path / "log"
    ):  # fmt: skip
        pass
    assert len((tmp_path / "log").read_text("utf-8").strip().splitlines()) == 1
    assert re.search(r"conf\.py", (tmp_path / "log").read_text("utf-8"))
