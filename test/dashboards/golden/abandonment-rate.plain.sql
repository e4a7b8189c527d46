SELECT
  period,
  contact_date,
  count_if(is_abandoned) AS contacts_abandoned,
  count_if(is_queued) AS contacts_queued,
  CAST(count_if(is_abandoned) AS double) * 1E2 / nullif(count_if(is_queued), 0) AS abandonment_rate
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-02' THEN 'previous' ELSE 'current' END AS period
  FROM contact
  WHERE contact_date BETWEEN DATE '2025-06-18' AND DATE '2025-07-15'
    AND NOT is_test
) AS periods
GROUP BY GROUPING SETS ((period), (period, contact_date))
ORDER BY period, contact_date
