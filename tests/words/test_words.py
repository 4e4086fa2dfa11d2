"""Every word that a reader sees has its Japanese, and no Japanese entry is left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from sphinx_reviews.model.diagnostics import Code

PACKAGE = Path(__file__).parents[2] / "_ext" / "sphinx_reviews"
CATALOGUE = PACKAGE / "locale" / "ja.po"
FUNCTIONS = ("_", "gettext", "ngettext")
PLACEHOLDER = re.compile(r"\{(\w*)\}")

Id = str | tuple[str, ...]
"""A message as written: one text, or singular and plural."""


def python_messages(path: Path) -> Iterator[Id]:
    """Yield the constant messages of a module's ``_("…")`` and ``ngettext("…", "…", n)`` calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and called(node.func) in FUNCTIONS:
            wanted = node.args[:2] if called(node.func) == "ngettext" else node.args[:1]
            texts = [a.value for a in wanted if isinstance(a, ast.Constant)]
            if texts and all(isinstance(text, str) for text in texts):
                yield as_id(texts)


def called(function: ast.expr) -> str:
    """Return the last name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    if isinstance(function, ast.Subscript) and isinstance(function.slice, ast.Constant):
        return str(function.slice.value)
    return function.id if isinstance(function, ast.Name) else ""


def template_messages(path: Path) -> Iterator[Id]:
    """Yield the messages of a Jinja template."""
    tree = Environment().parse(path.read_text("utf-8"))  # noqa: S701 - only parses
    for _, function, message in extract_from_ast(tree, FUNCTIONS):
        texts = [message] if isinstance(message, str) else [m for m in message if m]
        if function in FUNCTIONS and texts:
            yield as_id(texts)


def of_outputs(code: Code) -> bool:
    """Tell whether a code is about making an output, not about a review."""
    return code.value.split(".")[1] in ("html", "search", "latex", "pdf")


def as_id(texts: list[str]) -> Id:
    """Return the message's id as a gettext catalogue has it."""
    return texts[0] if len(texts) == 1 else tuple(texts)


@cache
def used() -> dict[Id, str]:
    """Return every message of the package with one file that uses it."""
    found: dict[Id, str] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py":
            found.update((message, path.name) for message in python_messages(path))
        elif path.suffix in (".html", ".xml", ".jinja"):
            found.update((message, path.name) for message in template_messages(path))
    # The page of findings shows what each code means.
    found.update((code.meaning, "diagnostics.py") for code in Code if not of_outputs(code))
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Return the Japanese catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ja", abort_invalid=True)


def entries(catalogue: Catalog) -> list[Message]:
    """Return the catalogue's entries without its header."""
    return [message for message in catalogue if message.id]


def texts(value: Id) -> tuple[str, ...]:
    """Return a message's or a translation's texts."""
    return (value,) if isinstance(value, str) else tuple(value)


def test_messages_are_found() -> None:
    """The search finds plain messages and plurals, in modules and in templates."""
    found = used()
    assert "Overall score" in found
    assert found["Scored just above"].endswith(".py")
    assert found[("{count} review in all", "{count} reviews in all")].endswith(".html")


MANY = re.compile(r"(?<!of )\{(?:count|names|texts|number)\} (?!is\b)[a-z]+s\b")
AT_LEAST_TWO = {"{count} products side by side."}


def test_one_is_not_many() -> None:
    """No message without a singular of its own says "1 results"."""
    assert MANY.search("{names} names found")
    plain = {message for message in used() if isinstance(message, str)}
    assert {message for message in plain if MANY.search(message)} == AT_LEAST_TWO


def test_nothing_is_missing(catalogue: Catalog) -> None:
    """Each message has a Japanese entry with text in it."""
    known = {m.id for m in entries(catalogue) if all(texts(m.string))}
    assert {message: file for message, file in used().items() if message not in known} == {}


def test_nothing_is_stale(catalogue: Catalog) -> None:
    """No entry stands for a message that nothing uses."""
    assert [m.id for m in entries(catalogue) if m.id not in used()] == []


def test_nothing_is_fuzzy(catalogue: Catalog) -> None:
    """No entry is marked as uncertain, which would leave it out."""
    assert [m.id for m in entries(catalogue) if m.fuzzy] == []


def test_no_entry_stands_twice() -> None:
    """A message has one entry, not two that contradict each other."""
    found = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text("utf-8"), re.MULTILINE)
    assert [message for message, count in Counter(found).items() if count > 1] == []


def test_placeholders_match(catalogue: Catalog) -> None:
    """A translation fills in what its message fills in, nothing else."""
    wrong = [
        m.id
        for m in entries(catalogue)
        for translated in texts(m.string)
        if set(PLACEHOLDER.findall(translated)) != set(PLACEHOLDER.findall(texts(m.id)[-1]))
    ]
    assert wrong == []


def test_entries_are_japanese(catalogue: Catalog) -> None:
    """A translation holds Japanese letters, unless the message is all placeholders and signs."""
    wrong = [
        m.id
        for m in entries(catalogue)
        for translated in texts(m.string)
        if re.search(r"[A-Za-z]{4}", PLACEHOLDER.sub("", texts(m.id)[0]))
        and not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", translated)
    ]
    assert wrong == []


def test_one_plural_form(catalogue: Catalog) -> None:
    """Japanese has one form for every number."""
    assert catalogue.num_plurals == 1
