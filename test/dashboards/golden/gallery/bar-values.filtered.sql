SELECT *
FROM (
  SELECT
    CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
    count(*) OVER () AS categories,
    count_if(is_handled) AS contacts_handled,
    count_if(is_abandoned) AS contacts_abandoned
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND NOT is_test
  GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
  ORDER BY count_if(is_handled) DESC, queue_name
  LIMIT 6
) AS top
ORDER BY contacts_handled DESC, queue_name
