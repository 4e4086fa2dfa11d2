"""What prose states of numbers: amounts, results and divisions, as plain records."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Amount(NamedTuple):
    """A number as written: its value, its currency where one is written, its smallest step."""

    value: Decimal
    currency: str
    step: Decimal


class Result(NamedTuple):
    """A stated number: its value, and how it is joined (``=``, ``≈``, ``cut``, ``→``, ``?``).

    ``?`` stands for ``rounded to 0.1``, which may name the step as well as the result.
    """

    value: Decimal
    join: str


class Claim(NamedTuple):
    """A division in prose with what it is said to give."""

    line: int
    column: int
    text: str
    a: Amount
    b: Amount
    results: tuple[Result, ...] = ()
    note: str = ""
    """What stands in brackets after the first amount, such as a product's name."""

    section: str = ""
    """Id of the section in which the claim stands."""

    context: str = ""
    """The sentences of the section that name the first amount; for resolving the product."""

    beside: tuple[Amount, Amount] | None = None
    """The same two amounts in another currency, where brackets behind both tell them."""

    @property
    def quotients(self) -> tuple[Decimal, ...]:
        """Return the exact quotients in the currencies that are told: any may be the one meant."""
        other = self.beside
        return (self.quotient, other[0].value / other[1].value) if other else (self.quotient,)

    @property
    def quotient(self) -> Decimal:
        """Return the exact quotient to 28 digits."""
        return self.a.value / self.b.value

    @property
    def mixed(self) -> bool:
        """Tell whether the two amounts name different currencies."""
        return bool(self.a.currency and self.b.currency and self.a.currency != self.b.currency)
