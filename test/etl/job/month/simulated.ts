import type { Journey, SimulationOptions, Truth } from '../../../../simulator/index.ts'
import { deliver } from '../../../simulator/delivered.ts'
import { type Counted, counted } from './counted.ts'

/** Everything that can go wrong does, often enough that each shows in the numbers. */
const everyDefect: Partial<SimulationOptions> = {
  seed: 4,
  // The clocks of Europe change on 26 October, those of America on 2 November.
  end: '2025-11-15',
  contacts_per_day: 60,
  re_emission_share: 0.2,
  redaction_share: 0.3,
  out_of_order_share: 0.3,
  moved_share: 0.05,
  duplicate_share: 0.05,
  late_share: 0.05,
  unknown_field_share: 0.1,
  damage_share: 0.03,
}

/** One raw object. */
export interface Raw {
  readonly key: string
  readonly bytes: Uint8Array
}

export interface Month {
  /** The truth about the contact records, of 30 days. */
  readonly truth: Truth
  /** What happened to each contact of which something arrived; without Connect's own test contacts. */
  readonly contacts: readonly Counted[]
  /** Every journey of which something arrived. */
  readonly journeys: readonly Journey[]
  /** The truth about the agent events, of the last 5 of them: heartbeats make them some 2,000 a day, whatever the contacts. */
  readonly events: Truth['totals']['agent_events']
  /** What each run finds new: objects of both streams in the order of arrival. */
  readonly runs: readonly (readonly Raw[])[]
}

/** `…/YYYY/MM/DD/HH/<stream>-1-YYYY-MM-DD-HH-MM-SS-<uuid>.gz`: when the oldest record of the object arrived. */
export const arrivalOf = (key: string): string => /\d{4}(?:-\d{2}){5}/.exec(key)?.[0] ?? ''

/** Where the next run begins: late records, later versions and moved contacts of earlier days meet rows stored before. */
const cuts = ['2025-10-28-00-00-00', '2025-11-12-21-00-00']

export async function simulatedMonth(): Promise<Month> {
  const month = await deliver({ ...everyDefect, days: 30, agent_events: false })
  const week = await deliver({ ...everyDefect, days: 5 })
  const raws = [
    ...[...month.objects].filter(([key]) => key.startsWith('contact-records/')),
    ...[...week.objects].filter(([key]) => key.startsWith('agent-events/')),
  ]
    .map(([key, bytes]) => ({ key, bytes }))
    .sort((a, b) => (arrivalOf(a.key) + a.key < arrivalOf(b.key) + b.key ? -1 : 1))
  const bounds = ['', ...cuts, '9999']
  return {
    truth: month.truth,
    contacts: month.contacts
      .filter(({ contact }) => !contact.test)
      .map(({ contact, moved_ms }) => counted(contact, moved_ms)),
    journeys: month.journeys,
    events: week.truth.totals.agent_events,
    runs: cuts.concat('9999').map((to, i) => {
      const from = bounds[i] as string
      return raws.filter(({ key }) => arrivalOf(key) >= from && arrivalOf(key) < to)
    }),
  }
}
