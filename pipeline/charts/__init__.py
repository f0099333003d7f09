"""Charts for evaluators: a tidy frame in, a matplotlib Figure out.

Every function takes a frame whose columns its docstring lists (an analyst's own frame will do), a language
for its words and numbers, and returns a `Figure`; `alternative(figure)` is the same chart in words. Unknown
is drawn hollow and said in words, never as zero.
"""

from pipeline.charts.bullets import outcomes_against_targets
from pipeline.charts.contradictions import stated_values_that_disagree
from pipeline.charts.evaluability import evaluability_matrix
from pipeline.charts.money import budgets_by_kind
from pipeline.charts.people import people_apart
from pipeline.charts.places import places_and_countries
from pipeline.charts.style import NARROW, alternative, save_svg, to_svg
from pipeline.charts.timeline import projects_and_events

__all__ = [
    "NARROW",
    "alternative",
    "budgets_by_kind",
    "evaluability_matrix",
    "outcomes_against_targets",
    "people_apart",
    "places_and_countries",
    "projects_and_events",
    "save_svg",
    "stated_values_that_disagree",
    "to_svg",
]
