SELECT
  period,
  contact_date,
  sum(handle_time_s) AS sum_handle_time,
  count(handle_time_s) AS contacts_with_handle_time,
  CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS avg_handle_time
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period
  FROM contact
  WHERE contact_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IN ('Sales', 'O''Brien & Co') OR CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IS NULL)
    AND agent_username IN ('ann')
    AND channel IN ('VOICE', 'CHAT')
    AND NOT is_test
) AS periods
GROUP BY GROUPING SETS ((period), (period, contact_date))
ORDER BY period, contact_date
