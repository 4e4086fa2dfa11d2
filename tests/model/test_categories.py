"""Which category a product is in, and what tells it."""

from __future__ import annotations

import runpy
from random import Random

import pytest

from sphinx_reviews.model.rules import check
from sphinx_reviews.model.settings import settings_from
from support import ROOT, catalogue_of, review

CONF = runpy.run_path(str(ROOT / "conf.py"))
SITE = settings_from({"reviews_categories": CONF["reviews_categories"]})
SORTER = SITE.the_sorter


def placed(name: str = "Acme One", *tags: str, summary: str = "", key: str = "") -> str:
    """Return the id of the category that this site's own rule gives."""
    found = SORTER.classify(key, name, tags, summary).category
    return found.id if found else ""


@pytest.mark.parametrize(
    ("name", "tags", "expected"),
    [
        ("Acme SM35", "Condenser, Headset, Microphones, Wireless", "microphones"),
        ("Acme 4488 Headset Microphone", "Headset, Professional", "microphones"),
        ("Acme MMX", "Gaming Headset, Microphones, Open-Back", "headphones"),
        ("Acme ISP", "AV Processor, Dirac Live", "av-receivers"),
        ("Acme STR", "Amplifiers, AV Receiver", "av-receivers"),
        ("Acme Subwoofer Cable", "Cables, Subwoofer", "accessories"),
        ("Acme YSS", "Speaker Stands, Isolation", "accessories"),
        ("Acme K7", "DAC, Headphone amplifier, Desktop", "headphone-amplifiers"),
        ("Acme EC", "CD Player, DAC, Headphone amplifier", "players"),
        ("Acme M50", "Closed-back, Headphones, Studio monitors", "headphones"),
        ("Acme PRO", "Audio Player, Software", "software"),
        ("Acme AK4497EQ", "AK4497EQ, DAP", "players"),
        ("Acme D901", "Digital Mixer, Rack Mount", "studio"),
        ("アクメ X", "真空管アンプ", "amplifiers"),
        ("アクメ X", "ゲーミングヘッドセット", "headphones"),
        ("アクメ X", "ヘッドホンアンプ, ヘッドホン", "headphone-amplifiers"),
    ],
)
def test_the_head_of_a_compound_tells_the_kind(name: str, tags: str, expected: str) -> None:
    """What a thing is stands last in its name and in its tags; what it is for does not count."""
    assert placed(name, *tags.split(", ")) == expected


def test_the_rule_has_an_order() -> None:
    """The key comes first, then the name, then the tags, then the summary."""
    everything = {"summary": "A turntable with character.", "key": "dacs"}
    assert placed("Acme Microphone", "Speakers", **everything) == "dacs"
    assert placed("Acme Microphone", "Speakers", summary="A turntable.") == "microphones"
    assert placed("Acme", "Speakers", summary="A turntable.") == "speakers"
    assert placed("Acme", "Analog", summary="A turntable for speakers.") == "record-players"
    assert placed("Acme", "Analog", summary="Made with care for headphones.") == ""


def spelled(word: str, random: Random) -> str:
    """Return another spelling of some English words."""
    parts = word.split()
    written = random.choice(["".join, " ".join, "-".join, "_".join])(
        [random.choice([str.lower, str.upper, str.title])(part) for part in parts]
    )
    if random.random() < 0.3:
        written = "".join(part.title() for part in parts)
    return random.choice([written, written.replace("-", "‑"), f" {written} "])


def test_spellings_of_a_tag_are_alike() -> None:
    """Blanks, hyphens, capitals, camel case and an English plural make no other tag."""
    random = Random(4)  # noqa: S311 - no secret
    words = sorted(w for c in SITE.categories.values() for w in c["tags"] if w.isascii())
    tried = 0
    for _ in range(1500):
        word = random.choice(words)
        if not all(part.isalpha() and len(part) > 3 for part in word.split()):
            continue
        tried += 1
        other = spelled(random.choice([word, f"{word.removesuffix('s')}s"]), random)
        other = random.choice([other, f"Digital {other}"])
        assert placed("Acme", other) == placed("Acme", word), (word, other)
    assert tried > 300


def test_generated_compounds_are_sorted_by_their_last_word() -> None:
    """Whatever kinds stand before it, a compound name is of the kind it ends with."""
    kinds = {"wide": "Cable", "round": "Lamp", "sharp": "Knife"}
    sorter = settings_from(
        {"reviews_categories": {n: {"tags": [w]} for n, w in kinds.items()}}
    ).the_sorter
    random = Random(5)  # noqa: S311 - no secret
    for _ in range(300):
        words = [random.choice(sorted(kinds.values())) for _ in range(random.randint(1, 4))]
        last = next(name for name, word in kinds.items() if word == words[-1])
        for text in (" ".join(words), "-".join(words), "".join(words)):
            for found in (sorter.classify("", text, (), ""), sorter.classify("", "X", (text,), "")):
                assert found.category, text
                assert found.category.id == last, text


def test_what_is_kept_of_a_file_stands_for_what_was_found() -> None:
    """Ids for the categories: a site that goes on with kept files sorts as a fresh one."""
    tags = [tag for category in SORTER.categories for tag in sorted(category.tags)]
    random = Random(7)  # noqa: S311 - no secret
    ways = set()
    for _ in range(400):
        name, *spoken = (random.choice(tags) for _ in range(random.randint(1, 4)))
        key = random.choice(["", "", "", SORTER.categories[0].id, "unknown"])
        asked = (key, random.choice(["X", name]), tuple(spoken), random.choice(["", name]))
        found = SORTER.classify(*asked)
        assert SORTER.placed(SORTER.place(*asked)) == found, asked
        ways.add((found.by, bool(found.category), bool(found.rivals)))
    assert len(ways) >= 7


def test_a_doubtful_category_is_told() -> None:
    """Two kinds that do not go together, a kind from the summary alone, and none are told."""
    categories = {
        "lamps": {"tags": ["Lamp"], "over": ["bulbs"]},
        "bulbs": {"tags": ["Bulb"]},
        "knives": {"tags": ["Knife"]},
    }
    catalogue = catalogue_of(
        review("acme-one", tags="[Lamp, Knife]"),
        review("acme-two", tags="[Lamp, Bulb]"),
        review("acme-three", tags="[Red]", summary="A knife."),
        review("acme-four", tags="[Red]", summary="A thing."),
        review("acme-five", tags="[Red]", category="bulbs"),
        categories=categories,
    )
    told = [(d.path, d.code.value) for d in check(catalogue) if "category" in d.code.value]
    assert [(path.split("/")[-1], code.split(".")[-1]) for path, code in told] == [
        ("acme-four.md", "none"), ("acme-one.md", "doubtful"), ("acme-three.md", "doubtful"),
    ]  # fmt: skip


def test_a_translation_helps() -> None:
    """Where one language's words tell nothing, the other's count."""
    texts = (review("acme-one", tags="[Lamp]"), review("acme-one", lang="ja", tags="[赤]"))
    catalogue = catalogue_of(*texts, categories={"lamps": {"tags": ["Lamp"]}})
    assert {c.id for r in catalogue.reviews if (c := catalogue.category_of(r))} == {"lamps"}
    assert all(catalogue.category_of(r) for r in catalogue.reviews)
    told = review("acme-one", tags="[Red]", summary="A lamp.")
    texts = (told, review("acme-one", lang="ja", tags="[赤]"))
    catalogue = catalogue_of(*texts, categories={"lamps": {"tags": ["Lamp"]}})
    assert all(catalogue.category_of(r) for r in catalogue.reviews)
