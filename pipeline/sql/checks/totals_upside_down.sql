-- Totals that are no interval, that rest on nothing, or that disagree with their ledger.
SELECT t.total_id, t.scope_kind, t.what, t.value_min, t.value_max, t.statements_counted
FROM totals t
WHERE t.value_min > t.value_max OR t.statements_counted = 0
   OR (NOT t.converted AND t.statements_counted <> (SELECT count(*) FROM ledger l WHERE l.total_id = t.total_id AND l.counted))
   OR t.role NOT IN ('target', 'actual')
ORDER BY t.total_id;
