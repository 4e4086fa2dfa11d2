"""Content is data: nothing in a review takes effect beyond text on its page."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from security.pictures import png
from support import Site, body, front_matter, new_site, path_of, review, words_of

SECRET = "the-secret-of-this-machine"  # noqa: S105 - a marker to look for
LOADED = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "meta",
    "link",
    "img",
    "video",
    "audio",
}
MARKUP = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\\\"'&{{ 7*7 }}{% x %}`|x|"
CONF = "html_theme = 'basic'\n"

HOSTILE = {
    "include": "```{include} /etc/hostname\n```",
    "include-own": "```{include} secret.txt\n```",
    "literalinclude": "```{literalinclude} secret.txt\n```",
    "raw": "```{raw} html\n<b id=effect>x</b>\n```",
    "raw-file": "```{raw} html\n:file: secret.txt\n```",
    "csv-table": "```{csv-table}\n:file: secret.txt\n```",
    "eval-rst": "```{eval-rst}\n.. raw:: html\n\n   <b id=effect>x</b>\n```",
    "colon-fence": ":::{raw} html\n<b id=effect>x</b>\n:::",
    "code-block-nested": "````{note}\n```{raw} html\n<b id=effect>x</b>\n```\n````",
    "only": "```{only} html\n<b id=effect>x</b>\n```",
    "toctree": "```{toctree}\n:glob:\n*\n```",
    "download": "{download}`secret.txt <secret.txt>`",
    "download-link": "[x](secret.txt)",
    "download-up": "[x](../../../../conf.py)",
    "download-path": "[x](path:secret.txt)",
    "project-link": "[x](project:#x)",
    "inv-link": "[x](inv:#x)",
    "raw-role": "{raw}`<b id=effect>x</b>`",
    "eval": "{eval}`__import__('os')`",
    "html-block": "<div id=effect onclick=alert(1)>x</div>",
    "html-inline": "a <b id=effect>x</b> b",
    "html-comment": "a <!-- --><script id=effect>alert(1)</script> b",
    "script": "<script id=effect>alert(1)</script>",
    "iframe": "<iframe id=effect src='https://evil.example/'></iframe>",
    "javascript": "[x](javascript:alert(1))",
    "javascript-case": "[x](JaVaScRiPt:alert(1))",
    "javascript-entity": "[x](&#106;avascript:alert(1))",
    "javascript-tab": "[x](<java\tscript:alert(1)>)",
    "javascript-reference": "[x][r]\n\n[r]: javascript:alert(1)",
    "javascript-auto": "<javascript:alert(1)>",
    "javascript-image": "![x](javascript:alert(1))",
    "data": "[x](data:text/html,<script>alert(1)</script>)",
    "vbscript": "[x](vbscript:x)",
    "file": "[x](file:///etc/passwd)",
    "scheme-relative": "[x](//evil.example/x)",
    "remote-image": "![x](https://evil.example/x.png)",
    "image-up": "![x](../../../../secret.png)",
    "image-root": "![x](/secret.png)",
    "figure-remote": "```{figure} https://evil.example/x.png\nCaption\n```",
    "figure-target": "```{figure} beside.png\n:width: 90%\n:figwidth: 80%\n:target: javascript:alert(1)\n\nCaption\n```",
    "figure-up": "```{figure} ../../../../secret.png\n```",
    "image-root-directive": "```{image} /secret.png\n```",
    "substitution": "{{ 7 * 7 }} {{ config }} |effect|",
    "attributes": "[x]{#effect .rv-card onclick=alert(1)}\n\n{#effect}\nparagraph",
    "target": "(effect)=\n\n## Here",
    "math": "$$\\href{javascript:alert(1)}{x}$$ and $\\require{html}\\class{effect}{x}$",
    "math-def": "$$\\def\\x{\\x\\x}\\x$$",
    "front-matter-again": "---\nmyst:\n  enable_extensions: [substitution]\n---",
    "card": "```{score-card} acme-two\n:caption: <b id=effect>x</b>\n```",
    "footnote": "[^effect]\n\n[^effect]: <b id=effect>x</b>",
    "class": "```{note}\n:class: rv-hidden\n:name: effect\n\nhidden\n```",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a review per attack."""
    files: dict[str, str | bytes] = {
        "secret.txt": SECRET,
        "secret.png": SECRET,
        "reviews/products/en/acme/secret.txt": SECRET,
        "reviews/products/en/acme/beside.png": png(),
        path_of("acme-two"): review("acme-two"),
    }
    for number, (name, text) in enumerate(HOSTILE.items()):
        ref = f"acme-x{number}"
        files[path_of(ref)] = review(
            ref, body(overview=f"Before.\n\n{text}\n\nAfter."), target_name=f"Case {name}"
        )
    return new_site(tmp_path_factory.mktemp("hostile") / "site", files, CONF).build()


def page_of(site: Site, name: str) -> BeautifulSoup:
    """Return the content of an attack's page."""
    return site.article(f"/products/en/acme-x{list(HOSTILE).index(name)}/")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_has_no_effect(site: Site, name: str) -> None:
    """No element, no link and no file comes of it; the text around it stands."""
    page = page_of(site, name)
    own = [img for img in page.find_all("img") if img["src"] == "../../../_images/beside.png"]
    assert page.find_all(LOADED) == own
    assert not [
        t
        for t in page.find_all(True)
        if any(a.lower().startswith("on") or a == "style" for a in t.attrs)
    ]
    for link in page.find_all(["a", "use", "image"]):
        href = link.get("href") or link.get("xlink:href") or ""
        scheme = href.strip().lower().partition(":")[0] if ":" in href else ""
        assert scheme in ("", "http", "https", "mailto"), href
        assert not href.startswith("//"), href
        assert not href.endswith((".txt", ".py")), href
    assert not page.find_all("b", id="effect")
    assert SECRET not in page.get_text()
    assert "49" not in words_of(page)
    text = words_of(page)
    assert "Before." in text
    assert "After." in text


@pytest.mark.parametrize(
    "name",
    sorted(
        set(HOSTILE)
        - {
            "substitution",
            "attributes",
            "target",
            "front-matter-again",
            "footnote",
            "class",
            "card",
        }
    ),
)
def test_hostile_text_is_told(site: Site, name: str) -> None:
    """What is refused is told with the review's path and a line inside its text."""
    path = path_of(f"acme-x{list(HOSTILE).index(name)}")
    told = [w for w in site.warnings if w.startswith(path) and "review." in w]
    assert told
    assert all(int(w.removeprefix(path + ":").partition(":")[0]) >= 15 for w in told)


def test_no_file_leaves_the_site(site: Site) -> None:
    """A review brings no file into the output but a picture beside it."""
    for path in site.out.rglob("*"):
        if path.is_file() and "_sources" not in path.parts:
            assert SECRET.encode() not in path.read_bytes(), path
    assert not (site.out / "_downloads").exists()
    assert [path.name for path in (site.out / "_images").glob("*")] == ["beside.png"]


def test_a_title_with_markup_is_text_everywhere(make_site: Callable[..., Site]) -> None:
    """Markup in any front-matter text is shown as text in every page and list it reaches."""
    quoted = '"' + MARKUP.replace("\\", "\\\\").replace('"', '\\"').replace('\\\\\\"', '\\"') + '"'
    evil = {"title": quoted, "summary": quoted, "tags": f"[{quoted}, Wired]", "author": quoted,
            "pros": f"[{quoted}]", "cons": f"[{quoted}]"}  # fmt: skip
    first = (
        front_matter("acme-one", **evil).replace(
            'target_name: "Acme One"', f"target_name: {quoted}"
        )
        + body()
    )
    second = review("acme-two", body(advice=f"Take {MARKUP[:40]} now."), **evil)
    company = front_matter("acme", layout="company", **evil).replace(
        'target_name: "Acme"', f"target_name: {quoted}"
    )
    lists = "\n\n".join(
        f"```{{{d}}}\n```"
        for d in (
            "review-list",
            "ranking",
            "score-card",
            "comparison",
            "tag-index",
            "latest",
            "value-map",
            "category-index",
        )
    )
    page = f"# Home\n\n{lists}\n\n{{product}}`acme-one` {{company}}`acme` {{tag}}`wired`\n"
    site = make_site(
        {
            path_of("acme-one"): first,
            path_of("acme-two"): second,
            path_of("acme", kind="company"): company + body(),
            "index.md": page,
        },
        CONF,
    )
    for path in site.bytes():
        soup = BeautifulSoup(site.file(path), "html.parser")
        assert not [s for s in soup.find_all("script") if "alert" in s.get_text()], path
        assert not [t for t in soup.find_all("img") if t.get("src") == "x"], path
        assert not [t for t in soup.find_all(True) if "onerror" in t.attrs], path
    product = site.article("/products/en/acme-one/")
    assert "<script>alert(1)</script>" in product.find("h1").get_text()
    assert "<script>alert(1)</script>" in product.find(class_="rv-summary").get_text()
    assert "{{ 7*7 }}" in product.get_text()
    assert (
        "<script>alert(1)</script>" in site.page("/products/en/acme-one/").find("title").get_text()
    )


@pytest.mark.parametrize(
    "key",
    [
        "myst",
        "html_meta",
        "substitutions",
        "orphan",
        "jinja",
        "enable_extensions",
        "html_theme.sidebar_secondary.remove",
    ],
)
def test_front_matter_that_configures_leaves_the_page_out(
    make_site: Callable[..., Site], key: str
) -> None:
    """A key outside the closed set is an error with its line; only that page is missing."""
    bad = (
        front_matter("acme-one").replace(
            "\n---\n", f"\n{key}:\n  enable_extensions: [substitution, attrs_inline]\n---\n"
        )
        + body()
    )
    site = make_site({path_of("acme-one"): bad, path_of("acme-two"): review("acme-two")}, CONF)
    assert [w for w in site.warnings if w.startswith(f"{path_of('acme-one')}:1")]
    assert not (site.out / "products/en/acme-one").exists()
    assert (site.out / "products/en/acme-two/index.html").is_file()


def test_a_site_may_switch_features_on_for_its_own_pages_only(
    make_site: Callable[..., Site],
) -> None:
    """What ``conf.py`` allows hand-written pages stays closed to reviews."""
    conf = CONF + (
        'myst_enable_extensions = ["substitution", "html_image", "attrs_inline", "attrs_block", "linkify"]\n'
        'myst_substitutions = {"effect": "substituted"}\nmyst_url_schemes = ["http", "https", "javascript"]\n'
    )
    conf = conf.replace(', "linkify"', "")
    text = "{{ effect }} <img src='x.png'> [x](javascript:alert(1)) **x**{#own}"
    site = make_site(
        {
            path_of("acme-one"): review("acme-one", body(prose=text)),
            "index.md": "# Home\n\n{{ effect }}\n",
        },
        conf,
    )
    assert "substituted" in words_of(site.article("/"))
    page = site.article("/products/en/acme-one/")
    assert "{{ effect }}" in words_of(page)
    assert page.find("img") is None
    assert page.find(id="own") is None
    assert not [a for a in page.find_all("a") if "javascript" in a["href"]]


COMMANDS = r"\input{/etc/passwd} \write18{id} <b id=effect> ${x} _a_"
CONTENTS = "# Home\n\n```{review-contents}\n```\n"


def commanding() -> dict[str, str]:
    """Return a site whose review holds commands of other formats, in its summary and its prose."""
    quoted = '"' + COMMANDS.replace("\\", "\\\\") + '"'
    text = body(overview=COMMANDS.replace("\\", "\\\\").replace("<b", "\\<b"))
    return {path_of("acme-one"): review("acme-one", text, summary=quoted), "index.md": CONTENTS}


def test_commands_of_latex_are_text_there(make_site: Callable[..., Site]) -> None:
    """A backslash in a review is a printed backslash in the book, in summary and prose."""
    site = make_site(commanding(), CONF, "latex")
    (book,) = (path.read_text("utf-8") for path in site.out.glob("*.tex"))
    assert book.count(r"\textbackslash{}input\{/etc/passwd\}") == 2
    assert r"\input{/etc" not in book
    assert r"\write18" not in book


def test_commands_stand_as_written_in_text(make_site: Callable[..., Site]) -> None:
    """The plain text shows the commands as they are."""
    site = make_site(commanding(), CONF, "text")
    text = " ".join(site.file("reviews/products/en/acme/acme-one.txt").split())
    assert text.count(r"\input{/etc/passwd} \write18{id} <b id=effect>") == 2


def test_markup_is_text_in_an_e_book(make_site: Callable[..., Site]) -> None:
    """The e-book's page is well-formed and shows the markup as text."""
    site = make_site(commanding(), CONF, "epub")
    (page,) = (path.read_bytes() for path in site.out.rglob("acme-one.xhtml"))
    tree = ElementTree.fromstring(page)  # noqa: S314 - our own output
    assert "".join(tree.itertext()).count("<b id=effect>") >= 2
    assert not [element for element in tree.iter() if element.get("id") == "effect"]


def test_links_of_reviews_that_are_allowed_work(make_site: Callable[..., Site]) -> None:
    """Web addresses, mail, pages of the site and other reviews are links."""
    text = (
        "[w](https://example.org/) [m](mailto:a@example.org) [p](/products/en/acme-two/) "
        "[f](acme-two.md) {product}`acme-two` <https://example.org/auto>"
    )
    files = {
        path_of("acme-one"): review("acme-one", body(overview=text)),
        path_of("acme-two"): review("acme-two"),
    }
    site = make_site(files, CONF)
    links = [
        a["href"]
        for a in site.article("/products/en/acme-one/").find(id="overview").find("p").find_all("a")
    ]
    assert links == [
        "https://example.org/",
        "mailto:a@example.org",
        "../acme-two/",
        "../acme-two/",
        "../acme-two/",
        "https://example.org/auto",
    ]
