/** What a contestant that answers a question prints, as JSON. */
export interface Answer {
  /** From the question to the last row, seconds: opening is not in it. */
  readonly answer_s: number
  /** Time of all cores for it, seconds. */
  readonly cpu_s: number
  /** The same for the same rows, whatever their order. */
  readonly digest: string
}

/** Asked after the clock has stopped: shows that two contestants gave the same answer. */
const digestSql = (sql: string): string =>
  `SELECT CAST(count(*) AS varchar) || ' ' || CAST(sum(hash(CAST(answer AS varchar))) AS varchar) AS digest FROM (${sql}) AS answer`

/** Asks, and prints how long it took. */
export async function tell(ask: (sql: string) => Promise<readonly unknown[][]>, sql: string): Promise<void> {
  const cpu = process.cpuUsage()
  const started = process.hrtime.bigint()
  await ask(sql)
  const answer_s = Number(process.hrtime.bigint() - started) / 1e9
  const { user, system } = process.cpuUsage(cpu)
  const digest = String((await ask(digestSql(sql)))[0]?.[0])
  const answer: Answer = { answer_s, cpu_s: (user + system) / 1e6, digest }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
