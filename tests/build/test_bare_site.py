"""A site whose ``conf.py`` says only which extensions it uses, and the package that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from support import (
    CONF,
    EXTENSIONS,
    ROOT,
    STARTER,
    Site,
    new_site,
    path_of,
    review,
    starter_root,
    words_of,
)  # fmt: skip

SETUPTOOLS = 77
THEMES = ("alabaster", "basic", "furo", "pydata_sphinx_theme", "shibuya", "reviews")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with the shortest configuration there is, built in its own process."""
    page = "# Home\n\n::::{grid} 2\n:::{grid-item-card} Card\nText\n:::\n::::\n\n```{review-list}\n```\n"
    files = {
        path_of("acme-one"): review("acme-one"),
        path_of("acme", kind="company"): review("acme", layout="company"),
        path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
        "docs/about.md": "---\nlang: ja\npermalink: /about/\n---\n# 説明\n",
        "index.md": page + "\n```{toctree}\ndocs/about\n```\n",
    }
    found = new_site(tmp_path_factory.mktemp("bare") / "site", files)
    found.write("conf.py", CONF + 'myst_enable_extensions = ["colon_fence"]\n')
    return found


def test_three_extensions_are_all_it_takes(site: Site) -> None:
    """Reviews are published, lists drawn and pages put at their addresses without configuration."""
    site.write("conf.py", CONF)
    site.write(
        "index.md",
        (site.root / "index.md").read_text().replace("::::", "````").replace(":::", "```"),
    )
    site.run("-W", "--keep-going")
    assert (site.exit_code, site.log) == (0, "")
    assert words_of(site.article("/products/en/acme-one/").find("h1")).startswith("Acme One")
    assert site.page("/products/ja/acme-one/").find("html")["lang"] == "ja"
    assert site.page("/about/").find("html")["lang"] == "ja"
    assert "Acme One" in words_of(site.article("/"))


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_shows_the_reviews(site: Site, theme: str) -> None:
    """Under any of the usual themes a review has its card, its language and its description."""
    site.output = site.root.parent / f"out-{theme}"
    site.build("dirhtml", fresh=True, html_theme=theme)
    assert [w for w in site.warnings if "WARNING" in w] == []
    for lang in ("en", "ja"):
        page = site.page(f"/products/{lang}/acme-one/")
        assert page.find("html")["lang"] == lang
        if theme != "shibuya":  # has no place for an extension's meta elements
            assert page.find("meta", attrs={"name": "description"})["content"] == "A summary."
        assert page.find(class_="rv-card") is not None
        assert page.find("link", href=lambda h: h and "reviews.css" in h) is not None
        assert "&lt;meta" not in str(page.find("head"))
        assert words_of(page.find("h1")).startswith("Acme One")


def test_the_source_layout_does_not_matter(tmp_path: Path) -> None:
    """Reviews may lie in another folder than ``reviews``, in any tree."""
    files = {"texts/deep/down/x.md": review("acme-one"), "texts/acme-two.md": review("acme-two")}
    site = new_site(tmp_path / "site", files, 'reviews_folder = "texts"\n').build()
    assert (site.out / "products/en/acme-one/index.html").is_file()
    assert (site.out / "products/en/acme-two/index.html").is_file()


def test_a_site_without_reviews_builds(tmp_path: Path) -> None:
    """No review yet, or no folder of them, is no error: every list says that nothing fits."""
    names = (
        "review-list",
        "ranking",
        "score-card",
        "comparison",
        "value-map",
        "tag-index",
        "category-index",
        "latest",
    )
    page = "# Home\n\n" + "\n\n".join(f"```{{{name}}}\n```" for name in names)
    site = new_site(tmp_path / "site", {"index.md": page}).build()
    assert site.warnings == []
    assert words_of(site.article("/")).count("No review fits.") >= 7


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("reviews_rubric = {}", "reviews_rubric"),
        ("reviews_languages = {}", "reviews_languages"),
        ("reviews_page_size = 0", "reviews_page_size"),
        ("reviews_rubric = 7", "reviews_rubric"),
        ('reviews_categories = ["x"]', "reviews_categories"),
        ('reviews_categories = {"x/../y": {"names": {"en": "X"}}}', "reviews_categories"),
        ('reviews_languages = {"en": "English", "qqq": "Q"}', "reviews_languages"),
    ],
)
def test_a_bad_setting_is_one_line(tmp_path: Path, line: str, message: str) -> None:
    """A setting that cannot be used ends the build with its name and the reason, not with a crash."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review()}, line + "\n").run()
    assert site.exit_code == 2
    assert site.log.startswith(f"ERROR: conf.py: {message}: ")
    assert site.log.count("\n") == 1
    assert "Handler <" not in site.log


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package as it would be installed, built offline with what is there."""
    if int(version("setuptools").partition(".")[0]) < SETUPTOOLS and not os.environ.get("CI"):
        pytest.skip("setuptools is older than pyproject.toml asks for")
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    (source / "_ext").symlink_to(EXTENSIONS)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
               "-w", str(folder), str(source)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Templates, style sheets, scripts, words and themes are installed with the code."""
    wanted = {
        path.relative_to(EXTENSIONS).as_posix()
        for path in (EXTENSIONS / "sphinx_reviews").rglob("*.*")
        if path.is_file()
        and path.suffix != ".pyc"
        and not any(p.startswith(".") or p == "__pycache__" for p in path.parts[3:])
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in wanted if "_cache" not in name} - names == set()
    for part in (
        "templates/blocks/head.html",
        "static/reviews.css",
        "locale/ja.po",
        "theme/theme.toml",
        "py.typed",
    ):
        assert f"sphinx_reviews/{part}" in names


def test_the_installed_package_works_on_its_own(wheel: Path, site: Site, tmp_path: Path) -> None:
    """A site far from the source tree builds with what the wheel holds and nothing else."""
    target = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-b",
        "dirhtml",
        str(site.root),
        str(tmp_path / "out"),
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(target), "PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out/products/en/acme-one/index.html").is_file()
    code = "import sphinx_reviews; print(sphinx_reviews.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(target)},
    )
    assert where.stdout.startswith(str(target))


def test_the_starter_s_pages_stand_in_a_bare_site(tmp_path: Path) -> None:
    """The starter's pages and reviews build under a ``conf.py`` of one line: none is left out."""
    index = "# Site\n\n```{toctree}\ndocs/index\n```\n"
    site = new_site(tmp_path / "site", {"index.md": index})
    site.write("conf.py", CONF + 'reviews_severities = {"review.source.none": "note"}\n')
    for name in ("docs", "reviews"):
        shutil.copytree(starter_root(lean=True) / name, site.root / name)
    site.run("-W", "--keep-going")
    assert (site.exit_code, site.log) == (0, "")
    for path in STARTER.rglob("*.md"):
        permalink = path.read_text("utf-8").partition("permalink: ")[2].partition("\n")[0]
        assert site.page(permalink).find(class_="rv-card") is not None


def test_lists_of_the_configuration_are_written_in_either_bracket(tmp_path: Path) -> None:
    """A value whose default is a tuple may be a list, as the handbook writes it."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    site.write("conf.py", CONF + 'reviews_mention_exclude = ["One"]\nreviews_roles = ["sub"]\n')
    site.write("index.md", "# Home\n")
    site.run("-W", "--keep-going")
    assert (site.exit_code, site.log) == (0, "")


def test_a_wrong_value_stops_the_build_with_its_name(tmp_path: Path) -> None:
    """A misspelled or misshapen value ends the build with one line that names it."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    for line, told in {
        'reviews_langauges = {"en": "English"}': "did you mean 'reviews_languages'?",
        'reviews_titles = "Measured"': "reviews_titles: 'Measured' has the wrong shape",
    }.items():
        site.write("conf.py", f"{CONF}{line}\n")
        site.run()
        assert site.exit_code == 2
        assert f"conf.py: {line.split()[0]}: " in site.log
        assert told in site.log


def test_a_language_without_words_shows_what_there_is(tmp_path: Path) -> None:
    """In a third language the site has the project's name, and verdicts those of the first."""
    german = review("acme-one", lang="de", permalink="/products/de/acme-one/")
    files = {path_of("acme-one", "de"): german, "index.md": "# Home\n"}
    site = new_site(tmp_path / "site", files)
    languages = 'reviews_languages = {"en": "English", "de": "Deutsch"}\n'
    site.write(
        "conf.py", f'{CONF}{languages}project = "Probe"\nreviews_titles = {{"en": "Test"}}\n'
    )
    site.build("dirhtml", html_theme="reviews")
    page = site.page("/products/de/acme-one/")
    assert words_of(page.find("title")).endswith("– Probe")
    assert "Fair" in words_of(page.find(class_="rv-card"))
