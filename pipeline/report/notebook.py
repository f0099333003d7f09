"""What the notebooks import: a processed folder, charts that show themselves, tables with linked quotes.

here = open_folder(PROCESSED)      # tables, aggregates and the frames of the charts
here.tables["measures"]            # shown with every quote as a link to its sentence
choose("Project", here.named(), show)  # a menu in JupyterLab; the first choice in an executed page
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts import to_svg
from pipeline.report.masking import mask
from pipeline.report.portfolio import NothingToReport, Portfolio

HEADLESS = "RODIKLIS_HEADLESS"
"""Environment variable that the report stage sets: no menus, links as seen from report/notebooks/."""
MOST_ROWS = 40
# Columns that tell a person nothing beside the quote that shows the same.
_QUIET = {"quote_start", "quote_end", "sentence", "text", "sha256", "rule"}


class Folder(Portfolio):
    """A processed folder in a notebook. See `pipeline.report.portfolio.Portfolio`."""

    def named(self) -> dict[str, str]:
        """Title -> project_id, in the order of the titles."""
        return {self.titles[key]: key for key in self.projects}

    def sentence(self, row: str) -> str:
        """The sentence that states a row, its number between arrows; an outcome's source instead."""
        measures = self.tables["measures"].set_index("measure_id")
        if row in measures.index:
            found = measures.loc[row]
            said, words = found["sentence"], found["quote"]
            return mask(said.replace(words, f"▸{words}◂", 1))
        outcomes = self.tables["outcomes"].set_index("outcome_id")
        if row in outcomes.index:
            return f"{outcomes.loc[row, 'what']} ({outcomes.loc[row, 'source']})"
        raise KeyError(f"No quantity has the id {row!r}.")


def open_folder(processed: str | Path) -> Folder:
    """Open a processed folder and make its figures and tables show themselves well in this notebook."""
    folder = Path(processed)
    if not (folder / "tables").is_dir():
        raise NothingToReport(f"{folder} holds no tables yet: run `make run`, or `rodiklis run`, first.")
    if os.environ.get(HEADLESS):
        evidence = "../evidence.html"
    else:
        evidence = os.path.relpath(folder / "report" / "evidence.html")
    here = Folder(folder, evidence=evidence)
    _show_well(here)
    return here


def choose(label: str, options: Mapping[str, Any], show: Callable[[Any], Any]) -> None:
    """Call `show` with the chosen option: a menu in JupyterLab, the first option in an executed page."""
    from IPython.display import HTML, display

    if not options:
        display(HTML(f"<p>{html.escape(label)}: nothing to choose from.</p>"))
        return
    if os.environ.get(HEADLESS):
        first = next(iter(options))
        said = f"{label}: {first} (open the notebook in JupyterLab to choose another)"
        display(HTML(f"<p>{html.escape(mask(said))}</p>"))
        result = show(options[first])
        if result is not None:
            display(result)
        return
    import ipywidgets

    menu = ipywidgets.Dropdown(
        options=list(options.items()),
        description=label,
        layout={"width": "90%"},
        style={"description_width": "initial"},
    )
    display(
        ipywidgets.VBox(
            [menu, ipywidgets.interactive_output(lambda value: display(show(value)), {"value": menu})]
        )
    )


def table_as_html(frame: pd.DataFrame, evidence: str = "evidence.html") -> str:
    """A frame as HTML, its quotes linked to the evidence, texts escaped, contacts masked, long frames cut."""
    key = next(
        (
            c
            for c in frame.columns
            if c.endswith("_id") and c not in ("project_id", "document_id", "quantity_id")
        ),
        None,
    )
    shown = frame.head(MOST_ROWS)
    columns = [c for c in frame.columns if c not in _QUIET and not (c.endswith("_id") and c != "document_id")]
    columns = [c for c in columns if c not in ("link", "ids", "evidence", "values", "parameters", "line")]
    head = "".join(f'<th scope="col">{html.escape(str(c).replace("_", " "))}</th>' for c in columns)
    rows = []
    for row in shown.to_dict("records"):
        cells = []
        for column in columns:
            said = _cell(row[column])
            target = row.get("link") if isinstance(row.get("link"), str) else None
            if target is None and key and column == "quote":
                target = f"{evidence}#{quote(str(row[key]))}"
            if target and column in ("quote", "message", "value_min", "value_max") and said != "–":
                said = f'<a href="{html.escape(target)}">{said}</a>'
            cells.append(f"<td>{said}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    more = len(frame) - len(shown)
    note = f"<p>{more} more rows.</p>" if more > 0 else ""
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>{note}'


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return html.escape(", ".join(map(str, value))) or "–"
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    return html.escape(mask(str(value)))


def _show_well(here: Folder) -> None:
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return
    # Switching inline figures on later would take our way of showing them away again.
    shell.enable_matplotlib("inline")
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type(pd.DataFrame, lambda frame: table_as_html(frame, here.evidence))
    drawn: list[int] = []

    def figure(one: Figure) -> str:
        drawn.append(1)
        return to_svg(one, f"f{len(drawn)}")

    formatter.for_type(Figure, figure)
    # The words that stand for a figure or table elsewhere must not hold an address in memory.
    shell.display_formatter.formatters["text/plain"].for_type(
        Figure, lambda one, p, cycle: p.text(one.get_label())
    )
