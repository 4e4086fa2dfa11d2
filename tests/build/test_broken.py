"""Broken files: each, dropped alone into a site, is told at its place and stops nothing.

The dropped file comes last in the order of paths, so that it takes nobody's subject or address.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from support import Site, body, front_matter, new_site, path_of, review

CONF = 'html_theme = "basic"\n'
GOOD = review("acme-one")
LOCATED = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+): (WARNING|ERROR): .+ \[review\.[a-z.-]+\]$")

DEFECTS: dict[str, bytes | str] = {
    "empty": b"",
    "blank": b"\n\n\n",
    "no front matter": "## Overview\n\nText.\n",
    "front matter without fences": GOOD.replace("---\n", ""),
    "unclosed front matter": GOOD.replace("---\n\n## Overview", "\n## Overview"),
    "broken YAML": front_matter("bad-x", title='"open'),
    "tab in YAML": front_matter("bad-x").replace("lang: en", "\tlang: en"),
    "not UTF-8": front_matter("bad-x").encode() + "Größe".encode("latin-1"),
    "UTF-16": GOOD.encode("utf-16"),
    "NUL bytes": b"\x00" * 100,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "wrong type": front_matter("bad-x", rating="high"),
    "wrong number of scores": front_matter("bad-x", rating="[3.0, 1.0, 1.0, 1.0]"),
    "score out of range": front_matter("bad-x", rating="[9.0, 1.0, 1.0, 1.0, 1.0, 1.0]"),
    "wrong date": front_matter("bad-x", date="2025-07-2o"),
    "missing key": front_matter("bad-x", permalink=None),
    "unknown key": front_matter("bad-x", colour="red"),
    "key that configures": front_matter("bad-x").replace("---\n", "---\nmyst: {}\n", 1),
    "unknown language": front_matter("bad-x", lang="xx"),
    "climbing permalink": front_matter("bad-x", permalink="/../../x/"),
    "taken permalink": front_matter("bad-x", permalink="/products/en/acme-one/"),
    "taken subject": front_matter("acme-one", permalink="/products/en/other/"),
    "no sections": front_matter("bad-x") + "Only text.\n",
    "missing section": front_matter("bad-x")
    + body().replace("## Technology Level\n\n$$ \\Large \\text{0.7} $$\n", ""),
    "wrong marker": front_matter("bad-x") + body(scores=("0.9", "0.7", "0.3", "0.7", "0.7")),
    "wrong sum": front_matter("bad-x", rating="[3.3, 0.8, 0.7, 0.3, 0.7, 0.7]") + body(),
    "raw HTML": front_matter("bad-x") + body(overview="<div>x</div>"),
    "unclosed fence": front_matter("bad-x") + "```\n" + body(),
    "deep quote": front_matter("bad-x") + ">" * 2000 + " x\n",
    "deep list": front_matter("bad-x") + "".join("  " * n + "- x\n" for n in range(300)),
    "many brackets": front_matter("bad-x") + "[" * 20000 + "\n",
    "many stars": front_matter("bad-x") + "*a_ " * 5000 + "\n",
    "huge": front_matter("bad-x") + "x" * (2**20 + 1),
    "long line": front_matter("bad-x") + "word " * 100_000 + "\n",
    "bad directive": front_matter("bad-x") + "```{figure}\n```\n",
    "bad role": front_matter("bad-x") + "{product}`nobody`\n",
    "bad formula": front_matter("bad-x") + "$$ \\frac{ $$\n",
}
ALSO_FINE = {"missing section", "no sections", "deep list", "unclosed fence",
             "wrong marker", "wrong sum", "raw HTML", "bad directive", "bad role", "bad formula"}  # fmt: skip
"""Defects that leave the page in place; no other gives one."""


def real_defects() -> dict[str, bytes]:
    """Return real broken reviews where the environment names their folder."""
    folder = os.environ.get("REVIEWS_BROKEN", "")
    paths = sorted(Path(folder).rglob("*.md")) if folder else []
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in paths}


REAL = real_defects()


DROPPED = "reviews/zz-dropped.md"


class Good(NamedTuple):
    """A site, and its pages as they are without a broken file."""

    site: Site
    pages: dict[str, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """Return a good site with every page built."""
    files = {
        path_of("acme-one"): GOOD,
        path_of("acme-two"): review("acme-two"),
        path_of("acme", kind="company"): review("acme", layout="company"),
        "index.md": "# Home\n\n```{review-list}\n```\n",
    }
    found = new_site(tmp_path_factory.mktemp("broken") / "site", files, CONF).build()
    assert found.warnings == []
    return Good(found, found.bytes())


def drop(good: Good, data: str | bytes) -> tuple[list[str], set[str], set[str]]:
    """Build with one file more; return the warnings, the pages lost by it, and those it adds.

    It takes the place of the file that was dropped before, whose pages have to be gone with it.
    """
    good.site.write(DROPPED, data)
    pages = set(good.site.build().bytes())
    return good.site.warnings, good.pages.keys() - pages, pages - good.pages.keys()


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_located_and_stops_nothing(good: Good, name: str) -> None:
    """A broken file is told with code and place; every other page is there, itself only if usable."""
    warnings, lost, more = drop(good, DEFECTS[name])
    assert lost == set()
    told = [match for match in map(LOCATED.match, warnings) if match]
    assert [m for m in told if m["path"] == DROPPED], warnings
    assert all(int(m["line"]) >= 1 for m in told)
    assert "Traceback" not in "".join(warnings)
    if name in ALSO_FINE:
        assert "products/en/bad-x/index.html" in more
    else:
        assert more == set()
        assert "bad-x" not in good.site.file("index.html")


if REAL:

    @pytest.mark.parametrize("name", sorted(REAL))
    def test_a_real_defect_is_located_and_stops_nothing(good: Good, name: str) -> None:
        """Each real broken review gives a located finding or builds rightly, and nothing is lost."""
        warnings, lost, _ = drop(good, REAL[name])
        assert lost == set()
        assert not [w for w in warnings if "Traceback" in w or "Exception" in w]
        for warning in warnings:
            assert re.match(r"^[^:]+:\d+: (WARNING|ERROR): ", warning), warning
        if not name.startswith(("product-missing-price", "inline-section-score", "bare-in-prose")):
            assert [w for w in warnings if LOCATED.match(w)], name


@pytest.mark.parametrize("name", ["broken YAML", "wrong sum"])
def test_the_site_is_whole_afterwards(good: Good, name: str) -> None:
    """With the file gone the site is what it was, without a warning, whether it had a page or not."""
    drop(good, DEFECTS[name])
    good.site.remove(DROPPED)
    assert good.site.build().warnings == []
    assert good.site.bytes() == good.pages
