-- Contacts, and whether they ended while the customer was on hold. The record does not say so: agent events do, whose
-- state before the end was on hold.
WITH held AS (
  SELECT DISTINCT contact_id
  FROM agent_contact_interval
  WHERE state = 'ENDED' AND previous_state = 'CONNECTED_ONHOLD'
)
SELECT
  c.dt,
  c.contact_date,
  c.contact_id,
  c.disconnect_timestamp,
  c.disconnect_reason,
  c.channel,
  c.initiation_method,
  c.queue_arn,
  c.queue_name,
  c.queue_kind,
  c.agent_arn,
  c.agent_username,
  c.routing_profile_name,
  c.agent_hierarchy_level1_name,
  c.agent_hierarchy_level2_name,
  c.agent_hierarchy_level3_name,
  c.agent_hierarchy_level4_name,
  c.agent_hierarchy_level5_name,
  c.is_test,
  c.is_put_on_hold AND h.contact_id IS NOT NULL AS is_hold_disconnect
FROM contact AS c
LEFT JOIN held AS h ON h.contact_id = c.contact_id
