"""Builds after a change: equal to a clean build byte for byte, and nothing written in vain."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from faults import Begun, begin
from sphinx_reviews.model.addresses import Links
from sphinx_reviews.model.blocks import BlockView
from sphinx_reviews.renderers.html import HtmlRenderer
from sphinx_reviews.site import shares
from support import EXTENSIONS, Site, body, front_matter, new_site, path_of, review

CONF = 'html_theme = "basic"\ntemplates_path = ["_templates"]\nreviews_categories = {"phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]}}\n'
MENTION = body(prose="Hear the Acme New and the Acme D [1].")
FILES: dict[str, str | bytes] = {
    path_of("acme-a"): review("acme-a", MENTION),
    path_of("acme-b"): review("acme-b", rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]"),
    path_of("acme-d"): review("acme-d", rating="[1.0, 0.2, 0.2, 0.2, 0.2, 0.2]"),
    path_of("beta-x"): review("beta-x", tags="[Radio, Tube]"),
    path_of("beta-y", "ja"): review("beta-y", lang="ja", tags="[ラジオ]", price="10000"),
    path_of("acme", kind="company"): review("acme", layout="company"),
    "index.md": "# Home\n\n```{review-list}\n```\n\n```{toctree}\nplain\nja\n```\n",
    "plain.md": "---\ntranslation: products\nlang: en\n---\n# Plain\n\nNothing of reviews.\n",
    "ja.md": "# Japanese\n\n```{latest}\n:lang: ja\n```\n\n[A file](reviews/products/en/beta/beta-x.md)\n",
}

Change = Callable[[Site], object]
CHANGES: dict[str, Change] = {
    "edit prose": lambda s: s.write(path_of("acme-b"), review("acme-b", body(prose="Other prose."), rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]")),
    "edit score": lambda s: s.write(path_of("acme-b"), review("acme-b", rating="[3.5, 0.7, 0.7, 0.7, 0.7, 0.7]")),
    "edit name": lambda s: s.write(path_of("acme-d"), review("acme-d", target_name="Acme D2")),
    "edit permalink": lambda s: s.write(path_of("acme-d"), review("acme-d", permalink="/products/en/moved/")),
    "add one that others name": lambda s: s.write(path_of("acme-new"), review("acme-new")),
    "add a twin": lambda s: s.write(path_of("acme-e"), review("acme-e", target_name="Acme D")),
    "make a tag common": lambda s: [s.write(path_of(f"beta-{n}"), review(f"beta-{n}", tags="[Tube]")) for n in range(4)],
    "move a company": lambda s: s.write(path_of("acme", kind="company"), review("acme", layout="company", permalink="/companies/en/moved/")),
    "move a page": lambda s: s.write("plain.md", "---\ntranslation: products\nlang: en\npermalink: /moved/\n---\n# Plain\n"),
    "remove a page that a table of contents names": lambda s: s.remove("plain.md"),
    "remove a review that a page links to by its file": lambda s: s.remove(path_of("beta-x")),
    "edit a template": lambda s: s.write("_templates/reviews/list.html", "A list of {{ view.rows|length }}."),
    "add a company": lambda s: s.write(path_of("beta", kind="company"), review("beta", layout="company")),
    "add a translation": lambda s: s.write(path_of("acme-a", "ja"), review("acme-a", lang="ja", price="15000")),
    "delete one that others name": lambda s: s.remove(path_of("acme-d")),
    "break": lambda s: s.write(path_of("acme-b"), b"---\nlayout: [\n---\n\xff"),
    "edit a page": lambda s: s.write("plain.md", "# Plain\n\n```{ranking}\n:limit: 2\n```\n"),
    "edit the configuration": lambda s: s.write("conf.py", (s.root / "conf.py").read_text() + 'reviews_currencies = {"en": "EUR"}\n'),
    "move a file": lambda s: (s.write("reviews/moved/acme-b.md", (s.root / path_of("acme-b")).read_bytes()), s.remove(path_of("acme-b"))),
}  # fmt: skip


def clean(site: Site, where: Path) -> dict[str, bytes]:
    """Return what a clean build of the same sources gives."""
    files = {
        p.relative_to(site.root).as_posix(): p.read_bytes()
        for p in site.root.rglob("*")
        if p.is_file()
    }
    conf = files.pop("conf.py").decode()
    fresh = new_site(where / "site", files)
    fresh.write("conf.py", conf)
    return fresh.build().bytes()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return the first site, built once.

    Its copies have other times and numbers of files, so that a build compares them by their bytes;
    tests of what is left alone build a site of their own.
    """
    return begin(tmp_path_factory.mktemp("begun"), FILES, CONF)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_site_equals_a_clean_one(begun: Begun, tmp_path: Path, change: str) -> None:
    """After a change the pages are those of a clean build, byte for byte, no more and no fewer."""
    site = begun.again()
    CHANGES[change](site)
    site.build()
    expected = clean(site, tmp_path / "clean")
    found = site.bytes()
    assert sorted(found) == sorted(expected)
    assert [path for path in expected if found[path] != expected[path]] == []


def test_a_broken_review_comes_back(begun: Begun) -> None:
    """A review that is broken and mended gives the pages there were before."""
    site = begun.again()
    before = site.bytes()
    good = (site.root / path_of("acme-b")).read_bytes()
    site.write(path_of("acme-b"), b"no front matter")
    assert f"{path_of('acme-b')}:1" in site.build().warnings[0]
    site.write(path_of("acme-b"), good)
    assert site.build().bytes() == before


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ("edit prose", {"products/en/acme-b"}),
        ("edit a page", {"plain", "index.html"}),
        (
            "add a translation",
            {"products/ja/acme-a", "products/en/acme-a", "ja", "products/ja/beta-y", "index.html"},
        ),
    ],
)
def test_only_changed_pages_are_written(tmp_path: Path, change: str, written: set[str]) -> None:
    """A page is written again when its text or its slice of the catalogue changed, and only then."""
    site = new_site(tmp_path / "site", FILES, CONF).build()
    pages = {
        p for p in site.stamps() if p.startswith(("products", "companies", "index", "plain", "ja"))
    }
    before = site.stamps()
    CHANGES[change](site)
    site.build()
    after = site.stamps()
    changed = {p for p in after if after[p] != before.get(p) and (p in pages or p not in before)}
    assert {
        p.removesuffix("/index.html")
        for p in changed
        if not p.startswith(("tags", "rankings", "categories"))
    } == written


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    """A second build without a change leaves every review's page as it is."""
    site = new_site(tmp_path / "site", FILES, CONF).build()
    before = {
        p: t for p, t in site.stamps().items() if p.startswith(("products", "companies", "plain"))
    }
    site.build()
    after = site.stamps()
    assert before == {p: after[p] for p in before}


def test_nothing_is_drawn_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build draws no page of tags, categories or rankings; a changed review draws its own."""
    site = new_site(tmp_path / "site", FILES, CONF).build()
    drawn: list[str] = []
    draw = HtmlRenderer.block

    def noted(self: HtmlRenderer, view: BlockView, links: Links) -> str:
        drawn.append(type(view).__name__)
        return draw(self, view, links)

    monkeypatch.setattr(HtmlRenderer, "block", noted)
    site.build()
    assert drawn.count("ListView") == 0
    CHANGES["edit score"](site)
    site.build()
    assert drawn.count("ListView") > 3


@pytest.mark.parametrize("record", ["", "[1]", '{"frame": "x", "pages": {"tags/en/tube": "y"}}'])
def test_a_foreign_record_of_the_last_build_is_passed_over(begun: Begun, record: str) -> None:
    """A damaged record, or one of another release, costs time and nothing else."""
    site = begun.again()
    before = site.bytes()
    (kept,) = site.root.parent.rglob("reviews-pages.json")
    kept.write_text(record, "utf-8")
    assert site.build().bytes() == before


def test_drawn_lists_are_tables(begun: Begun) -> None:
    """The pages of tags, categories and rankings hold the list itself, not its source."""
    pages = begun.again().bytes()
    for folder in ("tags", "categories", "rankings"):
        drawn = [text for path, text in pages.items() if path.startswith(f"{folder}/")]
        assert drawn
        assert [text for text in drawn if b"<table" not in text or b"&lt;" in text] == []


def many(count: int) -> dict[str, str | bytes]:
    """Return enough reviews for work in shares."""

    def rating(n: int) -> str:
        return f"[{(n % 5) * 0.5 + 0.5:.1f}, {', '.join([f'0.{n % 5 + 1}'] * 5)}]"

    files: dict[str, str | bytes] = {
        path_of(f"acme-{n}"): review(f"acme-{n}", rating=rating(n), price=str(10 + n))
        for n in range(count)
    }
    return files | {"index.md": "# Home\n\n```{review-list}\n```\n"}


def test_work_in_shares_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes write what one writes, also after a change."""
    begun, start = [], ForkProcess.start
    monkeypatch.setattr(ForkProcess, "start", lambda self: begun.append(self) or start(self))
    monkeypatch.setattr(shares, "SMALLEST_SHARE", 3)
    one, two = (new_site(tmp_path / name / "site", many(12), CONF) for name in ("one", "two"))
    assert one.build().bytes() == two.build(jobs=2).bytes()
    first = len(begun)
    text = body(prose="Beside the Acme 11.", scores=("1.0",) * 5)
    two.write(path_of("acme-3"), review("acme-3", text, rating="[5.0, 1.0, 1.0, 1.0, 1.0, 1.0]"))
    two.remove(path_of("acme-7"))
    expected, found = clean(two, tmp_path / "clean"), two.build(jobs=2).bytes()
    assert sorted(found) == sorted(expected)
    assert [path for path, data in found.items() if expected[path] != data] == []
    assert 0 < first < len(begun)


def published(site: Site, pattern: str) -> dict[str, bytes]:
    """Return the output files that fit, the search index aside: its maker names parts at random."""
    return {path: data for path, data in site.bytes(pattern).items() if "/search/" not in path}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site, built under one hash seed."""
    folder = tmp_path_factory.mktemp("here")
    read = ("-d", str(folder / "doctrees"))
    return new_site(folder / "site", FILES, CONF).run(*read, PYTHONHASHSEED="2")


def test_the_bytes_depend_on_the_sources_alone(here: Site, tmp_path: Path) -> None:
    """Another folder, another hash seed and other times of files give the same bytes."""
    elsewhere = new_site(
        tmp_path / "quite" / "elsewhere" / "site", dict(reversed(FILES.items())), CONF
    )
    elsewhere.run("-d", str(tmp_path / "d2"), PYTHONHASHSEED="random")
    assert here.exit_code == elsewhere.exit_code == 0
    assert here.bytes() == elsewhere.bytes()
    assert here.bytes("objects.inv") == elsewhere.bytes("objects.inv")
    for pattern in ("**/*.json", "**/*.xml", "**/*.svg"):
        assert published(here, pattern) == published(elsewhere, pattern)
    assert not [p for p, data in here.bytes().items() if str(tmp_path).encode() in data]


def test_front_matter_alone_is_reason_enough(tmp_path: Path) -> None:
    """A changed summary shows in every list that has it, though no other text changed."""
    site = new_site(
        tmp_path / "site",
        FILES | {"cards.md": "---\norphan: true\n---\n# Cards\n\n```{score-card} acme-b\n```\n"},
        CONF,
    ).build()
    site.write(
        path_of("acme-b"),
        front_matter("acme-b", summary='"Quite new."', rating="[3.0, 0.6, 0.6, 0.6, 0.6, 0.6]")
        + "\n"
        + body(scores=("0.6",) * 5),
    )
    site.build()
    assert "Quite new." in site.file("cards/index.html")
    assert "Quite new." in site.file("products/en/acme-b/index.html")


def with_package(folder: Path, site: Path, out: str) -> dict[str, bytes]:
    """Return what is published by a copy of this package in a folder."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", str(site)]
    command += ["-d", str(folder / f"{out}-doctrees"), str(folder / out)]
    environ = {**os.environ, "PYTHONPATH": str(folder / "package")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Site(folder / out, output=folder / out).bytes("**/*")


def test_another_release_writes_everything_anew(tmp_path: Path) -> None:
    """Where style sheets, words or templates of the extension differ, pages are as a clean build's."""
    package = tmp_path / "package" / "sphinx_reviews"
    shutil.copytree(EXTENSIONS / "sphinx_reviews", package)
    site = new_site(tmp_path / "site", FILES, CONF)
    before = with_package(tmp_path, site.root, "html")
    for name, old, new in (
        ("locale/ja.po", 'msgstr "', 'msgstr "~'),
        ("static/reviews.css", "", "p{}"),
        ("templates/blocks/list.html", "", "<p>other</p>"),
    ):
        text = (package / name).read_text("utf-8")
        (package / name).write_text(text.replace(old, new) if old else text + new, "utf-8")
    after = with_package(tmp_path, site.root, "html")
    clean = with_package(tmp_path, site.root, "clean")
    assert b"~" in after["products/ja/beta-y/index.html"]
    assert b"<p>other</p>" in after["rankings/en/technology-level/index.html"]
    assert sorted(after) == sorted(clean)
    assert [path for path in clean if after[path] != clean[path]] == []
    changed = [
        path for path in before if path.endswith(".html") and before[path] != after.get(path)
    ]
    assert len(changed) > 20


def test_pages_are_there_before_what_leads_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reviews are put in place first, then pages and lists, then feeds and data."""
    site = new_site(tmp_path / "site", FILES, CONF + 'html_baseurl = "https://example.org/"\n')
    placed: list[str] = []
    replace = os.replace

    def noted(source: str, target: str) -> None:
        replace(source, target)
        if site.out in Path(target).parents:
            placed.append(Path(target).relative_to(site.out).as_posix())

    monkeypatch.setattr(os, "replace", noted)
    site.build()
    reviews = [n for n, path in enumerate(placed) if path.startswith(("products/", "companies/"))]
    pages = [n for n, path in enumerate(placed) if path in ("index.html", "plain/index.html")]
    lists = [n for n, path in enumerate(placed) if path.startswith(("tags/", "rankings/"))]
    data = [n for n, path in enumerate(placed) if path.startswith(("feeds/", "_reviews/"))]
    assert reviews
    assert max(reviews) < min(pages) <= max(pages) < min(lists) <= max(lists) < min(data)
