-- Statements that were put into more than one quantity, or quantities across projects: they would be compared twice.
SELECT statement_id AS row, count(DISTINCT quantity_id) AS quantities, count(DISTINCT project_id) AS projects
FROM comparable GROUP BY statement_id HAVING count(*) > 1
UNION ALL
SELECT quantity_id, 1, count(DISTINCT project_id) FROM comparable GROUP BY quantity_id HAVING count(DISTINCT project_id) > 1
ORDER BY ALL;
