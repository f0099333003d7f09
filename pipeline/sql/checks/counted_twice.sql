-- Statements or quantities that one total counts more than once.
SELECT total_id, statement_id AS row, count(*) AS times
FROM ledger WHERE counted GROUP BY total_id, statement_id HAVING count(*) > 1
UNION ALL
SELECT total_id, quantity_id, count(*)
FROM ledger WHERE counted
GROUP BY total_id, quantity_id, qualifier, value_min, value_max HAVING count(*) > 1
ORDER BY ALL;
