"""Links in the prose of reviews: placeholders in a document, resolved when it is written.

A stored document thus holds no address, and each output links to what it holds itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from ..model.records import Key

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..model.catalogue import Catalogue

PLACES = frozenset({"site", "file", "here", "mention"})
"""Kinds of targets: an address inside the site, a document, an id of the page, another review."""


def place(
    kind: str, target: str, docname: str, parts: Iterable[nodes.Node], **more: str
) -> pending_xref:
    """Return a link on a page to be made when it is written; ``more`` are fragment and title."""
    inside = nodes.inline("", "", *parts)
    return pending_xref(
        "", inside, refdomain="review", reftype=kind, reftarget=target, refdoc=docname,
        refexplicit=True, refwarn=False, **more,
    )  # fmt: skip


def mention(key: Key, text: str, docname: str) -> pending_xref:
    """Return the link of a name; where its review stands is asked when the page is written."""
    made = place("mention", "/".join(key), docname, [nodes.Text(text)])
    made["key"] = key
    return made


def resolved(
    env: BuildEnvironment,
    builder: Builder,
    catalogue: Catalogue,
    node: pending_xref,
    inside: list[nodes.Node],
) -> nodes.reference:
    """Return the link of a placeholder; raise NoUri, which nobody tells of, for no such place."""
    kind, here, fragment = node["reftype"], node["refdoc"], node.get("fragment", "")
    docname, title = node["reftarget"], node.get("title") or None
    hash_mark = f"#{fragment}" if fragment else ""
    if kind == "here" and builder.format == "html":
        return _reference(hash_mark, inside, title)
    if kind == "site":
        address, docname = docname, catalogue.docname_at(docname)
        if not docname and builder.format == "html":
            uri = relative_uri(builder.get_target_uri(here), address.lstrip("/"))
            return _reference(uri + hash_mark, inside, title)
    if kind == "mention":
        named = catalogue.by_key.get(node["key"])
        docname = named.docname if named else ""
    known = docname in catalogue.by_docname or docname in env.found_docs
    if not known or (docname != here and not builder.get_relative_uri(here, docname)):
        raise NoUri(docname)
    link = make_refnode(builder, here, docname, fragment, inside, title)
    link["classes"] += ["review-mention"] if kind == "mention" else []
    return link


def _reference(uri: str, inside: list[nodes.Node], title: str | None) -> nodes.reference:
    link = nodes.reference("", "", *inside, refuri=uri, internal=True)
    if title:
        link["reftitle"] = title
    return link
