"""The parts of a line: emphasis, code, links, formulas, citations, bare addresses, roles."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.token import Token

from ..model.body import CITATION, URL, may_cite, trim_url
from ..model.diagnostics import Code
from ..model.foreign import STRAIGHT_ROLES
from ..model.pictures import reached
from ..model.safety import link_problem, math_problem, role_allowed
from . import tree

if TYPE_CHECKING:
    from .read import Reader

_NUMBER = re.compile(r"\d+")
_NAMED = re.compile(r"(.+?)\s*<([^<>]*)>", re.DOTALL)
_ABBREVIATION = re.compile(r"(.*?)\s*\(([^()]+)\)\s*", re.DOTALL)
_SHORTEST_ADDRESS = len("https://a.b")

LINKS = ("product", "company", "tag")


class InlineReader:
    """Reads one run of inline tokens.

    ``linked`` says whether citations and addresses are linked in it, ``listing`` whether it lists
    sources: there, addresses are linked, in code as well.
    """

    def __init__(self, owner: Reader, line: int, *, linked: bool, listing: bool = False) -> None:
        """Prepare for a run that begins at a line of the file."""
        self.owner = owner
        self.line = line
        self.linked = linked
        self.listing = listing
        self.depth = 0

    def read(self, tokens: Sequence[Token]) -> tree.Inlines:
        """Return the parts; neighbouring texts are one."""
        if len(tokens) == 1 and tokens[0].type == "text":
            return tuple(self._text(tokens[0].content)) if tokens[0].content else ()
        stack: list[tuple[Token | None, int, list[tree.Inline]]] = [(None, self.line, [])]
        text: list[str] = []

        def flush() -> None:
            if text:
                stack[-1][2].extend(self._text("".join(text)))
                text.clear()

        for token in tokens:
            kind = token.type
            if kind == "text" or kind == "text_special":
                text.append(token.content)
            elif kind == "softbreak":
                text.append("\n")
                self.line += 1
            elif token.nesting > 0:
                flush()
                self.depth += kind == "link_open"
                stack.append((token, self.line, []))
            elif token.nesting < 0:
                flush()
                opening, line, parts = stack.pop()
                self.depth -= kind == "link_close"
                stack[-1][2].extend(self._wrapped(opening, line, tuple(parts)))
            else:
                flush()
                stack[-1][2].extend(self._single(token))
                self.line += (kind == "hardbreak") + token.content.count("\n")
        flush()
        return tuple(stack[0][2])

    def _wrapped(
        self, opening: Token | None, line: int, parts: tree.Inlines
    ) -> Iterator[tree.Inline]:
        if opening is None or (self.depth and opening.type == "link_open"):
            # A link within a link is its text: HTML has none.
            yield from parts
        elif opening.type == "link_open":
            yield from self._link(opening, line, parts)
        else:
            yield tree.Wrapped("strong" if opening.type == "strong_open" else "emphasis", parts)

    def _single(self, token: Token) -> Iterator[tree.Inline]:
        match token.type:
            case "code_inline":
                yield self._code(token.content)
            case "hardbreak":
                yield tree.Break()
            case "math_inline" | "math_inline_double":
                yield self._formula(token.content)
            case "image":
                yield self._picture(token)
            case "html_inline":
                yield from self._html(token.content)
            case "footnote_ref":
                yield self.owner.notes.mark(str(token.meta["label"]))
            case "myst_role":
                yield self._role(str(token.meta["name"]), token.content)
            case _:
                self._refuse(Code.CONTENT_NODE, "reviews may not contain this", token.type)
                yield tree.Text(token.content)

    def _refuse(self, code: Code, message: str, value: str, line: int = 0) -> None:
        self.owner.refuse(code, line or self.line, message, value)

    def _html(self, html: str) -> Iterator[tree.Inline]:
        if html.startswith("<!--") and html.endswith("-->"):
            return
        self._refuse(Code.CONTENT_HTML, "raw HTML", html)
        yield tree.Text(html)

    def _code(self, text: str) -> tree.Inline:
        code = tree.Code(text)
        whole = self.listing and not self.depth and URL.fullmatch(text) and trim_url(text) == text
        return tree.Link("web", text, (code,), bare=True) if whole else code

    def _formula(self, tex: str) -> tree.Inline:
        if problem := math_problem(tex):
            self._refuse(Code.CONTENT_MATH, problem, tex)
            return tree.Code(tex)
        return tree.Formula(tex, False, self.line)

    def _role(self, name: str, content: str) -> tree.Inline:
        plain = name.removeprefix("review:")
        if not role_allowed(name, self.owner.settings):
            self._refuse(Code.CONTENT_ROLE, "this role is not allowed", name)
            return tree.Code(f"{{{name}}}`{content}`")
        if plain not in STRAIGHT_ROLES:
            return tree.Role(name, content, self.line)
        if plain in LINKS:
            match = _NAMED.fullmatch(content)
            text, ref = (match[1], match[2]) if match else ("", content)
            return tree.Named(plain, ref.strip(), text, self.line)
        if plain == "math":
            return self._formula(content)
        if plain == "abbr":
            match = _ABBREVIATION.fullmatch(content)
            return tree.Abbreviation(match[1], match[2]) if match else tree.Text(content)
        how = {"sub": "sub", "sup": "sup"}.get(plain, "kbd")
        return tree.Marked(how, content)  # type: ignore[arg-type]

    # Links and pictures

    def _problem(self, target: str, *, image: bool = False) -> str:
        review, settings = self.owner.review, self.owner.settings
        return link_problem(target, path=review.path, folder=settings.folder, image=image)

    def _link(self, token: Token, line: int, parts: tree.Inlines) -> Iterator[tree.Inline]:
        target = str(token.attrs.get("href", ""))
        title = str(token.attrs.get("title", ""))
        if problem := self._problem(target):
            self._refuse(Code.CONTENT_LINK, f"this link {problem}", target, line)
            yield from parts
            return
        # A link without a text would be there for nobody.
        parts = parts or (tree.Text(target),)
        path, _, fragment = target.partition("#")
        if not path:
            yield tree.Link("here", "", parts, fragment, title)
        elif path.startswith("/"):
            yield tree.Link("site", path, parts, fragment, title)
        elif ":" in path.partition("/")[0]:
            yield tree.Link("web", target, parts, "", title)
        else:
            yield tree.Link("file", self._docname(path), parts, fragment, title)

    def _docname(self, path: str) -> str:
        base = posixpath.dirname(self.owner.review.path)
        return posixpath.normpath(posixpath.join(base, unquote(path))).removesuffix(".md")

    def _picture(self, token: Token) -> tree.Inline:
        target = str(token.attrs.get("src", ""))
        if problem := self._problem(target, image=True):
            self._refuse(Code.CONTENT_LINK, f"this picture {problem}", target)
            return tree.Code(token.content or target)
        path = reached(target, self.owner.review.path)
        self.owner.asked[path] = None
        if path not in self.owner.pictures:
            message = "no picture that may be published stands there"
            self._refuse(Code.CONTENT_PICTURE, message, target)
            return tree.Code(token.content or target)
        return tree.Picture(path, token.content, str(token.attrs.get("title", "")), self.line)

    # Plain text

    def _text(self, text: str) -> Iterator[tree.Inline]:
        """Cut a text at its bare addresses and its citations; inside a link there are none."""
        if self.depth or not (self.linked or self.listing):
            yield tree.Text(text)
        elif "://" not in text:
            yield from self._cited(text)
        else:
            yield from self._addressed(text)

    def _addressed(self, text: str) -> Iterator[tree.Inline]:
        end = 0
        for match in URL.finditer(text):
            url = trim_url(match[0])
            if len(url) < _SHORTEST_ADDRESS:
                continue
            yield from self._cited(text[end : match.start()])
            yield tree.Link("web", url, (tree.Text(url),), bare=True)
            end = match.start() + len(url)
        yield from self._cited(text[end:])

    def _cited(self, text: str) -> Iterator[tree.Inline]:
        if not self.linked or not may_cite(text):
            if text:
                yield tree.Text(text)
            return
        end = 0
        for begin, stop, number in _citations(text):
            if number not in self.owner.known:
                continue
            if begin > end:
                yield tree.Text(text[end:begin])
            first = number not in self.owner.cited
            self.owner.cited.add(number)
            yield tree.Citation(number, text[begin:stop], first)
            end = stop
        if end < len(text):
            yield tree.Text(text[end:])


def _citations(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, stop, number): of ``[3]`` with its brackets, of ``[1, 2]`` each number."""
    for match in CITATION.finditer(text):
        if match[1].isdigit():
            yield *match.span(), int(match[1])
            continue
        for digits in _NUMBER.finditer(text, match.start(), match.end()):
            yield *digits.span(), int(digits[0])
