"""What a review may contain: the decisions, told from text alone.

A review can come from a stranger. The checker and the parser's guards both ask here, so that one
answer holds before and after parsing. Each function returns the reason why not, or nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .addresses import MAX_PART
from .taken import ending_problem, size_problem

if TYPE_CHECKING:
    from .settings import Settings

MAX_REF = 120
MAX_LINK = 2000
MAX_MATH = 2000
MAX_MATH_DEPTH = 20

SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes that a link or an image may have."""

OWN_DIRECTIVES = frozenset({"score-card", "comparison"})
"""This extension's directives that a review may use; the others are for hand-written pages."""

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg"})

MARKS = frozenset("-._~()+,!'&@=")
"""What beside letters and digits may stand in a part of an address (RFC 3986, unencoded)."""

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)}
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\s*\{([A-Za-z]*\*?)\}")
_COLUMNS = re.compile(r"\s*(?:\[[tcb]\])?\s*\{[lcr|\s]{1,40}\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FILE_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
)


def link_problem(target: str, *, path: str = "", folder: str = "", image: bool = False) -> str:
    """Return why a review may not link to the target, or an empty string.

    ``path`` and ``folder`` are the review's own path and the folder of reviews, both relative to
    the source directory; without them a relative path may not climb at all. ``image`` asks for
    the target of a picture.
    """
    plain = unescape(target).strip(" ")
    if not plain:
        return "has no target"
    if len(plain) > MAX_LINK:
        return f"is longer than {MAX_LINK} characters"
    if "\\" in plain or _INVISIBLE.search(plain):
        return "contains a backslash or an invisible character"
    if image and (":" in plain or plain.startswith("/")):
        return "is not beside the review"
    if scheme := _SCHEME.match(plain):
        return _scheme_problem(scheme[1].lower(), plain)
    if plain.startswith("//"):
        return "leaves out the scheme; write https: before it"
    if plain.lower().startswith("www."):
        return "leaves out the scheme; write https:// before it"
    if plain.startswith(("#", "?")):
        return "" if plain[0] == "#" else "is no address inside the site"
    return _path_problem(unquote(plain.partition("#")[0].partition("?")[0]), path, folder, image)


def _scheme_problem(scheme: str, target: str) -> str:
    if scheme not in SCHEMES:
        return f"has the scheme '{scheme}', which reviews may not use"
    if scheme == "mailto":
        return "" if re.fullmatch(r"mailto:[^@\s:/]+@[^@\s:/]+", target, re.I) else "is no address"
    try:
        host = urlsplit(target).hostname
    except ValueError:
        return "is no well-formed address"
    return "" if host else "names no host"


def _path_problem(target: str, path: str, folder: str, image: bool) -> str:
    """Judge a decoded path without scheme, query and fragment."""
    if "\\" in target or ":" in target or _INVISIBLE.search(target) or "%" in target:
        return "is no plain path inside the site"
    parts = target.split("/")
    suffix = posixpath.splitext(target)[1].lower()
    if target.startswith("/"):
        if ".." in parts or "." in parts:
            return "climbs out of its folder"
        if target.endswith("/") or suffix in IMAGE_SUFFIXES | {".html", ".xml", ".md"}:
            return ""
        suffixed = _FILE_SUFFIX.search(target)
        return "leads to a file that reviews may not link to" if suffixed else "ends without a '/'"
    if ".." in parts:
        base = posixpath.dirname(path)
        reached = posixpath.normpath(posixpath.join("/", base, target))
        climbed = posixpath.normpath(posixpath.join(base, target)).startswith("..")
        home = "/" + folder.strip("/") + "/"
        if not path or not folder or climbed or not reached.startswith(home):
            return "leads outside the folder of reviews"
    if image:
        return picture_name_problem(posixpath.basename(target))
    if suffix in IMAGE_SUFFIXES or suffix == ".md" or not _FILE_SUFFIX.search(target):
        return ""
    return "leads to a file that reviews may not link to"


def picture_name_problem(name: str) -> str:
    """Return why a file name is none that a picture may have, or an empty string.

    Some outputs write the name as it is; in TeX most other characters would mean something.
    """
    if posixpath.splitext(name)[1].lower() not in IMAGE_SUFFIXES:
        return f"is no picture; its name ends in none of {', '.join(sorted(IMAGE_SUFFIXES))}"
    if not all(c.isalnum() or c in "-._+() " for c in name):
        return "has a name with other characters than letters, digits and - . _ + ( )"
    return "" if len(name.encode()) <= MAX_REF else f"has a name longer than {MAX_REF} bytes"


def directive_allowed(name: str, settings: Settings) -> bool:
    """Tell whether a review may use the directive."""
    return name in OWN_DIRECTIVES or name in settings.directives


def role_allowed(name: str, settings: Settings) -> bool:
    """Tell whether a review may use the role; ``review:product`` is ``product``."""
    return name.removeprefix("review:") in settings.roles


def math_problem(tex: str) -> str:
    """Return why a formula may not stand in a review, or an empty string."""
    if len(tex) > MAX_MATH:
        return f"the formula is longer than {MAX_MATH} characters"
    if "^^" in tex or _INVISIBLE.search(tex.replace("\n", " ").replace("\t", " ")):
        return "the formula contains a coded or invisible character"
    if _BLANK_LINE.search(tex):
        return "the formula contains a blank line"
    for name in math_commands(tex):
        if name not in (MATH_COMMANDS if name.isalpha() else _MATH_SYMBOLS):
            return f"the command \\{name} is not allowed in a formula"
    return _environment_problem(tex) or _balance_problem(tex)


def math_commands(tex: str) -> Iterator[str]:
    """Yield the commands of a formula in order, without their backslashes."""
    yield from (match[1] for match in _COMMAND.finditer(tex))
    if len(tex) - len(tex.rstrip("\\")) & 1:
        yield ""


def _environment_problem(tex: str) -> str:
    """Refuse environments that are not listed or do not pair, and columns TeX would calculate."""
    opened: list[str] = []
    for match in _COMMAND.finditer(tex):
        if match[1] not in ("begin", "end"):
            continue
        environment = _ENVIRONMENT.match(tex, match.end())
        if not environment or environment[1] not in MATH_ENVIRONMENTS:
            return "the formula uses an environment that is not allowed"
        if match[1] == "begin":
            opened.append(environment[1])
        elif not opened or opened.pop() != environment[1]:
            return "the environments of the formula do not pair"
        if (
            environment[1] == "array"
            and match[1] == "begin"
            and not _COLUMNS.match(tex, environment.end())
        ):
            return "the columns of the formula's array are not written as l, c, r and |"
    return "the environments of the formula do not pair" if opened else ""


def _balance_problem(tex: str) -> str:
    """Refuse braces that do not pair, which would swallow what follows in print."""
    bare = _COMMAND.sub("  ", tex)
    for character in "%#$":
        if character in bare:
            return f"the formula contains a bare {character}; write \\{character}"
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        if depth < 0 or depth > MAX_MATH_DEPTH:
            break
    return "" if depth == 0 else "the braces of the formula do not pair"


def safe_id(value: str) -> str:
    """Return the id if it is safe in an address and as a file name, else raise ValueError.

    A live site's ids are kept as they are, so letters of any script and ``+`` or brackets pass;
    whatever a path, a shell or a file system reads otherwise does not.
    """
    if not all(c.isalnum() or c in MARKS for c in value) or len(value) > MAX_REF:
        raise ValueError("must be letters, digits and hyphens only")
    if len(value.encode()) > MAX_PART:
        raise ValueError(f"must have at most {MAX_PART} bytes")
    if not value or not value[0].isalnum() or value.endswith(".") or ".." in value:
        raise ValueError("must begin with a letter or digit and not end with a full stop")
    if value.partition(".")[0].casefold() in _RESERVED:
        raise ValueError("must not be a name that an operating system keeps for itself")
    return value


def safe_permalink(value: str) -> str:
    """Return the permalink if it is a plain path inside the site, else raise ValueError."""
    parts = value.removesuffix("/").split("/")
    if parts[0] != "" or not all(parts[1:]) or value == "":
        raise ValueError("must be a path inside the site such as /products/en/some-name/")
    for part in parts[1:]:
        safe_id(part)
    if problem := size_problem(value) or ending_problem(value):
        raise ValueError(problem)
    return value


def permalink_problem(value: str) -> str:
    """Return why the permalink is no plain path inside the site, or an empty string."""
    try:
        safe_permalink(value)
    except ValueError as error:
        return str(error)
    return ""


MATH_ENVIRONMENTS = frozenset(
    """
    aligned alignedat align align* array bmatrix Bmatrix cases equation equation* gathered gather
    gather* matrix pmatrix smallmatrix split vmatrix Vmatrix
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)

_MATH_SYMBOLS = frozenset("\\{},;:!|%&#$_ -/'\"^`~=.><*\n")

MATH_COMMANDS = frozenset(
    """
    begin end Large large LARGE Huge huge normalsize small footnotesize scriptsize tiny
    displaystyle textstyle scriptstyle scriptscriptstyle text textrm textsf texttt textbf
    textit textup mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr
    boldsymbol bm operatorname mbox frac dfrac tfrac cfrac binom dbinom tbinom sqrt root of
    over choose stackrel overset underset overline underline widehat widetilde hat tilde bar
    vec dot ddot acute grave breve check mathring overbrace underbrace overrightarrow
    overleftarrow boxed phantom hphantom vphantom cancel substack left right middle big Big
    bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm langle rangle lfloor
    rfloor lceil rceil lvert rvert lVert rVert lbrace rbrace lbrack rbrack vert Vert backslash
    mid parallel nmid nparallel quad qquad hspace space enspace thinspace medspace thickspace
    negthinspace limits nolimits nonumber alpha beta gamma delta epsilon varepsilon zeta eta
    theta vartheta iota kappa varkappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau
    upsilon phi varphi chi psi omega omicron Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
    Psi Omega times div cdot pm mp ast star circ bullet oplus ominus otimes oslash odot dagger
    ddagger amalg cap cup uplus sqcap sqcup vee wedge land lor lnot neg setminus wr diamond le
    leq ge geq ne neq lt gt ll gg approx equiv sim simeq cong propto doteq asymp prec succ
    preceq succeq subset supset subseteq supseteq in ni notin leqslant geqslant lesssim gtrsim
    perp models vdash dashv not to gets rightarrow leftarrow Rightarrow Leftarrow
    leftrightarrow Leftrightarrow longrightarrow longleftarrow Longrightarrow Longleftarrow
    mapsto longmapsto implies iff uparrow downarrow updownarrow Uparrow Downarrow nearrow
    searrow swarrow nwarrow hookrightarrow hookleftarrow rightharpoonup rightleftharpoons
    xrightarrow xleftarrow sum prod int iint iiint oint coprod bigcup bigcap bigoplus
    bigotimes bigvee bigwedge lim limsup liminf max min sup inf log ln lg exp sin cos tan cot
    sec csc arcsin arccos arctan sinh cosh tanh coth arg deg det dim gcd hom ker Pr bmod pmod
    mod infty partial nabla forall exists nexists emptyset varnothing hbar ell Re Im aleph wp
    angle measuredangle triangle square blacksquare therefore because ldots cdots vdots ddots
    dots dotsb dotsc prime degree checkmark top bot surd flat natural sharp clubsuit
    diamondsuit heartsuit spadesuit hline
    """.split()  # noqa: SIM905 - likewise
)
