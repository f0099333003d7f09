"""What a clause says of its figures: wishes, times gone by, copulas, the end of a sentence."""

from __future__ import annotations

from pipeline.extract.statements import statements


def told(text: str, language: str) -> list[tuple]:
    """(indicator, role, value) of every measure in order of the text."""
    return [
        (m["indicator"], m["role"], m["value_min"]) for m in statements("one", text, language)["measures"]
    ]


def test_a_past_behind_so_that_is_a_wish():
    text = "Zależało nam, żeby w warsztatach wzięło udział 60 rodziców."
    assert told(text, "pl") == [("participants", "target", 60)]
    text = "Byli bychom rádi, aby na koncert přišlo 80 sousedů."
    assert told(text, "cs") == [("participants", "target", 80)]


def test_a_copula_joins_a_thing_to_its_figure():
    assert told("Partneři jsou čtyři.", "cs") == [("partners", "actual", 4)]
    assert told("Οι εταίροι είναι έξι.", "el") == [("partners", "actual", 6)]


def test_a_year_behind_its_abbreviation_may_end_a_sentence():
    text = "Проектът ще завърши през май 2024 г. Досега са обучени 22 учители."
    assert told(text, "bg") == [("participants", "actual", 22)]


def test_years_gone_by_are_no_length():
    assert told("Πριν από δύο χρόνια ήρθαν 52 παιδιά.", "el") == [("participants", "context", 52)]


def test_the_parts_of_a_sum_are_no_prices():
    text = "Koszt to 9 000 zł, w tym 8 tys. zł z gminy i 1 tys. zł ze składek."
    assert [low for _, _, low in told(text, "pl")] == [9000, 8000, 1000]


def test_years_and_the_months_that_go_with_them_are_one_length():
    assert told("The project will run for two years and three months.", "en") == [
        ("duration", "target", 27.0)
    ]


def test_a_noun_that_says_where_is_not_what_a_pronoun_counts():
    rows = told("Įvyko 30 dirbtuvių; visame projekte jų numatyta 70.", "lt")
    assert rows == [("events", "actual", 30.0), ("events", "target", 70.0)]
    rows = told("Vietoj iš pradžių lauktų 40 atėjo 75 žygeiviai.", "lt")
    assert rows == [("participants", "target", 40.0), ("participants", "actual", 75.0)]


def test_a_name_and_a_dash_stand_for_the_clause_before():
    rows = told("Rietave susirinko 140 žmonių, Pandėlyje – vos 30.", "lt")
    assert rows == [("participants", "actual", 140.0), ("participants", "actual", 30.0)]


def test_numbered_lines_are_headings():
    text = "1 event\nPlace: Cork\n120 people took part.\n\n2 event\nPlace: Bray\n95 people took part."
    assert told(text, "en") == [("participants", "actual", 120.0), ("participants", "actual", 95.0)]


def test_a_figure_that_opens_its_clause_counts_the_thing_behind_an_article():
    rows = statements("one", "Undici i concerti suonati a Feltre, 5.300 i libri prestati.", "it")["measures"]
    assert {(m["indicator"], m["value_max"]) for m in rows} == {("events", 11), ("outputs", 5300)}


def test_a_square_named_after_a_day_is_no_date():
    text = "Festa dei cortili\n\nSi parte il 9 settembre 2024 da piazza XX Settembre, il 12 si replica.\n"
    assert [row["date"] for row in statements("one", text, "it")["dates"] if row["kind"] == "end"] == []
