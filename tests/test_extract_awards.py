"""What a sum was given for, who took part of those who live there, and round sums that look like years."""

from __future__ import annotations

from reader import measures, told

from pipeline.extract.statements import statements


def test_what_a_sum_was_given_for_is_planned_and_a_choice_out_of_applications_is_made():
    text = "The guild received 6,400 euros for a series of 12 evenings. It began in May."
    assert ("events", "target", 12) in told(text)
    polish = "Spośród 47 złożonych wniosków dofinansowanie otrzyma 19 projektów."
    assert told(polish, "pl") == [("projects", "actual", 19)]


def test_those_of_a_population_who_did_something_took_part():
    text = "Gmina liczy 6 800 mieszkańców. W spotkaniach wzięło udział 530 z nich."
    assert told(text, "pl") == [("reach", "context", 6800), ("participants", "actual", 530)]


def test_a_round_sum_before_a_larger_one_is_no_year():
    text = "Vienai iecerei pieejami no 2000 līdz 9000 eiro."
    assert [(m["value_min"], m["value_max"]) for m in measures(text, "lv")] == [(2000, 9000)]


def test_a_place_where_something_happens_is_no_one_who_came_and_a_row_of_things_goes_on():
    assert told("Chór wystąpił w pięciu domach opieki. Potem wrócił.", "pl") == []
    text = "Archiwum zgromadziło 2 700 zdjęć i 140 rulonów. Potem je opisano."
    assert told(text, "pl") == [("outputs", "actual", 2700), ("outputs", "actual", 140)]


def test_a_role_in_a_bracket_is_that_of_the_one_name_before_it():
    text = "Partnerstwo tworzą: Miasto Leszno (lider), Fundacja Centrum, Uniwersytet Śląski. Projekt trwa."
    found = statements("one", text, "pl")["organisations"]
    assert [(o["name"], o["role"]) for o in found] == [
        ("Miasto Leszno", "coordinator"),
        ("Fundacja Centrum", "partner"),
        ("Uniwersytet Śląski", "partner"),
    ]


def test_a_day_from_which_one_can_enrol_is_no_deadline():
    assert statements("one", "Zapisy od 8 stycznia 2025 r. w domu kultury.", "pl")["dates"] == []
