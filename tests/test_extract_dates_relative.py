"""Years that a word tells, and words that speak of the date of their own clause."""

import pandas as pd
import pytest

from pipeline.extract import extract_documents


def dates(text: str, language: str) -> set[tuple[str, str]]:
    found = extract_documents(pd.DataFrame([{"document_id": "d", "text": text, "language": language}]))[
        "dates"
    ]
    return set(zip(found["kind"], found["date"], strict=True))


@pytest.mark.parametrize(
    ("language", "head", "sentence", "expected"),
    [
        ("en", "3 May 2023", "The project began in June 2020 and ended last December.", ("end", "2022-12")),
        (
            "de",
            "3. Mai 2023",
            "Das Projekt begann 2020 und endete im März dieses Jahres.",
            ("end", "2023-03"),
        ),
        ("fr", "3 mai 2023", "Le projet a pris fin le 30 novembre dernier.", ("end", "2022-11-30")),
        ("lt", "2023 m. gegužės 3 d.", "Projektas baigtas praėjusių metų gruodį.", ("end", "2022-12")),
        ("pl", "3 maja 2023 r.", "Projekt zakończy się w marcu przyszłego roku.", ("end", "2024-03")),
    ],
)
def test_a_word_tells_the_year(language: str, head: str, sentence: str, expected: tuple[str, str]) -> None:
    assert expected in dates(f"Notes\n\n{head}\n\n{sentence}\n", language)


def test_the_day_after_a_length_is_the_last() -> None:
    text = "Lanterns\n\nWork began on 1 April 2019 and will go on for two years, until 31 March 2021.\n"
    assert dates(text, "en") == {("start", "2019-04-01"), ("end", "2021-03-31")}


def test_entries_for_a_camp_close_before_it() -> None:
    text = "Camp\n\nApplications for the spring camp in May 2023 should be sent until 20 April 2023.\n"
    assert dates(text, "en") == {("deadline", "2023-04-20")}


def test_the_day_of_minutes_is_that_of_the_meeting_and_they_are_published_when_sent_out() -> None:
    text = "Minutes of the third meeting\nSligo, 12 March 2024, 6 pm\n\nNine suppers have been held.\n\n"
    assert dates(text, "en") == {("published", "2024-03-12")}
    assert dates(text + "Minutes circulated 19 March 2024.\n", "en") == {("published", "2024-03-19")}


def test_a_word_apart_from_the_day_tells_its_year() -> None:
    head = "Lanterns on the lake\n\n14 September 2023\n\n"
    text = "Next year we light them again: the project starts on 7 May."
    assert dates(head + text, "en") >= {("start", "2024-05-07")}


def test_a_range_over_new_year_ends_in_the_next() -> None:
    text = "News\n\n23 September 2022\n\nThe project runs from 3 October to 31 May.\n"
    assert dates(text, "en") >= {("start", "2022-10-03"), ("end", "2023-05-31")}
