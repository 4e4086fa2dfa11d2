"""The extension that the handbook shows, in a site of its own."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

import pytest

from sphinx_reviews import api
from sphinx_reviews.model.settings import settings_from
from support import ROOT, Site, body, new_site, path_of, review, words_of

HANDBOOK = ROOT / "docs" / "handbook" / "extending.md"
HOME = """# Home

```{longest-reviews}
```

```{review-list}
:columns: name words
:sort: -words
```
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
    }
    conf = (
        "import sys; sys.path.insert(0, __import__('os').path.dirname(__file__))\n"
        "extensions.append('acme_words')\n"
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
    assert site.status.count("[acme.few-sources]") == 2
    site.build(fresh=True, reviews_severities={})
    told = [line for line in site.warnings if "acme.few-sources" in line]
    assert len(told) == 2
    assert told[0].startswith("reviews/products/en/acme/acme-one.md:1: WARNING: few sources: 1; ")


def test_the_event_tells(site: Site) -> None:
    """The catalogue is there when the event comes, and can be read from the environment."""
    assert "acme: 2 reviews" in site.status
    assert [r.ref for r in api.catalogue_of(site.env).reviews] == ["acme-one", "acme-two"]


def test_the_block_is_in_other_formats(site: Site) -> None:
    """A block of another extension is drawn in every output."""
    text = site.build("text").file("index.txt")
    site.builder = "dirhtml"
    assert "The longest" in text
    assert text.count("Acme Two") == 2


def test_an_edit_reaches_the_page_that_shows_it(site: Site) -> None:
    """A page with the block is written again when an answer changes, and only then."""
    site.build()
    before = site.stamps("index.html")
    site.build()
    assert site.stamps("index.html") == before
    site.write(path_of("acme-one"), review("acme-one", body(prose="Word " * 200)))
    site.build()
    assert [row[0] for row in rows(site, 0)] == ["Name", "Acme One", "Acme Two"]


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
    asked = set(re.findall(r"catalogue\.(\w+)", text)) - {"reviews"}
    assert asked
    assert all(hasattr(api.Catalogue, name) for name in asked)
    assert set(re.findall(r"\bapi\.(\w+)", text)) <= set(api.__all__)
