"""Scripts of edits: whatever was changed, in whatever order, the site is that of a clean build.

Each script begins with the same site, makes one to eight edits drawn by its seed, and builds once
or several times on the way. What is published, what was told and the exit status are compared with a build of
the same sources in a new folder.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import PNG, Begun, begin, clean, differences, whole
from support import HEADINGS, Site, body, path_of, review

SCRIPTS = int(os.environ.get("REVIEWS_SCRIPTS", "60"))
CONF = """
html_theme = "basic"
templates_path = ["_templates"]
html_static_path = ["_own"]
html_css_files = ["own.css"]
html_extra_path = ["_extra"]
locale_dirs = ["locale"]
gettext_compact = False
html_baseurl = "https://example.org/"
reviews_data = {"license": "MIT"}
reviews_search = False
reviews_categories = {"phones": {"names": {"en": "Phones"}, "tags": ["Headphones"]}}
reviews_rubric = {
    "criteria": [{"id": "sound", "names": {"en": "Scientific Validity", "ja": "科学的有効性"}},
                 {"id": "means", "names": {"en": "Technology Level", "ja": "技術レベル"}}],
    "scale": {"low": 0, "high": 1, "step": "0.1"}, "overall": {"low": 0, "high": 2, "step": "0.1"},
    "combine": "sum", "cost": "means",
    "bands": [{"id": "poor", "least": 0, "names": {"en": "Poor", "ja": "低い"}},
              {"id": "good", "least": "0.7", "names": {"en": "Good", "ja": "良い"}}],
}
"""
"""Two criteria: each has a ranking in each language, which take a third of a build's time."""

NAMES = ("acme-a", "acme-b", "acme-c", "acme-d", "beta-x", "beta-y")
SCORES = ("[2.0, 1.0, 1.0]", "[1.2, 0.6, 0.6]", "[0.4, 0.2, 0.2]")
ADVICE = (
    "Advice.", "See {product}`beta-y`[^note].\n\n[^note]: Acme A [1].", "```{comparison} acme-a beta-x\n```",
    "```{score-card}\n:limit: 2\n:sort: price\n```", "```{note}\nHear the Acme A and the Beta Y [1].\n```",
)  # fmt: skip
HOME = "# Home\n\n```{review-list}\n```\n\n```{toctree}\nplain\nja\n```\n\n[A](reviews/products/en/acme/acme-a.md) {product}`acme-b`\n"
PLAIN = "---\ntranslation: products\nlang: en\n---\n# Plain\n\nSee {doc}`ja`.\n"
JAPANESE = "---\ntranslation: products\nlang: ja\n---\n# Japanese\n\n```{latest}\n:lang: ja\n```\n"


def of_two(text: str) -> str:
    """Return a review's text without the sections of the other three criteria."""
    for heading in (each for headings in HEADINGS.values() for each in headings[2:]):
        text = re.sub(rf"(?ms)^## {heading}\n.*?(?=^## )", "", text)
    return text


def a_review(name: str, dice: random.Random) -> str:
    """Return a review with facts that the dice choose."""
    named = dice.choice(NAMES).replace("-", " ").title()
    text = body(prose=f"Hear the {named} {dice.randrange(9)} [1].", advice=dice.choice(ADVICE))
    made = review(
        name,
        text,
        rating=dice.choice(SCORES),
        price=dice.choice(("100", "250", "999")),
        tags=dice.choice(("[Headphones]", "[Headphones, Tube]", "[Radio]")),
        date=f"2026-01-{dice.randrange(1, 28):02}",
        permalink=f"/products/en/{name}{dice.choice(('', '', '-moved'))}/",
        company_id=dice.choice(("acme", "beta")),
    )
    return of_two(made)


def first_files() -> dict[str, str | bytes]:
    """Return the site that every script begins with."""
    dice = random.Random(0)  # noqa: S311 - not for secrets
    files: dict[str, str | bytes] = {path_of(name): a_review(name, dice) for name in NAMES}
    company, japanese = (
        review("acme", layout="company", rating=SCORES[1]),
        review("acme-a", lang="ja", price="15000", rating=SCORES[1]),
    )
    files[path_of("acme", kind="company")] = of_two(company)
    files[path_of("acme-a", "ja")] = of_two(japanese)
    files |= {"index.md": HOME, "plain.md": PLAIN, "ja.md": JAPANESE, "_own/own.css": "p {}\n"}
    files |= {"_extra/CNAME": "example.org\n"}
    files["_templates/keep.txt"] = ""
    return files


def some_review(site: Site, dice: random.Random) -> Path:
    """Return the file of a review that is there."""
    return dice.choice(sorted((site.root / "reviews").rglob("*.md")))


def write(site: Site, dice: random.Random) -> None:
    """Add a review or write one anew."""
    name = dice.choice((*NAMES, "acme-new", "beta-new"))
    site.write(path_of(name), a_review(name, dice))


def reword(site: Site, dice: random.Random) -> None:
    """Change one key of a review: its name, title, summary or tags, the company, the day."""
    path = some_review(site, dice)
    key, value = dice.choice(
        (("target_name", '"Acme Renamed"'), ("title", '"Another title"'), ("summary", '"Another."'),
         ("tags", "[Tube, Headphones]"), ("company_id", "beta"), ("date", "2026-02-03"),
         ("price", "77"), ("rating", SCORES[1]), ("permalink", "/products/en/elsewhere/"))
    )  # fmt: skip
    text = re.sub(rb"(?m)^%s: .*$" % key.encode(), f"{key}: {value}".encode(), path.read_bytes())
    path.write_bytes(text)


def set_time_back(site: Site, dice: random.Random) -> None:
    """Edit a file and give it a time long ago."""
    path = some_review(site, dice)
    path.write_bytes(path.read_bytes() + b"\n\nAs of old.\n")
    os.utime(path, (1_000_000_000, 1_000_000_000))


def mend(site: Site, dice: random.Random) -> None:
    """Write a review anew where one is broken, any other where none is."""
    files = sorted((site.root / "reviews" / "products" / "en").rglob("*.md"))
    broken = [path for path in files if b"\xff" in path.read_bytes()]
    for path in broken or files[:1]:
        path.write_text(a_review(path.stem.removeprefix("moved-"), dice), "utf-8")


def picture(site: Site, dice: random.Random) -> None:
    """Put a picture into a hand-written page, under a name that another has, or take it out."""
    folder = dice.choice(("one", "other"))
    site.write(f"{folder}/dot.png", PNG + bytes([dice.randrange(9)]))
    shown = f"![A dot]({folder}/dot.png) {{download}}`{folder}/dot.png`\n"
    site.write(
        dice.choice(("plain.md", "more.md")), f"---\norphan: true\n---\n# Pictures\n\n{shown}"
    )


def own_files(site: Site, dice: random.Random) -> None:
    """Add, rename or remove a file that is copied as it is."""
    for name in ("_own/more.css", "_extra/extra.txt"):
        path = site.root / name
        path.unlink() if path.exists() else site.write(name, f"/* {dice.randrange(9)} */")


def translate(site: Site, dice: random.Random) -> None:
    """Change a catalogue of words that the site brings for its own pages."""
    words = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Plain"\nmsgstr "Words {dice.randrange(9)}"\n'
    site.write("locale/en/LC_MESSAGES/plain.po", words)


def keep_time(site: Site, dice: random.Random) -> None:
    """Edit a file and set its time back to what it was."""
    written = [path for path in (site.root / "plain.md", site.root / "index.md") if path.exists()]
    path = dice.choice([some_review(site, dice), *written])
    stat = path.stat()
    path.write_bytes(path.read_bytes() + f"\n\nOne more {dice.randrange(9)}.\n".encode())
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def swap(site: Site, dice: random.Random) -> None:
    """Let two reviews swap their files."""
    one, other = some_review(site, dice), some_review(site, dice)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def remove(site: Site, dice: random.Random) -> None:
    """Delete a review."""
    if len(list((site.root / "reviews").rglob("*.md"))) > 3:
        some_review(site, dice).unlink()


def rename(site: Site, dice: random.Random) -> None:
    """Move a review's file."""
    path = some_review(site, dice)
    path.rename(path.with_name(f"moved-{dice.randrange(99)}-{path.name}"))


def break_one(site: Site, dice: random.Random) -> None:
    """Make a review unusable; a later edit may mend it."""
    some_review(site, dice).write_bytes(b"---\nlayout: [\n---\n\xff")


def page(site: Site, dice: random.Random) -> None:
    """Change a hand-written page: its title, its name, its language, its place, or remove it."""
    site.write(
        dice.choice(("plain.md", "ja.md", "more.md")),
        dice.choice(
            (
                PLAIN.replace("# Plain", "# Another title"),
                PLAIN.replace("lang: en", "lang: ja"),
                PLAIN.replace("translation: products", "translation: companies"),
                PLAIN.replace("---\n# P", "permalink: /else/\n---\n# P"),
                JAPANESE,
                "# Bare\n\n```{ranking}\n:limit: 2\n```\n",
            )
        ),
    )


def remove_page(site: Site, dice: random.Random) -> None:
    """Remove a hand-written page."""
    (site.root / dice.choice(("plain.md", "ja.md"))).unlink(missing_ok=True)


def configure(site: Site, dice: random.Random) -> None:
    """Change a value of the configuration."""
    line = dice.choice(
        ('project = "Other"', 'reviews_titles = {"en": "Mine"}', "reviews_page_size = 3",
         'reviews_currencies = {"en": "EUR"}', "html_permalinks = False", "reviews_tag_page_min = 1",
         'reviews_mention_exclude = ["Acme B"]', 'html_title = "Named"', "reviews_doctrees = True")
    )  # fmt: skip
    conf = site.root / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}{line}\n", "utf-8")


def template(site: Site, dice: random.Random) -> None:
    """Change a template of blocks or of pages, or the site's own style sheet."""
    text = f"<p>{dice.randrange(99)}</p>"
    name = dice.choice(("_templates/reviews/list.html", "_templates/page.html", "_own/own.css"))
    whole = '{% extends "!page.html" %}{% block body %}{{ super() }}' + text + "{% endblock %}"
    site.write(name, {"_templates/page.html": whole}.get(name, text))


def damage(site: Site, dice: random.Random) -> None:
    """Change, cut or remove a page of the output."""
    pages = sorted(site.out.rglob("index.html"))
    path = dice.choice(pages) if pages else None
    if path and dice.random() < 0.3:
        path.unlink()
    elif path:
        path.write_bytes(dice.choice((b"", b"damaged", path.read_bytes()[:100])))


def lose_record(site: Site, dice: random.Random) -> None:
    """Damage or lose what the last build kept."""
    kept = site.root.parent / f"{site.root.name}-doctrees-{site.builder}"
    path = kept / dice.choice(
        (
            "reviews-pages.json",
            "reviews.cache",
            "reviews.cache.changed",
            "environment.pickle",
            "reviews-output.json",
            "reviews-caches.json",
        )
    )
    choice = dice.randrange(3)
    if path.is_file() and choice == 0:
        path.unlink()
    elif path.is_file():
        data = bytearray(path.read_bytes())
        data[dice.randrange(len(data))] ^= 0xFF
        path.write_bytes(bytes(data) if choice == 1 else b"")


EDITS: tuple[Callable[[Site, random.Random], None], ...] = (
    write, write, reword, reword, set_time_back, mend, picture, own_files, translate, keep_time, swap, remove, rename, break_one, page, remove_page, configure,
    template, damage, lose_record,
)  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Return the first site, built."""
    return begin(tmp_path_factory.mktemp("begun"), first_files(), CONF)


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_an_edited_build_equals_a_clean_one(begun: Begun, tmp_path: Path, seed: int) -> None:
    """After each script the site, the findings and the status are those of a clean build."""
    dice = random.Random(seed + 1)  # noqa: S311 - not for secrets
    site = begun.again()
    done = []
    for _ in range(dice.randrange(1, 9)):
        edit = dice.choice(EDITS)
        edit(site, dice)
        done.append(edit.__name__)
        if dice.random() < 0.25:
            site.build()
            done.append("build")
    found = whole(site.build())
    assert differences(found, clean(site, tmp_path / "clean")) == [], done
    shutil.rmtree(tmp_path)


def test_every_edit_is_made_by_some_script() -> None:
    """The scripts that always run hold every kind of edit."""
    made = set()
    for seed in range(60):
        dice = random.Random(seed + 1)  # noqa: S311 - not for secrets
        made.update(dice.choice(EDITS) for _ in range(dice.randrange(1, 9)))
    assert made == set(EDITS)
