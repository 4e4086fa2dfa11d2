"""Compiled templates are kept between builds, and thrown away where they are not as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.sandbox import SandboxedEnvironment

from sphinx_reviews.site.compiled_templates import FOLDER, CompiledTemplates, kind_of
from support import Site, new_site, review, sphinx_build


def environment(folder: Path, source: str = "{{ 1 + 2 }}") -> Environment:
    """Return an environment with one template that keeps what it compiles."""
    made = Environment(loader=DictLoader({"a": source}), autoescape=True)
    made.bytecode_cache = CompiledTemplates(folder)
    return made


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the sources that are compiled from now on."""
    seen: list[str] = []
    compile_ = Environment.compile

    def compiling(self: Environment, source: str, *args: object, **kwargs: object) -> object:
        seen.append(source)
        return compile_(self, source, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compiling)
    return seen


def test_kept_code_is_used(tmp_path: Path, compiled: list[str]) -> None:
    """The second environment compiles nothing and draws the same."""
    assert environment(tmp_path).get_template("a").render() == "3"
    assert environment(tmp_path).get_template("a").render() == "3"
    assert compiled == ["{{ 1 + 2 }}"]


def test_changed_template_is_compiled(tmp_path: Path, compiled: list[str]) -> None:
    """Code of another text is not used."""
    environment(tmp_path).get_template("a")
    assert environment(tmp_path, "{{ 2 + 2 }}").get_template("a").render() == "4"
    assert len(compiled) == 2


@pytest.mark.parametrize("harm", ["flipped", "cut", "empty", "folder"])
def test_damaged_code_is_compiled_anew(tmp_path: Path, compiled: list[str], harm: str) -> None:
    """Whatever became of the file, the template is drawn as ever."""
    environment(tmp_path).get_template("a")
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    if harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        flipped = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
        file.write_bytes({"flipped": flipped, "cut": data[:-5], "empty": b""}[harm])
    assert environment(tmp_path).get_template("a").render() == "3"
    assert len(compiled) == 2


def test_kinds_are_kept_apart() -> None:
    """An environment that escapes shares nothing with one that does not, nor with a sandbox."""
    made = (
        Environment(autoescape=True),
        Environment(autoescape=False),  # noqa: S701 - nothing is drawn
        SandboxedEnvironment(autoescape=True),
    )
    assert len({kind_of(each) for each in made}) == 3


def test_edited_site_uses_them(tmp_path: Path) -> None:
    """An edited build with kept templates equals a clean one; they lie with Sphinx's caches."""
    site = new_site(tmp_path / "site", {"reviews/a.md": review("a"), "reviews/b.md": review("b")})
    environ = {"PYTHONHASHSEED": "0"}
    assert sphinx_build(site.root, site.out, "-b", "dirhtml", **environ).returncode == 0
    kept = list((site.out / ".doctrees" / FOLDER).glob("*/*"))
    assert len(kept) > 10
    before = {file: file.stat().st_mtime_ns for file in kept}
    site.write("reviews/a.md", review("a").replace("\n## ", "\nMore.\n\n## ", 1))
    assert sphinx_build(site.root, site.out, "-b", "dirhtml", **environ).returncode == 0
    assert {file: file.stat().st_mtime_ns for file in kept} == before
    clean = Site(site.root, output=tmp_path / "clean")
    assert sphinx_build(clean.root, clean.out, "-b", "dirhtml", **environ).returncode == 0
    page = Path("products/en/a/index.html")
    assert (site.out / page).read_bytes() == (clean.out / page).read_bytes()
