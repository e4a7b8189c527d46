import { view } from '../view.ts'
import { agentMoment } from './agent_moment.ts'

const its = agentMoment.columns

/** Agents now, as far as a lake knows of now. */
export const agentNow = view({
  name: 'agent_now',
  version: 1,
  doc: 'One row per agent who was not Offline when the newest quarter of an hour began of which agent events have arrived, with what the agent was doing: agent_moment at that moment.',
  grain: ['agent_arn'],
  uses: ['agent_moment', 'agent_event', 'ledger'],
  columns: {
    dt: its.dt,
    interval_start: its.interval_start,
    local_date: its.local_date,
    local_interval_start: its.local_interval_start,
    instance_arn: its.instance_arn,
    agent_arn: its.agent_arn,
    agent_username: its.agent_username,
    routing_profile_name: its.routing_profile_name,
    agent_hierarchy_level1_name: its.agent_hierarchy_level1_name,
    agent_hierarchy_level2_name: its.agent_hierarchy_level2_name,
    agent_hierarchy_level3_name: its.agent_hierarchy_level3_name,
    agent_hierarchy_level4_name: its.agent_hierarchy_level4_name,
    agent_hierarchy_level5_name: its.agent_hierarchy_level5_name,
    status_type: its.status_type,
    status_name: its.status_name,
    activity: {
      type: 'varchar',
      doc: 'On contact, Error (a missed or failed contact not cleared), Ringing, Available, or the status: the first that holds.',
    },
    is_staffed: its.is_staffed,
    is_available: its.is_available,
    is_on_contact: its.is_on_contact,
    is_non_productive: its.is_non_productive,
    is_error: its.is_error,
    contacts_handled: its.contacts_handled,
  },
})
