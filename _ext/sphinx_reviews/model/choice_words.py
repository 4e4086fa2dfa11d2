"""The reasons for and against a choice as sentences of one language."""

from __future__ import annotations

from .choices import ChoiceView, Reason
from .languages import Language
from .money import Money


def reason_words(reason: Reason, lang: Language) -> str:
    """Return a reason as a sentence; the other product's name stands for ``{other}``."""
    phrase = _phrase(reason, lang)
    money = reason.money or Money(reason.score, "")
    return phrase.format(
        count=lang.formats.number(reason.count),
        score=lang.formats.score(reason.score),
        name=reason.name,
        other=reason.other.name if reason.other else "",
        money=lang.formats.money(money) if reason.money else "",
    )


def _phrase(reason: Reason, lang: Language) -> str:
    _ = lang.words.gettext
    same = reason.money is not None and not reason.money.amount
    return {
        "own-top": _("First of {count} by these weights: {score}."),
        "own-rank": _("Rank {count} by these weights: {score}."),
        "overall": _("Highest overall score: {score}."),
        "top": _("Highest overall score of {count}: {score}."),
        "cheapest-equal": _("The cheapest of {count} that score {score}."),
        "front": lang.words.ngettext(
            "Scores higher than the only one that is cheaper.",
            "Beats everything cheaper: none of {count} scores as high.",
            reason.count,
        ),
        "criterion": _("Best {name}: {score}."),
        "preset": _("First by the weights “{name}”: {score}."),
        "saves": _("{score} behind {other} for {money} less."),
        "rank": _("Rank {count} by overall score: {score}."),
        "beaten": _("{other} costs as much and scores {score}.")
        if same
        else _("{other} costs {money} less and scores {score}."),
        "behind": _("{money} cheaper than {other}, but {score} behind it."),
        "dearer": _("Scores {score}, but costs {money} more than the limit."),
    }[reason.why]


def choice_title(view: ChoiceView, lang: Language) -> str:
    """Return the heading of a choice: the category, and the price where there is one."""
    title = title_of(view.name, view.limit, lang)
    if view.preset is None:
        return title
    phrase = lang.words.gettext("{title} by “{weights}”")
    return phrase.format(title=title, weights=view.preset.name(lang.code))


def title_of(name: str, limit: Money | None, lang: Language) -> str:
    """Return the heading of what to choose of a category up to a price, if any."""
    _ = lang.words.gettext
    if limit is None:
        return _("Best {name}").format(name=_inside(name))
    money = lang.formats.money(limit)
    return _("Best {name} under {money}").format(name=_inside(name), money=money)


def _inside(name: str) -> str:
    """Return a name as it stands within a sentence; ``DACs`` keep their capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == "-" else name
