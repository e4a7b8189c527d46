SELECT *
FROM (
  SELECT
    agent_username,
    count(*) OVER () AS categories,
    sum(handle_time_s) AS sum_handle_time,
    count(handle_time_s) AS contacts_with_handle_time,
    CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS avg_handle_time,
    count_if(is_handled) AS contacts_handled
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND NOT is_test
  GROUP BY agent_username
  HAVING count(handle_time_s) > 0
  ORDER BY count_if(is_handled) DESC, agent_username
  LIMIT 12
) AS top
ORDER BY avg_handle_time DESC, agent_username
