-- Question: How often is each element of evaluability stated, over all projects and by level?
-- Grain: one row for each level (all, project, programme, call, measure, event), element and extent.
-- Caveats: shares always stand with their two numbers (`projects` of `of`); projects whose documents' language is not
--   known count in `of` for no extent of objective and data source. `evidence` holds the projects counted.
WITH cells AS (
    SELECT 'all' AS level, element, extent, project_id FROM evaluability
    UNION ALL
    SELECT level, element, extent, project_id FROM evaluability
)
SELECT level, element, extent, count(*)::BIGINT AS projects,
       sum(count(*)) OVER (PARTITION BY level, element)::BIGINT AS of,
       round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY level, element), 1)::DOUBLE AS percent,
       list(project_id ORDER BY project_id) AS evidence
FROM cells
GROUP BY level, element, extent
ORDER BY level <> 'all', level,
         list_position(['objective', 'target_group', 'baseline', 'indicator', 'target', 'period', 'budget', 'partners',
                        'data_source', 'outcome'], element),
         list_position(['stated', 'partly', 'absent'], extent) NULLS LAST;
