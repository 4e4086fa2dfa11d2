"""What tests share: review texts, small sites, and builds in this process or in another."""

from __future__ import annotations

import fcntl
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from copies import Copies
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.outcomes import Outcome
from sphinx_reviews.model.scan import Scan, read_review
from sphinx_reviews.model.settings import Settings

ROOT = Path(__file__).parent.parent
EXTENSIONS = ROOT / "_ext"
STARTER = ROOT / "tests" / "starter"
"""The reviews that tests know by name; ``reviews/`` holds whatever the site is about."""

CONF = """extensions = ["myst_parser", "sphinx_design", "sphinx_reviews"]
reviews_severities = {"review.claim.absent": "off", "review.name.unused": "off"}
"""
QUICK = "reviews_search = False\n"
"""Small sites build no search index, which takes longer than their pages."""

HOME = "# Home\n"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

HEADINGS = {
    "en": (
        "Scientific Validity",
        "Technology Level",
        "Cost-Performance",
        "Reliability & Support",
        "Rationality of Design Philosophy",
    ),
    "ja": (
        "科学的有効性",
        "技術レベル",
        "コストパフォーマンス",
        "信頼性・サポート",
        "設計思想の合理性",
    ),
}
OTHERS = {"en": ("Overview", "Advice", "References"), "ja": ("概要", "アドバイス", "参考情報")}


def front_matter(ref: str | None = "acme-one", **changes: Any) -> str:
    """Return a front-matter block; a change to None removes the key, any other replaces it."""
    base = ref if ref and re.fullmatch(r"[\w-]{1,99}", ref) else "acme-one"
    lang = changes.get("lang") if changes.get("lang") in HEADINGS else "en"
    kind = changes.get("layout", "product")
    folder = "companies" if kind == "company" else "products"
    name = changes.get("target_name") or base.replace("-", " ").title()
    values: dict[str, Any] = {
        "layout": kind,
        "title": f'"{name} Review"',
        "target_name": f'"{name}"',
        "company_id": base if kind == "company" else base.partition("-")[0],
        "lang": lang,
        "ref": ref,
        "date": "2025-07-08",
        "rating": "[3.2, 0.8, 0.7, 0.3, 0.7, 0.7]",
        "price": "100" if kind == "product" else None,
        "summary": '"A summary."',
        "tags": "[Headphones, Wired]",
        "permalink": f"/{folder}/{lang}/{base}/",
    }
    if changes.get("target_name"):
        changes["target_name"] = f'"{name}"'
    values |= changes
    lines = (f"{key}: {value}" for key, value in values.items() if value is not None)
    return "---\n" + "\n".join(lines) + "\n---\n"


def body(
    lang: str = "en", scores: tuple[str, ...] = ("0.8", "0.7", "0.3", "0.7", "0.7"), **texts: str
) -> str:
    """Return a complete body; ``overview``, ``prose``, ``advice``, ``references`` replace parts."""
    overview, advice, references = OTHERS[lang]
    parts = [f"## {overview}\n\n{texts.get('overview', 'What it is [1].')}\n"]
    for heading, score in zip(HEADINGS[lang], scores, strict=True):
        parts.append(
            f"## {heading}\n\n$$ \\Large \\text{{{score}}} $$\n\n{texts.get('prose', 'Prose.')}\n"
        )
    parts.append(f"## {advice}\n\n{texts.get('advice', 'Advice.')}\n")
    sources = texts.get("references", "[1] A source, https://example.org/a, accessed 2025-07-01")
    parts.append(f"## {references}\n\n{sources}\n\n(2025.7.8)\n")
    return "\n".join(parts)


def review(ref: str | None = "acme-one", text: str | None = None, **changes: Any) -> str:
    """Return a complete review file."""
    lang = changes.get("lang") if changes.get("lang") in HEADINGS else "en"
    rating = str(changes.get("rating", "")).strip("[]").split(", ")[1:]
    scores = {"scores": tuple(rating)} if len(rating) == len(HEADINGS[lang]) else {}
    return front_matter(ref, **changes) + "\n" + (body(lang, **scores) if text is None else text)


def path_of(ref: str, lang: str = "en", kind: str = "product") -> str:
    """Return where the small sites keep a review."""
    maker = ref.partition("-")[0]
    return (
        f"reviews/companies/{lang}/{ref}.md"
        if kind == "company"
        else f"reviews/products/{lang}/{maker}/{ref}.md"
    )


def read(text: str | bytes, path: str = "reviews/acme-one.md", **settings: Any) -> Outcome:
    """Read one review file's text with the given settings."""
    data = text.encode() if isinstance(text, str) else text
    return read_review(data, path, Settings(**settings))


def catalogue_of(*texts: str, **settings: Any) -> Catalogue:
    """Return the catalogue of some review texts, each of which must be readable."""
    site = Settings(**settings)
    outcomes = tuple(read_review(text.encode(), _own_path(text), site) for text in texts)
    unread = [found for outcome in outcomes if not outcome.review for found in outcome.diagnostics]
    assert not unread, unread
    return Catalogue(Scan(outcomes), site)


def _own_path(text: str) -> str:
    """Return the path that a review's own front matter gives."""
    keys = dict(re.findall(r"^(layout|lang|ref): *(.*)$", text, re.MULTILINE))
    return path_of(keys["ref"], keys["lang"], keys["layout"])


@dataclass
class Site:
    """A small site in a folder of its own, and what its last build gave."""

    root: Path
    builder: str = "dirhtml"
    exit_code: int = 0
    log: str = ""
    status: str = ""
    env: Any = None
    output: Path | None = None

    @property
    def out(self) -> Path:
        """Return the output folder, beside the sources unless told otherwise."""
        return self.output or self.root.parent / f"{self.root.name}-{self.builder}"

    @property
    def warnings(self) -> list[str]:
        """Return the warnings, each with its path relative to the site."""
        lines = _COLOUR.sub("", self.log).splitlines()
        return [line.replace(f"{self.root}/", "") for line in lines if line.strip()]

    def write(self, path: str, content: str | bytes) -> None:
        """Write a source file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def remove(self, path: str) -> None:
        """Remove a source file."""
        (self.root / path).unlink()

    def build(self, builder: str = "", *, fresh: bool = False, jobs: int = 1, **conf: Any) -> Site:
        """Build in this process; a crash is raised."""
        self.builder = builder or self.builder
        doctrees = self.root.parent / f"{self.root.name}-doctrees-{self.builder}"
        warning, status = StringIO(), StringIO()
        forget()
        with patch_docutils(str(self.root)), docutils_namespace():
            app = Sphinx(
                self.root, self.root, self.out, doctrees, self.builder, confoverrides=conf,
                status=status, warning=warning, freshenv=fresh, parallel=jobs,
            )  # fmt: skip
            app.build(force_all=fresh)
            self.env = app.env
            self.exit_code = app.statuscode
        self.log, self.status = warning.getvalue(), _COLOUR.sub("", status.getvalue())
        return self

    def run(self, *options: str, builder: str = "", **environ: str) -> Site:
        """Build in a process of its own, as an author does."""
        self.builder = builder or self.builder
        done = sphinx_build(self.root, self.out, "-b", self.builder, *options, **environ)
        self.exit_code, self.log, self.status = done.returncode, done.stderr, done.stdout
        return self

    def file(self, path: str) -> str:
        """Return an output file's text."""
        return (self.out / path).read_text("utf-8")

    def page(self, address: str) -> BeautifulSoup:
        """Return the page published at an address of the site."""
        return BeautifulSoup(
            self.file(f"{address.strip('/')}/index.html".lstrip("/")), "html.parser"
        )

    def article(self, address: str) -> BeautifulSoup:
        """Return a page's main content."""
        page = self.page(address)
        return page.find("main") or page.find("div", class_="body") or page

    def doctree(self, docname: str) -> nodes.document:
        """Return a document as it was read, before post-transforms."""
        return self.env.get_doctree(docname)

    def bytes(self, pattern: str = "**/*.html") -> dict[str, bytes]:
        """Return the output files that fit the pattern, by path."""
        found = (path for path in self.out.glob(pattern) if path.is_file())
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in sorted(found)}

    def stamps(self, pattern: str = "**/*.html") -> dict[str, int]:
        """Return when each output file was last written."""
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_mtime_ns
            for path in self.out.glob(pattern)
        }


def forget() -> None:
    """Forget what Sphinx keeps as long as its process lives, though sites differ.

    These are check sums of style sheets, and the words of a site's own catalogues.
    """
    _file_checksum_inner.cache_clear()
    translators.clear()
    gettext._translations.clear()  # type: ignore[attr-defined]


def sphinx_build(
    source: Path, out: Path, *options: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run Sphinx in a process of its own; the package is importable there.

    The process is a copy of this one, which has Sphinx loaded already, unless something asks for a
    new interpreter.
    """
    if copies.ready and not any(name.startswith("PYTHON") for name in environ):
        return copies.build(["-q", *options, str(source), str(out)], environ)
    paths = [str(EXTENSIONS), os.environ.get("PYTHONPATH", "")]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "NO_COLOR": "1",
        **environ,
    }
    command = [sys.executable, "-m", "sphinx", "-q", *options, str(source), str(out)]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def _warm() -> None:
    """Load what every build loads, and compile its templates, once for all copies."""
    files = {
        path_of("acme-one"): review(),
        path_of("acme-one", "ja"): review(lang="ja", price="15000"),
        path_of("acme", kind="company"): review("acme", layout="company"),
        "index.md": HOME + "\n```{review-list}\n```\n",
    }
    with TemporaryDirectory() as folder:
        for theme in ("reviews", "alabaster"):
            new_site(Path(folder) / theme, files, f'html_theme = "{theme}"\n').build()


copies = Copies(_warm)
"""What builds in processes of their own come from; conftest begins it."""


def new_site(root: Path, files: Mapping[str, str | bytes], conf: str = "") -> Site:
    """Lay out a site: a short ``conf.py``, more lines for it, and the given files."""
    site = Site(root)
    site.write("conf.py", CONF + QUICK + conf)
    if "index.md" not in files:
        site.write("index.md", HOME)
    for path, content in files.items():
        site.write(path, content)
    return site


@cache
def starter_root(*, lean: bool = False) -> Path:
    """Return the sources of the starter site: this site's pages with the tests' own reviews.

    Whoever replaces ``reviews/`` changes nothing here. One copy serves all processes and runs.
    A lean one has no handbook, which takes half of the time to build it.
    """
    root = ROOT / "_build" / ("test-lean" if lean else "test-starter")
    root.mkdir(parents=True, exist_ok=True)
    parts = (ROOT / "conf.py", ROOT / "docs", STARTER)
    files = sorted(path for part in parts for path in (part, *part.rglob("*")) if path.is_file())
    made = blake2b(digest_size=16)
    for path in files:
        made.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = root / ".digest"
        if not mark.is_file() or mark.read_text("utf-8") != made.hexdigest():
            for name in ("conf.py", "docs", "reviews", "_ext"):
                _remove(root / name)
            _lay_out(root)
            if lean:
                take_out_the_handbook(root)
            mark.write_text(made.hexdigest(), "utf-8")
    return root


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _lay_out(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "conf.py", target)
    shutil.copytree(ROOT / "docs", target / "docs")
    shutil.copytree(STARTER, target / "reviews")
    (target / "_ext").symlink_to(EXTENSIONS)


def take_out_the_handbook(root: Path) -> None:
    """Remove the handbook from a copy of the project; half of the time to build it goes with it."""
    shutil.rmtree(root / "docs" / "handbook")
    home = root / "docs" / "index.md"
    text = home.read_text("utf-8")
    assert "\nhandbook/index\n" in text
    home.write_text(text.replace("\nhandbook/index\n", "\n"), "utf-8")


def copy_starter(target: Path) -> Path:
    """Copy the starter site's sources, so that a test may change them."""
    _lay_out(target)
    return target


def sampled(folder: Path) -> list[Path]:
    """Return an even sample of a folder's reviews: as many as ``REVIEWS_SAMPLE`` says, 0 is all."""
    wanted = int(os.environ.get("REVIEWS_SAMPLE", "400"))
    return evenly(sorted(folder.rglob("*.md")), wanted)


def evenly(files: list[Path], count: int) -> list[Path]:
    """Return about so many of the files, taken evenly; 0 is all."""
    return files[:: max(1, len(files) // count) if count else 1]


def copy_below(files: Iterable[Path], folder: Path, target: Path) -> None:
    """Copy files to where they stand below their folder, below another one."""
    for path in files:
        copied = target / path.relative_to(folder)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)


def copy_corpus(corpus: Path, target: Path, sample: int = 0) -> None:
    """Lay out a site of real reviews under the starter's settings, all or an even sample."""
    copy_below(evenly(sorted(corpus.rglob("*.md")), sample), corpus, target / "reviews")
    shutil.copy(ROOT / "conf.py", target)
    shutil.copytree(ROOT / "docs", target / "docs")
    (target / "_ext").symlink_to(EXTENSIONS)


def words_of(node: Any) -> str:
    """Return an element's text with single blanks."""
    return " ".join(node.get_text(" ").split())
