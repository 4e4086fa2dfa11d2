"""The one Markdown of reviews: CommonMark with tables, formulas, terms, footnotes and roles."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, make_fence_rule
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ..adapters.markdown_it_private import rule_of
from .shortcuts import shorten

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def tokens(text: str, known: MutableMapping[str, object] | None = None) -> list[Token]:
    """Return the tokens of a review's body; ``known`` keeps the targets of links and footnotes."""
    return _parser().parse(text, known)


def line_tokens(text: str, known: MutableMapping[str, object]) -> list[Token]:
    """Return the tokens of a text within a line."""
    return _parser().parseInline(text, known)[0].children or []


def block_tokens(text: str) -> list[Token]:
    """Return the tokens of a body's blocks, whose lines of text are not looked into."""
    return _block_parser().parse(text)


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    parser = _new_parser()
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the one parser; making one costs as much as parsing a page."""
    return _new_parser()


def _new_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(myst_role_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_digits=False, double_inline=True)
    fence = make_fence_rule(markers=(":",), token_type="colon_fence")  # noqa: S106 - no secret
    among = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "colon_fence", fence, {"alt": among})
    parser.use(deflist_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    return shorten(tame(parser))


def tame(parser: MarkdownIt) -> MarkdownIt:
    """Keep prices from being formulas and entries of the references from being definitions."""
    formula = rule_of(parser.inline.ruler, "math_inline")

    def math_inline(state: StateInline, silent: bool) -> bool:
        """Take ``$…$`` for a formula only where it looks like one: ``$5 or $6`` are prices."""
        begin = state.pos
        if not formula(state, True):
            return False
        span = state.src[begin : state.pos]
        state.pos = begin
        return any(c in span for c in "\\^_{") and bool(formula(state, silent))

    parser.inline.ruler.at("math_inline", math_inline)
    block = parser.block.ruler
    block.at("reference", _unless_numbered(rule_of(block, "reference")))
    if "footnote_def" in block.get_active_rules():
        note = _unless_numbered(rule_of(block, "footnote_def"))
        block.at("footnote_def", note, {"alt": ["paragraph", "reference"]})
    return parser


def _unless_numbered(rule: BlockRule) -> BlockRule:
    """Return a rule that leaves ``[1]: …`` and ``[^1]: …`` to the references."""

    def named(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
        """Define what has a name; a number is that of an entry."""
        line = state.src[state.bMarks[begin] + state.tShift[begin] : state.eMarks[begin]]
        label = line.partition("]")[0].removeprefix("[").removeprefix("^").strip()
        return not label.isdigit() and rule(state, begin, end, silent)

    return named
