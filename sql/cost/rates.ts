import { costOf, fixedUsage, recordUsage, storedUsage } from './model.ts'
import { prices } from './prices.ts'
import { DAYS_PER_MONTH } from './volume.ts'

/** What a service takes, USD: for a day, whatever comes, and for one of what comes. */
export interface Rate {
  readonly service: string
  readonly day_usd: number
  readonly contact_record_usd: number
  readonly agent_event_usd: number
  /** For a byte of a raw object, as it lies there. */
  readonly raw_byte_usd: number
}

/** So many digits: what sums of fractions have behind them is noise. */
const DIGITS = 12

const byService = (usage: Parameters<typeof costOf>[0], per = 1): ReadonlyMap<string, number> =>
  new Map(costOf(usage).map(({ service, usd }) => [service, Number((usd / per).toPrecision(DIGITS))]))

const ofDay = byService(fixedUsage('stream'), DAYS_PER_MONTH)
const ofContactRecord = byService(recordUsage('contact_record', 1, 'stream'))
const ofAgentEvent = byService(recordUsage('agent_event', 1, 'stream'))
const ofByte = byService(storedUsage(1e-9))

/**
 * The part of the model that is proportional to days, records and bytes, as rates of each service, for a deployment as it
 * is by default. What people use is not in it, nor what comes on top where batches and objects are full.
 */
export const costRates: readonly Rate[] = [...new Set(Object.values(prices).map(({ service }) => service))]
  .map(service => ({
    service,
    day_usd: ofDay.get(service) ?? 0,
    contact_record_usd: ofContactRecord.get(service) ?? 0,
    agent_event_usd: ofAgentEvent.get(service) ?? 0,
    raw_byte_usd: ofByte.get(service) ?? 0,
  }))
  // Services of options are none of a deployment as it is by default.
  .filter(({ service: _, ...usd }) => Object.values(usd).some(each => each > 0))
