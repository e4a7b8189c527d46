SELECT
  period,
  max(queue_duration_s) AS max_queued_time
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-02' THEN 'previous' ELSE 'current' END AS period
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-06-18' AND DATE '2025-07-15'
    AND NOT is_test
) AS periods
GROUP BY period
ORDER BY period
