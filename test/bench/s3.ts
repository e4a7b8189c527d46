import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { commitAfter, noCounts, stampAfter } from '../../lake/log/commit.ts'
import { lakeLog } from '../../lake/log/log.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { startStandIn } from '../aws/server/moto.ts'
import { makeRaw } from './data.ts'
import type { Measured } from './measure.ts'
import type { Course } from './races.ts'
import { comparison } from './report.ts'
import { rounds } from './rounds.ts'

export const BUCKET = 'bench'
const HOUR_MS = 3_600_000
/** Raw objects that arrive in an hour. */
const HOURLY = 20

const about = [
  'What plays S3 is a Python process on the same machine that answers one request at a time and shares the cores: the',
  'ratio is that of a slow store. The cache of data files begins empty.',
]

/** What a process needs in its environment to reach it. @param cache where it keeps data files */
export const settings = (url: string, cache: string): readonly string[] => [
  ...['/usr/bin/env', `AWS_ENDPOINT_URL_S3=${url}`, 'AWS_REGION=eu-central-1', `XDG_CACHE_HOME=${cache}`],
  ...['AWS_ACCESS_KEY_ID=bench', 'AWS_SECRET_ACCESS_KEY=bench', 'AWS_EC2_METADATA_DISABLED=true'],
]

export const clientAt = (endpoint: string): S3Client =>
  new S3Client({
    ...{ endpoint, region: 'us-east-1', forcePathStyle: true },
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  })

/** Puts the files of a folder, those whose names end so, under a prefix. */
export async function upload(client: S3Client, folder: string, prefix: string, ending = ''): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter(each => each.isFile() && each.name.endsWith(ending))) {
    const path = join(entry.parentPath, entry.name)
    const Key = `${prefix}/${path.slice(folder.length + 1)}`
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: await readFile(path) }))
  }
}

/** Puts a lake of so many commits, and a raw side of so many objects up to now, under a prefix. */
async function fill(url: string, prefix: string, commits: number, objects: number): Promise<void> {
  const now = Date.now()
  const storage = memoryStorage('unused', () => now)
  const log = lakeLog(storage)
  await log.create()
  let state = await log.head()
  for (let i = 1; i <= commits; i++) {
    const stamp = stampAfter(state, { now: () => now, unique: () => String(i) })
    const scanned = { [`s3://${BUCKET}/${prefix}/raw`]: now - (commits - i) * HOUR_MS }
    const content = { kind: 'run', message: '', counts: noCounts, changes: {}, schemas: {}, scanned } as const
    const commit = commitAfter(state, stamp, content)
    await log.append(commit)
    state = { ...state, seq: commit.seq, id: commit.id, scanned }
  }
  const filled: Record<string, string> = {}
  for await (const { key } of storage.list('')) {
    filled[`${prefix}/lake/${key}`] = Buffer.from((await storage.get(key)) ?? []).toString()
  }
  for (let i = 0; i < objects; i++) {
    const hour = new Date(now - (i / HOURLY) * HOUR_MS).toISOString().slice(0, 13).replace(/[-T]/g, '/')
    filled[`${prefix}/raw/contact-records/${hour}/${i}`] = ''
  }
  const body = JSON.stringify({ bucket: BUCKET, objects: filled })
  await fetch(`${url}/stand-in/fill`, { method: 'POST', body })
}

const requests = async (url: string): Promise<number> =>
  ((await (await fetch(`${url}/stand-in/calls`)).json()) as readonly unknown[]).length

/** The job from S3 to S3 against the same from folder to folder, and what it takes to find what is new. */
export async function s3({ commands, sizes, rounds: count, at, say }: Course): Promise<readonly string[]> {
  const { days, contacts_per_day, histories } = sizes
  const raw = await makeRaw(at.folder, 'clean', { days, contacts_per_day }, say)
  const server = await startStandIn()
  const client = clientAt(server.url)
  try {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
    await upload(client, raw.folder, 'raw')
    const cache = join(at.folder, 'out', 'cache')
    const inS3 = [...settings(server.url, cache), ...commands.lake]
    let lakes = 0
    const contestants = [
      {
        name: `connect-lake run, S3 to S3, ${raw.records} contact records`,
        // Every round has a lake of its own.
        get command() {
          return [...inS3, 'run', '--raw', `s3://${BUCKET}/raw`, '--lake', `s3://${BUCKET}/lake-${++lakes}`]
        },
        prepare: async () => void (await at.fresh()),
      },
      {
        name: 'connect-lake run, folder to folder',
        command: [...commands.lake, 'run', '--raw', raw.folder, '--lake', join(at.folder, 'out', 'lake')],
        prepare: async () => void (await at.fresh()),
      },
    ]
    const [there, here] = (await rounds(contestants, count, say)) as [Measured, Measured]
    const [first, second] = [
      { name: contestants[0]?.name ?? '', ...there },
      { name: contestants[1]?.name ?? '', ...here },
    ]

    const found: string[] = []
    for (const { commits, objects } of histories) {
      const name = `history-${commits}`
      await fill(server.url, name, commits, objects)
      const before = await requests(server.url)
      const looking = {
        name: `run --dry-run, ${objects} raw objects, ${commits} commits`,
        command: [
          ...[...inS3, 'run', '--dry-run', '--json'],
          ...['--raw', `s3://${BUCKET}/${name}/raw`, '--lake', `s3://${BUCKET}/${name}/lake`],
        ],
        prepare: async () => void (await at.fresh()),
      }
      const [{ wall_s } = { wall_s: Number.NaN }] = await rounds([looking], 1, say)
      const asked = (await requests(server.url)) - before
      found.push(`| ${objects} | ${commits} | **${asked}** | ${wall_s.toFixed(1)} s |`)
    }
    return [
      ...comparison([
        {
          question: `Time of the job from S3 to S3 over the time from folder to folder`,
          goal: 'none set',
          ratio: there.wall_s / here.wall_s,
          ...{ first, second },
        },
        {
          question: 'Peak memory, S3 over folder',
          goal: 'none set',
          ratio: (there.peak_rss_bytes ?? Number.NaN) / (here.peak_rss_bytes ?? Number.NaN),
          ...{ first, second },
        },
      ]),
      ...[
        '',
        ...about,
        '',
        'Finding what is new, with 20 objects an hour (48 hours are looked back), and 8 commits since the last checkpoint:',
        '',
      ],
      ...['| raw objects | commits | requests | time |', '|---:|---:|---:|---:|', ...found],
    ]
  } finally {
    client.destroy()
    await server.stop()
  }
}
