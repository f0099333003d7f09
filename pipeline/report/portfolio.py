"""A processed folder as tidy frames: what the charts, the pages and the notebooks show.

Tables and aggregates are read as they are; here they only get titles instead of ids, and links to the
evidence.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.report.reader import missing
from pipeline.schemas import TABLES, read_table

AGGREGATES = (
    "progress",
    "budgets",
    "reach_and_participants",
    "cost_per_participant",
    "evaluability",
    "coverage",
    "totals",
    "ledger",
)
EVIDENCE = "evidence.html"
LONGEST_TITLE = 140  # characters: a page without a title is known by its first line, which may be a paragraph


_MARK = (
    "project_id",
    "project",
    "line",
    "indicator",
    "role",
    "qualifier",
    "value_min",
    "value_max",
    "unit",
    "basis",
    "what",
    "status",
    "reason",
    "origin",
    "doubts",
    "ids",
    "link",
)


class NothingToReport(FileNotFoundError):
    """The folder has no validated tables or no aggregates yet."""


FIGURE = (
    "indicator",
    "role",
    "qualifier",
    "value_min",
    "value_max",
    "unit",
    "basis",
    "quote",
    "source",
    "id",
)
"""What is told of each figure of a finding."""


class Portfolio:
    """All that a report says of one processed folder.

    `evidence` is the address of the evidence view as seen from the page that is written. Raises
    `NothingToReport` where a table or an aggregate is not there; the message says which, and what to run.
    """

    def __init__(self, processed: Path, evidence: str = EVIDENCE) -> None:
        self.processed = Path(processed)
        self.evidence = evidence
        self.tables: dict[str, pd.DataFrame] = {}
        for name in TABLES:
            path = self.processed / "tables" / f"{name}.parquet"
            if not path.exists():
                raise NothingToReport(
                    f"{path} is not there yet: run `rodiklis validate` first, or `rodiklis run`."
                )
            self.tables[name] = read_table(name, path)
        self.aggregates: dict[str, pd.DataFrame] = {}
        for name in AGGREGATES:
            path = self.processed / "aggregates" / f"{name}.parquet"
            if not path.exists():
                raise NothingToReport(
                    f"{path} is not there yet: run `rodiklis aggregate` first, or `rodiklis run`."
                )
            self.aggregates[name] = pd.read_parquet(path)

    # -- names ----------------------------------------------------------------------------------------------

    @cached_property
    def titles(self) -> dict[str, str]:
        """project_id -> its name: its own, else its first document's title, else that document's path.

        Two projects of one name are told apart by their first document.
        """
        of_document = self.tables["documents"].set_index("document_id")["title"].to_dict()
        named: dict[str, str] = {}
        first: dict[str, str] = {}
        for row in self.tables["projects"].itertuples():
            documents = list(row.documents)
            first[row.project_id] = documents[0] if documents else row.project_id
            title = row.title if not missing(row.title) else of_document.get(first[row.project_id])
            words = first[row.project_id] if missing(title) else " ".join(str(title).split())
            named[row.project_id] = textwrap.shorten(words, LONGEST_TITLE, placeholder="…")
        seen = pd.Series(list(named.values()), dtype="str").value_counts()
        return {key: f"{title} ({first[key]})" if seen[title] > 1 else title for key, title in named.items()}

    @property
    def projects(self) -> list[str]:
        """project_ids in the order of their titles."""
        return sorted(self.titles, key=lambda key: (self.titles[key].casefold(), key))

    def link(self, row: Any) -> str | None:
        """Where the evidence view shows a row, a finding or a document."""
        return None if missing(row) or not row else f"{self.evidence}#{quote(str(row))}"

    def _named(self, frame: pd.DataFrame, projects: Iterable[str] | None) -> pd.DataFrame:
        """Rows of the chosen projects, in the order of the projects' titles, with the column `project`."""
        chosen = self.projects if projects is None else list(projects)
        order = {key: place for place, key in enumerate(chosen)}
        own = frame[frame["project_id"].isin(order)].copy()
        own["project"] = own["project_id"].map(self.titles)
        own["_order"] = own["project_id"].map(order)
        return own.sort_values("_order", kind="stable").drop(columns="_order").reset_index(drop=True)

    # -- frames for charts ----------------------------------------------------------------------------------

    def outcomes_against_targets(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Marks for `charts.outcomes_against_targets`: each stated value once, one line for each quantity."""
        if projects is None:
            return self._marks.copy()
        return self._marks[self._marks["project_id"].isin(list(projects))].reset_index(drop=True)

    @cached_property
    def _marks(self) -> pd.DataFrame:
        quantities: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self._named(self.aggregates["progress"], None).to_dict("records"):
            quantities.setdefault((row["project_id"], row["quantity_id"]), []).append(row)
        rows: list[dict[str, Any]] = []
        for group in quantities.values():
            status = _one_status(group)
            seen: set[tuple[str, ...]] = set()
            for role in ("target", "actual"):
                for row in group:
                    if missing(row[f"{role}_qualifier"]):
                        continue
                    mark = self._mark(row, role, status)
                    key = tuple(
                        str(mark[part]) for part in ("role", "qualifier", "value_min", "value_max", "ids")
                    )
                    if key not in seen:
                        seen.add(key)
                        rows.append(mark)
        return pd.DataFrame(rows, columns=list(_MARK))

    def _mark(self, row: dict[str, Any], role: str, status: str | None) -> dict[str, Any]:
        ids = list(row[f"{role}_ids"])
        own = {
            "line": row["quantity_id"],
            "role": role,
            "qualifier": row[f"{role}_qualifier"],
            "value_min": row[f"{role}_min"],
            "value_max": row[f"{role}_max"],
            "what": row["audience"] if role == "target" else row["actual_noun"],
            "status": status,
            "origin": "document" if role == "target" else row["actual_origin"],
            "doubts": self._doubts(ids),
            "ids": ids,
            "link": self.link(_first(ids)),
        }
        return {column: own[column] if column in own else row[column] for column in _MARK}

    def _doubts(self, ids: list[str]) -> str | None:
        found = {code for key in ids for code in self._doubts_by_row.get(key, "").split(";") if code}
        return ";".join(sorted(found)) or None

    @cached_property
    def _doubts_by_row(self) -> dict[str, str]:
        measures = self.tables["measures"].dropna(subset=["doubts"])
        return dict(zip(measures["measure_id"], measures["doubts"], strict=True))

    def budgets(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Sums for `charts.budgets_by_kind`; each amount as stated, with its euro equivalent beside it."""
        frame = self._named(self.aggregates["budgets"], projects)
        frame["unit"] = frame["currency"]
        frame["link"] = [self.link(_first(ids)) for ids in frame["evidence"]]
        return frame

    def people(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Persons, attendances and reach for `charts.people_apart`."""
        frame = self._named(self.aggregates["reach_and_participants"], projects)
        frame["level"] = frame["counts"]
        households = (frame["unit"] == "household") & (frame["counts"] == "persons")
        frame.loc[households, "level"] = "households"
        frame["what"] = frame["audience"]
        frame["link"] = [self.link(_first(ids)) for ids in frame["evidence"]]
        return frame

    def costs(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Cost for one participant or person reached, or why there is none."""
        frame = self._named(self.aggregates["cost_per_participant"], projects)
        frame["link"] = [self.link(_first(ids)) for ids in frame["evidence"]]
        return frame

    def totals(self) -> pd.DataFrame:
        """What it is altogether, over all projects, as intervals, with how many statements were counted."""
        frame = self.aggregates["totals"]
        frame = frame[frame["scope_kind"] == "all"].reset_index(drop=True)
        frame["link"] = [self.link(_first(ids)) for ids in frame["evidence"]]
        return frame

    def joined(self, project: str) -> pd.DataFrame:
        """Why several documents were taken for one project, a row for each pair."""
        links = self.tables["links"]
        own = next(
            set(row.documents) for row in self.tables["projects"].itertuples() if row.project_id == project
        )
        return links[(links["decision"] == "join") & links["document_id"].isin(own)]

    def evaluability(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Cells for `charts.evaluability_matrix`."""
        frame = self._named(self.aggregates["evaluability"], projects)
        frame["extent"] = frame["extent"].where(frame["extent"].notna(), "unknown")
        frame["link"] = [
            self.passage(document, start, end) if not missing(start) else self.link(_first(ids))
            for document, start, end, ids in zip(
                frame["document_id"], frame["quote_start"], frame["quote_end"], frame["evidence"], strict=True
            )
        ]
        return frame

    def passage(self, document: str, start: float, end: float) -> str:
        """Where the evidence view shows a passage that is no statement of a table (code points)."""
        return f"{self.evidence}#{quote(document)}@{int(start)}-{int(end)}"

    def periods(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Projects with their periods for `charts.projects_and_events`."""
        frame = self._named(self.tables["projects"], projects)
        dates = self.tables["dates"]
        for kind in ("start", "end"):
            stated = (
                dates[dates["kind"] == kind].groupby("project_id")["date"].agg(lambda days: sorted(set(days)))
            )
            frame[f"{kind}s"] = [stated.get(key, []) for key in frame["project_id"]]
        dates = dates[dates["kind"].isin(["start", "end"])].drop_duplicates("project_id")
        first = dict(zip(dates["project_id"], dates["date_id"], strict=True))
        frame["link"] = [self.link(first.get(key)) for key in frame["project_id"]]
        return frame

    def events(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Events for `charts.projects_and_events`."""
        frame = self._named(self.tables["events"], projects)
        frame["link"] = [self.link(key) for key in frame["event_id"]]
        return frame

    def places(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Countries and settlements for `charts.places_and_countries`."""
        frame = self._named(self.tables["places"], projects)
        frame["link"] = [self.link(key) for key in frame["place_id"]]
        return frame

    def organisations(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Organisations with their roles, each name and role once a project."""
        frame = self._named(self.tables["organisations"], projects)
        frame["link"] = [self.link(key) for key in frame["organisation_id"]]
        return frame.drop_duplicates(["project_id", "name", "role"]).reset_index(drop=True)

    def findings(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Findings of the chosen projects, errors first; without a choice all, those about documents too."""
        frame = self.tables["findings"].copy()
        frame["project"] = frame["project_id"].map(self.titles)
        if projects is not None:
            frame = frame[frame["project_id"].isin(list(projects))]
        frame["_weight"] = frame["severity"].map({"error": 0, "warning": 1, "note": 2})
        frame = frame.sort_values(["_weight", "check", "finding_id"], kind="stable").drop(columns="_weight")
        frame["link"] = [
            self.link(_first(ids) or (None if missing(document) else document))
            for ids, document in zip(frame["evidence"], frame["document_id"], strict=True)
        ]
        frame["values"] = [_parameters(text) for text in frame["parameters"]]
        return frame.reset_index(drop=True)

    def disagreements(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Stated values that a finding sets against each other, for `charts.stated_values_that_disagree`."""
        measures = self.tables["measures"].set_index("measure_id")
        outcomes = self.tables["outcomes"].set_index("outcome_id")
        rows = []
        found = self.findings(projects)
        # A note says what is missing, not what disagrees.
        for finding in found[found["severity"] != "note"].to_dict("records"):
            values = []
            for key in finding["evidence"]:
                if key in measures.index:
                    row = measures.loc[key]
                    values.append({**row.to_dict(), "source": row["document_id"], "id": key})
                elif key in outcomes.index:
                    row = outcomes.loc[key]
                    values.append(
                        {
                            **row.to_dict(),
                            "role": "actual",
                            "quote": row["what"],
                            "basis": "total",
                            "source": row["source"],
                            "id": key,
                        }
                    )
            if len(values) < 2 or len({(value["indicator"], value["unit"]) for value in values}) != 1:
                continue
            if (
                len(
                    {
                        (value["qualifier"], value["value_min"], value["value_max"])
                        for value in map(_plain, values)
                    }
                )
                < 2
            ):
                continue
            for value in values:
                rows.append(
                    {
                        "finding": finding["finding_id"],
                        "project": finding["project"],
                        "check": finding["check"],
                        "message": finding["message"],
                        "values": finding["values"],
                        **{name: value.get(name) for name in FIGURE},
                        "link": self.link(value["id"]),
                    }
                )
        columns = ["finding", "project", "check", "message", "values", *FIGURE, "link"]
        return pd.DataFrame(rows, columns=columns)

    def sources(self, projects: Iterable[str] | None = None) -> pd.DataFrame:
        """Documents of the chosen projects: title, publisher, address, day of reading."""
        chosen = set(self.projects if projects is None else projects)
        wanted = {
            document
            for row in self.tables["projects"].itertuples()
            if row.project_id in chosen
            for document in row.documents
        }
        documents = self.tables["documents"]
        frame = documents[documents["document_id"].isin(wanted)].drop(columns=["text", "sha256"]).copy()
        frame["link"] = [self.link(key) for key in frame["document_id"]]
        return frame.sort_values("document_id").reset_index(drop=True)


def _first(ids: Any) -> str | None:
    return ids[0] if ids is not None and len(ids) else None


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Missing ends as None, so that they compare equal."""
    return {key: None if missing(cell) else cell for key, cell in value.items() if key != "values"}


def _parameters(text: Any) -> dict[str, Any]:
    try:
        loaded = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _one_status(group: list[dict[str, Any]]) -> str | None:
    """The status of a quantity whose pairs of target and outcome may each have one."""
    said = {row["status"] for row in group if not missing(row["status"])}
    if "contradicted" in said:
        return "contradicted"
    if all(missing(row["target_qualifier"]) for row in group):
        return "no target"
    decided = all(not missing(row["status"]) for row in group)
    return said.pop() if len(said) == 1 and decided else "unclear"
