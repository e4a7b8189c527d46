/**
 * Benchmarks: `npm run bench`; `-- --short` only shows that they run; `-- --write` keeps the result in
 * docs/benchmarks.md; `-- --only throughput|memory|late-rows|agent-time` runs one of them.
 */
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { agentTime } from './agent-time.ts'
import { bundled, place } from './place.ts'
import { type Course, type Finding, lateRows, memory, type Sizes, throughput } from './races.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    write: { type: 'boolean' },
    only: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
  },
})
const sizes: Sizes = values.short
  ? {
      days: 2,
      contacts_per_day: 500,
      rounds: 1,
      day: 5_000,
      late: 100,
      agent_days: 1,
      agent_contacts_per_day: 500,
    }
  : {
      days: 14,
      contacts_per_day: 14_286,
      rounds: 5,
      day: 1_000_000,
      late: 20_000,
      agent_days: 5,
      agent_contacts_per_day: 20_000,
    }
const races = { throughput, memory, 'late-rows': lateRows, 'agent-time': agentTime }
const chosen = Object.entries(races).filter(([name]) => values.only === undefined || values.only === name)
if (chosen.length === 0) throw new Error(`--only ${values.only} is none of ${Object.keys(races).join(', ')}`)

const say = (line: string) => void process.stderr.write(`${line}\n`)
const commands = await bundled()
const findings: Finding[] = []
for (const [name, race] of chosen) {
  say(name)
  const at = await place(values.folder)
  const course: Course = { commands, sizes, at, say }
  try {
    findings.push(...(await race(course)))
  } finally {
    await at.remove()
  }
}
const text = report(findings, sizes)
process.stdout.write(text)
if (values.write) await writeFile(new URL('../../docs/benchmarks.md', import.meta.url), text)
