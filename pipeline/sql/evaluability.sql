-- Question: Which of the elements that make an initiative evaluable does it state?
-- Grain: one row for each project and element. `extent` is stated, partly or absent, with the first quote that shows it;
--   NULL where it could not be looked for, because the language of the documents is not known.
-- Elements: objective, target_group, baseline, data_source (words of the text); indicator (anything counted), target
--   (a number to reach and a day to reach it by; partly without the day), period (both ends, or start and length),
--   budget (the whole cost; partly a part of it or a rate), partners (who does what; partly a name or a number),
--   outcome (people, events or things reported as done; partly only who takes part).
-- Caveats: "stated" says that the text speaks of it, not that it is good. Objective, target group, baseline and data
--   source are found by words and may be missed where a text describes them without naming them.
WITH texts AS (
    SELECT p.project_id, d.document_id, d.language
    FROM (SELECT project_id, unnest(documents) AS document_id FROM projects) p
    JOIN documents d USING (document_id)
),
found AS (
    SELECT project_id, element, 2 AS strength, quote_start AS place, document_id, quote, quote_start, NULL AS id
    FROM named_elements JOIN texts USING (document_id)
    UNION ALL
    SELECT project_id, element, strength, quote_start, document_id, quote, quote_start, id
    FROM (
        SELECT m.*, m.measure_id AS id, unnest(list_filter([
            CASE WHEN m.indicator = 'age' AND m.role = 'target' THEN {'element': 'target_group', 'strength': 2} END,
            CASE WHEN m.indicator = 'participants' AND m.audience IS NOT NULL AND m.role = 'target'
                 THEN {'element': 'target_group', 'strength': 1} END,
            CASE WHEN m.indicator NOT IN ('budget', 'age', 'duration') AND m.role <> 'context'
                 THEN {'element': 'indicator', 'strength': 2} END,
            CASE WHEN m.indicator NOT IN ('budget', 'age', 'duration', 'reach') AND m.role = 'context'
                 THEN {'element': 'baseline', 'strength': 1} END,
            CASE WHEN m.indicator NOT IN ('budget', 'age', 'duration') AND m.role = 'target'
                 THEN {'element': 'target', 'strength': CASE WHEN due.due_date IS NULL THEN 1 ELSE 2 END} END,
            CASE WHEN m.indicator = 'duration' AND m.role <> 'context' AND m.basis = 'total'
                 THEN {'element': 'period', 'strength': CASE WHEN due.due_basis = 'start and duration' THEN 2 ELSE 1 END}
                 END,
            CASE WHEN m.indicator = 'budget' AND m.role <> 'context'
                 THEN {'element': 'budget',
                       'strength': CASE WHEN m.budget_kind = 'total' AND m.basis = 'total' THEN 2 ELSE 1 END} END,
            CASE WHEN m.indicator = 'partners' AND m.role <> 'context' THEN {'element': 'partners', 'strength': 1} END,
            CASE WHEN m.role = 'actual' AND m.indicator IN ('participants', 'reach', 'events', 'outputs', 'projects')
                 THEN {'element': 'outcome', 'strength': 2}
                 WHEN m.role = 'actual' AND m.indicator NOT IN ('age', 'duration', 'budget')
                 THEN {'element': 'outcome', 'strength': 1} END
        ], lambda x: x IS NOT NULL), recursive := true)
        FROM measures m
        LEFT JOIN due ON due.project_id = m.project_id
    )
    UNION ALL
    SELECT project_id, 'period', CASE WHEN both_ends OR due_basis = 'start and duration' THEN 2 ELSE 1 END, quote_start,
           document_id, quote, quote_start, date_id
    FROM (
        SELECT d.*, due.due_basis,
               count(DISTINCT d.kind) OVER (PARTITION BY d.project_id) = 2 AS both_ends
        FROM dates d LEFT JOIN due USING (project_id)
        WHERE d.kind IN ('start', 'end')
    )
    UNION ALL
    SELECT project_id, 'partners',
           CASE WHEN count(DISTINCT role) OVER (PARTITION BY project_id) > 1 THEN 2 ELSE 1 END,
           quote_start, document_id, quote, quote_start, organisation_id
    FROM organisations
    UNION ALL
    SELECT project_id, 'outcome', 2, 1e12, NULL, what, NULL, outcome_id FROM outcomes
),
best AS (
    SELECT project_id, element, max(strength) AS strength,
           arg_min({'document_id': document_id, 'quote': quote, 'quote_start': quote_start},
                   {'weak': -strength, 'place': place, 'id': id}) AS first,
           list(DISTINCT id ORDER BY id) FILTER (id IS NOT NULL) AS ids,
           list(DISTINCT document_id ORDER BY document_id) FILTER (id IS NULL) AS documents
    FROM found GROUP BY project_id, element
),
elements AS (
    SELECT unnest(['objective', 'target_group', 'baseline', 'indicator', 'target', 'period', 'budget', 'partners',
                   'data_source', 'outcome']) AS element, generate_subscripts(range(10), 1) AS position
),
known AS (
    SELECT project_id, bool_or(language IN (SELECT language FROM readable)) AS readable FROM texts GROUP BY project_id
)
SELECT p.project_id, p.title AS project, p.kind AS level, e.element,
       CASE WHEN b.strength = 2 THEN 'stated' WHEN b.strength = 1 THEN 'partly'
            WHEN e.element IN ('objective', 'data_source') AND NOT r.readable THEN NULL
            ELSE 'absent' END AS extent,
       b.first.document_id AS document_id, b.first.quote AS quote,
       b.first.quote_start AS quote_start, b.first.quote_start + length(b.first.quote) AS quote_end,
       list_concat(coalesce(b.ids, []), coalesce(b.documents, [])) AS evidence
FROM projects p
CROSS JOIN elements e
LEFT JOIN best b ON b.project_id = p.project_id AND b.element = e.element
LEFT JOIN known r ON r.project_id = p.project_id
ORDER BY p.project_id, e.position;
