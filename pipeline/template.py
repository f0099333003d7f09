"""A file to fill in: one line for each target that no outcome answers yet.

Lines that are left empty are no outcomes: what nobody reported stays "not reported".
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WIDTHS = {"project": 60, "what": 40, "source": 40}


class Unwritable(Exception):
    """The template cannot be written there."""


def unanswered(processed: Path) -> pd.DataFrame:
    """Targets without an outcome in the columns of an outcomes file: project, indicator, unit and what.

    One row a quantity, ordered by project and indicator; all cells are text, empty where to be filled in.
    Raises FileNotFoundError where no run has made aggregates yet.
    """
    import pandas as pd

    from pipeline.aggregate import ask
    from pipeline.outcomes import COLUMNS

    progress = ask(processed, "progress")
    open_targets = progress[progress["target_qualifier"].notna() & progress["actual_qualifier"].isna()]
    named = open_targets[open_targets["project"].notna()].rename(columns={"audience": "what"})
    rows = named[["project", "indicator", "unit", "what"]].drop_duplicates()
    rows = rows.sort_values(["project", "indicator", "unit", "what"], kind="stable", ignore_index=True)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("object").where(lambda cells: cells.notna(), "")


def write_template(processed: Path, file: Path) -> int:
    """Write the template as .csv or .xlsx; returns how many lines wait to be filled in.

    A spreadsheet offers the allowed words in its cells. Raises Unwritable for another kind of file, or where
    one is there already: it may hold what somebody has filled in.
    """
    if file.suffix not in (".csv", ".xlsx"):
        raise Unwritable(f"{file} is neither .csv nor .xlsx: name the template with one of these endings.")
    if file.exists():
        raise Unwritable(
            f"{file} is there already, perhaps filled in: give another name, or remove it first."
        )
    rows = unanswered(processed)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".csv":
        # The mark at the beginning lets a spreadsheet program know that it is UTF-8.
        rows.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
    else:
        _workbook(rows).save(file)
    return len(rows)


def _workbook(rows: pd.DataFrame) -> Any:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from pipeline.vocabulary import INDICATORS, QUALIFIERS

    book = Workbook()
    sheet = book.active
    sheet.title = "outcomes"
    sheet.append(list(rows.columns))
    for row in rows.itertuples(index=False):
        # Text from documents: a title that begins with "=" must not become a formula.
        sheet.append([None] * len(rows.columns))
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            cell.value = value or None
            cell.data_type = "s" if value else cell.data_type
    for number, column in enumerate(rows.columns, start=1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, 14)
        words = {"indicator": INDICATORS, "qualifier": QUALIFIERS}.get(column)
        if words:
            allowed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            sheet.add_data_validation(allowed)
            allowed.add(f"{letter}2:{letter}2000")
    sheet.freeze_panes = "B2"
    return book
