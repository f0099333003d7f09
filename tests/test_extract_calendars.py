"""Calendars of activities: lines that open with a day."""

import pandas as pd

from pipeline.extract import extract_documents


def happenings(text: str, language: str) -> set[tuple[str | None, str]]:
    found = extract_documents(pd.DataFrame([{"document_id": "d", "text": text, "language": language}]))
    events = found["events"]
    return {
        (None if pd.isna(place) else str(place), start)
        for place, start in zip(events["place"], events["start_date"], strict=True)
    }


def test_days_below_the_heading_of_their_month() -> None:
    text = (
        "What the Mending Project does, spring 2024\n\nThe project is open to all.\n\n"
        "MARCH\nSat 9 – Repair café, Selby\nSat 23 – Sewing day, Goole\n\nAPRIL\nFri 5 – Talk, online\n"
    )
    assert happenings(text, "en") == {("Selby", "2024-03-09"), ("Goole", "2024-03-23"), (None, "2024-04-05")}


def test_day_and_month_in_figures_and_the_place_of_a_town() -> None:
    text = (
        "Program projektu Sousedé 2024\n\nProjekt pořádá tři setkání.\n\n"
        "5. 10. Olomouc – divadlo\n12. 10. Přerov – dílna\n19. – 20. 10. Horní Oudolí – víkend\n"
    )
    assert happenings(text, "cs") == {
        ("Olomouc", "2024-10-05"),
        ("Přerov", "2024-10-12"),
        ("Horní Oudolí", "2024-10-19"),
    }


def test_numbered_headings_are_no_days() -> None:
    text = (
        "Project plan 2024\n\n1.1. Aims of the project\n1.2. Partners in Selby\n1.3. Costs of the project\n"
    )
    assert happenings(text, "en") == set()
