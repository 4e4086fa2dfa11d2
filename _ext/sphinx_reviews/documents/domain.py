"""The ``review`` domain: products, companies and tags as objects that pages and projects link to.

The objects come from the catalogue alone. The environment stores only what each page asks for
(its blocks and the refs it names), so that both can be checked on every build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from ..model.addresses import TagPage
from ..model.blocks import Block, BlockView, block_view
from ..model.catalogue import Catalogue
from ..model.languages import Language, language_of
from ..model.memo import Memo
from ..model.records import Review
from ..model.views import fingerprint
from .build import Build
from .places import PLACES, resolved

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .build import BlockRenderer

_views: Memo[Catalogue, Block, BlockView] = Memo()


@dataclass(frozen=True, slots=True)
class Use:
    """A ref that a page names: by which role or directive, and on which line.

    The line is 0 where the rules tell of a ref that no review has.
    """

    kind: str
    ref: str
    lang: str
    line: int


class ReviewDomain(Domain):
    """Products, companies and tags."""

    name = "review"
    label = "Review"
    object_types = {  # noqa: RUF012 - declared so by the base class
        "product": ObjType("product", "product"),
        "company": ObjType("company", "company"),
        "tag": ObjType("tag", "tag"),
    }
    initial_data = {"blocks": {}, "uses": {}, "sources": {}, "contents": {}}  # noqa: RUF012 - declared so by the base class
    data_version = 3

    build: Build
    """Set when the builder is ready; lives outside the pickled environment."""

    @property
    def catalogue(self) -> Catalogue:
        """Return the build's catalogue."""
        return self.build.catalogue

    @property
    def builder(self) -> Builder:
        """Return the builder that runs."""
        return self.build.builder

    @property
    def html(self) -> BlockRenderer:
        """Return what draws blocks as HTML."""
        return self.build.html

    @property
    def blocks(self) -> dict[str, list[Block]]:
        """Return the blocks each document asks for."""
        return cast("dict[str, list[Block]]", self.data["blocks"])

    @property
    def uses(self) -> dict[str, list[Use]]:
        """Return the refs each document names."""
        return cast("dict[str, list[Use]]", self.data["uses"])

    @property
    def sources(self) -> dict[str, str]:
        """Return the hash of the bytes that each document was last read from."""
        return cast("dict[str, str]", self.data["sources"])

    def language(self, code: str) -> Language:
        """Return a language as this site's readers meet it."""
        return language_of(self.catalogue, code)

    def view(self, block: Block) -> BlockView:
        """Return what a document's block shows; looked up once, to compare it and to draw it."""
        return _views.of(self.catalogue, block, lambda: block_view(self.catalogue, block))

    def slice(self, docname: str) -> str:
        """Return a hash of all that a document shows of the catalogue."""
        blocks = [self.view(block) for block in self.blocks.get(docname, ())]
        targets = [self.find(u.kind, u.ref, u.lang) for u in self.uses.get(docname, ())]
        documents = [self.catalogue.by_docname.get(u.ref) for u in self.uses.get(docname, ())]
        views = [
            (t.docname, t.title, t.target_name, t.permalink) if t else None
            for t in (*targets, *documents)
        ]
        return fingerprint((blocks, views))

    def languages_in(self, docname: str) -> set[str]:
        """Return the languages whose reviews a document's blocks may show."""
        blocks = self.blocks.get(docname, ())
        if any(block.what in ("head", "context") for block in blocks):
            return set(self.catalogue.settings.languages)  # its translations stand there too
        return {lang for block in blocks for lang in (block.lang, block.query.lang)}

    def note_block(self, block: Block) -> None:
        """Remember that a document asks for a block."""
        self.blocks.setdefault(block.docname, []).append(block)

    def note_use(self, docname: str, use: Use) -> None:
        """Remember that a document names a ref."""
        self.uses.setdefault(docname, []).append(use)

    def note_documents(self, docname: str, doctree: nodes.document) -> None:
        """Remember the review files that a document links to."""
        for node in doctree.findall(pending_xref):
            if node.get("reftype") in ("doc", "myst", "file"):
                target = node.get("reftarget", "")
                if node.get("reftype") == "doc":
                    target = docname_join(docname, target)
                self.note_use(docname, Use("doc", target, "", node.line or 0))

    def clear_doc(self, docname: str) -> None:
        """Forget what a document asked for."""
        self.blocks.pop(docname, None)
        self.uses.pop(docname, None)
        self.data["contents"].pop(docname, None)
        self.sources.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of the given documents."""
        for name in ("blocks", "uses", "sources", "contents"):
            self.data[name].update(
                (docname, entries)
                for docname, entries in otherdata[name].items()
                if docname in docnames
            )

    def find(self, kind: str, ref: str, lang: str) -> Review | None:
        """Return the review a role names: in the page's language, else in the first that has it."""
        return self.catalogue.find(kind, ref, lang)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Turn a role into a link; None where nothing has the name."""
        if typ in PLACES:
            return resolved(env, builder, self.catalogue, node, list(contnode.children))
        lang = node.get("review-lang", "")
        if typ == "tag":
            return self._resolve_tag(fromdocname, builder, target, lang, contnode)
        review = self.find(typ, target, lang)
        if review is None:
            return None
        if not node.get("refexplicit"):
            contnode = nodes.inline(review.target_name, review.target_name, classes=["review-name"])
        return make_refnode(builder, fromdocname, review.docname, "", contnode, review.title)

    def _resolve_tag(
        self, fromdocname: str, builder: Builder, target: str, lang: str, contnode: Element
    ) -> nodes.reference | None:
        tag = self.catalogue.tag(target, lang)
        if tag is None or builder.format != "html":
            return None
        return make_refnode(builder, fromdocname, TagPage(lang, tag.slug).name, "", contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Answer the ``any`` role for products and companies."""
        matches = []
        for kind in ("product", "company"):
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                matches.append((f"review:{kind}", reference))
        return matches

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every subject: by its ref in the first language, by ``lang/ref`` in the others."""
        first = next(iter(self.catalogue.settings.languages))
        for review in self.catalogue.reviews:
            name = review.ref if review.lang == first else f"{review.lang}/{review.ref}"
            yield (name, review.target_name, review.kind, review.docname, "", 1)
        yield from self._tag_objects(first)

    def _tag_objects(self, first: str) -> Iterator[tuple[str, str, str, str, str, int]]:
        for lang in self.catalogue.settings.languages:
            for tag in self.catalogue.tags(lang):
                if self.catalogue.has_page(tag):
                    name = tag.slug if lang == first else f"{lang}/{tag.slug}"
                    yield (name, tag.label, "tag", TagPage(lang, tag.slug).name, "", -1)


def review_domain(env: BuildEnvironment) -> ReviewDomain:
    """Return this environment's review domain."""
    return cast("ReviewDomain", env.get_domain("review"))
