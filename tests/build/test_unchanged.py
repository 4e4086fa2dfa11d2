"""A build where nothing has changed only tells its findings; whatever differs, it is a whole one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import Begun
from sphinx_reviews.site import inputs
from sphinx_reviews.site.inputs import marks
from sphinx_reviews.site.seal import entries_of
from support import Site, body, new_site, path_of, review

SAID = "nothing has changed since the last build"
EARLIER = {"SOURCE_DATE_EPOCH": "1767225600"}
PAGE = "# Home\n\n```{review-list}\n```\n\n```{include} ../beside.txt\n```\n"
FILES: dict[str, str | bytes] = {
    path_of("acme-one"): review("acme-one", body(prose="It costs 9 ÷ 3 = 4 times as much [7].")),
    path_of("acme-two"): review("acme-two"),
    "index.md": PAGE,
    "_templates/reviews/none.html": "none",
    "_static/own.css": "p { margin: 0 }",
}
CONF = 'html_theme = "basic"\ntemplates_path = ["_templates"]\nhtml_static_path = ["_static"]\n'


def settled(site: Site) -> Site:
    """Wait until no file counts as one that is being changed."""
    time.sleep(0.06)
    return site


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return a site that was built once, and learnt what its pages include."""
    folder = tmp_path_factory.mktemp("begun")
    site = new_site(folder / "built" / "site", FILES, CONF)
    (folder / "built" / "beside.txt").write_text("A first text.\n")
    settled(site).build()
    shutil.copytree(folder / "built", folder / "copy")
    return Begun(site, folder / "copy")


@pytest.fixture
def site(begun: Begun) -> Site:
    """Return the site, built once more: its files were copied, and are seen as other ones."""
    return settled(begun.again()).build()


Pages = dict[str, bytes]


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Site], Pages]:
    """Return a function that builds a site's sources elsewhere, once for the same sources."""
    made: dict[tuple[object, ...], Pages] = {}

    def clean(site: Site) -> Pages:
        sources = {p.relative_to(site.root).as_posix(): p.read_bytes() for p in listed(site.root)}
        beside = (site.root.parent / "beside.txt").read_bytes()
        key = (beside, *sorted(sources.items()))
        if key not in made:
            folder = tmp_path_factory.mktemp("clean")
            (folder / "beside.txt").write_bytes(beside)
            fresh = new_site(folder / "site", sources)
            fresh.write("conf.py", sources["conf.py"])
            made[key] = fresh.build().bytes()
        return made[key]

    return clean


def listed(root: Path) -> list[Path]:
    """Return a site's sources, without the folder that a test links."""
    return [p for p in root.rglob("*") if p.is_file() and "more" not in p.relative_to(root).parts]


def test_nothing_is_done_and_all_is_told(site: Site) -> None:
    """The findings, the status and every file stay as they are; no catalogue is made."""
    findings, written = site.warnings, site.stamps("**/*")
    assert any("review.claim" in line for line in findings)
    site.build()
    assert SAID in site.status
    assert "scanning" not in site.status
    assert (site.warnings, site.stamps("**/*")) == (findings, written)
    assert site.exit_code == 0
    assert site.build(reviews_skip_unchanged=False).warnings == findings
    assert SAID not in site.status


def test_warnings_are_errors_where_they_were(site: Site) -> None:
    """The status of a build that changes nothing is that of the build before."""
    site.run("-q")
    options = ("-W", "--keep-going", "-d", str(site.root.parent / "site-doctrees-dirhtml"))
    assert site.run(*options).exit_code == 1
    assert site.run(*options).exit_code == 1
    assert "review.claim" in site.log


def same_size_and_time(site: Site) -> None:
    """Change a text so that neither its size nor its time of change differ."""
    path = site.root / path_of("acme-one")
    times = path.stat()
    path.write_text(path.read_text().replace("Advice.", "Advise."))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size


CHANGES: dict[str, Callable[[Site], object]] = {
    "a text of the same size and time": same_size_and_time,
    "a new review": lambda s: s.write(path_of("acme-three"), review("acme-three")),
    "a review gone": lambda s: s.remove(path_of("acme-two")),
    "a page": lambda s: s.write("index.md", PAGE + "\nMore.\n"),
    "an included file from elsewhere": lambda s: (s.root.parent / "beside.txt").write_text("Other\n"),
    "a template": lambda s: s.write("_templates/reviews/none.html", "other"),
    "a new template": lambda s: s.write("_templates/reviews/list.html", "A list."),
    "a style sheet": lambda s: s.write("_static/own.css", "p { margin: 1px }"),
    "the configuration": lambda s: s.write("conf.py", (s.root / "conf.py").read_text() + "\n#\n"),
    "a published page": lambda s: (s.out / "index.html").write_text("Spoilt."),
    "a published page gone": lambda s: (s.out / "index.html").unlink(),
    "a page that nobody wrote": lambda s: (s.out / "strange.html").write_text("Strange."),
    "a document kept by Sphinx": lambda s: next(caches(s).rglob("*.doctree")).write_bytes(b"x"),
    "the environment": lambda s: (caches(s) / "environment.pickle").write_bytes(b"x"),
    "the record of the output": lambda s: (caches(s) / "reviews-output.json").write_bytes(b"x"),
    "this very record": lambda s: (caches(s) / "reviews-inputs.cache").write_bytes(b"x"),
    "a linked folder": lambda s: (s.root / "more").symlink_to(s.root / "_templates"),
}  # fmt: skip


def caches(site: Site) -> Path:
    """Return where Sphinx and the extension keep what the next build takes over."""
    return site.root.parent / "site-doctrees-dirhtml"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_differs_makes_a_build(
    site: Site, cleaned: Callable[[Site], Pages], change: Callable[[Site], object]
) -> None:
    """After any change the site is built, and comes out like a clean one."""
    change(site)
    site.build()
    assert SAID not in site.status
    assert site.bytes() == cleaned(site)


def test_options_make_a_build(site: Site) -> None:
    """Another value, another day, or Sphinx's own wish to read all."""
    assert SAID not in site.build(html_title="Other").status
    assert "Other" in site.file("index.html")
    assert SAID not in site.build(fresh=True).status
    assert SAID not in site.run("-D", "language=ja", "-d", str(caches(site))).status


def test_another_day_makes_a_build(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some findings and pages are about days."""
    assert SAID in settled(site).build().status
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EARLIER["SOURCE_DATE_EPOCH"])
    assert SAID not in site.build().status


@pytest.mark.parametrize(
    "line",
    [
        'extensions = [*extensions, "sphinx.ext.todo"]',
        "def setup(app):\n    pass",
        "reviews_rules = [lambda catalogue: ()]",
        "reviews_check_links = True",
    ],
)
def test_who_may_look_elsewhere_is_asked(site: Site, line: str) -> None:
    """Other extensions, rules and checks may depend on anything: with them nothing is skipped."""
    site.write("conf.py", (site.root / "conf.py").read_text() + f"\n{line}\n")
    for _ in range(3):
        assert SAID not in settled(site).build().status


def test_a_warning_of_sphinx_is_not_lost(site: Site) -> None:
    """What nobody could tell again keeps the next build from ending at once."""
    site.write("index.md", PAGE + "\n[Lost](lost.md)\n")
    assert any("lost.md" in line for line in settled(site).build().warnings)
    assert SAID not in settled(site).build().status


def test_files_that_change_now_equal_no_other(tmp_path: Path) -> None:
    """A file system's clock may stand still while a file is changed twice."""
    (tmp_path / "now.md").write_text("now")
    assert marks([tmp_path], ()) != marks([tmp_path], ())
    time.sleep(0.06)
    assert marks([tmp_path], ()) == marks([tmp_path], ())


def test_links_neither_circle_nor_hide(tmp_path: Path) -> None:
    """Linked folders are looked at once, tools' folders and virtual environments never."""
    for name in ("a/page.md", "node_modules/x.js", "venv/pyvenv.cfg", "venv/y.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    found = marks([tmp_path], {str(tmp_path / "apart")})
    assert found is not None
    names = sorted(Path(name).relative_to(tmp_path).as_posix() for name in found)
    assert names == ["a/page.md", "a/round"]


def test_a_whole_disk_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever links to the root of the disk has every build look at all pages, but not at the disk."""
    looked: list[str] = []
    monkeypatch.setattr(inputs, "entries_of", lambda at: looked.append(at) or entries_of(at))
    (tmp_path / "all").symlink_to("/")
    assert marks([tmp_path], ()) is None
    assert looked == [str(tmp_path)]
