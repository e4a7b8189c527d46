SELECT
  period,
  contact_date,
  queue_name_shown AS queue_name,
  CAST(grouping(contact_date, queue_name_shown) AS bigint) AS about,
  count_if(is_abandoned) AS contacts_abandoned
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name_shown
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND NOT is_test
) AS keyed
GROUP BY GROUPING SETS ((period), (period, contact_date), (period, queue_name_shown))
ORDER BY period, about, contact_date, queue_name
