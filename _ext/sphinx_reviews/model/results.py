"""Read what a calculation is said to give: ``= 0.77 → 0.8 (rounded to 0.1 increments)``.

A number behind a calculation is a result, or it tells how the result was rounded (a step, a
number of decimals) or limited (a cap). The last two are covered first, so that what is left
behind an arrow or a word of rounding can only be a result.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .amounts import UNIT
from .stated import Result

MAX_TAIL = 200
MAX_STEPS = 4


_N = r"\d{1,3}(?:\.\d{1,4})?"
_COUNT = r"(?:one|two|three|a single|first|second|third|1st|2nd|3rd|1|2|3)"
_PRECISION = re.compile(
    rf"(?:to |by |in |at |with )?(?:the )?(?:nearest|closest) {_N}"
    rf"|(?:to |by |in |at |with |of )?(?:the )?(?:units? |steps? |increments? |multiples? )of {_N}"
    rf"|(?:to |by |in |at |with |of )?{_N}(?:[- ](?:points?|scale))?[- ]?"
    r"(?:increments?|steps?|granularity|precision|resolution|intervals?|units?)\b"
    rf"|(?:to |at |in |with )?(?:the )?{_COUNT}[- ](?:decimals?|digits?|places?)"
    r"(?: (?:places?|digits?|points?))?"
    rf"|{_N}\s?(?:点|ポイント)?(?:刻み|きざみ|単位|ごと|毎|ステップ|間隔|精度)(?:で|に|へ|として)?"
    r"|小数(?:点)?(?:以下)?第?\s?[\d一二三]{1,2}\s?[位桁](?:まで|で|に|を|へ)*"
)
_LIMIT = re.compile(
    r"(?:clamp(?:ed|s|ing)?|capp?(?:ed|s|ing)?|limit(?:ed|s)?|max(?:imum)?|ceiling|at most"
    r"|no more than"
    r"|exceed(?:s|ed|ing)?|above|over|beyond|below|under|upper (?:bound|limit))\b"
    rf"(?:\s|[:=(]|\b(?:is|of|to|at|by|the|value|score)\b){{0,5}}{_N}"
    rf"|(?:上限|最大|最高|下限|最小|満点|キャップ|クランプ)[値はをのでにが:= ]{{0,3}}{_N}"
    rf"|{_N}\s?[をがに]?\s?(?:上限|最大|頭打ち|クランプ|制限|キャップ|超え|超過|上回|下回)",
    re.IGNORECASE,
)
_ABOUT = r"(?:約|およそ|ほぼ|approximately |approx\. ?|about |roughly |~|≈ ?|≒ ?)"
_EXPONENT = r"(?!\s?[×x]\s?10\b)(?!\s?[eE][-+]?\d)"
_FIRST = re.compile(
    r"[\s)]{0,4}(?:,\s?)?(?P<sign>=|≈|≒|≃|≅|→|⇒|->|=>|equals|gives|yields|giving|results? in"
    r"|resulting in|comes to|(?<=割ると)、?|(?<=除すると)、?)\s{0,3}"
    r"(?:(?P<cp>[A-Za-z]{2,8}|スコア|比率)\s?=\s?)?"
    rf"(?P<about>{_ABOUT}?)\s?(?P<value>\d{{1,9}}(?:,\d{{3}})*(?:\.\d{{1,8}})?|\.\d{{1,8}}){_EXPONENT}"
    r"(?P<tail>\s?(?:…|⋯|\.{3}|%|倍|x\b|×(?!\s?[\d(])|:1))?"
    rf"(?P<unit>\s?(?:{UNIT}))?(?![\d,.]*\d)"
)
_END = (
    r"(?![\d,.]*[\dA-Za-z%‰°]|\s?(?:[÷×/+*^]|[-−–~〜]\s?\d|%|倍|点以上|dB|mm|:1|(?:" + UNIT + r")))"
)
_GAP = (
    r"(?:\s|[,、;:)。]|\x00{1,90}+|\((?!\d)|\[\d{1,3}\]|となり|になり|であり|なので|です"
    r"|で(?!き)|の?で、|と(?=なり)){0,9}"
)
_WORDS = r"[^\d%\[\]=÷×+.。;；→⇒\x00]{0,40}?"
_ROUND = r"(?:rounded|rounds|rounding|round|四捨五入|丸め|切り上げ|切り捨て)"
_INTO = r"(?:[にへ](?:四捨五入|丸め)|(?:after|when|by) round)"
_STEP = re.compile(
    rf"{_GAP}(?:"
    rf"(?P<arrow>→|⇒|->|=>|≈|≒|=)\s{{0,3}}(?:{_WORDS}(?:\x00{{1,60}}+{_WORDS})?=?\s?)?(?P<a>{_N}){_END}"
    rf"|(?P<into>\d{{1,3}}\.\d{{1,4}}|[01])\s?{_INTO}"
    rf"|{_WORDS}{_ROUND}"
    rf"(?:{_WORDS}(?:\x00{{1,60}}+[ =]{{0,2}}{_WORDS}|=[ =]?{_WORDS})?)(?P<b>{_N}){_END}"
    r")"
)
_JOINING = ("=", "→", "round", "≈", "≒", "⇒", ">", "四捨", "丸め", "切り")
"""What a further result is joined by; where none is behind the first, nothing is looked for."""

_UNITS = frozenset(map(Decimal, ("0.001", "0.01", "0.1", "1")))


def read_results(text: str, start: int) -> tuple[tuple[Result, ...], int]:
    """Return the numbers that a calculation ending at ``start`` is said to give, and their end."""
    first = _FIRST.match(text, start)
    if not first:
        return (), start
    results, end = [_first(first)], first.end()
    tail = text[end : end + MAX_TAIL]
    if not any(sign in tail for sign in _JOINING):
        return tuple(results), end
    tail = _covered(tail)
    position = 0
    while len(results) < MAX_STEPS and (match := _STEP.match(tail, position)):
        results.append(_step(match))
        position = match.end()
    return tuple(results), end + position


def _first(match: re.Match[str]) -> Result:
    tail = (match["tail"] or "").strip()
    value = Decimal(match["value"].replace(",", ""))
    join = "≈" if match["about"] or match["sign"].strip("、") in "≈≒≃≅→⇒->" else "="
    if tail in ("…", "⋯", "..."):
        join = "cut"
    return Result(value / 100 if tail == "%" else value, join)


def _covered(tail: str) -> str:
    """Return the text behind a first result up to its sentence's end, steps and limits covered."""
    for pattern in (_PRECISION, _LIMIT):
        tail = pattern.sub(lambda match: "\x00" * len(match[0]), tail)
    return tail


def _step(match: re.Match[str]) -> Result:
    value = Decimal(match["a"] or match["into"] or match["b"])
    open_ = match["a"] is None and value in _UNITS
    return Result(value, "?" if open_ else "→")
