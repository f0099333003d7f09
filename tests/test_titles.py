"""The name of the initiative, and pages that tell of none."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


def title(text: str, language: str) -> str | None:
    rows = statements("text", text, language)["titles"]
    return rows[0]["title"] if rows else None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hu", "PROJEKTADATLAP\nA projekt címe: Kertek összhangja\nFutamidő: 24 hónap", "Kertek összhangja"),
        (
            "lt",
            "Naujienos\n\nKlubas pradeda projektą „Upės balsai“ ir kviečia į „Kiemo kiną“.",
            "Upės balsai",
        ),
        ("lt", "Projektas „Miestai be sienų\n\nProjektas truks metus.", "Miestai be sienų"),
        (
            "en",
            "PUBLIC CONSULTATION\n\nSkibbereen Culture Strategy 2026\n\nThe plan has 12 actions.",
            "Skibbereen Culture Strategy 2026",
        ),
        ("pl", "Dom pełen śpiewu\n\nChór zaczyna próby.", "Dom pełen śpiewu"),
    ],
)
def test_the_title_is_that_of_the_initiative(language: str, text: str, expected: str) -> None:
    assert title(text, language) == expected


def test_a_privacy_notice_has_no_initiative() -> None:
    text = "Privatumo pranešimas lankytojams\n\nMuziejus tvarko lankytojų duomenis, kurių reikia bilietams."
    found = statements("text", text, "lt")
    assert not found["titles"]
    assert not found["organisations"]
    assert not found["places"]
