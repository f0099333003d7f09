"""Who takes part and who only watches from afar; ages beside lengths."""

from __future__ import annotations

import pytest
from reader import told

from pipeline.extract.statements import statements


@pytest.mark.parametrize(
    ("language", "text", "indicator"),
    [
        ("en", "The film made in spring has been watched by 2,400 people so far.", "reach"),
        ("en", "The play was watched by 240 people in the barn.", "participants"),
        ("en", "The film evening was seen by 60 people.", "participants"),
        ("lt", "Bus sukurta laida, kurią turėtų išgirsti daugiau kaip 5 000 žmonių.", "reach"),
        ("pl", "Stronę internetową odwiedziło blisko 9 tysięcy osób.", "reach"),
    ],
)
def test_what_is_watched_tells_from_where(language, text, indicator):
    rows = statements("one", text, language)["measures"]
    assert indicator in {m["indicator"] for m in rows if m["unit"] == "person"}


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("pl", "Zapraszamy osoby, które ukończyły 70 lat.", 70, None),
        ("lt", "Kviečiame visus, kam jau sukako 65.", 65, None),
        ("nl", "Zestig zangers doen mee; meezingen mag vanaf 16 jaar.", 16, None),
    ],
)
def test_a_limit_of_years_beside_people_is_an_age(language, text, low, high):
    ages = [m for m in statements("one", text, language)["measures"] if m["indicator"] == "age"]
    assert [(m["value_min"], m["value_max"]) for m in ages] == [(low, high)]


def test_years_of_the_eldest_and_of_bodies_are_no_ages():
    assert not [row for row in told("The oldest singer is 91 years old.") if row[0] == "age"]
    assert not [row for row in told("Your group must be at least one year old.") if row[0] == "age"]
