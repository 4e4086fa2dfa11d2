"""Hostile files: what they try, and the codes that name them."""

from __future__ import annotations

from support import body, front_matter, review

Text = str | bytes


def with_field(**changes: str) -> str:
    """Return a review whose front matter is hostile."""
    return review(**({"ref": "acme-one"} | changes), text=body())


def with_prose(prose: str) -> str:
    """Return a review whose prose is hostile."""
    return review("acme-one", text=body(advice=prose))


def bomb() -> str:
    """Return front matter in which nine lines of aliases stand for a thousand million words."""
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    return front_matter().replace("---\n", "---\n" + "\n".join(lines) + "\n", 1) + body()


HOSTILE: dict[str, tuple[Text, str]] = {
    # Front matter that is configuration to the parser
    "myst substitutions": (with_field(myst="{substitutions: {a: b}}"), "front-matter.yaml"),
    "myst extensions": (with_field(myst="[html_image]"), "front-matter.key"),
    "html meta": (with_field(html_meta="x"), "front-matter.key"),
    "orphan": (with_field(orphan="true"), "front-matter.key"),
    "tocdepth": (with_field(tocdepth="9"), "front-matter.key"),
    "file wide options": (with_field(nocomments="true"), "front-matter.key"),
    "jupytext": (with_field(jupytext="x"), "front-matter.key"),
    "merge key": (with_field(**{"<<": "{a: b}"}), "front-matter.yaml"),
    "python tag": (with_field(author="!!python/object/apply:os.system [id]"), "front-matter.yaml"),
    "own tag": (with_field(author="!x y"), "front-matter.yaml"),
    "alias bomb": (bomb(), "front-matter.yaml"),
    "one alias": (with_field(author="&a x", image="*a"), "front-matter.yaml"),
    "deep flow": (with_field(tags="[" * 5000 + "]" * 5000), "front-matter.yaml"),
    "deep block": (with_field(tags="\n" + "- " * 5000 + "x"), "front-matter.yaml"),
    "deep indentation": (
        with_field(tags="\n" + "\n".join(" " * n + "- a:" for n in range(1, 400))),
        "front-matter.yaml",
    ),
    "second document": (with_field(author="x\n--- # no\na: b"), "front-matter.yaml"),
    "complex key": (with_field(**{"? [a, b]\n": "x"}), "front-matter.yaml"),
    "huge front matter": (with_field(summary='"' + "a" * 70_000 + '"'), "front-matter.yaml"),
    "long summary": (with_field(summary='"' + "a" * 5_000 + '"'), "front-matter.type"),
    "key twice": (with_field(author="x\nlayout: company"), "front-matter.duplicate"),
    "control characters": (with_field(summary=r'"a\u0007b"'), "front-matter.type"),
    "direction override": (with_field(title=r'"Acme One \u202e"'), "front-matter.type"),
    "not UTF-8": (b"---\nlayout: product\n\xff\xfe---\n", "file.encoding"),
    "UTF-16": (review().encode("utf-16"), "file.encoding"),
    "nul bytes": (b"\0" * 5000, "front-matter.missing"),
    "empty": ("", "front-matter.missing"),
    # Addresses and file names
    "ref climbs": (with_field(ref="../../conf"), "id.unsafe"),
    "ref is absolute": (with_field(ref="/etc/passwd"), "id.unsafe"),
    "ref with a backslash": (with_field(ref="'..\\x'"), "id.unsafe"),
    "ref is a device": (with_field(ref="con"), "id.unsafe"),
    "ref is hidden": (with_field(ref=".htaccess"), "id.unsafe"),
    "ref with markup": (with_field(ref="'\"><script>'"), "id.unsafe"),
    "ref not composed": (with_field(ref="cafe\u0301"), "id.unsafe"),
    "company climbs": (with_field(company_id="../x"), "id.unsafe"),
    "permalink climbs": (with_field(permalink="/products/../../x/"), "permalink.unsafe"),
    "permalink climbs coded": (with_field(permalink="/%2e%2e/x/"), "permalink.unsafe"),
    "permalink with a host": (with_field(permalink="//evil.example/"), "permalink.unsafe"),
    "permalink is an address": (with_field(permalink="javascript:alert(1)"), "permalink.unsafe"),
    "permalink with a query": (with_field(permalink="/x/?a=<b>"), "permalink.unsafe"),
    "permalink ends the tag": (with_field(permalink="'/x\"onload=\"a/'"), "permalink.unsafe"),
    "image from elsewhere": (with_field(image="../../secret.png"), "front-matter.type"),
    "image by address": (with_field(image="https://evil.example/x.png"), "front-matter.type"),
    # Markup in fields, towards each sink
    "HTML in the title": (
        with_field(title='"Acme One <script>alert(1)</script>"'),
        "content.markup",
    ),
    "end of a script in the summary": (with_field(summary='"</script><script>"'), "content.markup"),
    "HTML in the name": (with_field(target_name="<img src=x onerror=alert(1)>"), "content.markup"),
    "HTML in a tag": (with_field(tags='["<b>x</b>"]'), "content.markup"),
    "end of CDATA": (with_field(summary='"]]>"'), "content.markup"),
    "Jinja": (with_field(summary='"{{ config.items() }}"'), "content.markup"),
    "Jinja block": (with_field(author='"{% include x %}"'), "content.markup"),
    "TeX input": (with_field(summary='"\\\\input{/etc/passwd}"'), "content.markup"),
    "TeX shell": (with_field(pros='["\\\\write18{id}"]'), "content.markup"),
    "Typst read": (with_field(summary='"#read(\\"/etc/passwd\\")"'), "content.markup"),
    "Typst import": (with_field(cons='["#import x"]'), "content.markup"),
    "formula cell": (with_field(summary="'=HYPERLINK(\"http://x\")'"), "content.markup"),
    "formula cell with at": (with_field(author="'@SUM(1)'"), "content.markup"),
    "formula cell with minus": (with_field(author="\"-2+3+cmd|' /C calc'!A0\""), "content.markup"),
    "formula cell with plus": (with_field(tags="[\"+cmd|'x'!A0\"]"), "content.markup"),
    "Markdown link": (with_field(summary='"[x](javascript:alert(1))"'), "content.markup"),
    "role in a field": (with_field(summary='"{download}`x`"'), "content.markup"),
    # Directives and roles
    "include": (with_prose("```{include} /etc/passwd\n```"), "content.directive"),
    "include by colons": (with_prose(":::{include} ../conf.py\n:::"), "content.directive"),
    "literalinclude": (with_prose("~~~{literalinclude} x\n~~~"), "content.directive"),
    "raw": (with_prose("```{raw} html\n<script>1</script>\n```"), "content.directive"),
    "eval-rst": (with_prose("```{eval-rst}\n.. raw:: html\n```"), "content.directive"),
    "toctree": (with_prose("```{toctree}\n:glob:\n*\n```"), "content.directive"),
    "own list directive": (with_prose("```{review-list}\n```"), "content.directive"),
    "in a quotation": (with_prose("> ```{include} x\n> ```"), "content.directive"),
    "in a list": (with_prose("- ```{include} x\n  ```"), "content.directive"),
    "in a note": (with_prose("::::{note}\n:::{raw} html\n:::\n::::"), "content.directive"),
    "csv-table": (with_prose("```{csv-table}\n:file: /etc/passwd\n```"), "content.directive"),
    "download": (with_prose("{download}`../conf.py`"), "content.role"),
    "raw role": (with_prose("{raw-html}`<b>`"), "content.role"),
    "eval role": (with_prose("{eval}`1`"), "content.role"),
    "document role": (with_prose("{doc}`/index`"), "content.role"),
    # Links and pictures
    "javascript": (with_prose("[x](javascript:alert(1))"), "content.link"),
    "javascript in other case": (with_prose("[x](JaVaScRiPt:alert(1))"), "content.link"),
    "javascript coded": (with_prose("[x](&#106;avascript:alert(1))"), "content.link"),
    "javascript with a tab": (with_prose("[x](<java\tscript:alert(1)>)"), "content.link"),
    "picture from elsewhere": (with_prose("![x](https://example.org/x.png)"), "content.link"),
    "picture by address": (with_prose("![x](/products/x.png)"), "content.link"),
    "data": (with_prose("[x](data:text/html;base64,PHNjcmlwdD4=)"), "content.link"),
    "file": (with_prose("[x](file:///etc/passwd)"), "content.link"),
    "vbscript by definition": (with_prose("[x]\n\n[x]: vbscript:x"), "content.link"),
    "autolink": (with_prose("<javascript:alert(1)>"), "content.link"),
    "climbing link": (with_prose("[x](../../../../../conf.py)"), "content.link"),
    "climbing link coded": (
        with_prose("[x](%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/x.md)"),
        "content.link",
    ),
    "absolute file": (with_prose("[x](/conf.py)"), "content.link"),
    "file without suffix": (with_prose("[x](/Makefile)"), "content.link"),
    "no scheme": (with_prose("[x](//evil.example/)"), "content.link"),
    "climbing picture": (with_prose("![x](../../../../../secret.png)"), "content.link"),
    "picture by script": (with_prose("![x](javascript:alert(1))"), "content.link"),
    "project link": (with_prose("<project:../conf.py>"), "content.link"),
    # Formulas
    "TeX input in a formula": (with_prose("$$ \\input{/etc/passwd} $$"), "content.math"),
    "TeX definition": (with_prose("$$ \\def\\x{\\x\\x}\\x $$"), "content.math"),
    "TeX link": (with_prose("$$ \\href{javascript:alert(1)}{x} $$"), "content.math"),
    "TeX style": (with_prose("$$ \\style{position:fixed}{x} $$"), "content.math"),
    "TeX class in a line": (with_prose("so $\\class{x}{y}$ it is"), "content.math"),
    "TeX coded": (with_prose("$$ ^^5cinput{x} $$"), "content.math"),
    "TeX ends the formula": (with_prose("$$ x}\\end{document} $$"), "content.math"),
    "math role": (with_prose("{math}`\\input{x}`"), "content.math"),
    "unpaired braces": (with_prose("$$ \\text{x $$"), "content.math"),
    # HTML and templates
    "script": (with_prose("<script>alert(1)</script>"), "content.html"),
    "open script": (with_prose("<script\nsrc=x"), "content.html"),
    "event handler": (with_prose('a <b onclick="x">b</b>'), "content.html"),
    "comment": (with_prose("<!-- hidden -->"), "content.html"),
    "processing instruction": (with_prose("<?php x ?>"), "content.html"),
    "html in a link text": (with_prose("[<img src=x>](https://example.org/)"), "content.html"),
    "html in a heading": (with_prose("### a <i>b</i>"), "content.html"),
    "html in a table": (with_prose("| a |\n|---|\n| <b>x</b> |"), "content.html"),
    "html behind a code span": (with_prose("` a\nb ` <b>x</b> ` c"), "content.html"),
    "template": (with_prose("{{ config }}"), "content.markup"),
    "template block": (with_prose("{% include 'x' %}"), "content.markup"),
    # Size
    "deep quotation": (with_prose(">" * 3000 + " x"), "content.size"),
    "deep list": (with_prose("- " * 3000 + "x"), "content.size"),
    "deep brackets": (with_prose("[" * 3000), "content.size"),
    "deep indentation in prose": (with_prose(" " * 3000 + "- x"), "content.size"),
    "one huge line": (with_prose("word " * 20_000), "content.size"),
    # Characters
    "reversed text": (with_prose("a \u202e b"), "text.invisible"),
    "bell": (with_prose("a \x07 b"), "text.invisible"),
    "tag characters": (with_prose("a \U000e0041\U000e0042 b"), "text.invisible"),
}
