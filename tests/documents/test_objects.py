"""Reviews as objects: what stands in ``objects.inv``, and links from another project."""

from __future__ import annotations

import pytest
from sphinx.util.inventory import InventoryFile

from support import Site, new_site, path_of, review, words_of

FILES = {
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review("acme-two"),
    path_of("acme", kind="company"): review("acme", layout="company"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", target_name="アクメ", price="15000"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that others link to."""
    return new_site(tmp_path_factory.mktemp("objects") / "site", FILES).build()


def test_the_inventory_lists_every_subject(site: Site) -> None:
    """Products, companies and tags stand in it with name and address, the second language with its code."""
    data = InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="").data
    products = {
        name: (item.uri, item.display_name) for name, item in data["review:product"].items()
    }
    assert products == {
        "acme-one": ("products/en/acme-one/", "Acme One"),
        "acme-two": ("products/en/acme-two/", "Acme Two"),
        "ja/acme-one": ("products/ja/acme-one/", "アクメ"),
    }
    assert data["review:company"]["acme"].uri == "companies/en/acme/"
    assert data["review:tag"]["headphones"].uri == "tags/en/headphones/"
    for kind in ("product", "company", "tag"):
        for item in data[f"review:{kind}"].values():
            assert (site.out / item.uri / "index.html").is_file()


def test_another_project_links_to_reviews(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A project that knows the inventory links to a review by its ref."""
    conf = (
        'extensions.append("sphinx.ext.intersphinx")\n'
        f'intersphinx_mapping = {{"audio": ("https://audio.example/", {str(site.out / "objects.inv")!r})}}\n'
    )
    text = "# Other\n\n{external:review:product}`acme-one` {external+audio:review:company}`the maker <acme>`\n"
    other = new_site(tmp_path_factory.mktemp("other") / "site", {"index.md": text}, conf).build()
    found = [(words_of(a), a["href"]) for a in other.article("/").find("p").find_all("a")]
    assert found == [
        ("Acme One", "https://audio.example/products/en/acme-one/"),
        ("the maker", "https://audio.example/companies/en/acme/"),
    ]
    assert other.warnings == []


def test_no_general_index_lists_reviews(site: Site) -> None:
    """Reviews stand in no toctree, so that no page renders them all."""
    assert all(not env_toc for env_toc in site.env.toctree_includes.values())
    assert "reviews/products/en/acme/acme-one" not in site.env.all_docs
