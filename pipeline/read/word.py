"""A Word document (.docx): paragraphs, list items and tables in reading order.

The file is a zip archive of XML and is read as that. Libraries that model Word's objects pass over content
controls, and forms of funders keep their answers in these.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from .document import Content, Unreadable, composed, first_line, title_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ENDINGS = (".docx", ".docm")
MARK = b"PK\x03\x04"
_BODY = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_LARGEST = 100_000_000
"""Bytes of one part once unpacked: a zip of a few kilobytes can hold gigabytes of nothing."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    f"{_W}{name}" for name in words_of("del moveFrom instrText delText sectPr pPr rPr tblPr trPr tcPr")
) | {
    # The same drawing twice: once for new programs, once as a fallback for old ones.
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def is_word(data: bytes) -> bool:
    """Whether the bytes are a zip archive that holds a Word document."""
    if not data.startswith(MARK):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BODY in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return False


def read_word(data: bytes) -> Content:
    """Raises Unreadable for damaged files, for locked ones and for archives that unpack to far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _parsed(archive, _BODY)
            said = _title(archive)
    except KeyError:
        raise Unreadable(
            "The file is a zip archive, but no Word document.", "Open it in Word and save it as .docx."
        ) from None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        raise _damaged() from None
    blocks = _blocks(body)
    text = composed("".join(blocks)).strip()
    if not any(map(str.isalnum, text)):
        raise Unreadable(
            "The Word document holds no text.", "Save it again with its text, or remove it from the folder."
        )
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Content(media_type, text, title_of(composed(said or "")) or first_line(text))


def _damaged() -> Unreadable:
    return Unreadable(
        "The Word document is damaged or locked.", "Open it in Word and save it again as .docx."
    )


def _parsed(archive: zipfile.ZipFile, name: str) -> _Element:
    from lxml import etree

    # The size in the archive's directory can lie, so what is really unpacked is measured.
    with archive.open(name) as part:
        source = part.read(_LARGEST + 1)
    if len(source) > _LARGEST:
        raise Unreadable(
            f"The Word document unpacks to more than {_LARGEST // 1_000_000} MB of text.",
            "Split it, or copy the part about the project into a new document.",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        raise _damaged() from None


def _title(archive: zipfile.ZipFile) -> str | None:
    try:
        return _parsed(archive, _PROPERTIES).findtext("{http://purl.org/dc/elements/1.1/}title")
    except (KeyError, Unreadable):
        return None


def _blocks(body: _Element) -> list[str]:
    """Blocks with the gaps between them. libxml2 refuses XML nested deeper than 256, so recursion is safe."""
    out: list[str] = []

    def add(block: str, gap: str) -> None:
        if block.strip():
            if out:
                out.append(gap)
            out.append(block.strip())

    def walk(parent: _Element) -> None:
        listed = False
        for element in parent:
            if element.tag in _SKIPPED:
                continue
            if element.tag == f"{_W}p":
                item = _is_item(element)
                words = _words(element).strip()
                add(f"- {words}" if item and words else words, "\n" if item and listed else "\n\n")
                listed = item
            elif element.tag == f"{_W}tbl":
                gap = "\n\n"
                for row in element.iter(f"{_W}tr"):
                    cells = [" ".join(_words(cell).split("\n")).strip() for cell in row.iter(f"{_W}tc")]
                    add(" | ".join(cells) if any(cells) else "", gap)
                    gap = "\n"
                listed = False
            else:
                walk(element)

    walk(body)
    return out


def _is_item(paragraph: _Element) -> bool:
    """Whether Word shows a bullet or number before the paragraph."""
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        return True
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and str(style.get(f"{_W}val")).startswith(("ListBullet", "ListNumber"))


def _words(element: _Element) -> str:
    pieces: list[str] = []

    def walk(parent: _Element) -> None:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif child.tag == f"{_W}tab":
                pieces.append("\t")
            elif child.tag == f"{_W}noBreakHyphen":
                pieces.append("-")
            else:
                walk(child)
                if child.tag == f"{_W}p":
                    pieces.append("\n")

    walk(element)
    return "".join(pieces)
