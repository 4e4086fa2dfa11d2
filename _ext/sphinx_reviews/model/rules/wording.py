"""Words that mislead: quantities, praise against a score, names, and stray languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..quantities import slips, table_of
from ..records import Review
from .file import FileText
from .identity import bare, words_of_id

_VALUE = (
    r"(?:value(?: for (?:the )?money)?|cost[- ]performance|price[- ]to[- ]performance"
    r"|price[- ]performance)"
)
_PRAISE = re.compile(
    rf"\b(?:excellent|outstanding|exceptional|superb|unbeatable|unmatched|best|great|remarkable"
    rf"|high|strong|top|leading) {_VALUE}\b|"
    r"(?:優れた|高い|抜群の|卓越した|圧倒的な|極めて高い|非常に高い|最高の)(?:コストパフォーマンス|費用対効果|コスパ)"
    r"|(?:コストパフォーマンス|費用対効果|コスパ)[がはもに](?:非常に|極めて|とても)?(?:高い|優れ|抜群|良い|良好)",
    re.IGNORECASE,
)
_BLAME = re.compile(
    rf"\b(?:poor|terrible|bad|weak|low|abysmal|limited) {_VALUE}\b|\boverpriced\b|"
    r"(?:低い|劣る|悪い)(?:コストパフォーマンス|費用対効果|コスパ)"
    r"|(?:コストパフォーマンス|費用対効果|コスパ)[がはも](?:非常に|極めて|著しく|大きく)?(?:低い|低く|悪い|劣)|割高",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:not?|without|lacks?|lacking|fails?|despite|although|though|while|but|however|than|unlike"
    r"|alternatives?|competitors?|competing|rivals?|once|was|were|if|less|avoid|never|cannot)\b|n't"
    r"|な(?:い|く|かった)|せん|ず|より|代替|競合|他社|他の|一方|ものの|ですが|が、|かつて|当時|疑問|求め|なら|場合",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=[.!?。！？;；])\s*")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_][\w+&]{1,})[ \u3000]+\1(?![\w-])", re.IGNORECASE)
_YEN = re.compile(r"\d[\d,.]{0,12}\s?円")
_FOREIGN = re.compile(
    r"[\u0400-\u04ff]{3,}|[\u0590-\u06ff]{2,}|[\u0e00-\u0e7f]{2,}|[\uac00-\ud7a3]{2,}"
)
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_QUOTED = re.compile(r"[\"“「『(（\[][^\"”」』)）\]]{0,80}[\"”」』)）\]]")


def quantities(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Look for numbers whose unit or first digits were lost."""
    table = table_of(file.settings.quantities)
    sections = [section for section in review.sections if section.id != "references"]
    words = table.words_in("\n".join(section.prose for section in sections))
    for section in sections:
        prose = section.prose
        for slip in slips(prose, table, words):
            yield file.finding(
                Code.TEXT_QUANTITY,
                section.text_line + prose.count("\n", 0, slip.start),
                slip.problem,
                column=slip.start - prose.rfind("\n", 0, slip.start),
                value=" ".join(slip.text.split()),
            )


def summary(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Look for praise of the price beside a score near the bottom, and the reverse."""
    rubric = file.settings.the_rubric
    if not rubric.cost or review.kind != "product":
        return
    score = review.scores[rubric.index(rubric.cost)]
    share = (score - rubric.scale.low) / (rubric.scale.high - rubric.scale.low)
    pattern = _PRAISE if share * 10 <= 2 else _BLAME if share * 10 >= 9 else None
    for clause in _CLAUSE.split(review.summary) if pattern else ():
        match = pattern.search(clause) if pattern else None
        if match and not _DOUBT.search(clause):
            mark = review.mark("summary")
            yield file.finding(
                Code.SUMMARY_SCORE,
                mark.line,
                f"the summary contradicts the score {score} of {rubric.cost}",
                column=mark.column,
                value=match[0],
            )
            return


def names(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Look for words that stand twice in a name, and a name that the text never uses."""
    for key, value in (("target_name", review.target_name), ("title", review.title)):
        if match := _DOUBLED.search(value):
            mark = review.mark(key)
            yield file.finding(
                Code.NAME_DOUBLED,
                mark.line,
                "a word stands twice in the name",
                column=mark.column,
                value=match[0],
                hint=f"write {match[1]!r} once",
            )
            break
    if _unused(file, review):
        mark = review.mark("target_name")
        yield file.finding(
            Code.NAME_UNUSED,
            mark.line,
            "the text never uses the name",
            column=mark.column,
            value=review.target_name,
        )


def _unused(file: FileText, review: Review) -> bool:
    """Tell whether neither the name nor any word that tells it from others is in the text."""
    body = "".join(file.lines[file.body_line - 1 :])
    if review.target_name in body:
        return False
    text = bare(body)
    maker = set(words_of_id(review.company_id))
    parts = [bare(part) for part in re.split(r"[\s/（(）)「」・-]+", review.target_name)]
    own = [p for p in parts if p and (review.kind == "company" or p not in maker)]
    if review.lang == "ja":
        # A name in Latin letters is often written in kana; a model's number is not.
        own = [p for p in own if any(c.isdigit() for c in p) or not p.isascii()]
    return bool(own) and not any(part in text for part in own if len(part) > 1 or len(own) == 1)


def languages(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Look for words of another language than the review's, outside quotes and brackets."""
    if review.lang == "ja" and len(review.summary) > 20 and not _KANA.search(review.summary):
        mark = review.mark("summary")
        yield file.finding(
            Code.TEXT_LANGUAGE,
            mark.line,
            "the summary is not in the review's language",
            column=mark.column,
            value=review.summary[:40],
        )
    if review.lang not in ("en", "ja"):
        return
    pattern = _ODD_IN[review.lang]
    for section in review.sections:
        prose = section.prose
        if section.id == "references" or prose.isascii() or not pattern.search(prose):
            continue
        for number, line in enumerate(section.prose.split("\n"), start=section.text_line):
            blanked = _QUOTED.sub(lambda m: " " * len(m[0]), line)
            yen = review.lang == "en" and _YEN.search(line)
            match = yen or _FOREIGN.search(blanked)
            if match:
                hint = "write JPY or yen" if yen else ""
                yield file.finding(
                    Code.TEXT_LANGUAGE,
                    number,
                    "a word of another language",
                    column=match.start() + 1,
                    value=match[0],
                    hint=hint,
                )


_ODD_IN = {
    "en": re.compile("[円\u0400-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]"),
    "ja": re.compile("[\u0400-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]"),
}
"""One of the characters that a stray word needs; most texts have none."""
