import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { z } from 'zod'
import { configIn } from '../../cli/config.ts'
import { required } from '../../cli/lake.ts'
import { importDays, managedEngine } from '../../cli/managed-lake.ts'
import { LakeError } from '../../schema/error.ts'
import { addDays, dayOf, isDay } from '../../schema/instant.ts'
import type { ArrivalDays } from '../arrival.ts'
import { metrics, observed } from './telemetry.ts'
import { CONFIG } from './work.ts'

const day = z.string().refine(isDay)
/** So many whole days before today, as the schedule has it; or days by name, when a person calls. */
const askedSchema = z.union([
  z.strictObject({ days: z.int().min(1) }),
  z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to),
])

/** What came of an import. */
interface ImportReport extends ArrivalDays {
  readonly rows: number
  /** Raw objects that were written: days that say what they said before are not. */
  readonly objects: number
  /** Columns that the table of the managed lake has not. */
  readonly lacking: readonly string[]
}

/** The days that are asked for, in UTC. Throws a `LakeError` where they are none. */
function rangeOf(event: object, now_ms: number): ArrivalDays {
  const { data: asked } = askedSchema.safeParse(event)
  if (!asked)
    throw new LakeError({
      what: 'it was not said which days are to be imported',
      value: JSON.stringify(event),
      allowed:
        '{ "days": 3 }, or { "from": "2024-01-01", "to": "2024-01-31" }: days that exist, both included',
      remedy: 'call the function with one of them',
    })
  if ('from' in asked) return asked
  const today = dayOf(now_ms)
  return { from: addDays(today, -asked.days), to: addDays(today, -1) }
}

/** Puts days of the managed analytics data lake on the raw side, for the next run. Opens no lake. */
export const handler = (event: object): Promise<ImportReport> =>
  observed('import', event, async () => {
    const config = configIn(CONFIG)
    const range = rangeOf(event, Date.now())
    const engine = await managedEngine(config)
    try {
      const { days, columns } = await importDays(engine, required(config, 'raw'), config, range)
      const rows = days.reduce((sum, day) => sum + day.rows, 0)
      const objects = days.filter(({ written }) => written).length
      metrics.addMetric('imported_rows', MetricUnit.Count, rows)
      const report = { ...range, rows, objects, lacking: columns.lacking }
      return { answer: report, report }
    } finally {
      engine.close()
    }
  })
