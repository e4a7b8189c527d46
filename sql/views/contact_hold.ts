import { view } from '../view.ts'
import { contact } from './contact.ts'

const { columns } = contact

/** What contact records alone cannot tell: who was lost on hold. */
export const contactHold = view({
  name: 'contact_hold',
  version: 1,
  doc: 'One row per contact, with whether it ended while the customer was on hold, by its agent events.',
  grain: ['contact_id'],
  uses: ['contact', 'agent_contact_interval'],
  columns: {
    dt: columns.dt,
    contact_date: columns.contact_date,
    contact_id: columns.contact_id,
    disconnect_timestamp: columns.disconnect_timestamp,
    disconnect_reason: columns.disconnect_reason,
    channel: columns.channel,
    initiation_method: columns.initiation_method,
    queue_arn: columns.queue_arn,
    queue_name: columns.queue_name,
    queue_kind: columns.queue_kind,
    agent_arn: columns.agent_arn,
    agent_username: columns.agent_username,
    routing_profile_name: columns.routing_profile_name,
    agent_hierarchy_level1_name: columns.agent_hierarchy_level1_name,
    agent_hierarchy_level2_name: columns.agent_hierarchy_level2_name,
    agent_hierarchy_level3_name: columns.agent_hierarchy_level3_name,
    agent_hierarchy_level4_name: columns.agent_hierarchy_level4_name,
    agent_hierarchy_level5_name: columns.agent_hierarchy_level5_name,
    is_test: columns.is_test,
    is_hold_disconnect: {
      type: 'boolean',
      doc: 'It ended while the customer was on hold: that was the last state in agent events before after contact work.',
    },
  },
})
