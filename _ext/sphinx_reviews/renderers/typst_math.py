"""Formulas: the TeX that reviews may contain, as calls of Typst's mathematical functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .typst import Code, call, quote

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|.", re.DOTALL)


class UnknownFormula(Exception):  # noqa: N818 - it names what was found
    """A formula holds a command that has no counterpart here."""


def formula(tex: str) -> Code:
    """Return a formula's body; raise UnknownFormula for what cannot be set."""
    parser = _Parser(tex)
    body = parser.row(frozenset())
    if parser.rest():
        raise UnknownFormula(parser.rest()[0])
    return body


class _Parser:
    """Recursive descent over the tokens; each method returns the source of what it consumed."""

    def __init__(self, tex: str) -> None:
        self.tokens = [part for part in _TOKEN.findall(tex) if not part.isspace()]
        self.spaced = _TOKEN.findall(tex)
        self.position = 0

    def rest(self) -> Sequence[str]:
        return self.tokens[self.position :]

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        part = self.peek()
        if not part:
            raise UnknownFormula("the end of the formula")
        self.position += 1
        return part

    def row(self, ends: frozenset[str]) -> Code:
        """Read up to an end part, which stays."""
        parts: list[str] = []
        while self.peek() and self.peek() not in ends:
            parts.append(self.scripted())
        return _join(parts)

    def scripted(self) -> Code:
        """Read an atom with what stands above and below it."""
        if self.peek() in ("\\limits", "\\nolimits", "\\nonumber", "\\displaystyle", "\\textstyle"):
            self.take()
            return Code("[]")
        base = Code("[]") if self.peek() in "^_" else self.atom()
        while self.peek() in ("\\limits", "\\nolimits"):
            self.take()
        scripts: dict[str, Code] = {}
        while self.peek() in ("^", "_", "'"):
            sign = self.take()
            if sign == "'":
                scripts["t"] = _join([scripts.get("t", Code("[]")), _symbol("′")])
            else:
                scripts["t" if sign == "^" else "b"] = self.atom()
        return call("math.attach", base, **scripts) if scripts else base

    def atom(self) -> Code:
        """Read one character, group or command."""
        part = self.take()
        if part == "{":
            body = self.row(frozenset("}"))
            self.expect("}")
            return body
        if part in ("}", "^", "_"):
            raise UnknownFormula(part)
        if part == "&":
            return Code("$&$.body")
        if not part.startswith("\\"):
            return self.characters(part)
        return self.command(part[1:])

    def characters(self, first: str) -> Code:
        """Read a number as a whole, so that its digits are not spaced as symbols."""
        if not first.isdigit():
            return _symbol({"*": "∗", "-": "−", "~": "\u00a0"}.get(first, first))
        while self.peek().isdigit() or (self.peek() in (".", ",") and self._digit_after()):
            first += self.take()
        return quote(first)

    def _digit_after(self) -> bool:
        after = self.tokens[self.position + 1 : self.position + 2]
        return bool(after) and after[0].isdigit()

    def expect(self, part: str) -> None:
        if self.take() != part:
            raise UnknownFormula(part)

    def command(self, name: str) -> Code:
        """Read a command's arguments and return its call."""
        if name in SYMBOLS:
            return _symbol(SYMBOLS[name])
        if name in OPERATORS:
            return call("math.op", name, limits=name in ("lim", "max", "min", "sup", "inf"))
        if name in SPACES:
            return Code(f"h({SPACES[name]}em)")
        if name in STYLES:
            return Code(f"{STYLES[name]}({self.atom()})")
        if name in ACCENTS:
            return call("math.accent", self.atom(), ACCENTS[name])
        if name in SIZES:
            return Code("[]")
        if name.startswith(("big", "Big")):
            return self.delimiter()
        read = COMMANDS.get(name)
        if read is None:
            raise UnknownFormula(f"\\{name}")
        return read(self)

    def text(self) -> Code:
        """Read a group as words; blanks count in it."""
        self.expect("{")
        parts: list[str] = []
        depth = 1
        while depth:
            part = self.take()
            depth += (part == "{") - (part == "}")
            if depth:
                parts.append(part)
        return self._spaced(parts)

    def _spaced(self, parts: list[str]) -> Code:
        """Return the words with the blanks they were written with."""
        used, index = 0, 0
        while index < len(self.spaced) and used < self.position - 1 - len(parts):
            used += not self.spaced[index].isspace()
            index += 1
        words: list[str] = []
        wanted = len(parts)
        while wanted:
            part = self.spaced[index]
            wanted -= not part.isspace()
            words.append(" " if part.isspace() else part)
            index += 1
        plain = "".join(words)
        return call("text", re.sub(r"\\(.)", r"\1", plain))

    def delimiter(self) -> Code:
        part = self.take()
        sign = DELIMITERS.get(part.removeprefix("\\"), part)
        return Code("[]") if sign == "." else _symbol(sign)

    def fenced(self) -> Code:
        """Read a formula between growing brackets."""
        opening = self.delimiter()
        body = self.row(frozenset({"\\right"}))
        self.expect("\\right")
        return Code(f"math.lr({_join([opening, body, self.delimiter()])})")

    def root(self) -> Code:
        """Read a root, of any degree."""
        if self.peek() == "[":
            self.take()
            index = self.row(frozenset("]"))
            self.expect("]")
            return Code(f"math.root({index}, {self.atom()})")
        return Code(f"math.sqrt({self.atom()})")

    def environment(self) -> Code:
        """Read an environment up to its end."""
        name = self.name()
        rows = [[self.row(_CELL_ENDS)]]
        while self.peek() != "\\end":
            if self.take() == "&":
                rows[-1].append(self.row(_CELL_ENDS))
            else:
                rows.append([self.row(_CELL_ENDS)])
        self.take()
        self.expect("{")
        while self.take() != "}":
            pass
        return _environment(name, rows)

    def name(self) -> str:
        self.expect("{")
        parts: list[str] = []
        while self.peek() != "}":
            parts.append(self.take())
        self.take()
        return "".join(parts)

    def pair(self, function: str) -> Code:
        first = self.atom()
        return Code(f"{function}({first}, {self.atom()})")


_CELL_ENDS = frozenset({"&", "\\\\", "\\end"})


def _join(parts: Sequence[str]) -> Code:
    return Code("{ " + "; ".join(parts) + " }") if parts else Code("[]")


def _symbol(text: str) -> Code:
    return Code(f"[#symbol({quote(text)})]")


def _environment(name: str, rows: list[list[Code]]) -> Code:
    plain = name.rstrip("*")
    if plain in ("cases",):
        lines = ", ".join(_join(_separated(row, "h(1em)")) for row in rows)
        return Code(f"math.cases({lines})")
    if plain.endswith("matrix") or plain == "array":
        fence = {"p": "(", "b": "[", "B": "{", "v": "|", "V": "‖"}.get(plain[0], "")
        cells = ", ".join("(" + "".join(f"{cell}, " for cell in row) + ")" for row in rows)
        delimiter = quote(fence) if fence and plain != "array" else Code("none")
        return Code(f"math.mat(delim: {delimiter}, {cells})")
    aligned = [_join(_separated(row, "$&$.body")) for row in rows]
    return _join(_separated(aligned, "linebreak()"))


def _separated(parts: Sequence[Code], between: str) -> list[str]:
    spread: list[str] = []
    for part in parts:
        spread += [between, part] if spread else [part]
    return spread


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω omicron ο Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ
    Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘
    bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ dagger † ddagger ‡ amalg ⨿ cap ∩ cup ∪
    uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ wedge ∧ land ∧ lor ∨ lnot ¬ neg ¬ setminus ∖ wr ≀ diamond ⋄
    le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅
    propto ∝ doteq ≐ asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆
    supseteq ⊇ in ∈ ni ∋ notin ∉ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ perp ⟂ models ⊧ vdash ⊢
    dashv ⊣ to → gets ← rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔
    Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸ mapsto ↦
    longmapsto ⟼ implies ⟹ iff ⟺ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓
    nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀
    rightleftharpoons ⇌ sum ∑ prod ∏ int ∫ iint ∬ iiint ∭ oint ∮ coprod ∐ bigcup ⋃ bigcap ⋂
    bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃
    nexists ∄ emptyset ∅ varnothing ∅ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ wp ℘ angle ∠
    measuredangle ∡ triangle △ square □ blacksquare ■ therefore ∴ because ∵ ldots … cdots ⋯
    vdots ⋮ ddots ⋱ dots … dotsb ⋯ dotsc … prime ′ degree ° checkmark ✓ top ⊤ bot ⊥ surd √ flat ♭
    natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ langle ⟨ rangle ⟩ lfloor ⌊
    rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ | ‖ lbrace { rbrace }
    { { } } lbrack [ rbrack ] backslash \\ mid ∣ parallel ∥ nmid ∤ nparallel ∦ % % $ $ # # & & _ _
    """
)
"""Commands that stand for one character."""

OPERATORS = frozenset(
    """
    lim limsup liminf max min sup inf log ln lg exp sin cos tan cot sec csc arcsin arccos arctan
    sinh cosh tanh coth arg deg det dim gcd hom ker Pr mod bmod
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)

SPACES = {
    "quad": "1", "qquad": "2", "hspace": "1", "space": "0.25", "enspace": "0.5",
    "thinspace": "0.17",
    "medspace": "0.22", "thickspace": "0.28", "negthinspace": "-0.17", ",": "0.17", ":": "0.22",
    ";": "0.28", "!": "-0.17", " ": "0.25", ">": "0.22", "~": "0.25",
}  # fmt: skip

STYLES = {
    "mathrm": "math.upright", "mathbf": "(it => math.upright(math.bold(it)))",
    "mathit": "math.italic", "mathsf": "math.sans",
    "mathtt": "math.mono", "mathcal": "math.cal", "mathscr": "math.scr", "mathbb": "math.bb",
    "mathfrak": "math.frak", "boldsymbol": "math.bold", "bm": "math.bold", "phantom": "hide",
    "hphantom": "hide", "vphantom": "hide", "overline": "math.overline",
    "underline": "math.underline",
    "overbrace": "math.overbrace", "underbrace": "math.underbrace", "cancel": "math.cancel",
    "boxed": "box.with(stroke: 0.5pt, inset: 3pt)", "substack": "", "displaystyle": "math.display",
}  # fmt: skip

ACCENTS = {
    "hat": "̂", "widehat": "̂", "tilde": "̃", "widetilde": "̃", "bar": "̄", "vec": "⃗", "dot": "̇",
    "ddot": "̈", "acute": "́", "grave": "̀", "breve": "̆", "check": "̌", "mathring": "̊",
    "overrightarrow": "⃗", "overleftarrow": "⃖",
}  # fmt: skip

SIZES = frozenset(
    """
    Large large LARGE Huge huge normalsize small footnotesize scriptsize tiny textstyle scriptstyle
    scriptscriptstyle middle
    """.split()  # noqa: SIM905 - likewise
)

DELIMITERS = {**SYMBOLS, "lbrace": "{", "rbrace": "}", ".": "."}

COMMANDS: dict[str, Callable[[_Parser], Code]] = {
    **dict.fromkeys(("text", "textrm", "textup", "mbox", "textit"), _Parser.text),
    "textbf": lambda p: Code(f"strong({p.text()})"),
    "textsf": _Parser.text,
    "texttt": _Parser.text,
    "operatorname": lambda p: Code(f"math.op({p.text()})"),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), lambda p: p.pair("math.frac")),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), lambda p: p.pair("math.binom")),
    "sqrt": _Parser.root,
    "left": _Parser.fenced,
    "begin": _Parser.environment,
    "overset": lambda p: _stacked(p, "t"),
    "stackrel": lambda p: _stacked(p, "t"),
    "underset": lambda p: _stacked(p, "b"),
    "xrightarrow": lambda p: call("math.attach", _symbol("→"), t=p.atom()),
    "xleftarrow": lambda p: call("math.attach", _symbol("←"), t=p.atom()),
    "pmod": lambda p: _join([_symbol("("), quote("mod "), p.atom(), _symbol(")")]),
}


def _stacked(parser: _Parser, where: str) -> Code:
    script = parser.atom()
    return call("math.attach", Code(f"math.limits({parser.atom()})"), **{where: script})
