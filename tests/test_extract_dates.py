"""Which of an initiative's dates a date is, and of which year."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Open yards\n16. května 2024\nTři besedy v Brně.\n", "cs", {("published", "2024-05-16")}),
        (
            "Open yards\nBrest, le 6 mai 2024 – La Ville ouvre un atelier.\n",
            "fr",
            {("published", "2024-05-06")},
        ),
        ("O projeto arranca a 1 de abril de 2024.\n", "pt", {("start", "2024-04-01")}),
        (
            "Proiectul începe la 1 aprilie 2021 și se încheie la 31 martie 2023.\n",
            "ro",
            {("start", "2021-04-01"), ("end", "2023-03-31")},
        ),
        (
            "News\n18 January 2024\nThe project ended in December.\n",
            "en",
            {("published", "2024-01-18"), ("end", "2023-12")},
        ),
        (
            "Doba realizace\n1. 3. 2021 – 28. 2. 2023\n",
            "cs",
            {("start", "2021-03-01"), ("end", "2023-02-28")},
        ),
        ("Project news\n\nBy the end of October 2023, 61,270 euros had been paid out.\n", "en", set()),
        (
            "Project news\n\nContracts will be signed by 20 December 2024.\n",
            "en",
            {("contract", "2024-12-20")},
        ),
        (
            "News\n14 November 2024\nApply by 15 January.\n",
            "en",
            {("published", "2024-11-14"), ("deadline", "2025-01-15")},
        ),
    ],
)
def test_what_a_date_is_and_of_which_year(text, language, expected):
    rows = statements("one", text, language)["dates"]
    assert {(row["kind"], row["date"]) for row in rows} == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The route\n\n- Trbovlje, Slovenia: 5 May – 30 June 2023, 3,120 visitors\n"
            "- Genk, Belgium: September – November 2023\n- Lens, France: from 14 February 2024\n",
            "en",
            {("Trbovlje", "2023-05-05"), ("Genk", "2023-09"), ("Lens", "2024-02-14")},
        ),
        (
            "Open library\n\nThe kick-off conference was held on 1 February 2024 in Cardiff.\n",
            "en",
            {("Cardiff", "2024-02-01")},
        ),
    ],
)
def test_where_and_when_something_happens(text, language, expected):
    rows = statements("one", text, language)["events"]
    assert {(row["place"], row["start_date"]) for row in rows} == expected


def days(text: str, language: str) -> set[tuple[str, str]]:
    return {(row["kind"], row["date"]) for row in statements("d", text, language)["dates"]}


def test_a_paper_finished_at_its_foot_is_no_end_and_an_opening_no_deadline() -> None:
    head = "Back Lane Cinema – final report\n\nThe project ran from 1 May 2021 to 30 June 2023.\n\n"
    found = days(head + "Report submitted 29 September 2023. File 21-0467.\n", "en")
    assert ("published", "2023-09-29") in found
    call = "Grants for village halls\n\nApplications open on 1 July and close on 30 August 2024.\n"
    assert days(call, "en") == {("deadline", "2024-08-30")}
