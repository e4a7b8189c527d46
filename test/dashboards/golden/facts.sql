SELECT local_date AS day, count(*) AS contacts
FROM contact_local
WHERE NOT is_test
GROUP BY local_date
ORDER BY local_date;

SELECT kind, value, sum(contacts) AS contacts
FROM (
  SELECT
    CASE WHEN text IS NULL THEN 'none' WHEN length(text) > 200 THEN 'long' ELSE 'value' END AS kind,
    CASE WHEN length(text) <= 200 THEN text END AS value,
    contacts
  FROM (
SELECT CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS text, count(*) AS contacts
FROM contact_local
WHERE NOT is_test
GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
  ) AS counted
) AS told
GROUP BY kind, value
ORDER BY kind, contacts DESC, value
LIMIT 5003;

SELECT
  max(last_arrived_at) AS last_arrived_at,
  max(last_committed_at) AS last_committed_at,
  sum(raw_objects) AS raw_objects,
  sum(records_read) AS records_read,
  sum(records_accepted) AS records_accepted,
  sum(records_duplicate) AS records_duplicate,
  sum(records_superseded) AS records_superseded,
  sum(records_quarantined) AS records_quarantined
FROM data_freshness;
