"""What is read of a text, short enough to compare."""

from __future__ import annotations

from pipeline.extract.statements import statements


def measures(text: str, language: str = "en") -> list[dict]:
    return statements("one", text, language)["measures"]


def told(text: str, language: str = "en") -> list[tuple]:
    """(indicator, role, value) of every measure in order of the text; of an open interval its one end."""
    return [
        (m["indicator"], m["role"], m["value_max"] if m["value_min"] is None else m["value_min"])
        for m in measures(text, language)
    ]
