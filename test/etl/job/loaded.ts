import { expect } from 'vitest'
import { type TestLake, testLake } from '../../fixture/lake.ts'

/** What became of one object. */
export interface Loaded {
  readonly lake: TestLake
  /** What became of the records of the object. */
  readonly counts: Record<'read' | 'accepted' | 'duplicate' | 'superseded' | 'quarantined', number>
  /** The contacts that got in. */
  readonly contacts: readonly string[]
  readonly quarantine: readonly {
    readonly reason: string
    readonly detail: string
    readonly byte_offset: number
    readonly byte_length: number
    readonly record_text: string
  }[]
}

/** Loads objects in one run; gives what became of each, by name. */
export async function loadAll<N extends string>(
  folder: string,
  objects: Readonly<Record<N, Buffer | string>>,
): Promise<Readonly<Record<N, Loaded>>> {
  const lake = testLake(folder)
  for (const [name, content] of Object.entries<Buffer | string>(objects)) lake.add(name, content)
  const report = await lake.run()
  expect(report.objects).toBe(Object.keys(objects).length)
  const contacts = await lake.rows<{ contact_id: string; source_object: string }>(
    'SELECT contact_id, source_object FROM contact_record ORDER BY 1',
  )
  const quarantine = await lake.rows<Loaded['quarantine'][number] & { object_key: string }>(
    'SELECT object_key, reason, detail, byte_offset, byte_length, record_text FROM quarantine ORDER BY byte_offset',
  )
  const ledger = await lake.rows<Loaded['counts'] & { object_key: string }>(
    `SELECT object_key, sum(read) AS read, sum(accepted) AS accepted, sum(duplicate) AS duplicate,
       sum(superseded) AS superseded, sum(quarantined) AS quarantined FROM ledger GROUP BY 1`,
  )
  const of = (name: string): Loaded => {
    const counts = ledger.find(({ object_key }) => object_key === name) as Loaded['counts']
    expect(counts.read, name).toBe(
      counts.accepted + counts.duplicate + counts.superseded + counts.quarantined,
    )
    return {
      lake,
      counts,
      contacts: contacts
        .filter(({ source_object }) => source_object === name)
        .map(({ contact_id }) => contact_id),
      quarantine: quarantine.filter(({ object_key }) => object_key === name),
    }
  }
  return Object.fromEntries(Object.keys(objects).map(name => [name, of(name)])) as Record<N, Loaded>
}

/** Loads one object. */
export async function loadOne(folder: string, content: Buffer | string): Promise<Loaded> {
  return (await loadAll(folder, { object: content })).object
}
