"""Directives and roles: what each shows, what it says of bad options, and unknown names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from support import Site, body, front_matter, new_site, path_of, review, words_of

CONF = """
reviews_categories = {"phones": {"names": {"en": "Phones", "ja": "電話"}, "tags": ["Headphones"]}}
reviews_page_size = 2
"""
PAGES = {
    "score-card": "acme-a acme-b",
    "score-card-limit": ":limit: 1",
    "review-list": "",
    "review-list-options": ":sort: price\n:columns: name, price, category\n:caption: By price",
    "review-list-companies": ":kind: company",
    "review-list-tags": ":tags: Wired, Old School\n:limit: 5",
    "review-list-category": ":category: phones\n:sort: -name",
    "review-list-lang": ":lang: ja",
    "review-list-none": ":company: beta\n:tags: Headphones",
    "ranking": ":sort: technology-level",
    "comparison": "acme-a beta-c acme-b",
    "company-products": "acme",
    "value-map": ":caption: Price and score",
    "tag-index": "",
    "category-index": "",
    "ranking-index": "",
    "latest": ":limit: 2",
}
FILES = {
    path_of("acme-a"): review("acme-a", rating="[3.0, 0.1, 0.9, 0.7, 0.7, 0.6]", price="100", date="2025-03-01", tags="[Headphones]"),
    path_of("acme-b"): review("acme-b", rating="[3.0, 0.9, 0.3, 0.6, 0.6, 0.6]", price="300", date="2025-01-01", tags="[Headphones, Wired, old school]"),
    path_of("beta-c"): review("beta-c", rating="[4.0, 0.8, 0.8, 0.8, 0.8, 0.8]", price=None, date="2024-01-01", updated="2025-04-01", tags="[Wired]"),
    path_of("acme", kind="company"): review("acme", layout="company"),
    path_of("acme-a", "ja"): review("acme-a", rating="[3.0, 0.1, 0.9, 0.7, 0.7, 0.6]", date="2025-03-01", lang="ja", price="15000", target_name="アクメA"),
}  # fmt: skip


def directive(name: str, content: str) -> str:
    """Return a page with one directive."""
    what = next(w for w in sorted(DIRECTIVES, key=len, reverse=True) if name.startswith(w))
    argument, options = ("", content) if content.startswith(":") else (content, "")
    return f"# {name}\n\n```{{{what}}} {argument}\n{options}\n```\n"


DIRECTIVES = (
    "score-card", "review-list", "ranking", "comparison", "company-products", "value-map", "tag-index",
    "category-index", "ranking-index", "latest",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a page per directive."""
    pages = {f"{name}.md": directive(name, content) for name, content in PAGES.items()}
    index = "# Home\n\n```{toctree}\n" + "\n".join(PAGES) + "\n```\n"
    root = tmp_path_factory.mktemp("directives") / "site"
    return new_site(root, FILES | pages | {"index.md": index}, CONF).build()


def rows(page: BeautifulSoup) -> list[list[str]]:
    """Return the cells of a page's first table, the header first."""
    table = page.find("table")
    assert table is not None
    return [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def links(page: BeautifulSoup, kind: str = "a") -> list[str]:
    """Return the addresses that a page's content links to."""
    return [a["href"] for a in page.find_all(kind, href=True) if not a["href"].startswith("#")]


def test_the_pages_are_built_without_warning(site: Site) -> None:
    """Every directive with good options is silent."""
    assert site.warnings == []


def test_a_score_card_shows_the_named_products(site: Site) -> None:
    """The cards come in the order named, each a link with its numbers and its price."""
    page = site.article("/score-card/")
    cards = page.find_all(class_="rv-small-card")
    assert [card.find("a")["href"] for card in cards] == [
        "../products/en/acme-a/",
        "../products/en/acme-b/",
    ]
    assert "3.0" in words_of(cards[0])
    assert "$100" in words_of(cards[0])
    assert [words_of(n) for n in cards[0].find_all(class_="rv-number")] == [
        "0.1",
        "0.9",
        "0.7",
        "0.7",
        "0.6",
    ]


def test_a_score_card_without_names_shows_the_best(site: Site) -> None:
    """Without refs the best come first, as many as asked for; no price shows as such."""
    (card,) = site.article("/score-card-limit/").find_all(class_="rv-small-card")
    assert words_of(card.find("a")) == "Beta C"
    assert "not given" in words_of(card)
    assert "$" not in words_of(card)


def test_a_list_shows_every_criterion(site: Site) -> None:
    """A list without options: best first, with maker, scores, price and date."""
    head, *body = rows(site.article("/review-list/"))
    assert head == [
        "Name",
        "Maker",
        "Overall",
        "Price",
        "Validity",
        "Technology",
        "Cost",
        "Reliability",
        "Design",
        "Reviewed",
    ]
    assert [row[0] for row in body] == ["Beta C", "Acme A", "Acme B"]
    assert body[1] == [
        "Acme A",
        "Acme",
        "3.0",
        "$100",
        "0.1",
        "0.9",
        "0.7",
        "0.7",
        "0.6",
        "2025-03-01",
    ]
    assert body[0][1] == "Beta"
    assert body[0][3] == "– not given"
    assert body[0][9] == "2025-04-01"


def test_a_list_follows_its_options(site: Site) -> None:
    """Sort, columns and caption are as written; no price comes last."""
    page = site.article("/review-list-options/")
    assert rows(page) == [
        ["Name", "Price", "Category"],
        ["Acme A", "$100", "Phones"],
        ["Acme B", "$300", "Phones"],
        ["Beta C", "– not given", "– not given"],
    ]
    assert words_of(page.find("caption")) == "By price"
    assert page.find("th", attrs={"data-column": "price"})["aria-sort"] == "ascending"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("review-list-companies", ["Acme"]),
        ("review-list-tags", ["Acme B"]),
        ("review-list-category", ["Acme B", "Acme A"]),
        ("review-list-lang", ["アクメA"]),
        ("company-products", ["Acme A", "Acme B"]),
        ("latest", ["Beta C", "Acme A"]),
        ("ranking", ["Acme A", "Beta C", "Acme B"]),
    ],
)
def test_options_select(site: Site, name: str, expected: list[str]) -> None:
    """Kind, tags, category, language, company, limit and sort select and order the rows."""
    names = [words_of(th) for th in site.article(f"/{name}/").find_all("th", scope="row")]
    assert names == expected


def test_a_list_in_another_language_speaks_it(site: Site) -> None:
    """A list with ``lang`` has that language's words, prices and currency."""
    head, row = rows(site.article("/review-list-lang/"))
    assert "名前" in head or "製品" in head or head[0] != "Name"
    assert "￥15,000" in row


def test_an_empty_list_says_so(site: Site) -> None:
    """Where no review fits, a sentence stands in place of a hole."""
    assert "No review fits." in words_of(site.article("/review-list-none/"))


def test_a_ranking_has_ranks(site: Site) -> None:
    """A ranking by a criterion shows ranks and that criterion."""
    head, *body = rows(site.article("/ranking/"))
    assert head[0] == "Rank"
    assert "Technology" in head
    assert [row[0] for row in body] == ["1", "2", "3"]


def test_a_comparison_names_best_and_worst_in_words(site: Site) -> None:
    """Subjects stand side by side; best and worst are words, not colours alone."""
    page = site.article("/comparison/")
    table = {row[0]: row[1:] for row in rows(page)}
    assert [words_of(th.find("a")) for th in page.find("thead").find_all("th")] == [
        "Acme A",
        "Beta C",
        "Acme B",
    ]
    overall = table["Overall"]
    assert "4.0" in overall[1]
    assert "best" in overall[1]
    assert "worst" in overall[0]
    assert "worst" in overall[2]
    assert table["Price"][1] == "not given"
    assert "best" in table["Price"][0]
    assert "$300" in table["Price"][2]


def test_a_value_map_links_every_point(site: Site) -> None:
    """Each priced product is a linked point with its name; the front stands below in words."""
    page = site.article("/value-map/")
    points = page.find("svg", class_="rv-map").find_all("a")
    assert {a["href"] for a in points} == {"../products/en/acme-a/", "../products/en/acme-b/"}
    assert all(a.get("aria-label") or words_of(a.find("title")) for a in points)
    assert [words_of(a) for a in page.find(class_="rv-entries").find_all("a")] == ["Acme A"]
    assert "1 review" in words_of(page)
    assert words_of(page.find("figcaption")) == "Price and score"


def test_the_tag_index_links_pages_and_only_reviews(site: Site) -> None:
    """A tag of two reviews has a page, a tag of one leads to its review."""
    found = links(site.article("/tag-index/"))
    assert "../tags/en/headphones/" in found
    assert "../tags/en/wired/" in found
    assert "../tags/en/old-school/" not in found
    assert "../products/en/acme-b/" in found


def test_the_other_indexes_link_to_their_pages(site: Site) -> None:
    """Categories and rankings have a page each, which exists."""
    assert "../categories/en/phones/" in links(site.article("/category-index/"))
    rankings = [href for href in links(site.article("/ranking-index/")) if "rankings/" in href]
    assert len(rankings) == 5
    for href in rankings:
        assert (site.out / href.removeprefix("../") / "index.html").is_file()


def test_generated_pages_are_paged(site: Site) -> None:
    """A generated list continues on further pages that link to each other."""
    first = site.article("/rankings/en/technology-level/")
    assert [words_of(th) for th in first.find_all("th", scope="row")] == ["Acme A", "Beta C"]
    assert [a["href"] for a in first.find(class_="rv-pages").find_all("a")] == ["page/2/"]
    second = site.article("/rankings/en/technology-level/page/2/")
    assert [words_of(th) for th in second.find_all("th", scope="row")] == ["Acme B"]
    assert rows(second)[1][0] == "3"
    assert "../../" in links(second.find(class_="rv-pages"))


def test_every_link_of_the_site_leads_to_a_page(site: Site) -> None:
    """No page links to a file that is not there."""
    for path in site.bytes():
        for href in links(BeautifulSoup(site.file(path), "html.parser")):
            if "://" in href or href.startswith("mailto:"):
                continue
            target = (site.out / path).parent / href.partition("#")[0]
            if not target.resolve().is_relative_to(site.out.resolve()) or "search" in href:
                continue
            assert (target / "index.html").is_file() or target.is_file(), f"{path}: {href}"


WRONG: list[tuple[str, int, str]] = [
    ("```{review-list}\n:sort: prise\n```", 3, "unknown sort 'prise'; did you mean 'price'?"),
    ("```{review-list}\n:columns: name, overal\n```", 3, "unknown column 'overal'"),
    ("```{review-list}\n:category: phone\n```", 3, "unknown category 'phone'"),
    ("```{review-list}\n:lang: fr\n```", 3, "unknown language 'fr'"),
    ("```{review-list}\n:kind: shop\n```", 4, '"shop" unknown'),
    ("```{review-list}\n:limit: -1\n```", 4, "negative value"),
    ("```{review-list}\n:limit: many\n```", 4, "invalid literal"),
    ("```{review-list}\n:colour: red\n```", 4, "colour"),
    ("```{company-products}\n```", 3, "no company is named"),
    ("```{company-products} acmee\n```", 3, "no maker 'acmee' among the reviews; did you mean"),
    ("```{review-list}\n:company: nobody\n```", 3, "there is no maker 'nobody'"),
    ("```{review-list}\n:tags: Wired, Headphone\n```", 3, "no tag 'Headphone' among"),
    ("\n\n```{score-card} acme-x\n```", 5, "no product 'acme-x'"),
    ("```{comparison} acme-a acme-bb\n```", 3, "did you mean 'acme-b'?"),
    ("See {product}`acme-aa`.", 3, "did you mean 'acme-a'?"),
    ("See {company}`acmee`.", 3, "did you mean 'acme'?"),
    ("See {tag}`headphone`.", 3, "did you mean 'headphones'?"),
    ("See {product}`the one <acme-aa>`.", 3, "there is no product 'acme-aa'"),
]
"""What a page may say wrongly, the line at which it is told, and how."""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a page for each of them."""
    pages = {f"w{n}.md": f"# Wrong\n\n{text}\n\nThe end.\n" for n, (text, *_) in enumerate(WRONG)}
    index = "# Home\n\n```{toctree}\n:glob:\n\nw*\n```\n"
    root = tmp_path_factory.mktemp("wrong") / "site"
    return new_site(root, FILES | pages | {"index.md": index}, CONF).build()


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[2])
def test_what_cannot_be_is_a_located_warning(wrong: Site, case: tuple[str, int, str]) -> None:
    """A bad option or an unknown name is told once with its file and line; the page is built."""
    name, (_, line, message) = f"w{WRONG.index(case)}", case
    (warning,) = (told for told in wrong.warnings if told.startswith(f"{name}.md"))
    assert warning.startswith(f"{name}.md:{line}: ")
    assert message in warning
    assert len(wrong.warnings) == len(WRONG)
    assert "The end." in words_of(wrong.article(f"/{name}/"))


def test_a_bad_option_leaves_the_rest_in_force(make_site: Callable[..., Site]) -> None:
    """An unknown sort or column is passed over, the other options count."""
    page = "# Home\n\n```{review-list}\n:sort: zzz\n:columns: name, zzz\n:limit: 1\n```\n"
    site = make_site(FILES | {"index.md": page}, CONF)
    assert rows(site.article("/")) == [["Name"], ["Beta C"]]


def test_an_unknown_name_is_warned_on_every_build(make_site: Callable[..., Site]) -> None:
    """A second build without a change warns again, and is silent once the name is known."""
    site = make_site(FILES | {"index.md": "# Home\n\n{product}`acme-new`\n"}, CONF)
    assert len(site.warnings) == 1
    assert len(site.build().warnings) == 1
    site.write(path_of("acme-new"), review("acme-new"))
    assert site.build().warnings == []
    assert links(site.article("/"))[0] == "products/en/acme-new/"


def test_roles_show_the_name_or_their_own_text(make_site: Callable[..., Site]) -> None:
    """A role shows the subject's name, or the text written before the ref."""
    text = (
        "# Home\n\n{product}`acme-a`, {product}`the *best* <acme-a>`, {company}`acme`, "
        "{tag}`Old School <wired>`, {review:product}`acme-b`, {any}`beta-c`\n"
    )
    site = make_site(FILES | {"index.md": text}, CONF)
    found = [(words_of(a), a["href"]) for a in site.article("/").find("p").find_all("a")]
    assert found == [
        ("Acme A", "products/en/acme-a/"),
        ("the *best*", "products/en/acme-a/"),
        ("Acme", "companies/en/acme/"),
        ("Old School", "tags/en/wired/"),
        ("Acme B", "products/en/acme-b/"),
        ("Beta C", "products/en/beta-c/"),
    ]
    assert site.warnings == []


def test_a_role_prefers_its_page_s_language(make_site: Callable[..., Site]) -> None:
    """A role on a Japanese page names the Japanese review, and the other where there is none."""
    page = "---\nlang: ja\n---\n# 家\n\n{product}`acme-a` {product}`acme-b`\n"
    site = make_site(
        FILES | {"docs/ja.md": page, "index.md": "# Home\n\n```{toctree}\ndocs/ja\n```\n"}, CONF
    )
    found = [(words_of(a), a["href"]) for a in site.article("/docs/ja/").find("p").find_all("a")]
    assert found == [
        ("アクメA", "../../products/ja/acme-a/"),
        ("Acme B", "../../products/en/acme-b/"),
    ]


def test_directives_stand_in_reviews_only_where_allowed(make_site: Callable[..., Site]) -> None:
    """A review may show cards and comparisons; lists belong to hand-written pages."""
    text = "## Overview\n\n```{comparison} acme-a acme-b\n```\n\n```{review-list}\n```\n"
    site = make_site(FILES | {path_of("acme-z"): front_matter("acme-z") + text}, CONF)
    page = site.article("/products/en/acme-z/")
    assert page.find("table", class_="rv-comparison") is not None
    told = [w for w in site.warnings if "review.content.directive" in w]
    assert len(told) == 1
    assert "review-list" in told[0]
    assert f"{path_of('acme-z')}:20:" in told[0]


IN_REVIEWS: list[tuple[str, str]] = [
    (":kind: shop", '"shop" unknown'),
    (":limit: -1", "negative value"),
    (":limit: many", "invalid literal"),
    (":colour: red", "unknown option 'colour'"),
    (":columns: name, overal", "unknown column 'overal'; did you mean 'overall'?"),
    (":lang: fr", "unknown language 'fr'"),
    (":tags: Headphone", "no tag 'Headphone' among the reviews; did you mean 'headphones'?"),
    (":tags: Zzz", "no tag 'Zzz' among the reviews; write a tag that a review carries"),
    (":company: nobody", "there is no maker 'nobody'"),
    ("Some text.", "no text may stand below the options"),
]
"""What a directive in a review may say wrongly, and how that is told."""


def asking(ref: str, content: str) -> str:
    """Return a review whose advice holds a directive."""
    return review(ref, body(advice=f"```{{score-card}}\n{content}\n```\n\nThe end."))


@pytest.fixture(scope="module")
def wrong_reviews(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[list[str]]]:
    """Return a site with a review for each of them, and what two builds of it told."""
    refs = {f"acme-w{n}": content for n, (content, _) in enumerate(IN_REVIEWS)}
    files = {path_of(ref): asking(ref, content) for ref, content in refs.items()}
    site = new_site(tmp_path_factory.mktemp("wrong-reviews") / "site", files, CONF)
    return site, [site.build().warnings for _ in range(2)]


@pytest.mark.parametrize("case", IN_REVIEWS, ids=lambda case: case[1])
def test_what_cannot_be_in_a_review_is_told_at_its_line(
    wrong_reviews: tuple[Site, list[list[str]]], case: tuple[str, str]
) -> None:
    """A bad option in a review is told once, on every build; the rest of the directive counts."""
    (site, builds), (content, message) = wrong_reviews, case
    ref = f"acme-w{IN_REVIEWS.index(case)}"
    line = asking(ref, content).split("\n").index("```{score-card}") + 1
    for warnings in builds:
        (told,) = (warning for warning in warnings if warning.startswith(path_of(ref))
                   and ("review.directive" in warning or "review.ref" in warning))  # fmt: skip
        assert told.startswith(f"{path_of(ref)}:{line}: ")
        assert message in told
    assert "The end." in words_of(site.article(f"/products/en/{ref}/"))


def test_a_card_in_a_review_follows_what_it_shows(make_site: Callable[..., Site]) -> None:
    """An edited review is shown anew where a text asks for its card, however far they are apart."""
    text = body(advice="```{score-card} zeta-far\n```")
    files: dict[str, str | bytes] = {
        path_of(f"beta-{place}"): graded(f"beta-{place}", place) for place in range(1, 9)
    }
    files[path_of("acme-a")] = graded("acme-a", 0, text)
    files[path_of("zeta-far")] = graded("zeta-far", 9)
    site = make_site(files, CONF)
    assert not [name for name in site.env.all_docs if name.startswith("reviews/")]
    site.write(path_of("zeta-far"), graded("zeta-far", 9, summary='"Another summary."'))
    site.build()
    card = site.article("/products/en/acme-a/").find(class_="rv-small-card")
    assert "Another summary." in words_of(card)


def graded(ref: str, place: int, text: str | None = None, **changes: str) -> str:
    """Return a review with a score and a price by its place: neighbours have nearly the same."""
    score = f"0.{9 - place}"
    rating = f"[{float(score) * 5:.1f}, {', '.join([score] * 5)}]"
    tags = f"[Only{place}]"
    return review(ref, text, rating=rating, price=str(100 + 50 * place), tags=tags, **changes)
