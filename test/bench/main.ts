/** Benchmarks: `npm run bench`; `-- --help` says what it can be asked for. */
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { agentTime } from './agent-time.ts'
import { bundled, place } from './place.ts'
import { questions } from './question-race.ts'
import { type Course, lateRows, memory, type Sizes, throughput } from './races.ts'
import { part, report } from './report.ts'
import { s3 } from './s3.ts'
import { sheets } from './sheets.ts'
import { worker } from './worker.ts'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    write: { type: 'boolean' },
    only: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
    help: { type: 'boolean' },
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
      histories: [
        { objects: 1_000, commits: 8 },
        { objects: 2_000, commits: 40 },
      ],
      copied: { contacts_per_day: 200, weeks: 2, sites: 2 },
      batch_contacts: 2_000,
    }
  : {
      days: 14,
      contacts_per_day: 14_286,
      rounds: 5,
      day: 1_000_000,
      late: 20_000,
      agent_days: 5,
      agent_contacts_per_day: 20_000,
      histories: [
        { objects: 10_000, commits: 488 },
        { objects: 100_000, commits: 5_000 },
      ],
      copied: { contacts_per_day: 11_200, weeks: 13, sites: 10 },
      batch_contacts: 280_000,
    }
const races = {
  throughput: { race: throughput, rounds: sizes.rounds },
  memory: { race: memory, rounds: 1 },
  'late-rows': { race: lateRows, rounds: Math.min(3, sizes.rounds) },
  'agent-time': { race: agentTime, rounds: Math.min(3, sizes.rounds) },
  questions: { race: questions, rounds: sizes.rounds },
  sheets: { race: sheets, rounds: 1 },
  s3: { race: s3, rounds: Math.min(3, sizes.rounds) },
  worker: { race: worker, rounds: 1 },
}
const names = Object.keys(races)
if (values.help) {
  process.stdout.write(`Usage: npm run bench -- [options]

  --only NAME   one of ${names.join(', ')}
  --short       little data: shows that they run, says nothing of speed
  --write       keep the result in docs/benchmarks.md
  --folder DIR  where data are made (default: ${tmpdir()}); the lake of questions and sheets stays there for the next time
`)
  process.exit()
}
const chosen = Object.entries(races).filter(([name]) => values.only === undefined || values.only === name)
if (chosen.length === 0) throw new Error(`--only ${values.only} is none of ${names.join(', ')}`)

const say = (line: string) => void process.stderr.write(`${line}\n`)
const commands = await bundled()
const parts = new Map<string, string>()
for (const [name, { race, rounds }] of chosen) {
  say(name)
  const at = await place(values.folder)
  const course: Course = { commands, sizes, rounds, at, kept: values.folder, say }
  try {
    parts.set(name, part(name, rounds, await race(course)))
  } finally {
    await at.remove()
  }
}
process.stdout.write(`${[...parts.values()].join('\n\n')}\n`)
if (values.write) {
  const file = new URL('../../docs/benchmarks.md', import.meta.url)
  await writeFile(file, report(await readFile(file, 'utf8'), names, parts))
}
