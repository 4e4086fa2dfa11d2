"""``python -m sphinx_reviews new``: lay out a review that passes the checker already."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..model.rubric import Rubric, round_to, word
from ..model.safety import safe_id
from ..model.settings import Settings
from .targets import UsageError, read_settings

TITLES = {"en": ("Product Review", "Company Review"), "ja": ("製品レビュー", "企業レビュー")}
SUMMARIES = {
    "en": "One sentence that says what to think of it.",
    "ja": "どう評価するかを1文で書きます。",
}
SOURCES = {
    "en": "[1] Who, what, https://example.org/, accessed {today}",
    "ja": "[1] 著者、題名、https://example.org/、{today}にアクセス",
}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("new", help="begin a review")
    command.add_argument("kind", choices=("product", "company"))
    command.add_argument("ref", help="id of the subject, such as acme-one")
    command.add_argument("--language", default="", metavar="LANG")
    command.add_argument("--company", default="", metavar="ID", help="the maker's id")
    command.add_argument("--name", default="", help="name of the subject")
    command.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="conf.py's folder"
    )
    command.set_defaults(run=new_command)


def new_command(arguments: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    conf = arguments.site / "conf.py"
    settings = read_settings(conf.resolve()) if conf.is_file() else Settings()
    lang = arguments.language or next(iter(settings.languages))
    if lang not in settings.languages:
        raise UsageError(f"--language: {lang!r} is none of {', '.join(settings.languages)}")
    if not arguments.ref:
        raise UsageError("an id is needed: make new KIND=product REF=acme-one LANGUAGE=en")
    try:
        ref = safe_id(arguments.ref)
        company = safe_id(arguments.company or ref.partition("-")[0])
    except ValueError as error:
        raise UsageError(f"{arguments.ref!r}: {error}, for example acme-one") from error
    if arguments.kind == "company":
        company = ref
    path = arguments.site / settings.folder / review_path(arguments.kind, lang, company, ref)
    if path.exists():
        raise UsageError(f"{path}: exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    name = arguments.name or ref.replace("-", " ").title()
    path.write_text(skeleton(settings, arguments.kind, lang, company, ref, name), "utf-8")
    print(f"Written: {path}. Fill it in, then run 'make check' and 'make html'.")
    return 0


def review_path(kind: str, lang: str, company: str, ref: str) -> Path:
    """Return where the starter content keeps such a review."""
    if kind == "company":
        return Path("companies", lang, f"{ref}.md")
    return Path("products", lang, company, f"{ref}.md")


def skeleton(settings: Settings, kind: str, lang: str, company: str, ref: str, name: str) -> str:
    """Return a review in which every score is the middle of its scale and every section stands."""
    rubric = settings.the_rubric
    scores = [middle(rubric)] * len(rubric.criteria)
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
        f"rating: [{', '.join(str(value) for value in (rubric.combined(scores), *scores))}]",
        f'summary: "{SUMMARIES.get(lang, SUMMARIES["en"])}"',
        "tags: []",
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


def middle(rubric: Rubric) -> Decimal:
    """Return the middle of the criteria's scale, on one of its steps."""
    scale = rubric.scale
    return scale.low + round_to((scale.high - scale.low) / 2, scale.step)


def section_name(settings: Settings, identifier: str, lang: str) -> str:
    """Return the usual heading of a section in a language."""
    given = settings.sections.get(identifier, {})
    names = {code: variants[0] for code, variants in given.items() if variants}
    return word(names, lang, identifier.title())
