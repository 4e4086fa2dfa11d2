"""The extension that the handbook shows, in a site of its own."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

import books
from sphinx_reviews import api
from sphinx_reviews.documents.fallback import own_nodes
from sphinx_reviews.model.blocks import block_view
from sphinx_reviews.model.extras import Extras
from sphinx_reviews.model.languages import language
from sphinx_reviews.model.outcomes import Scan
from sphinx_reviews.model.settings import Settings, settings_from
from sphinx_reviews.model.words import words
from support import CONF, EXTENSIONS, ROOT, Site, body, new_site, path_of, review, words_of

HANDBOOK = ROOT / "docs" / "handbook" / "extending.md"
RULE = re.compile(r"^```python\n(from sphinx_reviews import api\n.*?)^```", re.M | re.S)
EXTENSION = """import sys; sys.path.insert(0, __import__('os').path.dirname(__file__))
extensions.append('acme_words')
"""
HOME = """# Home

```{longest-reviews}
```

```{review-lengths}
:sort: name
```

```{review-list}
:columns: name words
:sort: -words
```
"""


WORDS = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Reviewed"
msgstr "Geprüft"

msgid "Price"
msgstr "Preis"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build a site with the handbook's extension beside its conf.py."""
    sample = re.search(r"^```python\n(.*?)^```", HANDBOOK.read_text("utf-8"), re.M | re.S)
    assert sample
    root = tmp_path_factory.mktemp("extending")
    files = {
        path_of("acme-one"): review("acme-one"),
        path_of("acme-two"): review("acme-two", body(prose="Many more words than the others.")),
        "index.md": HOME,
        "acme_words.py": sample[1],
        "locales/de/LC_MESSAGES/sphinx_reviews.po": WORDS,
        path_of("acme-one", "de"): review("acme-one", lang="de", permalink="/produkte/acme-one/"),
    }
    conf = (
        f"{EXTENSION}"
        "reviews_languages = {'en': 'English', 'de': 'Deutsch'}\n"
        "reviews_severities = {'acme.few-sources': 'note'}\n"
    )
    yield new_site(root, files, conf=conf).build()
    sys.modules.pop("acme_words", None)
    sys.path[:] = [path for path in sys.path if path != str(root)]


def rows(site: Site, place: int) -> list[list[str]]:
    """Return a table of the first page as text."""
    table = site.article("/").find_all("table")[place]
    return [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in table("tr")]


def test_the_block_is_answered(site: Site) -> None:
    """The directive shows the list that the extension makes, in its order."""
    assert [row[0] for row in rows(site, 0)] == ["Name", "Acme Two", "Acme One"]
    assert words_of(site.article("/").find("caption")) == "The longest"


def test_the_column_shows_and_sorts(site: Site) -> None:
    """A list names the column and sorts by it, the least first behind a hyphen."""
    shown = rows(site, 1)
    assert shown[0] == ["Name", "Words"]
    counts = [int(row[1]) for row in shown[1:]]
    assert [row[0] for row in shown[1:]] == ["Acme One", "Acme Two"]
    assert 0 < counts[0] < counts[1]


def test_the_browser_knows_the_column(site: Site) -> None:
    """The explorer offers it like any other."""
    about = json.loads(site.file("_reviews/site.en.json"))
    data = json.loads(site.file("_reviews/" + about["files"]["product"]))
    assert "words" in [column["id"] for column in data["columns"]]
    assert len(data["values"]["words"]) == 2


def test_the_rule_is_asked(site: Site) -> None:
    """Its findings have its code, and the severity that the site gives it."""
    assert site.warnings == []
    assert site.status.count("[acme.few-sources]") == 3
    site.build(fresh=True, reviews_severities={})
    told = [line for line in site.warnings if "acme.few-sources" in line]
    assert len(told) == 3
    assert told[1].startswith("reviews/products/en/acme/acme-one.md:1: WARNING: few sources: 1; ")


def test_the_event_tells(site: Site) -> None:
    """The catalogue is there when the event comes, and can be read from the environment."""
    assert "acme: 3 reviews" in site.status
    refs = [r.ref for r in api.catalogue_of(site.env).reviews]
    assert refs == ["acme-one", "acme-one", "acme-two"]


def test_the_block_is_in_other_formats(site: Site) -> None:
    """A block of another extension is drawn in every output."""
    text = site.build("text").file("index.txt")
    site.builder = "dirhtml"
    assert "The longest" in text
    assert text.count("Acme Two") == 3
    assert re.search(r"^\* Acme One: \d+$", text, re.MULTILINE)


def test_an_edit_reaches_the_page_that_shows_it(site: Site) -> None:
    """A page with the block is written again when an answer changes, and only then."""
    site.build()
    before = site.stamps("index.html")
    site.build()
    assert site.stamps("index.html") == before
    site.write(path_of("acme-one"), review("acme-one", body(prose="Word " * 200)))
    site.build()
    assert [row[0] for row in rows(site, 0)] == ["Name", "Acme One", "Acme Two"]


def test_a_view_of_its_own_is_drawn(site: Site) -> None:
    """On the website the extension draws it, with links that lead from this page."""
    found = site.article("/").select(".acme-length li")
    assert [words_of(item) for item in found] == ["Acme One", "Acme Two"]
    assert [item.a["href"] for item in found] == [f"products/en/acme-{n}/" for n in ("one", "two")]
    assert all(int(item.meter["value"]) > 0 for item in found)


def test_a_view_of_its_own_is_in_books(site: Site, tmp_path: Path) -> None:
    """Typst and LaTeX draw the nodes that it brings, linked where the book has the page."""
    site.build("latex", latex_documents=[("index", "a.tex", "A", "B", "manual")])
    text = site.file("a.tex")
    site.builder = "dirhtml"
    assert re.search(r"\\item\s+\{\}?.*?\\sphinxAtStartPar\s+Acme One: \d+", text, re.DOTALL)
    mine = body(prose="```{review-lengths}\n```")
    files = {
        path_of("acme-one"): review("acme-one", mine),
        path_of("acme-two"): review("acme-two"),
        "acme_words.py": site.root.joinpath("acme_words.py").read_text("utf-8"),
    }
    conf = f"{EXTENSION}reviews_directives = ['review-lengths']\n"
    made = books.small(tmp_path, files, conf)
    assert made.status == 0, made.stderr
    assert re.search(r"• Acme One: \d+ • Acme Two: \d+", made.text(made.files()[0]))


def test_a_view_that_is_no_dataclass_is_refused() -> None:
    """Nobody would know when a page with it has to be written again."""

    class Plain(api.OwnView):
        def html(self, links: api.Links) -> str:
            return ""

        def nodes(self, link: api.Linker) -> list[object]:
            return ["no node"]

    extras = Extras(answers={"x": lambda catalogue, block: Plain()})
    catalogue = api.Catalogue(Scan(()), Settings(), extras)
    with pytest.raises(TypeError, match="Plain is no dataclass"):
        block_view(catalogue, api.Block("x", "en", "index", api.Query("en")))
    with pytest.raises(TypeError, match="no docutils node"):
        own_nodes(Plain(), lambda docname, text: text)


def test_a_page_without_a_file_follows_an_edit(site: Site) -> None:
    """It is written when what it shows has changed, stays otherwise, and goes with its review."""
    site.build()
    page = site.page("/years/en/2025/")
    assert words_of(page.find("h1")).startswith("Reviewed 2025")
    assert len(page.find("table").find("tbody").find_all("tr")) == 2
    before = site.stamps("years/**/*.html")
    site.build()
    assert site.stamps("years/**/*.html") == before
    whole = (site.root / path_of("acme-two")).read_text("utf-8")
    site.write(path_of("acme-two"), review("acme-two", date="2024-01-02"))
    site.build()
    assert len(site.page("/years/en/2025/").find("table").find("tbody").find_all("tr")) == 1
    assert "Acme Two" in words_of(site.article("/years/en/2024/"))
    after = site.stamps("years/**/*.html")
    assert after["years/de/2025/index.html"] == before["years/de/2025/index.html"]
    site.write(path_of("acme-two"), whole)
    site.build()
    assert not (site.out / "years/en/2024").exists()


def test_a_file_of_an_extension_follows_an_edit(site: Site) -> None:
    """It lies in the site, changes with the catalogue, and is left alone otherwise."""
    site.build()
    before = site.stamps("lengths.json")
    assert set(json.loads(site.file("lengths.json"))) == {
        "/produkte/acme-one/", "/products/en/acme-one/", "/products/en/acme-two/",
    }  # fmt: skip
    site.build()
    assert site.stamps("lengths.json") == before


@pytest.mark.parametrize(
    "name", ["tags/en/x", "products/en/acme-one", "index", "../x", "/x", "a//b"]
)
def test_a_page_displaces_nobody(tmp_path: Path, name: str) -> None:
    """A page under a name that is taken, or none at all, stops the build with a line that says so."""
    with pytest.raises(
        ExtensionError, match=r"the added page .* (stands in the place of|no address)"
    ):
        adding(tmp_path, "add_pages", f"api.GeneratedPage({name!r}, 'X', 'en', [])")


@pytest.mark.parametrize("path", ["index.html", "robots.txt", "../x", "_static/x", "/x"])
def test_a_file_displaces_nobody(tmp_path: Path, path: str) -> None:
    """A file in the place of another, or outside, stops the build as well."""
    with pytest.raises(ExtensionError, match=r"the added file .* stands in the place of another"):
        adding(tmp_path, "add_files", f"({path!r}, 'x')")


def adding(root: Path, what: str, item: str) -> Site:
    """Build a site of one review, whose conf.py adds what is said."""
    conf = (
        "html_baseurl = 'https://example.org/'\n"
        "def setup(app):\n    from sphinx_reviews import api\n"
        f"    api.{what}(app, lambda catalogue: [{item}])\n"
    )
    return new_site(root / "site", {path_of("acme-one"): review("acme-one")}, conf).build()


def test_words_of_a_further_language(site: Site) -> None:
    """A language that the package does not speak takes its words from the site's folder."""
    page = words_of(site.article("/produkte/acme-one/"))
    assert "Preis" in page
    assert "Geprüft" in page
    assert words_of(site.article("/years/de/2025/").find("h1")).startswith("Geprüft 2025")
    site.write("locales/de/LC_MESSAGES/sphinx_reviews.po", WORDS.replace("Preis", "Kostet"))
    words.cache_clear()
    language.cache_clear()
    site.build()
    assert "Kostet" in words_of(site.article("/produkte/acme-one/"))


def test_a_rule_of_the_site_is_asked_by_the_build_and_by_check(tmp_path: Path) -> None:
    """A rule in ``conf.py`` needs no Sphinx: the command finds what the build finds."""
    sample = RULE.search(HANDBOOK.read_text("utf-8"))
    assert sample
    files = {path_of("acme-one"): review("acme-one")}
    site = new_site(tmp_path / "site", files, sample[1])
    told = f"{path_of('acme-one')}:1: "
    site.run()
    assert f"{told}WARNING: short summary: A summary; Write a sentence." in site.log.replace(
        f"{site.root}/", ""
    )
    code = (
        "import sys; sys.modules.update(sphinx=None, docutils=None, jinja2=None)\n"
        "from sphinx_reviews.command.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", ".", "--only", "acme", "--no-cache"],
        cwd=site.root, env={**os.environ, "PYTHONPATH": str(EXTENSIONS)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "error  acme.short-summary  1" in done.stdout
    assert f"{told[:-2]}  short summary: A summary; " in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("return 1 / 0", "conf.py:{line}: ZeroDivisionError: division by zero"),
        ("return None", "TypeError: 'NoneType' object is not iterable"),
        ("yield 'few'", "the rule 'own' yields 'few'; yield what api.diagnostic(…) returns"),
    ],
)
def test_a_rule_that_fails_is_told_in_one_line(tmp_path: Path, rule: str, told: str) -> None:
    """Command and build name the rule and its line, and show no traceback."""
    site = new_site(tmp_path, {path_of("acme-one"): review("acme-one")})
    conf = f"{CONF}def own(catalogue):\n    {rule}\nreviews_rules = [own]\n"
    site.write("conf.py", conf)
    told = told.format(line=conf.count("\n") - 1)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_reviews", "check", "."],
        cwd=site.root, env={**os.environ, "PYTHONPATH": str(EXTENSIONS)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the rule 'own'" in done.stderr
    assert told in done.stderr
    site.run()
    assert (site.exit_code, site.log.count("\n")) == (2, 1)
    assert told in site.log


@pytest.mark.parametrize("value", ["7", "[7]", "['few']"])
def test_rules_are_functions(value: str) -> None:
    """Anything else is a configuration error in one line."""
    with pytest.raises(ValueError, match=r"^reviews_rules: .* has the wrong shape"):
        settings_from({"reviews_rules": ast.literal_eval(value)})


@pytest.mark.parametrize("name", ["review.own", "plain", ".x", "x."])
def test_a_code_of_ones_own_has_a_name_of_its_own(name: str) -> None:
    """Codes of others are dotted and do not stand among ours."""
    with pytest.raises(ValueError, match="dotted name of your own"):
        api.OwnCode(name, api.Severity.NOTE, "", "")


def test_severities_of_others_are_taken_and_slips_are_not() -> None:
    """A dotted code of another head is accepted; a misspelled one of ours is refused."""
    settings_from({"reviews_severities": {"acme.few-sources": "off"}})
    for slip in ("reveiw.tag", "reviews.tag", "review.tga", "tag"):
        with pytest.raises(ValueError, match=r"^reviews_severities: no code is"):
            settings_from({"reviews_severities": {slip: "off"}})


def test_everything_promised_is_there() -> None:
    """Each name of the promise exists, and what the handbook asks the catalogue can be asked."""
    assert all(hasattr(api, name) for name in api.__all__)
    text = HANDBOOK.read_text("utf-8")
    asked = set(re.findall(r"catalogue\.(\w+)", text)) - {"reviews", "settings"}
    assert asked
    assert all(hasattr(api.Catalogue, name) for name in asked)
    assert set(re.findall(r"\bapi\.(\w+)", text)) <= set(api.__all__)
