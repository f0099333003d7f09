-- Question: What was read, in which languages, what was stated, and which figures were left unclaimed, and why?
-- Grain: one row for each section (documents by language, statements by table, targets and outcomes by indicator,
--   unclaimed figures by reason) and key.
-- Caveats: counts are of rows, not of projects; a document whose language is not known has the key NULL. `evidence`
--   holds the documents that the rows come from.
WITH statements AS (
    SELECT 'dates' AS name, document_id FROM dates
    UNION ALL SELECT 'events', document_id FROM events
    UNION ALL SELECT 'organisations', document_id FROM organisations
    UNION ALL SELECT 'places', document_id FROM places
    UNION ALL SELECT 'measures', document_id FROM measures
    UNION ALL SELECT 'unclaimed_numbers', document_id FROM unclaimed_numbers
),
sections AS (
    SELECT 1 AS position, 'documents by language' AS section, language AS key, document_id FROM documents
    UNION ALL SELECT 2, 'statements by table', name, document_id FROM statements
    UNION ALL SELECT 3, 'measures by indicator', indicator, document_id FROM measures
    UNION ALL SELECT 4, 'measures by role', role, document_id FROM measures
    UNION ALL SELECT 5, 'unclaimed figures by reason', reason, document_id FROM unclaimed_numbers
)
SELECT section, key, count(*)::BIGINT AS rows, count(DISTINCT document_id)::BIGINT AS documents,
       list(DISTINCT document_id ORDER BY document_id) AS evidence
FROM sections
GROUP BY position, section, key
ORDER BY position, rows DESC, key NULLS LAST;
