SELECT
  local_date,
  count(*) AS contacts_created,
  count_if(is_handled) AS contacts_handled,
  count_if(is_abandoned) AS contacts_abandoned
FROM contact_local
WHERE dt BETWEEN '2025-06-30' AND '2025-07-08'
  AND local_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND agent_username IN ('ann')
  AND channel IN ('VOICE', 'CHAT')
  AND NOT is_test
GROUP BY local_date
ORDER BY local_date
