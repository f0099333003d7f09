"""What a run found, in a few numbers: the closing table of `rodiklis run`, and its `--json`.

Counts rows, never adds up values: sums belong to the aggregates, where their rules are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.vocabulary import ROLES, SEVERITIES

if TYPE_CHECKING:
    import pandas as pd

STATEMENTS = ("measures", "dates", "events", "organisations", "places")


def summarise(processed: Path) -> dict[str, Any]:
    """The numbers of a run, as plain lists and dicts that can be written as JSON.

    documents     how many were read, by language (`unknown` where none could be told); rejects with reasons
    measures      rows per indicator and role
    statements    rows of each table of statements, and `unclaimed_numbers` by reason
    projects      per project: title, measures by role, outcomes brought, findings by severity;
                  those with most doubts first
    findings      rows by severity and check
    doubts        errors and warnings as sentences
    example       the id of one measure, to try `explain` with; None where there is no measure

    Raises FileNotFoundError where `processed` holds no tables.
    """
    documents, measures = _table(processed, "documents"), _table(processed, "measures")
    findings, rejects = _table(processed, "findings"), _table(processed, "rejects")
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
        "projects": _projects(processed, measures, findings),
        "findings": [
            {"severity": severity, "check": check, "rows": rows}
            for severity in SEVERITIES
            for check, rows in _tally(findings.loc[findings["severity"] == severity, "check"]).items()
        ],
        "doubts": findings.loc[findings["severity"] != "note", "message"].tolist(),
        "example": None if measures.empty else str(measures["measure_id"].iloc[0]),
    }


def _projects(processed: Path, measures: pd.DataFrame, findings: pd.DataFrame) -> list[dict[str, Any]]:
    projects = _table(processed, "projects")
    titles = projects["title"].fillna("(no title found)")
    stated = measures.groupby(["project_id", "role"]).size().to_dict()
    brought = _table(processed, "outcomes").groupby("project_id").size().to_dict()
    doubted = findings.groupby(["project_id", "severity"]).size().to_dict()
    rows = [
        {"project_id": key, "title": title}
        | {role: int(stated.get((key, role), 0)) for role in ROLES}
        | {"outcomes": int(brought.get(key, 0))}
        | {severity: int(doubted.get((key, severity), 0)) for severity in SEVERITIES}
        for key, title in zip(projects["project_id"], titles, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row["error"], -row["warning"], -row["target"], row["title"]))


def _tally(values: pd.Series[Any]) -> dict[str, int]:
    counts = [(str(key), int(rows)) for key, rows in values.value_counts().items()]
    return dict(sorted(counts, key=lambda count: (-count[1], count[0])))


def _table(processed: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    path = processed / "tables" / f"{name}.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis run` first.")
    return pd.read_parquet(path)
