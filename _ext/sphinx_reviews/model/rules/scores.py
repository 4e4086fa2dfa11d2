"""Scores: on the scale's steps, adding up, and the same in the front matter and in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..body import MARKER
from ..diagnostics import Code, Diagnostic
from ..records import Marker, Review, Section
from ..rubric import Criterion
from .file import FileText


def rating(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Check the steps of the scores and that the overall score is what the criteria give."""
    rubric = file.settings.the_rubric
    mark = review.mark("rating")
    scales = [("overall", rubric.overall), *((c.id, rubric.scale) for c in rubric.criteria)]
    for (name, scale), value in zip(scales, (review.overall, *review.scores), strict=True):
        if not scale.on_step(value):
            yield file.finding(
                Code.SCORE_STEP,
                mark.line,
                f"the score {name} is not a multiple of {scale.step}",
                column=mark.column,
                value=value,
                hint=f"round it to {scale.step}",
            )
    combined = rubric.combined(review.scores)
    if combined != review.overall:
        how = "add up to" if rubric.combine == "sum" else "give"
        yield file.finding(
            Code.SCORE_SUM,
            mark.line,
            f"the overall score {review.overall} is not what the criteria {how}",
            column=mark.column,
            value=f"{' + '.join(map(str, review.scores))}",
            hint=f"write {combined} first, or mend a criterion",
        )


def sections(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Find each criterion's section by its heading and compare its score."""
    criteria = file.settings.the_rubric.criteria
    own = {criterion.id for criterion in criteria}
    first: dict[str, int] = {}
    for index, section in enumerate(review.sections):
        if section.id not in own:
            continue
        if section.id not in first:
            first[section.id] = index
        elif section.level <= review.sections[first[section.id]].level:
            yield file.finding(
                Code.SECTION_REPEATED,
                section.line,
                "a second section of the same criterion",
                value=section.heading,
            )
    for criterion, score in zip(criteria, review.scores, strict=True):
        if criterion.id in first:
            yield from _marker(file, review.sections, first[criterion.id], score)
            yield from _empty(file, review.sections, first[criterion.id])
        else:
            yield from _missing(file, review, criterion, first)
    yield from _order(file, review.sections, [first[c.id] for c in criteria if c.id in first])
    yield from _overview(file, review)


def _empty(file: FileText, sections: Sequence[Section], index: int) -> Iterator[Diagnostic]:
    """Report a criterion's section without a word, subsections counted in."""
    section = sections[index]
    below = (s for s in sections[index + 1 :] if s.level <= section.level)
    end = next((s.line for s in below), len(file.lines) + 1)
    lines = file.lines[section.line : end - 1]
    if all(not line.strip() or MARKER.fullmatch(line) for line in lines):
        yield file.finding(
            Code.SECTION_EMPTY, section.line, "the section has no text", value=section.heading
        )


def _order(
    file: FileText, sections: Sequence[Section], indexes: Sequence[int]
) -> Iterator[Diagnostic]:
    for before, after in pairwise(indexes):
        if after < before:
            yield file.finding(
                Code.SECTION_ORDER,
                sections[after].line,
                "the section stands before its turn",
                value=sections[after].heading,
                hint=f"put it behind {sections[before].heading!r}",
            )
            return


def _marker(
    file: FileText, sections: Sequence[Section], index: int, score: object
) -> Iterator[Diagnostic]:
    section = sections[index]
    marker = next(iter(_markers(sections, index)), None)
    if marker is None:
        line = _like_a_marker(file, section) or section.line
        yield file.finding(
            Code.SCORE_MARKER_MISSING,
            line,
            "no score stands under the heading",
            value=section.heading,
            hint=f"write a line $$ \\Large \\text{{{score}}} $$",
        )
    elif marker.value != score:
        yield file.finding(
            Code.SCORE_MARKER,
            marker.line,
            "the score under the heading is not that of the front matter",
            value=marker.value,
            hint=f"the front matter says {score}",
        )


def _markers(sections: Sequence[Section], index: int) -> Iterator[Marker]:
    """Yield the markers of a section and of its subsections."""
    yield from sections[index].markers
    for section in sections[index + 1 :]:
        if section.level <= sections[index].level:
            return
        yield from section.markers


def _like_a_marker(file: FileText, section: Section) -> int:
    """Return the line under a heading that was meant as a score, or 0."""
    for number in range(section.text_line, min(section.text_line + 4, len(file.lines) + 1)):
        line = file.lines[number - 1]
        if "\\Large" in line or "\\text" in line or line.strip().startswith("$$"):
            return number
    return 0


def _missing(
    file: FileText, review: Review, criterion: Criterion, first: dict[str, int]
) -> Iterator[Diagnostic]:
    """Report a criterion without a section where its section would have to stand."""
    criteria = file.settings.the_rubric.criteria
    index = criteria.index(criterion)
    before = max((first[c.id] for c in criteria[:index] if c.id in first), default=-1)
    after = min(
        (first[c.id] for c in criteria[index + 1 :] if first.get(c.id, -1) > before),
        default=len(review.sections),
    )
    strange = [s for s in review.sections[before + 1 : after] if not s.id and s.markers]
    lacking = [c for c in criteria if c.id not in first and _between(c, criteria, first, before)]
    turn = lacking.index(criterion) if criterion in lacking else 0
    if turn < len(strange):
        line, hint = strange[turn].line, f"rename {strange[turn].heading!r} if it is meant"
    elif after < len(review.sections):
        line, hint = review.sections[after].line, "add it before this heading"
    else:
        advice = review.section("advice")
        line, hint = advice.line if advice else len(file.lines), "add it with heading and score"
    name = criterion.name(review.lang)
    yield file.finding(
        Code.SECTION_MISSING, line, "a criterion has no section", value=name, hint=hint
    )


def _between(
    criterion: Criterion, criteria: Sequence[Criterion], first: dict[str, int], before: int
) -> bool:
    """Tell whether the last section in front of the criterion's turn is the one given."""
    earlier = criteria[: criteria.index(criterion)]
    return max((first[c.id] for c in earlier if c.id in first), default=-1) == before


def _overview(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare a score in the overview, which can only be the overall one."""
    overview = review.section("overview")
    for marker in overview.markers if overview else ():
        if marker.value != review.overall:
            yield file.finding(
                Code.SCORE_MARKER,
                marker.line,
                "the score in the overview is not the overall score",
                value=marker.value,
                hint=f"the front matter says {review.overall}",
            )
