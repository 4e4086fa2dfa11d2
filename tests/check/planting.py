"""Defects to plant in real reviews: each names the code and the line that must be found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sphinx_reviews.model.amounts import agrees, money_in
from sphinx_reviews.model.body import CLOSING_DATE
from sphinx_reviews.model.diagnostics import Code, Diagnostic
from sphinx_reviews.model.judging import judge_claim
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.rubric import AUDIO_RUBRIC, rubric_from
from sphinx_reviews.model.rules.arithmetic import exact_scores, stated_scores
from sphinx_reviews.model.stated import Claim

RUBRIC = rubric_from(AUDIO_RUBRIC)
Planted = tuple[list[str], int] | None
"""The changed lines and the number of the line at which the finding must stand."""


@dataclass(frozen=True)
class Defect:
    """A kind of defect: the codes that count as finding it, and how it is planted."""

    name: str
    codes: tuple[Code, ...]
    plant: Callable[[list[str], Review, random.Random], Planted]


DEFECTS: list[Defect] = []


def defect(*codes: Code) -> Callable[[Callable[..., Planted]], Callable[..., Planted]]:
    """Register a planting function under its name."""

    def register(function: Callable[..., Planted]) -> Callable[..., Planted]:
        DEFECTS.append(Defect(function.__name__, codes, function))
        return function

    return register


def points_at_value(finding: Diagnostic, lines: Sequence[str]) -> bool:
    """Tell whether the column lies in the line, and in the value where the line holds it."""
    line = lines[finding.line - 1]
    if not 1 <= finding.column <= len(line) + 1:
        return False
    start = line.find(finding.value) if finding.code not in COUNTS else -1
    while start >= 0:
        if start < finding.column <= start + max(1, len(finding.value)):
            return True
        start = line.find(finding.value, start + 1)
    return finding.code in COUNTS or not re.search(
        rf"(?<!\w){re.escape(finding.value)}(?!\w)", line
    )


COUNTS = (Code.SCORE_COUNT, Code.CONTENT_SIZE)
"""Codes whose value is a number of things."""


def key_line(lines: list[str], key: str) -> int:
    """Return the index of a front-matter key's line, -1 where it is absent."""
    return next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), -1)


def changed(lines: list[str], index: int, text: str) -> tuple[list[str], int]:
    """Return the lines with one replaced, and its number."""
    return [*lines[:index], text, *lines[index + 1 :]], index + 1


def prose_line(lines: list[str], review: Review, rng: random.Random) -> int:
    """Return the index of a line of plain prose of some length outside the references."""
    places = [
        section.text_line - 1 + offset
        for section in review.sections
        if section.id != "references"
        for offset, line in enumerate(section.prose.split("\n"))
        if len(line) > 60
        and not line.startswith(("|", " ", "-", "#", ">", "*", "`", "\t"))
        and not any(c in lines[section.text_line - 1 + offset] for c in "*`$<[{")
    ]
    return rng.choice(places) if places else -1


def in_prose(
    lines: list[str], review: Review, rng: random.Random, text: str, *, after: bool = True
) -> Planted:
    """Put the text at the end of a line of prose."""
    place = prose_line(lines, review, rng)
    if place < 0:
        return None
    return changed(lines, place, lines[place] + text if after else text + lines[place])


# Front matter


@defect(Code.FRONT_MATTER_KEY)
def misspelled_key(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Misspell a key."""
    key = rng.choice(["summary", "tags", "company_id", "permalink"])
    index = key_line(lines, key)
    return changed(lines, index, lines[index].replace(key, key[:-1] + "x", 1))


@defect(Code.FRONT_MATTER_DUPLICATE)
def repeated_key(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Repeat a key."""
    index = key_line(lines, rng.choice(["lang", "date", "ref"]))
    return [*lines[: index + 1], lines[index], *lines[index + 1 :]], index + 2


@defect(Code.FRONT_MATTER_REQUIRED)
def missing_key(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Take a required key away."""
    index = key_line(lines, rng.choice(["summary", "date", "ref", "permalink", "tags"]))
    return [*lines[:index], *lines[index + 1 :]], 1


@defect(Code.FRONT_MATTER_TYPE)
def bad_date(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write a date that is none."""
    bad = rng.choice(["2025-13-01", "2025-02-30", "2025-07-2o", "July 2025", "25-07-01"])
    return changed(lines, key_line(lines, "date"), f"date: {bad}")


@defect(Code.FRONT_MATTER_MISSING)
def lost_fence(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose the opening fence."""
    return lines[1:], 1


@defect(Code.ID_UNSAFE)
def unsafe_ref(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Make the ref climb out of its folder."""
    return changed(
        lines, key_line(lines, "ref"), f"ref: {rng.choice(['../x', 'a/b', 'a b', 'CON'])}"
    )


@defect(Code.PERMALINK_UNSAFE)
def unsafe_permalink(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Make the permalink leave the site."""
    bad = rng.choice(["/products/../../x/", "//evil.example/x/", "https://x.example/", "/a?b/"])
    return changed(lines, key_line(lines, "permalink"), f"permalink: {bad}")


@defect(Code.PERMALINK_MISMATCH)
def foreign_permalink(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Let the permalink name another language, kind or ref."""
    other = {"en": "ja", "ja": "en"}[review.lang]
    kind = {"product": "companies", "company": "products"}[review.kind]
    bad = rng.choice(
        [
            f"/{kind}/{review.lang}/{review.ref}/",
            f"/products/{other}/{review.ref}/",
            f"/products/{review.lang}/{review.ref}-2/",
        ]
    )
    return changed(lines, key_line(lines, "permalink"), f"permalink: {bad}")


@defect(Code.TITLE_MISMATCH)
def foreign_title(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Give the review another subject's title."""
    return changed(lines, key_line(lines, "title"), 'title: "Zyxwv Q-99 Review"')


@defect(Code.SCORE_SUM)
def wrong_sum(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Change the overall score by a tenth or two."""
    step = Decimal(rng.choice(["0.1", "0.2", "-0.1"]))
    overall = review.overall + step if 0 <= review.overall + step <= 5 else review.overall - step
    return rating(lines, (overall, *review.scores))


def rating(lines: list[str], scores: tuple[Decimal, ...]) -> Planted:
    """Write another rating."""
    text = f"rating: [{', '.join(map(str, scores))}]"
    return changed(lines, key_line(lines, "rating"), text)


@defect(Code.SCORE_STEP)
def between_steps(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put a score between two steps."""
    scores = list(review.scores)
    scores[rng.randrange(5)] = Decimal("0.55")
    return rating(lines, (review.overall, *scores))


@defect(Code.SCORE_RANGE)
def out_of_range(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put a score out of the scale."""
    scores = list(review.scores)
    scores[rng.randrange(5)] = Decimal(rng.choice(["1.1", "-0.1", "8"]))
    return rating(lines, (review.overall, *scores))


@defect(Code.SCORE_COUNT)
def lost_score(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose a score."""
    return rating(lines, (review.overall, *review.scores[:-1]))


# Sections


def own_sections(review: Review) -> list[tuple[int, int]]:
    """Return (index of the heading, index of the marker) of the criteria's sections."""
    ids = {criterion.id for criterion in RUBRIC.criteria}
    return [
        (s.line - 1, s.markers[0].line - 1) for s in review.sections if s.id in ids and s.markers
    ]


@defect(Code.SCORE_MARKER)
def wrong_marker(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Change the score under a heading."""
    _, marker = rng.choice(own_sections(review))
    old = re.search(r"\{([\d.]+)\}", lines[marker])
    assert old
    new = (Decimal(old[1]) + Decimal("0.3")) % Decimal("1.1")
    return changed(lines, marker, lines[marker].replace(old[1], str(new)))


@defect(Code.SCORE_MARKER_MISSING)
def lost_marker(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose the score under a heading."""
    heading, marker = rng.choice(own_sections(review))
    return [*lines[:marker], "", *lines[marker + 1 :]], heading + 1


@defect(Code.SECTION_MISSING)
def renamed_section(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Rename a heading."""
    heading, _ = rng.choice(own_sections(review))
    return changed(lines, heading, rng.choice(["## Something Else", "## その他の評価"]))


@defect(Code.SECTION_ORDER)
def exchanged_sections(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Exchange two neighbouring sections."""
    own = own_sections(review)
    place = rng.randrange(len(own) - 2)
    (a, _), (b, _), (c, _) = own[place : place + 3]
    return [*lines[:a], *lines[b:c], *lines[a:b], *lines[c:]], a + 1


# Claims


def plain_claim(review: Review, rng: random.Random) -> Claim | None:
    """Return a claim that is right and whose result stands once in its text."""
    fitting = [
        claim
        for claim in review.claims
        if claim.results
        and "÷" in claim.text
        and judge_claim(claim, Decimal(1)) is None
        and claim.quotient <= 1
    ]
    return rng.choice(fitting) if fitting else None


CLAIM_CODES = (
    Code.CLAIM_QUOTIENT,
    Code.CLAIM_ROUNDING,
    Code.CLAIM_IMPRECISE,
    Code.CLAIM_TRUNCATED,
    Code.CLAIM_DIGIT,
)


@defect(*CLAIM_CODES)
def wrong_quotient(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Change the stated quotient in its first digits."""
    claim = plain_claim(review, rng)
    if claim is None:
        return None
    line = lines[claim.line - 1]
    match = re.compile(r"(?<=[=≈≒＝→])\s?[*約 ]*(\d\.\d+)").search(line, claim.column)
    if not match or Decimal(match[1]) != claim.results[0].value:
        return None
    value = Decimal(match[1])
    new = value + Decimal("0.2") if value < Decimal("0.7") else value - Decimal("0.3")
    return changed(lines, claim.line - 1, line[: match.start(1)] + str(new) + line[match.end(1) :])


@defect(Code.CLAIM_PRICE)
def other_price(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Let the front matter name another price."""
    cost = [c for c in review.claims if c.section == RUBRIC.cost]
    if review.kind != "product" or not review.price:
        return None
    same = [c for c in cost if c.b.currency == review.price.currency]
    if not same or not any(agrees(c.b, review.price.amount) for c in same):
        return None
    price = review.price.amount * 2 + 3
    if any(agrees(c.b, price) for c in same):
        return None
    return changed(lines, key_line(lines, "price"), f"price: {price:f}")[0], same[0].line


@defect(Code.CLAIM_SCORE)
def other_score(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Change the cost score everywhere but in the calculation."""
    cost = [c for c in review.claims if c.section == RUBRIC.cost]
    if review.kind != "product" or not cost:
        return None
    place = RUBRIC.index(RUBRIC.cost)
    old = review.scores[place]
    new = (old + Decimal("0.4")) % Decimal("1.1")
    if any(new in exact_scores(c, RUBRIC) | stated_scores(c, RUBRIC) for c in cost):
        return None
    section = review.section(RUBRIC.cost)
    if not section or not section.markers:
        return None
    marker = section.markers[0].line - 1
    scores = [*review.scores]
    scores[place] = new
    lines = changed(lines, marker, f"$$ \\Large \\text{{{new}}} $$")[0]
    planted = rating(lines, (sum(scores, Decimal(0)), *scores))
    return (planted[0], cost[-1].line) if planted else None


# Sources


@defect(Code.SOURCE_MISSING)
def lost_entry(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Cite a source that does not exist."""
    planted = in_prose(lines, review, rng, " [97]")
    return planted if review.sources else None


@defect(Code.SOURCE_UNCITED)
def added_entry(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Add an entry that nothing cites."""
    if not review.sources or not review.citations:
        return None
    at = review.sources[0].line - 1
    number = max(item.number for item in (*review.sources, *review.citations)) + 1
    entry = f"[{number}] Name, https://example.org/, accessed 2025-01-01"
    return [*lines[:at], entry, "", *lines[at:]], at + 1


@defect(Code.SOURCE_NUMBERING)
def gap(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Skip a number."""
    numbers = [s.number for s in review.sources]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return None
    at = review.sources[-1].line - 1
    renumbered = re.sub(r"\d+", str(numbers[-1] + 1), lines[at], count=1)
    return changed(lines, at, renumbered)


def source_with_url(review: Review, lines: list[str], rng: random.Random) -> tuple[int, str] | None:
    """Return (index of the line, address) of an entry with one address on its own line."""
    found = [
        (s.line - 1, s.urls[0])
        for s in review.sources
        if len(s.urls) == 1 and s.urls[0] in lines[s.line - 1] and "](" not in lines[s.line - 1]
    ]
    return rng.choice(found) if found else None


@defect(Code.SOURCE_ADDRESS)
def lost_address(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose the address of an entry."""
    found = source_with_url(review, lines, rng)
    if not found:
        return None
    number = next(s.number for s in review.sources if s.line == found[0] + 1)
    return changed(lines, found[0], f"[{number}] Some Maker, Some Page, accessed 2025-07-01")


@defect(Code.SOURCE_URL)
def broken_address(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Break the address of an entry."""
    found = source_with_url(review, lines, rng)
    if not found:
        return None
    bad = rng.choice(
        [
            "https://nohost/x",
            "https://example..org/",
            f"{found[1].rstrip('/')}/参照日 2025-01-01",
            f"{found[1]}https://example.org/",
            "https://example.org:99999/",
        ]
    )
    return changed(lines, found[0], lines[found[0]].replace(found[1], bad))


@defect(Code.SOURCE_DATE)
def bad_access(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Let a source be read on a day that does not exist."""
    dated = [s for s in review.sources if s.accessed and re.search(r"\d{4}-\d\d-\d\d", s.text)]
    dated = [s for s in dated if s.accessed and s.accessed.isoformat() in lines[s.line - 1]]
    if not dated:
        return None
    source = rng.choice(dated)
    line, day = lines[source.line - 1], str(source.accessed)
    return changed(lines, source.line - 1, line.replace(day, f"{day[:5]}13-45"))


# Text


@defect(Code.TEXT_EMPHASIS)
def loose_bold(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write bold text that CommonMark cannot close."""
    return in_prose(
        lines, review, rng, rng.choice(["本機は**「強い」**と", "の**10％**増", " a **b"])
    )


@defect(Code.TEXT_DOLLAR)
def bare_dollar(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write a price with a dollar sign."""
    return in_prose(lines, review, rng, " It costs $99.")


@defect(Code.TEXT_REPLACEMENT)
def lost_character(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose a character."""
    return in_prose(lines, review, rng, "\ufffd")


@defect(Code.TEXT_MOJIBAKE)
def wrong_encoding(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Read text in a wrong encoding."""
    bad = rng.choice([s.encode().decode("latin-1") for s in ("é", "—", "”", "音", "ー", "Ω", "×")])
    return in_prose(lines, review, rng, bad)


@defect(Code.TEXT_INVISIBLE)
def invisible(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put an invisible character in."""
    return in_prose(lines, review, rng, rng.choice("\u200b\u202e\u00ad\ufeff\u2066\x07"))


# Content


@defect(Code.CONTENT_HTML)
def raw_html(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put HTML in."""
    tag = rng.choice(["<b>x</b>", "<script>alert(1)</script>", "<!-- x -->", "<img src=x />"])
    return in_prose(lines, review, rng, f" {tag}")


@defect(Code.CONTENT_DIRECTIVE)
def directive(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put a directive in that is not allowed."""
    place = prose_line(lines, review, rng)
    if place < 0:
        return None
    fence = rng.choice(["```", ":::", "~~~~"])
    name = rng.choice(["include", "raw", "eval-rst", "literalinclude", "toctree"])
    block = ["", f"{fence}{{{name}}} /etc/passwd", fence, ""]
    return [*lines[: place + 1], *block, *lines[place + 1 :]], place + 3


@defect(Code.CONTENT_ROLE)
def role(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put a role in that is not allowed."""
    return in_prose(lines, review, rng, " {download}`x`")


@defect(Code.CONTENT_LINK)
def bad_link(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Link where a review may not."""
    target = rng.choice(
        ["javascript:alert(1)", "../../../conf.py", "//x.example", "data:text/html,x"]
    )
    return in_prose(lines, review, rng, f" [x]({target})")


@defect(Code.CONTENT_MATH)
def bad_formula(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put a formula in that includes a file."""
    place = prose_line(lines, review, rng)
    if place < 0:
        return None
    return [*lines[: place + 1], "", "$$ \\input{x} $$", "", *lines[place + 1 :]], place + 3


@defect(Code.CONTENT_MARKUP)
def field_markup(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Put markup into a field."""
    bad = rng.choice(["<script>x</script>", "{{ config }}", "=HYPERLINK(1)", "\\\\input{x}"])
    return changed(lines, key_line(lines, "summary"), f'summary: "{bad}"')


# What a reader trusts


@defect(Code.SOURCE_NONE)
def lost_references(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Lose the references and every address in the text."""
    section = review.section("references")
    kept = [line.replace("://", " ") for line in lines[: section.line]] if section else []
    return (kept, review.body_line) if section and review.sources else None


@defect(Code.SOURCE_WEAK)
def home_page(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Cite a home page, or a search."""
    found = source_with_url(review, lines, rng)
    if not found:
        return None
    weak = rng.choice(["https://www.example.org/", "https://www.example.org/s?k=acme+one"])
    return changed(lines, found[0], lines[found[0]].replace(found[1], weak))


@defect(Code.SOURCE_TWICE)
def same_source(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Give an entry the address of the first."""
    single = [s for s in review.sources if len(s.urls) == 1 and s.urls[0] in lines[s.line - 1]]
    single = [s for s in single if "](" not in lines[s.line - 1]]
    if len(single) < 2 or len({s.urls[0] for s in single}) < len(single):
        return None
    last = single[-1]
    line = lines[last.line - 1].replace(last.urls[0], single[0].urls[0])
    return changed(lines, last.line - 1, line)


@defect(Code.SOURCE_LATER)
def early_review(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Date the review before its sources."""
    dated = [s for s in review.sources if s.accessed]
    if not dated or review.updated:
        return None
    return changed(lines, key_line(lines, "date"), "date: 2001-01-01")[0], dated[0].line


@defect(Code.DATE_CLOSING)
def other_day(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Close the review with another day."""
    at = next((i for i, line in enumerate(lines) if CLOSING_DATE.fullmatch(line)), -1)
    ends = at > len(lines) - 8
    return changed(lines, at, rng.choice(["(2019.7.8)", "(2019.13.8)"])) if ends else None


@defect(Code.PRICE_TEXT)
def foreign_price(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write a price that no amount in the text can be, in any currency."""
    prices = {m.value for s in review.sections for _, _, m in money_in(s.prose) if m.currency}
    if not review.price or review.kind != "product" or review.price.amount not in prices:
        return None
    price = review.price.amount * Decimal("1000.3") + 1
    near = any(abs(value - price) * 10 <= price or value in (price * 2, price / 2)
               for value in (*prices, *(c.b.value for c in review.claims)))  # fmt: skip
    own = {m.currency for s in review.sections for _, _, m in money_in(s.prose)}
    if near or review.price.currency not in own or own - {"USD", "JPY"}:
        return None
    return changed(lines, key_line(lines, "price"), f"price: {price:.2f}")


@defect(Code.CLAIM_ABSENT)
def lost_calculation(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Take all text of the cost section away but one sentence."""
    section = review.section(RUBRIC.cost)
    if not section or not section.markers or review.kind != "product" or not review.price:
        return None
    if review.scores[RUBRIC.index(RUBRIC.cost)] == RUBRIC.scale.high:
        return None
    marker = section.markers[0].line
    end = next((i for i in range(marker, len(lines)) if lines[i].startswith("#")), len(lines))
    return [*lines[:marker], "", "It is dear.", "", *lines[end:]], section.line


@defect(Code.SECTION_ABSENT)
def lost_section(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Rename the advice or the overview; the last heading is where it is told."""
    section = review.section(rng.choice(["advice", "overview"]))
    if not section:
        return None
    last = review.sections[-1].line
    return changed(lines, section.line - 1, "## Something Else")[0], last


@defect(Code.SECTION_ORDER)
def advice_first(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Exchange the names of overview and advice."""
    first, last = review.section("overview"), review.section("advice")
    if not first or not last:
        return None
    lines = changed(lines, first.line - 1, lines[last.line - 1])[0]
    return changed(lines, last.line - 1, f"## {first.heading}")


@defect(Code.TEXT_QUANTITY)
def lost_unit(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write a range or a ratio with a lost or a wrong unit."""
    bad = rng.choice(
        [" 20–20 kHz", " 40-15kHz", " S/N 117 dBu", "（ダイナミックレンジ：120 dBV）", " 30〜20,000 kHz",
         "、S/N比は98W", " impedance of 32 W", " 重量は250 mW", " SNR: 1,105 dB"]
    )  # fmt: skip
    return in_prose(lines, review, rng, bad + " ")


@defect(Code.TEXT_LANGUAGE)
def stray_word(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Leave a word of another language behind."""
    bad = [" хорошо ", " 그리고 ", *([" for 4,800円 "] if review.lang == "en" else [])]
    return in_prose(lines, review, rng, rng.choice(bad))


@defect(Code.NAME_DOUBLED)
def doubled_name(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Write the first word of the name twice."""
    name = review.target_name.split()[0]
    if not name.isalpha() or len(name) < 2 or len(review.target_name.split()) < 2:
        return None
    text = f'target_name: "{name} {review.target_name}"'
    return changed(lines, key_line(lines, "target_name"), text)


@defect(Code.NAME_UNUSED)
def foreign_name(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Give the front matter the name of something else."""
    return changed(lines, key_line(lines, "target_name"), 'target_name: "Zyxwv Q99X7"')


@defect(Code.SUMMARY_SCORE)
def praise(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Let the summary contradict the cost score."""
    if review.kind != "product":
        return None
    score = review.scores[RUBRIC.index(RUBRIC.cost)]
    good = {
        "en": "It offers excellent value for the money.",
        "ja": "優れたコストパフォーマンスを持つ。",
    }
    bad = {"en": "It is overpriced.", "ja": "費用対効果が著しく低い製品。"}
    words = good if score <= Decimal("0.2") else bad if score >= Decimal("0.9") else None
    at = key_line(lines, "summary")
    return changed(lines, at, f'summary: "{words[review.lang]}"') if words else None


@defect(Code.CLAIM_SUM, Code.CLAIM_DIGIT, Code.CLAIM_IMPRECISE)
def wrong_average(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Claim a mean that is off."""
    scores = [Decimal(rng.randrange(11)) / 10 for _ in range(rng.randrange(2, 5))]
    mean = sum(scores, Decimal(0)) / len(scores)
    off = (mean + Decimal("0.25")).quantize(Decimal("0.01"))
    text = f" ({' + '.join(map(str, scores))}) ÷ {len(scores)} = {off}."
    return in_prose(lines, review, rng, text)


@defect(Code.CLAIM_CURRENCY)
def two_currencies(lines: list[str], review: Review, rng: random.Random) -> Planted:
    """Divide dollars by yen."""
    return in_prose(
        lines, review, rng, rng.choice([" 109 USD ÷ 242,000円 = 0.07.", "、99 EUR÷$200=0.5。"])
    )
