import { attributedContact } from '../../schema/tables/attributed-contact.ts'
import { HANDLE_TIME_S, QUEUE_NAME } from './contact-sql.ts'
import type { Derivation } from './derivation.ts'

/** The definitions are those of the view `contact`; a test holds the two together. */
export const attributedContactDerivation: Derivation = {
  table: attributedContact,
  sql: ({ contact_record, contact_attribute }) => `
WITH contact AS (
  SELECT contact_id, channel, instance_arn, queue_arn,
    ${QUEUE_NAME} AS queue_name,
    validation_test_type IS NOT NULL AS is_test,
    enqueue_timestamp IS NOT NULL AS is_queued,
    connected_to_agent_timestamp IS NOT NULL AS is_handled,
    transfer_completed_timestamp IS NOT NULL AS is_transferred_out,
    next_contact_id IS NULL AND is_queued AND NOT is_handled AND NOT is_transferred_out AS is_abandoned,
    CASE WHEN is_queued AND is_handled THEN queue_duration_s END AS queue_answer_time_s,
    CASE WHEN is_handled THEN agent_interaction_duration_s END AS interaction_time_s,
    CASE WHEN is_handled
      THEN coalesce(customer_hold_duration_s, CASE WHEN number_of_holds IS NOT NULL THEN 0 END) END AS hold_time_s,
    coalesce(after_contact_work_duration_s, CASE WHEN is_handled THEN 0 END) AS after_contact_work_time_s,
    CASE WHEN coalesce(agent_interaction_duration_s, customer_hold_duration_s, after_contact_work_duration_s,
        agent_pause_duration_s) IS NOT NULL
      THEN ${HANDLE_TIME_S} END AS handle_time_s
  FROM ${contact_record}
)
SELECT a.attribute_name, a.attribute_value, a.attribute_name || ': ' || a.attribute_value AS attribute,
  a.disconnect_timestamp, c.*
FROM ${contact_attribute} a JOIN contact c USING (contact_id)`,
}
