"""The link from a review to its own PDF."""

from __future__ import annotations

from collections.abc import Callable

from support import Site, path_of, review


def test_a_review_links_to_its_pdf_only_where_the_owner_says_so(
    make_site: Callable[..., Site],
) -> None:
    """The link leads to the permalink with .pdf for its last slash, relative to the page."""
    files = {path_of("acme-one"): review("acme-one")}
    page = "products/en/acme-one/index.html"
    assert 'href="../acme-one.pdf"' in make_site(files, "reviews_pdf_links = True\n").file(page)
    assert ".pdf" not in make_site(files).file(page)
