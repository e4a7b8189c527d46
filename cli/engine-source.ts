import type { QueryEngine } from '../lake/engine/engine.ts'
import { dataFreshness } from '../sql/views/data_freshness.ts'
import type { Config } from './config.ts'
import { engineOf } from './engine.ts'
import type { Head, LakeSource } from './server/session.ts'

/** How long an answer about the newest commit is good for: to Athena each question costs. */
const LOOK_EVERY_MS: Readonly<Record<Config['engine'], number>> = { local: 0, trino: 10_000, athena: 60_000 }

/** Questions side by side; each lane asks one after the other, so that it can be stopped alone. */
const LANES = 4

const NEWEST = `SELECT max(last_committed_at) AS at FROM ${dataFreshness.name}`

async function newest(engine: QueryEngine): Promise<Head> {
  const at = Number((await engine.query(NEWEST)).getChildAt(0)?.get(0) ?? 0)
  return { seq: at, id: String(at) }
}

/** A lake as Athena or Trino shows it: as new as its newest commit, which is looked after now and then. */
export function engineSource(config: Config): LakeSource<Head> {
  let looked_at = Number.NEGATIVE_INFINITY
  let head: Promise<Head> | undefined
  async function look(): Promise<Head> {
    const engine = await engineOf(config, undefined)
    try {
      return await newest(engine)
    } finally {
      engine.close()
    }
  }
  return {
    lanes: LANES,
    // What these engines say is meant for whoever asked.
    inWords: error => error,
    open: () => engineOf(config, undefined),
    head() {
      const now = performance.now()
      if (head && now - looked_at < LOOK_EVERY_MS[config.engine]) return head
      looked_at = now
      head = look()
      head.catch(() => {
        head = undefined
      })
      return head
    },
  }
}
