"""E-mail addresses and telephone numbers in texts that are shown: dots of the same length in their place.

The tables and the raw documents keep what they hold; a report has no use for how to reach a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,24}")
# Only what is certainly a telephone number without knowing the language: a country code or a label.
_PHONE = re.compile(
    r"(?<![\w+])\+\d{1,3}[ \u00a0()/.-]{0,2}\d(?:[ \u00a0()/.-]{0,2}\d){5,12}(?!\d)"
    r"|(?<=[Tt]el\.)[ :\u00a0]{0,3}\(?\d(?:[ \u00a0()/.-]{0,2}\d){5,12}(?!\d)"
)
DOT = "•"


def mask(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The text with e-mails, phones and the given spans (code points) dotted out, its length kept."""
    for pattern in (_EMAIL, _PHONE):
        text = pattern.sub(lambda found: _dots(found.group()), text)
    for start, end in spans:
        text = text[:start] + _dots(text[start:end]) + text[end:]
    return text


def _dots(words: str) -> str:
    return "".join(letter if letter.isspace() else DOT for letter in words)
