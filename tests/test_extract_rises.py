"""Figures that rise or fall, and years that only name a programme."""

from __future__ import annotations

from pipeline.extract.statements import statements


def told(text: str) -> list[tuple]:
    rows = statements("d", text, "en")["measures"]
    return [(row["indicator"], row["role"], row["value_min"]) for row in rows]


def test_a_rise_is_two_counts_and_no_range():
    text = "The number of visitors rose from 8,400 in 2021 to 11,250 in 2022."
    assert told(text) == [("participants", "context", 8400), ("participants", "actual", 11250)]


def test_years_in_the_name_of_a_programme_are_no_time_gone_by():
    text = "Published on 3 May 2024. It is financed by the EEA Grants 2014–2021 with a grant of EUR 25,000."
    assert told(text) == [("budget", "target", 25000)]


def test_a_sentence_that_tells_only_the_past_plans_nothing():
    text = "Seven workshops for parents, twelve sessions for children and one day for all took place."
    assert {role for _, role, _ in told(text)} == {"actual"}
