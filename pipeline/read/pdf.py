"""The text of a PDF, page after page, with a blank line where the page leaves a gap between two lines."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from .document import Content, Unreadable, composed, first_line, title_of

if TYPE_CHECKING:
    import pypdfium2

ENDINGS = (".pdf",)
MARK = b"%PDF-"
_MOST_PAGES = 2_000
_WIDE_GAP = 1.7
"""Line heights between two lines that make a new paragraph; common leading is 1.0 to 1.5."""
_OTHER_SIZE = 0.12
"""Share by which the letters of two lines differ where one is a heading."""

_HYPHEN = re.compile("(?<=[^\\W\\d_])(?:[\ufffe\x02\u00ad]\\s*|[-\u2010]\\n(?=[a-zà-žα-ωа-я]))")
_NOT_A_TITLE = re.compile(
    r"(?i)^(?:microsoft word|untitled|document\d*|powerpoint)\b|\.(?:docx?|pdf|indd|odt|pptx?|xlsx?)$"
)

# PDFium may be used by one thread at a time.
_pdfium = threading.Lock()


def read_pdf(data: bytes) -> Content:
    """Raises Unreadable for damaged or locked files and for scans without a text layer."""
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise Unreadable(
                    "The PDF is locked with a password.", "Save a copy without the password and read that."
                ) from None
            raise _damaged() from None
        try:
            if len(document) > _MOST_PAGES:
                raise Unreadable(
                    f"The PDF has {len(document)} pages, more than {_MOST_PAGES}.",
                    "Split it and keep the parts about the project.",
                )
            pages = [_page(document, number) for number in range(len(document))]
            said = document.get_metadata_dict().get("Title")
        except pypdfium2.PdfiumError:
            raise _damaged() from None
        finally:
            document.close()
    text = composed(_HYPHEN.sub("", "\n\n".join(page for page in pages if page))).strip()
    if not any(map(str.isalnum, text)):
        raise Unreadable(
            "The PDF holds pictures of pages but no text.",
            "Run it through text recognition (OCR) and read the result.",
        )
    title = None if not said or _NOT_A_TITLE.search(said) else title_of(composed(said))
    return Content("application/pdf", text, title or first_line(text))


def _damaged() -> Unreadable:
    return Unreadable("The PDF is damaged or incomplete.", "Download it again, or print it to a new PDF.")


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    words = page.get_textpage()
    try:
        text = words.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
        return _with_gaps(text, words).strip()
    finally:
        words.close()
        page.close()


def _with_gaps(text: str, words: pypdfium2.PdfTextPage) -> str:
    """`text` with a blank line where two lines stand further apart than lines of one paragraph do."""
    # Positions on the page go by character index, which the line ends of the text keep only if none was lost.
    spread = words.count_chars() - len(text)
    lines, place, upper, out = text.split("\n"), 0, None, []
    step = 2 if spread == len(lines) - 1 else 1
    if spread not in (0, len(lines) - 1):
        return text
    for line in lines:
        box = _box(words, place, line)
        if box and upper:
            height, other = box[1] - box[0], upper[1] - upper[0]
            larger = max(height, other, 1.0)
            far = upper[0] - box[1] > larger * (_WIDE_GAP - 1)
            if far or abs(height - other) > larger * _OTHER_SIZE:
                out.append("")
        out.append(line)
        upper = box or upper
        place += len(line) + step
    return "\n".join(out)


def _box(words: pypdfium2.PdfTextPage, place: int, line: str) -> tuple[float, float] | None:
    """Bottom and top of the first letter of a line, in points from the foot of the page."""
    for offset, character in enumerate(line[:20]):
        if character.isalnum():
            _, bottom, _, top = words.get_charbox(place + offset, loose=True)
            return bottom, top
    return None
