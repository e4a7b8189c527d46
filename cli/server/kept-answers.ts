/** Answers as bytes, by their questions. */
export interface KeptAnswers {
  has(sql: string): boolean
  get(sql: string): Uint8Array | undefined
  put(sql: string, answer: Uint8Array): void
}

/** Keeps answers up to a size in all; what has not been asked for longest goes first. One that is larger alone is not kept. */
export function keptAnswers(limit_bytes: number): KeptAnswers {
  const kept = new Map<string, Uint8Array>()
  let held_bytes = 0
  const sizeOf = (sql: string, answer: Uint8Array): number => sql.length + answer.length

  function remove(sql: string): Uint8Array | undefined {
    const answer = kept.get(sql)
    if (answer && kept.delete(sql)) held_bytes -= sizeOf(sql, answer)
    return answer
  }
  function put(sql: string, answer: Uint8Array): void {
    remove(sql)
    if (sizeOf(sql, answer) > limit_bytes) return
    kept.set(sql, answer)
    held_bytes += sizeOf(sql, answer)
    // Maps keep the order in which keys came.
    for (const oldest of kept.keys()) {
      if (held_bytes <= limit_bytes) return
      remove(oldest)
    }
  }
  return {
    put,
    has: sql => kept.has(sql),
    get(sql) {
      const answer = remove(sql)
      if (answer) put(sql, answer)
      return answer
    },
  }
}
