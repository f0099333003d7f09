"""Bytes to characters: byte order mark, strict UTF-8, what the file declares, and only then a guess."""

from __future__ import annotations

import codecs
import re

from .document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these as the Windows code page that extends them, and so pages are written.
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_STRAY_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_GUESSED_FROM = 200_000


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, exact: line ends stay as they are, only a byte order mark is dropped.

    UTF-8 that decodes is believed before `declared` (saved pages keep old declarations); a guess comes last.
    Raises Unreadable if the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _as_text(data, encoding)
            except UnicodeDecodeError:
                raise _damaged(encoding.removesuffix("-sig").upper()) from None
    if b"\0" not in data:
        try:
            return _as_text(data, "utf-8")
        except UnicodeDecodeError:
            pass
        if name := _known(declared):
            try:
                return _as_text(data, name)
            except UnicodeDecodeError:
                pass
    return _guessed(data)


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS_READ.get(name, name)


def _guessed(data: bytes) -> str:
    import chardet

    sample = data[:_GUESSED_FROM]
    guess = chardet.detect(sample)["encoding"] if _could_be_text(sample) else None
    if guess is None:
        raise Unreadable(
            "The file is binary or in an unknown encoding, not text.",
            "Save it as UTF-8 text, or give it the ending of its real format.",
        )
    try:
        return _as_text(data, guess)
    except (UnicodeDecodeError, LookupError):
        raise _damaged(guess) from None


def _damaged(encoding: str) -> Unreadable:
    return Unreadable(
        f"The text looks like {encoding}, but some of its bytes are not valid there.",
        "Open it in an editor, correct the damaged characters and save it as UTF-8.",
    )


def _could_be_text(sample: bytes) -> bool:
    """Text has zero bytes only every second byte (UTF-16 without a mark), programs and pictures anywhere."""
    zeros = sample.count(0)
    if zeros == 0:
        return True
    even = sample[::2].count(0)
    return max(even, zeros - even) > len(sample) * 0.3 and min(even, zeros - even) <= len(sample) * 0.02


def _as_text(data: bytes, encoding: str) -> str:
    """Decoded strictly; refused where control characters show that it was no text after all."""
    text = data.decode(encoding)
    stray = len(_STRAY_CONTROL.findall(text[:_GUESSED_FROM]))
    if "\0" in text or stray > 8 + len(text) // 200:
        raise Unreadable(
            "The file holds control characters that text does not have: it is binary, whatever it is called.",
            "Give it the ending of its real format, or save it as UTF-8 text.",
        )
    return text
