"""Plain text and Markdown: the stored text is the file's own, character by character."""

from __future__ import annotations

from .document import Content, first_line
from .encoding import decode

ENDINGS = (".txt", ".text", ".md", ".markdown")


def read_plain_text(data: bytes) -> Content:
    text = decode(data)
    return Content("text/plain", text, title=first_line(text))
