import type { View } from './view.ts'
import { agentContactDaily } from './views/agent_contact_daily.ts'
import { agentDaily } from './views/agent_daily.ts'
import { agentInterval } from './views/agent_interval.ts'
import { agentMoment } from './views/agent_moment.ts'
import { agentState } from './views/agent_state.ts'
import { businessCalendar } from './views/business_calendar.ts'
import { callbackChain } from './views/callback_chain.ts'
import { connectContactTraceRecords } from './views/connect_contact_trace_records.ts'
import { contact } from './views/contact.ts'
import { contactHold } from './views/contact_hold.ts'
import { contactLocal } from './views/contact_local.ts'
import { contactReason } from './views/contact_reason.ts'
import { dataCompleteness } from './views/data_completeness.ts'
import { dataFreshness } from './views/data_freshness.ts'
import { hourOfWeek } from './views/hour_of_week.ts'
import { journey } from './views/journey.ts'
import { journeyLeg } from './views/journey_leg.ts'
import { queueDaily } from './views/queue_daily.ts'
import { queueDepth } from './views/queue_depth.ts'
import { queueInterval } from './views/queue_interval.ts'
import { repeatContact } from './views/repeat_contact.ts'
import { selfService } from './views/self_service.ts'
import { transfer } from './views/transfer.ts'

/** Every view, in the order of the documentation; each may use those before it. */
export const views = {
  connect_contact_trace_records: connectContactTraceRecords,
  contact,
  queue_interval: queueInterval,
  agent_contact_daily: agentContactDaily,
  contact_hold: contactHold,
  agent_interval: agentInterval,
  agent_daily: agentDaily,
  data_freshness: dataFreshness,
  data_completeness: dataCompleteness,
  business_calendar: businessCalendar,
  contact_local: contactLocal,
  queue_daily: queueDaily,
  hour_of_week: hourOfWeek,
  queue_depth: queueDepth,
  agent_moment: agentMoment,
  agent_state: agentState,
  self_service: selfService,
  contact_reason: contactReason,
  journey,
  journey_leg: journeyLeg,
  transfer,
  callback_chain: callbackChain,
  repeat_contact: repeatContact,
} as const satisfies Readonly<Record<string, View>>
