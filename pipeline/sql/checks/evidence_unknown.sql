-- Ids in the evidence of an aggregate that no table holds.
WITH known AS (
    SELECT measure_id AS id FROM measures
    UNION ALL SELECT outcome_id FROM outcomes
    UNION ALL SELECT date_id FROM dates
    UNION ALL SELECT organisation_id FROM organisations
    UNION ALL SELECT document_id FROM documents
    UNION ALL SELECT project_id FROM projects
), used AS (
    SELECT 'progress' AS aggregate, unnest(evidence) AS id FROM progress
    UNION ALL SELECT 'budgets', unnest(evidence) FROM budgets
    UNION ALL SELECT 'reach_and_participants', unnest(evidence) FROM reach_and_participants
    UNION ALL SELECT 'cost_per_participant', unnest(evidence) FROM cost_per_participant
    UNION ALL SELECT 'evaluability', unnest(evidence) FROM evaluability
    UNION ALL SELECT 'evaluability_shares', unnest(evidence) FROM evaluability_shares
    UNION ALL SELECT 'coverage', unnest(evidence) FROM coverage
    UNION ALL SELECT 'ledger', unnest(evidence) FROM ledger
    UNION ALL SELECT 'totals', unnest(evidence) FROM totals
)
SELECT DISTINCT aggregate, id FROM used ANTI JOIN known USING (id) ORDER BY ALL;
