"""What a chart must say and show: every qualifier its own form, unknown in words, nothing by colour alone."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

from pipeline import charts
from pipeline.charts import style
from pipeline.charts.money import closes
from pipeline.report.reader import ELEMENTS

NAN = float("nan")
COLUMNS = ["project", "indicator", "role", "qualifier", "value_min", "value_max", "unit", "what", "status"]


def marks(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def one(role, qualifier, low, high, status="not reported"):
    return ("Garden", "participants", role, qualifier, low, high, "person", "young people", status)


def drawn(figure, kind):
    return figure.axes[0].findobj(kind)


def arrows(figure):
    """Directions of the open arrows in the rows, the legend's example left out."""
    found = []
    for arrow in drawn(figure, FancyArrowPatch):
        (x0, y0), (x1, _) = arrow._posA_posB
        found.append((round(y0, 3), x1 - x0))
    lowest = max((y for y, _ in found), default=0)
    return [dx for y, dx in found if y < lowest]


def bars(figure, color=style.ACTUAL):
    """Widths of the bars in the rows (legend examples are narrower than half an inch)."""
    return [
        box
        for box in drawn(figure, Rectangle)
        if box.get_edgecolor()[:3] == to_rgb(color) and box.get_width() > 0.5
    ]


def words(figure):
    return [text.get_text() for text in drawn(figure, Text) if text.get_text()]


# -- outcomes against targets


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "direction"),
    [
        ("at_least", 500, NAN, 1),
        ("more_than", 500, NAN, 1),
        ("at_most", NAN, 500, -1),
        ("less_than", NAN, 500, -1),
    ],
)
def test_an_open_end_is_an_arrow_that_points_to_it(qualifier, low, high, direction):
    figure = charts.outcomes_against_targets(marks(one("target", qualifier, low, high)))
    (dx,) = arrows(figure)
    assert np.sign(dx) == direction


@pytest.mark.parametrize("qualifier", ["exact", "about", "range"])
def test_a_closed_value_has_no_arrow(qualifier):
    figure = charts.outcomes_against_targets(
        marks(one("target", qualifier, 400 if qualifier == "range" else 500, 500))
    )
    assert not drawn(figure, FancyArrowPatch)


def test_a_strict_bound_is_told_from_a_bound_that_counts():
    def dots(qualifier):
        figure = charts.outcomes_against_targets(marks(one("target", qualifier, 500, NAN)))
        return sum(line.get_marker() == "o" for line in drawn(figure, Line2D))

    assert (dots("at_least"), dots("more_than")) == (0, 1)


def test_about_is_hatched_and_exact_is_not():
    def hatches(qualifier):
        figure = charts.outcomes_against_targets(marks(one("actual", qualifier, 500, 500)))
        return {bar.get_hatch() for bar in bars(figure)}

    assert None not in hatches("about")
    assert hatches("exact") == {None}


def test_a_range_is_a_band_from_end_to_end_on_the_scale():
    figure = charts.outcomes_against_targets(marks(one("actual", "range", 30, 40, "no target")))
    boxes = [box for box in drawn(figure, Rectangle) if box.get_edgecolor()[:3] == to_rgb(style.ACTUAL)]
    solid, band = sorted(boxes, key=lambda box: (box.get_y(), box.get_x()))[:2]
    assert band.get_x() == pytest.approx(solid.get_x() + solid.get_width())
    assert (solid.get_width() + band.get_width()) / solid.get_width() == pytest.approx(40 / 30)


def test_what_is_not_reported_is_hollow_and_said_in_words():
    figure = charts.outcomes_against_targets(marks(one("target", "exact", 140, 140)))
    hollow = [line for line in drawn(figure, Line2D) if line.get_marker() == "D"]
    assert hollow and all(to_rgb(line.get_markerfacecolor()) == to_rgb(style.PAPER) for line in hollow)
    assert "not reported" in words(figure)
    assert not bars(figure)


def test_unknown_is_never_drawn_or_said_as_zero():
    figure = charts.outcomes_against_targets(marks(one("target", "at_least", 140, NAN)))
    assert "reported 0" not in charts.alternative(figure)
    assert "target at least 140 · not reported" in charts.alternative(figure)


def test_a_line_without_a_target_says_so():
    figure = charts.outcomes_against_targets(marks(one("actual", "exact", 5, 5, "no target")))
    assert "no target stated · reported 5" in charts.alternative(figure)


def test_over_achievement_is_drawn_to_scale_and_not_clamped():
    figure = charts.outcomes_against_targets(
        marks(one("target", "exact", 140, 140, "reached"), one("actual", "exact", 420, 420, "reached"))
    )
    (bar,) = bars(figure)
    ticks = [
        line
        for line in drawn(figure, Line2D)
        if to_rgb(line.get_color()) == to_rgb(style.INK)
        and line.get_linewidth() == 2.6
        and line.get_ydata()[0] < 1
    ]
    (tick,) = {round(line.get_xdata()[0], 6) for line in ticks}
    assert bar.get_width() / (tick - bar.get_x()) == pytest.approx(3.0)


def test_two_reported_values_that_disagree_are_two_bars():
    figure = charts.outcomes_against_targets(
        marks(
            one("actual", "about", 500, 500, "contradicted"),
            one("actual", "about", 1000, 1000, "contradicted"),
        )
    )
    assert len(bars(figure)) == 2
    assert len({bar.get_y() for bar in bars(figure)}) == 2
    assert "≠ contradicted" in words(figure)


def test_each_line_has_its_own_scale_so_that_small_numbers_stay_visible():
    frame = marks(
        one("actual", "exact", 20000, 20000),
        ("Garden", "events", "actual", "exact", 5, 5, "event", "", "no target"),
    )
    widths = [bar.get_width() for bar in bars(charts.outcomes_against_targets(frame))]
    assert len(widths) == 2 and widths[0] == pytest.approx(widths[1])


def test_doubts_become_numbered_footnotes():
    frame = marks(one("target", "exact", 8, 8)).assign(doubts="role by default")
    said = words(charts.outcomes_against_targets(frame))
    assert any(line.startswith("1) The words do not say whether this is planned") for line in said)
    assert any(line.endswith("1)") and "young people" in line for line in said)


def test_an_analysts_own_frame_needs_only_the_columns_that_are_said():
    frame = marks(one("target", "exact", 8, 8))[
        ["project", "indicator", "role", "qualifier", "value_min", "value_max"]
    ]
    assert "target 8" in charts.alternative(charts.outcomes_against_targets(frame))


# -- money


MONEY = ["project", "budget_kind", "role", "qualifier", "value_min", "value_max", "unit", "basis"]


def money(*rows):
    return pd.DataFrame([("Garden", *row) for row in rows], columns=MONEY)


WHOLE = ("total", "target", "exact", 40000.0, 40000.0, "EUR", "total")
GRANT = ("grant", "target", "exact", 30000.0, 30000.0, "EUR", "total")
OWN = ("cofinancing", "target", "exact", 10000.0, 10000.0, "EUR", "total")


def test_parts_are_steps_only_where_they_close_to_the_stated_total():
    assert closes(money(WHOLE, GRANT, OWN))
    short = ("cofinancing", "target", "exact", 9000.0, 9000.0, "EUR", "total")
    assert not closes(money(WHOLE, GRANT, short))
    assert not closes(money(WHOLE, GRANT))
    about = ("cofinancing", "target", "about", 10000.0, 10000.0, "EUR", "total")
    assert not closes(money(WHOLE, GRANT, about))


def test_steps_meet_the_end_of_the_total_and_other_bars_start_at_zero():
    def starts(frame):
        figure = charts.budgets_by_kind(frame)
        return sorted(
            round(bar.get_x(), 3)
            for bar in drawn(figure, Rectangle)
            if bar.get_edgecolor()[:3] == to_rgb(style.INK)
        )

    stepped, apart = starts(money(WHOLE, GRANT, OWN)), starts(money(WHOLE, GRANT))
    assert len(set(apart)) == 1
    assert stepped[0] == stepped[1] < stepped[2]


def test_two_currencies_never_share_a_scale():
    forint = ("grant", "target", "exact", 8_000_000.0, 8_000_000.0, "HUF", "total")
    figure = charts.budgets_by_kind(money(WHOLE, forint))
    long = [
        bar.get_width() for bar in drawn(figure, Rectangle) if bar.get_edgecolor()[:3] == to_rgb(style.INK)
    ]
    assert len(long) == 2 and min(long) > 1


def test_kinds_of_money_differ_by_hatch_not_only_by_colour():
    rows = [
        (kind, "target", "exact", 9.0, 9.0, "EUR", "total")
        for kind in ("total", "grant", "cofinancing", "allocation")
    ]
    figure = charts.budgets_by_kind(money(*rows))
    looks = [
        (b.get_hatch(), b.get_facecolor())
        for b in drawn(figure, Rectangle)
        if b.get_edgecolor()[:3] == to_rgb(style.INK)
    ]
    assert len(set(looks)) == 4


# -- the other charts


def test_an_event_after_the_end_is_marked_and_named_as_such():
    projects = pd.DataFrame(
        [("Garden", "2021-03-01", "2022-11-30")], columns=["project", "start_date", "end_date"]
    )
    events = pd.DataFrame(
        [("Garden", "Fair", "2023-02-05", None), ("Garden", "Walk", "2022-05-01", None)],
        columns=["project", "title", "start_date", "end_date"],
    )
    figure = charts.projects_and_events(projects, events)
    shapes = {line.get_marker() for line in drawn(figure, Line2D)}
    assert {"P", "d"} <= shapes
    said = charts.alternative(figure)
    assert re.search(r"5 February 2023: Fair · after the stated end", said)
    assert "Walk · after" not in said


def test_an_end_that_is_not_stated_is_said_and_not_invented():
    projects = pd.DataFrame([("Garden", "2021-03-01", None)], columns=["project", "start_date", "end_date"])
    figure = charts.projects_and_events(
        projects, pd.DataFrame(columns=["project", "title", "start_date", "end_date"])
    )
    assert "from 1 March 2021; end not stated" in charts.alternative(figure)
    assert len(drawn(figure, FancyArrowPatch)) == 1


def test_two_stated_starts_are_both_named_and_neither_is_drawn():
    frame = pd.DataFrame(
        [("Garden", None, "2021-12-31", ["2020-09", "2021-02-05"], ["2021-12-31"])],
        columns=["project", "start_date", "end_date", "starts", "ends"],
    )
    figure = charts.projects_and_events(
        frame, pd.DataFrame(columns=["project", "title", "start_date", "end_date"])
    )
    said = "start stated differently: September 2020, 5 February 2021; until 31 December 2021"
    assert said in charts.alternative(figure)
    assert "not stated" not in charts.alternative(figure)


def test_a_year_is_drawn_over_all_the_days_it_can_mean():
    projects = pd.DataFrame([("Garden", "2018", "2020-06-30")], columns=["project", "start_date", "end_date"])
    figure = charts.projects_and_events(
        projects, pd.DataFrame(columns=["project", "title", "start_date", "end_date"])
    )
    boxes = [box for box in drawn(figure, Rectangle) if box.get_edgecolor()[:3] == to_rgb(style.INK)]
    hatched = [box for box in boxes if box.get_hatch()]
    (solid,) = [box for box in boxes if not box.get_hatch()]
    assert len(hatched) == 1
    assert hatched[0].get_x() + hatched[0].get_width() == pytest.approx(solid.get_x())
    assert solid.get_width() / hatched[0].get_width() == pytest.approx(547 / 364, abs=0.02)


def test_the_matrix_tells_states_apart_by_shape_and_counts_projects():
    cells = pd.DataFrame(
        [
            ("A", "objective", "stated"),
            ("A", "target", "partly"),
            ("B", "objective", "stated"),
            ("B", "target", "absent"),
        ],
        columns=["project", "element", "extent"],
    )
    said = charts.alternative(charts.evaluability_matrix(cells))
    assert "A: Objective stated, Target with a number partly." in said
    figure = charts.evaluability_matrix(cells)
    assert "2" in words(figure) and "0" in words(figure)
    assert any(line.get_marker() == "o" for line in drawn(figure, Line2D))


def test_a_place_counts_once_for_a_project():
    rows = [("A", "Kaunas", "settlement", "LT")] * 3 + [
        ("B", "Kaunas", "settlement", "LT"),
        ("B", "Rijeka", "settlement", "HR"),
    ]
    said = charts.alternative(
        charts.places_and_countries(pd.DataFrame(rows, columns=["project", "name", "kind", "country"]))
    )
    assert "Kaunas 2, Rijeka 1" in said
    assert "Countries: none stated" in said


def test_both_sides_of_a_contradiction_stand_on_one_scale_with_their_quotes():
    values = pd.DataFrame(
        [
            (
                "f",
                "Call",
                "Two lengths.",
                "duration",
                "target",
                "at_most",
                NAN,
                30.0,
                "month",
                "up to 30 months",
                "a.txt",
            ),
            (
                "f",
                "Call",
                "Two lengths.",
                "duration",
                "target",
                "exact",
                16.0,
                16.0,
                "month",
                "16 months",
                "b.txt",
            ),
        ],
        columns=[
            "finding",
            "project",
            "message",
            "indicator",
            "role",
            "qualifier",
            "value_min",
            "value_max",
            "unit",
            "quote",
            "source",
        ],
    )
    figure = charts.stated_values_that_disagree(values)
    widths = sorted(bar.get_width() for bar in bars(figure))
    assert widths[1] / widths[0] == pytest.approx(30 / 16)
    said = " ".join(words(figure))
    assert "“up to 30 months” (a.txt)" in said and "“16 months” (b.txt)" in said


def test_ways_of_counting_people_stand_under_their_own_headings():
    values = pd.DataFrame(
        [
            ("persons", "Garden", "target", "exact", 9.0, 9.0),
            ("reach", "Garden", "actual", "about", 5000.0, 5000.0),
        ],
        columns=["level", "project", "role", "qualifier", "value_min", "value_max"],
    )
    said = charts.alternative(charts.people_apart(values))
    assert "Attendances (a person may be counted more than once): no figure stated." in said
    assert "5,009" not in said


# -- what holds for all


def every_chart(language="en", **size):
    link = "evidence.html#0123456789abcdef"
    frame = marks(
        one("target", "at_least", 120, NAN, "reached"),
        one("actual", "exact", 143, 143, "reached"),
        ("Garden", "reach", "target", "about", 5000, 5000, "person", "readers", "missed"),
    ).assign(link=link)
    projects = pd.DataFrame(
        [("Garden", "2018", "2022-11-30", link)], columns=["project", "start_date", "end_date", "link"]
    )
    events = pd.DataFrame(
        [("Garden", "Fair", "2023-02-05", None, link)],
        columns=["project", "title", "start_date", "end_date", "link"],
    )
    cells = pd.DataFrame(
        [("Garden", "objective", "stated"), ("Garden", "budget", "absent"), ("Garden", "target", "unknown")],
        columns=["project", "element", "extent"],
    )
    places = pd.DataFrame(
        [("Garden", "Łódź", "settlement", "PL"), ("Garden", "x", "country", "PL")],
        columns=["project", "name", "kind", "country"],
    )
    apart = frame.assign(finding="f", message="They disagree.", quote="words", source="a.txt")
    return {
        "targets": charts.outcomes_against_targets(frame, language, **size),
        "money": charts.budgets_by_kind(money(WHOLE, GRANT, OWN).assign(link=link), language, **size),
        "timeline": charts.projects_and_events(projects, events, language, **size),
        "evaluability": charts.evaluability_matrix(cells, language, **size),
        "places": charts.places_and_countries(places, language, **size),
        "contradictions": charts.stated_values_that_disagree(apart, language, **size),
        "people": charts.people_apart(frame.assign(level="persons"), language, **size),
    }


EMPTY = {
    charts.outcomes_against_targets: COLUMNS,
    charts.budgets_by_kind: MONEY,
    charts.evaluability_matrix: ["project", "element", "extent"],
    charts.places_and_countries: ["project", "name", "kind", "country"],
    charts.people_apart: ["level", "project", "role", "qualifier", "value_min", "value_max"],
    charts.stated_values_that_disagree: [
        "finding",
        "project",
        "message",
        "indicator",
        "role",
        "qualifier",
        "value_min",
        "value_max",
        "unit",
        "quote",
        "source",
    ],
}


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: chart.__name__)
def test_an_empty_frame_gives_words_and_a_wrong_one_a_sentence(chart):
    assert charts.alternative(chart(pd.DataFrame(columns=EMPTY[chart])))
    with pytest.raises(ValueError, match="needs the column"):
        chart(pd.DataFrame({"something": [1]}))


@pytest.mark.parametrize("name", every_chart())
def test_equal_frames_give_equal_bytes(name):
    first, second = every_chart()[name], every_chart()[name]
    for outlines in (False, True):
        assert charts.to_svg(first, "c", outlines=outlines) == charts.to_svg(second, "c", outlines=outlines)


def luminance(color):
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return float(np.dot(channels, [0.2126, 0.7152, 0.0722]))


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", every_chart())
def test_every_text_has_a_contrast_of_four_and_a_half(name):
    for text in drawn(every_chart()[name], Text):
        if text.get_text():
            assert contrast(text.get_color(), style.PAPER) >= 4.5, text.get_text()


# Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear RGB.
DICHROMACY = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "greyscale": [[0.2126, 0.7152, 0.0722]] * 3,
}


def seen(color, matrix):
    linear = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)])
    return np.clip(np.array(matrix) @ linear, 0, 1)


@pytest.mark.parametrize("kind", DICHROMACY)
def test_targets_and_reported_values_are_told_apart_whatever_colours_are_seen(kind):
    target, actual, paper = (
        seen(color, DICHROMACY[kind]) for color in (style.INK, style.ACTUAL, style.PAPER)
    )
    bright = [float(np.dot(color, [0.2126, 0.7152, 0.0722])) + 0.05 for color in (target, actual, paper)]
    for one_, two in combinations(bright, 2):
        assert max(one_, two) / min(one_, two) >= 1.8
    assert max(bright) / bright[1] >= 3


def test_no_status_is_told_by_colour_alone():
    from pipeline.charts.bullets import STATUS_MARKS

    shapes = [STATUS_MARKS[status] for status in ("reached", "missed", "contradicted", "on the way")]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("name", ["targets", "money", "timeline", "people"])
def test_marks_lead_to_the_evidence_and_say_where_to(name):
    svg = charts.to_svg(every_chart()[name], "c")
    assert re.search(r'<a href="evidence\.html#0123456789abcdef"[^>]* aria-label="[^"]+"', svg)


def test_texts_of_documents_cannot_become_markup():
    frame = marks(
        ('<script>x</script> & "y"', "participants", "target", "exact", 1, 1, "person", "<b>", "missed")
    )
    frame["link"] = 'evidence.html#"><script>'
    svg = charts.to_svg(charts.outcomes_against_targets(frame), "c")
    assert "<script" not in svg and "<b>" not in svg


def test_numbers_and_words_follow_the_reader():
    assert "EUR\u00a040,000" in charts.alternative(every_chart("en")["money"])
    assert "40\u00a0000\u00a0EUR" in charts.alternative(every_chart("lt")["money"])
    assert "ne mažiau kaip 120" in charts.alternative(every_chart("lt")["targets"])
    assert "legalább 120" in charts.alternative(every_chart("hu")["targets"])
    assert "Lenkija" in charts.alternative(every_chart("lt")["places"])


def test_words_that_do_not_fit_end_in_an_ellipsis():
    lines = style.wrap("bendruomeniškumas " * 30, 2.0, lines=2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert all(style.width_of(line, style.BODY) <= 2.0 for line in lines)


# Letters beyond a to z of the 24 official languages of the EU, and the marks their texts use.
LETTERS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöüßẞ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "es": "áéíñóúü¿¡",
    "et": "äõöüšž",
    "fi": "åäöšž",
    "fr": "àâæçéèêëîïôœùûüÿ«»",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű„”",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž„“",
    "lv": "āčēģīķļņšūž",
    "mt": "ċġħż",
    "nl": "ëïéĳ",
    "pl": "ąćęłńóśźż",
    "pt": "ãáàâçéêíóôõú",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäö",
    "en": "“”‘’–—…€£\u00a0\u202f",
}


@pytest.mark.parametrize("language", LETTERS)
def test_the_font_of_charts_and_pdf_has_the_letters_of_every_language(language):
    from matplotlib.font_manager import get_font

    for weight in ("normal", "bold"):
        known = get_font(style._font_file(weight)).get_charmap()
        letters = LETTERS[language] + LETTERS[language].upper()
        assert [letter for letter in letters if ord(letter) not in known] == []


def test_every_mark_of_the_charts_has_a_glyph():
    from matplotlib.font_manager import get_font

    from pipeline.charts.bullets import STATUS_MARKS

    known = get_font(style._font_file("bold")).get_charmap()
    assert all(ord(mark) in known for mark in STATUS_MARKS.values())


def test_what_a_figure_leaves_out_is_said():
    frame = marks(
        *[("Garden", "events", "target", "exact", n, n, "event", f"line {n}", "missed") for n in range(1, 9)]
    )
    figure = charts.outcomes_against_targets(frame.assign(line=range(8)), most=5)
    assert "3 more are not drawn here." in words(figure)
    assert "target 5 ·" in charts.alternative(figure) and "target 6 ·" not in charts.alternative(figure)
    sums = pd.concat([money(WHOLE).assign(project=f"P{n}") for n in range(4)])
    assert "1 more is not drawn here." in words(charts.budgets_by_kind(sums, most=3))


@pytest.mark.parametrize("language", ["en", "hu", "lt"])
@pytest.mark.parametrize("size", [{}, {"width": charts.NARROW}], ids=["page", "phone"])
@pytest.mark.parametrize("name", [*every_chart(), "close values", "every element"])
def test_nothing_is_drawn_beyond_the_sheet_or_over_another_text(name, size, language):
    if name == "close values":
        frame = marks(
            *[one("actual", "exact", value, value, "contradicted") for value in (131250.0, 132150.0)]
        )
        figure = charts.outcomes_against_targets(frame.assign(unit="EUR"), language, **size)
    elif name == "every element":
        title = "Towns that encourage a dialogue of cultures and stand against discrimination"
        cells = pd.DataFrame({"element": list(ELEMENTS)}).assign(project=title, extent="partly")
        figure = charts.evaluability_matrix(cells, language, **size)
    else:
        figure = every_chart(language, **size)[name]
    width, height = figure.get_size_inches()
    renderer = figure.canvas.get_renderer()
    boxes = []
    for text in drawn(figure, Text):
        if text.get_text():
            box = text.get_window_extent(renderer).transformed(figure.dpi_scale_trans.inverted())
            boxes.append(box if not text.get_rotation() else None)
            assert box.x0 >= -0.05 and box.x1 <= width + 0.05, text.get_text()
            assert box.y0 >= -0.05 and box.y1 <= height + 0.05, text.get_text()
    for box, other in combinations([box for box in boxes if box is not None], 2):
        assert not box.padded(-0.02).overlaps(other.padded(-0.02))
