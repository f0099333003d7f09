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
