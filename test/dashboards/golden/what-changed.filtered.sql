SELECT
  period,
  local_date,
  queue_name_shown AS queue_name,
  CAST(grouping(local_date, queue_name_shown) AS bigint) AS about,
  count(*) AS contacts_created
FROM (
  SELECT *, CASE WHEN local_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name_shown
  FROM contact_local
  WHERE dt BETWEEN '2025-06-23' AND '2025-07-08'
    AND local_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND agent_username IN ('ann')
    AND channel IN ('VOICE', 'CHAT')
    AND NOT is_test
) AS keyed
GROUP BY GROUPING SETS ((period), (period, local_date), (period, queue_name_shown))
ORDER BY period, about, local_date, queue_name
