"""Which initiative each statement belongs to.

A document describes one main initiative. Documents that describe the same one, in whatever language, are
joined by what they share (see `likeness`), and every decision is a row of the table `links` with its
reasons in words, so that a person can disagree: `links.toml` beside the documents joins or parts two
documents, with a reason, and wins.

Nothing is joined across levels: a page on one project and the call or programme that pays for it stay two
rows of `projects`.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pandas as pd

from pipeline.likeness import Reason, candidates, compare, fold, profiles
from pipeline.schemas import STATEMENTS, columns, conform, read_table, write_table
from pipeline.vocabulary import identifier


@dataclass
class Decisions:
    """What a person has decided: pairs of documents, each with its reason; and what could not be
    understood."""

    join: dict[tuple[str, str], str] = field(default_factory=dict)
    part: dict[tuple[str, str], str] = field(default_factory=dict)
    rejects: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Decisions:
        """Read a links.toml; a file that is not there is no decision, a bad entry is a row of rejects."""
        found = cls()
        if not path.is_file():
            return found
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            found._refuse(
                path, f"{path.name} is not valid TOML: {error}.", "Correct the line; the file is left out."
            )
            return found
        for word in sorted(data):
            if word not in ("join", "part"):
                found._refuse(path, f"{path.name} has an entry “{word}”.", "Use [[join]] or [[part]].")
                continue
            entries = data[word] if isinstance(data[word], list) else [data[word]]
            for number, entry in enumerate(entries, 1):
                names = entry.get("documents") if isinstance(entry, dict) else None
                reason = entry.get("reason") if isinstance(entry, dict) else None
                where = f"{path.name}, [[{word}]] number {number}"
                if (
                    not isinstance(names, list)
                    or len(names) < 2
                    or not all(isinstance(n, str) for n in names)
                ):
                    found._refuse(
                        path, f"{where} does not name two documents.", 'Write documents = ["a", "b"].'
                    )
                elif not isinstance(reason, str) or not reason.strip():
                    found._refuse(path, f"{where} gives no reason.", 'Write reason = "why you know it".')
                else:
                    for pair in combinations(sorted(set(names)), 2):
                        getattr(found, word)[pair] = reason.strip()
        for pair in sorted(found.join.keys() & found.part.keys()):
            found._refuse(
                path, f"{path.name} both joins and parts {pair[0]} and {pair[1]}.", "Keep one of the two."
            )
            del found.join[pair], found.part[pair]
        return found

    def _refuse(self, path: Path, reason: str, what_to_do: str) -> None:
        self.rejects.append({"path": path.name, "reason": reason, "what_to_do": what_to_do})

    def known_only(self, documents: set[str]) -> None:
        """Drop decisions about documents that were not read, and say so."""
        for pairs in (self.join, self.part):
            for pair in sorted(pairs):
                missing = [name for name in pair if name not in documents]
                if missing:
                    del pairs[pair]
                    self._refuse(
                        Path("links.toml"),
                        f"links.toml names {missing[0]}, which is not among the documents read.",
                        "Write the document's path below the documents folder, or remove the entry.",
                    )


class Groups:
    """Documents joined so far; a join that would bring together what a person has parted is refused."""

    def __init__(self, documents: list[str], apart: set[tuple[str, str]]):
        self.members = {document: [document] for document in documents}
        self.apart = apart

    def join(self, left: str, right: str) -> bool:
        ours, theirs = self.members[left], self.members[right]
        if ours is theirs:
            return True
        if any(tuple(sorted((a, b))) in self.apart for a in ours for b in theirs):
            return False
        merged = sorted(ours + theirs)
        for document in merged:
            self.members[document] = merged
        return True

    def all(self) -> list[list[str]]:
        return sorted({tuple(group): group for group in self.members.values()}.values())


def link(
    documents: pd.DataFrame, statements: dict[str, pd.DataFrame], links: Decisions | Path | None = None
) -> dict[str, pd.DataFrame]:
    """Put a project on every statement.

    `documents` and `statements` as the stages read and extract leave them (`statements["titles"]` names the
    initiatives), `links` a person's decisions or the file that holds them. Returns the statement tables and
    `titles` with `project_id`, and `projects`, `links` (one row for each pair joined or parted, with why)
    and `rejects` (decisions that could not be followed, and what to do).
    """
    decisions = Decisions.load(links) if isinstance(links, Path) else links or Decisions()
    known = sorted(documents["document_id"])
    decisions.known_only(set(known))
    found = profiles(documents, statements)
    for row in documents.itertuples():
        profile = found[row.document_id]
        if not profile.title and isinstance(row.title, str):
            profile.title = fold(row.title)
    groups = Groups(known, set(decisions.part))
    rows = [_link("join", pair, reason, []) for pair, reason in sorted(decisions.join.items())]
    rows += [_link("part", pair, reason, []) for pair, reason in sorted(decisions.part.items())]
    for left, right in sorted(decisions.join):
        groups.join(left, right)
    for likeness in sorted(
        (compare(found[left], found[right]) for left, right in candidates(found)),
        key=lambda one: (-one.score, one.left, one.right),
    ):
        pair = (likeness.left, likeness.right)
        if likeness.same and pair not in decisions.join and groups.join(*pair):
            rows.append(_link("join", pair, [*likeness.reasons, *likeness.against], likeness.evidence))

    titles = _titles(documents, statements["titles"])
    every = groups.all()
    group_of = {document: number for number, group in enumerate(every) for document in group}
    kinds = _kinds(group_of, statements)
    starts, ends = (_days(group_of, statements["dates"], kind) for kind in ("start", "end"))
    projects = []
    project_of: dict[str, str] = {}
    for number, group in enumerate(every):
        named = next((document for document in group if titles[document][1]), group[0])
        project = identifier("projects", group[0], titles[named][0])
        project_of |= dict.fromkeys(group, project)
        projects.append(
            {
                "project_id": project,
                "title": titles[named][0],
                "kind": kinds.get(number, "project"),
                "documents": group,
                "start_date": starts.get(number),
                "end_date": ends.get(number),
            }
        )
    result = {name: _with_project(statements[name], project_of) for name in STATEMENTS}
    result["titles"] = _with_project(statements["titles"], project_of)
    for name, made in (("projects", projects), ("links", rows), ("rejects", decisions.rejects)):
        frame = conform(name, pd.DataFrame(made, columns=columns(name)))
        result[name] = frame.sort_values(list(frame.columns[:1]), ignore_index=True)
    return result


def _link(decision: str, pair: tuple[str, str], why: str | list[Reason], evidence: list[str]) -> dict:
    told = [] if isinstance(why, str) else [[reason.code, reason.values] for reason in why]
    return {
        "link_id": identifier("links", *pair),
        "document_id": pair[0],
        "other_document_id": pair[1],
        "decision": decision,
        "why": why if isinstance(why, str) else "; ".join(map(str, why)),
        "parameters": json.dumps(told, ensure_ascii=False, sort_keys=True),
        "evidence": sorted(set(evidence)),
    }


def _titles(documents: pd.DataFrame, titles: pd.DataFrame) -> dict[str, tuple[str, bool]]:
    """document -> (the initiative's name or, failing that, the page's; whether the text names the
    initiative)."""
    stated = titles.sort_values(["document_id", "quote_start"]).drop_duplicates("document_id")
    named = {row.document_id: (row.title, True) for row in stated.itertuples()}
    for row in documents.itertuples():
        name = row.title if isinstance(row.title, str) and row.title.strip() else Path(row.document_id).stem
        named.setdefault(row.document_id, (" ".join(name.split())[:300], False))
    return named


def _kinds(group_of: dict[str, int], statements: dict[str, pd.DataFrame]) -> dict[int, str]:
    """group -> programme, call, measure, event or project, from what is counted and not from words."""
    dates, told = statements["dates"], statements["measures"]
    told = told[told["role"] != "context"]
    length = (told["indicator"] == "duration") & (told["basis"] == "total")
    signs = {
        "allocates": told["budget_kind"] == "allocation",
        "whole": told["budget_kind"] == "total",
        "each": told["basis"] == "per_project",
        "many": (told["indicator"] == "projects") & (told["value_max"].fillna(told["value_min"]) > 1),
        "days": length & (told["unit"] == "day"),
        "months": length & (told["unit"] != "day"),
    }
    groups = told["document_id"].map(group_of)
    found: dict[int, set[str]] = {}
    for sign, holds in signs.items():
        for group in groups[holds]:
            found.setdefault(group, set()).add(sign)
    for kind in ("deadline", "start"):
        for group in dates.loc[dates["kind"] == kind, "document_id"].map(group_of):
            found.setdefault(group, set()).add(kind)
    return {group: _kind(signs) for group, signs in found.items()}


def _kind(signs: set[str]) -> str:
    if "days" in signs and not signs & {"months", "start"}:
        return "event"
    if "deadline" in signs and ("each" in signs or {"allocates", "many"} <= signs):
        return "call"
    if "whole" in signs:
        return "project"
    if "allocates" in signs:
        return "programme" if "many" in signs else "measure"
    return "programme" if "many" in signs else "project"


def _days(group_of: dict[str, int], dates: pd.DataFrame, kind: str) -> dict[int, str]:
    """group -> its date of that kind, as precisely as stated; none where two are stated that differ."""
    here = dates[(dates["kind"] == kind) & ~dates["date"].str.startswith("--")]
    stated = here.groupby(here["document_id"].map(group_of))["date"].agg(set)
    found = {}
    for group, days in stated.items():
        longest = max(sorted(days), key=len)
        if all(longest.startswith(day) for day in days):
            found[group] = longest
    return found


def _with_project(statements: pd.DataFrame, project_of: dict[str, str]) -> pd.DataFrame:
    placed = statements.copy()
    project = placed["document_id"].map(project_of).astype("str")
    if "project_id" in placed:
        placed["project_id"] = project
    else:
        placed.insert(min(1, len(placed.columns)), "project_id", project)
    return placed


def run(processed: Path, raw: Path | None = None) -> dict[str, int]:
    """Read read/ and extract/, write link/; returns the number of rows by table."""
    documents = read_table("documents", processed / "read" / "documents.parquet")
    names = (*STATEMENTS, "titles")
    extracted = processed / "extract"
    statements = {name: read_table(name, extracted / f"{name}.parquet", linked=False) for name in names}
    tables = link(documents, statements, raw / "links.toml" if raw else None)
    for name, frame in tables.items():
        path = processed / "link" / f"{name}.parquet"
        if name == "titles":
            # The contract has no project beside a title: projects.title is made of them.
            frame = frame.drop(columns="project_id")
        write_table(name, frame, path)
    return {name: len(frame) for name, frame in tables.items()}
