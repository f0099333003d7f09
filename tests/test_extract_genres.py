"""Roles by the kind of document and by the part of the text."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


def told(text: str, language: str = "en") -> list[tuple[str, str, float]]:
    rows = statements("d", text, language)["measures"]
    return [(row["indicator"], row["role"], row["value_min"] or row["value_max"]) for row in rows]


def test_of_an_application_nothing_has_begun():
    text = (
        "Summary of the application\n\nApplicant: Quay Theatre, Sligo\n\n"
        "In spring we trained 40 neighbours in a pilot.\n\nActivities\n- 12 walks led by pupils\n"
    )
    assert told(text) == [("participants", "context", 40), ("events", "target", 12)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Calendar of activities\n\n5 May, pottery: 20 participants", "en"),
        ("Veiklų kalendorius\n\nGegužės 5 d. keramika, 20 dalyvių", "lt"),
        ("Programnaptár\n\nMájus 5. Agyagozás, 20 résztvevő", "hu"),
    ],
)
def test_what_a_calendar_lists_is_to_come(text, language):
    assert ("participants", "target", 20) in told(text, language)


AWARDS = """The panel has awarded grants to three groups.

Sewing Circle Boyle, €4,900
Four banners, sewn by twenty pensioners.

Youth Café Ballina, €3,100
Film week with 30 teenagers.

Men's Shed Cong, €2,800
Twelve benches.
"""


def test_lines_of_a_name_with_its_sum_are_a_list_of_awards():
    roles = {(indicator, value): role for indicator, role, value in told("Small grants\n\n" + AWARDS)}
    assert roles["outputs", 4] == roles["participants", 30] == roles["outputs", 12] == "target"


def test_an_age_is_told_as_the_count_of_those_people_is():
    text = "So far 48 teenagers aged 13 to 17 have joined."
    assert ("age", "actual", 13) in told(text)


def test_an_age_range_that_ends_high_was_read_off_those_who_came():
    assert told("Our singers are 58 to 97 years old.") == [("age", "actual", 58)]
    assert told("Singing for everybody, 7 to 99 years old.") == [("age", "target", 7)]


def test_a_length_that_is_not_over_is_planned():
    text = (
        "Galway, 14 October 2022\n\nIt began in September 2021 and runs for 24 months. 31 readings were held."
    )
    assert ("duration", "target", 24) in told(text)


def test_the_first_sum_given_to_one_began_what_a_page_tells_of():
    text = (
        "Grantee of the month\n\nIn 2020 we awarded the group €145,000. "
        "Since 4 March 2022 the house is open.\n\n"
        "Posted 18 September 2023"
    )
    assert ("budget", "target", 145000) in told(text)


def test_headings_of_one_rank_do_not_govern_one_another():
    text = (
        "Our projects\n\nFinished\nClay Days. 48 mornings were held.\n\n"
        "In preparation\nSongs for Sale. 12 concerts.\n"
    )
    assert ("events", "target", 12) in told(text)


def test_what_a_heading_on_a_body_opens_is_background():
    text = (
        "Moving Shelves\n\nWe have held 31 readings.\n\nAbout the Crosbie Trust\n"
        "It gives away €1.4 million a year to about 50 projects.\n"
    )
    assert ("budget", "context", 1_400_000) in told(text)
