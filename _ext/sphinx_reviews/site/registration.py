"""Register with Sphinx everything the extension has; what happens when is in ``events``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..books import latex_setup, pdf_builder
from ..documents.codes import ReviewCodesDirective
from ..documents.contents import ReviewContentsDirective
from ..documents.directives import DIRECTIVES
from ..documents.domain import ReviewDomain
from ..documents.file_links import ReviewFileLinks
from ..documents.nodes import review_block, score_badge
from ..documents.parser import ReviewParser
from ..documents.pictures import withdraw_pictures
from ..documents.roles import ROLES
from ..model.extras import CATALOGUE_READY
from ..renderers import mathml
from . import (
    added_pages,
    browser_data,
    build_lock,
    builders,
    choice_pages,
    config,
    context,
    data_files,
    events,
    failing,
    findings_page,
    frame,
    full_text,
    generated_pages,
    link_check,
    link_results,
    not_found,
    other_extensions,
    page_head,
    page_search,
    pairs,
    root,
    shard,
    share_images,
    staging,
    tables,
    theming,
    unchanged,
    upkeep,
    visitors,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

OTHER_FORMATS = ("latex", "text", "man", "texinfo")


BEFORE = (
    (upkeep.mend_output, 4),
    (failing.configured(events.load_catalogue), 500),
    (share_images.find_fonts, 600),
    (link_results.remember, 600),
    (other_extensions.mend_sitemap, 900),
)
"""What is done before pages are read, with the priority of each."""

AFTERWARDS = (
    (browser_data.publish, 500),
    (upkeep.keep_owned, 500),
    (events.close_ledger, 500),
    (upkeep.seal_folders, 997),
    (unchanged.keep, 997),
    (staging.publish_staged, 998),
    (link_check.check_links, 950),
)
"""What is done when all pages are written, with the priority of each."""

ALWAYS = ((events.release_collector, 998), (build_lock.give_turn, 999))
"""What is done at the end in any case."""


def begin(app: Sphinx, config: Config) -> None:
    """Wait for a build that is at work here, then see what the last one left."""
    with failing.in_one_line(app):
        build_lock.take_turn(app)
        shard.check_shard(app, config)
        upkeep.check_caches(app, config)


def register(app: Sphinx) -> None:
    """Register nodes, directives, roles, transforms, builders and event handlers."""
    events.spare_collector()
    with failing.in_one_line(app):
        Path(app.outdir).mkdir(parents=True, exist_ok=True)
    app.setup_extension("myst_parser")
    config.register(app)
    app.add_config_value(staging.STAGED, False, "", bool)
    app.add_config_value(frame.SKIP, True, "", bool)
    app.add_config_value(shard.SHARD, "", "", str)
    app.add_html_theme("reviews", str(config.PACKAGE / "theme"))
    app.add_domain(ReviewDomain)
    app.add_source_parser(ReviewParser, override=True)
    for directive in DIRECTIVES:
        app.add_directive(directive.what, directive)
    app.add_directive(ReviewContentsDirective.what, ReviewContentsDirective)
    app.add_directive("review-codes", ReviewCodesDirective)
    for name, role in ROLES.items():
        app.add_role(name, role)
        app.add_role_to_domain("review", name, role)
    skipped: dict[str, Any] = dict.fromkeys(OTHER_FORMATS, (visitors.skip, None))
    app.add_node(review_block, html=(visitors.visit_block_html, None), **skipped)
    app.add_node(score_badge, html=(visitors.visit_badge_html, None), **skipped)
    app.add_node(tables.table_box, html=(tables.visit_html, tables.depart_html))
    app.add_html_math_renderer("mathml", (mathml.visit_inline, None), (mathml.visit_block, None))
    app.add_post_transform(visitors.FillBlocks)
    app.add_post_transform(tables.BoxTables)
    app.add_post_transform(ReviewFileLinks)
    app.add_builder(builders.DirectoryHTMLBuilder, override=True)
    app.add_builder(builders.StandaloneHTMLBuilder, override=True)
    pdf_builder.register(app)
    latex_setup.register(app)
    app.connect("config-inited", events.add_static_files)
    app.connect("config-inited", failing.configured(events.close_linked_folders))
    app.connect("config-inited", failing.configured(theming.judge_options))
    app.add_event(CATALOGUE_READY)
    app.connect("config-inited", failing.configured(begin), priority=1)
    app.connect("builder-inited", failing.guard, priority=1)
    app.connect("builder-inited", failing.configured(pdf_builder.prepare), priority=1)
    app.connect("builder-inited", upkeep.look_at_output, priority=2)
    app.connect("builder-inited", unchanged.begin, priority=3)
    for start, priority in BEFORE:
        app.connect("builder-inited", unchanged.unless_unchanged(start), priority=priority)
    app.connect("env-updated", theming.check_pages)
    app.connect("doctree-read", withdraw_pictures, priority=900)
    app.connect("env-get-outdated", events.outdated_contents)
    app.connect("env-get-outdated", events.changed_sources)
    app.connect("doctree-read", events.note_source)
    app.connect("env-updated", events.changed_pages)
    app.connect("env-updated", events.check_uses)
    app.connect("html-collect-pages", generated_pages.collect_pages)
    app.connect("html-collect-pages", choice_pages.collect_choices)
    app.connect("html-collect-pages", not_found.collect_missing)
    app.connect("html-collect-pages", data_files.collect_data)
    app.connect("html-collect-pages", pairs.collect_pairs)
    app.connect("html-collect-pages", findings_page.collect_findings)
    app.connect("html-collect-pages", added_pages.collect_added)
    app.connect("html-collect-pages", full_text.collect_search)
    afterwards = ((unchanged.unless_unchanged(handler), at) for handler, at in AFTERWARDS)
    for handler, priority in (*afterwards, *ALWAYS):
        app.connect("build-finished", failing.guarded(handler), priority=priority)
    app.connect("html-page-context", page_head.describe, priority=400)
    app.connect("html-page-context", context.page_context)
    app.connect("html-page-context", page_head.complete_head, priority=900)
    app.connect("html-page-context", page_search.add_reviews)
    app.connect("html-page-context", not_found.absolute_addresses)
    app.connect("html-page-context", root.choose_language)
