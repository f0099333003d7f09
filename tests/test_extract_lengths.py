"""Lengths written together with their figure."""

import pandas as pd
import pytest

from pipeline.extract import extract_documents


@pytest.mark.parametrize(
    "language, text, rows",
    [
        ("cs", "24měsíční projekt začal v květnu.", {("duration", 24)}),
        ("bg", "Проведоха се четири 5-дневни лагера.", {("events", 4)}),
        ("de", "Das 3-jährige Projekt verbindet Dörfer.", {("duration", 36)}),
        ("el", "Το 18μηνο πρόγραμμα άρχισε.", {("duration", 18)}),
        ("hu", "A másfél éves projekt falvakat köt össze.", {("duration", 18)}),
    ],
)
def test_length_glued_to_its_figure(language: str, text: str, rows: set[tuple[str, int]]) -> None:
    """So many months or days long is no count of what is so long."""
    documents = pd.DataFrame([{"document_id": "a", "language": language, "text": text}])
    measures = extract_documents(documents)["measures"]
    assert {(row.indicator, row.value_min) for row in measures.itertuples()} == rows


@pytest.mark.parametrize(
    "language, text, low, high",
    [
        ("en", "The club is open to anyone between 11 and 15.", 11, 15),
        ("en", "Children aged six to nine keep a diary.", 6, 9),
        ("de", "Eingeladen sind alle über 70.", 70, None),
        ("lt", "Ateiti gali visi nuo 9 metų.", 9, None),
        ("fr", "Le groupe accueille tous ceux qui ont entre 16 et 20 ans.", 16, 20),
    ],
)
def test_years_of_people_told_of_by_a_pronoun(language: str, text: str, low: int, high: int | None) -> None:
    documents = pd.DataFrame([{"document_id": "a", "language": language, "text": text}])
    row = extract_documents(documents)["measures"].iloc[0]
    assert (row.indicator, row.value_min) == ("age", low)
    assert row.value_max == high if high else pd.isna(row.value_max)
