"""The reader of a report: their language, and how numbers, money and dates are written for them.

The language of a report has nothing to do with the languages of its sources. Texts are written in English in
the code and the templates; `translations/CODE.po` holds another language, and adding that file is all it
takes.
"""

from __future__ import annotations

import datetime
import io
import math
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

TRANSLATIONS = Path(__file__).parent / "translations"


class UnknownLanguage(ValueError):
    """No report can be written in this language yet."""


def report_languages() -> list[str]:
    """ISO 639-1 codes of the languages a report can be written in; English first."""
    return ["en", *sorted(path.stem for path in TRANSLATIONS.glob("*.po"))]


def N_(text: str) -> str:
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return text


# Concepts of the tables in the words of a report. Keys are the tables' own values.
INDICATORS = {
    "budget": N_("Budget"),
    "participants": N_("Participants"),
    "reach": N_("Reach"),
    "events": N_("Events"),
    "partners": N_("Partners"),
    "countries": N_("Countries"),
    "places": N_("Places"),
    "outputs": N_("Outputs"),
    "projects": N_("Projects"),
    "duration": N_("Duration"),
    "age": N_("Age"),
}
ROLES = {"target": N_("target"), "actual": N_("reported"), "context": N_("background")}
BUDGET_KINDS = {
    "total": N_("Whole cost"),
    "grant": N_("Grant"),
    "cofinancing": N_("Co-financing"),
    "allocation": N_("Allocation of the call or measure"),
    "cap": N_("Limit for one project or partner"),
}
BASES = {
    "total": N_("in total"),
    "per_partner": N_("per partner"),
    "per_country": N_("per country"),
    "per_event": N_("per event"),
    "per_project": N_("per project"),
    "per_person": N_("per person"),
    "per_year": N_("per year"),
}
STATUSES = {
    "reached": N_("reached"),
    "on the way": N_("on the way"),
    "missed": N_("missed"),
    "not reported": N_("not reported"),
    "not yet due": N_("not yet due"),
    "contradicted": N_("contradicted"),
    "unclear": N_("cannot be told"),
    "no target": N_("no target stated"),
}
LEVELS_OF_TOTALS = {"project": N_("projects"), "programme": N_("programmes and calls")}
LEVELS = {
    "persons": N_("Persons taking part"),
    "attendances": N_("Attendances (a person may be counted more than once)"),
    "households": N_("Households taking part"),
    "reach": N_("Reach (people reached indirectly)"),
}
ELEMENTS = {
    "objective": N_("Objective"),
    "target_group": N_("Target group"),
    "baseline": N_("Baseline"),
    "indicator": N_("Indicator"),
    "target": N_("Target with a number"),
    "period": N_("Period"),
    "budget": N_("Budget with its kind"),
    "partners": N_("Partners and their roles"),
    "data_source": N_("Data source"),
    "outcome": N_("Outcome reported"),
}
EXTENTS = {
    "stated": N_("stated"),
    "partly": N_("partly"),
    "absent": N_("absent"),
    "unknown": N_("could not be looked for"),
}
PROJECT_KINDS = {
    "project": N_("project"),
    "programme": N_("programme"),
    "measure": N_("measure of a programme"),
    "call": N_("call"),
    "event": N_("event"),
}
ORGANISATION_ROLES = {
    "coordinator": N_("coordinator"),
    "partner": N_("partner"),
    "funder": N_("funder"),
    "host": N_("host"),
    "contractor": N_("contractor"),
}
DATE_KINDS = {
    "start": N_("start"),
    "end": N_("end"),
    "published": N_("published"),
    "updated": N_("updated"),
    "deadline": N_("deadline"),
    "contract": N_("contract"),
}
TABLES = {
    "measures": N_("Quantities"),
    "dates": N_("Dates"),
    "events": N_("Events"),
    "organisations": N_("Organisations"),
    "places": N_("Places"),
    "outcomes": N_("Results brought by evaluators"),
    "unclaimed_numbers": N_("Figures that no rule claimed"),
}
# Why a figure was not taken for a quantity of the initiative.
UNCLAIMED = {
    "address": N_("part of an address"),
    "application": N_("applications received"),
    "area": N_("an area"),
    "article": N_("an indefinite article"),
    "attribute": N_("an attribute of something else"),
    "code": N_("a code"),
    "date": N_("part of a date"),
    "difference": N_("a difference between two figures"),
    "duration": N_("a length of something else"),
    "eligibility": N_("a condition on applicants"),
    "hour": N_("hours"),
    "job": N_("jobs"),
    "law": N_("a law or contract"),
    "length": N_("a distance"),
    "list": N_("a list number"),
    "minute": N_("minutes"),
    "name": N_("part of a name"),
    "no initiative": N_("in a text about no initiative"),
    "ordinal": N_("an ordinal"),
    "other": N_("a count of something else"),
    "page": N_("a page number"),
    "percentage": N_("a percentage"),
    "phone": N_("a telephone number"),
    "phrase": N_("part of a phrase"),
    "point": N_("points"),
    "price": N_("a price"),
    "rate": N_("a rate"),
    "repeat": N_("the same value said again"),
    "requested": N_("money asked for"),
    "returned": N_("money sent back"),
    "sample": N_("the sample of an evaluation"),
    "seat": N_("seats"),
    "share": N_("a share"),
    "size": N_("a size"),
    "team": N_("teams that people are split into"),
    "term": N_("a term"),
    "time": N_("a time of day"),
    "unit": N_("part of a unit"),
    "unknown": N_("reason not known"),
    "unlikely": N_("hardly a measure, by all that stands around it"),
    "vote": N_("votes"),
    "weight": N_("a weight"),
    "whole": N_("the whole of which a part is stated"),
    "word": N_("a length in words"),
    "year": N_("a year"),
}
# What a doubt about a row says to a reader of a chart.
DOUBTS = {
    "currency from the head of the table": N_("The currency stands in the head of the table."),
    "currency inferred": N_(
        "The currency is not written beside this amount; it was taken from the text around it."
    ),
    "language unknown": N_(
        "The language of the document is not known; only what needs no language was read."
    ),
    "role by default": N_("The words do not say whether this is planned or done; it was taken as planned."),
    "scale shared": N_("The scale word (thousand, million) stands with the other end of the range."),
}
# Why a quantity has the status it has, where the status needs a word more.
REASONS = {
    "known_before_the_end": N_("known before the end of the project"),
    "about_is_too_near_to_tell": N_("“about” is too near the target to tell"),
    "interval_lies_on_both_sides": N_("the reported values lie on both sides of the target"),
    "no_outcome_and_no_end_stated": N_("no outcome and no end of the project stated"),
    "outcomes_disagree": N_("the reported values disagree"),
    "above_the_limit": N_("above the limit"),
    "more_than_planned": N_("more than planned"),
    "within_the_limit": N_("within the limit"),
}
# Why money is not divided by people.
REFUSALS = {
    "level": N_("the money belongs to a call, measure or programme, not to these people"),
    "kind": N_("the amount is only a part of the cost"),
    "basis": N_("one of the two is a rate, such as per partner"),
    "period": N_("one of the two is for each year"),
    "currency": N_("the cost is known only in parts of two currencies"),
    "missing": N_("the amount or the number of people is not stated"),
}
SEVERITIES = {"error": N_("error"), "warning": N_("to check"), "note": N_("not stated")}
_QUALIFIED = {
    "exact": N_("{value}"),
    "about": N_("about {value}"),
    "at_least": N_("at least {value}"),
    "more_than": N_("more than {value}"),
    "at_most": N_("at most {value}"),
    "less_than": N_("less than {value}"),
    "range": N_("{low} to {high}"),
}


def missing(value: Any) -> bool:
    """True for every way a table says that something is not known."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType")


class Reader:
    """Texts, numbers and dates in one language.

    Raises `UnknownLanguage` for a code without a translation file; the message lists those that have one.
    """

    def __init__(self, language: str = "en") -> None:
        if language not in report_languages():
            known = ", ".join(report_languages())
            raise UnknownLanguage(f"No report can be written in {language!r} yet; choose one of {known}.")
        self.language = language
        # "en" alone would write dates the American way; the readers are in Europe.
        self.locale = Locale.parse("en_GB" if language == "en" else language)
        self._translations = _translations(language)

    def text(self, message: str, **values: Any) -> str:
        """The message in the reader's language, its {names} filled in."""
        translated = self._translations.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """The form of the message that goes with `number`, written into its {number}."""
        translated = self._translations.ngettext(one, many, number)
        return translated.format(number=self.number(number), **values)

    def name(self, names: dict[str, str], key: Any) -> str:
        """A table's value in words; a value without words is shown as it is rather than hidden."""
        if missing(key):
            return self.text("not stated")
        return self.text(names[key]) if key in names else str(key).replace("_", " ")

    def number(self, value: float) -> str:
        """Decimal marks and groups of the language; at most two decimals, and none that are not there."""
        written = format_decimal(round(float(value), 2), locale=self.locale, decimal_quantization=False)
        if "." in f"{float(value):.2f}".rstrip("0").rstrip(".") and abs(float(value)) >= 1000:
            written = format_decimal(float(value), "#,##0.00", locale=self.locale)
        return written

    def amount(self, value: float, unit: Any) -> str:
        """A number with its unit: `148 680 EUR`, `16 mo.`; plain `500` where a label says what."""
        number = self.number(value)
        if missing(unit):
            return number
        if unit == "month":
            return self.text("{number} mo.", number=number)
        if unit == "year":
            return self.text("{number} y.", number=number)
        if unit == "day":
            return self.text("{number} d.", number=number)
        if len(unit) == 3 and unit.isupper():
            return f"{unit}\u00a0{number}" if self._money_first(unit) else f"{number}\u00a0{unit}"
        return number

    def _money_first(self, unit: Any) -> bool:
        """Whether the unit is a currency that this language writes before its number."""
        money = isinstance(unit, str) and len(unit) == 3 and unit.isupper()
        return money and self.locale.currency_formats["standard"].pattern.startswith("¤")

    def interval(self, qualifier: Any, low: Any, high: Any, unit: Any = None, basis: Any = None) -> str:
        """A stated value with the qualifier it was stated with: `at least 500`, `30 to 40 per country`."""
        ends = [self.amount(end, unit) for end in (low, high) if not missing(end) and not math.isinf(end)]
        if not ends:
            return self.text("not stated")
        if missing(qualifier):
            qualifier = "exact" if len(ends) == 2 and low == high else "range"
            if len(ends) == 1:
                qualifier = "at_most" if missing(low) or math.isinf(low) else "at_least"
        shape = _QUALIFIED.get(qualifier, _QUALIFIED["exact"])
        # about and range go together in a text ("about 30 to 40"): both ends are told whatever the qualifier.
        if len(ends) == 2 and ends[0] != ends[1]:
            bare = ends[0] if self._money_first(unit) else self.number(low)
            high_end = self.number(high) if self._money_first(unit) else ends[1]
            both, near = _QUALIFIED["range"], _QUALIFIED["about"]
            said = self.text(both, low=bare, high=high_end)
            said = self.text(near, value=said) if qualifier == "about" else said
        else:
            said = self.text(shape, value=ends[0], low=ends[0], high=ends[0])
        if not missing(basis) and basis != "total":
            said = f"{said} {self.name(BASES, basis)}"
        return said

    def date(self, iso: Any) -> str:
        """An ISO date, maybe partial (`2020-09`, `2018`, `--05-31`), as precisely as it is known."""
        if missing(iso) or not str(iso):
            return self.text("not stated")
        iso = str(iso)[:10]
        try:
            if iso.startswith("--"):
                parts = [int(part) for part in iso[2:].split("-") if part]
                day = datetime.date(2000, parts[0], parts[1] if len(parts) > 1 else 1)
                if len(parts) > 1:
                    shown = format_skeleton("MMMMd", day, locale=self.locale)
                else:
                    shown = format_date(day, "LLLL", locale=self.locale)
                return self.text("{date} (year not stated)", date=shown)
            parts = [int(part) for part in iso.split("-")]
            if len(parts) == 1:
                return iso
            if len(parts) == 2:
                return format_skeleton("yMMMM", datetime.date(parts[0], parts[1], 1), locale=self.locale)
            return format_date(datetime.date(*parts), format="long", locale=self.locale)
        except (ValueError, KeyError, TypeError):
            return iso

    def quoted(self, words: str) -> str:
        """Words of a document in the quotation marks of the reader's language, on one line."""
        return self.text(N_("“{words}”"), words=" ".join(words.split()))

    def country(self, code: Any) -> str:
        """A country's name in the reader's language, by its ISO 3166-1 code."""
        return self.text("not stated") if missing(code) else self.locale.territories.get(code, str(code))

    def language_name(self, code: Any) -> str:
        """A language's name in the reader's language, by its ISO 639-1 code."""
        if missing(code):
            return self.text("language not known")
        return self.locale.languages.get(code, str(code))

    @property
    def own_name(self) -> str:
        """The language's name in itself, as a list of languages shows it."""
        return str(self.locale.languages.get(self.language, self.language)).capitalize()

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"


@cache
def _translations(language: str) -> NullTranslations:
    path = TRANSLATIONS / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
