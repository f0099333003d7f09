-- Costs for each person that are stated although the two do not belong together, or refused without a reason.
SELECT cost_id, refused, budget_kind, cost_basis, people_basis
FROM cost_per_participant
WHERE (refused IS NULL AND (budget_kind IS DISTINCT FROM 'total' OR cost_basis <> 'total' OR people_basis <> 'total'))
   OR (refused IS NULL) <> (value_min IS NOT NULL OR value_max IS NOT NULL)
   OR value_min > value_max
ORDER BY cost_id;
