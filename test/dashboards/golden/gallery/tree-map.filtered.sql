SELECT
  place,
  queue_name,
  sum(contacts_created) AS contacts_created,
  sum(sum_handle_time) AS sum_handle_time,
  sum(contacts_with_handle_time) AS contacts_with_handle_time,
  CAST(sum(sum_handle_time) AS double) / nullif(sum(contacts_with_handle_time), 0) AS avg_handle_time,
  count(*) AS categories
FROM (
  SELECT
    least(ranking, 6) AS place,
    CASE WHEN ranking <= 5 THEN queue_name END AS queue_name,
    contacts_created,
    sum_handle_time,
    contacts_with_handle_time,
    avg_handle_time
  FROM (
    SELECT
      CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
      row_number() OVER (ORDER BY count(*) DESC, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END) AS ranking,
      count(*) AS contacts_created,
      sum(handle_time_s) AS sum_handle_time,
      count(handle_time_s) AS contacts_with_handle_time,
      CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS avg_handle_time
    FROM clocked_contact
    WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
      AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
      AND NOT is_test
    GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
    HAVING count(*) > 0
  ) AS ranked
) AS parts
GROUP BY place, queue_name
ORDER BY place
