"""One file to one row: what format it is, its text, its language, its card."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import Any

from . import card as cards
from . import pdf, plain_text, webpage, word
from .document import Content, Unreadable
from .folder import Found, Reject
from .identify import identify

Row = dict[str, Any]

_KNOWN = "Save it as .html, .txt, .pdf or .docx and put that file here."
_OTHER_FORMATS = {
    "an old Word document": (".doc", ".dot"),
    "a rich text document": (".rtf",),
    "an OpenDocument text": (".odt", ".ott", ".fodt"),
    "a spreadsheet": (".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".tsv"),
    "a presentation": (".ppt", ".pptx", ".odp"),
    "a picture": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".svg", ".heic"),
    "an archive": (".zip", ".gz", ".tar", ".7z", ".rar", ".mht", ".mhtml", ".warc"),
    "a sound or film": (".mp3", ".mp4", ".wav", ".avi", ".mov", ".mkv", ".ogg", ".webm"),
    "an e-mail": (".eml", ".msg"),
    "data, not a document": (
        ".json",
        ".jsonl",
        ".xml",
        ".toml",
        ".yaml",
        ".yml",
        ".parquet",
        ".sqlite",
        ".duckdb",
    ),
    "a program or style sheet": (".js", ".css", ".py", ".php", ".exe", ".dll", ".so"),
}
_UNSUPPORTED = {ending: kind for kind, endings in _OTHER_FORMATS.items() for ending in endings}


def read_files(folder: Path, files: list[Found]) -> tuple[list[Row], list[Reject]]:
    """Rows for the documents among `files`, and rejects. Cards are looked up beside each document."""
    rows: list[Row] = []
    rejects: list[Reject] = []
    for file in files:
        if file.name.endswith(cards.ENDING):
            if not (folder / file.name.removesuffix(cards.ENDING)).exists():
                rejects.append(
                    Reject(
                        file.name,
                        "The card has no document beside it.",
                        f"Call it as the document is called, with {cards.ENDING} behind the whole name.",
                    )
                )
            continue
        try:
            card = _card(folder, file.name, rejects)
            rows.append(_row(file.name, (folder / file.name).read_bytes(), card))
        except Unreadable as error:
            rejects.append(Reject(file.name, error.reason, error.what_to_do))
        except PermissionError:
            rejects.append(
                Reject(file.name, "The file may not be opened.", "Give yourself the right to read it.")
            )
        except Exception as error:
            # Parsers of other people meet files of other people: one must not end the run of a thousand.
            rejects.append(
                Reject(
                    file.name,
                    f"The file could not be read ({type(error).__name__}).",
                    "Copy it anew and run again.",
                )
            )
    return rows, rejects


def _card(folder: Path, name: str, rejects: list[Reject]) -> cards.Card:
    path = folder / f"{name}{cards.ENDING}"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > cards.LARGEST:
            return cards.NO_CARD
        card, wrong = cards.read_card(path.read_bytes())
    except Unreadable as error:
        rejects.append(Reject(name + cards.ENDING, error.reason, error.what_to_do))
        return cards.NO_CARD
    except OSError:
        rejects.append(
            Reject(name + cards.ENDING, "The card may not be opened.", "Give yourself the right to read it.")
        )
        return cards.NO_CARD
    if wrong:
        rejects.append(
            Reject(name + cards.ENDING, " ".join(wrong), "Correct the line; the rest of the card was used.")
        )
    return card


def _row(name: str, data: bytes, card: cards.Card) -> Row:
    """The columns of the table `documents`, in its order."""
    content = _content(name, data)
    if not any(map(str.isalnum, content.text)):
        raise Unreadable("The file holds no words.", "Save the document again with its text, or remove it.")
    return {
        "document_id": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": content.media_type,
        "language": card.language or identify(content.text, content.declared_language),
        "title": card.title or content.title,
        "published": card.published or content.published,
        "text": content.text,
        "characters": len(content.text),
        "source_url": card.source_url,
        "publisher": card.publisher,
        "read_on": card.read_on,
    }


def _content(name: str, data: bytes) -> Content:
    """What the bytes are decides, and the name only where they do not tell."""
    if not data:
        raise Unreadable("The file is empty.", "Save the document again, or remove the file.")
    ending = PurePosixPath(name).suffix.lower()
    if data.lstrip(b"\0\t\n\r ")[:1024].startswith(pdf.MARK):
        return pdf.read_pdf(data)
    if word.is_word(data) or (ending in word.ENDINGS and data.startswith(word.MARK)):
        return word.read_word(data)
    if ending in webpage.ENDINGS or webpage.looks_like_page(data):
        return webpage.read_page(data)
    if ending in plain_text.ENDINGS:
        return plain_text.read_plain_text(data)
    if ending in pdf.ENDINGS + word.ENDINGS:
        raise Unreadable(f"The file is called {ending} but holds something else.", "Download it again.")
    if kind := _UNSUPPORTED.get(ending):
        raise Unreadable(f"The file is {kind} ({ending}), which is not read.", _KNOWN)
    if not ending:
        return plain_text.read_plain_text(data)
    raise Unreadable(f"Files of the kind {ending} are not read.", _KNOWN)
