SELECT
  count_if(queue_duration_s < 20) AS contacts_removed_from_queue_in_20,
  count_if(is_queued) AS contacts_queued,
  CAST(NULL AS double) AS service_level_20
FROM contact_local
WHERE dt BETWEEN '2025-06-30' AND '2025-07-08'
  AND local_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND agent_username IN ('ann')
  AND channel IN ('VOICE', 'CHAT')
  AND NOT is_test
