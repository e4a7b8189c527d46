import { LakeError } from '../../schema/error.ts'
import type { GlueFolders } from '../catalog/glue-folders.ts'
import { athenaEngine } from '../engine/athena.ts'
import { athenaClient, executed } from '../engine/athena-execution.ts'
import { isCutOff } from '../engine/athena-failure.ts'
import type { AthenaPlace } from '../engine/athena-place.ts'
import { nothingSpent, spentOn, spentTogether } from '../engine/athena-price.ts'
import type { Storage } from '../storage/storage.ts'
import type { InPlace, WrittenFile } from './in-place.ts'

/** What Athena works on. */
export interface AthenaInPlace {
  readonly place: AthenaPlace
  /** Of the database that is asked. */
  readonly folders: GlueFolders
  /** The lake, in S3. */
  readonly storage: Storage
  readonly unique: () => string
}

/** A merge cannot ask about less: the partition is as large as it is. */
const tooLarge = (error: LakeError): LakeError =>
  new LakeError({
    ...error,
    what: 'Athena read more to merge a partition than its workgroup allows, and was cut off',
    remedy:
      'raise lake.cutoff_gb of the deployment, or BytesScannedCutoffPerQuery of the workgroup; or raise etl.merge_mb ' +
      '(on one machine: athena.merge_mb), so that this partition is merged without Athena',
    cause: error,
  })

const namesOf = async (storage: Storage, prefix: string): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>()
  for await (const { key, size_bytes } of storage.list(prefix))
    found.set(key.slice(prefix.length), size_bytes)
  return found
}

/**
 * Athena, by an INSERT into a folder that no commit names yet. Folders are tables of Glue for as long as the statement
 * takes. A statement that fails, or is cancelled, leaves files behind: they are removed. That all files are there is
 * known because Athena is asked how many rows each has.
 */
export function athenaInPlace({ place, folders, storage, unique }: AthenaInPlace): InPlace {
  const stop = new AbortController()
  let swept = false
  let spent = nothingSpent
  /** Never fails: how it ended is for those to know who asked for it. */
  let underWay: Promise<unknown> = Promise.resolve()

  /** Files with rows, as they lie in the store; those without are removed. */
  async function written(table: string, prefix: string): Promise<readonly WrittenFile[]> {
    const engine = athenaEngine(place)
    try {
      const counts = await engine.query(`SELECT "$path" AS path, count(*) AS n FROM ${table} GROUP BY 1`)
      const rows = new Map<string, number>(
        counts.toArray().map(({ path, n }) => [String(path).split('/').at(-1) ?? '', Number(n)]),
      )
      const sizes = await namesOf(storage, prefix)
      const lost = [...rows.keys()].find(name => !sizes.has(name))
      if (lost !== undefined)
        throw new LakeError({
          what: 'a file that Athena has written is not in the lake',
          value: `${storage.location}/${prefix}${lost}`,
          allowed: 'the files that Athena reads there',
          remedy: 'run the same command again; nothing was committed of it',
        })
      await storage.remove([...sizes.keys()].filter(name => !rows.has(name)).map(name => prefix + name))
      return [...rows].map(([name, n]) => ({ name, rows: n, size_bytes: sizes.get(name) ?? 0 }))
    } finally {
      spent = spentTogether(spent, engine.spent?.() ?? nothingSpent)
      engine.close()
    }
  }

  const write: InPlace['write'] = async (select, from, to) => {
    const athena = athenaClient(place)
    const shown: string[] = []
    async function show(prefix: string, columns: Parameters<GlueFolders['show']>[1]): Promise<string> {
      const name = await folders.show(unique(), columns, `${storage.location}/${prefix}`)
      shown.push(name)
      return name
    }
    try {
      const names: Record<string, string> = {}
      for (const [name, { prefix, columns }] of Object.entries<(typeof from)[keyof typeof from]>(from))
        names[name] = await show(prefix, columns)
      const into = await show(to.prefix, to.columns)
      if (!swept) await folders.sweep()
      swept = true
      const sql = `INSERT INTO ${into}\n${select(names as { readonly [F in keyof typeof from]: string })}`
      await executed(athena, place, sql, stop.signal, execution => {
        spent = spentTogether(spent, spentOn(execution))
      })
      return await written(into, to.prefix)
    } catch (error) {
      // What it was is said, not that cleaning up failed as well: that nobody sees what is left.
      const left = await namesOf(storage, to.prefix).catch(() => new Map())
      await storage.remove([...left.keys()].map(name => to.prefix + name)).catch(() => {})
      throw isCutOff(error) ? tooLarge(error as LakeError) : error
    } finally {
      await folders.hide(shown).catch(() => {})
      athena.destroy()
    }
  }

  return {
    write(select, from, to) {
      const writing = write(select, from, to)
      underWay = writing.catch(() => {})
      return writing
    },
    spent: () => spent,
    async interrupt() {
      stop.abort()
      await underWay
    },
  }
}
