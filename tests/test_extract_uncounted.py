"""Figures beside a noun that count nothing, and nouns that the figure beside them does not count."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


def counts(text: str, language: str) -> list[tuple[str, float | None]]:
    return [(row["indicator"], row["value_min"]) for row in statements("text", text, language)["measures"]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The concerts took place in 12 villages out of 15.", [("places", 12)]),
        ("hu", "A hangversenyeket 15 faluból 12-ben tartottuk meg.", [("places", 12)]),
        ("lt", "Balais nuo 0 iki 100 vertino mūsų ekspertai.", []),
        (
            "pl",
            "45 seansów w dziewięciu wsiach, po pięć w każdej.",
            [("events", 45), ("places", 9), ("events", 5)],
        ),
        ("fr", "Nous avons aménagé cinq jardins dans trois quartiers.", [("outputs", 5), ("places", 3)]),
        ("fr", "Permanence à la bibliothèque, 14 rue des Tanneurs.", []),
        ("de", "Der Verein hat sieben Mitarbeiter.", []),
        ("lt", "12 mėnesių ataskaitą teiksime spalį.", []),
        ("ro", "Din cele cinci excursii anunțate au avut loc trei.", [("events", 5), ("events", 3)]),
        ("bg", "Код на проекта: 16.4.2.077.", []),
        ("ro", "Cu patru ateliere partenere din Horezu am pornit.", [("partners", 4)]),
        ("lv", "Atbalstu saņēma 23 grupas, no tām 12 vada jaunieši.", [("partners", 23), ("partners", 12)]),
        (
            "hr",
            "Očekujemo oko 20 projekata; lani je od 63 odabrano 17.",
            [("projects", 20), ("projects", 17)],
        ),
        (
            "es",
            "Hoy somos nueve: seis colegios, dos clubes y una cárcel.",
            [("partners", 9), ("partners", 6), ("partners", 2)],
        ),
        ("en", "The songs were taped in one village.", []),
    ],
)
def test_figures_that_count_nothing_else(
    language: str, text: str, expected: list[tuple[str, float | None]]
) -> None:
    assert counts(text, language) == expected
