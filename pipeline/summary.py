"""What a run found, in a few numbers: the closing table of `rodiklis run`, and its `--json`.

Counts rows, never adds up values: sums belong to the aggregates, where their rules are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("error", "warning", "note")
ROLES = ("target", "actual", "context")
STATEMENTS = ("measures", "dates", "events", "organisations", "places")


def summarise(processed: Path) -> dict[str, Any]:
    """The numbers of a run, as plain lists and dicts that can be written as JSON.

    documents     how many were read, by language (`unknown` where none could be told); rejects with reasons
    measures      rows per indicator and role
    statements    rows of each table of statements, and `unclaimed_numbers` by reason
    projects      per project: title, measures by role, findings by severity, most findings first
    findings      rows by severity and check
    example       the id of one measure, to try `explain` with; None where there is no measure

    Raises FileNotFoundError where `processed` holds no tables.
    """
    documents, measures = _table(processed, "documents"), _table(processed, "measures")
    findings, rejects, projects = (_table(processed, name) for name in ("findings", "rejects", "projects"))
    unclaimed = _table(processed, "unclaimed_numbers")
    counts = {name: len(_table(processed, name)) for name in STATEMENTS}
    return {
        "documents": {
            "read": len(documents),
            "languages": _tally(documents["language"].fillna("unknown")),
            "rejected": rejects[["path", "reason", "what_to_do"]].fillna("").to_dict("records"),
        },
        "measures": [
            {"indicator": indicator, **{role: int((rows["role"] == role).sum()) for role in ROLES}}
            for indicator, rows in measures.groupby("indicator", sort=True)
        ],
        "statements": {**counts, "unclaimed_numbers": _tally(unclaimed["reason"])},
        "projects": _projects(projects, measures, findings),
        "findings": [
            {"severity": severity, "check": check, "rows": rows}
            for severity in SEVERITIES
            for check, rows in _tally(findings.loc[findings["severity"] == severity, "check"]).items()
        ],
        "example": None if measures.empty else str(measures["measure_id"].iloc[0]),
    }


def _projects(projects: pd.DataFrame, measures: pd.DataFrame, findings: pd.DataFrame) -> list[dict[str, Any]]:
    by_project = {str(key): rows for key, rows in measures.groupby("project_id")}
    severities = _severities(findings, measures)
    rows = []
    for key, title in zip(projects["project_id"], projects["title"].fillna(""), strict=True):
        own = by_project.get(str(key), measures.iloc[:0])
        row = {"project_id": str(key), "title": str(title)}
        row |= {role: int((own["role"] == role).sum()) for role in ROLES}
        row |= {severity: severities.get((str(key), severity), 0) for severity in SEVERITIES}
        rows.append(row)
    return sorted(rows, key=lambda row: (-row["error"], -row["warning"], -row["target"], row["title"]))


def _severities(findings: pd.DataFrame, measures: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Findings per project and severity: by the finding's own project, else by the rows it points to."""
    owner = dict(zip(measures["measure_id"], measures["project_id"], strict=True))
    counted: dict[tuple[str, str], int] = {}
    for row in findings.to_dict("records"):
        if isinstance(row.get("project_id"), str):
            keys = {row["project_id"]}
        else:
            keys = {owner.get(key, key) for key in identifiers(row["evidence"])}
        for key in keys:
            counted[key, row["severity"]] = counted.get((key, row["severity"]), 0) + 1
    return counted


def identifiers(evidence: object) -> list[str]:
    """The ids in a cell of evidence: a list of them, or text with spaces between."""
    if isinstance(evidence, str):
        return evidence.split()
    return [str(key) for key in evidence] if isinstance(evidence, Iterable) else []


def _tally(values: pd.Series[Any]) -> dict[str, int]:
    counts = [(str(key), int(rows)) for key, rows in values.value_counts().items()]
    return dict(sorted(counts, key=lambda count: (-count[1], count[0])))


def _table(processed: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    path = processed / "tables" / f"{name}.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis run` first.")
    return pd.read_parquet(path)
