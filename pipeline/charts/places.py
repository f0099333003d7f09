"""Where: countries and places by the number of projects that name them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts.style import ACTUAL, LINE, MUTED, RULE, SMALL, TITLE, WIDTH, Sheet, need, wrap
from pipeline.report.reader import Reader, missing

_LEFT = 2.2


def places_and_countries(
    places: pd.DataFrame, language: str = "en", most: int = 20, *, width: float = WIDTH
) -> Figure:
    """Sorted bars: how many projects name each country, and each settlement.

    | column | meaning |
    |---|---|
    | project | title or id: each project counts once for a place |
    | name | the place as the table gives it (nominative) |
    | kind | `country` or `settlement` |
    | country | ISO 3166-1 code; countries are named in the reader's language |

    `most` bars of each kind are drawn; how many more there are is said. Raises `ValueError` for missing
    columns.
    """
    need(places, ("project", "name", "kind", "country"), "places_and_countries")
    reader = Reader(language)
    sheet = Sheet(1.5 + 0.24 * 2 * (most + 2), width)
    left = min(_LEFT, 0.36 * width)
    y, told = 0.18, []
    most_named = int(places.groupby(["kind", "name"])["project"].nunique().max()) if len(places) else 1
    unit = min((width - left - 1.5) / most_named, 0.9)
    for kind, heading in (
        ("country", reader.text("Countries")),
        ("settlement", reader.text("Towns, districts, villages")),
    ):
        own = places[places["kind"] == kind].copy()
        if kind == "country":
            own["name"] = [
                name if missing(code) else reader.country(code)
                for name, code in zip(own["name"], own["country"], strict=True)
            ]
        counts = own.groupby("name")["project"].nunique()
        ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        sheet.text(0, y, heading, size=TITLE - 1, weight="bold")
        if not ranked:
            sheet.text(left, y, reader.text("none stated"), color=MUTED, style="italic")
            told.append(f"{heading}: {reader.text('none stated')}.")
            y += 0.3
            continue
        y += 0.09
        shown, rest = ranked[:most], ranked[most:]
        top = y
        for name, count in shown:
            label = wrap(str(name), left - 0.15, lines=1)[0]
            sheet.text(left - 0.1, y + 0.16, label, ha="right")
            sheet.box(left, y + 0.055, unit * count, 0.135, face=ACTUAL, edge=ACTUAL)
            words = reader.count("{number} project", "{number} projects", int(count))
            sheet.text(left + unit * count + 0.08, y + 0.16, words, size=SMALL, color=MUTED)
            y += 0.225
        sheet.line((left, left), (top, y + 0.03), color=RULE, width=0.8)
        if rest:
            words = reader.count(
                "and {number} more, each named by fewer or as many",
                "and {number} more, each named by fewer or as many",
                len(rest),
            )
            y = (
                sheet.paragraph(left, y + 0.15, words, width - left, size=SMALL, color=MUTED)
                - 0.15
                + LINE / 4
            )
        told.append(f"{heading}: " + ", ".join(f"{name} {count}" for name, count in ranked) + ".")
        y += 0.32
    return sheet.finish(" ".join(told), y - 0.2)
