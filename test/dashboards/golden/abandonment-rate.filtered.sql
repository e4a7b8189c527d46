SELECT
  period,
  local_date,
  count_if(is_abandoned) AS contacts_abandoned,
  count_if(is_queued) AS contacts_queued,
  CAST(NULL AS double) AS abandonment_rate
FROM (
  SELECT *, CASE WHEN local_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period
  FROM contact_local
  WHERE dt BETWEEN '2025-06-23' AND '2025-07-08'
    AND local_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND agent_username IN ('ann')
    AND channel IN ('VOICE', 'CHAT')
    AND NOT is_test
) AS periods
GROUP BY GROUPING SETS ((period), (period, local_date))
ORDER BY period, local_date
