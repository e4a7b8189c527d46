import type { RunOptions, RunProgress, RunReport } from '../../etl/job/run.ts'
import type { InPlace } from '../../lake/in-place/in-place.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { Config } from '../config.ts'
import { jobPorts, type OpenLake } from '../lake.ts'
import { tellSpent } from '../spent.ts'
import { bytes, count, duration, liveLine } from '../terminal.ts'
import { deployViews } from '../views/deploy.ts'

/** The live line: how far, how fast, how long still. */
function progressText({ step, read_bytes, total_bytes, derived }: RunProgress, started_ms: number): string {
  if (step === 'discover') return 'Looking for what is new'
  if (step === 'merge') return 'Merging into the partitions'
  if (step === 'publish') return 'Committing'
  if (step === 'derive')
    return derived
      ? `Deriving ${derived.table}, partition ${count(derived.made + 1)} of ${count(derived.total)}`
      : 'Deriving'
  const rate = read_bytes / Math.max(1, Date.now() - started_ms)
  const left = rate > 0 ? `, ${duration((total_bytes - read_bytes) / rate)} left` : ''
  return `Reading ${bytes(read_bytes)} of ${bytes(total_bytes)} (${bytes(rate * 1000)}/s${left})`
}

/** Runs the job with a live line, deploys the views, and leaves the lake whole on Ctrl-C. */
export async function runWithProgress(
  lake: OpenLake,
  raw: RawStore,
  config: Config,
  options: RunOptions,
): Promise<RunReport> {
  const { run } = await import('../../etl/job/run.ts')
  const started_ms = Date.now()
  const line = liveLine('Looking for what is new')
  let in_place: InPlace | undefined
  let ending: Promise<never> | undefined
  const stopped = (): void => {
    // Everything visible is committed; what is not lies in scratch and goes with the next run.
    line.failed('Stopped. The lake is as it was after its last commit; the same command goes on from there.')
    const end = (): never => process.exit(130)
    // What Athena goes on with is billed. A second Ctrl-C does not wait for it.
    ending = in_place?.interrupt().then(end, end)
    if (!ending) end()
  }
  process.once('SIGINT', stopped)
  process.once('SIGTERM', stopped)
  try {
    const ports = { ...(await jobPorts(lake, config)), raw }
    in_place = ports.in_place
    const progress = (now: RunProgress): void => line.say(progressText(now, started_ms))
    const report = await run({ ...ports, progress }, options)
    await deployViews(lake.catalog, config)
    const took = duration(Date.now() - started_ms)
    line.done(report.commit ? `Read ${count(report.read)} records in ${took}` : `Nothing is new (${took})`)
    tellSpent(in_place?.spent())
    return report
  } catch (error) {
    // That it was stopped has been said.
    if (ending) await ending
    line.failed('Stopped. The lake is as it was after its last commit.')
    throw error
  } finally {
    process.off('SIGINT', stopped)
    process.off('SIGTERM', stopped)
  }
}
