-- Entries of the ledger that were left out without a reason, or counted with one.
SELECT total_id, statement_id, counted, left_out FROM ledger WHERE counted = (left_out IS NOT NULL) ORDER BY ALL;
