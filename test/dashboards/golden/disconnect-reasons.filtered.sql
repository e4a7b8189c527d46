SELECT
  disconnect_reason,
  channel,
  count(*) OVER () AS categories,
  count(*) AS contacts_created,
  CAST(count(*) AS double) * 1E2 / nullif(sum(count(*)) OVER (), 0) AS contacts_created_share,
  sum(contact_duration_s) AS sum_contact_duration,
  count(contact_duration_s) AS contacts_with_duration,
  CAST(sum(contact_duration_s) AS double) / nullif(count(contact_duration_s), 0) AS avg_contact_duration
FROM contact_local
WHERE dt BETWEEN '2025-06-30' AND '2025-07-08'
  AND local_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND agent_username IN ('ann')
  AND channel IN ('VOICE', 'CHAT')
  AND NOT is_test
GROUP BY disconnect_reason, channel
ORDER BY contacts_created DESC, disconnect_reason, channel
LIMIT 500
