"""The browser's data and the full-text index: what is written, when, and what goes again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.publishing import search_index
from sphinx_reviews.publishing.dataset import plain_ref, shard_of
from sphinx_reviews.publishing.search_text import codes, cut, plain_text
from support import Site, path_of, review

SAMPLES = json.loads((Path(__file__).parents[1] / "js" / "cut.json").read_text("utf-8"))
MakeSite = Callable[..., Site]


def small(make_site: MakeSite, conf: str = "", **more: str) -> Site:
    """Build a site of two products in two languages."""
    files = {path_of("acme-one"): review("acme-one"), path_of("acme-two"): review("acme-two")}
    files[path_of("acme-one", "ja")] = review("acme-one", lang="ja")
    return make_site(files | more, f"reviews_search = True\n{conf}")


def published(site: Site) -> dict[str, bytes]:
    """Return the published files by path."""
    return site.bytes("_reviews/**/*")


def without_pagefind(site: Site) -> dict[str, bytes]:
    """Return the published files but Pagefind's own, which differ between two identical runs."""
    pagefind = re.compile(r"_reviews/search/[^/]+/\d+/")
    return {path: data for path, data in published(site).items() if not pagefind.match(path)}


def data(site: Site, name: str, lang: str = "en") -> Any:
    """Return a file of data by the name that the site gives it."""
    described = json.loads(site.file(f"_reviews/site.{lang}.json"))
    return json.loads(site.file(f"_reviews/{described['files'][name]}"))


def test_every_language_is_described(make_site: MakeSite) -> None:
    """Each language has one file that names all others, and all of them are there."""
    site = small(make_site)
    for lang in ("en", "ja"):
        described = json.loads(site.file(f"_reviews/site.{lang}.json"))
        named = [*described["files"].values(), *(f"{n}/key.txt" for n in described["search"])]
        folder, count = described["details"]
        named += [f"{folder}/{number}.json" for number in range(count)]
        assert [name for name in named if not (site.out / "_reviews" / name).is_file()] == []


def test_only_what_a_language_has(make_site: MakeSite) -> None:
    """A language's data holds its own reviews and no others."""
    site = small(make_site)
    assert data(site, "product")["name"] == ["Acme One", "Acme Two"]
    assert data(site, "product", "ja")["name"] == ["Acme One"]


def test_a_second_build_writes_nothing(make_site: MakeSite) -> None:
    """Where nothing changed no file is written again, the index least of all."""
    site = small(make_site)
    before = site.stamps("_reviews/**/*")
    site.build()
    assert site.stamps("_reviews/**/*") == before


def test_an_edit_changes_what_it_must(make_site: MakeSite) -> None:
    """An edited review renews its language's data and index; the other language's stay."""
    site = small(make_site)
    before = published(site)
    site.write(path_of("acme-two"), review("acme-two", rating="[3.3, 0.9, 0.7, 0.3, 0.7, 0.7]"))
    site.build()
    after = published(site)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert [path for path in changed if ".ja" in path or "/ja/" in path] == []


def test_rebuilt_equals_clean(make_site: MakeSite) -> None:
    """After edits and removals our files equal those of a clean build, byte for byte."""
    site = small(make_site)
    site.write(path_of("acme-two"), review("acme-two", price="77"))
    site.remove(path_of("acme-one", "ja"))
    site.build()
    left = {"acme-one": review("acme-one"), "acme-two": review("acme-two", price="77")}
    files = {path_of(ref): text for ref, text in left.items()}
    clean = make_site(files, "reviews_search = True\n")
    assert without_pagefind(site) == without_pagefind(clean)


def test_search_can_be_off(make_site: MakeSite) -> None:
    """Without full-text search no index is written, and an earlier one goes."""
    site = small(make_site)
    assert (site.out / "_reviews/search").is_dir()
    site.build(reviews_search=False)
    assert not (site.out / "_reviews/search").exists()
    assert json.loads(site.file("_reviews/site.en.json"))["search"] == []


def test_a_failing_indexer_is_told(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where Pagefind fails the site is built without full text, and a warning says why."""
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho 'no memory' >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(search_index, "binary", lambda: broken)
    site = small(make_site)
    assert any("no full-text search: no memory" in line for line in site.warnings)
    assert json.loads(site.file("_reviews/site.en.json"))["search"] == []


def test_other_builders_publish_nothing(make_site: MakeSite) -> None:
    """Builders without pages in a browser write no data."""
    site = make_site({path_of("acme-one"): review("acme-one")}, builder="text")
    assert not (site.out / "_reviews").exists()


def test_own_search_page_stays(make_site: MakeSite) -> None:
    """A site with a page called ``search`` keeps it."""
    site = small(make_site, **{"search.md": "# My own search\n"})
    assert "My own search" in site.file("search/index.html")


def test_hostile_names_stay_text(make_site: MakeSite) -> None:
    """Markup in a name, summary or tag reaches the index as text, never as markup."""
    name = "<script>alert(1)</script> & <b>One</b>"
    text = review("acme-one", target_name=name, summary='"</p><script>x</script>"')
    site = make_site({path_of("acme-one"): text})
    assert data(site, "product")["name"] == [name]
    assert "<script>" not in site.article("/products/en/acme-one/").decode()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"][:12])
def test_the_browser_cuts_alike(sample: dict[str, Any]) -> None:
    """The samples that the browser's tests use are what the index is made of."""
    assert list(cut(sample["text"])) == sample["words"]
    assert codes(sample["text"]) == sample["codes"]


def test_parts_are_dealt_alike() -> None:
    """Refs go to the same parts as in the browser's tests."""
    assert [shard_of(ref, 1000) for ref in ("", "a", "sony-mdr-z1r", "ヘッドホン")] == [
        261,
        220,
        486,
        539,
    ]


def test_plain_refs() -> None:
    """The ref that follows from a name is the one that the browser works out."""
    assert plain_ref("Sony WH-1000XM5 (2022) ヘッド") == "sony-wh-1000xm5-2022"


def test_plain_text_is_what_is_read() -> None:
    """A review's text holds what a reader sees: no marks, no addresses behind words, no markers."""
    body = "## A *B*\n\n$$ \\Large \\text{0.8} $$\n\nOne [two](https://x.test) `three`\nfour.\n\n| a | b |\n|---|---|\n| c | d |"
    assert plain_text(body) == "A B\nOne two three four.\na\nb\nc\nd"
