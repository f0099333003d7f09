"""Rows that break a rule are left out by name; findings say what an evaluator should know, no more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import gold
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import CHECKS, apart, sentence
from pipeline.link import link
from pipeline.schemas import STATEMENTS, TABLES, conform, empty, identifier, read_table, write_table
from pipeline.validate import check_table, run, validate

NOWHERE = Path("no such folder")
PROJECT = "00000000000000aa"


class Given:
    """Tables of a small portfolio, sentence by sentence: every statement stands in its document's text."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.rows: dict[str, list[dict]] = {name: [] for name in STATEMENTS}
        self.languages: dict[str, str | None] = {}
        self.project: dict[str, object] = {}

    def _fact(self, table: str, quote: str, document: str, **values: object) -> Given:
        text = self.texts.setdefault(document, "A project page.\n")
        start = len(text)
        self.texts[document] = f"{text}{quote}.\n"
        span = {"quote": quote, "quote_start": start, "quote_end": start + len(quote), "rule": "test"}
        key = {"measures": "measure_id", "dates": "date_id", "events": "event_id"}[table]
        made = identifier(table, document, start)
        self.rows[table].append({key: made, "project_id": PROJECT, "document_id": document, **span, **values})
        return self

    def measure(
        self,
        indicator: str,
        low: float | None,
        high: float | None,
        *,
        document: str = "a.txt",
        **values: object,
    ) -> Given:
        units = {
            "budget": "EUR",
            "duration": "month",
            "participants": "person",
            "events": "event",
            "partners": "organisation",
        }
        qualifier = (
            "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
        )
        quote = str(values.pop("quote", f"{low} to {high} {indicator}"))
        defaults = {"role": "target", "qualifier": qualifier, "unit": units[indicator], "basis": "total"}
        row = {"indicator": indicator, "value_min": low, "value_max": high, "sentence": quote + "."}
        return self._fact("measures", quote, document, **(defaults | row | values))

    def date(self, kind: str, day: str, *, document: str = "a.txt") -> Given:
        precision = {4: "year", 7: "month", 10: "day"}[len(day)]
        return self._fact("dates", f"{kind} {day}", document, kind=kind, date=day, precision=precision)

    def event(self, start: str, end: str | None = None, *, document: str = "a.txt") -> Given:
        return self._fact(
            "events", f"Fair on {start}", document, title="Fair", start_date=start, end_date=end, online=False
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        documents = [
            {
                "document_id": name,
                "sha256": f"{number:064x}",
                "media_type": "text/plain",
                "language": self.languages.get(name, "en"),
                "text": text,
                "characters": len(text),
            }
            for number, (name, text) in enumerate(sorted(self.texts.items()))
        ]
        project = {
            "project_id": PROJECT,
            "title": "Bridges",
            "kind": "project",
            "documents": sorted(self.texts),
        }
        made = {name: conform(name, pd.DataFrame(rows)) for name, rows in self.rows.items()}
        made["documents"] = conform("documents", pd.DataFrame(documents))
        made["projects"] = conform("projects", pd.DataFrame([project | self.project]))
        made["links"] = empty("links")
        return made

    def found(self, folder: Path = NOWHERE, as_of: date | None = None) -> pd.DataFrame:
        checked = validate(self.tables(), folder, as_of)
        assert checked["rejects"].empty, checked["rejects"]["reason"].to_list()
        return checked["findings"]

    def messages(self, check: str, **more: object) -> list[str]:
        assert check in CHECKS
        found = self.found(**more)
        return found.loc[found["check"] == check, "message"].to_list()


# ---------------------------------------------------------------------------------------------------------
# Rows that break a rule


def good() -> dict[str, pd.DataFrame]:
    made = Given().measure("participants", 40.0, 40.0).measure("budget", 900.0, 900.0, budget_kind="total")
    return made.date("start", "2020-03-01").event("2020-05-01").tables()


def test_good_rows_all_stay() -> None:
    given_ = good()
    checked = validate(given_, NOWHERE)
    assert set(checked) == set(TABLES)
    for name in ("documents", "projects", *STATEMENTS):
        assert len(checked[name]) == len(given_[name])
        TABLES[name].validate(checked[name], lazy=True)


PLANTED = [
    ("measures", "quote_start", 0, "the rule “quote_end is quote_start plus the quote's length” is broken"),
    (
        "measures",
        "unit",
        "event",
        "the unit 'event' does not fit participants, which is counted in person or household",
    ),
    ("measures", "value_max", 41.0, "value_min 40 and value_max 41 do not fit the qualifier 'exact'"),
    ("measures", "role", "planned", "role is 'planned'; allowed are target, actual, context"),
    ("measures", "budget_kind", "grant", "participants has the kind of money 'grant'"),
    ("measures", "project_id", "f" * 16, "project_id 'ffffffffffffffff' is not in the table projects"),
    ("measures", "document_id", "z.txt", "document_id 'z.txt' is not in the table documents"),
    ("measures", "sentence", None, "sentence is empty"),
    ("dates", "date", "2020-02-30", "date is '2020-02-30'"),
    ("dates", "precision", "month", "the precision 'month' is not that of the date '2020-03-01'"),
    ("events", "country", "Latvia", "country is 'Latvia'; it should be: ISO 3166-1 code"),
]


@pytest.mark.parametrize(
    ("table", "column", "value", "says"), PLANTED, ids=[f"{p[0]}-{p[1]}" for p in PLANTED]
)
def test_a_planted_error_is_left_out_and_said_with_its_quote(
    table: str, column: str, value: object, says: str
) -> None:
    given_ = good()
    rows = given_[table].to_dict("records")
    quote, rows[0][column] = rows[0]["quote"], value
    given_[table] = conform(table, pd.DataFrame(rows))
    checked = validate(given_, NOWHERE)
    assert len(checked[table]) == len(rows) - 1
    said = [reason for reason in checked["rejects"]["reason"] if says in reason]
    assert len(said) == 1
    assert said[0].startswith(f"Table {table}, document {rows[0]['document_id']}, quote “{quote}”: ")
    assert checked["findings"].query("check == 'rows_left_out'")["severity"].to_list() == ["error"]
    # The others are as they were.
    for other in set(STATEMENTS) - {table}:
        pd.testing.assert_frame_equal(checked[other], validate(good(), NOWHERE)[other])


def test_a_quote_that_stands_elsewhere_is_left_out() -> None:
    given_ = good()
    given_["measures"].loc[0, ["quote_start", "quote_end"]] -= 1
    checked = validate(given_, NOWHERE)
    assert len(checked["measures"]) == 1
    assert "not the quote" in checked["rejects"].iloc[0]["reason"]


@given(st.integers(-3, 3), st.integers(0, 3))
def test_only_the_very_quote_is_kept(shift: int, cut: int) -> None:
    row = {
        "quote": "40 people",
        "quote_start": 3,
        "quote_end": 12,
        "rule": "r",
        "name": "Choir",
        "role": "host",
    }
    row |= {"organisation_id": "0" * 16, "project_id": PROJECT, "document_id": "a.txt"}
    row["quote"] = row["quote"][: len(row["quote"]) - cut]
    row["quote_start"] += shift
    row["quote_end"] += shift - cut
    kept, wrong = check_table("organisations", pd.DataFrame([row]), {"a.txt": "Of 40 people."}, {})
    assert (len(kept), len(wrong)) == ((1, 0) if shift == 0 else (0, 1))


def test_an_id_that_stands_twice_is_left_out_both_times() -> None:
    given_ = good()
    given_["measures"]["measure_id"] = "0" * 16
    checked = validate(given_, NOWHERE)
    assert checked["measures"].empty
    assert all("also that of another row" in reason for reason in checked["rejects"]["reason"])


def test_what_belongs_to_a_document_left_out_is_left_out_too() -> None:
    given_ = good()
    given_["documents"].loc[0, "sha256"] = "?"
    checked = validate(given_, NOWHERE)
    assert [len(checked[name]) for name in ("documents", "measures", "dates", "events")] == [0, 0, 0, 0]


def test_a_table_without_a_column_is_left_out_whole() -> None:
    given_ = good()
    given_["events"] = given_["events"].drop(columns="rule")
    checked = validate(given_, NOWHERE)
    assert checked["events"].empty
    assert "Table events has no column rule" in checked["rejects"].iloc[0]["reason"]


# ---------------------------------------------------------------------------------------------------------
# Findings


def test_two_lengths_of_one_initiative_disagree() -> None:
    said = (
        Given()
        .measure("duration", None, 30.0, quote="up to 30 months")
        .measure("duration", 16.0, 16.0, quote="16 months")
    )
    assert said.messages("stated_durations_disagree") == [
        "The length of the initiative is stated as “up to 30 months” (at most 30 months) "
        "and as “16 months” (16 months)."
    ]
    row = said.found().query("check == 'stated_durations_disagree'").iloc[0]
    assert (row["severity"], row["project_id"], row["document_id"]) == ("warning", PROJECT, "a.txt")
    assert row["evidence"] == said.tables()["measures"]["measure_id"].to_list()
    assert json.loads(row["parameters"])["one"] == {
        "quote": "up to 30 months",
        "qualifier": "at_most",
        "min": None,
        "max": 30.0,
        "unit": "month",
    }


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"low": 12.0, "high": 12.0}, {"low": 12.0, "high": 12.0}),
        ({"low": 12.0, "high": None}, {"low": None, "high": 24.0}),
        ({"low": 12.0, "high": 12.0}, {"low": None, "high": 12.0}),
        ({"low": 24.0, "high": 24.0}, {"low": 26.0, "high": 26.0, "role": "actual"}),
        ({"low": 24.0, "high": 24.0}, {"low": 6.0, "high": 6.0, "basis": "per_project"}),
        ({"low": 24.0, "high": 24.0}, {"low": 48.0, "high": 48.0, "role": "context"}),
        ({"low": 24.0, "high": 24.0}, {"low": 25.0, "high": 25.0, "qualifier": "about"}),
    ],
)
def test_lengths_that_can_both_be_true_are_no_finding(one: dict, two: dict) -> None:
    said = Given().measure("duration", **one).measure("duration", **two)
    assert said.messages("stated_durations_disagree") == []


def test_two_documents_with_another_whole_budget_disagree() -> None:
    said = Given().measure(
        "budget", 131250.0, 131250.0, budget_kind="total", quote="131.250,00 EUR", document="b.txt"
    )
    said.measure("budget", 132150.0, 132150.0, budget_kind="total", quote="132 150 EUR", document="c.txt")
    assert said.messages("stated_budgets_disagree") == [
        "The whole budget is stated as “131.250,00 EUR” in b.txt (131\u00a0250 EUR) "
        "and as “132 150 EUR” in c.txt (132\u00a0150 EUR)."
    ]


def test_a_list_of_budgets_other_kinds_and_currencies_are_no_disagreement() -> None:
    said = Given()
    for amount in (100.0, 200.0, 300.0):
        said.measure("budget", amount, amount, budget_kind="total", document="list.txt")
    said.measure("budget", 80.0, 80.0, budget_kind="grant", document="b.txt")
    said.measure("budget", 100.0, 100.0, budget_kind="total", document="b.txt")
    said.measure("budget", 39000.0, 39000.0, budget_kind="total", unit="HUF", document="c.txt")
    assert said.messages("stated_budgets_disagree") == []


def test_an_event_after_the_end_is_said_once_for_a_document() -> None:
    said = (
        Given()
        .date("end", "2020-12-31")
        .event("2021-04-13", "2021-04-15")
        .event("2021-05")
        .event("2020-12-31")
    )
    assert said.messages("event_after_project_ends") == [
        "Dated after the project's end, “end 2020-12-31” (2020-12-31): "
        "“Fair” (2021-04-13) and “Fair” (2021-05)."
    ]


@pytest.mark.parametrize(
    ("end", "event"),
    [("2020", "2020-12-31"), ("2020-12", "2020-12-31"), ("2020-12-31", "2020"), ("2020-06-30", "2020")],
)
def test_an_event_that_may_lie_within_the_project_is_no_finding(end: str, event: str) -> None:
    assert Given().date("end", end).event(event).messages("event_after_project_ends") == []


def test_a_later_end_and_a_report_that_looks_ahead_are_no_finding() -> None:
    prolonged = (
        Given().date("end", "2020-12-31").date("end", "2021-06-30", document="b.txt").event("2021-04-13")
    )
    assert prolonged.messages("event_after_project_ends") == []
    report = (
        Given()
        .date("end", "2020-12-31")
        .measure("participants", 50.0, 50.0, role="actual")
        .event("2021-04-13")
    )
    assert report.messages("event_after_project_ends") == []


def test_ends_before_starts() -> None:
    assert len(Given().event("2020-05-03", "2020-05-01").messages("event_ends_before_it_starts")) == 1
    assert Given().event("2020-05-03", "2020-05").messages("event_ends_before_it_starts") == []
    backwards = Given().date("start", "2021-01-01").date("end", "2020-12-31")
    assert len(backwards.messages("project_ends_before_it_starts")) == 1
    assert (
        Given().date("start", "2020").date("end", "2020-03").messages("project_ends_before_it_starts") == []
    )


def test_a_deadline_before_the_page_was_published() -> None:
    late = Given().date("published", "2020-06-02").date("deadline", "2020-05-28")
    assert late.messages("deadline_before_publication") == [
        "The deadline “deadline 2020-05-28” (2020-05-28) lies before the day the document was published, "
        "“published 2020-06-02” (2020-06-02)."
    ]
    assert late.date("deadline", "2020-06-28").messages("deadline_before_publication") == []
    assert (
        Given()
        .date("published", "2020-06-02")
        .date("deadline", "2020-06")
        .messages("deadline_before_publication")
        == []
    )
    assert (
        Given()
        .date("updated", "2020-06-02")
        .date("deadline", "2020-05-28")
        .messages("deadline_before_publication")
        == []
    )


@pytest.mark.parametrize(
    ("months", "start", "end", "fits"),
    [
        (12.0, "2020-03-01", "2021-02-28", True),
        (12.0, "2020-03", "2021-02", True),
        (11.0, "2020-03-01", "2021-02-28", True),
        (24.0, "2020-03-01", "2021-02-28", False),
        (18.0, "2020-03-01", "2022-02-28", False),
        (36.0, "2020", "2021-02-28", True),
        (36.0, "2016-09-16", "2019-09-15", True),
    ],
)
def test_a_length_against_its_dates(months: float, start: str, end: str, fits: bool) -> None:
    said = Given().measure("duration", months, months).date("start", start).date("end", end)
    assert (said.messages("duration_against_dates") == []) is fits


def test_a_length_with_several_starts_is_not_judged() -> None:
    said = (
        Given()
        .measure("duration", 6.0, 6.0)
        .date("start", "2020-01-01")
        .date("start", "2020-06-01")
        .date("end", "2022-12-31")
    )
    assert said.messages("duration_against_dates") == []


def outcomes_file(folder: Path, *lines: str) -> Path:
    head = "project,indicator,qualifier,value_min,value_max,unit,what,period_start,period_end,as_of,source"
    (folder / "o.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return folder


def test_outcomes_that_disagree(tmp_path: Path) -> None:
    folder = outcomes_file(
        tmp_path,
        "Bridges,partners,about,500,500,organisation,groups revived (headline),,,,page",
        "Bridges,partners,about,1000,1000,organisation,Groups revived (body),,,,page",
        "Bridges,partners,more_than,2500,,organisation,institutions,,,,page",
        "Bridges,participants,at_least,500,,person,people,,,,page",
        "Bridges,participants,exact,612,612,person,people,,,,page",
        "Bridges,events,exact,3,3,event,fairs,2019,2019,,page",
        "Bridges,events,exact,4,4,event,fairs,2020,2020,,page",
    )
    said = Given().measure("participants", 500.0, None)
    assert said.messages("outcomes_disagree", folder=folder) == [
        "Two results of partners disagree, about 500 organisations and about 1\u00a0000 organisations, "
        "both said of “groups revived”."
    ]


def test_what_is_not_stated_is_said() -> None:
    nothing = Given().date("start", "2020")
    assert nothing.messages("no_target_stated") == ["No quantified target is stated for “Bridges”."]
    assert nothing.messages("no_budget_stated") == ["No budget is stated for “Bridges”."]
    assert len(nothing.messages("no_outcome_reported")) == 1
    nothing.measure("budget", 5.0, 5.0, role="context").measure("duration", 12.0, 12.0)
    nothing.measure("partners", 6.0, 6.0, role="actual")
    assert len(nothing.messages("no_target_stated")) == len(nothing.messages("no_budget_stated")) == 1
    assert len(nothing.messages("no_outcome_reported")) == 1
    stated = Given().measure("participants", 40.0, None).measure("budget", 900.0, 900.0)
    stated.measure("events", 3.0, 3.0, role="actual")
    for check in ("no_target_stated", "no_budget_stated", "no_outcome_reported"):
        assert stated.messages(check) == []
    assert stated.messages("targets_without_outcome") == [
        "Of “Bridges”, targets are stated for participants, but no outcome is reported."
    ]


def test_an_outcome_from_a_file_counts_as_reported(tmp_path: Path) -> None:
    folder = outcomes_file(tmp_path, "Bridges,participants,exact,40,40,person,,,,,page")
    said = Given().measure("participants", 40.0, None)
    assert said.messages("no_outcome_reported", folder=folder) == []
    assert said.messages("targets_without_outcome", folder=folder) == []


def test_what_is_not_due_is_not_missed() -> None:
    said = Given().measure("participants", 40.0, None)
    said.project = {"end_date": "2026"}
    assert said.messages("no_outcome_reported", as_of=date(2026, 12, 31)) == []
    assert len(said.messages("no_outcome_reported", as_of=date(2027, 1, 1))) == 1
    assert len(said.messages("no_outcome_reported")) == 1


def test_documents_of_unknown_language_equal_text_or_no_statement() -> None:
    said = Given().measure("participants", 40.0, 40.0)
    said.texts |= {"b.txt": "Only words.", "c.txt": "Only  words.\r\n"}
    said.languages["b.txt"] = None
    assert said.messages("language_unknown") == [
        "The language of b.txt is not known, so only dates and currency codes were read in it."
    ]
    assert said.messages("same_text_in_documents") == [
        "The documents b.txt and c.txt hold the same text; what they state is one statement, not several."
    ]
    assert len(said.messages("nothing_stated")) == 2


@given(
    st.sampled_from(["exact", "at_least", "at_most", "more_than", "less_than"]),
    st.sampled_from(["exact", "at_least", "at_most", "more_than", "less_than"]),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_rows_are_apart_only_if_no_value_fits_both(one: str, two: str, a: int, b: int) -> None:
    def row(word: str, value: float) -> object:
        low = None if word in ("at_most", "less_than") else value
        high = None if word in ("at_least", "more_than") else value
        return pd.Series({"qualifier": word, "value_min": low, "value_max": high})

    def fits(word: str, value: float, x: float) -> bool:
        return {
            "exact": x == value,
            "at_least": x >= value,
            "at_most": x <= value,
            "more_than": x > value,
        }.get(word, x < value)

    assert apart(row(one, float(a)), row(two, float(b))) == apart(row(two, float(b)), row(one, float(a)))
    values = [half / 2 for half in range(-2, 45)]
    assert apart(row(one, float(a)), row(two, float(b))) == (
        not any(fits(one, a, x) and fits(two, b, x) for x in values)
    )


def test_every_template_needs_only_what_its_check_gives() -> None:
    found = Given().date("end", "2020-12-31").event("2021-04-13").found()
    for row in found.itertuples():
        assert sentence(CHECKS[row.check].says, json.loads(row.parameters)) == row.message
        assert "{" not in row.message


# ---------------------------------------------------------------------------------------------------------
# Labelled documents, and the stage


@pytest.fixture(scope="module")
def labelled() -> dict[str, pd.DataFrame]:
    documents, statements = gold.frames(gold.names())
    statements |= {
        name: empty(name, linked=False) for name in ("unclaimed_numbers", "titles") if name not in statements
    }
    measures, dates = statements["measures"], statements["dates"]
    # Two labels that count neither way are looser than the contract: a length in years, a month as a year.
    statements["measures"] = measures[(measures["indicator"] != "duration") | (measures["unit"] != "year")]
    statements["dates"] = dates[~dates["date"].str.fullmatch(r"--\d{2}")]
    return {"documents": documents, **link(documents, statements)}


def test_labelled_documents_have_their_known_defects_and_no_other(labelled: dict[str, pd.DataFrame]) -> None:
    checked = validate(labelled, NOWHERE)
    assert checked["rejects"].empty
    loud = checked["findings"].query("severity != 'note'")
    inside = loud.dropna(subset=["document_id"])
    assert sorted(zip(inside["check"], inside["document_id"], strict=True)) == [
        ("event_after_project_ends", "001_d359b6ad7d87eba2.txt"),
        ("stated_durations_disagree", "002_c8bfc2cb882559ff.txt"),
    ]
    budgets = loud.query("check == 'stated_budgets_disagree'").iloc[0]
    assert "131.250,00 EUR" in budgets["message"]
    assert "132.150,00 EUR" in budgets["message"]


def test_the_stage_writes_every_table_and_twice_the_same_bytes(
    labelled: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        for name, frame in labelled.items():
            stage = "read" if name == "documents" else "link"
            if name != "titles":
                write_table(name, frame, folder / stage / f"{name}.parquet")
        refused = {"path": "x.bin", "reason": "The file is binary.", "what_to_do": "Save it as text."}
        write_table("rejects", pd.DataFrame([refused]), folder / "read" / "rejects.parquet")
        failed = {"path": "a.txt", "reason": "The rules failed on it.", "what_to_do": "Report it."}
        write_table("rejects", pd.DataFrame([failed]), folder / "extract" / "rejects.parquet")
        counts = run(folder, tmp_path / "raw", as_of="2026-01-01")
        written = {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
        assert counts == {
            name: len(read_table(name, folder / "tables" / f"{name}.parquet")) for name in TABLES
        }
        return written

    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert set(one) == {f"{name}.parquet" for name in TABLES}
    assert one == two
    rejects = read_table("rejects", tmp_path / "one" / "tables" / "rejects.parquet")
    assert {"The file is binary.", "The rules failed on it."} <= set(rejects["reason"])


def test_started_too_early_it_says_what_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `rodiklis read` first"):
        run(tmp_path, tmp_path)
