"""What a figure means where no listed word tells it: endings of verbs, parts of what was counted before."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("de", "Rund 340 Menschen plauderten im Hof, erhofft hatten wir uns 250.", ["actual", "target"]),
        ("de", "Am Abend lauschten 60 Nachbarn.", ["actual"]),
        ("de", "Am Abend möchten 60 Nachbarn lauschen.", ["target"]),
        ("de", "Die bestellten 500 Hefte sind noch nicht da.", ["target"]),
    ],
)
def test_a_verb_in_the_past_is_known_by_its_ending(language: str, text: str, roles: list[str]) -> None:
    assert [row["role"] for row in statements("text", text, language)["measures"]] == roles


def test_some_of_those_counted_before_are_counted_too() -> None:
    rows = statements("text", "In der Bücherei waren 230 Ferienkinder, vier davon blind.", "de")["measures"]
    assert [(row["indicator"], row["value_min"]) for row in rows] == [
        ("participants", 230),
        ("participants", 4),
    ]


def test_votes_of_a_whole_are_votes() -> None:
    assert not statements("text", "Sie wurde mit 58 von 61 Stimmen gewählt.", "de")["measures"]


def test_those_a_camp_has_room_for_are_planned_and_a_hall_has_seats() -> None:
    camp = statements("text", "Lejren har plads til 60 deltagere.", "da")["measures"]
    assert [(row["role"], row["value_min"]) for row in camp] == [("target", 60)]
    assert not statements("text", "Salen har plads til 300 mennesker.", "da")["measures"]


def test_applications_that_won_are_projects() -> None:
    rows = statements("text", "Ud af 71 ansøgninger fik 19 støtte.", "da")["measures"]
    assert [(row["indicator"], row["role"], row["value_min"]) for row in rows] == [("projects", "actual", 19)]
