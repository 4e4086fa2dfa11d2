"""What scores and prices were: the lines of a committed file, and the changes between them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from .diagnostics import Code, Diagnostic, diagnostic
from .money import Money, currency_codes
from .records import KINDS, Key, Review

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?")
LONGEST = 8000
"""Characters of a line."""


class State(NamedTuple):
    """What a review said from a day on."""

    key: Key
    day: Date
    overall: Decimal
    scores: tuple[tuple[str, Decimal], ...]
    """(criterion's id, score): another rubric may hold other criteria."""

    price: Money | None = None
    reason: str = ""
    """Why it says so, where the author has told."""

    @property
    def numbers(self) -> tuple[object, ...]:
        """Return what makes it another state."""
        return (self.overall, self.scores, self.price)


@dataclass(frozen=True, slots=True)
class Step:
    """One value that changed: ``what`` is ``overall``, ``price`` or a criterion's name."""

    what: str
    before: Decimal | Money | None
    after: Decimal | Money | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed on a day, and why; without a step everything was found as it was."""

    day: Date
    steps: tuple[Step, ...]
    reason: str = ""


def read_history(root: Path, name: str, findings: list[Diagnostic]) -> tuple[State, ...]:
    """Return the states that a file keeps; a file that is not there yet keeps none."""
    try:
        lines = (root / name).read_text("utf-8").splitlines() if (root / name).exists() else []
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not valid UTF-8"
        findings.append(
            diagnostic(Code.FILE_UNREADABLE, name, 1, "the ledger cannot be read", value=reason)
        )
        return ()
    return tuple(_states(lines, name, findings))


def _states(lines: Sequence[str], name: str, findings: list[Diagnostic]) -> Iterator[State]:
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield _state(line)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            problem = f"is missing: {error}" if isinstance(error, KeyError) else str(error)
            message = f"a line of the ledger cannot be read ({problem[:120]})"
            findings.append(diagnostic(Code.LEDGER_LINE, name, number, message, value=line))


def _state(line: str) -> State:
    """Return the state in a line; raise where it holds none."""
    if len(line) > LONGEST:
        raise ValueError(f"more than {LONGEST} characters")
    data = json.loads(line)
    key = (_text(data["kind"]), _text(data["ref"]), _text(data["lang"]))
    if key[0] not in KINDS:
        raise ValueError(f"{key[0]!r} is neither product nor company")
    scores = tuple((_text(name), _number(value)) for name, value in data["scores"].items())
    day, overall = Date.fromisoformat(_text(data["day"])), _number(data["overall"])
    return State(
        key, day, overall, scores, _price(data.get("price")), _text(data.get("reason", ""))
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not all(c.isprintable() for c in value):
        raise ValueError(f"{value!r} is no text")
    return value


def _number(value: Any) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise ValueError(f"{value!r} is no number between quotes")
    return Decimal(value)


def _price(value: Any) -> Money | None:
    if value is None:
        return None
    amount, _, currency = _text(value).partition(" ")
    if currency not in currency_codes():
        raise ValueError(f"{value!r} is no price such as '149.99 USD'")
    return Money(_number(amount), currency)


def written_line(state: State) -> str:
    """Return the line that keeps a state."""
    kind, ref, lang = state.key
    data: dict[str, Any] = {
        "kind": kind, "ref": ref, "lang": lang,
        "day": state.day.isoformat(),
        "overall": format(state.overall, "f"),
        "scores": {name: format(value, "f") for name, value in state.scores},
    }  # fmt: skip
    if state.price:
        data["price"] = f"{state.price.amount:f} {state.price.currency}"
    if state.reason:
        data["reason"] = state.reason
    return json.dumps(data, ensure_ascii=False)


def by_review(states: Iterable[State]) -> Mapping[Key, tuple[State, ...]]:
    """Return the states of each review, the oldest first."""
    histories: dict[Key, list[State]] = {}
    for state in states:
        histories.setdefault(state.key, []).append(state)
    return {key: tuple(_by_day(of)) for key, of in histories.items()}


def _by_day(states: Iterable[State]) -> list[State]:
    """Return the states in the order of their days; of two of one day the later one counts."""
    last = {state.day: state for state in states}
    return [last[day] for day in sorted(last)]


def state_of(review: Review, criteria: Sequence[str], known: Sequence[State], day: Date) -> State:
    """Return what a review says now; ``day`` counts where its own date tells of no change.

    A reason that was told with an earlier state is not told again.
    """
    dated = not known or review.reviewed > known[-1].day
    reason = "" if review.reason in {state.reason for state in known} else review.reason
    return State(
        review.key,
        review.reviewed if dated else max(day, known[-1].day),
        review.overall,
        tuple(zip(criteria, review.scores, strict=True)),
        review.price,
        reason,
    )


def is_new(review: Review, now: State, known: Sequence[State]) -> bool:
    """Tell whether the ledger does not hold what a review says now."""
    return not known or now.numbers != known[-1].numbers or review.reviewed > known[-1].day


def changes(states: Sequence[State], names: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what changed from each state to the next, the newest first; criteria by name."""
    return tuple(
        Change(after.day, tuple(_steps(before, after, names)), after.reason)
        for before, after in reversed(list(pairwise(states)))
    )


def _steps(before: State, after: State, names: Mapping[str, str]) -> Iterator[Step]:
    if before.overall != after.overall:
        yield Step("overall", before.overall, after.overall)
    earlier = dict(before.scores)
    for name, value in after.scores:
        if name in earlier and earlier[name] != value:
            yield Step(names.get(name, name), earlier[name], value)
    if before.price != after.price:
        yield Step("price", before.price, after.price)
