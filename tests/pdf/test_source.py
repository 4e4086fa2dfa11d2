"""Text in Typst source: whatever it contains, it is text."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_reviews.model.text import drawable
from sphinx_reviews.renderers.typst import Code, block, call, flow, quote, value
from sphinx_reviews.renderers.typst_math import UnknownFormula, formula

ANY = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = st.text(st.sampled_from(list("#$*_`<>@=-+/\\\"[](){}~^&%'\n\r\t ;:,.|!aあ\u200b\u2028")))


def evaluated(expression: str) -> object:
    """Return what Typst makes of an expression, as its JSON export gives it."""
    source = f"#metadata({expression}) <it>".encode()
    return json.loads(
        typst.query(source, "<it>", field="value", one=True, ignore_system_fonts=True)
    )


@given(ANY | HOSTILE)
@example("\\")
@example('"')
@example('\\"')
@example("\\u{41} #panic(1) $x$ *a* _b_ `c` @d <e> // f\n= g")
@settings(max_examples=120, deadline=None)
def test_any_text_is_a_literal(text: str) -> None:
    """Typst reads back the text that was quoted, whatever it holds that a font can draw."""
    assert evaluated(quote(text)) == drawable(text)


@given(st.lists(st.tuples(ANY, HOSTILE), max_size=4))
@settings(max_examples=40, deadline=None)
def test_data_keep_their_shape(pairs: list[tuple[str, str]]) -> None:
    """Lists, pairs and mappings arrive in Typst with the same shape and the same prose."""
    expected = [[drawable(flow(a)), {"k": drawable(flow(b))}] for a, b in pairs]
    assert evaluated(value([(a, {"k": b}) for a, b in pairs])) == expected


def test_scalars() -> None:
    """Numbers, truth values, nothing and dates have their Typst forms."""
    given = (None, True, 3, 0.25, Decimal("1.50"), date(2026, 3, 5))
    assert [str(value(item)) for item in given] == [
        "none", "true", "3", "0.25", "1.5", "datetime(year: 2026, month: 3, day: 5)",
    ]  # fmt: skip


def test_unknown_types_are_refused() -> None:
    """A value without a Typst form is an error, not its ``repr``."""
    with pytest.raises(TypeError, match="object"):
        value(object())


def test_calls() -> None:
    """Arguments of a call are values; named ones take hyphens; code stands as it is."""
    made = call("f", 'a"b', Code("x"), text_of=1)
    assert made == 'f("a\\"b", x, text-of: 1)'
    assert block([]) == "[]"


def test_lone_surrogates_become_a_mark() -> None:
    """A lone surrogate, which no file can hold, becomes the replacement character."""
    assert quote("a\ud800b") == '"a\ufffdb"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one two"),
        ("one  \t two", "one two"),
        ("日本\n語", "日本語"),
        ("日本\nand", "日本 and"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_line_breaks_in_prose(text: str, expected: str) -> None:
    """A line break in the source is a blank, and nothing between two wide characters."""
    assert flow(text) == expected


FORMULAS = [
    r"E = mc^2",
    r"\frac{176}{1549.99} = 0.11",
    r"\sqrt[3]{x_1^2 + y'} \cdot \hat{x}",
    r"20\log_{10}\left(\frac{p}{p_0}\right)\text{ dB SPL}",
    r"\sum_{i=1}^{n} x_i \leq \infty",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
    r"f(x)=\begin{cases}1 & x>0\\0 & \text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b\\&=c\end{aligned}",
    r"\mathbf{v}\in\mathbb{R} \quad 5\,\%",
    r"\Large \text{0.8}",
    r"\overset{!}{=} \binom{n}{k} \big( \operatorname{sgn} x \big)",
]


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_compile(tex: str) -> None:
    """Each formula becomes source that Typst sets without a warning."""
    source = f'#set document(title: "x")\n#math.equation({formula(tex)}, alt: {quote(tex)})'
    _, warnings = typst.compile_with_warnings(
        source.encode(), ignore_system_fonts=True, pdf_standards="ua-1"
    )
    assert [str(warning) for warning in warnings] == []


@pytest.mark.parametrize("tex", [r"\unknown", r"\frac{1}", "{", "}", r"\left(", r"\begin{pmatrix}"])
def test_other_formulas_are_refused(tex: str) -> None:
    """A formula that cannot be set is named, never set wrongly."""
    with pytest.raises(UnknownFormula):
        formula(tex)


@given(HOSTILE)
@settings(max_examples=80, deadline=None)
def test_words_in_formulas_are_inert(text: str) -> None:
    """Text within a formula becomes a string literal or is refused."""
    try:
        made = formula(r"\text{" + text + "}")
    except UnknownFormula:
        return
    typst.compile(f"#math.equation({made})".encode(), ignore_system_fonts=True)


def test_the_worker_stands_alone() -> None:
    """The worker starts without the package, so that its memory is Typst's alone."""
    from sphinx_reviews.books.typesetter import WORKER

    probe = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='probe'); print(*sys.modules)"
    command = [sys.executable, "-c", probe, str(WORKER)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"sphinx_reviews", "sphinx", "docutils"} & set(loaded)
