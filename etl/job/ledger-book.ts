/** What became of the records of one object that belong to one table. */
export interface ObjectCounts {
  read: number
  accepted: number
  duplicate: number
  superseded: number
  quarantined: number
  replaced: number
}

const none = (): ObjectCounts => ({
  read: 0,
  accepted: 0,
  duplicate: 0,
  superseded: 0,
  quarantined: 0,
  replaced: 0,
})

/** Counts by object and table over a commit; the table is empty text where it could not be told. */
export class LedgerBook {
  readonly #byObject = new Map<number, Map<string, ObjectCounts>>()

  /** Says that an object was consumed, even if nothing was in it. */
  object(ordinal: number): void {
    if (!this.#byObject.has(ordinal)) this.#byObject.set(ordinal, new Map())
  }

  add(ordinal: number, table_name: string | null, counts: Partial<ObjectCounts>): void {
    this.object(ordinal)
    const tables = this.#byObject.get(ordinal) as Map<string, ObjectCounts>
    const entry = tables.get(table_name ?? '') ?? none()
    for (const [name, count] of Object.entries(counts)) entry[name as keyof ObjectCounts] += count
    tables.set(table_name ?? '', entry)
  }

  /** The counts of an object, over all tables. */
  of(ordinal: number): ObjectCounts {
    const sum = none()
    for (const counts of this.#byObject.get(ordinal)?.values() ?? []) {
      for (const [name, count] of Object.entries(counts)) sum[name as keyof ObjectCounts] += count
    }
    return sum
  }

  /**
   * Takes an object out of the book again as far as nothing of it became a row; of what did, the records that failed
   * are left out.
   */
  forgetFailures(ordinal: number): void {
    const tables = this.#byObject.get(ordinal)
    for (const [name, counts] of tables ?? []) {
      if (counts.accepted === 0) tables?.delete(name)
      else tables?.set(name, { ...counts, read: counts.read - counts.quarantined, quarantined: 0 })
    }
    if (!tables?.size) this.#byObject.delete(ordinal)
  }

  /** One entry for each object and table; an object without records has one without a table. */
  *entries(): Generator<{ ordinal: number; table_name: string | null; counts: ObjectCounts }> {
    for (const [ordinal, tables] of this.#byObject) {
      if (tables.size === 0) yield { ordinal, table_name: null, counts: none() }
      for (const [table_name, counts] of tables) yield { ordinal, table_name: table_name || null, counts }
    }
  }
}
