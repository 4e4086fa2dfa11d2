"""What a reader can take out of a book: the text of the pages, character by character."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from books import Built, small, tool
from sphinx_reviews.books.typesetter import font_folder, marked, marked_letters, missing_glyphs
from sphinx_reviews.model.settings import Settings
from sphinx_reviews.prose import tree
from sphinx_reviews.prose.read import read_prose
from support import front_matter, path_of, read

BOOK = "project-name-not-set-en.pdf"
FIRST, LAST = "Firstword", "Lastword"

IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0" + "".join(
    map(chr, range(0xFE00, 0xFE10))
)
"""Characters that are meant not to be seen, so that no glyph is left to read."""

LEFT_TO_RIGHT = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"],
    exclude_characters=IGNORABLE,
    max_codepoint=0x1FFFF,
).filter(lambda c: unicodedata.bidirectional(c) not in ("R", "AL", "AN"))
"""Any character that stands where it was typed; a PDF keeps the others in the order of display."""

COMMON = st.sampled_from(list("#$*_`<>@=-+/\\\"[](){}~^&%'|;:,.!? abfi0 日本、。ガがü"))
STRING = st.text(COMMON | LEFT_TO_RIGHT, min_size=1, max_size=60)
TYPST = [
    '#read("conf.py") #panic(1) $x$ *a* _b_ `c` @d <e> = f // no /* c */ \\u{41} ~ -- --- ... "q"',
    "= Not a heading", "+ no list", "/ term: no", "#{", "]", "\\", '"', "fi ffl", "～〜ー—",
]  # fmt: skip


@given(st.lists(STRING, min_size=40, max_size=60))
@example(TYPST)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
def test_any_text_comes_out_as_it_went_in(strings: list[str]) -> None:
    """The text taken out of a PDF is the text of the page, whatever characters it has."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = source(strings)
        made = small(folder, {path_of("acme-one"): text})
        assert (made.out / BOOK).is_file(), made.stderr
        expected = shown("".join(page_text(text)), folder)
        assert visible(body(made)) == visible(expected)


def source(strings: list[str]) -> str:
    """Return a review whose text is the strings, in each place where prose can stand."""
    forms = ("{}", "*{}*", "**{}**", "- {}", "> {}", "[{}](https://example.org/)", "### {}")
    lines = [forms[place % len(forms)].format(escaped(text)) for place, text in enumerate(strings)]
    text = "\n\n".join(["## Overview", FIRST, *lines, LAST])
    return front_matter("acme-one") + "\n" + text + "\n"


def escaped(text: str) -> str:
    """Return text that Markdown takes as it stands."""
    return "x" + re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split())) + "x"


def page_text(text: str) -> Iterator[str]:
    """Yield the texts of the page between the two words, as its prose holds them."""
    found = read(text, path_of("acme-one")).review
    assert found
    inside = False
    for part in tree.walk(read_prose(text, found, Settings()).blocks):
        if isinstance(part, tree.Text):
            inside = (inside or part.text == FIRST) and part.text != LAST
            if inside:
                yield part.text


def shown(text: str, folder: Path) -> str:
    """Return a text with the mark that stands for what no font has."""
    fonts = font_folder(folder / "fonts")
    missing = missing_glyphs({c for c in text if not c.isascii()}, fonts, folder / "asked")
    text = "".join("\ufffd" if c in missing else c for c in text)
    for bad in sorted(missing_glyphs(marked(text), fonts, folder / "asked")):
        text = text.replace(bad, bad[0] + "\ufffd" * (len(bad) - 1))
    return text


def body(made: Built) -> str:
    """Return the text between the two words, without running heads and page numbers."""
    area = ("-r", "72", "-x", "0", "-y", "62", "-W", "596", "-H", "728")
    text = tool("pdftotext", "-raw", *area, str(made.out / BOOK), "-")
    return FIRST + text.partition(FIRST)[2].partition(LAST)[0]


def visible(text: str) -> str:
    """Return text without blanks and the marks of lists, in one Unicode form.

    Typst lets both glyphs of a letter with a mark stand for the whole, so that it reads twice.
    """
    whole = unicodedata.normalize("NFKC", text)
    kept = (c for c in whole if not c.isspace() and c != "•" and unicodedata.category(c) != "Cf")
    return re.sub(f"({marked_letters().pattern})\\1", r"\1", "".join(kept))
