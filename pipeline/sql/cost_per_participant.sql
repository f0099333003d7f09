-- Question: What does one participant, or one person reached, cost?
-- Grain: one row for each project, role (planned cost by people planned, money spent by people who came), count of
--   people stated and amount stated that could stand above it.
-- The answer is an interval (148 680 EUR over at least 500 people is at most 297.36 EUR each), or NULL with `refused`:
--   level (the money belongs to a call, measure or programme, not to this project's people), kind (the amount is a part
--   of the cost: a grant, co-financing or a cap), basis (one of the two is a rate: for each partner, event, person),
--   period (one of the two is for each year), currency (the whole cost is known only as parts in two currencies),
--   missing (no amount, or no people, stated in this role).
-- Caveats: planned is never divided by achieved. `groups` is how many counts of this indicator and role the project
--   states: where it is more than one, they may overlap or be parts of each other, and none is known to be everyone.
WITH people AS (
    SELECT r.*, count(*) OVER (PARTITION BY project_id, role, indicator, basis) AS groups
    FROM readings r WHERE indicator IN ('participants', 'reach')
),
money AS (
    SELECT r.*,
           CASE WHEN basis = 'total' AND budget_kind = 'total' THEN 0
                WHEN basis = 'total' THEN 1 ELSE 2 END AS rank
    FROM readings r WHERE indicator = 'budget'
),
-- The whole cost where it is stated; only else what stands in its place, so that the refusal can name it.
best AS (
    SELECT * FROM money
    QUALIFY rank = min(rank) OVER (PARTITION BY project_id, role)
),
parts AS (
    SELECT project_id, role, count(DISTINCT unit) > 1 AS mixed
    FROM money WHERE basis = 'total' AND budget_kind IN ('grant', 'cofinancing') GROUP BY project_id, role
),
roles AS (
    SELECT DISTINCT project_id, role FROM (FROM people SELECT project_id, role UNION ALL FROM money SELECT project_id, role)
),
rows AS (
    SELECT o.project_id, o.role, p.indicator, p.unit AS people_unit, p.basis AS people_basis, p.noun AS audience, p.groups,
           p.qualifier AS people_qualifier, p.value_min AS people_min, p.value_max AS people_max,
           m.unit AS currency, m.basis AS cost_basis, m.budget_kind, m.qualifier AS cost_qualifier,
           m.value_min AS cost_min, m.value_max AS cost_max,
           coalesce(p.ids, []) AS people_ids, coalesce(m.ids, []) AS cost_ids,
           coalesce(parts.mixed, FALSE) AS mixed,
           p.stated_order AS people_order, m.stated_order AS cost_order
    FROM roles o
    LEFT JOIN people p ON p.project_id = o.project_id AND p.role = o.role
    LEFT JOIN best m ON m.project_id = o.project_id AND m.role = o.role
    LEFT JOIN parts ON parts.project_id = o.project_id AND parts.role = o.role
),
reasoned AS (
    SELECT *,
           CASE
               WHEN cost_qualifier IS NULL OR people_qualifier IS NULL THEN 'missing'
               WHEN budget_kind = 'allocation' THEN 'level'
               WHEN 'per_year' IN (cost_basis, people_basis) THEN 'period'
               WHEN cost_basis <> 'total' OR people_basis <> 'total' THEN 'basis'
               WHEN budget_kind IS DISTINCT FROM 'total' AND mixed THEN 'currency'
               WHEN budget_kind IS DISTINCT FROM 'total' THEN 'kind'
               WHEN people_min = 0 AND people_max = 0 THEN 'missing'
           END AS refused
    FROM rows
),
divided AS (
    SELECT *,
           CASE WHEN refused IS NULL AND people_max > 0 THEN round(cost_min / people_max, 2) END AS value_min,
           CASE WHEN refused IS NULL AND people_min > 0 THEN round(cost_max / people_min, 2) END AS value_max,
           cost_qualifier = 'more_than' OR people_qualifier = 'less_than' AS low_strict,
           cost_qualifier = 'less_than' OR people_qualifier = 'more_than' AS high_strict,
           'about' IN (cost_qualifier, people_qualifier) AS about
    FROM reasoned
)
SELECT row_id([d.project_id, role, array_to_string(people_ids, ' '), array_to_string(cost_ids, ' ')]) AS cost_id,
       d.project_id, p.title AS project, role, indicator, audience, groups,
       cost_qualifier, cost_min, cost_max, currency, budget_kind, cost_basis,
       people_qualifier, people_min, people_max, people_unit, people_basis,
       interval_word(value_min, value_max, low_strict, high_strict, about) AS qualifier, value_min, value_max,
       CASE WHEN refused IS NULL AND value_min IS NULL AND value_max IS NULL THEN 'missing' ELSE refused END AS refused,
       CASE WHEN refused = 'missing' AND cost_qualifier IS NULL AND people_qualifier IS NULL THEN 'amount and people'
            WHEN refused = 'missing' AND cost_qualifier IS NULL THEN 'amount'
            WHEN refused = 'missing' THEN 'people'
            WHEN refused IS NULL AND value_min IS NULL AND value_max IS NULL THEN 'common bound' END AS missing,
       list_concat(cost_ids, people_ids) AS evidence
FROM divided d
JOIN projects p USING (project_id)
ORDER BY d.project_id, role DESC, people_order NULLS FIRST, people_min NULLS FIRST, cost_order NULLS FIRST, cost_id;
