-- Rows of aggregates that lead back to nothing. Only what is absent may have no evidence.
SELECT 'progress' AS aggregate, progress_id AS row FROM progress WHERE len(evidence) = 0
UNION ALL SELECT 'budgets', budget_id FROM budgets WHERE len(evidence) = 0
UNION ALL SELECT 'reach_and_participants', people_id FROM reach_and_participants WHERE len(evidence) = 0
UNION ALL SELECT 'cost_per_participant', cost_id FROM cost_per_participant WHERE len(evidence) = 0
UNION ALL SELECT 'evaluability', project_id || ' ' || element FROM evaluability
          WHERE len(evidence) = 0 AND extent IN ('stated', 'partly')
UNION ALL SELECT 'coverage', section || ' ' || coalesce(key, '?') FROM coverage WHERE len(evidence) = 0
UNION ALL SELECT 'ledger', total_id || ' ' || statement_id FROM ledger WHERE len(evidence) = 0
UNION ALL SELECT 'totals', total_id FROM totals WHERE len(evidence) = 0
ORDER BY ALL;
