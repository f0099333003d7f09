"""Every text of a report that a translation must have, found where it is declared.

`python -m pipeline.report.messages` brings the translation files up to date: new texts are added empty, texts
that are no longer used go. A new language is a file `translations/CODE.po` made of an empty catalog.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from pipeline.likeness import REASONS
from pipeline.report.reader import TRANSLATIONS

HERE = Path(__file__).parent
_KEYWORDS = {"N_": None, "text": None, "count": (1, 2), "_": None}


def catalog() -> Catalog:
    """All texts, in an order that does not change."""
    from pipeline.report.wording import templates

    found = Catalog(project="rodiklis", charset="utf-8")
    python = [*sorted((HERE.parent / "charts").glob("*.py")), *sorted(HERE.glob("*.py"))]
    for path in python:
        with path.open("rb") as source:
            for _, message, _, _ in extract("python", source, keywords=_KEYWORDS):
                _add(found, message, path.name)
    for path in sorted((HERE / "templates").glob("*.html")):
        with path.open("rb") as source:
            for _, message, _, _ in extract("jinja2.ext:babel_extract", source, keywords=_KEYWORDS):
                _add(found, message, path.name)
    for check, says in sorted(templates().items()):
        _add(found, says, f"finding {check}")
    for code, says in sorted(REASONS.items()):
        _add(found, says, f"link {code}")
    return found


def _add(found: Catalog, message: str | tuple[str, ...], place: str) -> None:
    key = tuple(message) if isinstance(message, (tuple, list)) else message
    # Letters make a text; a bare "{value}" has nothing to translate.
    bare = key if isinstance(key, str) else key[0]
    if bare and bare != "{value}":
        found.add(key, locations=[(place, None)])  # type: ignore[list-item]


def update() -> None:
    """Bring every translation file up to date with the texts."""
    texts = catalog()
    for path in sorted(TRANSLATIONS.glob("*.po")):
        with path.open("rb") as source:
            own = read_po(source, locale=path.stem)
        dates = own.creation_date, own.revision_date
        own.update(texts, no_fuzzy_matching=True)
        own.obsolete.clear()
        own.creation_date, own.revision_date = dates  # who has not translated has changed nothing
        with path.open("wb") as target:
            write_po(target, own, width=100, sort_output=True, include_previous=False, omit_header=False)


if __name__ == "__main__":
    update()
