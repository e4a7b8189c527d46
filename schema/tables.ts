import type { Table } from './table.ts'
import { agentContactInterval } from './tables/agent-contact-interval.ts'
import { agentEvent } from './tables/agent-event.ts'
import { agentEventContact } from './tables/agent-event-contact.ts'
import { agentSession } from './tables/agent-session.ts'
import { agentStatisticRecord } from './tables/agent-statistic-record.ts'
import { agentStatusInterval } from './tables/agent-status-interval.ts'
import { attributedContact } from './tables/attributed-contact.ts'
import { contactAttribute } from './tables/contact-attribute.ts'
import { contactJourney } from './tables/contact-journey.ts'
import { contactRecord } from './tables/contact-record.ts'
import { customerJourney } from './tables/customer-journey.ts'
import { customerReturn } from './tables/customer-return.ts'
import { dataSetRefresh } from './tables/data-set-refresh.ts'
import { drift } from './tables/drift.ts'
import { ledger } from './tables/ledger.ts'
import { quarantine } from './tables/quarantine.ts'

/** Every table of the lake, in the order of the documentation: records first, then what is derived, the lake's own books last. */
export const tables = {
  contact_record: contactRecord,
  contact_attribute: contactAttribute,
  agent_event: agentEvent,
  agent_event_contact: agentEventContact,
  agent_status_interval: agentStatusInterval,
  agent_contact_interval: agentContactInterval,
  agent_session: agentSession,
  agent_statistic_record: agentStatisticRecord,
  attributed_contact: attributedContact,
  contact_journey: contactJourney,
  customer_journey: customerJourney,
  customer_return: customerReturn,
  ledger,
  quarantine,
  drift,
  data_set_refresh: dataSetRefresh,
} as const satisfies Readonly<Record<string, Table>>

export type TableName = keyof typeof tables

/** The tables whose files are made from those of the given table. */
export const childrenOf = (name: string): readonly Table[] =>
  Object.values<Table>(tables).filter(table => table.explode?.table === name)
