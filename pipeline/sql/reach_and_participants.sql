-- Question: How many people does each project speak of: persons who take part, attendances, people reached from afar?
-- Grain: one row for each project, kind of count, role, basis and value stated.
-- Caveats: the three kinds are never added together or compared: `persons` are people who take part, are trained or
--   served; `attendances` are people present at events (an audience, or a number for each event), who may come twice;
--   `reach` are people reached by media, online or as inhabitants who benefit. Context is left out. Rows of one
--   `quantity_id` with `disagree` are two claims about one quantity.
WITH people AS (
    SELECT r.*,
           CASE WHEN r.indicator = 'reach' THEN 'reach'
                WHEN r.basis = 'per_event' OR c.counts = 'attendances' THEN 'attendances'
                ELSE 'persons' END AS counts
    FROM readings r
    LEFT JOIN counted c ON c.statement_id = r.ids[1]
    WHERE r.indicator IN ('participants', 'reach')
),
disputes AS (
    SELECT DISTINCT a.quantity_id, a.role
    FROM people a JOIN people b USING (quantity_id, role)
    WHERE NOT meets(a.qualifier, a.value_min, a.value_max, b.qualifier, b.value_min, b.value_max)
)
SELECT row_id([a.quantity_id, a.role, a.qualifier, a.value_min::VARCHAR, a.value_max::VARCHAR]) AS people_id,
       a.project_id, p.title AS project, p.kind AS level, a.quantity_id, a.counts, a.role, a.basis, a.unit,
       a.noun AS audience, a.qualifier, a.value_min, a.value_max, a.origin, a.known_on,
       d.quantity_id IS NOT NULL AS disagree, a.ids AS evidence
FROM people a
JOIN projects p USING (project_id)
LEFT JOIN disputes d ON d.quantity_id = a.quantity_id AND d.role = a.role
ORDER BY a.project_id, a.stated_order, a.role, a.value_min NULLS FIRST, a.value_max NULLS FIRST, people_id;
