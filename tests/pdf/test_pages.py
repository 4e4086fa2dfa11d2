"""Pages in the books: every kind of node, hostile text, and what cannot be shown."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from docutils.core import publish_doctree
from sphinx.builders import Builder

from books import build, small, tool
from security.pictures import WEBP
from sphinx_reviews.documents.guard import ALLOWED
from sphinx_reviews.model.languages import language
from sphinx_reviews.model.rubric import AUDIO_RUBRIC, rubric_from
from sphinx_reviews.renderers.typst_blocks import painter
from sphinx_reviews.renderers.typst_nodes import Leaf, TypstTranslator
from support import catalogue_of, front_matter, new_site, path_of, review


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = b"\x89PNG\r\n\x1a\n" + b"".join(
    chunk(kind, data)
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x20\x60\x90")),
        (b"IEND", b""),
    )
)

EVERYTHING = """\
## Overview

Plain *emphasised* **strong** `code #x` {sub}`low` {sup}`high` {kbd}`Enter` text\\
after a break, <https://example.org/auto>, a note[^n], and $x^2 + \\frac{1}{2}$.

- first
- second
  1. inner one
  2. inner two

3. third
4. fourth

> A quotation #here.

```python
print("*code*") # <b>
```

| Left | Right |
|------|------:|
| cell *one* | 2 |

Term
: Its meaning

---

$$
\\sum_i x_i = \\begin{pmatrix}1 & 2\\\\3 & 4\\end{pmatrix}
$$

:::{note}
A notice.
:::

:::{seealso}
Another one.
:::

:::{figure} picture.png
:alt: A described picture

Its caption.

A legend.
:::

:::{tip}
Tip text.
:::

:::{warning}
Warning text.
:::

:::{important}
Important text.
:::

:::{image} picture.png
:alt: A picture of its own
:::

An {abbr}`SPL (sound pressure level)`, {product}`acme-one`, {tag}`Wired`, two blanks \x20
at the end of a line, a [link](https://example.org/ "its title").

### A minor heading

1. An item

   with a second paragraph

   > and a quotation

![An image in a line](picture.png)

[^n]: The footnote's text.

## References

[1] A source, https://example.org/a, accessed 2025-07-01
"""


def page(body: str, ref: str = "acme-one", **changes: str) -> dict[str, str | bytes]:
    """Return the files of a site of one review."""
    return {path_of(ref): front_matter(ref, **changes) + "\n" + body}


def pdf_lines(stderr: str) -> list[str]:
    """Return the builder's own warnings."""
    return [line for line in stderr.splitlines() if "pdf." in line]


def test_every_node_has_a_form() -> None:
    """Each node that a review may consist of has a method of the visitor."""
    missing = [
        kind.__name__
        for kind in ALLOWED
        if not any(hasattr(TypstTranslator, f"visit_{base.__name__}") for base in kind.__mro__)
        and kind.__name__ != "pending_xref"
    ]
    assert missing == []


def test_everything_markdown_has(tmp_path: Path) -> None:
    """Lists, tables, quotes, code, images, formulas, footnotes and notices are all set."""
    files = page(EVERYTHING) | {"reviews/products/en/acme/picture.png": PIXEL}
    made = small(tmp_path, files)
    assert made.status == 0, made.stderr
    assert pdf_lines(made.stderr) == []
    text = made.text("project-name-not-set-en.pdf")
    for words in (
        "Plain emphasised strong code #x", "low", "high", "Enter", "https://example.org/auto",
        "first", "second", "inner two", "third", "4.", "A quotation #here.",
        'print("*code*") # <b>', "Left Right", "cell one 2", "Term", "Its meaning", "Note",
        "A notice.", "See also", "Another one.", "Its caption.", "A legend.", "Tip text.",
        "Warning text.", "Important text.", "An SPL (sound pressure level), Acme One, Wired",
        "two blanks at the end", "a link.", "A minor heading", "with a second paragraph",
        "and a quotation", "Term Its meaning", "The footnote’s text.",
    ):  # fmt: skip
        assert words.replace("’", "'") in text.replace("’", "'"), words


HOSTILE = r'#read("conf.py") $x$ *a* _b_ `c` @label <tag> = h // no /* c */ \u{41} ~ -- --- ... "q"'


def test_formulas_within_a_line(tmp_path: Path) -> None:
    """A displayed formula that shares its line with text does not stop the book."""
    made = small(tmp_path, page("## Overview\n\nText $$x^2$$ and $$\\Large \\text{0.8}$$ more.\n"))
    assert made.status == 0, made.stderr
    assert pdf_lines(made.stderr) == []
    assert "more." in made.text("project-name-not-set-en.pdf")


def test_hostile_text_is_text(tmp_path: Path) -> None:
    """Typst markup in front matter and prose stands in the PDF as it was written."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    name = '"#panic(1) $ * _ ` @ <x>"'
    fenced = f"## Overview\n\n```\n{HOSTILE}\n```\n"
    made = small(tmp_path, page(fenced, summary=quoted, target_name=name.strip('"')))
    assert made.status == 0, made.stderr
    text = made.text("project-name-not-set-en.pdf")
    assert text.count(HOSTILE) == 2
    assert "#panic(1) $ * _ ` @ <x>" in text


def test_a_missing_glyph_fails_the_build(tmp_path: Path) -> None:
    """A character that no font has is named with its line, and the build does not succeed."""
    files = page("## Overview\n\nA face \U0001f600 here.\n")
    made = small(tmp_path, files)
    assert made.status == 1
    (line,) = pdf_lines(made.stderr)
    assert "no font has the character U+1F600" in line
    before = str(files[path_of("acme-one")]).partition("\U0001f600")[0]
    assert f"{path_of('acme-one')}:{before.count(chr(10)) + 1}:" in line
    assert "A face \ufffd here." in made.text("project-name-not-set-en.pdf")


def test_a_mark_without_a_glyph_fails_the_build(tmp_path: Path) -> None:
    """A letter and a mark that no font has together are named; the letter stays."""
    made = small(tmp_path, page("## Overview\n\nA word 日\u0485 here.\n"))
    assert made.status == 1
    (line,) = pdf_lines(made.stderr)
    assert "no font has the character U+65E5 U+0485" in line
    assert path_of("acme-one") in line
    assert "A word 日\ufffd here." in made.text("project-name-not-set-en.pdf")


def test_a_broken_picture_is_told(tmp_path: Path) -> None:
    """A picture with a right head that cannot be read is named with its page, and its text stands in its place."""
    body = "## Overview\n\nBefore ![What it shows](broken.webp) after.\n"
    files = page(body) | {"reviews/products/en/acme/broken.webp": WEBP[:25] + b"\xff" * 20}
    made = small(tmp_path, files)
    (line,) = pdf_lines(made.stderr)
    assert "broken.webp" in line
    assert path_of("acme-one") in line
    assert "Before What it shows after." in made.text("project-name-not-set-en.pdf")


def test_a_missing_font_file_is_named(tmp_path: Path) -> None:
    """A font file that is not there ends the build before it begins."""
    made = small(tmp_path, page("## Overview\n\nText.\n"), fonts="nowhere/none.otf")
    assert made.status != 0
    assert "reviewpdf_fonts: there is no file 'nowhere/none.otf'" in made.stderr


SCORES = """\
---
lang: en
translation: scores
---

# How we score

```{eval-rst}
-a   Its text stays.
```
"""


def test_an_unknown_node_is_told(tmp_path: Path) -> None:
    """A node without a form gives a located warning, and its text is shown."""
    files = {
        "docs/scores.md": SCORES,
        path_of("acme-one"): review(),
        path_of("acme-two"): review("acme-two"),
    }
    made = small(tmp_path, files)
    (line,) = [one for one in pdf_lines(made.stderr) if "scores" in one]
    assert "docs/scores.md" in line
    assert "option_list" in line
    assert "Its text stays." in made.text("project-name-not-set-en.pdf")


def test_reviews_link_to_each_other(tmp_path: Path) -> None:
    """A mention leads to the other review's page where the book holds it, else to the site."""
    first = review(text="## Overview\n\nUnlike the Acme Two.\n")
    files = {path_of("acme-one"): first, path_of("acme-two"): review("acme-two")}
    site = new_site(tmp_path / "site", files, 'html_baseurl = "https://example.org/"\n')
    whole = build(site.root, tmp_path / "whole")
    alone = build(site.root, tmp_path / "alone", refs="acme-one")
    assert (whole.status, alone.status) == (0, 0), whole.stderr + alone.stderr
    address = "https://example.org/products/en/acme-two/"
    assert address not in addresses(whole.out / whole.files()[0])
    assert address in addresses(alone.out / alone.files()[0])


def addresses(path: Path) -> str:
    """Return the addresses that a PDF links to."""
    return tool("pdfinfo", "-url", str(path))


def test_another_rubric(tmp_path: Path) -> None:
    """Another rubric's criteria, weights, scale and verdicts are explained and shown."""
    rubric = """
reviews_rubric = {
    "criteria": [
        {"id": "taste", "names": {"en": "Taste"}, "weight": 2},
        {"id": "value", "names": {"en": "Value"}, "weight": 1},
    ],
    "scale": {"low": 0, "high": 10, "step": 1},
    "overall": {"low": 0, "high": 10, "step": "0.1"},
    "combine": "weighted-mean",
    "bands": [{"id": "low", "least": 0, "names": {"en": "Bland"}}],
}
"""
    text = "".join(
        f"## {name}\n\n$$ \\Large \\text{{{score}}} $$\n\nProse.\n\n"
        for name, score in (("Taste", 8), ("Value", 5))
    )
    files = {
        path_of(ref): review(ref, text, rating="[7.0, 8, 5]") for ref in ("acme-one", "acme-two")
    }
    made = small(tmp_path, files, rubric)
    assert made.status == 0, made.stderr
    shown = made.text("project-name-not-set-en.pdf")
    assert "by 2 criteria, each from 0.0 to 10.0" in shown
    assert "is the weighted mean of the criteria, from 0.0 to 10.0" in shown
    assert "Taste 2" in shown
    assert "Bland" in shown
    assert "8.0 of 10.0" in shown


MARKUP = """\
Title
=====

Text with *emphasis*, a link_, a note [#]_ and :math:`x^2`.

.. _link: https://example.org/

.. [#] The note, with ``code``.

.. math:: a + b

.. list-table::
   :header-rows: 1

   * - One
     - Two
   * - 1
     - - a
       - b

.. note::

   A notice with

   term
      its definition

.. figure:: none.png

   A caption.

   > quoted
"""


def test_the_visitor_leaves_frames_closed() -> None:
    """Whatever a page holds, every frame that is opened for it is closed behind it."""
    document = publish_doctree(MARKUP, settings_overrides={"report_level": 5})
    builder = SimpleNamespace(config=None, env=SimpleNamespace(domains={}))
    visitor = TypstTranslator(document, cast("Builder", builder))
    drawer = painter(language("en"), rubric_from(AUDIO_RUBRIC), lambda name: None)
    leaf = Leaf("page", "en", catalogue_of(review()), drawer, lambda name: None, str)
    lines = visitor.render(leaf)
    kinds = {type(node).__name__ for node in document.findall()}
    assert {"table", "footnote", "math_block", "figure", "note", "definition_list"} <= kinds
    assert visitor.frames == [lines]
    source = "\n".join(lines)
    assert source.count("{") == source.count("}")
    assert source.count("(") == source.count(")")
