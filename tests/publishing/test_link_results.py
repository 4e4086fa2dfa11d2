"""Cited addresses are asked with a memory, and what did not answer is told where it matters."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sphinx_reviews.command.cli import main
from sphinx_reviews.model.link_results import LinkResult, merged, read_results, written_results
from support import Site, body, new_site, path_of, review, words_of

FILE = "link-results.jsonl"
CONF = f'reviews_link_results = "{FILE}"\nlinkcheck_timeout = 5\nlinkcheck_retries = 1\n'
PAGES = {
    "docs/sources.md": "---\npermalink: /sources/\n---\n# Sources\n\n```{source-index}\n```\n",
    "index.md": "# Home\n\n```{toctree}\ndocs/sources\n```\n",
}


@pytest.fixture
def server() -> Iterator[tuple[str, Counter[str]]]:
    """Serve addresses that answer, and some below /gone/ that do not; count who is asked."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[self.path] += 1
            self.send_response(404 if self.path.startswith("/gone/") else 200)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}", asked
        made.shutdown()


def site_of(root: Path, base: str) -> Site:
    """Return a site whose one review cites an address that answers and one that does not."""
    sources = (
        f"[1] A, {base}/good, accessed 2025-07-01\n\n[2] B, {base}/gone/b, accessed 2025-07-01"
    )
    text = body(references=sources, overview="What it is [1][2].")
    return new_site(
        root / "site", {path_of("acme-one"): review("acme-one", text=text), **PAGES}, CONF
    )


def results(site: Site) -> dict[str, bool]:
    """Return what the file says of the server's paths."""
    lines = (site.root / FILE).read_text().splitlines()
    found = {line["url"]: line["answers"] for line in map(json.loads, lines)}
    return {"/" + url.split("/", 3)[3]: answers for url, answers in found.items()}


def test_what_answered_is_not_asked_again(
    server: tuple[str, Counter[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second check asks what did not answer; a month later all is asked; lost links are dropped."""
    base, asked = server
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    site = site_of(tmp_path, base).build("linkcheck")
    assert results(site) == {"/good": True, "/gone/b": False}
    assert site.exit_code == 1
    first = Counter(asked)
    site.build("linkcheck")
    assert asked["/good"] == first["/good"]
    assert asked["/gone/b"] > first["/gone/b"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1767225600 + 31 * 86400))
    site.build("linkcheck")
    assert asked["/good"] > first["/good"]
    site.write(path_of("acme-one"), review("acme-one"))
    site.build("linkcheck", linkcheck_ignore=[".*"])
    assert results(site) == {}


def test_the_report_and_the_check_tell_what_did_not_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page of sources lists it by domain, the check where it is cited; a new file changes both."""
    base = "http://example.org"
    site = site_of(tmp_path, base).build()
    assert "did not answer" not in words_of(site.article("/sources/"))
    dead = LinkResult(
        f"{base}/gone/b", date.fromisoformat("2026-01-01"), answers=False, said="404 Not <Found>"
    )
    (site.root / FILE).write_text(written_results({dead.url: dead}) + "not json\n")
    site.build()
    told = words_of(site.article("/sources/"))
    assert "Addresses that did not answer Domain Source Asked on Review" in told
    assert f"example.org {base}/gone/b 2026-01-01 Acme One" in told
    edited = site.file("sources/index.html")
    assert site.build(fresh=True).file("sources/index.html") == edited
    main(["check", str(site.root), "--format", "lines", "--only", "review.source.dead"])
    out = capsys.readouterr().out
    assert "note: review.source.dead: no answer on 2026-01-01 (404 Not <Found>)" in out
    assert f"{base}/gone/b" in site.build("text").file("docs/sources.txt")


def test_the_file_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is written is read; what is no longer cited goes; new results replace old ones."""
    good = LinkResult("https://a.example/", date.fromisoformat("2026-01-01"), answers=True)
    bad = LinkResult(
        "https://b.example/", date.fromisoformat("2026-01-02"), answers=False, said="gone"
    )
    (tmp_path / "f").write_text(written_results({good.url: good, bad.url: bad}))
    known = read_results(tmp_path / "f")
    assert known == {good.url: good, bad.url: bad}
    mended = bad._replace(answers=True, said="")
    assert merged(known, [mended], [bad.url]) == {bad.url: mended}
