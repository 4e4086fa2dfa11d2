"""The cache of what was read: data only, taken for what it is or thrown away."""

from __future__ import annotations

import logging
import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.model import cached
from sphinx_reviews.model.cached import Kept, Known, _codec, keep, load, outcome_of, store
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import Settings
from support import EXTENSIONS, path_of, review

pytest.importorskip("msgspec", reason="made for CPython only: nothing is kept elsewhere")

BROKEN = "---\nlayout: product\nrating: x\n---\n## Overview\n\n[1] <b>x</b>\n"


class Planted:
    """What runs code where a pickle of it is loaded."""

    def __reduce__(self) -> Any:
        """Make a file that tells on whoever loads this."""
        return (Path.touch, (Path("planted"),))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a right and a broken review, and work there."""
    monkeypatch.chdir(tmp_path)
    for path, text in (
        (path_of("acme-one"), review("acme-one", price="99.90")),
        ("reviews/b.md", BROKEN),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def cache(site: Path) -> Path:
    """Return the cache that a first scan has left."""
    scan(site, Settings(), cache=site / "kept.cache")
    return site / "kept.cache"


def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the path of each file that is read anew."""
    read: list[str] = []
    usual = cached.keep

    def noted(digest: str, outcome: Any) -> Kept:
        read.append(digest)
        return usual(digest, outcome)

    monkeypatch.setattr(cached, "keep", noted)
    return read


def test_what_was_kept_equals_what_is_read(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records and findings come back as they were, and no file is read anew."""
    read = reading(monkeypatch)
    assert scan(site, Settings(), cache=cache) == scan(site, Settings())
    assert read == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        pickle.dumps(Planted()),
        pickle.dumps(("a", "b", {"reviews/b.md": ("x", pickle.dumps(Planted()))})),
        cached.MAGIC,
        cached.MAGIC + b"0" * 16 + b"\x80",
    ],
    ids=["empty", "nonsense", "pickle", "nested pickle", "cut off", "wrong hash"],
)
def test_a_damaged_or_planted_cache_is_thrown_away(
    site: Path, cache: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """It runs nothing, is told in one line, and the next build has a right one again."""
    cache.write_bytes(content)
    with caplog.at_level(logging.INFO):
        found = scan(site, Settings(), cache=cache)
    assert found == scan(site, Settings())
    assert [r.getMessage().count("\n") for r in caplog.records] == [0]
    assert not (site / "planted").exists()
    assert load(cache, Settings()).whole


def test_an_edit_leaves_the_cache_alone(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changed is kept beside it, and both are one; a file less, or many more, write it anew."""
    stands, beside = cache.read_bytes(), cache.with_name(f"{cache.name}{cached.CHANGED}")
    paths = [site / path_of(ref) for ref in ("acme-one", "acme-two")]
    for number, path in enumerate((*paths, paths[0]), start=1):
        path.write_text(review(path.stem, price=f"{number}.50"), "utf-8")
        assert scan(site, Settings(), cache=cache) == scan(site, Settings())
        assert len(load(cache, Settings()).changed) == min(number, 2)
        read = reading(monkeypatch)
        assert scan(site, Settings(), cache=cache) == scan(site, Settings())
        assert (read, cache.read_bytes()) == ([], stands)
    beside.write_bytes(beside.read_bytes()[:-1])
    assert scan(site, Settings(), cache=cache) == scan(site, Settings())
    assert len(load(cache, Settings()).changed) == 2
    paths[1].unlink()
    (site / "reviews/b.md").unlink()
    for content in ("gone", "many"):
        scan(site, Settings(), cache=cache)
        assert (beside.exists(), cache.read_bytes() == stands) == (False, False), content
        assert not load(cache, Settings()).changed
        stands = cache.read_bytes()
        monkeypatch.setattr(cached, "FEW", 0)
        paths[0].write_text(review("acme-one", price="7.50"), "utf-8")


def test_own_keys_come_back_with_their_types(tmp_path: Path) -> None:
    """Numbers, days and texts of the site's own keys are what they were."""
    types = {"weight": "number", "bought": "date", "colour": "text"}
    own = Settings(fields={key: {"type": t, "names": {"en": key}} for key, t in types.items()})
    (tmp_path / "reviews").mkdir()
    text = review("acme-one", weight="1.50", bought="2025-01-02", colour="2025")
    (tmp_path / "reviews/acme-one.md").write_text(text)
    cache = tmp_path / "kept.cache"
    first, second = (scan(tmp_path, own, cache=cache) for _ in range(2))
    assert first == second
    (outcome,) = second.outcomes
    assert outcome.review
    assert [type(v).__name__ for v in outcome.review.fields.values()] == ["Decimal", "date", "str"]


def test_one_changed_byte_is_noticed(site: Path, cache: Path) -> None:
    """The hash covers everything behind it."""
    content = bytearray(cache.read_bytes())
    content[len(content) // 2] ^= 1
    cache.write_bytes(content)
    assert not load(cache, Settings()).whole


def test_other_settings_make_it_worthless(cache: Path) -> None:
    """What was read under other settings is not taken."""
    assert load(cache, Settings()).whole
    assert not load(cache, Settings(page_size=7)).whole


def forged(site: Path, **changes: Any) -> Kept:
    """Return a well-formed outcome of the right review that says something else."""
    (outcome,) = (o for o in scan(site, Settings()).outcomes if o.review)
    assert outcome.review is not None
    return keep(outcome.review.digest, replace(outcome, review=replace(outcome.review, **changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"permalink": "/../../outside/"},
        {"permalink": "/_static/x/"},
        {"path": "reviews/other.md"},
        {"docname": "docs/index"},
        {"digest": "0" * 32},
    ],
)
def test_a_forged_record_is_not_taken(site: Path, cache: Path, changes: dict[str, str]) -> None:
    """A well-sealed cache cannot bring in what no file could be read as; the file is read anew."""
    kept = dict(load(cache, Settings()).whole)
    path = path_of("acme-one")
    digest = kept[path].digest
    assert outcome_of(kept[path], path, digest)
    kept[path] = forged(site, **changes)._replace(digest=digest)
    assert outcome_of(kept[path], path, digest) is None
    store(cache, Settings(), kept, Known())
    assert scan(site, Settings(), cache=cache) == scan(site, Settings())


@pytest.mark.parametrize("data", [b"", b"\x93\x01\x02\x03", b"\x82\xa6review\xa1x", b"\xc0"])
def test_data_of_another_shape_are_refused(data: bytes) -> None:
    """What does not have the types of an outcome is none."""
    assert outcome_of(Kept("d", data), "a.md", "d") is None


def test_without_the_codec_everything_is_read(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On an interpreter that msgspec is not made for, nothing is kept and nothing is missing."""
    monkeypatch.setattr(cached, "_codec", lambda shape=None: None)
    cache.unlink()
    assert scan(site, Settings(), cache=cache) == scan(site, Settings())
    assert not cache.exists()


def test_nothing_stored_is_unpickled() -> None:
    """Only a process and its own child speak pickle, in the one place that shares out pages."""
    using = re.compile(r"^\s*(?:import|from) (?:c?pickle|shelve|marshal|dill)\b", re.MULTILINE)
    package = EXTENSIONS / "sphinx_reviews"
    found = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if using.search(path.read_text("utf-8"))
    ]
    assert found == ["site/shares.py"]
    assert _codec() is not None
