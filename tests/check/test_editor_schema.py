"""Editors are told what front matter may hold: what the reader takes, and little else."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sphinx_reviews.command.cli import main
from sphinx_reviews.model.editor_schema import front_matter_schema, snippets
from sphinx_reviews.model.frontmatter import normalise, split
from sphinx_reviews.model.schema import KEYS
from sphinx_reviews.model.settings import Settings, settings_from
from support import ROOT, STARTER, front_matter, new_site, path_of, read, review, sampled

FIELDS = {
    "weight": {"type": "number", "names": {"en": "Weight"}, "unit": "g", "least": 1, "most": 900},
    "form": {
        "type": "choice",
        "names": {"en": "Form"},
        "choices": {"open": {"en": "Open"}, "closed": {"en": "Closed"}},
        "kinds": ["product"],
        "required": True,
    },
    "released": {"type": "date", "names": {"en": "Released"}},
    "curve": {
        "type": "series",
        "names": {"en": "Curve"},
        "across": {"names": {"en": "F"}, "unit": "Hz", "least": 20, "most": 20000},
        "up": {"names": {"en": "L"}, "unit": "dB", "least": -40, "most": 20},
    },
    "code": {"type": "text", "names": {"en": "Code"}, "most": 8},
}
SITE: dict[str, Any] = {
    "fields": FIELDS,
    "categories": {"dacs": {"names": {"en": "DACs"}, "tags": ["DAC"]}},
    "links": {"shop": {"names": {"en": "Shop"}, "hosts": ["example.org"]}},
}
OWN = {
    "curve": "one.csv",
    "form": "open",
    "weight": "312.5",
    "released": "2025-01-31",
    "code": "AB-1",
}


class _Loader(yaml.CSafeLoader):
    """Reads YAML as editors do (YAML 1.2): days are text, and only true and false are switches."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, shape)
        for tag, shape in found
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@cache
def validator(*, own: bool) -> jsonschema.Draft7Validator:
    """Return what an editor asks: by the schema of a site with its own fields, or of one without."""
    schema = front_matter_schema(Settings(**(SITE if own else {})))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def wrong(text: str, *, own: bool = False) -> list[str]:
    """Return what an editor would mark in a file's front matter."""
    block, _, _ = split(normalise(text))
    values = {k: v for k, v in yaml.load(block, _Loader).items() if v is not None}  # noqa: S506 - a safe loader
    return [error.message for error in validator(own=own).iter_errors(values)]


def files() -> Iterator[Path]:
    """Yield the starter reviews, and some of the folders that the environment names."""
    folders = [STARTER, *(os.environ.get(name) for name in ("REVIEWS_SEEDS", "REVIEWS_CORPUS"))]
    for folder in filter(None, folders):
        yield from sampled(Path(folder))


def test_every_real_review_is_right() -> None:
    """No review that the reader takes is marked."""
    seen = 0
    for path in files():
        if read(path.read_bytes()).review:
            assert wrong(path.read_text("utf-8-sig")) == [], path
            seen += 1
    assert seen >= 4


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"price": "0", "price_currency": "EUR", "category": "dacs"},
        {"updated": "2025-09-01", "reason": "New measurements.", "draft": "true"},
        {"target_name": "1992", "tags": "[2024, DAC]", "author": "'007'"},
        {"links": "['shop https://shop.example.org/a']", "redirect_from": "[/old/]"},
        {"layout": "company", **dict.fromkeys(OWN)},
    ],
)
def test_what_the_reader_takes_is_right(changes: dict[str, str]) -> None:
    """What is read without a finding of the front matter is not marked."""
    text = front_matter(**{**OWN, **changes})
    assert read(text, **SITE).review
    assert wrong(text, own=True) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"titel": "A"}, "'titel' was unexpected"),
        ({"summary": None}, "'summary' is a required property"),
        ({"form": None}, "'form' is a required property"),
        ({"layout": "company"}, "False schema does not allow"),
        ({"layout": "car"}, "'car' is not one of"),
        ({"lang": "fr"}, "'fr' is not one of"),
        ({"category": "amps"}, "'amps' is not one of"),
        ({"date": "8 July 2025"}, "does not match"),
        ({"price": "'1,580'"}, "is not of type 'number'"),
        ({"price": "-1"}, "less than the minimum"),
        ({"price_currency": "XXQ"}, "is not one of"),
        ({"rating": "[3.2, 0.8, 0.7, 0.3, 0.7]"}, "is too short"),
        ({"rating": "[3.2, 0.8, 0.7, 0.3, 0.7, 0.7, 1]"}, "is too long"),
        ({"rating": "[3.2, 1.8, 0.7, 0.3, 0.7, 0.7]"}, "greater than the maximum"),
        ({"tags": "Headphones"}, "is not of type 'array'"),
        ({"permalink": "https://example.org/"}, "does not match"),
        ({"permalink": "products/en/one/"}, "does not match"),
        ({"ref": "a/b"}, "does not match"),
        ({"draft": "'yes'"}, "is not of type 'boolean'"),
        ({"links": "['bank https://example.org/']"}, "does not match"),
        ({"image": "photo.exe"}, "does not match"),
        ({"weight": "1000"}, "greater than the maximum"),
        ({"weight": "'312 g'"}, "is not of type 'number'"),
        ({"form": "round"}, "'round' is not one of"),
        ({"released": "soon"}, "does not match"),
        ({"code": "ABCDEFGHI"}, "is too long"),
    ],
)
def test_what_the_reader_refuses_is_marked(changes: dict[str, str], told: str) -> None:
    """Each mistake in the front matter is marked by the editor, and is an error here as well."""
    text = front_matter(**{**OWN, **changes})
    assert not read(text, **SITE).review
    assert any(told in message for message in wrong(text, own=True)), wrong(text, own=True)


def test_the_site_publishes_it(tmp_path: Path) -> None:
    """The schema lies with the open data, and the command prints the same."""
    conf = 'reviews_data = {"license": "MIT"}\nreviews_categories = {"dacs": {"names": {"en": "DACs"}, "tags": []}}\n'
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")}, conf).build()
    told = json.loads(site.file("data/front-matter.schema.json"))
    assert told["properties"]["category"]["enum"] == ["dacs"]
    assert told["properties"]["lang"]["enum"] == ["en", "ja"]
    assert "front-matter.schema.json" in str(site.page("/data/"))


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Schema and snippets are printed from the site's configuration, without a build."""
    site = new_site(tmp_path / "site", {}, f"reviews_fields = {FIELDS!r}\n")
    assert main(["schema", str(site.root)]) == 0
    settings = settings_from({"reviews_fields": FIELDS})
    assert json.loads(capsys.readouterr().out) == front_matter_schema(settings)
    assert main(["schema", "--snippets", str(site.root)]) == 0
    assert json.loads(capsys.readouterr().out) == snippets(settings)


def test_snippets_complete_keys_and_values() -> None:
    """Each key is a completion of Markdown, with its values to choose from."""
    made = snippets(Settings(**SITE))
    assert [item["prefix"] for item in made.values()] == [*KEYS, *FIELDS]
    assert {item["scope"] for item in made.values()} == {"markdown"}
    assert made["Review: form"]["body"] == "form: ${1|open,closed|}"
    assert made["Review: lang"]["body"] == "lang: ${1|en,ja|}"
    assert made["Review: rating"]["body"].startswith("rating: [${1:Overall}, ${2:Scientific")
    assert made["Review: date"]["body"].endswith("{1:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}")


def test_the_handbooks_pattern_reads_the_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problem matcher of the page on editors takes every line that the check prints."""
    page = (ROOT / "docs/handbook/editors.md").read_text("utf-8")
    pattern = json.loads(f'"{re.search(r"regexp.: .(.+).,$", page, re.MULTILINE)[1]}"')
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one", date="July")})
    assert main(["check", str(site.root), "--format", "lines"]) == 1
    lines = capsys.readouterr().out.splitlines()
    found = [re.match(pattern, line) for line in lines]
    assert lines
    assert all(found)
    assert any(match[2] == "8" and match[4] == "error" for match in found if match)
