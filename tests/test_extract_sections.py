"""What no cue decides is read by the part of the text it stands in."""

from __future__ import annotations

from pipeline.extract.statements import statements

REPORT = """Final report

Results
We held 12 concerts. 300 people came.

What next?
In 2024: six more concerts in four villages.
"""

NEWS = """Our projects

Seeds
We swap seeds of old kinds. The first market was held in Brno.
Period: April 2024 – March 2026
Exchange markets: 16

On film
Workshops for young people. Twelve workshops and five short films.

Benches – over
From 2022 to 2024 we built 23 benches. They were opened by 300 people, who came with cakes.

Updated on 9 January 2025
"""


def test_what_a_report_says_under_what_next_is_planned():
    rows = statements("one", REPORT, "en")["measures"]
    assert [(row["indicator"], row["role"]) for row in rows] == [
        ("events", "actual"),
        ("participants", "actual"),
        ("events", "target"),
        ("places", "target"),
    ]


def test_one_finished_initiative_does_not_make_its_neighbours_past():
    rows = statements("one", NEWS, "en")["measures"]
    roles = {(row["indicator"], row["value_min"]): row["role"] for row in rows}
    assert roles["events", 16] == roles["events", 12] == roles["outputs", 5] == "target"
    assert roles["outputs", 23] == roles["participants", 300] == "actual"
