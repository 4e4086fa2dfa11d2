"""Sentences with calculations, built from numbers: many spellings, and known damage."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

TENTH = Decimal("0.1")
MONEY = {
    "USD": ("{} USD", "USD {}", "${}", "US${}", "{}USD", "{}ドル", "{}米ドル", "{} dollars"),
    "JPY": ("{}円", "{} JPY", "¥{}", "{} yen", "￥{}", "JPY {}"),
    "EUR": ("{} EUR", "€{}", "{}ユーロ"),
    "": ("{}",),
}
LEADS = (
    "", "CP = ", "- ", "* ", "1. ", "  - ", "**CP = ", "Cost-performance: ", "計算式：", "よって、",
    "The ratio – ", "CP＝", "> ", "・ ",
)  # fmt: skip
SIGNS = (" ÷ ", "÷", " ÷", "÷ ")
EQUALS = (" = ", "=", "＝", " ＝ ")
ABOUT = (" ≈ ", "≈", " ≒ ", "≒", " = 約", " = approximately ")
NOTES = ("", " (Some Maker One)", "（某社）", " [3]")
ROUNDED = (
    " → {}", "→{}", " → **{}**", ", rounded to {}", " (rounded to {})", ", which rounds to {}",
    "、四捨五入して{}", "、四捨五入で{}", "となり、{}に四捨五入", "、{}に丸め", " => {}", " ⇒ {}",
    " → CP = {}", " → スコア {}", " → rounded to {}", " → 0.1刻みに四捨五入 = {}", "、小数第1位に丸めて{}",
    " → {} (rounded to 0.1 increments)", " → {} (to the nearest 0.1)", " → {}（0.1単位で四捨五入）",
    " → {} (rounded to one decimal place)", " → {}（小数第1位まで）", ", rounding to {}",
    " → 小数第一位で {}", " (clamped at 1.0) → {}", " → {} (max 1.0)", " → {}（上限1.0）",
    ", capped at 1.0, → {}", " [2] → {}",
)  # fmt: skip
SILENT = (
    "", ".", "。", " (rounded to 0.1 increments)", ", to the nearest 0.1", ", clamped at 1.0",
    ", capped at 1.0.", "（0.1刻みに四捨五入）", "、上限は1.0です。", ", rounded to one decimal place.",
    "、小数第2位で四捨五入。", " after rounding to 2 decimals.", "（最大1.0）", " [4].", " (no more than 1.0)",
    ", in 0.1 steps", " (steps of 0.5)", "（0.05単位）",
)  # fmt: skip


def shown(value: Decimal, lang_wide: bool) -> str:
    """Return the number with thousands separated, full width if wanted."""
    text = f"{value:,}"
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    return text.translate(wide) if lang_wide else text


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half up to a number of digits."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@st.composite
def amounts(draw: st.DrawFn) -> tuple[Decimal, Decimal]:
    """Draw two prices; the first is at most the second, and no digit of the quotient is near."""
    cents = draw(st.sampled_from([1, 10, 100, 100]))
    b = draw(st.integers(20 * cents, 900_000))
    a = draw(st.integers(b // 20 + 1, b))
    return Decimal(a) / cents, Decimal(b) / cents


@st.composite
def division(draw: st.DrawFn, a: Decimal, b: Decimal, currency: str | None = None) -> str:
    """Draw a spelling of the division without its result."""
    unit = currency if currency is not None else draw(st.sampled_from(list(MONEY)))
    form = draw(st.sampled_from(MONEY[unit]))
    wide = draw(st.booleans()) and not any(c.isascii() and c.isalpha() for c in form)
    note, other = draw(st.sampled_from(NOTES)), draw(st.sampled_from(NOTES))
    left, right = form.format(shown(a, wide)), form.format(shown(b, wide))
    return f"{left}{note}{draw(st.sampled_from(SIGNS))}{right}{other}"
