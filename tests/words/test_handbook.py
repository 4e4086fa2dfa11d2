"""What the handbook and the readers' pages say is what the code does."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.documents.contents import ReviewContentsDirective
from sphinx_reviews.documents.directives import DIRECTIVES
from sphinx_reviews.documents.roles import ROLES
from sphinx_reviews.model.columns import OURS, Columns
from sphinx_reviews.model.criteria import criteria_view
from sphinx_reviews.model.diagnostics import Code
from sphinx_reviews.model.questions import USUAL
from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.schema import KEYS, REQUIRED
from sphinx_reviews.model.settings import BESIDE, Settings, settings_from
from support import body as review_body

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbook"
ALL_DIRECTIVES = (*DIRECTIVES, ReviewContentsDirective)


def page(name: str) -> str:
    """Return a page of the handbook."""
    return (HANDBOOK / f"{name}.md").read_text("utf-8")


def chapters(text: str, level: int) -> dict[str, str]:
    """Return a page's sections of one level by heading, code marks taken off."""
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return {
        heading.strip("`"): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def rows(text: str) -> list[list[str]]:
    """Return the rows of a page's tables as plain cells, without the lines below the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if not set("".join(row)) <= set("-| ")]


def code(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"^`{{3,}}{language}\n(.*?)^`{{3,}}$", text, re.MULTILINE | re.DOTALL)


def run(source: str) -> dict[str, Any]:
    """Return the names that a piece of ``conf.py`` defines."""
    names: dict[str, Any] = {}
    exec(source, names)  # noqa: S102 - the project's own handbook
    return names


def site() -> Settings:
    """Return the starter site's settings."""
    return settings_from(
        run((ROOT / "conf.py").read_text("utf-8").replace("__file__", "'conf.py'"))
    )


def settings_sections() -> dict[str, str]:
    """Return the sections of the configuration page that explain a value."""
    found = chapters(page("configuration"), 3)
    return {name: body for name, body in found.items() if name.startswith("reviews_")}


def test_every_setting_is_explained() -> None:
    """The configuration page has one section per setting, and none for anything else."""
    assert sorted(settings_sections()) == sorted(
        f"reviews_{name}" for name in (*BESIDE, *(f.name for f in fields(Settings)))
    )


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_defaults_are_told(name: str) -> None:
    """A default that the page gives as code is the one that holds."""
    body = settings_sections()[f"reviews_{name}"]
    assert "Default" in body
    default = getattr(Settings(), name)
    told = re.search(r"Default: `([^`]+)`", body)
    block = re.search(r"Default:\n\n```python\n(.*?)```", body, re.DOTALL)
    if told:
        assert ast.literal_eval(told[1]) == default
    elif block:
        assert plain(run(block[1])[f"reviews_{name}"]) == plain(default)
    else:
        assert name == "rubric"


def plain(value: Any) -> Any:
    """Return nested mappings with tuples as lists, for comparing."""
    if hasattr(value, "items"):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def test_configuration_examples_can_be_used() -> None:
    """Each piece of configuration in the handbook gives settings."""
    pieces = [*code(page("configuration"), "python"), *code(page("rubric"), "python")]
    assert len(pieces) > 6
    for piece in pieces:
        settings_from(run(piece))


def test_front_matter_keys_are_explained() -> None:
    """The anatomy lists the keys of the schema in their order and says which are needed."""
    table = [row for row in rows(page("anatomy")) if len(row) == 3 and row[1] in ("yes", "no")]
    assert [row[0].strip("`") for row in table] == list(KEYS)
    assert tuple(row[0].strip("`") for row in table if row[1] == "yes") == REQUIRED


def test_complete_review_is_faultless() -> None:
    """The review that the anatomy shows is read without a finding."""
    example = code(page("anatomy"), "markdown")[0]
    outcome = read_review(example.encode(), "reviews/products/en/acme/acme-one.md", site())
    assert outcome.review is not None
    assert outcome.diagnostics == ()
    assert {c.number for c in outcome.review.citations} == {
        s.number for s in outcome.review.sources
    }


def test_section_names_are_listed() -> None:
    """The anatomy lists the names by which sections are recognised."""
    settings = Settings()
    text = chapters(page("anatomy"), 2)["Sections"]
    for row in rows(text)[1:]:
        for name in ", ".join(row[1:]).split(", "):
            assert settings.section_id(name)
    told = {name for row in rows(text)[1:] for cell in row[1:] for name in cell.split(", ")}
    named = {n for by in settings.sections.values() for names in by.values() for n in names}
    criteria = {n for c in settings.the_rubric.criteria for n in c.names.values()}
    assert told == named | criteria


def test_rubric_example_is_worked_out_right() -> None:
    """The rubric page's example combines its scores as the text says."""
    rubric = settings_from(run(code(page("rubric"), "python")[0])).the_rubric
    written = re.search(r"`rating: \[(.+?)\]`", page("rubric"))
    assert written is not None
    overall, *scores = map(Decimal, written[1].split(", "))
    assert rubric.combined(scores) == overall


def test_default_criteria_are_listed() -> None:
    """The rubric page lists the ids and names of the default criteria."""
    told = [row for row in rows(page("rubric")) if len(row) == 3][1:]
    criteria = Settings().the_rubric.criteria
    assert told == [[f"`{c.id}`", c.names["en"], c.names["ja"]] for c in criteria]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_verdicts_are_told_as_they_are(lang: str) -> None:
    """What readers are told gives each verdict the scores that get it, and leaves no gap."""
    rubric = Settings().the_rubric
    assert "```{criteria}" in (ROOT / "docs" / lang / "scores.md").read_text("utf-8")
    told = {}
    for band in criteria_view(rubric, lang).bands:
        count = int((band.high - band.low) * 10) + 1
        told.update({band.low + Decimal("0.1") * i: band.name for i in range(count)})
    steps = [Decimal(i) / 10 for i in range(51)]
    bands = {score: rubric.band(score) for score in steps}
    assert told == {score: band.names[lang] for score, band in bands.items() if band}


def test_directives_are_explained() -> None:
    """The page of directives has one section per directive, and tells its options."""
    sections = chapters(page("directives"), 2)
    explained = {name for heading in sections for name in heading.split(" and ")}
    assert {d.what for d in ALL_DIRECTIVES} <= explained
    told = [row[0].strip("`") for row in rows(sections["Options"])[1:]]
    for directive in ALL_DIRECTIVES:
        assert sorted(told) == sorted(directive.option_spec)


def test_directives_stand_live_in_the_handbook() -> None:
    """Each directive is used on the page that explains it, not only quoted."""
    live = re.sub(
        r"^````markdown\n.*?^````$", "", page("directives"), flags=re.MULTILINE | re.DOTALL
    )
    used = set(re.findall(r"^```\{([\w-]+)\}", live, re.MULTILINE))
    assert used == {d.what for d in DIRECTIVES} - {"compare-tool", "search-tool"}


def test_limits_are_told() -> None:
    """The page tells how many reviews a directive shows unless told otherwise."""
    sections = chapters(page("directives"), 2)
    limits = {what: usual["limit"] for what, usual in USUAL.items()}
    assert limits.keys() <= {d.what for d in DIRECTIVES}
    for what, limit in limits.items():
        text = next(body for name, body in sections.items() if name == what)
        assert re.search(rf"\b{limit}\b", text.partition("```")[0])


def test_sort_words_and_columns_are_told() -> None:
    """The page names every sort word and every column."""
    text = chapters(page("directives"), 2)["Options"]
    for column in Columns(OURS).ids:
        assert f"`{column}`" in text


def test_roles_are_explained() -> None:
    """The page shows every role."""
    assert all(f"`` {{{name}}}" in page("directives") for name in ROLES)


def test_named_files_exist() -> None:
    """Each file that the architecture page sends a reader to exists."""
    text = chapters(page("architecture"), 2)["Where to change what"]
    package = ROOT / "_ext" / "sphinx_reviews"
    named = [path for row in rows(text)[1:] for path in re.findall(r"`([\w/.-]+/[\w.-]*)`", row[1])]
    assert len(named) > 20
    assert [path for path in named if not (package / path).exists()] == []


def test_named_targets_exist() -> None:
    """Each ``make`` command of the handbook and of the README is a target."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    texts = [path.read_text("utf-8") for path in (*HANDBOOK.glob("*.md"), ROOT / "README.md")]
    named = {name for text in texts for name in re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)}
    assert {"html", "test", "new"} <= named
    assert [name for name in sorted(named) if not re.search(rf"^{name}:", makefile, re.M)] == []


def test_every_target_is_named() -> None:
    """The page that begins lists each target of the Makefile that ``make`` alone explains."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.M)) - {"help"}
    table = rows(chapters(page("start"), 2)["All commands"])[1:]
    assert {row[0].strip("`").removeprefix("make ") for row in table} == targets


def test_troubleshooting_quotes_what_is_said() -> None:
    """Every message in the page's table stands in the code or in the Makefile."""
    files = [*(ROOT / "_ext/sphinx_reviews").rglob("*.py"), ROOT / "Makefile"]
    said = "\n".join(path.read_text("utf-8") for path in files)
    said = re.sub(r"\{FAMILY\}", "Noto Sans CJK JP", re.sub(r'"\s*\n\s*f?"', "", said))
    table = rows(chapters(page("troubleshooting"), 2)["A command stops"])[1:]
    assert len(table) >= 8
    for message, _ in table:
        assert message.strip("`") in said, message
    codes = re.findall(r"`(review\.[a-z.-]+)`", page("troubleshooting"))
    assert codes
    assert set(codes) <= {code.value for code in Code}


def test_authors_are_told_every_key_in_japanese() -> None:
    """The Japanese page names all keys, says which are needed, and no code that is none."""
    text = page("authors-ja")
    told = {
        key: needed
        for names, needed, _ in rows(chapters(text, 2)["ファイルの形"])[1:]
        for key in re.findall(r"`([a-z_]+)`", names)
    }
    assert set(told) == set(KEYS)
    assert {key for key, needed in told.items() if needed == "はい"} == set(REQUIRED)
    codes = re.findall(r"`(review\.[a-z.-]+)`", text)
    assert set(codes) <= {code.value for code in Code}
    example = code(text, "yaml")[0] + "\n" + review_body("ja")
    assert read_review(example.encode(), "reviews/a.md", Settings()).review
