"""The browser's data and the full-text index: what is written, when, and what goes again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from sphinx_reviews.model.settings import Settings
from sphinx_reviews.prose.passages import Passage, passages
from sphinx_reviews.prose.read import read_prose
from sphinx_reviews.prose.tree import Prose
from sphinx_reviews.publishing import search_index, search_terms
from sphinx_reviews.publishing.dataset import plain_ref, shard_of
from sphinx_reviews.publishing.search_index import Entry, Index, listed
from sphinx_reviews.publishing.search_terms import is_term, lists_of, words
from sphinx_reviews.publishing.search_text import codes, fold
from support import Site, path_of, read, review

SAMPLES = json.loads((Path(__file__).parents[1] / "js" / "cut.json").read_text("utf-8"))
MakeSite = Callable[..., Site]


def small(make_site: MakeSite, conf: str = "", **more: str) -> Site:
    """Build a site of two products in two languages."""
    files = {path_of("acme-one"): review("acme-one"), path_of("acme-two"): review("acme-two")}
    files[path_of("acme-one", "ja")] = review("acme-one", lang="ja")
    return make_site(files | more, f"reviews_search = True\n{conf}")


def published(site: Site) -> dict[str, bytes]:
    """Return the published files by path."""
    return site.bytes("_reviews/**/*")


def data(site: Site, name: str, lang: str = "en") -> Any:
    """Return a file of data by the name that the site gives it."""
    described = json.loads(site.file(f"_reviews/site.{lang}.json"))
    return json.loads(site.file(f"_reviews/{described['files'][name]}"))


def test_every_language_is_described(make_site: MakeSite) -> None:
    """Each language has one file that names all others, and all of them are there."""
    site = small(make_site)
    for lang in ("en", "ja"):
        described = json.loads(site.file(f"_reviews/site.{lang}.json"))
        named = [*described["files"].values()]
        index = described["search"]
        named += [f"{index['folder']}/{number:x}.bin" for number in range(index["files"])]
        named.append(f"{index['folder']}/product/acme-one.json")
        folder, count = described["details"]
        named += [f"{folder}/{number}.json" for number in range(count)]
        assert [name for name in named if not (site.out / "_reviews" / name).is_file()] == []


def test_only_what_a_language_has(make_site: MakeSite) -> None:
    """A language's data holds its own reviews and no others."""
    site = small(make_site)
    assert data(site, "product")["name"] == ["Acme One", "Acme Two"]
    assert data(site, "product", "ja")["name"] == ["Acme One"]


def test_a_second_build_writes_nothing(make_site: MakeSite) -> None:
    """Where nothing changed no file is written again, the index least of all."""
    site = small(make_site)
    before = site.stamps("_reviews/**/*")
    site.build()
    assert site.stamps("_reviews/**/*") == before


def test_an_edit_changes_what_it_must(make_site: MakeSite) -> None:
    """An edited review renews its language's data and index; the other language's stay."""
    site = small(make_site)
    before = published(site)
    site.write(path_of("acme-two"), review("acme-two", rating="[3.3, 0.9, 0.7, 0.3, 0.7, 0.7]"))
    site.build()
    after = published(site)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert [path for path in changed if ".ja" in path or "/ja/" in path] == []


def test_rebuilt_equals_clean(make_site: MakeSite) -> None:
    """After edits and removals our files equal those of a clean build, byte for byte."""
    site = small(make_site)
    site.write(path_of("acme-two"), review("acme-two", price="77"))
    site.remove(path_of("acme-one", "ja"))
    site.build()
    left = {"acme-one": review("acme-one"), "acme-two": review("acme-two", price="77")}
    files = {path_of(ref): text for ref, text in left.items()}
    clean = make_site(files, "reviews_search = True\n")
    assert published(site) == published(clean)


def test_search_can_be_off(make_site: MakeSite) -> None:
    """Without full-text search no index is written, and an earlier one goes."""
    site = small(make_site)
    assert (site.out / "_reviews/search").is_dir()
    site.build(reviews_search=False)
    assert not (site.out / "_reviews/search").exists()
    assert json.loads(site.file("_reviews/site.en.json"))["search"] is None


def test_an_index_that_fails_is_told(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index cannot be written the site stands without full text; a warning says why."""
    write = search_index.write

    def full(path: Path, content: bytes) -> None:
        if "search" in path.parts:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(search_index, "write", full)
    site = small(make_site)
    assert any("no full-text search" in line and "No space" in line for line in site.warnings)
    assert json.loads(site.file("_reviews/site.en.json"))["search"] is None


def test_other_builders_publish_nothing(make_site: MakeSite) -> None:
    """Builders without pages in a browser write no data."""
    site = make_site({path_of("acme-one"): review("acme-one")}, builder="text")
    assert not (site.out / "_reviews").exists()


def test_own_search_page_stays(make_site: MakeSite) -> None:
    """A site with a page called ``search`` keeps it."""
    site = small(make_site, **{"search.md": "# My own search\n"})
    assert "My own search" in site.file("search/index.html")


def test_hostile_names_stay_text(make_site: MakeSite) -> None:
    """Markup in a name, summary or tag reaches the index as text, never as markup."""
    name = "<script>alert(1)</script> & <b>One</b>"
    text = review("acme-one", target_name=name, summary='"</p><script>x</script>"')
    site = make_site({path_of("acme-one"): text})
    assert data(site, "product")["name"] == [name]
    assert "<script>" not in site.article("/products/en/acme-one/").decode()


def test_the_browser_reads_alike() -> None:
    """The samples that the browser's tests use are what the index is made of."""
    for sample in SAMPLES["words"]:
        row = words(fold(sample["text"]))
        found = [(word, place) for place, word in enumerate(row) if is_term(word)]
        assert [[word, place - found[0][1]] for word, place in found] == sample["pieces"]
    for sample in SAMPLES["codes"]:
        assert sorted(codes(normalize("NFKC", sample["text"]))) == sample["codes"]
    assert [
        [n, search_index.numbers([n for n, _ in SAMPLES["names"]])[n]] for n, _ in SAMPLES["names"]
    ] == SAMPLES["names"]
    lists = lists_of([(n, [("", "", text)]) for n, text in SAMPLES["texts"]], "en")
    assert search_index.packed(lists).hex() == SAMPLES["file"]
    assert search_index.unpacked(bytes.fromhex(SAMPLES["file"])) == lists


WORDS = (
    "noise",
    "floor",
    "THD+N",
    "ヘッドホン",
    "音質",
    "HD",
    "600",
    "wide",
    "—",
    "stage",
    "低歪み",
    "DAC",
)


def invented(dice: random.Random, count: int) -> dict[str, Entry]:
    """Return texts of a few words, so that most terms stand in many of them."""

    def text() -> str:
        return " ".join(dice.choices(WORDS, k=dice.randrange(2, 30)))

    texts = {
        f"product/p{dice.randrange(90)}": [Passage("A", "", text()), Passage(text(), "", "")]
        for _ in range(count)
    }
    return {name: Entry(repr(held), lambda held=held: held) for name, held in texts.items()}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("seed", range(12))
def test_an_index_kept_up_equals_a_clean_one(tmp_path: Path, lang: str, seed: int) -> None:
    """However texts come, go and change, the files are those of an index made at once."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    kept, texts = Index(tmp_path / "kept", lang), invented(dice, 40)
    kept.update(texts)
    for round_ in range(6):
        for name in dice.sample(sorted(texts), dice.randrange(4)):
            del texts[name]
        texts |= invented(dice, dice.randrange(1, 6))
        kept.update(texts)
        if round_ % 3 == 2:  # what a round has left wrong the next ones do not mend
            clean = tmp_path / f"clean{round_}"
            Index(clean, lang).update(texts)
            assert tree(tmp_path / "kept") == tree(clean)


def tree(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_lists_do_not_depend_on_what_is_sorted_at_once(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that are put in order a few at a time give the same lists as all at once."""
    dice = random.Random(5)  # noqa: S311 - not for secrets
    texts = [(7 * n, entry.passages()) for n, entry in enumerate(invented(dice, 60).values())]
    whole = lists_of(texts, lang)
    for at_once in (0, 100):
        monkeypatch.setattr(search_terms, "AT_ONCE", at_once)
        assert lists_of(texts, lang) == whole
    held = set(listed(whole["noise" if lang == "en" else "no"]))
    noisy = {n for n, text in texts if any("noise" in part for each in text for part in each)}
    assert held == noisy


def test_files_of_terms_are_compressed(tmp_path: Path) -> None:
    """Hosts send them as they lie there, so they lie there compressed."""
    text = [Passage("", "", " ".join("noise floor" for _ in range(900)))]
    Index(tmp_path, "en").update({"product/a": Entry("", lambda: text)})
    files = [path for path in tmp_path.glob("*.bin") if "noise" in search_index.opened(path)]
    assert [path for path in files if path.stat().st_size > 1600] == []
    assert len(files) == 1


def test_an_edit_renews_few_files(tmp_path: Path) -> None:
    """A corrected word writes the files of its terms, and no others."""
    dice = random.Random(1)  # noqa: S311 - not for secrets
    texts = {
        f"product/p{i}": [Passage("", "", " ".join(dice.choices(WORDS, k=40)))] for i in range(99)
    }
    index = Index(tmp_path, "en")
    index.update({name: Entry(repr(held), lambda held=held: held) for name, held in texts.items()})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    texts["product/p7"] = [Passage("", "", texts["product/p7"][0].text + " loudness")]
    assert (
        index.update(
            {name: Entry(repr(held), lambda held=held: held) for name, held in texts.items()}
        )
        == 1
    )
    changed = [
        p.relative_to(tmp_path).as_posix()
        for p, time in before.items()
        if p.stat().st_mtime_ns != time
    ]
    assert sorted(changed)[-2:] == ["product/p7.json", "texts.json"]
    assert len(changed) < 6


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """Where a file of the index is missing or its ledger is no JSON, everything is indexed again."""
    dice = random.Random(3)  # noqa: S311 - not for secrets
    texts = invented(dice, 20)
    Index(tmp_path, "en").update(texts)
    whole = tree(tmp_path)
    for path, damage in (("0.bin", None), ("texts.json", b"{"), ("texts.json", None)):
        (tmp_path / path).unlink() if damage is None else (tmp_path / path).write_bytes(damage)
        assert Index(tmp_path, "en").update(texts) == len(texts)
        assert tree(tmp_path) == whole


def test_parts_are_dealt_alike() -> None:
    """Refs go to the same parts as in the browser's tests."""
    assert [shard_of(ref, 1000) for ref in ("", "a", "sony-mdr-z1r", "ヘッドホン")] == [
        261,
        220,
        486,
        539,
    ]


def test_plain_refs() -> None:
    """The ref that follows from a name is the one that the browser works out."""
    assert plain_ref("Sony WH-1000XM5 (2022) ヘッド") == "sony-wh-1000xm5-2022"


def prose_of(body: str) -> Prose:
    """Return the prose of a review with this text."""
    text = review("acme-one", body)
    found = read(text).review
    assert found
    return read_prose(text, found, Settings())


def test_plain_text_is_what_is_read() -> None:
    """A review's text holds what a reader sees: no marks, no addresses behind words, no markers."""
    body = "## A *B*\n\n$$ \\Large \\text{0.8} $$\n\nOne [two](https://x.test) `three`\nfour.\n\n| a | b |\n|---|---|\n| c | d |"
    assert passages(prose_of(body)) == [("A B", "a-b", "One two three four.\na\nb\nc\nd")]
