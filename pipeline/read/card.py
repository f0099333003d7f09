"""The card beside a document: `NAME.source.toml` says of NAME what its text does not.

    publisher  = "Kauno miesto savivaldybė"
    language   = "lt"                            # ISO 639-1; wins over what is detected
    source_url = "https://www.example.org/page"
    read_on    = 2024-05-31                      # the day the copy was made
    title      = "..."                           # these two win over what the page says of itself
    published  = 2023-11-02

Every line may be left out: what is unknown is not written. A line that is wrong is reported and passed over;
the rest of the card and the document are still read.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import NamedTuple

from .document import Unreadable
from .identify import known_languages

ENDING = ".source.toml"
LARGEST = 100_000

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTIAL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Card(NamedTuple):
    """What a card says; None for what it leaves out. Dates are ISO 8601, perhaps only a year or a month."""

    publisher: str | None = None
    language: str | None = None
    source_url: str | None = None
    read_on: str | None = None
    title: str | None = None
    published: str | None = None


NO_CARD = Card()


def read_card(data: bytes) -> tuple[Card, list[str]]:
    """The card, and one sentence for each wrong line of it. Raises Unreadable if it is no TOML at all."""
    try:
        lines = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("The card is not UTF-8 text, so it was passed over.", "Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(
            f"The card is not valid TOML, so it was passed over: {error or 'nested too deep'}.",
            'Write one `name = "value"` a line, text in double quotes.',
        ) from None
    said: dict[str, str] = {}
    wrong: list[str] = []
    for name, value in lines.items():
        try:
            said[name] = _checked(name, value)
        except ValueError as error:
            wrong.append(str(error))
    return Card(**said), wrong


def _checked(name: str, value: object) -> str:
    """The value as text. Raises ValueError with a sentence."""
    if name not in Card._fields:
        names = ", ".join(Card._fields)
        raise ValueError(f"The card has a line {name!r}, which means nothing; the names are {names}.")
    if name in ("read_on", "published"):
        return _date(name, value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is {value!r}, but has to be text in double quotes, or left out if unknown.")
    text = " ".join(value.split())
    if name == "language":
        if text.lower() not in known_languages():
            known = ", ".join(sorted(known_languages()))
            raise ValueError(f"language is {text!r}, but has to be one of {known}.")
        return text.lower()
    if name == "source_url" and not re.match(r"https?://[^\s/]", text):
        raise ValueError(f"source_url is {text!r}, but has to begin with https:// or http://.")
    return text


def _date(name: str, value: object) -> str:
    """A day for the copy; a publication may be known by its month or year only."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, datetime.date) else str(value).strip()
    pattern, example = (
        (_DAY, "2024-05-31") if name == "read_on" else (_PARTIAL, "2024-05-31, 2024-05 or 2024")
    )
    try:
        if not pattern.fullmatch(text):
            raise ValueError
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"{name} is {text!r}, but has to be a date such as {example}.") from None
    return text
