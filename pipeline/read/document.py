"""What a format's reader gives back, and the one way in which it refuses."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST_TITLE = 300

# Zero-width characters and soft hyphens instruct a typesetter. Inside a word they hide it from every search.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# "Skip to main content" in the official languages of the EU.
_PAST_THE_MENU = re.compile(
    r"\s*(?:skip to|jump to|pereiti (?:prie|į)|pāriet uz|ugrás a|tovább a tartalom|zum (?:haupt)?inhalt"
    r"|direkt zum|aller au contenu|saltar al|ir al contenido|vai al contenuto|salta al|(?:ir|saltar) para o"
    r"|salt la|sari la|przejdź do|přejít|prejsť na|preskoči|skoči na|към съдържанието|преминаване към"
    r"|μετάβαση στο|naar (?:de )?(?:hoofd)?inhoud|ga naar|hoppa till|gå til|siirry|liigu|téigh)"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)


def words_of(list_: str, between: str = " ") -> frozenset[str]:
    """The words of a list that is written as one line of text."""
    return frozenset(list_.split(between))


class Content(NamedTuple):
    """One document as its format's reader sees it."""

    media_type: str
    text: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 date that the page's own metadata give."""
    declared_language: str | None = None
    """`<html lang>`: often a theme's default, so only asked where the words do not tell."""


class Unreadable(Exception):
    """A file that cannot be read: what is wrong and the next step, one sentence each."""

    def __init__(self, reason: str, what_to_do: str) -> None:
        super().__init__(f"{reason} {what_to_do}")
        self.reason = reason
        self.what_to_do = what_to_do


def first_line(text: str) -> str | None:
    """The first line that holds a letter or digit, cut at a word if longer than a title can be.

    A page saved as text may begin with the link that leads past its menu; that is no title.
    """
    for match in re.finditer(r"[^\r\n]*\w[^\r\n]*", text):
        if not _PAST_THE_MENU.match(match[0]):
            return title_of(match[0][: LONGEST_TITLE * 2])
    return None


def title_of(words: str | None) -> str | None:
    """`words` on one line, shortened at a word; None if nothing is left."""
    line = " ".join((words or "").split()).lstrip("#*-•· ").strip()
    if len(line) > LONGEST_TITLE:
        line = line[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return line or None


def composed(text: str) -> str:
    """Text taken out of a page, PDF or word processor file: letters composed (NFC), unseen characters gone.

    Never applied to plain text, whose stored text is the file's own.
    """
    return unicodedata.normalize("NFC", _CONTROL.sub("", _UNSEEN.sub("", text)))
