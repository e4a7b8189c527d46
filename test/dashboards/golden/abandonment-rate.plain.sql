SELECT
  period,
  local_date,
  count_if(is_abandoned) AS contacts_abandoned,
  count_if(is_queued) AS contacts_queued,
  CAST(count_if(is_abandoned) AS double) * 1E2 / nullif(count_if(is_queued), 0) AS abandonment_rate
FROM (
  SELECT *, CASE WHEN local_date < DATE '2025-07-02' THEN 'previous' ELSE 'current' END AS period
  FROM contact_local
  WHERE dt BETWEEN '2025-06-17' AND '2025-07-16'
    AND local_date BETWEEN DATE '2025-06-18' AND DATE '2025-07-15'
    AND NOT is_test
) AS periods
GROUP BY GROUPING SETS ((period), (period, local_date))
ORDER BY period, local_date
