SELECT
  weekday,
  queue_name,
  contacts_created
FROM (
  SELECT *, dense_rank() OVER (ORDER BY color_size DESC, queue_name) AS ranking
  FROM (
    SELECT
      weekday,
      CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
      sum(count(*)) OVER (PARTITION BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END) AS color_size,
      count(*) AS contacts_created
    FROM clocked_contact
    WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
      AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
      AND NOT is_test
    GROUP BY weekday, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
  ) AS sized
) AS ranked
WHERE ranking <= 5
ORDER BY ranking, weekday
