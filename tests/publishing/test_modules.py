"""Scripts that a tool needs are told in the page's head, so that they load side by side."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from sphinx_reviews.publishing import modules
from sphinx_reviews.publishing.modules import bundle, modules_of
from support import ROOT, Site


def test_a_page_with_a_tool_names_all_its_scripts(starter: Site) -> None:
    """Each module that the tool imports is named once, and is there; searching has one."""
    wanted = {"/search/en/": ["search"], "/compare/ja/": list(modules_of("compare"))}
    for address, names in wanted.items():
        tags = starter.page(address).select('head link[rel="modulepreload"]')
        files = [(starter.out / address.strip("/") / str(tag["href"])).resolve() for tag in tags]
        assert [file.stem for file in files] == names
        assert all(file.is_file() for file in files)


def test_what_asks_for_texts_waits_for_nothing(starter: Site) -> None:
    """The small script of the search page runs when it has come, whatever else is on its way."""
    (tag,) = starter.page("/search/en/").select('head script[src$="begin.js"]')
    assert {name: tag.get(name) for name in ("type", "async", "fetchpriority")} == {
        "type": "module",
        "async": "",
        "fetchpriority": "high",
    }
    assert len(bundle("begin")) < len(bundle("search")) / 2


def test_no_import_is_missed() -> None:
    """What a module imports is what its text names; other pages name none."""
    folder = ROOT / "_ext" / "sphinx_reviews" / "static" / "reviews"
    for name in modules_of("search"):
        text = (folder / f"{name}.js").read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith("import ")]
        assert all(line.split('"')[1][2:-3] in modules_of("search") for line in lines)
    assert len(modules_of("search")) == len(set(modules_of("search"))) > 5


def test_pages_without_a_tool_name_none(starter: Site) -> None:
    """Reading a review needs none of them."""
    page = starter.page("/products/en/akg-k371/")
    assert page.select('head link[rel="modulepreload"]') == []


def test_searching_is_two_files(starter: Site) -> None:
    """They hold all that they import; the second takes from the first, and gives the same names."""
    published = {
        name: (starter.out / f"_static/reviews/{name}.js").read_text("utf-8")
        for name in ("begin", "search")
    }
    assert published == {name: bundle(name) for name in published}
    assert [re.findall(IMPORTED, text, re.MULTILINE) for text in published.values()] == [
        [],
        ["./begin.js"],
    ]
    given = re.findall(r"^export const \{ (\w+) \}", published["search"], re.MULTILINE)
    assert given == ["attach", "start"]
    taken, told = (re.findall(r"\{ (.*) \}", line)[0] for line in taken_and_given(published))
    assert taken == told
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    for text in published.values():
        done = subprocess.run(
            [node, "--input-type=module", "--check"], input=text.encode(), check=False
        )
        assert done.returncode == 0


IMPORTED = r'^\s*(?:import|export)\b.* from "([^"]+)"'


def taken_and_given(published: dict[str, str]) -> tuple[str, str]:
    """Return what the second file takes and what the first gives."""
    return published["search"].splitlines()[0], published["begin"].rstrip().splitlines()[-1]


def test_a_module_comes_after_those_it_needs() -> None:
    """Each part is called before anything that uses it, and stands in one file only."""
    first, text = bundle("begin"), bundle("search")
    for name in modules_of("search")[1:]:
        called = f"the_{name.replace('-', '_')}"
        held = [each for each in (first, text) if f"const {called} = " in each]
        assert len(held) == 1, name
        assert held[0].index(f"const {called} = ") == held[0].index(called) - len("const ")


def test_modules_in_a_circle_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two modules that import each other cannot be put one after the other."""
    texts = {"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'}
    monkeypatch.setattr(modules, "_text", texts.__getitem__)
    with pytest.raises(ValueError, match="imports itself"):
        bundle("a")
