-- What an agent's contacts add up to by day. Simulated contacts are left out.
SELECT
  dt,
  contact_date,
  agent_arn,
  max(agent_username) AS agent_username,
  max(routing_profile_name) AS routing_profile_name,
  queue_arn,
  max(queue_name) AS queue_name,
  channel,
  count(*) AS contacts_handled,
  count_if(is_handled_incoming) AS contacts_handled_incoming,
  count_if(is_handled_outbound) AS contacts_handled_outbound,
  count_if(is_transferred_out_by_agent) AS contacts_transferred_out_by_agent,
  count_if(is_agent_hung_up_first) AS contacts_agent_hung_up_first,
  count_if(is_put_on_hold) AS contacts_put_on_hold,
  coalesce(sum(number_of_holds), 0) AS holds,
  coalesce(sum(interaction_time_s), 0) AS interaction_time_s,
  coalesce(sum(hold_time_s), 0) AS hold_time_s,
  coalesce(sum(after_contact_work_time_s), 0) AS after_contact_work_time_s,
  coalesce(sum(handle_time_s), 0) AS handle_time_s,
  count(handle_time_s) AS handle_time_contacts
FROM contact
WHERE is_handled AND NOT is_test
GROUP BY dt, contact_date, agent_arn, queue_arn, channel
