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


def test_a_plan_told_of_in_the_past_governs_its_clause():
    text = "We held 34 evenings; we had wanted thirty. In the application stood eight partners, eleven came."
    rows = statements("one", "Final report\n\n" + text, "en")["measures"]
    assert [(row["role"], row["value_min"]) for row in rows] == [
        ("actual", 34),
        ("target", 30),
        ("target", 8),
        ("actual", 11),
    ]


def test_what_stands_already_is_not_what_was_planned():
    rows = statements("one", "Iš numatytų 30 suolų jau stovi 22.", "lt")["measures"]
    assert rows[-1]["role"] == "actual" and rows[-1]["value_min"] == 22


def test_a_wish_before_a_colon_says_nothing_of_who_came():
    text = "Reméltünk harminc fiatalt: az első alkalomra negyvenketten jöttek el."
    rows = statements("one", text, "hu")["measures"]
    assert [(row["role"], row["value_min"]) for row in rows] == [("target", 30), ("actual", 42)]


def test_a_plan_in_brackets_speaks_of_its_own_figure():
    text = "Of the 18 tutors who trained (we had wanted a dozen), 14 tutors took part."
    rows = statements("one", "Final report\n\n" + text, "en")["measures"]
    assert [(row["role"], row["value_min"]) for row in rows][-2:] == [("target", 12), ("actual", 14)]


def test_activities_and_products_is_no_heading_of_outcomes():
    rows = statements("one", "Scheda progetto\n\nAttività e prodotti\nLaboratori: 45", "it")["measures"]
    assert [row["role"] for row in rows] == ["target"]


SHEET = """Hands up

Start: 1 February 2024
End: 31 January 2026

Monitoring data, 30 June 2025
Spectators: 1,760

Indicator
By January 2026
By 30 June 2025
Evening sessions
240
52

Sheet last updated: 14 July 2025
"""

OVER = """Singing in the ward

Run from 1 October 2020 until 30 June 2023 (33 months)
Audience at concerts: 2,300

Sheet issued 14 September 2023
"""


def test_figures_below_a_day_gone_by_stood_so_on_that_day():
    rows = statements("one", SHEET, "en")
    assert [(row["role"], row["value_min"]) for row in rows["measures"]] == [
        ("actual", 1760),
        ("target", 240),
        ("actual", 52),
    ]
    assert [row["date"] for row in rows["dates"] if row["kind"] == "end"] == ["2026-01-31"]


def test_a_sheet_whose_period_is_over_tells_what_was_done():
    rows = statements("one", OVER, "en")["measures"]
    assert {(row["indicator"], row["role"]) for row in rows} == {
        ("duration", "actual"),
        ("participants", "actual"),
    }


def test_an_edition_before_the_one_in_the_head_is_background():
    text = (
        "Yard Grants, round four: results\n\nIn this round eleven choirs were chosen.\n\n"
        "In round three nine choirs shared £38,200; the second round had supported 250 people.\n"
    )
    rows = statements("one", text, "en")["measures"]
    assert [row["role"] for row in rows] == ["actual", "context", "context", "context"]


def test_a_numbered_heading_and_a_question_rule_what_stands_below_them():
    call = "Open call 2025\n\n3. How it was last year\nWe chose 27 projects. 900 people came.\n"
    talk = "Talk\n\n– Where would you like to be in the end?\n– At forty barns, with 800 guests.\n"
    assert {row["role"] for row in statements("one", call, "en")["measures"]} == {"context"}
    assert {row["role"] for row in statements("one", talk, "en")["measures"]} == {"target"}


def test_about_us_and_the_town_in_figures_are_background():
    text = "Path news\n\nAbout us\nThe society has 140 members.\n\nThe town in figures\nSchools: 9\n"
    assert {row["role"] for row in statements("one", text, "en")["measures"]} == {"context"}


def test_last_year_is_the_initiatives_own_where_it_had_begun():
    begun = "News\n3 June 2024\n\nThe project began in March 2023. Last year 190 people joined us.\n"
    new = "News\n3 June 2024\n\nThe project began in March 2024. Last year 190 people joined us.\n"
    roles = [statements("one", text, "en")["measures"][0]["role"] for text in (begun, new)]
    assert roles == ["actual", "context"]


def test_the_purse_of_a_programme_is_background():
    text = (
        "Call for ideas\n\nThe call has €90,000. It is part of the programme Open Yards, worth €6 million.\n"
    )
    assert [row["role"] for row in statements("one", text, "en")["measures"]] == ["target", "context"]


def test_what_a_line_tells_of_a_day_gone_by_has_happened():
    text = "On tour\n10 September 2022\n\nGuests\n6 May 2022, Pápa: 310 guests\n4 May 2023, Győr: 17 guests\n"
    assert [row["role"] for row in statements("one", text, "en")["measures"]] == ["actual", "target"]
