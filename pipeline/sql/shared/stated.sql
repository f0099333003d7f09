-- Targets and outcomes of all projects in one shape, whether a document states them or an evaluator brought them.
-- Grain: one row for each statement. Context is left out: it is not the initiative's own performance.

-- When a document spoke: its own date, else the latest update it names.
CREATE OR REPLACE VIEW spoke_on AS
SELECT d.document_id, coalesce(d.published, max(t.date)) AS known_on
FROM documents d
LEFT JOIN dates t ON t.document_id = d.document_id AND t.kind IN ('published', 'updated') AND first_day(t.date) IS NOT NULL
GROUP BY d.document_id, d.published;

CREATE OR REPLACE VIEW stated AS
SELECT m.measure_id AS statement_id, 'document' AS origin, m.project_id, m.document_id, m.role, m.indicator, m.unit,
       m.basis, m.budget_kind, m.qualifier, m.value_min, m.value_max, m.audience AS noun, m.quote, s.known_on,
       q.quantity_id, q.matched_by, q.stated_order
FROM measures m
JOIN comparable q ON q.statement_id = m.measure_id
LEFT JOIN spoke_on s USING (document_id)
WHERE m.role IN ('target', 'actual')
UNION ALL
SELECT o.outcome_id, 'outcomes', o.project_id, NULL, 'actual', o.indicator, o.unit,
       'total', CASE WHEN o.indicator = 'budget' THEN 'total' END, o.qualifier, o.value_min, o.value_max, o.what,
       NULL, coalesce(o.as_of, o.period_end), q.quantity_id, q.matched_by, q.stated_order
FROM outcomes o
JOIN comparable q ON q.statement_id = o.outcome_id;

-- When each project is due: the latest end stated, else its latest start and its stated length.
CREATE OR REPLACE VIEW due AS
WITH ends AS (
    SELECT project_id, max(last_day_of(date)) AS due_date, list(DISTINCT date_id ORDER BY date_id) AS date_ids
    FROM dates WHERE kind = 'end' AND last_day_of(date) IS NOT NULL GROUP BY project_id
), starts AS (
    SELECT project_id, max(first_day(date)) AS start_date, list(DISTINCT date_id ORDER BY date_id) AS date_ids
    FROM dates WHERE kind = 'start' AND length(date) = 10 AND first_day(date) IS NOT NULL GROUP BY project_id
), lengths AS (
    SELECT project_id, max(value_max) AS months, list(DISTINCT measure_id ORDER BY measure_id) AS measure_ids
    FROM measures
    WHERE indicator = 'duration' AND unit = 'month' AND basis = 'total' AND role <> 'context' AND qualifier = 'exact'
    GROUP BY project_id
)
SELECT p.project_id,
       coalesce(e.due_date,
                (s.start_date + to_months(round(l.months)::INTEGER) - INTERVAL 1 DAY)::DATE) AS due_date,
       CASE WHEN e.due_date IS NOT NULL THEN 'end'
            WHEN s.start_date IS NOT NULL AND l.months IS NOT NULL THEN 'start and duration' END AS due_basis,
       CASE WHEN e.due_date IS NOT NULL THEN e.date_ids
            WHEN s.start_date IS NOT NULL AND l.months IS NOT NULL THEN list_concat(s.date_ids, l.measure_ids)
            ELSE [] END AS due_ids
FROM projects p
LEFT JOIN ends e USING (project_id)
LEFT JOIN starts s USING (project_id)
LEFT JOIN lengths l USING (project_id);

-- Statements of one quantity that give the same interval are one reading, told once or by several sources.
CREATE OR REPLACE VIEW readings AS
SELECT project_id, quantity_id, role, indicator, unit, basis, budget_kind, qualifier, value_min, value_max,
       first(noun ORDER BY stated_order) FILTER (noun IS NOT NULL) AS noun,
       first(origin ORDER BY stated_order) AS origin,
       first(matched_by ORDER BY stated_order) FILTER (matched_by IS NOT NULL) AS matched_by,
       max(known_on) AS known_on,
       min(stated_order) AS stated_order,
       list(statement_id ORDER BY stated_order) AS ids
FROM stated
GROUP BY project_id, quantity_id, role, indicator, unit, basis, budget_kind, qualifier, value_min, value_max;
