"""The schema of the front matter: closed keys, types, and what may stand in an address."""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Date  # noqa: N812 - `date` is a field of the record
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from .money import currency_codes
from .safety import picture_name_problem, safe_id, safe_permalink

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters to Unicode that show nothing."""


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("must be text")
    if not value.isprintable() and _CONTROL.search(value.replace("\n", " ")):
        raise ValueError("must not contain control characters")
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    if text and not any(map(_seen, text)):
        raise ValueError("has no character that can be seen")
    return text


def _seen(character: str) -> bool:
    """Tell whether a character shows something of its own."""
    return unicodedata.category(character)[0] in "LNPS" and character not in _FILLERS


def _composed(value: object) -> object:
    """Refuse letters whose accents are coded apart: two spellings of one address."""
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise ValueError("must be in Unicode's composed form (NFC)")
    return value


def _words(value: object) -> object:
    if isinstance(value, str):
        raise ValueError("must be a list such as [One, Two]")
    return value


def _number(value: object) -> object:
    number = value.strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(number) or len(number) > 15:
        raise ValueError("must be a number such as 0.8")
    return Decimal(number)


def _date(value: object) -> object:
    day = value.strip() if isinstance(value, str) else ""
    if not _DATE.fullmatch(day):
        raise ValueError("must be a date such as 2025-07-20")
    try:
        return Date.fromisoformat(day)
    except ValueError:
        raise ValueError("is no day of the calendar; write a date such as 2025-07-20") from None


def _switch(value: object) -> object:
    if value not in ("true", "false"):
        raise ValueError("must be true or false")
    return value == "true"


def _currency(value: str) -> str:
    if value not in currency_codes():
        raise ValueError("must be a currency code such as USD or JPY")
    return value


def _image(value: str) -> str:
    wrong = picture_name_problem(PurePosixPath(value).name)
    if re.search(r"[\\:?#%]|\.\.|^/|//", value) or wrong:
        raise ValueError("must be the path of an image beside the review")
    return value


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=4000)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Day = Annotated[Date, BeforeValidator(_date)]
Id = Annotated[Text, AfterValidator(safe_id), BeforeValidator(_composed)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_words), Field(max_length=60)]


class FrontMatterSchema(BaseModel):
    """The closed set of front-matter keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    layout: Literal["product", "company"] = Field(description="What is reviewed.")
    title: Text = Field(description="Title of the page, as search engines show it.")
    target_name: Text = Field(description="Name of the product or company.")
    company_id: Id = Field(description="The maker's id; joins products to their company.")
    lang: Text = Field(description="Language code of the review.")
    ref: Id = Field(description="Id of the subject, the same in every language.")
    date: Day = Field(description="Day of the review.")
    rating: Annotated[tuple[Number, ...], BeforeValidator(_words), Field(min_length=2)] = Field(
        description="The overall score, then each criterion in the rubric's order."
    )
    summary: Text = Field(description="One or two sentences for lists and search engines.")
    tags: Texts = Field(description="Free key words.")
    permalink: Annotated[Text, AfterValidator(safe_permalink), BeforeValidator(_composed)] = Field(
        description="Address of the page inside the site."
    )
    price: Annotated[Number, Field(ge=0)] | None = Field(
        None, description="Price in the currency; 0 for what is free."
    )
    price_currency: Annotated[Text, AfterValidator(_currency)] | None = Field(
        None, description="ISO 4217 code; the language's currency where absent."
    )
    category: Id | None = Field(None, description="Category id; from the tags where absent.")
    author: Text | None = Field(None, description="Who wrote the review.")
    pros: Texts = Field((), description="What speaks for it.")
    cons: Texts = Field((), description="What speaks against it.")
    equivalent: Id | None = Field(None, description="Ref of the cheapest equivalent product.")
    image: Annotated[Text, AfterValidator(_image)] | None = Field(
        None, description="Picture of the subject, beside the review."
    )
    redirect_from: Texts = Field((), description="Addresses that the page had before.")
    links: Texts = Field((), description="Shops and the like: kind and address each.")
    draft: Annotated[bool, BeforeValidator(_switch)] = Field(
        False, description="Whether the review is not to be published yet."
    )
    updated: Day | None = Field(None, description="Day of the last change of substance.")
    reason: Annotated[Text, Field(max_length=300)] | None = Field(
        None, description="Why scores or price have changed, for the history on the page."
    )


KEYS = tuple(FrontMatterSchema.model_fields)
REQUIRED = tuple(n for n, f in FrontMatterSchema.model_fields.items() if f.is_required())
