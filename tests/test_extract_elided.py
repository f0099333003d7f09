"""What a figure counts when its noun is left out, stands before it, or is in no list."""

from __future__ import annotations

import pytest
from reader import told

from pipeline.extract.statements import statements


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Sixty signed up and fifty-one came.",
            [("participants", "actual", 60), ("participants", "actual", 51)],
        ),
        ("The dusk concert drew 1,150.", [("participants", "actual", 1150)]),
        ("Another 900 or so tuned in at home.", [("reach", "actual", 900)]),
        ("We planted 410 rowans and 95 hazels.", [("outputs", "actual", 410), ("outputs", "actual", 95)]),
        ("A zine about fiddles, 300 to be printed.", [("outputs", "target", 300)]),
        (
            "Ten concerts were given where only six had been promised.",
            [("events", "actual", 10), ("events", "target", 6)],
        ),
        ("The harvest songbook came in a run of 650.", [("outputs", "actual", 650)]),
        (
            "Five dusk concerts were given; listeners numbered 480.",
            [("events", "actual", 5), ("participants", "actual", 480)],
        ),
        (
            "We held 8 craft markets in Cork and 3 more in Cobh.",
            [("events", "actual", 8), ("events", "actual", 3)],
        ),
        ("A course for teenagers (14-17).", [("age", "target", 14)]),
        ("Six groups will share €9,000 from the pot.", [("partners", "actual", 6)]),
        (
            "Attendance was 18, up from 11 in the pilot.",
            [("participants", "actual", 18), ("participants", "context", 11)],
        ),
        ("We printed nine school lunchboxes.", [("outputs", "actual", 9)]),
        (
            "We expect 150 people at the opening and 900 over the summer.",
            [("participants", "target", 150), ("participants", "target", 900)],
        ),
        ("Guests, it is hoped, will number 800.", [("participants", "target", 800)]),
        ("Visitors to the five open gardens numbered 640.", [("participants", "actual", 640)]),
    ],
)
def test_a_figure_without_its_noun_counts_what_the_verb_or_the_noun_before_says(text, rows):
    assert [row for row in told(text) if row in rows] == rows
    assert not [row for row in told(text) if row[2] in [r[2] for r in rows] and row not in rows]


def test_what_begins_with_a_zero_or_was_asked_for_is_no_measure():
    assert told("Community desk: 01373 000 000.") == []
    assert told("Nineteen requests came in, worth £48,300 between them.") == []


def test_a_limit_of_years_behind_some_of_those_who_came_is_an_age():
    rows = statements("one", "Trente-quatre élèves sont venus, dont neuf de moins de quinze ans.", "fr")
    assert {m["indicator"] for m in rows["measures"]} == {"participants", "age"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Minutes of the orchard circle\n\n2. Funds\nNothing new.\n\n3. Partners\nToday six.",
            [("partners", "actual", 6)],
        ),
        (
            "Talk with a lantern maker\n\nHow many lanterns are there now?\nSixty. Fifteen hang in Sligo.",
            [("outputs", "actual", 60), ("outputs", "actual", 15)],
        ),
        (
            "Hopes stood at 60 singers; by June there were 75 and at the end 90.",
            [("participants", "actual", 75), ("participants", "actual", 90)],
        ),
    ],
)
def test_a_bare_figure_counts_what_was_named_last(text, rows):
    found = [row[::2] for row in told(text)]
    assert [row[::2] for row in rows] == [row for row in found if row in [r[::2] for r in rows]]


@pytest.mark.parametrize(
    "text",
    [
        "Eight groups meet in the hall. It shuts at nine.",
        "Thirty singers came. Votes: 7 for, 2 against.",
        "We printed 400 maps. Comments (12)",
    ],
)
def test_a_bare_hour_vote_or_number_of_comments_counts_nothing_said_before(text):
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "How many suppers did you hold?\n– The bid said thirty. We held 44!",
            [("events", "target", 30), ("events", "actual", 44)],
        ),
        (
            "Weaving evenings. 17 have been held, with eight people at each.",
            [("events", "actual", 17)],
        ),
    ],
)
def test_a_question_or_heading_before_names_what_is_counted(text, rows):
    assert [row for row in told(text) if row in rows] == rows


def test_papers_streets_hours_and_names_count_nothing():
    assert told("The club plans its album Long Road Two this spring. Desk: Monday 15-18.") == []
    rows = statements("one", "Redakcja: ul. Lipowa 3. Załączniki: 6 fotografii.", "pl")
    assert rows["measures"] == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Nine walks were held, with 12 people at each. The plan allows for twenty.",
            ("events", "target", 20),
        ),
        ("The club wrote down 44 riddles and 30 songs, of which nine survive.", ("outputs", "actual", 9)),
        ("The fund received 52 applications and supported 31.", ("projects", "actual", 31)),
        ("Fourteen open days were held. The plan had been 16 days.", ("events", "target", 16)),
    ],
)
def test_what_is_left_out_is_what_was_counted_and_no_rate(text, row):
    assert row in told(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine villages out of twelve joined."),
        ("fr", "Neuf communes sur douze ont adhéré."),
        ("lt", "Prisijungė 9 kaimai iš 12."),
        ("de", "Neun Gemeinden von zwölf machen mit."),
        ("pl", "Przystąpiło 9 gmin z 12."),
    ],
)
def test_the_whole_behind_its_part_is_no_second_count(language, text):
    assert [row["value_min"] for row in statements("one", text, language)["measures"]] == [9]


def test_a_planned_whole_counts_and_school_years_do_not():
    rows = statements("one", "Nine villages out of the twelve planned joined.", "en")["measures"]
    assert [row["value_min"] for row in rows] == [9, 12]
    assert statements("one", "Malten durften Kinder der Klassen 5 bis 8.", "de")["measures"] == []


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        ("en", "At the first concert there were about ninety.", ("participants", 90)),
        ("lv", "Pirmajā koncertā bija ap 90.", ("participants", 90)),
        ("it", "Quanti progetti finanzierete? Da dodici a quindici.", ("projects", 12)),
        ("en", "How many schools will you take? Not fewer than 14.", ("partners", 14)),
        ("lt", "Vyko 38 dirbtuvės. Į kiekvieną susirinkdavo po 8–10.", ("events", 38)),
    ],
)
def test_who_was_at_an_event_and_what_a_question_asked_for(language, text, row):
    rows = statements("one", text, language)["measures"]
    assert row in [(each["indicator"], each["value_min"]) for each in rows]
    assert "age" not in [each["indicator"] for each in rows]
