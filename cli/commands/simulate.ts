import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import type { ObjectSink, SimulationOptions, Truth } from '../../simulator/index.ts'
import { jsonFlag, share, wholeNumber } from '../flags.ts'
import { bytes, count, duration, liveLine } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const simulateCommand = (): Command =>
  new Command('simulate')
    .description(
      'Make the raw side of a synthetic contact centre, and truth.json, which knows the right answers.',
    )
    .option('--out <dir>', 'folder to write to; delivered as Firehose would')
    .option('--days <n>', 'days to simulate (default: 28)', wholeNumber(1, 3660))
    .option('--contacts-per-day <n>', 'contact records a day, about (default: 1000)', wholeNumber(1))
    .option('--seed <n>', 'same seed, same bytes (default: 1)', wholeNumber(0))
    .option('--end <day>', 'last day, UTC, as YYYY-MM-DD (default: 2025-07-15)')
    .option('--no-agent-events', 'contact records only')
    .option('--re-emissions <share>', 'contacts delivered again with newer content', share)
    .option('--duplicates <share>', 'records delivered twice, byte for byte', share)
    .option('--late <share>', 'records delivered hours late', share)
    .option('--damaged <share>', 'records cut short or otherwise broken', share)
    .option('--unknown-fields <share>', 'records with fields that the schema does not know', share)
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
Examples:
  $ connect-lake simulate --out ./raw
  $ connect-lake simulate --out ./raw --days 30 --contacts-per-day 10000 --seed 7 --damaged 0`,
    )
    .action(async (flags: SimulateFlags) => {
      if (flags.out === undefined) {
        throw new WrongUse({
          what: 'no folder was named to write to',
          allowed: 'the path of a folder',
          remedy: 'name it with --out DIR',
        })
      }
      const out = resolve(flags.out)
      if (existsSync(join(out, 'truth.json'))) {
        throw new LakeError({
          what: 'there is a simulation in this folder already',
          value: out,
          allowed: 'a folder of its own: truth.json is the truth about one simulation',
          remedy: 'name another folder with --out, or remove this one',
        })
      }
      const { folderSink } = await import('../../simulator/index.ts')
      const truth = await simulateWithProgress(folderSink(out), flags)
      const totals = truth.totals
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(totals)}\n`)
        return
      }
      const { contact_records, agent_events } = totals
      process.stdout.write(
        `  contacts      ${count(contact_records.contacts)}, in ${count(contact_records.emissions)} records\n` +
          `  agent events  ${count(agent_events.events)}, in ${count(agent_events.emissions)} records\n` +
          `  truth         ${out}/truth.json\n` +
          `  next          connect-lake run --raw ${flags.out} --lake ./my-lake\n`,
      )
    })

export interface SimulateFlags {
  readonly out?: string
  readonly days?: number
  readonly contactsPerDay?: number
  readonly seed?: number
  readonly end?: string
  readonly agentEvents?: boolean
  readonly reEmissions?: number
  readonly duplicates?: number
  readonly late?: number
  readonly damaged?: number
  readonly unknownFields?: number
  readonly json?: boolean
}

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>

/** Simulates with a live line; `truth.json` is put last, beside the streams. */
export async function simulateWithProgress(sink: ObjectSink, flags: SimulateFlags): Promise<Truth> {
  const { defaultOptions, simulate } = await import('../../simulator/index.ts')
  const options: SimulationOptions = {
    ...defaultOptions,
    ...given({
      days: flags.days,
      contacts_per_day: flags.contactsPerDay,
      seed: flags.seed,
      end: flags.end,
      agent_events: flags.agentEvents,
      re_emission_share: flags.reEmissions,
      duplicate_share: flags.duplicates,
      late_share: flags.late,
      damage_share: flags.damaged,
      unknown_field_share: flags.unknownFields,
    }),
  }
  const started_ms = Date.now()
  const line = liveLine('Simulating')
  try {
    const truth = await simulate(options, sink, progress => {
      const { day, days, contacts } = progress
      line.say(`Simulating day ${day} of ${days}: ${count(contacts)} contacts, ${bytes(progress.bytes)}`)
    })
    line.done(`Simulated ${options.days} days in ${duration(Date.now() - started_ms)}`)
    return truth
  } catch (error) {
    line.failed('The simulation stopped')
    throw error
  }
}
