"""Windows of the browser that tests use one after another, as if each were new."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from browsing import Reader, Windows, ready
from serving import serving

TESTS = Path(__file__).parents[1]
PHONE = {"width": 390, "height": 844}
STORE = """() => {
  localStorage.a = sessionStorage.a = window.name = "kept";
  document.cookie = "a=kept";
  addEventListener("pagehide", () => { localStorage.b = "late"; });
}"""
STORED = "() => [localStorage.length, sessionStorage.length, document.cookie, window.name]"
LOOK = """() => {
  const has = (query) => matchMedia(query).matches;
  return [innerWidth, has("(prefers-color-scheme: dark)") ? "dark" : "light",
    has("(prefers-reduced-motion: reduce)"), has("print") ? "print" : "screen"];
}"""
LATE = """
const text = (name) => fetch(name).then((answer) => answer.text());
addEventListener("load", () => requestIdleCallback(async () => {
  const next = await text("/first.txt");
  const came = await text(next.trim());
  clearTimeout(setTimeout(() => document.body.append("never"), 400));
  setTimeout((told) => requestAnimationFrame(() => document.body.append(told)), 450, came);
}));
"""


@pytest.fixture
def base(serve: Callable[[Path], str], tmp_path: Path) -> str:
    """Return the address of a page."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>")
    return serve(tmp_path)


def test_a_window_is_used_again_and_remembers_nothing(windows: Windows, base: str) -> None:
    """The next reader has the same window, without what the one before has stored or changed."""
    first = Reader(windows, base, locale="en-GB", viewport=PHONE, color_scheme="dark")
    page = first.open("/")
    page.evaluate(STORE)
    assert page.evaluate(STORED) == [1, 1, "a=kept", "kept"]
    assert page.evaluate(LOOK) == [390, "dark", True, "screen"]
    page.emulate_media(media="print")
    page.route("**/*", lambda route: route.abort())
    first.close()
    second = Reader(windows, base, locale="en-GB", reduced_motion="no-preference")
    assert second._context is first._context
    assert second.open("/").evaluate(STORED) == [0, 0, "", ""]
    assert second.page.evaluate(LOOK) == [1280, "light", False, "screen"]
    page.evaluate("console.error('seen by one')")
    second.close()
    assert (first.complaints, second.complaints) == ([], ["seen by one"])
    third = Reader(windows, base, locale="en-GB", forced_colors="active")
    assert third.open("/").evaluate("matchMedia('(forced-colors: active)').matches")
    third.close()


def test_nothing_is_remembered_of_any_site(windows: Windows, base: str, tmp_path: Path) -> None:
    """Nor is there anything of another site that the reader before went on to."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Another page</title>")
    with serving(tmp_path) as other:
        first = Reader(windows, base, locale="en-IE")
        first.open("/")
        first.page.goto(f"{other}/")
        first.page.evaluate(STORE)
        first.close()
        second = Reader(windows, other, locale="en-IE")
        assert second._context is first._context
        assert second.open("/").evaluate(STORED) == [0, 0, "", ""]
        second.close()


def test_pages_are_changed_in_windows_of_their_own() -> None:
    """What cannot be taken back from a page is done to its context, which is closed then."""
    tests = (path for path in TESTS.rglob("test_*.py") if path != Path(__file__))
    lasting = re.compile(r"page\.(?:add_init_script|expose_\w+|set_default_\w+)\(")
    assert [path.name for path in tests if lasting.search(path.read_text("utf-8"))] == []


def test_a_window_whose_site_is_gone_is_closed(windows: Windows, tmp_path: Path) -> None:
    """The server may end before the reader does, and what is no page of a site stays no page."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>")
    with serving(tmp_path) as base:
        reader = Reader(windows, base, locale="de-DE")
        reader.open("/")
    reader.close()
    unused = Reader(windows, base, locale="de-DE")
    assert unused._context is not reader._context
    unused.close()


def test_a_window_that_was_changed_is_not_used_again(windows: Windows, base: str) -> None:
    """Nor is one with other options, or one that somebody still looks at."""
    changed = Reader(windows, base, locale="en-US")
    context = changed.context
    changed.close()
    readers = [Reader(windows, base, locale="en-US") for _ in range(2)]
    readers.append(Reader(windows, base, locale="ja-JP"))
    assert len({id(each) for each in (context, *(reader._context for reader in readers))}) == 4
    for reader in readers:
        reader.close()
    assert not context.pages


def test_a_page_is_ready_when_it_has_drawn_what_came(windows: Windows, tmp_path: Path) -> None:
    """What is put off until there is time, and what is asked for then, are waited for."""
    (tmp_path / "index.html").write_text("<!doctype html><body><script src='/late.js'></script>")
    (tmp_path / "late.js").write_text(LATE)
    (tmp_path / "first.txt").write_text("/second.txt\n")
    (tmp_path / "second.txt").write_text("All is here")
    with serving(tmp_path) as base:
        reader = Reader(windows, base)
        reader.context.route("**/*.txt", lambda route: (time.sleep(0.2), route.continue_()))
        page = reader.open("/")
        ready(page)
        assert page.inner_text("body") == "All is here"
        reader.close()
