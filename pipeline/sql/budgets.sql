-- Question: How much money is stated for each project, of which kind, planned or spent, in which currency?
-- Grain: one row for each project, role, kind, basis, currency and amount stated. Amounts that disagree are rows of one
--   `quantity_id` with `disagree`; amounts of different payers are rows of different quantities.
-- Caveats: nothing is added up here: a grant and a co-financing are parts of a total, an allocation is a call's or
--   measure's and no project's. The euro equivalent stands beside the original with its rate, day and source; it is
--   missing where no day is known (`euro_reason`). Context amounts (earlier years, wider programmes) are left out.
WITH amounts AS (
    SELECT r.*, count(*) OVER (PARTITION BY r.quantity_id, r.role) AS told
    FROM readings r WHERE r.indicator = 'budget'
),
disputes AS (
    SELECT DISTINCT a.quantity_id, a.role
    FROM amounts a JOIN amounts b USING (quantity_id, role)
    WHERE NOT meets(a.qualifier, a.value_min, a.value_max, b.qualifier, b.value_min, b.value_max)
)
SELECT row_id([a.quantity_id, a.role, a.qualifier, a.value_min::VARCHAR, a.value_max::VARCHAR]) AS budget_id,
       a.project_id, p.title AS project, p.kind AS level, a.quantity_id, a.role, a.budget_kind, a.basis,
       a.unit AS currency, a.qualifier, a.value_min, a.value_max,
       d.quantity_id IS NOT NULL AS disagree,
       round(a.value_min / e.rate, 2) AS euro_min, round(a.value_max / e.rate, 2) AS euro_max,
       e.rate AS euro_rate, e.rate_date AS euro_date, e.source AS euro_source, e.reason AS euro_reason,
       a.ids AS evidence
FROM amounts a
JOIN projects p USING (project_id)
LEFT JOIN disputes d ON d.quantity_id = a.quantity_id AND d.role = a.role
LEFT JOIN euro_rates e ON e.project_id = a.project_id AND e.currency = a.unit
ORDER BY a.project_id, a.stated_order, a.role, a.value_min NULLS FIRST, a.value_max NULLS FIRST, budget_id;
