"""Every kind of page is valid HTML."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from look.pages import ADDRESSES
from support import ROOT, Site, new_site, path_of, review

PROGRAM = ROOT / "node_modules/.bin/html-validate"
RULES = Path(__file__).parent / "htmlvalidate.json"
"""All of the recommended rules but those on taste: blanks, ``<meta />``, ``hidden=""``."""

MORE = ("/tags/en/headphones/", "/compare/en/pairs/", "/data/", "/handbook/directives/")


def findings(files: list[Path]) -> list[str]:
    """Return what html-validate finds in files."""
    if not PROGRAM.is_file() or not which("node"):
        assert not os.environ.get("CI"), "html-validate is missing: npm ci"
        pytest.skip("node or html-validate is not installed: npm ci")
    options = ("--config", str(RULES), "--formatter", "json")
    done = subprocess.run([PROGRAM, *options, *files], capture_output=True, text=True, check=False)
    return [
        f"{Path(page['filePath']).parent.name}:{found['line']}: {found['ruleId']} {found['message']}"
        for page in json.loads(done.stdout)
        for found in page["messages"]
    ]


def test_pages(starter: Site) -> None:
    """No page has an error, whether written by hand or drawn from the catalogue."""
    pages = [starter.out / address.strip("/") / "index.html" for address in (*ADDRESSES, *MORE)]
    pages += [starter.out / "404.html", *starter.out.glob("best/*/*/index.html")]
    found = [page for page in pages if page.is_file()]
    assert len(found) >= len(ADDRESSES)
    assert findings(found) == []


def test_errors_are_found(tmp_path: Path) -> None:
    """The rules notice what browsers repair silently."""
    page = tmp_path / "index.html"
    head = '<!DOCTYPE html><html lang="en"><head><title>X</title></head><body>'
    page.write_text(f'{head}<p id="a"><div id="a"></div></p></body></html>', "utf-8")
    assert any("no-dup-id" in told for told in findings([page]))


def test_an_index_of_any_tags_is_valid(tmp_path: Path) -> None:
    """Tags may begin with a letter, a digit, kana, a character or a sign: each heading has an id."""
    tags = '["Amp", "24-bit", "アンプ", "音質", "+ Plus"]'
    files: dict[str, str | bytes] = {
        path_of(f"acme-{n}"): review(f"acme-{n}", tags=tags) for n in range(3)
    }
    files["tags.md"] = "---\norphan: true\nlang: en\n---\n# Tags\n\n```{tag-index}\n```\n"
    site = new_site(tmp_path / "site", files, 'html_theme = "reviews"\n').build()
    page = site.article("/tags/")
    ids = {str(heading["id"]) for heading in page.select("h2.rv-index-heading")}
    assert {"tags-A", "tags-0-9", "tags-other"} <= ids
    assert {str(a["href"])[1:] for a in page.select('a[href^="#tags-"]')} <= ids
    assert findings([site.out / "tags/index.html"]) == []
