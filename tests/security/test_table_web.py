"""The hostile table as a website: inert in its files, and in Chromium with and without a policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documents.test_security import LOADED
from pairs import everything
from security.hostile import TABLE
from security.sites import assert_no_secret, assert_nothing_ran, hostile_site
from serving import FRAMES, POLICY, serving
from support import Site, path_of, words_of

MANY = 250
AT_ONCE = 40
VISIT = """async (addresses) => {
  const visits = addresses.map((address) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.onload = () => done(frame);
    frame.src = address;
    document.body.append(frame);
  }));
  const frames = await Promise.all(visits);
  await new Promise((done) => setTimeout(done, 100));
  const ran = frames.filter((frame) => "ran" in frame.contentWindow || "ran" in window);
  const found = ran.map((frame) => frame.src);
  document.body.replaceChildren();
  return found;
}"""
"""Opens pages in frames and returns the addresses of those in which something ran."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the built site of the whole table."""
    conf = "html_theme = 'reviews'\n"
    return hostile_site(tmp_path_factory.mktemp("table") / "site", conf=conf).build()


def address(ref: str) -> str:
    """Return the address at which a case's review is published, where it is."""
    return f"/products/en/{ref}/"


def published(site: Site) -> Iterator[str]:
    """Yield the refs of the cases that have a page."""
    yield from (ref for ref in TABLE if (site.out / address(ref).strip("/")).is_dir())


def browsed(site: Site) -> Iterator[str]:
    """Yield those of them that a browser visits: all, or one of those that differ for TeX alone."""
    whole = everything()
    yield from (ref for ref in published(site) if whole or not TABLE[ref].same_to_browsers)


@pytest.fixture(scope="module")
def warnings(site: Site) -> list[str]:
    """Return what the build told."""
    return site.warnings


def test_the_table_is_large() -> None:
    """Enough rows to mean something, each with a name of its own."""
    assert len(TABLE) >= MANY
    assert len({case.name for case in TABLE.values()}) == len(TABLE)


def test_no_row_stops_the_rest(site: Site) -> None:
    """The right review is published, most rows have their page, and nothing ran or leaked."""
    assert "Overview" in words_of(site.article(address("acme-right")))
    assert len(list(published(site))) > 200
    assert_nothing_ran(site.root.parent)
    assert_no_secret(site.out)


@pytest.mark.parametrize("ref", TABLE, ids=lambda ref: TABLE[ref].name)
def test_a_row_is_text(site: Site, warnings: list[str], ref: str) -> None:
    """Its finding is told at its own path; its page holds no element, handler or scheme of its own."""
    case = TABLE[ref]
    if case.code:
        told = [line for line in warnings if f"/{ref}" in line or path_of(ref) in line]
        assert any(f"review.{case.code}" in line for line in told), told
    if not (site.out / address(ref).strip("/") / "index.html").is_file():
        assert case.code
        return
    page = site.article(address(ref))
    loaded = [node for node in page.find_all(LOADED) if node.find_parent("svg") is None]
    assert [node for node in loaded if not own(node)] == []
    for node in page.find_all(True):
        assert not [name for name in node.attrs if name.lower().startswith("on") or name == "style"]
        target = str(node.get("href") or node.get("xlink:href") or "").strip().lower()
        assert not target.startswith("//"), target
        assert ":" not in target or target.startswith(("http:", "https:", "mailto:")), target


def own(node: Any) -> bool:
    """Tell whether an element is a picture that stands beside the review."""
    return node.name == "img" and "_images/" in str(node.get("src"))


def test_a_page_that_ran_something_would_be_found(browser: Any, tmp_path: Path) -> None:
    """The visit below finds a script that runs, and the policy's complaint of it."""
    (tmp_path / "quiet.html").write_text("<p>Text</p>")
    (tmp_path / "loud.html").write_text("<script>window.ran = 1</script>")
    with serving(tmp_path, POLICY, enforced=False) as base:
        page = browser.new_context().new_page()
        complaints: list[str] = []
        page.on("console", lambda found: complaints.append(found.text))
        page.goto(base + FRAMES)
        loud = f"{base}/loud.html"
        assert page.evaluate(VISIT, [f"{base}/quiet.html", loud]) == [loud]
        assert [text for text in complaints if "inline script" in text]
        page.context.close()


def test_nothing_runs_in_a_browser(site: Site, browser: Any) -> None:
    """No dialog, no marker, no complaint of the policy, and no request leaves for another host.

    The policy is reported and not enforced: what would run without one runs here, and what it
    would refuse is a complaint.
    """
    with serving(site.out, POLICY, enforced=False, kept="/_static/") as base:
        page = browser.new_context().new_page()
        dialogs: list[str] = []
        asked: list[str] = []
        complaints: list[str] = []
        page.on("dialog", lambda found: (dialogs.append(found.message), found.dismiss()))
        page.on("request", lambda found: asked.append(found.url))
        page.on("console", lambda found: complaints.append(found.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        drawings = sorted(Path(site.out, "_images").rglob("*.svg"))
        addresses = [
            *map(address, browsed(site)),
            *(f"/{path.relative_to(site.out).as_posix()}" for path in drawings),
        ]
        page.goto(base + FRAMES)
        for place in range(0, len(addresses), AT_ONCE):
            some = [base + found for found in addresses[place : place + AT_ONCE]]
            assert page.evaluate(VISIT, some) == [], "a script ran"
            assert (dialogs, complaints) == ([], []), some
        visited = [base + found for found in addresses]
        assert set(visited) <= set(asked)
        assert [url for url in asked if not url.startswith((base + "/", "data:"))] == []
        page.context.close()
