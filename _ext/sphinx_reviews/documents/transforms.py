"""Transforms: sources and citations when a review is read, names and blocks when it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from ..model.body import CITATION, CLOSING_DATE, LABEL, URL, trim_url
from ..model.records import Key, Review, Source
from .domain import review_domain
from .nodes import review_block, score_badge

_NUMBER = re.compile(r"\d+")
_KEEP_OUT = (
    nodes.reference, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.title,
    nodes.image, review_block, score_badge,
)  # fmt: skip


def texts(node: nodes.Element, but: Sequence[nodes.Node] = ()) -> Iterator[nodes.Text]:
    """Yield the text nodes of prose: not in links, code, formulas, headings or ``but``."""
    if node in but:
        return
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _KEEP_OUT):
            yield from texts(child, but)


def replace_text(text: nodes.Text, parts: list[nodes.Node]) -> None:
    """Put nodes in a text's place."""
    parent = text.parent
    index = parent.index(text)
    parent.remove(text)
    parent[index:index] = parts


class SourcesTransform(SphinxTransform):
    """Number the references, link bare addresses, and link each ``[3]`` with its entry."""

    default_priority = 450
    """Before the collectors read ids (they run after all transforms), after MyST's own (< 300)."""

    def apply(self, **kwargs: object) -> None:
        """Work on reviews only."""
        domain = review_domain(self.env)
        review = domain.catalogue.by_docname.get(self.env.current_document.docname)
        if review is None:
            return
        section_id = domain.catalogue.settings.section_id
        known: set[int] = set()
        references: list[nodes.Node] = [
            section
            for section in self.document.findall(nodes.section)
            if section_id(section[0].astext()) == "references"
        ]
        for section in references:
            number_sources(cast("nodes.section", section), known, review.sources)
        cite(top_sections(self.document), known, references)
        _close(self.document)


def top_sections(document: nodes.document) -> list[nodes.section]:
    """Return the sections below the document's title."""
    root = next(document.findall(nodes.section), None)
    return [] if root is None else [s for s in root.children if isinstance(s, nodes.section)]


def number_sources(section: nodes.section, known: set[int], sources: Sequence[Source] = ()) -> None:
    """Turn the entries of a references section into list items with ids ``source-3``.

    Entries are paragraphs or lines of a paragraph that begin with ``[3]``, and the items of a
    numbered list. An entry that is none of these on the page still has its id, where it stands.
    """
    written = {source.line: source.number for source in sources}
    for paragraph in list(section.findall(nodes.paragraph)):
        _split_entries(paragraph, known)
    for listed in list(section.findall(nodes.enumerated_list)):
        for label, item in enumerate(listed.children, start=int(listed.get("start", 1))):
            if not _is_numbered(item):
                number = written.get(item.line or 0, label)
                _mark_source(item, number, known)
                _relabel(item, number, label)
    for source in sources:
        if source.number not in known:
            _mark_source(_at_line(section, source.line), source.number, known)
    _join_lists(section)
    for text in list(texts(section)):
        link_urls(text)


def _at_line(section: nodes.section, line: int) -> nodes.Element:
    """Return the last paragraph or block of the section that begins no later than the line."""
    blocks = (nodes.paragraph, nodes.literal_block, nodes.list_item)
    fitting = [n for n in section.findall(nodes.Element) if isinstance(n, blocks)]
    return next((n for n in reversed(fitting) if 0 < (n.line or 0) <= line), section)


def _relabel(item: nodes.Node, number: int, label: int) -> None:
    """Show the number that was written where the list would count another."""
    if number != label and isinstance(item, nodes.Element) and len(item):
        first = item[0]
        if isinstance(first, nodes.paragraph):
            first.insert(0, nodes.inline("", f"[{number}] ", classes=["source-label"]))


def _is_numbered(entry: nodes.Node) -> bool:
    """Tell whether the list item or a paragraph of it is an entry by its own label."""
    held = entry.findall(nodes.Element)
    return any(i.startswith("source-") for node in held for i in node["ids"])


def _leading(node: nodes.Element) -> re.Match[str] | None:
    first = _first_text(node)
    return LABEL.match(first) if first is not None else None


def _strip(holder: nodes.paragraph, match: re.Match[str]) -> None:
    """Take an entry's label out of its text and put it, plain, before everything else."""
    first = _first_text(holder)
    if first is None or (first.parent is not holder and match.end() == len(first)):
        wrapped = first.parent if first is not None else holder
        if not isinstance(wrapped, nodes.strong | nodes.emphasis) or len(wrapped) > 1:
            return
        wrapped.parent.remove(wrapped)
    else:
        replace_text(first, [nodes.Text(str(first)[match.end() :])])
    number = match[1] or match[2]
    holder.insert(0, nodes.inline("", f"[{number}] ", classes=["source-label"]))


def _first_text(node: nodes.Element) -> nodes.Text | None:
    """Return the first text that is not blank: a line break leaves a blank one before a line."""
    return next((text for text in node.findall(nodes.Text) if text.strip()), None)


def _mark_source(entry: nodes.Node, number: int, known: set[int]) -> None:
    if isinstance(entry, nodes.Element) and number not in known:
        entry["ids"].append(f"source-{number}")
        known.add(number)


def _split_entries(paragraph: nodes.paragraph, known: set[int]) -> None:
    """Make entries of the lines of a paragraph that begin with ``[3]``."""
    parts = list(_parts(paragraph))
    if not any(match for _, match in parts):
        return
    inside = isinstance(paragraph.parent, nodes.list_item)
    entries: list[nodes.Node] = []
    for index, (holder, match) in enumerate(parts):
        holder.source, holder.line = paragraph.source, paragraph.line
        if match is None:
            entries.append(holder)
            continue
        _strip(holder, match)
        entry: nodes.Element = holder
        if not inside:
            entry = nodes.list_item("", holder)
            if not (entries and isinstance(entries[-1], nodes.bullet_list)):
                entries.append(nodes.bullet_list("", classes=["review-sources"]))
            cast("nodes.bullet_list", entries[-1]).append(entry)
        else:
            entries.append(holder)
        at = paragraph.parent if inside and not index else entry
        _mark_source(at, int(match[1] or match[2]), known)
    paragraph.replace_self(entries)


def _parts(paragraph: nodes.paragraph) -> Iterator[tuple[nodes.paragraph, re.Match[str] | None]]:
    """Yield the paragraph's entries, and before them what begins with no label."""
    part: nodes.paragraph | None = None
    begins: re.Match[str] | None = None
    for line in _lines(paragraph):
        holder = nodes.paragraph("", "", *line)
        match = _leading(holder)
        if part is None or match:
            if part is not None:
                yield part, begins
            part, begins = holder, match
        else:
            part += [nodes.Text(" "), *line]
    if part is not None:
        yield part, begins


def _lines(paragraph: nodes.paragraph) -> Iterator[list[nodes.Node]]:
    """Yield copies of a paragraph's children line by line; a hard break ends a line too."""
    line: list[nodes.Node] = []
    for child in paragraph.children:
        if isinstance(child, nodes.raw):
            parts: list[list[nodes.Node]] = [[], []]
        elif isinstance(child, nodes.Text):
            parts = [[nodes.Text(part)] for part in str(child).split("\n")]
        else:
            parts = [[child.deepcopy()]]
        line += parts[0]
        for part in parts[1:]:
            if any(node.astext().strip() for node in line):
                yield line
            line = part
    if any(node.astext().strip() for node in line):
        yield line


def _join_lists(section: nodes.section) -> None:
    """Make one list of neighbouring lists of sources."""
    previous: nodes.bullet_list | None = None
    for child in list(section.children):
        ours = isinstance(child, nodes.bullet_list) and "review-sources" in child["classes"]
        if ours and previous is not None:
            previous.extend(list(child.children))
            section.remove(child)
        elif isinstance(child, nodes.bullet_list) and ours:
            previous = child
        else:
            previous = None


def link_urls(text: nodes.Text) -> None:
    """Turn the bare addresses of a text into links."""
    if "://" not in text:
        return
    parts: list[nodes.Node] = []
    end = 0
    for match in URL.finditer(text):
        url = trim_url(match[0])
        if len(url) < len("https://a.b"):
            continue
        parts.append(nodes.Text(text[end : match.start()]))
        parts.append(nodes.reference(url, url, refuri=url, classes=["review-url"]))
        end = match.start() + len(url)
    if parts:
        replace_text(text, [*parts, nodes.Text(text[end:])])


def cite(
    sections: Iterable[nodes.section], known: set[int], references: Sequence[nodes.Node] = ()
) -> None:
    """Link each ``[3]`` that has an entry to it; the first one of each gets the way back."""
    seen: set[int] = set()
    for section in sections:
        for text in list(texts(section, references)):
            link_urls(text)
        for text in list(texts(section, references)):
            _cite_text(text, known, seen)


def _cite_text(text: nodes.Text, known: set[int], seen: set[int]) -> None:
    if "[" not in text and "［" not in text:
        return
    parts: list[nodes.Node] = []
    end = 0
    for match in CITATION.finditer(text):
        single = match[1].isdigit()
        for digits in _NUMBER.finditer(text, match.start(), match.end()):
            if int(digits[0]) not in known:
                continue
            begin, stop = match.span() if single else digits.span()
            link = _cite_link(text[begin:stop], int(digits[0]), seen)
            parts += [nodes.Text(text[end:begin]), link]
            end = stop
    if parts:
        replace_text(text, [*parts, nodes.Text(text[end:])])


def _cite_link(label: str, number: int, seen: set[int]) -> nodes.reference:
    """Return a link to a source; the first to each source is where the way back leads."""
    link = nodes.reference("", label, refid=f"source-{number}", classes=["review-cite"])
    if number not in seen:
        link["ids"].append(f"cite-{number}")
        seen.add(number)
    return link


def _close(document: nodes.document) -> None:
    """Link each source back to where it is first cited, and mark the closing date."""
    cited = {
        link["refid"]
        for link in document.findall(nodes.reference)
        if link.get("refid", "").startswith("source-")
    }
    for item in list(document.findall(nodes.Element)):
        for identifier in item["ids"]:
            last = item[0] if isinstance(item, nodes.list_item) and len(item) else item
            if identifier in cited and isinstance(last, nodes.paragraph):
                back = f"cite-{identifier.removeprefix('source-')}"
                last += nodes.Text(" ")
                last += nodes.reference("", "↑", refid=back, classes=["review-back"])
    for paragraph in document.findall(nodes.paragraph):
        if CLOSING_DATE.fullmatch(paragraph.astext()):
            paragraph["classes"].append("review-date")


class SiteLinksTransform(SphinxPostTransform):
    """Make the addresses inside the site, such as ``/products/en/x/``, relative to their page."""

    default_priority = 390
    """Before names are linked (400), which keeps out of links."""

    def run(self, **kwargs: object) -> None:
        """Work on the links that the review renderer has marked."""
        for node in list(self.document.findall(nodes.reference)):
            if "site-link" in node["classes"]:
                self.resolve(node)

    def resolve(self, node: nodes.reference) -> None:
        """Point the link at the page's address, or keep its text alone where there is none."""
        domain = review_domain(self.env)
        address, hash_mark, fragment = node["refuri"].partition("#")
        docname = domain.catalogue.docname_at(address)
        here = self.env.current_document.docname
        try:
            if docname:
                uri = domain.builder.get_relative_uri(here, docname)
            elif domain.builder.format == "html":
                uri = relative_uri(domain.builder.get_target_uri(here), address.lstrip("/"))
            else:
                raise NoUri(address)
        except NoUri:
            node.replace_self(nodes.inline("", "", *node.children))
            return
        node["refuri"] = uri + hash_mark + fragment


class MentionsTransform(SphinxPostTransform):
    """Link the first mention of each other reviewed subject in every section."""

    default_priority = 400
    """Before smart quotes or a writer could split names; after references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Work on reviews only."""
        catalogue = review_domain(self.env).catalogue
        review = catalogue.by_docname.get(self.env.current_document.docname)
        if review is None:
            return
        own = {review.key, *(other.key for other in catalogue.translations(review))}
        for section in top_sections(self.document):
            if catalogue.settings.section_id(section[0].astext()) == "references":
                continue
            linked = set(own)
            for text in list(texts(section)):
                self.link(text, review, linked)

    def link(self, text: nodes.Text, review: Review, linked: set[Key]) -> None:
        """Link the names in one text that are not linked yet."""
        catalogue = review_domain(self.env).catalogue
        parts: list[nodes.Node] = []
        end = 0
        for mention in catalogue.mention_index[review.lang].find(text):
            if mention.key in linked:
                continue
            name = text[mention.start : mention.end]
            link = self.reference(review, catalogue.by_key[mention.key], name)
            if link is None:
                continue
            linked.add(mention.key)
            parts += [nodes.Text(text[end : mention.start]), link]
            end = mention.end
        if parts:
            replace_text(text, [*parts, nodes.Text(text[end:])])

    def reference(self, review: Review, target: Review, name: str) -> nodes.reference | None:
        """Return a link, or None where the output does not hold the page."""
        try:
            node = make_refnode(
                review_domain(self.env).builder,
                review.docname,
                target.docname,
                "",
                nodes.Text(name),
            )
        except NoUri:
            return None
        node["classes"].append("review-mention")
        return node
