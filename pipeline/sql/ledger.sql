-- Question: Which statements were counted in which total, and which were left out, and why?
-- Grain: one row for each scope (all, programme, funder, country), total and statement that bears on it. A total is told
--   apart by `what` (an indicator, a kind of money, or persons, attendances, reach), role, level and unit.
-- `left_out`: same statement in (another document says it too: `because` names the row that counts), part of (`because`
--   names its whole, or is empty where the whole is not stated), other level (money set aside for a call or programme,
--   or a programme's own figure, beside those of projects), other currency, rate (for each partner, event, year ...),
--   background (context: not the initiative's own performance).
-- Caveats: a project with several funders or countries stands whole in each of their scopes: scopes of one sort must not
--   be added together.
WITH scopes AS (
    SELECT project_id, 'all' AS scope_kind, 'all' AS scope FROM projects
    UNION ALL SELECT b.project_id, 'programme', w.title FROM belongs b JOIN projects w ON w.project_id = b.programme_id
    UNION ALL SELECT project_id, 'programme', title FROM projects WHERE kind IN ('programme', 'call', 'measure')
    UNION ALL SELECT DISTINCT project_id, 'funder', first(name ORDER BY name) OVER (
                  PARTITION BY trim(regexp_replace(strip_accents(lower(name)), '[^\p{L}\p{N}]+', ' ', 'g')))
              FROM organisations WHERE role = 'funder'
    UNION ALL SELECT DISTINCT project_id, 'country', country FROM places WHERE kind = 'country'
),
levels AS (
    SELECT project_id, CASE WHEN kind IN ('project', 'event') THEN 'project' ELSE 'programme' END AS level FROM projects
),
everything AS (
    SELECT s.statement_id, s.project_id, s.document_id, s.indicator, s.role, s.unit, s.basis, s.budget_kind,
           s.quantity_id, s.qualifier, s.value_min, s.value_max, s.stated_order, FALSE AS background
    FROM stated s WHERE s.indicator NOT IN ('age', 'duration')
    UNION ALL
    SELECT m.measure_id, m.project_id, m.document_id, m.indicator, 'actual', m.unit, m.basis, m.budget_kind,
           NULL, m.qualifier, m.value_min, m.value_max, NULL, TRUE
    FROM measures m WHERE m.role = 'context' AND m.indicator NOT IN ('age', 'duration')
),
named AS (
    SELECT e.*, l.level,
           CASE WHEN e.indicator = 'budget' THEN coalesce('money: ' || e.budget_kind, 'money')
                WHEN e.indicator = 'reach' THEN 'reach'
                WHEN e.indicator = 'participants' AND (c.counts = 'attendances' OR e.basis = 'per_event') THEN 'attendances'
                WHEN e.indicator = 'participants' AND e.unit = 'household' THEN 'households'
                WHEN e.indicator = 'participants' THEN 'persons'
                ELSE e.indicator END AS what
    FROM everything e
    JOIN levels l USING (project_id)
    LEFT JOIN counted c USING (statement_id)
),
-- One statement counts for each reading of a quantity: the first that is stated.
repeated AS (
    SELECT n.*, first(statement_id) OVER (
               PARTITION BY quantity_id, role, qualifier, value_min, value_max ORDER BY stated_order) AS first_id
    FROM named n
),
judged AS (
    SELECT r.*, p.whole_id,
           CASE
               WHEN background THEN 'background'
               WHEN basis <> 'total' THEN 'rate'
               WHEN level = 'project' AND budget_kind = 'allocation' THEN 'other level'
               WHEN budget_kind = 'cap' THEN 'rate'
               WHEN p.whole_id IS NOT NULL AND w.what = r.what THEN 'part of'
               WHEN first_id <> statement_id THEN 'same statement in'
           END AS left_out,
           CASE WHEN background OR basis <> 'total' THEN NULL
                WHEN p.whole_id IS NOT NULL AND w.what = r.what THEN p.whole_id
                WHEN first_id <> statement_id THEN first_id END AS because
    FROM repeated r
    LEFT JOIN parts p USING (statement_id)
    LEFT JOIN (SELECT statement_id AS whole_id, what FROM named) w ON w.whole_id = p.whole_id
),
wholes AS (
    SELECT project_id, role, unit, first(statement_id ORDER BY stated_order) AS whole_id
    FROM judged WHERE what = 'money: total' AND left_out IS NULL GROUP BY project_id, role, unit
),
bearing AS (
    SELECT statement_id, project_id, what, role, level, unit, left_out, because FROM judged
    -- Grants and co-financing beside the whole cost that they are parts of.
    UNION ALL
    SELECT j.statement_id, j.project_id, 'money: total', j.role, j.level, j.unit, 'part of', w.whole_id
    FROM judged j LEFT JOIN wholes w USING (project_id, role, unit)
    WHERE j.what IN ('money: grant', 'money: cofinancing') AND j.left_out IS NULL
    -- A programme's own figures beside those of the projects under it.
    UNION ALL
    SELECT statement_id, project_id, what, role, 'project', unit, 'other level', NULL
    FROM judged WHERE level = 'programme' AND left_out IS NULL AND what NOT IN ('money: allocation')
    UNION ALL
    SELECT statement_id, project_id, 'money: total', role, 'project', unit, 'other level', NULL
    FROM judged WHERE what = 'money: allocation' AND (left_out IS NULL OR left_out = 'other level')
),
scoped AS (
    SELECT s.scope_kind, s.scope, b.* FROM bearing b JOIN scopes s USING (project_id)
),
-- Each currency has its own total; amounts in another one are named beside it.
currencies AS (
    SELECT DISTINCT scope_kind, scope, what, role, level, unit
    FROM scoped WHERE what LIKE 'money%' AND left_out IS NULL
),
foreign_amounts AS (
    SELECT s.scope_kind, s.scope, s.statement_id, s.project_id, s.what, s.role, s.level, c.unit,
           'other currency' AS left_out, NULL::VARCHAR AS because
    FROM scoped s JOIN currencies c USING (scope_kind, scope, what, role, level)
    WHERE s.left_out IS NULL AND s.what LIKE 'money%' AND c.unit <> s.unit
),
entries AS (
    SELECT scope_kind, scope, statement_id, project_id, what, role, level, unit, left_out, because FROM scoped
    UNION ALL FROM foreign_amounts
)
SELECT row_id([e.scope_kind, e.scope, e.what, e.role, e.level, e.unit]) AS total_id,
       e.scope_kind, e.scope, e.what, e.role, e.level, e.unit, e.project_id, p.title AS project, e.statement_id, e.left_out IS NULL AS counted, e.left_out, e.because,
       r.quantity_id, r.qualifier, r.value_min, r.value_max,
       list_distinct(list_filter([e.statement_id, e.because], lambda x: x IS NOT NULL)) AS evidence
FROM entries e
JOIN projects p USING (project_id)
JOIN named r ON r.statement_id = e.statement_id
ORDER BY e.scope_kind, e.scope, e.what, e.role DESC, e.level DESC, e.unit, e.project_id, counted DESC, r.stated_order,
         e.statement_id, e.left_out;
