-- Rows of progress whose status does not follow from what stands beside it.
SELECT progress_id, status, reason
FROM progress
WHERE status NOT IN ('reached', 'on the way', 'missed', 'not reported', 'not yet due', 'contradicted')
   OR (status IN ('not reported', 'not yet due') AND (actual_qualifier IS NOT NULL OR target_qualifier IS NULL))
   OR (status IN ('reached', 'missed', 'on the way') AND (actual_qualifier IS NULL OR target_qualifier IS NULL))
   OR (status = 'not yet due' AND as_of IS NULL)
   OR (status = 'missed' AND actual_min >= coalesce(target_max, target_min) AND indicator <> 'duration'
       AND target_qualifier NOT IN ('at_most', 'less_than', 'more_than'))
   OR reason IS NULL
ORDER BY progress_id;
