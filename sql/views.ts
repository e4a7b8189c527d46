import type { View } from './view.ts'
import { accessRule } from './views/access_rule.ts'
import { agentContactDaily } from './views/agent_contact_daily.ts'
import { agentDaily } from './views/agent_daily.ts'
import { agentInterval } from './views/agent_interval.ts'
import { agentMoment } from './views/agent_moment.ts'
import { agentNow } from './views/agent_now.ts'
import { agentState } from './views/agent_state.ts'
import { businessCalendar } from './views/business_calendar.ts'
import { callbackChain } from './views/callback_chain.ts'
import { connectContactTraceRecords } from './views/connect_contact_trace_records.ts'
import { contact } from './views/contact.ts'
import { contactByAttribute } from './views/contact_by_attribute.ts'
import { contactHold } from './views/contact_hold.ts'
import { contactLocal } from './views/contact_local.ts'
import { contactReason } from './views/contact_reason.ts'
import { contactStage } from './views/contact_stage.ts'
import { costEstimate } from './views/cost_estimate.ts'
import { costRate } from './views/cost_rate.ts'
import { dataCompleteness } from './views/data_completeness.ts'
import { dataFreshness } from './views/data_freshness.ts'
import { dataSetState } from './views/data_set_state.ts'
import { driftEntry } from './views/drift_entry.ts'
import { hourOfWeek } from './views/hour_of_week.ts'
import { journey } from './views/journey.ts'
import { journeyLeg } from './views/journey_leg.ts'
import { ledgerEntry } from './views/ledger_entry.ts'
import { quarantineEntry } from './views/quarantine_entry.ts'
import { queueDaily } from './views/queue_daily.ts'
import { queueDepth } from './views/queue_depth.ts'
import { queueInterval } from './views/queue_interval.ts'
import { queueNow } from './views/queue_now.ts'
import { recordArrival } from './views/record_arrival.ts'
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
  business_calendar: businessCalendar,
  agent_interval: agentInterval,
  agent_daily: agentDaily,
  data_freshness: dataFreshness,
  data_completeness: dataCompleteness,
  ledger_entry: ledgerEntry,
  record_arrival: recordArrival,
  cost_rate: costRate,
  cost_estimate: costEstimate,
  quarantine_entry: quarantineEntry,
  drift_entry: driftEntry,
  data_set_state: dataSetState,
  access_rule: accessRule,
  contact_local: contactLocal,
  contact_stage: contactStage,
  queue_daily: queueDaily,
  hour_of_week: hourOfWeek,
  queue_depth: queueDepth,
  agent_moment: agentMoment,
  agent_state: agentState,
  agent_now: agentNow,
  queue_now: queueNow,
  self_service: selfService,
  contact_reason: contactReason,
  contact_by_attribute: contactByAttribute,
  journey,
  journey_leg: journeyLeg,
  transfer,
  callback_chain: callbackChain,
  repeat_contact: repeatContact,
} as const satisfies Readonly<Record<string, View>>
