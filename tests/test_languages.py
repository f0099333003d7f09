"""Every language file fits its schema, and every example in it gives the rows it says."""

from __future__ import annotations

import pytest

from pipeline.extract.language import Example, codes, load
from pipeline.extract.statements import statements

FULL = frozenset("bg de en es fr hr hu it lt lv pl ro".split())
"""Languages read at full depth; they carry thirty examples, the others twelve."""
OPEN_LOW, OPEN_HIGH = frozenset({"at_most", "less_than"}), frozenset({"at_least", "more_than"})
BASES = frozenset("total per_partner per_country per_event per_project per_person per_year".split())

Measure = tuple[str, str, str, float | None, float | None, str, str, str | None]


def expected_measure(line: str) -> Measure:
    """`participants target at_least 500 person per_country : quote` as the fields of a row."""
    head = line.partition(" : ")[0].split()
    indicator, role, qualifier, value, unit, *more = head
    low, _, high = value.partition("..")
    first = None if qualifier in OPEN_LOW else float(low)
    last = None if qualifier in OPEN_HIGH else float(high or low)
    basis = next((word for word in more if word in BASES), "total")
    kind = next((word for word in more if word not in BASES), None)
    if indicator == "budget":
        kind = kind or "total"
    return indicator, role, qualifier, first, last, unit, basis, kind


def trimmed(line: str) -> str:
    """An event's line without the dashes at its end."""
    while line.endswith(" -"):
        line = line[:-2]
    return line


def examples() -> list[tuple[str, int, Example]]:
    return [
        (code, number, example) for code in codes() for number, example in enumerate(load(code).examples, 1)
    ]


def rows_of(code: str, example: Example) -> dict[str, list]:
    found = statements("example", example.text, code)
    for table in ("measures", "dates", "events", "organisations", "places"):
        for row in found[table]:
            assert example.text[row["quote_start"] : row["quote_end"]] == row["quote"]
    return {
        "measures": sorted(
            (
                (
                    m["indicator"],
                    m["role"],
                    m["qualifier"],
                    m["value_min"],
                    m["value_max"],
                    m["unit"],
                    m["basis"],
                    m["budget_kind"],
                )
                for m in found["measures"]
            ),
            key=str,
        ),
        "dates": sorted(f"{d['kind']} {d['date']}" for d in found["dates"]),
        "events": sorted(
            trimmed(
                " ".join(str(e[key] or "-") for key in ("start_date", "end_date", "place", "country"))
                + (" online" if e["online"] else "")
            )
            for e in found["events"]
        ),
        "organisations": sorted(f"{o['role']} {o['name']}" for o in found["organisations"]),
        "places": sorted(p["name"] for p in found["places"] if p["kind"] == "settlement"),
        "countries": sorted(p["country"] for p in found["places"] if p["kind"] == "country"),
    }


@pytest.mark.parametrize(
    ("code", "number", "example"), examples(), ids=lambda value: value if isinstance(value, str | int) else ""
)
def test_example(code: str, number: int, example: Example) -> None:
    rows = rows_of(code, example)
    if example.measures is not None:
        assert rows["measures"] == sorted(map(expected_measure, example.measures), key=str)
    for table in ("dates", "organisations", "places", "countries"):
        wanted = getattr(example, table)
        if wanted is not None:
            assert rows[table] == sorted(wanted), table
    if example.events is not None:
        assert rows["events"] == sorted(map(trimmed, example.events))


@pytest.mark.parametrize("code", codes())
def test_examples_are_many(code: str) -> None:
    assert len(load(code).examples) >= (30 if code in FULL else 12)
