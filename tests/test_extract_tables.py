"""Tables told by their shape: units, numbers of rows, columns of things, sums, comparisons and years."""

from __future__ import annotations

from pipeline.extract.statements import statements


def told(text: str, language: str) -> list[tuple]:
    """(indicator, role, value) of every measure in order of the text."""
    return [
        (m["indicator"], m["role"], m["value_min"]) for m in statements("one", text, language)["measures"]
    ]


def lines(*cells: str) -> str:
    return "\n".join(cells) + "\n"


def test_a_column_of_units_and_one_of_numbers_stand_in_no_way():
    table = ("Lp.", "Wskaźnik", "Jednostka", "Plan", "Wykonanie")
    first, second = ("1", "Liczba spacerów", "szt.", "14", "15"), ("2", "Wydane mapy", "egz.", "400", "380")
    assert told("Sprawozdanie końcowe\n\n" + lines(*table, *first, *second), "pl") == [
        ("events", "target", 14),
        ("events", "actual", 15),
        ("outputs", "target", 400),
        ("outputs", "actual", 380),
    ]


def test_heads_name_what_columns_count_in_rows_of_towns():
    text = "Annual report 2022\n\n" + lines(
        "Town | Evenings | Guests | Spent (EUR)", "Ludlow | 7 | 212 | 1,430", "Total | 9 | 253 | 1,610"
    )
    assert told(text, "en") == [
        ("events", "actual", 7),
        ("participants", "actual", 212),
        ("budget", "actual", 1430),
        ("events", "actual", 9),
        ("participants", "actual", 253),
        ("budget", "actual", 1610),
    ]


def test_points_and_sums_asked_for_count_nothing():
    text = "Geförderte Vorhaben\n\n" + lines(
        "Träger\tPunkte\tBeantragt (€)\tBewilligt (€)",
        "Singkreis Auental\t87\t6.000\t4.500",
        "Jugendtreff Ilmtal\t82\t3.000\t3.000",
    )
    assert told(text, "de") == [("budget", "target", 4500), ("budget", "target", 3000)]


def test_a_column_that_compares_the_two_others_counts_nothing():
    text = "Završno izvješće\n\n" + lines(
        "Pokazatelj",
        "Plan",
        "Ostvareno",
        "Indeks",
        "Radionice",
        "40",
        "46",
        "115",
        "Volonteri",
        "20",
        "17",
        "85",
    )
    assert [value for _, _, value in told(text, "hr")] == [40, 46, 20, 17]


def test_earlier_years_are_background():
    text = "Rapport annuel 2023\n\n" + lines("Année", "Concerts", "2021", "6", "2022", "9", "2023", "11")
    assert told(text, "fr") == [("events", "context", 6), ("events", "context", 9), ("events", "actual", 11)]


def test_an_unknown_thing_beside_counted_rows_was_made():
    text = "Eindverslag\n\n" + lines("Wat", "Doel", "Behaald", "Workshops", "9", "9", "Wimpels", "60", "72")
    assert told(text, "nl")[2:] == [("outputs", "target", 60), ("outputs", "actual", 72)]


def test_a_sheet_of_a_closed_project_reports():
    text = lines("Projekto lapas", "Būsena: užbaigtas", "Dirbtuvės: 18", "Dalyviai: 233")
    assert told(text, "lt") == [("events", "actual", 18), ("participants", "actual", 233)]


def test_prices_in_a_table_are_no_counts():
    text = "Summer Fair, a project of the parish\n\n" + lines(
        "Ticket prices", "", "Who", "Weekdays", "Sundays", "Adult", "12", "15", "Child", "6", "8"
    )
    assert told(text, "en") == []


def test_a_figure_alone_on_its_line_is_named_below_it():
    page = ("Visitors and makers in figures", "", "112", "guided walks", "", "9,384", "visitors", "")
    assert told("Annual report 2022\n\n" + lines(*page), "en") == [
        ("events", "actual", 112),
        ("participants", "actual", 9384),
    ]


def test_a_bar_between_two_figures_makes_a_pair_and_empty_cells_stand_in_no_way():
    assert told(
        "Results of the project (planned | achieved)\n" + lines("Walks 36 | 33", "Volunteers 40 | 52"), "en"
    ) == [
        ("events", "target", 36),
        ("events", "actual", 33),
        ("participants", "target", 40),
        ("participants", "actual", 52),
    ]
    heads = ("Indicator", "Plan", "Result", "Workshops", "24", "26", "Volunteers", "n/a", "40")
    assert told("Final report\n\n" + lines(*heads), "en")[-1] == ("participants", "actual", 40)


def test_a_head_in_two_halves_and_its_currency_hold_for_the_pairs_below_it():
    text = "Final report\n\nCosts (EUR): approved / spent\n" + lines(
        "Paint: 6 200 / 6 118", "Total: 9 000 / 8 950"
    )
    assert told(text, "en") == [
        ("budget", "target", 6200),
        ("budget", "actual", 6118),
        ("budget", "target", 9000),
        ("budget", "actual", 8950),
    ]
    text = "What we had planned / what was done\n\n" + lines("Walks: 30 / 34", "Budget: €42,000 / €39,760")
    assert told(text, "en")[2:] == [("budget", "target", 42000), ("budget", "actual", 39760)]


def test_a_row_of_money_without_a_currency_has_that_of_its_text():
    table = ("Pozycja", "Plan", "Wykonanie", "Koszt całkowity", "24 600", "23 871")
    assert told("Sprawozdanie końcowe\n\nDotacja: 21 000 zł.\n\n" + lines(*table), "pl")[1:] == [
        ("budget", "target", 24600),
        ("budget", "actual", 23871),
    ]
