SELECT
  agent_username,
  count(*) OVER () AS categories,
  count_if(is_handled) AS contacts_handled
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND NOT is_test
  AND agent_username IS NOT NULL
GROUP BY agent_username
HAVING count_if(is_handled) > 0
ORDER BY contacts_handled DESC, agent_username
LIMIT 30
