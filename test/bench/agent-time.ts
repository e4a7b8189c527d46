import { join } from 'node:path'
import { makeRaw } from './data.ts'
import type { Measured } from './measure.ts'
import { copyTo } from './place.ts'
import type { Course } from './races.ts'
import { comparison } from './report.ts'
import { rounds } from './rounds.ts'

/** Deriving agent time from events that are in the lake already, on one core. */
export async function agentTime({
  commands,
  sizes,
  rounds: count,
  at,
  say,
}: Course): Promise<readonly string[]> {
  const { agent_days: days, agent_contacts_per_day: contacts_per_day } = sizes
  const raw = await makeRaw(at.folder, 'agents', { days, contacts_per_day, agent_events: true }, say)
  // Only the events: journeys are derived, too, and are another matter.
  const events = join(raw.folder, 'agent-events')
  const before = join(at.folder, 'before')
  const lake = join(at.folder, 'out', 'lake')
  const run = (to: string, ...more: readonly string[]) => [
    ...[...commands.lake, 'run', '--raw', events, '--lake', to, '--lanes', '1', '--json'],
    ...more,
  ]
  const taking = { name: `connect-lake run, ${raw.events} agent events` }
  const [taken] = (await rounds(
    [{ ...taking, command: run(before, '--no-derive'), prepare: async () => {} }],
    1,
    say,
  )) as [Measured]
  const deriving = { name: 'the same again with nothing new: agent time is derived' }
  const [derived] = (await rounds(
    [{ ...deriving, command: run(lake), prepare: async () => copyTo(before, `${await at.fresh()}/lake`) }],
    count,
    say,
  )) as [Measured]
  return comparison([
    {
      question: `Million agent events derived in a minute of one core, of ${raw.events}`,
      goal: 'at least 1',
      // Of the core's own time: what else the machine does is no matter.
      ratio: raw.events / 1e6 / ((derived.cpu_s ?? derived.wall_s) / 60),
      first: { ...deriving, ...derived },
      second: { ...taking, ...taken },
    },
  ])
}
