"""Findings in the reader's language: the check's own template, its values as the reader writes them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pipeline.likeness import REASONS
from pipeline.report.reader import DATE_KINDS, INDICATORS, Reader, missing


@cache
def templates() -> dict[str, str]:
    """check -> its English sentence with {names}."""
    import pipeline.contradictions  # noqa: F401 - registers its checks
    from pipeline.findings import CHECKS

    return {name: check.says for name, check in CHECKS.items()}


def finding_in_words(reader: Reader, finding: dict[str, Any]) -> str:
    """One sentence. `finding` is a row of the table with its parameters parsed under `values`.

    A check that has no template here, or values that do not fit it, keeps the English sentence of the table.
    """
    says, values = templates().get(finding["check"]), finding.get("values") or {}
    if reader.language == "en" or says is None or not translated(reader, finding["check"]):
        return str(finding["message"])
    try:
        return reader.text(says, **{name: _in_words(reader, value) for name, value in values.items()})
    except (KeyError, IndexError, ValueError):
        return str(finding["message"])


def link_in_words(reader: Reader, link: dict[str, Any]) -> str:
    """Why two documents tell of one project; a person's own reason stays as it was written."""
    told = [_reason(reader, code, values) for code, values in json.loads(link["parameters"])]
    return "; ".join(told) or str(link["why"])


def _reason(reader: Reader, code: str, values: dict[str, Any]) -> str:
    said = dict(values)
    if "amount" in said:
        said["amount"] = reader.amount(said["amount"], said.get("unit"))
    if "day" in said:
        said["day"] = reader.date(said["day"])
    if "indicators" in said:
        said["indicators"] = ", ".join(reader.name(INDICATORS, key).lower() for key in said["indicators"])
    return reader.text(REASONS[code], **said)


def translated(reader: Reader, check: str) -> bool:
    """Whether the check's sentence exists in the reader's language (English always does)."""
    says = templates().get(check)
    return reader.language == "en" or (says is not None and reader.text(says) != says)


def _in_words(reader: Reader, value: Any) -> str:
    if isinstance(value, dict):
        said = reader.date(value["date"]) if "date" in value else _stated(reader, value)
        where = f" [{value['document']}]" if value.get("document") else ""
        if not value.get("quote"):
            return said
        return f"{reader.quoted(value['quote'])}{where} ({said})"
    if isinstance(value, list):
        return ", ".join(_in_words(reader, item) for item in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return reader.number(value)
    if missing(value):
        return reader.text("not stated")
    words = {**INDICATORS, **DATE_KINDS}
    return reader.text(words[value]).lower() if value in words else str(value)


def _stated(reader: Reader, value: dict[str, Any]) -> str:
    if "qualifier" not in value:
        return ", ".join(str(part) for part in value.values() if isinstance(part, (str, int, float)))
    return reader.interval(value["qualifier"], value.get("min"), value.get("max"), value.get("unit"))
