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
