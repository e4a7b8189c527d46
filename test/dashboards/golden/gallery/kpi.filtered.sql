SELECT
  period,
  contact_date,
  count(*) AS contacts_created
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IN ('Sales', 'O''Brien & Co') OR CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IS NULL)
    AND NOT is_test
) AS periods
GROUP BY GROUPING SETS ((period), (period, contact_date))
ORDER BY period, contact_date
