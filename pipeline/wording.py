"""What texts say in so many words that no table holds: the elements of evaluability, and the programme they
name.

Words come from `sql/evaluability.toml`, by language. Each text is looked through once for each element, and
what is found is a span of the stored text: the sentence around the word.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pandas as pd

from pipeline.likeness import fold

WORDS = Path(__file__).parent / "sql" / "evaluability.toml"
LONGEST = 600
"""Characters on either side of a word within which its sentence is looked for."""

# A dot before a small letter or a digit ("2016. szeptember", "5 mln. eurų") ends no sentence.
END = re.compile(r"[.!?]+(?=\s+[^\W\d_])|\n")
WIDER = ("programme", "call", "measure")


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    data = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {
        language: {
            element: re.compile(
                r"(?<!\w)(?:" + "|".join(_pattern(word) for word in words) + ")", re.IGNORECASE
            )
            for element, words in elements.items()
        }
        for language, elements in data.items()
    }


def _pattern(word: str) -> str:
    """A beginning of a word; a blank at its end says that the word ends there."""
    return re.escape(word.rstrip()) + (r"(?!\w)" if word.endswith(" ") else "")


def languages() -> list[str]:
    """Codes of the languages whose words are known."""
    return sorted(_patterns())


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends."""
    first, last = max(0, start - LONGEST), min(len(text), end + LONGEST)
    # One character more than the span, so that the letter after a dot is seen.
    for found in END.finditer(text, first, start + 1):
        if found.end() <= start and _ends_sentence(text, found):
            first = found.end()
    for found in END.finditer(text, end, last):
        if _ends_sentence(text, found):
            last = found.end()
            break
    while first < start and not text[first].isalnum() and text[first] not in '„“"«(':
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    return mark.group() == "\n" or text[mark.end() : mark.end() + 9].lstrip()[:1].isupper()


def named_elements(documents: pd.DataFrame) -> pd.DataFrame:
    """The first sentence of each document that names each element.

    Columns: document_id, element, quote, quote_start (code points in documents.text).
    """
    rows = []
    for document in documents.itertuples():
        if not isinstance(document.language, str):
            continue
        for element, pattern in sorted(_patterns().get(document.language, {}).items()):
            found = pattern.search(document.text)
            if found:
                start, end = sentence(document.text, *found.span())
                rows.append([document.document_id, element, document.text[start:end], start])
    columns = ["document_id", "element", "quote", "quote_start"]
    text = dict.fromkeys(columns[:3], "str")
    return pd.DataFrame(rows, columns=columns).astype({**text, "quote_start": "int64"})


def belongs(documents: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Which projects belong to which programme, call or measure: a page of the project names it.

    Columns: project_id, programme_id. Names of one word or under twelve letters are too common to tell.
    """
    names: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in projects.sort_values("project_id").itertuples():
        name = fold(row.title) if isinstance(row.title, str) else ""
        words = name.split()
        if row.kind in WIDER and len(words) >= 2 and len(name) >= 12:
            names[words[0], words[1]].append((name, row.project_id))
    narrow = {
        document: row.project_id
        for row in projects.itertuples()
        if row.kind not in WIDER
        for document in row.documents
    }
    found: set[tuple[str, str]] = set()
    if names:
        for document in documents.itertuples():
            project = narrow.get(document.document_id)
            if project is None:
                continue
            words = fold(document.text).split()
            text = f" {' '.join(words)} "
            for pair in sorted(set(itertools.pairwise(words)) & names.keys()):
                found |= {(project, other) for name, other in names[pair] if f" {name} " in text}
    return pd.DataFrame(sorted(found), columns=["project_id", "programme_id"]).astype("str")
