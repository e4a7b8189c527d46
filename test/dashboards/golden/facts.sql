SELECT local_date AS day, count(*) AS contacts
FROM contact_local
WHERE NOT is_test
GROUP BY local_date
ORDER BY local_date;

SELECT CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS value, count(*) AS contacts
FROM contact_local
WHERE NOT is_test
GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
ORDER BY contacts DESC, value
LIMIT 5000;

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
