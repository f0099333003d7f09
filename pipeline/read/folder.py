"""Which files of a folder are documents, and in what order."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from .card import ENDING as CARD_ENDING

LARGEST = 50_000_000
"""Bytes of one document. A page, call or report has fewer; an archive or a film has more."""

_NOT_OURS = frozenset(("Thumbs.db", "desktop.ini", "__MACOSX"))


class NothingToRead(Exception):
    """There is no document at all: one sentence that says what was looked for, where, and what to do next."""


class Found(NamedTuple):
    """One file that is to be read."""

    name: str
    """Its path below the documents folder, with forward slashes: the document's id."""
    size: int


class Reject(NamedTuple):
    """One row of the table `rejects`."""

    path: str
    reason: str
    what_to_do: str


def documents_folder(raw: Path) -> Path:
    """`raw/documents` where there is one, else `raw` itself. Raises NothingToRead if there is no folder."""
    if not raw.exists():
        raise NothingToRead(
            f"There is no folder {raw}: give the folder that holds your documents, as in `rodiklis run PATH`."
        )
    if not raw.is_dir():
        raise NothingToRead(
            f"{raw} is a file: give the folder that holds it, as in `rodiklis run {raw.parent}`."
        )
    below = raw / "documents"
    return below if below.is_dir() else raw


def find(folder: Path, leave_out: Path | None = None) -> tuple[list[Found], list[Reject]]:
    """All documents and cards below `folder`, ordered by name, and what is refused before it is opened.

    Hidden files are passed over, and so is `leave_out` (a results folder inside). Links that lead out of the
    folder are refused: a folder of documents from elsewhere must not reach the rest of the machine.
    Raises NothingToRead if no document is found.
    """
    found: list[Found] = []
    rejects: list[Reject] = []
    inside = folder.resolve()
    skipped = leave_out.resolve() if leave_out else None

    def refuse_folder(error: OSError) -> None:
        rejects.append(
            Reject(
                _name(Path(error.filename), folder),
                "The folder may not be opened.",
                "Give yourself the right to read it.",
            )
        )

    for parent, folders, files in os.walk(folder, onerror=refuse_folder):
        here = Path(parent)
        for name in [name for name in folders if (here / name).is_symlink()]:
            files.append(name)
        folders[:] = [
            name
            for name in folders
            if not _passed_over(name)
            and not (here / name).is_symlink()
            and (here / name).resolve() != skipped
        ]
        for name in files:
            if not _passed_over(name):
                kept = _checked(here / name, folder, inside)
                (found if isinstance(kept, Found) else rejects).append(kept)  # type: ignore[arg-type]
    found.sort()
    rejects.sort()
    if not any(not file.name.endswith(CARD_ENDING) for file in found) and not rejects:
        raise NothingToRead(
            f"There is no document in {folder}: put pages (.html), texts (.txt), PDF or Word files there "
            "and run again."
        )
    return found, rejects


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _NOT_OURS


def _checked(path: Path, folder: Path, inside: Path) -> Found | Reject:
    name = _name(path, folder)
    if name != path.relative_to(folder).as_posix():
        return Reject(name, "The name of the file is not valid UTF-8.", "Rename the file with plain letters.")
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            return Reject(
                name,
                "The file is a link that leads out of the folder; such links are not followed.",
                "Copy the file here.",
            )
        about = path.stat()
    except (OSError, RuntimeError):
        return Reject(name, "The file is a link to nothing.", "Remove it, or copy the document here.")
    if stat.S_ISDIR(about.st_mode):
        return Reject(
            name,
            "This is a link to a folder; such links are not followed.",
            "Copy the folder, or remove the link.",
        )
    if not stat.S_ISREG(about.st_mode):
        return Reject(name, "This is a device or a pipe, not a file.", "Remove it from the folder.")
    if about.st_size > LARGEST:
        return Reject(
            name,
            f"The file has {about.st_size / 1e6:.0f} MB; a document may have {LARGEST // 1_000_000} MB.",
            "Split it, or save its text without pictures.",
        )
    return Found(name, about.st_size)


def _name(path: Path, folder: Path) -> str:
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        name = path.as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
