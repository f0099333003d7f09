"""The report as files: what it must say, what it must never say, and that nothing in it can run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
import report_folder
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline import report
from pipeline.report.evidence import embedded
from pipeline.report.masking import DOT, mask
from pipeline.report.messages import catalog
from pipeline.report.portfolio import NothingToReport, Portfolio
from pipeline.report.reader import LEVELS, TRANSLATIONS, Reader, UnknownLanguage, report_languages
from pipeline.report.summary import MOST_LINES, pick_lines, summary
from pipeline.report.wording import finding_in_words, templates

HOSTILE_TITLE = report_folder.TITLES["hostile.html"]


@pytest.fixture(scope="module")
def processed(tmp_path_factory) -> Path:
    return report_folder.build(tmp_path_factory.mktemp("processed"))


@pytest.fixture(scope="module")
def written(processed) -> Path:
    report.run(processed, notebooks=False)
    return processed / "report"


@pytest.fixture(scope="module")
def portfolio(processed) -> Portfolio:
    return Portfolio(processed)


def page(written: Path, name: str = "summary.html") -> LexborHTMLParser:
    return LexborHTMLParser((written / name).read_text(encoding="utf-8"))


def data_of(written: Path) -> dict:
    return json.loads(page(written, "evidence.html").css_first("#data").text())


def said(written: Path, name: str = "summary.html") -> str:
    return " ".join(page(written, name).body.text(separator=" ").split())


# -- files


def test_the_report_has_its_files_in_every_language(written):
    names = {str(path.relative_to(written)) for path in written.rglob("*") if path.is_file()}
    assert {"summary.html", "summary.pdf", "evidence.html", "charts/targets.svg"} <= names
    assert {f"summary.{code}.{kind}" for code in ("lt", "hu") for kind in ("html", "pdf")} <= names


def test_two_runs_give_equal_bytes(written, tmp_path):
    again = report_folder.build(tmp_path / "elsewhere")
    report.run(again, notebooks=False)
    for path in sorted(written.rglob("*")):
        if path.is_file():
            other = again / "report" / path.relative_to(written)
            assert other.read_bytes() == path.read_bytes(), path.name


def test_the_chosen_language_is_the_one_without_a_code(processed, tmp_path):
    folder = report_folder.build(tmp_path)
    report.run(folder, language="lt", notebooks=False)
    assert page(folder / "report").css_first("html").attributes["lang"] == "lt"
    assert page(folder / "report", "summary.en.html").css_first("html").attributes["lang"] == "en"


def test_an_unknown_language_is_refused_with_the_choices(processed):
    with pytest.raises(UnknownLanguage, match="choose one of en, hu, lt"):
        report.run(processed, language="xx")


def test_a_folder_without_tables_is_told_what_to_run(tmp_path):
    with pytest.raises(NothingToReport, match="rodiklis validate"):
        report.run(tmp_path)


# -- what the page says


def test_the_summary_keeps_the_words_of_its_values(written):
    words = said(written)
    assert "at least 120" in words and "about 5,000" in words and "EUR 40,000" in words
    assert "The parts add up to the stated whole cost." in words


def test_reach_without_an_outcome_is_not_reported_and_not_zero(written):
    table = next(t for t in page(written).css("table") if "Targets and reported values" in t.text())
    (row,) = [row.text(separator="|") for row in table.css("tr") if "Reach" in row.text()]
    assert "not reported" in row
    assert not re.search(r"\b0\b", row)


def test_persons_attendances_and_reach_stand_apart(written):
    table = next(
        t
        for t in page(written).css("#p-" + report_folder.PROJECTS["youth.txt"] + " table")
        if "never added" in t.css_first("caption").text()
    )
    kinds = [row.css_first("th").text() for row in table.css("tbody tr")]
    assert "Persons taking part" in kinds and "Reach (people reached indirectly)" in kinds


def test_a_project_that_states_nothing_says_so_everywhere(written):
    section = page(written).css_first("#p-" + report_folder.PROJECTS["silent.txt"])
    words = " ".join(section.text(separator=" ").split())
    for sentence in (
        "No target is stated in numbers.",
        "No budget is stated.",
        "No number of people is stated.",
        "period not stated",
    ):
        assert sentence in words


def test_every_number_of_a_table_leads_to_a_row_of_the_evidence(written):
    known = {row["id"] for row in data_of(written)["statements"]}
    links = [a.attributes["href"] for a in page(written).css("section.project td a, section.chart td a")]
    assert len(links) > 20
    for link in links:
        target = link.partition("#")[2]
        assert link.startswith("evidence.html#")
        assert target in known or "@" in target or target in report_folder.TEXTS, link


def test_every_chart_has_words_and_a_table_beside_it(written):
    for section in page(written).css("section.chart"):
        title = section.css_first("svg title")
        assert title is not None and len(title.text()) > 10
        if section.id != "contradictions" and "disagree" not in section.css_first("h2").text():
            assert section.css_first("table") is not None


def test_findings_are_said_in_the_readers_language(written):
    assert "Dated after the project's end" in said(written)
    assert "Vėlesnės datos nei projekto pabaiga, „30 November 2022“ (2022 m. lapkričio 30 d.)" in said(
        written, "summary.lt.html"
    )
    assert "Dated after" not in said(written, "summary.hu.html")


def test_sources_name_the_day_they_were_read(written):
    assert "read on 2 May 2024" in said(written)
    assert "perskaityta 2024 m. gegužės 2 d." in said(written, "summary.lt.html")


def test_totals_are_intervals_with_what_was_counted_and_left_out(written):
    table = next(t for t in page(written).css("table") if "Totals over all projects" in t.text())
    rows = [row.text(separator="|", strip=True) for row in table.css("tbody tr")]
    # 120 or more of one project and 30 to 40 of another are 150 or more.
    assert any(row.startswith("Persons taking part|projects|target|at least 150|2|") for row in rows)
    assert any(row.startswith("Whole cost|projects|target|EUR\u00a040,000|1|") for row in rows)


def test_no_way_of_counting_people_is_cut_away(portfolio):
    model = summary(portfolio)
    (people,) = [part for part in model["portfolio"]["charts"] if part["name"] == "people"]
    stated = set(portfolio.people()["level"])
    shown = {row[1]["text"] for row in people["table"]["rows"]}
    assert shown == {Reader("en").name(LEVELS, level) for level in stated}


# -- safe, private, self-contained


@pytest.mark.parametrize("name", ["summary.html", "summary.lt.html", "evidence.html"])
def test_nothing_from_a_document_becomes_markup(written, name):
    tree = page(written, name)
    scripts = [node for node in tree.css("script") if node.attributes.get("type") != "application/json"]
    assert len(scripts) == (1 if name == "evidence.html" else 0)
    assert not tree.css("img") and not tree.css("iframe") and not tree.css("b")
    for node in tree.css("*"):
        assert not [key for key in node.attributes if key.startswith("on")], node.tag
        for key in ("href", "src", "xlink:href"):
            assert not str(node.attributes.get(key) or "").lower().startswith("javascript:")


def test_the_evidence_holds_the_hostile_text_as_text(written):
    (document,) = [row for row in data_of(written)["documents"] if row["id"] == "hostile.html"]
    assert "<script>window.ran = 1</script>" in document["text"]
    assert document["url"] is None
    assert "<script>window.ran" not in (written / "evidence.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["summary.html", "evidence.html"])
def test_pages_load_nothing(written, name):
    text = (written / name).read_text(encoding="utf-8")
    tree = LexborHTMLParser(text)
    assert not tree.css("link[rel=stylesheet], script[src], img[src], iframe, object, embed")
    assert "@import" not in text and not re.search(r"url\((?!#)", tree.css_first("style").text())
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert policy.startswith("default-src 'none'")


def test_no_contact_of_a_person_is_shown_anywhere(written):
    for path in written.rglob("*"):
        if path.suffix in (".html", ".svg"):
            text = path.read_text(encoding="utf-8")
            assert "garden@example.org" not in text and "600 12345" not in text, path.name


def test_masking_keeps_the_length_and_spares_numbers():
    text = "Write to ana.b@example.org or +370 600 12345; 148 680,00 EUR for 2019-2020, tel. 8 37 123456."
    masked = mask(text)
    assert len(masked) == len(text)
    assert "@" not in masked and "12345" not in masked and "123456" not in masked
    assert "148 680,00 EUR for 2019-2020" in masked


@given(st.text(max_size=200))
def test_masking_never_moves_a_character(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, DOT) for old, new in zip(text, masked, strict=True))


@given(st.recursive(st.text(max_size=40), lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_embedded_json_cannot_leave_its_element_and_comes_back_whole(value):
    text = embedded(value)
    assert "<" not in text and ">" not in text
    assert json.loads(text) == value


def test_spans_of_the_evidence_cover_their_quotes_as_browsers_count(written):
    data = data_of(written)
    texts = [row["text"].encode("utf-16-le") for row in data["documents"]]
    checked = 0
    for row in data["statements"]:
        if "s" in row:
            quoted = texts[row["d"]][2 * row["s"] : 2 * row["e"]].decode("utf-16-le")
            assert quoted == row["q"]
            checked += 1
    assert checked >= len(report_folder.MEASURES) + 5


# -- languages


def test_every_translation_has_every_text_and_its_places():
    texts = {message.id for message in catalog() if message.id}
    assert len(texts) > 200
    for path in sorted(TRANSLATIONS.glob("*.po")):
        from babel.messages.pofile import read_po

        with path.open("rb") as source:
            own = {message.id: message for message in read_po(source, locale=path.stem) if message.id}
        assert set(own) == texts, f"run python -m pipeline.report.messages, then translate {path.name}"
        for key, message in own.items():
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
            places = set(re.findall(r"{(\w+)}", key if isinstance(key, str) else key[1]))
            for form in forms:
                assert form, f"{path.name}: {key} is not translated"
                assert set(re.findall(r"{(\w+)}", form)) == places, f"{path.name}: {key}"


def test_every_finding_has_a_template_that_its_values_fill():
    lithuanian = Reader("lt")
    for check, says in templates().items():
        names = re.findall(r"{(\w+)}", says)
        row = {"check": check, "message": "English", "values": dict.fromkeys(names, "x")}
        assert finding_in_words(lithuanian, row) not in ("English", says)


def test_a_finding_with_strange_values_keeps_its_english_sentence():
    row = {"check": "event_after_project_ends", "message": "As it was.", "values": {"other": 1}}
    assert finding_in_words(Reader("lt"), row) == "As it was."


@pytest.mark.parametrize("language", report_languages())
def test_intervals_keep_their_qualifier_in_every_language(language):
    reader = Reader(language)
    shown = {
        qualifier: reader.interval(qualifier, low, high, "EUR")
        for qualifier, low, high in [
            ("exact", 1500, 1500),
            ("about", 1500, 1500),
            ("at_least", 1500, None),
            ("more_than", 1500, None),
            ("at_most", None, 1500),
            ("less_than", None, 1500),
            ("range", 1000, 1500),
        ]
    }
    assert len(set(shown.values())) == len(shown)
    assert all("EUR" in words for words in shown.values())


@pytest.mark.parametrize(
    ("iso", "english"),
    [
        ("2021-03-01", "1 March 2021"),
        ("2021-03", "March 2021"),
        ("2021", "2021"),
        ("--05-31", "31 May (year not stated)"),
        (None, "not stated"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(iso, english):
    assert Reader("en").date(iso) == english


@pytest.mark.parametrize(
    ("value", "shown"), [(148680.0, "148,680"), (327622.72, "327,622.72"), (0.5, "0.5"), (1000.5, "1,000.50")]
)
def test_numbers_have_no_needless_decimals(value, shown):
    assert Reader("en").number(value) == shown


# -- PDF


@pytest.mark.parametrize("name", ["summary.pdf", "summary.lt.pdf", "summary.hu.pdf"])
def test_the_pdf_has_one_page_for_the_portfolio_and_one_for_each_project(written, name):
    pdf = pypdfium2.PdfDocument(written / name)
    assert len(pdf) == 1 + len(report_folder.TEXTS)
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_the_pdf_says_what_the_page_says_and_is_tagged(written):
    pdf = pypdfium2.PdfDocument(written / "summary.pdf")
    text = "\n".join(one.get_textpage().get_text_bounded() for one in pdf)
    assert "Garden of voices" in text and "EUR\u00a040,000" in text.replace("EUR 40", "EUR\u00a040")
    assert "<script>alert('title')</script>" in text
    assert b"/MarkInfo" in (written / "summary.pdf").read_bytes()


# -- choices of the page


def test_lines_with_a_target_and_an_outcome_come_first(portfolio):
    marks = portfolio.outcomes_against_targets([report_folder.PROJECTS["youth.txt"]])
    kept, left = pick_lines(marks, 1)
    assert set(kept["role"]) == {"target", "actual"} and left == marks["line"].nunique() - 1
    everything, none = pick_lines(marks, MOST_LINES["project"])
    assert none == 0 and len(everything) == len(marks)


def test_picking_from_nothing_keeps_the_columns(portfolio):
    marks = portfolio.outcomes_against_targets([report_folder.PROJECTS["silent.txt"]])
    kept, left = pick_lines(marks, 3)
    assert kept.empty and left == 0 and list(kept.columns) == list(marks.columns)


def test_a_run_that_found_nothing_has_a_report_that_says_so(tmp_path):
    from pipeline import aggregate
    from pipeline.schemas import TABLES, empty, write_table

    for name in TABLES:
        write_table(name, empty(name), tmp_path / "tables" / f"{name}.parquet")
    aggregate.run(tmp_path)
    report.run(tmp_path, notebooks=False)
    words = said(tmp_path / "report")
    assert "0 documents of 0 projects" in words and "No target is stated in numbers." in words
    assert len(pypdfium2.PdfDocument(tmp_path / "report" / "summary.pdf")) == 1


def test_evidence_of_very_many_documents_says_what_it_leaves_out(processed, monkeypatch):
    from pipeline.report import evidence

    monkeypatch.setattr(evidence, "MOST_DOCUMENTS", 1)
    data = evidence.evidence_data(Portfolio(processed))
    assert len(data["documents"]) == 1 and data["left_out"] == 2
    assert {row.get("d") for row in data["statements"]} <= {0, None}


def test_projects_without_a_page_are_counted_and_not_linked(portfolio, monkeypatch):
    from pipeline.report import summary as module

    monkeypatch.setattr(module, "MOST_PAGES", 1)
    model = summary(portfolio)
    assert [one["id"] for one in model["pages"]] == [report_folder.PROJECTS["youth.txt"]]
    assert model["left_out"].startswith("2 more projects")
    links = [row[0]["link"] for row in model["portfolio"]["overview"]["rows"]]
    assert [link for link in links if link] == ["#p-" + report_folder.PROJECTS["youth.txt"]]


@pytest.mark.parametrize("name", ["summary.html", "summary.lt.html", "evidence.html"])
def test_every_link_inside_the_report_leads_somewhere(written, name):
    tree = page(written, name)
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    for node in tree.css("a[href]"):
        file, _, anchor = node.attributes["href"].partition("#")
        if file.startswith("https://"):
            continue
        assert not file or (written / file.partition("?")[0]).exists(), file
        assert file or anchor in ids, anchor


def test_every_reason_of_an_unclaimed_figure_has_words_for_readers():
    from pipeline.extract.statements import statements
    from pipeline.report.reader import UNCLAIMED

    reasons = set()
    for path in sorted((Path(__file__).parent / "documents" / "own" / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        rows = statements(path.name, text, path.stem[:2])["unclaimed_numbers"]
        reasons |= {row["reason"] for row in rows}
    assert {"unlikely", "price", "phone"} <= reasons
    assert reasons <= set(UNCLAIMED)
