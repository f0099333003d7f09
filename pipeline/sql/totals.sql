-- Question: How much is it altogether, for each programme, funder, country and for all, and how sure is that?
-- Grain: one row for each scope, what is added (an indicator, a kind of money; persons, attendances and reach apart),
--   role, level and unit; money in several currencies has one more row in euro (`converted`). `ledger` lists the
--   statements that were counted and left out, by `total_id`.
-- Arithmetic: a total is an interval that holds the true total, and no narrower one does. Two values told of one quantity
--   count once: what both allow, or from the lesser to the greater where they contradict each other. Several counts of
--   one project may overlap or be parts of one another, so they give at least the greatest and at most their sum;
--   amounts that close to the project's whole cost are added. Countries and places may be the same ones in two
--   projects, so they are bounded in the same way. A lower end that nobody states adds nothing; an upper end that nobody
--   states leaves the total open. A total that holds an about is about.
-- Caveats: scopes of one sort overlap (a project may have two funders) and must not be added. Persons are counted by
--   project: somebody in two projects counts twice. `projects` are those with a statement; the others are not in it.
WITH counted_rows AS (
    SELECT l.*, t.whole_id FROM ledger l LEFT JOIN parts t USING (statement_id) WHERE l.counted
),
-- What is told of one quantity: a project has one whole cost, other quantities are told apart by their words.
told AS (
    SELECT *, CASE WHEN what = 'money: total' THEN project_id ELSE quantity_id END AS quantity,
           CASE WHEN value_min IS NOT NULL THEN {'v': value_min, 's': qualifier = 'more_than'} END AS low,
           CASE WHEN value_max IS NOT NULL THEN {'v': value_max, 's': qualifier <> 'less_than'} END AS high
    FROM counted_rows
),
ends AS (
    SELECT total_id, scope_kind, scope, what, role, level, unit, project_id, quantity,
           max(low) AS inner_low, min(high) AS inner_high,
           CASE WHEN count(low) = count(*) THEN min(low) END AS outer_low,
           CASE WHEN count(high) = count(*) THEN max(high) END AS outer_high,
           bool_or(qualifier = 'about') AS about, bool_and(whole_id IS NOT NULL) AS closes,
           list(statement_id ORDER BY statement_id) AS ids
    FROM told
    GROUP BY total_id, scope_kind, scope, what, role, level, unit, project_id, quantity
),
quantities AS (
    SELECT *, CASE WHEN agree THEN inner_low ELSE outer_low END AS low,
           CASE WHEN agree THEN inner_high ELSE outer_high END AS high
    FROM (
        SELECT *, coalesce(inner_low.v < inner_high.v
                           OR (inner_low.v = inner_high.v AND NOT inner_low.s AND inner_high.s), TRUE) AS agree
        FROM ends
    )
),
contributions AS (
    SELECT q.total_id, q.scope_kind, q.scope, q.what, q.role, q.level, q.unit, q.project_id,
           CASE WHEN bool_and(closes) THEN sum(low.v::DECIMAL(18, 2))::DOUBLE ELSE max(low).v END AS low,
           CASE WHEN bool_and(closes) THEN bool_or(low.s) ELSE max(low).s END AS low_strict,
           CASE WHEN count(high) = count(*) THEN sum(high.v::DECIMAL(18, 2))::DOUBLE END AS high,
           bool_or(NOT high.s) AS high_strict, bool_or(about) AS about, any_value(e.rate) AS rate,
           flatten(list(ids ORDER BY quantity)) AS ids
    FROM quantities q
    LEFT JOIN euro_rates e ON e.project_id = q.project_id AND e.currency = q.unit
    GROUP BY q.total_id, q.scope_kind, q.scope, q.what, q.role, q.level, q.unit, q.project_id
),
-- In euro each project once: a sum that is stated in euro and in another currency is one sum.
in_euro AS (
    SELECT row_id([scope_kind, scope, what, role, level, 'all currencies']) AS total_id, scope_kind, scope, what, role,
           level, 'EUR' AS unit, project_id, round(low / rate, 2) AS low, low_strict, round(high / rate, 2) AS high,
           high_strict, about, rate, ids
    FROM (
        SELECT *, count(*) OVER scoped AS rows, count(rate) OVER scoped AS rated,
               row_number() OVER (PARTITION BY scope_kind, scope, what, role, level, project_id
                                  ORDER BY unit <> 'EUR', unit) AS choice,
               min(unit) OVER scoped <> max(unit) OVER scoped AS mixed
        FROM contributions
        WHERE what LIKE 'money%'
        WINDOW scoped AS (PARTITION BY scope_kind, scope, what, role, level)
    )
    WHERE mixed AND rows = rated AND choice = 1
),
sums AS (
    SELECT total_id, scope_kind, scope, what, role, level, unit, converted,
           CASE WHEN what IN ('countries', 'places') THEN max(low) ELSE sum(low::DECIMAL(18, 2))::DOUBLE END AS value_min,
           CASE WHEN count(high) = count(*) THEN sum(high::DECIMAL(18, 2))::DOUBLE END AS value_max,
           CASE WHEN what IN ('countries', 'places') THEN arg_max(low_strict, {'v': low, 's': low_strict})
                ELSE bool_or(low_strict AND low IS NOT NULL) END AS low_strict,
           bool_or(high_strict) AS high_strict, bool_or(about) AS about, count(*)::BIGINT AS projects,
           list_sort(flatten(list(ids))) AS evidence
    FROM (SELECT *, FALSE AS converted FROM contributions UNION ALL SELECT *, TRUE FROM in_euro)
    GROUP BY total_id, scope_kind, scope, what, role, level, unit, converted
)
SELECT s.total_id, s.scope_kind, s.scope, s.what, s.role, s.level, s.unit, s.converted,
       interval_word(s.value_min, s.value_max, s.low_strict, s.high_strict, s.about) AS qualifier,
       s.value_min, s.value_max, s.about, s.projects,
       len(s.evidence)::BIGINT AS statements_counted,
       (SELECT count(*) FROM ledger l WHERE l.total_id = s.total_id AND NOT l.counted)::BIGINT
           AS statements_left_out,
       s.evidence
FROM sums s
ORDER BY scope_kind, scope, what, role DESC, level DESC, converted, unit, total_id;
