"""``python -m sphinx_reviews new``: lay out a review that passes the checker already."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.placeholders import SOURCES, SUMMARIES
from ..model.records import Kind, Review
from ..model.rubric import Rubric, round_to, word
from ..model.safety import safe_id
from ..model.settings import Settings
from .targets import CACHE, Target, UsageError, read_settings

TITLES = {"en": ("Product Review", "Company Review"), "ja": ("製品レビュー", "企業レビュー")}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "new",
        help="begin a review",
        description="Write a review to fill in, in the place where such reviews usually are.",
    )
    command.add_argument("kind", choices=("product", "company"))
    command.add_argument("ref", help="id of the subject, such as acme-one")
    command.add_argument(
        "--language",
        default="",
        metavar="LANG",
        help="the review's language; else the site's first",
    )
    command.add_argument("--company", default="", metavar="ID", help="the maker's id")
    command.add_argument("--name", default="", help="name of the subject")
    command.add_argument("--draft", action="store_true", help="do not publish it yet")
    command.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="conf.py's folder"
    )
    command.set_defaults(run=new_command)


def new_command(arguments: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    if not arguments.site.is_dir():
        raise UsageError(f"{arguments.site}: no such folder")
    conf = arguments.site / "conf.py"
    settings = read_settings(conf.resolve()) if conf.is_file() else Settings()
    lang = arguments.language or next(iter(settings.languages))
    if lang not in settings.languages:
        raise UsageError(f"--language: {lang!r} is none of {', '.join(settings.languages)}")
    if not arguments.ref:
        raise UsageError("an id is needed: make new KIND=product REF=acme-one LANGUAGE=en")
    ref = _id(arguments.ref)
    company = _id(arguments.company) if arguments.company else ""
    site = known_reviews(arguments.site, settings, conf.is_file())
    pattern = translation_of(site, arguments.kind, ref)
    if arguments.kind == "company":
        company = ref
    company = company or (pattern.company_id if pattern else maker_of(site, ref))
    path = arguments.site / settings.folder / review_path(arguments.kind, lang, company, ref)
    if path.exists():
        raise UsageError(f"{path}: exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    name = arguments.name or (pattern.target_name if pattern else ref.replace("-", " ").title())
    text = skeleton(
        settings, arguments.kind, lang, company, ref, name, pattern, draft=arguments.draft
    )
    path.write_text(text, "utf-8")
    if pattern:
        print(f"The numbers are those of {pattern.path}.")
    check = "make check" if (arguments.site / "Makefile").is_file() else "sphinx-reviews check ."
    print(f"Written: {path}. Fill it in, then run '{check}'.")
    return 0


def _id(given: str) -> str:
    """Return the id where it can be one; raise UsageError where not."""
    try:
        return safe_id(given)
    except ValueError as error:
        raise UsageError(f"{given!r}: {error}, for example acme-one") from error


def known_reviews(root: Path, settings: Settings, whole: bool) -> Catalogue:
    """Return the reviews that the site has already."""
    folder = Path(os.path.abspath(root))
    return Target(folder, settings).catalogue(folder / CACHE / "check" if whole else None)


def translation_of(site: Catalogue, kind: Kind, ref: str) -> Review | None:
    """Return the review of the same subject in the first language that has one."""
    candidates = (site.get(kind, ref, lang) for lang in site.settings.languages)
    return next(filter(None, candidates), None)


def maker_of(site: Catalogue, ref: str) -> str:
    """Return the longest known maker that a ref begins with, else its first word."""
    known = {review.company_id for review in site.reviews}
    fitting = [company for company in known if f"{ref}-".startswith(f"{company}-")]
    return max(fitting, key=len, default=ref.partition("-")[0])


def review_path(kind: str, lang: str, company: str, ref: str) -> Path:
    """Return where the starter content keeps such a review."""
    if kind == "company":
        return Path("companies", lang, f"{ref}.md")
    return Path("products", lang, company, f"{ref}.md")


def skeleton(
    settings: Settings,
    kind: str,
    lang: str,
    company: str,
    ref: str,
    name: str,
    pattern: Review | None = None,
    *,
    draft: bool = False,
) -> str:
    """Return a review in which every section stands, with the numbers of a translation.

    Without one every score is the middle of its scale.
    """
    rubric = settings.the_rubric
    scores = list(pattern.scores) if pattern else [middle(rubric)] * len(rubric.criteria)
    overall = pattern.overall if pattern else rubric.combined(scores)
    today = date.today().isoformat()
    suffix = TITLES.get(lang, TITLES["en"])[kind == "company"]
    folder = "products" if kind == "product" else "companies"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    lines = [
        "---",
        f"layout: {kind}",
        f'title: "{quoted} {suffix}"',
        f'target_name: "{quoted}"',
        f"company_id: {company}",
        f"lang: {lang}",
        f"ref: {ref}",
        f"date: {today}",
        f"rating: [{', '.join(str(value) for value in (overall, *scores))}]",
        f'summary: "{SUMMARIES.get(lang, SUMMARIES["en"])}"',
        "tags: []",
        *(_taken_over(pattern) if pattern else ()),
        *(["draft: true"] if draft else ()),
        f"permalink: /{folder}/{lang}/{ref}/",
        "---",
        "",
        f"## {section_name(settings, 'overview', lang)}",
        "",
    ]
    for criterion, score in zip(rubric.criteria, scores, strict=True):
        lines += [f"## {criterion.name(lang)}", "", f"$$ \\Large \\text{{{score}}} $$", ""]
    lines += [f"## {section_name(settings, 'advice', lang)}", ""]
    if "references" in settings.sections:
        source = SOURCES.get(lang, SOURCES["en"]).format(today=today)
        lines += [f"## {section_name(settings, 'references', lang)}", "", source, ""]
    return "\n".join(lines)


def _taken_over(pattern: Review) -> Iterator[str]:
    """Yield the lines of the front matter that are the same in every language."""
    if pattern.price:
        yield f"price: {pattern.price.amount}"
        yield f"price_currency: {pattern.price.currency}"
    for key in ("category", "equivalent"):
        if value := getattr(pattern, key):
            yield f"{key}: {value}"
    for key, own in pattern.fields.items():
        yield f"{key}: {own}"


def middle(rubric: Rubric) -> Decimal:
    """Return the middle of the criteria's scale, on one of its steps."""
    scale = rubric.scale
    return scale.low + round_to((scale.high - scale.low) / 2, scale.step)


def section_name(settings: Settings, identifier: str, lang: str) -> str:
    """Return the usual heading of a section in a language."""
    given = settings.sections.get(identifier, {})
    names = {code: variants[0] for code, variants in given.items() if variants}
    return word(names, lang, identifier.title())
