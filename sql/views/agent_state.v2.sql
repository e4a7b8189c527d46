-- Agents by what they were doing at the beginning of each quarter of an hour.
SELECT
  dt,
  interval_date,
  interval_start,
  local_date,
  local_interval_start,
  routing_profile_arn,
  max(routing_profile_name) AS routing_profile_name,
  status_type,
  status_name,
  count(*) AS agents,
  count_if(is_available) AS agents_available,
  count_if(is_on_contact) AS agents_on_contact,
  count_if(is_ringing) AS agents_ringing,
  count_if(is_error) AS agents_error,
  sum(contacts_handled) AS contacts_handled,
  sum(contacts_in_after_contact_work) AS contacts_in_after_contact_work
FROM agent_moment
GROUP BY
  dt,
  interval_date,
  interval_start,
  local_date,
  local_interval_start,
  routing_profile_arn,
  status_type,
  status_name
