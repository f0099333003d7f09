-- Question: Which targets were reached, which were not, and of which can it not be known?
-- Grain: one row for each quantity of a project and each pair of a stated target and a stated outcome; a target without
--   an outcome and an outcome without a target are rows too. Two targets or outcomes that disagree are two rows.
-- Status: reached | on the way | missed | not reported | not yet due | contradicted; NULL where it cannot be decided,
--   `reason` says why. Over-achievement is reached, with its own number.
-- Caveats: money and ages are not judged here. A target and an outcome stand side by side because of `matched_by`. Only
--   with an as-of date is anything "not yet due". An outcome known before the project's end that falls short is "on the
--   way", not missed. An end is the latest one stated, or start and duration (`due_basis`).
WITH judged AS (
    SELECT * FROM readings WHERE indicator NOT IN ('budget', 'age')
),
targets AS (SELECT * FROM judged WHERE role = 'target'),
outcomes_and_reports AS (SELECT * FROM judged WHERE role = 'actual'),
-- An earlier count is overtaken by a later one while the project still runs; after its end two counts are two claims.
current_actuals AS (
    SELECT a.*
    FROM outcomes_and_reports a
    JOIN due USING (project_id)
    WHERE NOT EXISTS (
        FROM outcomes_and_reports b
        WHERE b.quantity_id = a.quantity_id AND last_day_of(a.known_on) < first_day(b.known_on)
          AND (due.due_date IS NULL OR last_day_of(a.known_on) <= due.due_date)
    )
),
disputes AS (
    SELECT a.quantity_id, a.role, count(*) > 0 AS disagree
    FROM (FROM targets UNION ALL FROM current_actuals) a
    JOIN (FROM targets UNION ALL FROM current_actuals) b
      ON a.quantity_id = b.quantity_id AND a.role = b.role
     AND NOT meets(a.qualifier, a.value_min, a.value_max, b.qualifier, b.value_min, b.value_max)
    GROUP BY a.quantity_id, a.role
),
pairs AS (
    SELECT coalesce(t.project_id, a.project_id) AS project_id,
           coalesce(t.quantity_id, a.quantity_id) AS quantity_id,
           coalesce(t.indicator, a.indicator) AS indicator,
           coalesce(t.unit, a.unit) AS unit,
           coalesce(t.basis, a.basis) AS basis,
           coalesce(t.noun, a.noun) AS audience,
           t.qualifier AS target_qualifier, t.value_min AS target_min, t.value_max AS target_max,
           a.qualifier AS actual_qualifier, a.value_min AS actual_min, a.value_max AS actual_max,
           a.noun AS actual_noun, a.origin AS actual_origin,
           CASE WHEN t.qualifier IS NOT NULL AND a.qualifier IS NOT NULL THEN coalesce(a.matched_by, t.matched_by) END
               AS matched_by,
           a.known_on,
           least(t.stated_order, a.stated_order) AS stated_order,
           coalesce(t.ids, []) AS target_ids, coalesce(a.ids, []) AS actual_ids
    FROM targets t
    FULL JOIN current_actuals a ON a.quantity_id = t.quantity_id
),
compared AS (
    SELECT pairs.*, due.due_date, due.due_basis, due.due_ids,
           coalesce(dt.disagree, FALSE) AS targets_disagree, coalesce(da.disagree, FALSE) AS actuals_disagree,
           getvariable('as_of')::DATE AS as_of,
           CASE WHEN target_qualifier IS NOT NULL AND actual_qualifier IS NOT NULL
                THEN verdict(target_qualifier, target_min, target_max, actual_qualifier, actual_min, actual_max,
                             getvariable('about_tolerance'), pairs.indicator = 'duration') END AS verdict,
           coalesce(getvariable('as_of')::DATE <= due.due_date, FALSE)
               OR coalesce(last_day_of(known_on) < due.due_date, FALSE) AS still_open,
           coalesce(first_day(o.period_start) > due.due_date OR last_day_of(o.period_end) < first_day(p.start_date), FALSE)
               AS elsewhen
    FROM pairs
    JOIN due USING (project_id)
    JOIN projects p USING (project_id)
    LEFT JOIN (SELECT outcome_id, period_start, period_end FROM outcomes) o ON o.outcome_id = pairs.actual_ids[1]
    LEFT JOIN disputes dt ON dt.quantity_id = pairs.quantity_id AND dt.role = 'target'
    LEFT JOIN disputes da ON da.quantity_id = pairs.quantity_id AND da.role = 'actual'
)
SELECT row_id([quantity_id, target_qualifier, target_min::VARCHAR, target_max::VARCHAR,
               actual_qualifier, actual_min::VARCHAR, actual_max::VARCHAR]) AS progress_id,
       project_id, p.title AS project, quantity_id, indicator, unit, basis, audience,
       target_qualifier, target_min, target_max, actual_qualifier, actual_min, actual_max, actual_noun, actual_origin,
       CASE
           WHEN actuals_disagree THEN 'contradicted'
           WHEN target_qualifier IS NULL THEN NULL
           WHEN actual_qualifier IS NULL AND as_of <= due_date THEN 'not yet due'
           WHEN actual_qualifier IS NULL THEN 'not reported'
           WHEN verdict = 'reached' AND NOT (still_open AND is_ceiling(target_qualifier, indicator = 'duration'))
               THEN 'reached'
           WHEN still_open THEN 'on the way'
           WHEN verdict = 'missed' THEN 'missed'
       END AS status,
       CASE
           WHEN actuals_disagree THEN 'outcomes_disagree'
           WHEN target_qualifier IS NULL AND elsewhen THEN 'outcome_of_another_period'
           WHEN target_qualifier IS NULL THEN 'no_target_stated'
           WHEN actual_qualifier IS NULL AND as_of <= due_date THEN 'project_not_ended'
           WHEN actual_qualifier IS NULL AND as_of IS NOT NULL AND due_date IS NULL THEN 'no_outcome_and_no_end_stated'
           WHEN actual_qualifier IS NULL THEN 'no_outcome_stated'
           WHEN verdict = 'reached' AND NOT (still_open AND is_ceiling(target_qualifier, indicator = 'duration'))
               THEN CASE WHEN is_ceiling(target_qualifier, indicator = 'duration') THEN 'within_the_limit'
                         WHEN actual_min > coalesce(target_max, target_min) THEN 'more_than_planned'
                         ELSE 'as_planned' END
           WHEN still_open THEN 'known_before_the_end'
           WHEN verdict = 'missed' AND is_ceiling(target_qualifier, indicator = 'duration') THEN 'above_the_limit'
           WHEN verdict = 'missed' THEN 'below_the_target'
           WHEN target_qualifier = 'about' OR actual_qualifier = 'about' THEN 'about_is_too_near_to_tell'
           ELSE 'interval_lies_on_both_sides'
       END AS reason,
       matched_by, strftime(due_date, '%Y-%m-%d') AS due_date, due_basis, known_on,
       strftime(as_of, '%Y-%m-%d') AS as_of, targets_disagree, actuals_disagree, target_ids, actual_ids,
       list_concat(target_ids, actual_ids) AS evidence
FROM compared
JOIN projects p USING (project_id)
ORDER BY project_id, compared.stated_order, target_min NULLS FIRST, target_max NULLS FIRST,
         actual_min NULLS FIRST, actual_max NULLS FIRST, progress_id;
