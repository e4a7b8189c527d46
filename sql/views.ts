import type { View } from './view.ts'
import { agentContactDaily } from './views/agent_contact_daily.ts'
import { businessCalendar } from './views/business_calendar.ts'
import { connectContactTraceRecords } from './views/connect_contact_trace_records.ts'
import { contact } from './views/contact.ts'
import { dataFreshness } from './views/data_freshness.ts'
import { queueInterval } from './views/queue_interval.ts'

/** Every view, in the order of the documentation; each may use those before it. */
export const views = {
  connect_contact_trace_records: connectContactTraceRecords,
  contact,
  queue_interval: queueInterval,
  agent_contact_daily: agentContactDaily,
  data_freshness: dataFreshness,
  business_calendar: businessCalendar,
} as const satisfies Readonly<Record<string, View>>
