import { view } from '../view.ts'
import { contactLocal } from './contact_local.ts'

const its = contactLocal.columns

/** How far customers come: a funnel. */
export const contactStage = view({
  name: 'contact_stage',
  version: 1,
  doc: 'One row per contact and stage that it reached, of first legs that reached Connect (inbound calls and new chats). Who reached a stage reached those before it, so the rows of a stage are at most those of the one before.',
  grain: ['contact_id', 'stage'],
  uses: ['contact_local'],
  columns: {
    dt: its.dt,
    local_date: its.local_date,
    local_weekday: its.local_weekday,
    local_hour: its.local_hour,
    local_interval_start: its.local_interval_start,
    contact_id: its.contact_id,
    disconnect_timestamp: its.disconnect_timestamp,
    stage: {
      type: 'varchar',
      doc: 'ENTERED (it reached Connect), QUEUED, ANSWERED (from the queue, by an agent), SETTLED (and that agent neither transferred it nor does another contact continue it).',
    },
    channel: its.channel,
    initiation_method: its.initiation_method,
    instance_arn: its.instance_arn,
    queue_arn: its.queue_arn,
    queue_name: its.queue_name,
    queue_kind: its.queue_kind,
    agent_arn: its.agent_arn,
    agent_username: its.agent_username,
    is_test: its.is_test,
  },
})
